"""Enter a table of the news data in the record of provenance beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from politics_write import sha256

__all__ = ["DATA", "record"]

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[1] / "src" / "multipolar" / "data" / "news"
SHARED = Path(os.environ.get("MULTIPOLAR_SHARED", HERE.parents[2] / "shared")) / "data" / "news"
"""Raw data beside the checkout, or where MULTIPOLAR_SHARED says."""


def record(
    path: Path, inputs: Iterable[Path], own: Iterable[str], facts: dict[str, Any], packaged: Iterable[str] = ()
) -> None:
    """Enter a table in provenance.yaml.

    Args:
        path: the written table. inputs: raw files. own: our tables beside this tool. facts: source, licence, what was done.
        packaged: tables of the package that it rests on, in the folder above.
    """
    file = path.parent / "provenance.yaml"
    entries = yaml.safe_load(file.read_text(encoding="utf8")) if file.is_file() else {}
    entries[path.name] = {
        **facts,
        "table_sha256": sha256(path),
        "sha256_of_inputs": {f"{p.parent.name}/{p.name}": sha256(p) for p in inputs},
        "sha256_of_own": {name: sha256(HERE / name) for name in own},
        "sha256_of_packaged": {name: sha256(path.parent.parent / name) for name in packaged},
    }
    text = yaml.safe_dump(dict(sorted(entries.items())), sort_keys=False, allow_unicode=True, width=110)
    file.write_text(text, encoding="utf8", newline="\n")
