"""Write a political table and the record of where it comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow
import pyarrow.parquet
import yaml

__all__ = ["record", "sha256", "write_parquet"]

FILE = "provenance.yaml"


def sha256(path: Path) -> str:
    """Checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_parquet(table: pd.DataFrame, path: Path, key: list[str]) -> None:
    """Write a table sorted by its key, without the memory of pandas.

    Args:
        table: columns as they will be read; missing is null. path: to write. key: columns that name a row.
    """
    if table.duplicated(key).any():
        raise ValueError(f"{path.name}: two rows of {table[table.duplicated(key)].iloc[0][key].to_dict()}")
    arrow = pyarrow.Table.from_pandas(table.sort_values(key), preserve_index=False).replace_schema_metadata(None)
    pyarrow.parquet.write_table(arrow, path, compression="zstd", compression_level=19)


def record(path: Path, raw: Path, inputs: Iterable[str], facts: dict[str, Any], packaged: Iterable[str] = ()) -> None:
    """Enter a table in the record of provenance beside it.

    Args:
        path: the written table. raw: folder of the raw data. inputs: raw files, by their path in it.
        packaged: tables of the package that it rests on, in the folder above. facts: sources, licence, years, what was computed.
    """
    file = path.parent / FILE
    entries = yaml.safe_load(file.read_text(encoding="utf8")) if file.is_file() else {}
    entries[path.name] = {
        **facts,
        "table_sha256": sha256(path),
        "sha256_of_inputs": {name: sha256(raw / name) for name in sorted(inputs)},
    }
    if packaged:
        entries[path.name]["sha256_of_packaged"] = {n: sha256(path.parent.parent / n) for n in packaged}
    text = yaml.safe_dump(dict(sorted(entries.items())), sort_keys=False, allow_unicode=True, width=110)
    file.write_text(text, encoding="utf8", newline="\n")
