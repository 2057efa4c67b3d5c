"""Every packaged data file says where it comes from and under which licence, in the record beside it and on the page."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml

import multipolar

DATA = Path(multipolar.__file__).parent / "data"
RECORD = "provenance.yaml"
FILES = sorted(str(f.relative_to(DATA)) for f in DATA.rglob("*") if f.is_file() and f.name != RECORD)
PAGE = (Path(__file__).parents[2] / "docs/data-licence.md").read_text("utf8")


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_an_entry_with_its_checksum_if_any_and_a_licence_on_the_page(name: str) -> None:
    path = DATA / name
    entry = yaml.safe_load((path.parent / RECORD).read_text("utf8"))[path.name]
    assert entry["source"]
    assert entry["licence"]
    assert entry.get("table_sha256", digest := hashlib.sha256(path.read_bytes()).hexdigest()) == digest
    assert f"{path.name}`" in PAGE.partition("## Attribution lines")[0]


def test_tables_hold_a_checksum_or_say_what_holds_it() -> None:
    for folder in {(DATA / name).parent for name in FILES}:
        for name, entry in yaml.safe_load((folder / RECORD).read_text("utf8")).items():
            assert (folder / name).is_file(), name
            if name.endswith((".csv", ".parquet", ".npz", ".json", ".nc")):
                assert entry.get("table_sha256") or entry.get("checked"), name
