"""The tie of a pair over time, what props it, its trade, and what the data say of a claimed trade record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from multipolar.errors import InputError
from multipolar.json_schema import DRAFT, NUMBER, TEXT, TEXTS, closed
from multipolar.politics.dyads import PairTie, pair_tie, tie_components
from multipolar.politics.tables import ties
from multipolar.politics.triangle import pair_schema

__all__ = ["PairHistory", "RecordCheck", "TradeYear", "history_schema", "pair_history", "pair_trade", "record_check"]


@dataclass(frozen=True)
class TradeYear:
    """Goods trade of two states in a year: million current USD, both ways, and its source (cow, icio or baci)."""

    year: int
    usd_mn: float
    source: str


@dataclass(frozen=True)
class RecordCheck:
    """What the data say of a claim that trade of a year was a record.

    Args:
        year: claimed. verdict: `supported`, `contradicted`, `consistent, not verified` or `not verified`.
        reason: in one sentence.
    """

    year: int
    verdict: str
    reason: str


@dataclass(frozen=True)
class PairHistory:
    """Ties of two states by year and their trade.

    Args:
        a, b: ISO3. carry: years that components were carried forward. ties: one a year, of years with any data.
        trade: one a year with data. props: components of the last year that hold the tie up, the largest first;
            strains: those that pull it down.
    """

    a: str
    b: str
    carry: int
    ties: tuple[PairTie, ...]
    trade: tuple[TradeYear, ...]
    props: tuple[str, ...]
    strains: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "a": self.a,
            "b": self.b,
            "carry": self.carry,
            "ties": [t.to_dict() for t in self.ties],
            "trade": [vars(t).copy() for t in self.trade],
            "props": list(self.props),
            "strains": list(self.strains),
        }


def pair_history(a: str, b: str, years: Sequence[int], carry: int = 0, leave_out: Sequence[str] = ()) -> PairHistory:
    """The tie of two states, at least one a named power, in some years.

    Args:
        a, b: ISO3. years: in order. carry, leave_out: as in `tie_components` and `tie`.

    Raises:
        LabelError: no such pair. InputError: no data in any of the years.
    """
    found = [pair_tie(tie_components(year, None, carry), a, b, leave_out=leave_out) for year in years]
    known = tuple(t for t in found if t.value is not None)
    if not known:
        raise InputError(f"ties: no data on {a} and {b} in {', '.join(str(y) for y in years)}.")
    shares = {name: share for name, share in known[-1].shares.items() if share}
    up = sorted((n for n, s in shares.items() if s > 0), key=lambda n: -shares[n])
    down = sorted((n for n, s in shares.items() if s < 0), key=lambda n: shares[n])
    return PairHistory(a, b, carry, known, pair_trade(a, b), tuple(up), tuple(down))


def pair_trade(a: str, b: str) -> tuple[TradeYear, ...]:
    """Goods trade of two states by year, both ways, as recorded with a power as partner.

    Raises:
        InputError: neither is a named power.
    """
    table = ties()
    state, power = (a, b) if b in table.powers else (b, a)
    if power not in table.powers or state not in table.states:
        raise InputError(f"trade of {a} and {b}: needs two states, one of them a named power.")
    row, column = table.states.index(state), table.powers.index(power)
    total = (table.series("exports_usd_mn") + table.series("imports_usd_mn"))[row, column]
    sources = table.trade_source[row, column]
    known = np.flatnonzero(np.isfinite(total))
    return tuple(TradeYear(table.years[k], float(total[k]), str(sources[k])) for k in known)


def record_check(a: str, b: str, year: int) -> RecordCheck:
    """What the trade data say of a claim that a year brought record trade.

    Within the data the claim is supported or contradicted. Beyond them it is consistent where the last year is the
    highest, so that any growth makes a record; otherwise it is not verified, and the growth it needs is named.
    The series joins three sources (`cow`, `icio`, `baci`), whose levels differ.

    Raises:
        InputError: no trade of the pair is known up to that year.
    """
    series = [t for t in pair_trade(a, b) if t.year <= year]
    if not series:
        raise InputError(f"trade of {a} and {b}: no data up to {year}.")
    top, last = max(series, key=lambda t: t.usd_mn), series[-1]
    if last.year == year:
        said = (
            f"{year} has {last.usd_mn:,.0f} million USD ({last.source}), the highest is {top.usd_mn:,.0f} in {top.year}"
        )
        return RecordCheck(year, "supported" if top.year == year else "contradicted", f"{said}.")
    said = f"the data end in {last.year} with {last.usd_mn:,.0f} million USD ({last.source})"
    if top.year == last.year:
        rest = f", the highest of {series[0].year} to {last.year}: any growth since makes a record."
        return RecordCheck(year, "consistent, not verified", said + rest)
    need = 100 * (top.usd_mn / last.usd_mn - 1)
    rest = f"; a record needs {need:.0f} % more than that, above {top.usd_mn:,.0f} in {top.year}."
    return RecordCheck(year, "not verified", said + rest)


def history_schema() -> dict[str, Any]:
    """JSON Schema of what `multipolar ties --json` prints."""
    whole = {"type": "integer"}
    trade = closed({"year": whole, "usd_mn": NUMBER, "source": TEXT})
    record = closed({"year": whole, "verdict": TEXT, "reason": TEXT})
    return closed(
        {
            "a": TEXT,
            "b": TEXT,
            "carry": whole,
            "ties": {"type": "array", "items": pair_schema()},
            "trade": {"type": "array", "items": trade},
            "props": TEXTS,
            "strains": TEXTS,
            "record": {"anyOf": [{"type": "null"}, record]},
        }
    ) | {"$schema": DRAFT}
