"""The tables of names and leaders: provenance, checksums, form."""

from __future__ import annotations

import csv
import hashlib
from importlib import resources
from pathlib import Path

import pytest
import yaml

FOLDER = resources.files("multipolar").joinpath("data", "news")
PROVENANCE = yaml.safe_load(FOLDER.joinpath("provenance.yaml").read_text(encoding="utf8"))
TOOLS = Path(__file__).parents[2] / "tools" / "build_data"


def rows(name: str) -> list[dict[str, str]]:
    """Rows of a packaged table."""
    return list(csv.DictReader(FOLDER.joinpath(name).read_text(encoding="utf8").splitlines()))


LISTS = ["anchors.csv", "common_words.txt", "given_names.txt", "leaders.csv", "names.csv", "surnames.txt"]


@pytest.mark.parametrize("name", LISTS)
def test_tables_are_those_of_the_record(name: str) -> None:
    entry = PROVENANCE[name]
    assert entry["table_sha256"] == hashlib.sha256(FOLDER.joinpath(name).read_bytes()).hexdigest()
    assert entry["source"]
    assert entry["licence"]


@pytest.mark.parametrize("name", ["names.csv", "leaders.csv"])
def test_own_tables_are_those_that_they_were_built_from(name: str) -> None:
    for file, digest in PROVENANCE[name]["sha256_of_own"].items():
        assert digest == hashlib.sha256((TOOLS / file).read_bytes()).hexdigest(), file


def test_names_are_unique_and_of_known_kinds() -> None:
    names = rows("names.csv")
    assert len({r["name"] for r in names}) == len(names)
    assert {r["kind"] for r in names} == {
        "state", "demonym", "capital", "city", "seat", "group", "organisation", "armed", "mask",
    }  # fmt: skip
    assert {r["rule"] for r in names} <= {"", "the", "weak", "home"}
    assert all(r["code"] or r["kind"] == "mask" for r in names)


def test_leaders_have_dates_and_flags() -> None:
    leaders = rows("leaders.csv")
    assert all(len(r["start"]) == 10 and len(r["end"]) in (0, 10) for r in leaders)
    assert {r["doubtful"] for r in leaders} == {"0", "1"}
    assert all(r["doubtful"] == "1" for r in leaders if r["source"] == "wikidata")
    assert all(r["doubtful"] == "1" for r in leaders if r["start"] > "2026-03-12")


def test_the_page_counts_what_is_packaged() -> None:
    page = " ".join((TOOLS.parents[1] / "docs" / "news-actors.md").read_text(encoding="utf8").split())
    names, leaders = rows("names.csv"), rows("leaders.csv")
    codes = {kind: {r["code"] for r in names if r["kind"] == kind} for kind in ("state", "organisation", "group")}
    masks = sum(r["kind"] == "mask" for r in names)
    people = len({(r["code"], r["person"]) for r in leaders})
    assert f"{len(names):,} names for {len(codes['state'])} states and territories" in page
    assert (
        f"and {len(codes['organisation'] | codes['group'])} organisations and groups, of which {masks} only keep"
        in page
    )
    assert (
        f"{len(leaders):,} terms of office of {people:,} persons in {len({r['code'] for r in leaders})} states" in page
    )
    assert f"`doubtful = 1` marks {sum(r['doubtful'] == '1' for r in leaders)} terms" in page
