"""The page on reading news says what the code does."""

from __future__ import annotations

from pathlib import Path

from multipolar.news.document import TAGS
from multipolar.news.duplicates import ALIKE, SHORTEST
from multipolar.news.export import FIELDS, LONG
from multipolar.news.furniture import READ
from multipolar.news.ingest import LARGEST, LARGEST_LINES, LONGEST
from multipolar.news.store import SCHEMA, VERSION

PAGE = " ".join((Path(__file__).parents[2] / "docs" / "news.md").read_text(encoding="utf8").split())


def test_every_field_is_documented() -> None:
    for name, meaning in FIELDS.items():
        assert f"| `{name}` | {meaning} |" in PAGE, name


def test_every_tag_and_table_is_documented() -> None:
    for tag in TAGS:
        assert f"| `{tag}` |" in PAGE
    assert "looked for in `body`, `heading`, `caption` and `related`" in PAGE
    assert READ == ("body", "heading", "caption", "related")
    for line in SCHEMA.splitlines():
        if line.startswith("CREATE TABLE"):
            assert f"`{line.split()[2]}`" in PAGE, line


def test_limits_are_those_of_the_code() -> None:
    assert f"{LARGEST // 10**6} MB for one text or page, {LONGEST // 10**6} million characters" in PAGE
    assert f"{LARGEST_LINES // 10**9} GB for a file of JSONL" in PAGE
    assert f"schema version, now {VERSION}" in PAGE
    assert (ALIKE, SHORTEST, LONG) == (0.7, 12, 12)
