"""Sizes in own sentences: value, unit and the exact words."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")
from multipolar.news.amounts import find_amounts, number_of
from multipolar.news.parse import parse
from news.helpers import plain_document

SIZES = [
    ("a 25% tariff on steel", [(25, "pct", "25%")]),
    ("duties of 145 percent", [(145, "pct", "145 percent")]),
    ("raised by 25 percentage points", [(25, "pp", "25 percentage points")]),
    ("raised from 10 percent to 25 percent", [(25, "pct", "10 percent to 25 percent")]),
    ("a 10 to 20 per cent duty", [(15, "pct", "10 to 20 per cent")]),
    ("duties of 10% and 25%", [(10, "pct", "10%"), (25, "pct", "25%")]),
    ("between 10% and 20%", [(15, "pct", "between 10% and 20%")]),
    ("twenty-five percent", [(25, "pct", "twenty-five percent")]),
    ("a $60 billion loan", [(60_000, "usd_mn", "$60 billion")]),
    ("US$1.2 trillion in trade", [(1_200_000, "usd_mn", "US$1.2 trillion")]),
    ("€3bn in aid", [(3_000, "eur_mn", "€3bn")]),
    ("3.5 billion euros", [(3_500, "eur_mn", "3.5 billion euros")]),
    ("from $5 billion to $8 billion", [(8_000, "usd_mn", "$5 billion to $8 billion")]),
    ("between $5bn and $7bn", [(6_000, "usd_mn", "between $5bn and $7bn")]),
    ("100 billion yuan", [(100_000, "cny_mn", "100 billion yuan")]),
    ("300 million Canadian dollars", [(300, "cad_mn", "300 million Canadian dollars")]),
    ("a $1,250.5m package", [(1250.5, "usd_mn", "$1,250.5m")]),
    ("500,000 barrels a day", [(500_000, "count", "500,000 barrels a day")]),
    ("12 warships and 3,000 troops", [(12, "count", "12 warships"), (3_000, "count", "3,000 troops")]),
    ("a fifth of its exports", [(0.2, "share", "a fifth")]),
    ("two-thirds of its oil", [(2 / 3, "share", "two-thirds")]),
    ("half of the gas", [(0.5, "share", "half")]),
    ("on the third of May they won", []),
    ("a quarter-century of war", []),
]


@pytest.mark.parametrize(("text", "sizes"), SIZES, ids=[s[0] for s in SIZES])
def test_sizes(text, sizes) -> None:
    document = plain_document(f"Chile announced {text}.")
    found = find_amounts(parse(document), document)
    assert [(pytest.approx(f.amount.value), f.amount.unit, f.amount.text) for f in found] == sizes
    assert [document.text[f.start : f.end] for f in found] == [f.amount.text for f in found]


def test_no_number_is_an_error() -> None:
    assert number_of("forty-two") == 42
    with pytest.raises(ValueError, match="not a number"):
        number_of("many")
