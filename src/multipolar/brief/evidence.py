"""What the packaged tables say of states and pairs, by year, with the years that they come from."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

import numpy as np

from multipolar.errors import InputError, MultipolarError
from multipolar.labels import state_in_text, state_names
from multipolar.politics.dyads import (
    PairTie,
    TieTable,
    draw_weights,
    pair_components,
    pair_tie,
    tie_components,
    tie_weights,
)
from multipolar.politics.pair_history import pair_trade
from multipolar.politics.pair_trade import BREAK, is_silent, pair_flows, partners
from multipolar.politics.tables import economies, ideal_points, ties
from multipolar.world.groups import members_of_any

__all__ = [
    "COVERED",
    "LATEST",
    "SOURCES",
    "at_or_before",
    "distance",
    "flows_of",
    "gap_of",
    "latest",
    "pairs_of",
    "said",
    "series",
    "share",
    "states_of",
    "tie",
    "tie_change",
    "tie_values",
    "ties_command",
    "year_of_trade",
]

LATEST = 2024
"""Last year of the positions, to which ties are carried."""
CARRY = 12
COVERED = 0.8
"""Share of the pairs of a group that must be known in a year for their sum to be one: until 2022 small states are missing."""
VAGUE = {
    "@WEST": "West", "@EUROPE": "Europe", "@GLOBAL_SOUTH": "Global_South", "@MIDDLE_EAST": "Middle_East",
    "@AFRICA": "Africa", "@LATIN_AMERICA": "Latin_America", "@CENTRAL_ASIA": "Central_Asia", "@GULF": "GCC",
}  # fmt: skip
"""Vague groups of a text, and the group of ours that stands for them."""
NAMES = {
    "MERCOSUR": "Mercosur", "West": "the West", "Europe": "Europe", "Global_South": "the Global South", "Middle_East": "the Middle East",
    "Africa": "Africa", "Latin_America": "Latin America", "Central_Asia": "Central Asia", "EU": "the EU", "G7": "the G7",
    "GCC": "the Gulf states", "@US_ALLIES": "allies of the United States", "@WORLD": "other states", "@ASIA": "Asia",
}  # fmt: skip
SOURCES = {
    "rivalry": "Thompson, Sakuwa and Suhas (2021), strategic rivalries",
    "pact": "ATOP 5.1 (Leeds et al. 2002) to 2018; NATO and CSTO by membership since",
    "sanctions": "Global Sanctions Data Base 3 (Felbermayr et al. 2020; Syropoulos et al. 2022)",
    "votes": "UN General Assembly ideal points (Bailey, Strezhnev and Voeten 2017)",
    "tie": "eleven components of ties, weights judgement (docs/ties.md)",
    "visits": "US Department of State, Office of the Historian; Who-Where-When 1.1 (Chinese leaders)",
    "finance": "AidData, Global Chinese Development Finance 3.0",
    "trade": "goods: COW to 2010, OECD ICIO 2011-2022, CEPII BACI 2023",
    "gdp": "World Bank, GDP at market rates",
    "military": "National Material Capabilities 6 (COW), military spending",
}


def states_of(code: str, year: int) -> tuple[str, ...]:
    """States that a code of the text stands for; empty where we know none.

    Args:
        code: ISO3, an organisation, or a vague group with @. year: of the membership.
    """
    name = VAGUE.get(code, code)
    if name in state_names():
        return (name,)
    if code == "@US_ALLIES":
        return tuple(s for s in ties().states if (latest("pact", s, "USA", year) or (0.0, 0))[0] == 1)
    return members_of_any(name, year)


def pairs_of(a: Sequence[str], b: Sequence[str], year: int) -> list[tuple[str, str]]:
    """Pairs of states of two sides, each once; of one side alone the pairs inside it.

    Args:
        a, b: codes. year: of memberships.
    """
    a, b = (a, b) if a else (b, a)
    one = [s for code in a for s in states_of(code, year)]
    other = [s for code in b for s in states_of(code, year)] or one
    return list({tuple(sorted((x, y))): (x, y) for x in one for y in other if x != y}.values())


def ties_command(a: str, b: str, more: str = "") -> str:
    """The command that shows what ties two states; empty where a side is no state.

    Args:
        a, b: codes. more: options.
    """
    return f"multipolar ties {a} {b}{more}" if len(a) == 3 == len(b) else ""


def said(codes: Iterable[str]) -> str:
    """Names of sides for a sentence.

    Args:
        codes: ISO3, organisations or groups.
    """
    words = [_name(code) for code in dict.fromkeys(codes)]
    if len(words) > 4:
        words = [*words[:3], f"{len(words) - 3} more"]
    return " and ".join(words) if len(words) < 3 else f"{', '.join(words[:-1])} and {words[-1]}"


def _name(code: str) -> str:
    name = VAGUE.get(code, code)
    return state_in_text(name) if name in state_names() else NAMES.get(name, name.replace("_", " ").removeprefix("@"))


@functools.lru_cache(maxsize=4096)
def _series(feature: str, a: str, b: str) -> tuple[tuple[int, float], ...]:
    table = ties()
    found: dict[int, float] = {}
    for state, power in ((a, b), (b, a)):
        if power in table.powers and state in table.states:
            row = table.series(feature)[table.states.index(state), table.powers.index(power)]
            for year, value in zip(table.years, row.tolist(), strict=True):
                if np.isfinite(value):
                    found[year] = max(value, found.get(year, value))
    return tuple(sorted(found.items()))


def series(feature: str, a: str, b: str) -> dict[int, float]:
    """A feature of the ties of two states by year, whichever of them is the power; empty where neither is.

    Args:
        feature: of `politics.ties()`. a, b: ISO3.
    """
    return dict(_series(feature, a, b))


def latest(feature: str, a: str, b: str, year: int) -> tuple[float, int] | None:
    """Last value of a feature at or before a year, and its own year; None where there is none.

    Args:
        feature: of `politics.ties()`. a, b: ISO3. year: of the claim.
    """
    return at_or_before(series(feature, a, b), year)


def at_or_before(values: dict[int, float], year: int) -> tuple[float, int] | None:
    """Last value at or before a year, and its own year.

    Args:
        values: by year. year: last to look at.
    """
    known = [y for y in values if y <= year]
    return (values[max(known)], max(known)) if known else None


@functools.lru_cache(maxsize=32)
def _components(year: int) -> TieTable:
    return tie_components(year, None, CARRY)


@functools.lru_cache(maxsize=1024)
def tie(a: str, b: str, year: int) -> PairTie | None:
    """The tie of two states in a year, components carried forward; None without data.

    Args:
        a, b: ISO3. year: 1946 to 2024.
    """
    try:
        found = pair_tie(_components(min(year, LATEST)), a, b)
    except MultipolarError:
        return None
    return found if found.value is not None else None


def tie_values(pairs: Sequence[tuple[str, str]], year: int) -> list[float]:
    """Ties of pairs in a year without intervals; pairs without data are left out.

    Args:
        pairs: of named powers. year: 1946 to 2024.
    """
    table, weights = _components(min(year, LATEST)), np.array(list(tie_weights().values()))
    found = []
    for a, b in pairs:
        values, _ = pair_components(table, a, b)
        known = np.isfinite(values)
        if known.any():
            found.append(float(values[known] @ weights[known] / weights[known].sum()))
    return found


def tie_change(a: str, b: str, first: int, last: int) -> tuple[float, float, float] | None:
    """The tie in two years, on components known in both, and the share of draws of the weights in which it rises.

    Args:
        a, b: ISO3. first, last: years.
    """
    try:
        tables = [_components(min(year, LATEST)) for year in (first, last)]
        old, new = (pair_components(table, a, b)[0] for table in tables)
    except (InputError, MultipolarError):
        return None
    known = np.isfinite(old) & np.isfinite(new)
    if not known.any():
        return None
    weights = np.array(list(tie_weights().values()))[known]
    before, after = (float(values[known] @ weights / weights.sum()) for values in (old, new))
    change = draw_weights(500, 0)[:, known] @ (new - old)[known]
    rises = float((change > 0).mean()) if np.abs(change).max() > 0 else 0.5
    return before, after, rises


@functools.lru_cache(maxsize=1024)
def distance(a: str, b: str) -> dict[int, float]:
    """Distance of two states in ideal points by year; of a group the mean of its members' positions.

    Args:
        a, b: ISO3, or the code of a group.
    """
    points = ideal_points()
    one, other = (_position(code) for code in (a, b))
    if one is None or other is None:
        return {}
    gap = np.abs(one - other)
    return {y: float(g) for y, g in zip(points.years, gap, strict=True) if np.isfinite(g)}


def _position(code: str) -> np.ndarray | None:
    points = ideal_points()
    rows = [points.states.index(s) for s in states_of(code, LATEST) if s in points.states]
    if not rows:
        return None
    values = points.values[rows]
    count = np.isfinite(values).sum(axis=0)
    mean: np.ndarray = np.divide(
        np.nansum(values, axis=0), count, out=np.full(values.shape[1], np.nan), where=count > 0
    )
    return mean


@functools.lru_cache(maxsize=1024)
def _trade_series(a: str, b: str) -> dict[int, tuple[float, str]]:
    """Goods trade both ways by year: million USD, and the source (cow, icio, baci).

    Args:
        a, b: ISO3.
    """
    try:
        return {t.year: (t.usd_mn, t.source) for t in pair_trade(a, b)}
    except InputError:
        flows = pair_flows().between(a, b)
        return {y: (v, "icio" if y < 2023 else "baci") for y, v in flows.items()}


@functools.lru_cache(maxsize=512)
def flows_of(a: str, b: str, year: int, way: str = "both") -> dict[int, tuple[float, str]]:
    """Goods trade of two sides by year, million USD, and the source; of a group the sum over its members in a year.

    Args:
        a, b: ISO3 or groups. year: of the memberships. way: `exports` of a to b, `imports`, or `both`.
    """
    ours, theirs = (states_of(code, year) for code in (a, b))
    if way == "both" and len(ours) == 1 and len(theirs) == 1:
        return _trade_series(ours[0], theirs[0])
    found: dict[int, float] = {}
    known: dict[int, int] = {}
    flows = pair_flows()
    for one in ours:
        for other in theirs:
            if one in theirs and other in ours:
                continue
            there, back = flows.flows.get((one, other), {}), flows.flows.get((other, one), {})
            for values in (there, back) if way == "both" else (there,) if way == "exports" else (back,):
                for y, v in values.items():
                    found[y], known[y] = found.get(y, 0.0) + v, known.get(y, 0) + 1
    most = max(known.values(), default=0)
    return {y: (v, "icio" if y < BREAK else "baci") for y, v in sorted(found.items()) if known[y] >= COVERED * most}


def year_of_trade(who: Sequence[str], others: Sequence[str], year: int) -> int | None:
    """Last year up to a year in which the partners of these states are known; None where there is none.

    Of a group `COVERED` of the members that trade at all must be known. Where the trade of so many with everybody is known in no
    year, the last year does in which they trade: `gap_of` says what is missing.

    Args:
        who: ISO3, whose partners. others: ISO3 of partners that must be in the data of the year. year: the last to look at.
    """
    years = [y for y in pair_flows().years if y <= year and (y < BREAK or "TWN" not in (*who, *others))]
    trading = [s for s in who if any(partners(s, y) for y in years)]
    least = COVERED * len(trading)
    for reported in (True, False):
        known = {y: sum(bool(partners(s, y)) and not (reported and is_silent(s, y)) for s in trading) for y in years}
        found = [y for y in years if trading and known[y] >= least]
        if found:
            return max(found)
    return None


def gap_of(who: Sequence[str], year: int) -> tuple[str, bool]:
    """What to add to a finding where trade of these states with others that had not reported is not known, and whether it is much.

    Args:
        who: ISO3. year: of the flows.
    """
    silent = [s for s in who if is_silent(s, year)]
    if not silent:
        return "", False
    named = said(silent) if len(silent) < 4 else f"{len(silent)} of the {len(who)} states"
    missing = f"trade with {len(pair_flows().silent[year]) - 1} states that had not either is missing"
    return f" {named} had not reported {year}: {missing}.", len(silent) > (1 - COVERED) * len(who)


def share(what: str, state: str) -> dict[int, float]:
    """Share of a state in the world's total by year, fraction.

    Args:
        what: gdp, trade, military or population. state: ISO3.
    """
    table = economies()
    if state not in table.states:
        return {}
    values = {"gdp": table.gdp_usd_mn, "population": table.population, "military": table.military_usd_mn}.get(what)
    if values is None:
        values = table.exports_usd_mn + table.imports_usd_mn
    total = np.nansum(values, axis=0)
    row = values[table.states.index(state)]
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = row / total
    return {y: float(s) for y, s in zip(table.years, shares, strict=True) if np.isfinite(s)}
