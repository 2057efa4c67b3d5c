"""Attention that moves between theatres, in either order of the words."""

from __future__ import annotations

import pytest

from multipolar.news.topics import theatres


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("Washington shifted its attention from Europe to China.", ("Europe", "Asia")),
        ("The United States redeployed ships to the Western Pacific from the Gulf.", ("Middle_East", "Asia")),
        ("Tourists went from Europe to Asia.", None),
        ("The focus moved from Taiwan to China.", None),
    ],
)
def test_attention_moves_between_theatres(text: str, moved: tuple[str, str] | None) -> None:
    assert theatres(text) == moved
