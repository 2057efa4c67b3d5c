"""Draws in tables: quantiles beside the rows of a tidy frame, and all draws as one long table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from multipolar.intervals.draws import DIMENSIONS, QUANTILES, Draws, column

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["draws_table", "quantile_columns"]

APPROXIMATE = "_approximate"
"""End of the name under which satellites stand in tables."""


def quantile_columns(draws: Draws, rows: list[tuple[int, str, str, str]]) -> npt.NDArray[np.float64]:
    """[row, quantile] beside rows of year, code, sector and variable; NaN where the draws have no such number.

    Args:
        draws: of the run. rows: of a tidy table, in its order.
    """
    known = _known(draws)
    found = np.full((len(rows), len(QUANTILES)), np.nan)
    for k, row in enumerate(rows):
        if row in known:
            name, at = known[row]
            found[k] = column(draws.quantiles(name), at)
    return found


def _known(draws: Draws) -> dict[tuple[int, str, str, str], tuple[str, tuple[int, ...]]]:
    """Where the number of a row stands: name and position behind the draw."""
    years, last = draws.labels["year"], draws.labels["year"][-1]
    known: dict[tuple[int, str, str, str], tuple[str, tuple[int, ...]]] = {}
    for name in draws.numbers:
        part, _, variable = name.partition(".")
        axes = DIMENSIONS[part]
        if part in ("pair", "tie", "noise", "world_by_year", "order"):
            continue
        variable += APPROXIMATE if part == "satellite" else ""
        for at in np.ndindex(*(len(draws.labels[axis]) for axis in axes)):
            where = {axis: draws.labels[axis][k] for axis, k in zip(axes, at, strict=True)}
            code = where.get("country") or where.get("state") or where.get("satellite")
            shown = f"{variable}_{where['pole']}" if "pole" in where else variable
            known[where.get("year", last), str(code), where.get("sector", ""), shown] = (name, at)
    return known if years else {}


def draws_table(draws: Draws) -> pa.Table:
    """Every number of every draw: draw, year, code, sector or pole, variable, value; inputs have no code.

    Args:
        draws: of the run.
    """
    import pyarrow as pa

    last, pieces = draws.labels["year"][-1], []
    used = np.array(draws.used, dtype=np.int32)
    for name, values in draws.numbers.items():
        part, _, variable = name.partition(".")
        axes = DIMENSIONS[part]
        pieces.append(_piece(pa, draws, used, values, axes, variable, last))
    for name, drawn in draws.inputs.items():
        pieces.append(_piece(pa, draws, used, drawn.astype(np.float32), (), f"input: {name}", last))
    return pa.concat_tables(pieces).unify_dictionaries()


def _piece(
    pa: Any, draws: Draws, used: npt.NDArray[np.int32], values: Any, axes: tuple[str, ...], variable: str, last: int
) -> Any:
    """Rows of one variable."""
    places = dict(zip(axes, np.indices(values.shape)[1:], strict=True))
    size = values.size

    def labels(*names: str) -> Any:
        axis = next((a for a in names if a in places), None)
        if axis is None:
            return pa.array([""], pa.string()).take(pa.array(np.zeros(size, dtype=np.int32))).dictionary_encode()
        texts = pa.array([str(label) for label in draws.labels[axis]], pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(places[axis].ravel().astype(np.int32)), texts)

    years = np.array(draws.labels["year"], dtype=np.int32)
    return pa.table(
        {
            "draw": np.repeat(used, size // max(len(used), 1)),
            "year": years[places["year"].ravel()] if "year" in places else np.full(size, last, dtype=np.int32),
            "code": labels("country", "state", "satellite", "pair", "measure"),
            "sector_or_pole": labels("sector", "pole"),
            "variable": pa.DictionaryArray.from_arrays(pa.array(np.zeros(size, dtype=np.int32)), pa.array([variable])),
            "value": np.asarray(values, dtype=np.float32).ravel(),
        }
    )
