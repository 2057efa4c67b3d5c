"""What the workbook of a run and the workbook of a comparison hold, sheet by sheet."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from multipolar.chokepoints import CURB_UNITS
from multipolar.export_files.alignment_sheet import alignment_about, alignment_sheet, of_alignment
from multipolar.export_files.workbook import Column, Kind, Sheet
from multipolar.labels import state_name
from multipolar.moves import Move, Passage
from multipolar.reach import acts_on
from multipolar.result import COUNTRY_UNITS, SECTOR_UNITS, Result

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["about", "comparison_sheets", "result_sheets"]

ECONOMY = (Column("code", kind="text"), Column("economy", kind="text"))
PIECE = 30_000
"""Longest text of one row of the first sheet; longer ones go on in the next row."""
MAX_PAIRS = 500_000
SHARED_FIELDS = ("from_", "until", "id", "status", "probability", "source", "size", "note")


def about(result: Result) -> list[tuple[str, str]]:
    """What a reader must know of a run, as pairs of subject and sentence."""
    told = result.provenance
    elasticities = told["elasticities"]
    rows = [
        ("scenario", result.scenario.name),
        ("description", result.scenario.description.strip()),
        ("kind", "conditional scenario, not a forecast: long-run answers of one year's economy to the moves"),
        ("years", f"{result.years[0].year} to {result.last.year}; the headline is the last year"),
        ("world", f"{result.world.name}, {result.world.year}, sha256 {result.world.sha256()}"),
        ("deficits", str(told["deficits"])),
        ("elasticities", f"{elasticities['name']}: {elasticities['source']} ({elasticities['grade']})"),
        ("adjustment", str(told["adjustment"])),
        *alignment_about(result.alignment),
        ("no data", "an empty cell or missing value is 'no data', never zero"),
        ("ranges", f"over {result.range_over() or 'nothing'}; they are not confidence intervals"),
        *(("warning", warning) for warning in result.warnings),
        *((f"source of {what}", source) for what, source in told["sources"].items()),
        ("licence of the data", str(told["licence"])),
        *((name, str(told[name])) for name in ("multipolar_version", "scenario_sha256", "parameters_sha256")),
    ]
    return [(subject, text) for subject, text in rows if text]


def result_sheets(result: Result) -> list[Sheet]:
    """The sheets of a run: read me, chokepoints where there are any, countries, alignment where it is known, sectors, pairs, years, closures, moves."""
    whole = result.to_frame()
    aligned = whole["variable"].map(of_alignment)
    frame = whole[~aligned]
    last = frame[frame["year"] == result.last.year]
    sheets = [
        *_chokepoints(last[last["variable"].isin(CURB_UNITS)]),
        _countries(result, last[last["sector"] == ""]),
        *alignment_sheet(result.alignment, whole[aligned]),
        _sectors(result, last[last["variable"].isin(SECTOR_UNITS)]),
        _pairs(result),
        _years(result, frame[frame["variable"].isin(COUNTRY_UNITS)]),
        _closures(result),
        Sheet("moves", MOVE_COLUMNS, _moves(result), 2),
    ]
    return [_read_me(about(result), sheets), *sheets]


def _units(frame: pd.DataFrame) -> dict[str, str]:
    """Units by variable, in the order of the table."""
    return dict(zip(frame["variable"], frame["unit"], strict=True))


def _columns(units: Mapping[str, str]) -> list[Column]:
    return [Column(name, unit) for name, unit in units.items()]


def _by(frame: pd.DataFrame, keys: list[str]) -> dict[Any, list[Any]]:
    """Values of all variables by key, in the order of `_units`."""
    wide = frame.pivot(index=keys, columns="variable", values="value")[list(_units(frame))]
    return dict(zip(wide.index, wide.to_numpy().tolist(), strict=True))


def _read_me(told: Sequence[tuple[str, str]], sheets: Sequence[Sheet]) -> Sheet:
    what = {
        "chokepoints": "one row a curbed input and importer: read the interval, not the long run alone",
        "countries": "one row an economy, last year, in the long run; states outside the accounts approximate",
        "alignment": "one row a year and member of the General Assembly, states without data with the reason",
        "sectors": "one row an economy and sector, last year",
        "pairs": "trade of pairs that changes, largest change first, last year",
        "years": "one row a year and economy",
        "closures": "real income under each deficit closure and elasticity set, last year",
        "moves": "the moves of the scenario, and what of the model each acts on",
    }
    rows = [*told, *((f"sheet {s.name}", what[s.name]) for s in sheets)]
    pieces = [(subject, text[start : start + PIECE]) for subject, text in rows for start in range(0, len(text), PIECE)]
    return Sheet("read me", [Column("subject", kind="text"), Column("text", kind="prose")], pieces)


def _chokepoints(frame: pd.DataFrame) -> list[Sheet]:
    """Curbs by input and importer, the lowest end first; no sheet without curbs."""
    if frame.empty:
        return []
    values = _by(frame, ["sector", "country"])
    worst = sorted(values, key=lambda key: (math.isnan(values[key][0]), values[key][0]))
    rows = [[code, state_name(code), curbed, *values[curbed, code]] for curbed, code in worst]
    columns = [*ECONOMY, Column("input", kind="text"), *_columns(_units(frame))]
    return [Sheet("chokepoints", columns, rows, 3)]


def _countries(result: Result, frame: pd.DataFrame) -> Sheet:
    values, ranges = _by(frame, ["country"]), result.real_income_range_pct()
    uncertain, notes = result.sign_notes(), result.data_notes()
    missing = (None, None)
    rows = [
        [
            *(code, state_name(code), *numbers, *ranges.get(code, missing)),
            *(uncertain.get(code), notes.get(code)),
        ]
        for code, numbers in ((code, values[code]) for code in dict.fromkeys(frame["country"]))
    ]
    span = f"% change, over {result.range_over() or 'nothing'}; not a confidence interval"
    columns = [
        *(*ECONOMY, *_columns(_units(frame))),
        *(Column("real_income_low_pct", span), Column("real_income_high_pct", span)),
        *(Column("sign", kind="text"), Column("data note", kind="text")),
    ]
    return Sheet("countries", columns, rows, 2)


def _sectors(result: Result, frame: pd.DataFrame) -> Sheet:
    names = dict(zip(result.world.sectors, result.world.sector_names, strict=True))
    values = _by(frame, ["country", "sector"])
    rows = [
        [code, state_name(code), sector, name, *values[code, sector]]
        for code in dict.fromkeys(frame["country"])
        for sector, name in names.items()
        if (code, sector) in values
    ]
    columns = [*ECONOMY, Column("sector", kind="text"), Column("sector name", kind="text"), *_columns(_units(frame))]
    return Sheet("sectors", columns, rows, 4)


def _pairs(result: Result) -> Sheet:
    units: dict[str, tuple[str, Kind]] = {
        "before_usd_mn": ("million USD at the border, before duty", "money"),
        "after_usd_mn": ("million USD at the border, before duty", "money"),
        "change_usd_mn": ("million USD", "money"),
        "change_pct": ("% change; no data where nothing was traded", "number"),
    }
    rows = [[pair["exporter"], pair["importer"], *(pair[name] for name in units)] for pair in result.pairs(MAX_PAIRS)]
    columns = [Column(name, kind="text") for name in ("exporter", "importer")]
    return Sheet("pairs", [*columns, *(Column(name, *unit) for name, unit in units.items())], rows, 2)


def _years(result: Result, frame: pd.DataFrame) -> Sheet:
    values = _by(frame, ["year", "country"])
    rows = [
        [y.year, len(y.active), y.world_real_income_pct(), code, state_name(code), *values[y.year, code]]
        for y in result.years
        for code in dict.fromkeys(frame["country"])
    ]
    columns = [
        Column("year", kind="count"),
        Column("moves in force", kind="count"),
        Column("world_real_income_pct", "% change, mean weighted with income"),
        *ECONOMY,
        *_columns(_units(frame)),
    ]
    return Sheet("years", columns, rows, 5)


def _closures(result: Result) -> Sheet:
    columns, values = [*ECONOMY], []
    for what, outcomes in (("deficits", result.closures), ("elasticities", result.elasticity_outcomes)):
        for name, outcome in outcomes.items():
            reason = f"no equilibrium: {outcome.reason}" if outcome.reason else "% change of real income"
            columns.append(Column(f"{what} {name}", reason))
            empty = [None] * result.world.n_countries
            values.append(empty if outcome.real_income is None else (100 * outcome.real_income).tolist())
    rows = [
        [code, state_name(code), *(column[n] for column in values)] for n, code in enumerate(result.world.countries)
    ]
    return Sheet("closures", columns, rows, 2)


MOVE_COLUMNS = (
    Column("move", kind="count"),
    Column("kind", kind="text"),
    Column("acts on", kind="text"),
    Column("what", kind="prose"),
    Column("from", kind="count"),
    Column("until", kind="count"),
    Column("status", kind="text"),
    Column("probability", kind="probability"),
    Column("id", kind="text"),
    Column("size", kind="text"),
    Column("source", kind="text"),
    Column("note", kind="prose"),
)


def _moves(result: Result) -> list[list[Any]]:
    moves = result.scenario.moves
    return [
        [
            *(k + 1, m.kind, ", ".join(acts_on(m, moves)), _fields(m), m.from_, m.until),
            *(m.status, m.probability, m.id, m.size, _source(m), m.note),
        ]
        for k, m in enumerate(moves)
    ]


def _fields(move: Move) -> str:
    """What is particular to a move, as in its file."""
    given = move.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=set(SHARED_FIELDS))
    return "; ".join(f"{name}: {_plain(value)}" for name, value in given.items())


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_plain(v)}" for k, v in value.items()) + "}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _source(move: Move) -> str | None:
    if isinstance(move.source, Passage):
        where = f"{move.source.file}, characters {move.source.start} to {move.source.end}"
        return f"{where}: {move.source.sentence}" if move.source.sentence else where
    return move.source


def comparison_sheets(a: Result, b: Result, frame: pd.DataFrame) -> list[Sheet]:
    """The sheets of a comparison: read me, countries, alignment where it is known, sectors and moves, each number of A, of B, and B less A.

    Args:
        a, b: the runs. frame: see `comparison_frame`; its rows of the last year that both have are shown.
    """
    told = [(f"{which}: {subject}", text) for which, r in (("A", a), ("B", b)) for subject, text in about(r)]
    both = frame.dropna(subset=["a", "b"], how="any")
    year = int(both["year"].max()) if len(both) else a.last.year
    shown = frame[frame["year"] == year]
    told.insert(0, ("comparison", f"year {year}, the last that both runs have; B less A in points of the unit"))
    aligned = shown["variable"].map(of_alignment)
    sheets = [
        _side_by_side("countries", ECONOMY, shown[(shown["sector"] == "") & ~aligned], ["country"]),
        *([_side_by_side("alignment", ECONOMY, shown[aligned], ["country"])] if aligned.any() else []),
        _side_by_side(
            "sectors", (*ECONOMY, Column("sector", kind="text")), shown[shown["sector"] != ""], ["country", "sector"]
        ),
        Sheet(
            "moves",
            (Column("scenario", kind="text"), *MOVE_COLUMNS),
            [[which, *row] for which, r in (("A", a), ("B", b)) for row in _moves(r)],
            3,
        ),
    ]
    return [_read_me(told, sheets), *sheets]


def _side_by_side(name: str, keys: Sequence[Column], frame: pd.DataFrame, index: list[str]) -> Sheet:
    parts = {"a": "A", "b": "B", "b_minus_a": "B less A"}
    units = _units(frame)
    wide = frame.pivot(index=index, columns="variable", values=list(parts))
    wide = wide[[(part, variable) for variable in units for part in parts]]
    found = dict(zip(frame.drop_duplicates(index).set_index(index).index, range(len(frame)), strict=False))
    values = dict(zip(wide.index, wide.to_numpy().tolist(), strict=True))
    rows = [
        [key, state_name(key), *values[key]] if len(index) == 1 else [key[0], state_name(key[0]), key[1], *values[key]]
        for key in found
    ]
    columns = [Column(f"{variable}, {label}", unit) for variable, unit in units.items() for label in parts.values()]
    return Sheet(name, [*keys, *columns], rows, len(keys))
