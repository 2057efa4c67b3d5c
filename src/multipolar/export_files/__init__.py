"""Results as files of the field: JSON, CSV, Parquet, NetCDF, Stata and Excel, each whole or not at all."""

from __future__ import annotations

import functools
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from multipolar.atomic import write_atomic
from multipolar.errors import InputError
from multipolar.export_files.neutral import harmless_text
from multipolar.export_files.sheets import about, comparison_sheets, result_sheets
from multipolar.export_files.stata import stata_bytes
from multipolar.export_files.workbook import workbook_bytes
from multipolar.intervals import draws_table
from multipolar.labels import did_you_mean
from multipolar.result import Result

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = [
    "COMPARISON_FORMATS",
    "DEFAULT_COMPARISON_FORMATS",
    "DEFAULT_FORMATS",
    "DRAWS",
    "FORMATS",
    "chosen_formats",
    "comparison_frame",
    "write_comparison",
    "write_result",
]

FORMATS = ("json", "csv", "parquet", "nc", "dta", "xlsx")
DEFAULT_FORMATS = ("json", "csv", "parquet", "nc")
DRAWS = "draws"
"""Every number of every draw, as one long Parquet table `result.draws.parquet`; of a run with draws alone."""
COMPARISON_FORMATS, DEFAULT_COMPARISON_FORMATS = ("csv", "xlsx"), ("csv",)
KEYS = ["year", "country", "sector", "variable", "unit"]


def chosen_formats(asked: str | Sequence[str], valid: Sequence[str]) -> tuple[str, ...]:
    """Names of formats, checked, each once, in the order of `valid`.

    Args:
        asked: names, or one text with commas; `all` means every one. valid: the names that there are.

    Raises:
        InputError: unknown name, with the nearest one.
    """
    names = [n.strip().lower() for n in asked.split(",")] if isinstance(asked, str) else list(asked)
    for name in names:
        if name not in (*valid, "all"):
            known = f"known: {', '.join(valid)}, all."
            raise InputError(f"formats: unknown format {name!r}{did_you_mean(name, [*valid, 'all']) or f'; {known}'}")
    return tuple(name for name in valid if name in names or "all" in names)


def write_result(result: Result, folder: Path, formats: str | Sequence[str] = DEFAULT_FORMATS) -> dict[str, Path]:
    """Write a result into a folder as `result.` and the name of the format.

    Args:
        result: the run. folder: made if it is not there. formats: some of `FORMATS`, `draws` where there are any, or `all`.

    Returns:
        format name to file written.

    Raises:
        InputError: unknown format. OSError: the folder cannot be written to or the disk is full.
    """
    table = functools.cache(result.to_frame)  # CSV and Parquet hold the same
    writers: dict[str, Callable[[], bytes]] = {
        "json": lambda: json.dumps(result.to_dict(), indent=1, ensure_ascii=False).encode(),
        "csv": lambda: _csv(table()),
        "parquet": lambda: _parquet(table()),
        "nc": lambda: _netcdf(result),
        "dta": lambda: stata_bytes(result, [f"{subject}: {text}" for subject, text in about(result)]),
        "xlsx": lambda: workbook_bytes(result_sheets(result), result.scenario.name),
    }
    valid: tuple[str, ...] = FORMATS
    if (drawn := result.draws) is not None:
        writers[DRAWS] = lambda: _table_bytes(draws_table(drawn))
        valid = (*FORMATS, DRAWS)
    return _write({name: writers[name] for name in chosen_formats(formats, valid)}, folder, "result")


def write_comparison(
    a: Result, b: Result, folder: Path, formats: str | Sequence[str] = DEFAULT_COMPARISON_FORMATS
) -> dict[str, Path]:
    """Write two results and their difference into a folder as `comparison.` and the name of the format.

    Args:
        a, b: runs on worlds with the same economies. folder: made if it is not there.
        formats: some of `COMPARISON_FORMATS`, or `all`.

    Returns:
        format name to file written.

    Raises:
        InputError: unknown format. OSError: the folder cannot be written to or the disk is full.
    """
    frame = comparison_frame(a, b)
    writers: dict[str, Callable[[], bytes]] = {
        "csv": lambda: _csv(frame),
        "xlsx": lambda: workbook_bytes(comparison_sheets(a, b, frame), f"{a.scenario.name} and {b.scenario.name}"),
    }
    return _write({name: writers[name] for name in chosen_formats(formats, COMPARISON_FORMATS)}, folder, "comparison")


def comparison_frame(a: Result, b: Result) -> pd.DataFrame:
    """Tidy table of two runs: year, country, sector, variable, unit, a, b, b_minus_a; missing where one has no such row."""
    left, right = (r.to_frame().rename(columns={"value": name}) for r, name in ((a, "a"), (b, "b")))
    order = {code: k for k, code in enumerate(dict.fromkeys([*left["country"], *right["country"]]))}
    merged = left.merge(right, on=KEYS, how="outer", sort=False)
    merged["b_minus_a"] = merged["b"] - merged["a"]
    rank = merged["country"].map(order)
    first = merged.assign(rank=rank).sort_values(["year", "rank", "sector"], kind="stable", ignore_index=True)
    return first[[*KEYS, "a", "b", "b_minus_a"]]


def _write(writers: dict[str, Callable[[], bytes]], folder: Path, stem: str) -> dict[str, Path]:
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for suffix, content in writers.items():
        files[suffix] = folder / f"{stem}.{suffix}{'.parquet' if suffix == DRAWS else ''}"
        data = content()
        write_atomic(files[suffix], lambda path, data=data: path.write_bytes(data))  # type: ignore[misc]
    return files


def _csv(frame: pd.DataFrame) -> bytes:
    from pyarrow import BufferOutputStream, Table
    from pyarrow.csv import write_csv

    sink = BufferOutputStream()
    write_csv(Table.from_pandas(harmless_text(frame), preserve_index=False), sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _parquet(frame: pd.DataFrame) -> bytes:
    from pyarrow import Table

    return _table_bytes(Table.from_pandas(frame, preserve_index=False))


def _table_bytes(table: pa.Table) -> bytes:
    from pyarrow import BufferOutputStream
    from pyarrow.parquet import write_table

    sink = BufferOutputStream()
    write_table(table, sink)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _netcdf(result: Result) -> bytes:
    """Labelled arrays by way of memory: the HDF5 library takes the process down where a disk is full."""
    data, buffer = result.to_xarray(), io.BytesIO()
    encoding: dict[str, Any] = {str(v): {"zlib": True, "complevel": 4} for v in data.data_vars}
    data.to_netcdf(buffer, engine="h5netcdf", encoding=encoding)
    return buffer.getvalue()
