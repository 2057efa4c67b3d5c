"""Stata: one observation a year, economy and sector, variables with labels, notes with what a reader must know."""

from __future__ import annotations

import datetime
import io
import math
import struct
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Literal

from multipolar.labels import state_name
from multipolar.result import Result

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["stata_bytes"]

VERSION: Literal[118] = 118
"""Format of Stata 14 and newer: Unicode text."""
LABEL, NOTE, NAME_BYTES = 80, 60_000, 129
"""Longest label (characters), longest note (bytes), and bytes of a name, in format 118."""
NO_TIME = datetime.datetime(1980, 1, 1)
"""Written as the time of the file, so that the same run gives the same bytes."""
MARKUP = str.maketrans({"{": "(", "}": ")", "`": "'"})
"""Signs that Stata reads as markup or macros when it shows a note."""
MAP_ENTRIES, AFTER_NOTES = 14, 9
"""Entries of the map of a file, and the first one that lies behind the notes."""


def stata_bytes(result: Result, notes: Sequence[str]) -> bytes:
    """The tidy table of a result as a Stata file, format 118, one column a variable.

    Args:
        result: the run. notes: sentences kept in the file, `notes` shows them.
    """
    frame = result.to_frame()
    table, labels = _wide(result, frame)
    units = frame.drop_duplicates("variable").set_index("variable")["unit"].to_dict()
    labelled: dict[Hashable, str] = {
        "year": "year",
        "iso3": "code of the economy",
        "economy": "economy",
        "sector_code": "code of the sector; empty for totals",
        "sector": "sector; 0 for totals of the economy",
        **units,
    }
    buffer = io.BytesIO()
    table.to_stata(
        buffer,
        version=VERSION,
        write_index=False,
        time_stamp=NO_TIME,
        data_label=f"Multipolar: {result.scenario.name}"[:LABEL],
        variable_labels={name: text[:LABEL] for name, text in labelled.items()},
        value_labels=labels,
    )
    told = [*notes, *(f"unit of {name}: {unit}" for name, unit in units.items())]
    return _with_notes(buffer.getvalue(), told)


def _wide(result: Result, frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[Hashable, dict[float, str]]]:
    """One row a year, economy and sector (totals first), and the value labels of economy and sector."""
    import pandas as pd

    variables = list(dict.fromkeys(frame["variable"]))
    economies = {code: k + 1 for k, code in enumerate(dict.fromkeys(frame["country"]))}
    codes = dict.fromkeys([*result.world.sectors, *(code for code in frame["sector"] if code)])
    sectors = {"": 0, **{code: k + 1 for k, code in enumerate(codes)}}
    wide = frame.pivot(index=["year", "country", "sector"], columns="variable", values="value")[variables]
    keys = wide.index.to_frame(index=False)
    numbers = wide.reset_index(drop=True)
    table = pd.concat(
        [
            keys["year"].astype("int16"),
            keys["country"].astype(object).rename("iso3"),
            keys["country"].map(economies).astype("int16").rename("economy"),
            keys["sector"].astype(object).rename("sector_code"),
            keys["sector"].map(sectors).astype("int16").rename("sector"),
            numbers.where(numbers.abs() < math.inf),
        ],
        axis=1,
    ).sort_values(["year", "economy", "sector"], ignore_index=True)
    names = dict(zip(result.world.sectors, result.world.sector_names, strict=True))
    labels: dict[Hashable, dict[float, str]] = {
        "economy": {k: f"{code} {state_name(code)}" for code, k in economies.items()},
        "sector": {k: f"{code} {names.get(code, '')}".strip() if code else "total" for code, k in sectors.items()},
    }
    return table, labels


def _with_notes(content: bytes, notes: Sequence[str]) -> bytes:
    """A file of format 118 with notes: characteristics of the data set, which pandas leaves empty.

    Source: Stata manual, file formats .dta, sections 5.2 (map) and 5.10 (characteristics).
    """
    texts = [str(len(notes)), *(note.translate(MARKUP) for note in notes)]
    parts = [_characteristic(f"note{k}", text) for k, text in enumerate(texts)]
    added = b"".join(parts)
    empty = b"<characteristics></characteristics>"
    before, found, after = content.partition(empty)
    head, tag, rest = before.partition(b"<map>")
    if not found or not tag:
        raise AssertionError("a Stata file of format 118 has a map and a place for notes")
    size = 8 * MAP_ENTRIES
    places = list(struct.unpack(f"<{MAP_ENTRIES}Q", rest[:size]))
    places[AFTER_NOTES:] = [place + len(added) for place in places[AFTER_NOTES:]]
    opening = empty[: empty.index(b"</")]
    return b"".join(
        [head, tag, struct.pack(f"<{MAP_ENTRIES}Q", *places), rest[size:], opening, added, empty[len(opening) :], after]
    )


def _characteristic(name: str, text: str) -> bytes:
    content = b"".join(part.encode().ljust(NAME_BYTES, b"\0") for part in ("_dta", name))
    content += text.encode()[:NOTE].decode(errors="ignore").encode() + b"\0"
    return b"<ch>" + struct.pack("<I", len(content)) + content + b"</ch>"
