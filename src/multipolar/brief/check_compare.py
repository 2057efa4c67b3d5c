"""Claims that measure: shares of the world, who is larger than whom, who trades more with whom, whose largest partner a state is."""

from __future__ import annotations

import functools

from multipolar.brief.check_size import MEASURES, by_state, makers
from multipolar.brief.check_trade import STALE, partners_of
from multipolar.brief.evidence import SOURCES, flows_of, gap_of, said, states_of, year_of_trade
from multipolar.brief.records import Candidate, Figure, Finding, Verdict
from multipolar.politics.pair_trade import pair_flows

__all__ = ["comparison", "partner_count", "partner_share", "trade_compare", "world_share"]

CLOSE, FAR = 0.12, 0.35
"""Relative difference of a stated share up to which it is supported, and beyond which it is contradicted."""
POINTS = 1.0
"""Percentage points within which a stated share is supported, whatever its size."""
APART = 0.1
"""Least relative difference of two sizes, or of the trade with two partners, that tells which is larger."""
COUNT_CLOSE = 0.15
"""Relative difference up to which a stated number of states is supported."""
NAMES = {**MEASURES, "exports": "goods exports", "imports": "goods imports", "manufacturing": "output of manufacturing"}


def _values(measure: str, year: int) -> tuple[dict[str, float], int, str]:
    """Values by state, their year and source."""
    if measure == "manufacturing":
        made, vintage = makers()
        return made, vintage, "OECD ICIO 2022, output of manufacturing"
    values, vintage = by_state(measure, year)
    source = {"gdp": SOURCES["gdp"], "military": SOURCES["military"], "population": "World Bank, population"}
    return values, vintage, source.get(measure, SOURCES["trade"])


def world_share(claim: Candidate, year: int) -> Finding:
    """Whether states have the share of the world that the text gives them.

    Args:
        claim: a who; options: `measure`, `pct`, `bound` (1 more than, -1 less than), `ppp`, `other`. year: that it is held against.
    """
    who = {s for code in claim.a for s in states_of(code, year)}
    if not who:
        return Finding("not testable", "Whose share is meant is not said.")
    measure, stated, bound = str(claim.options["measure"]), float(claim.options["pct"]), int(claim.options["bound"])
    values, vintage, source = _values(measure, year)
    ours = 100 * sum(v for s, v in values.items() if s in who) / sum(values.values())
    text = f"{said(claim.a)}: {ours:.1f} % of the world's {NAMES[measure]} in {vintage}"
    figure = Figure(text, source, str(vintage), ours, "% of the world")
    if other := claim.options.get("other"):
        return Finding(
            "not testable", f"The data measure {NAMES[measure]} as a whole, the text speaks of {other}.", figure
        )
    if claim.options.get("ppp"):
        return Finding("not testable", "The text measures by purchasing power, our data at market rates.", figure)
    off = ours / stated - 1
    near = abs(off) <= CLOSE or abs(ours - stated) <= POINTS
    if bound and not near:
        near = off * bound > 0 and abs(off) <= FAR
        wrong = off * bound < 0 and abs(off) > CLOSE
    else:
        wrong = abs(off) > FAR and not near
    at = " at market rates" if measure == "gdp" else ""
    wrong = wrong and measure not in {"gdp", "military"}  # by another measure of output or of spending it may fit
    verdict: Verdict = "supported" if near else "contradicted" if wrong else "not testable"
    reason = f"The text has {stated:.3g} %, the data{at} {ours:.1f} %."
    limits = f"Data end in {vintage}." if year > vintage else ""
    return Finding(verdict, reason, figure, limits, "multipolar order")


def comparison(claim: Candidate, year: int) -> Finding:
    """Whether one state is larger than others by a measure.

    Args:
        claim: a who, b than whom; options: `measure`, `sign` (1 larger), `together`. year: that it is held against.
    """
    measure, sign = str(claim.options["measure"]), int(claim.options["sign"])
    values, vintage, source = _values(measure, year)
    one = sum(values.get(s, 0.0) for code in claim.a for s in states_of(code, year))
    others = [sum(values.get(s, 0.0) for s in states_of(code, year)) for code in claim.b]
    if not one or not all(others) or not others or set(claim.a) & set(claim.b):
        return Finding("not testable", f"No data on {said((*claim.a, *claim.b))} for this.")
    total, together = sum(values.values()), len(others) > 1 and bool(claim.options.get("together"))
    other = sum(others) if together else max(others) if sign > 0 else min(others)
    parts = [
        f"{said(claim.a)} {one / total:.1%}",
        *(f"{said((c,))} {v / total:.1%}" for c, v in zip(claim.b, others, strict=True)),
        *([f"together {other / total:.1%}"] if together else []),
    ]
    shares = f"share of the world's {NAMES[measure]} in {vintage}: {', '.join(parts)}"
    figure = Figure(shares, source, str(vintage), one / other, "times")
    verdict = _larger((one / other) ** sign)
    if verdict == "contradicted" and measure in {"gdp", "military"}:
        verdict = "not testable"
    words = {"supported": "The sizes are as the text says", "contradicted": "The sizes are the other way round"}.get(
        verdict, "The sizes leave it open, or another measure of them may say otherwise"
    )
    at = " at market rates" if measure == "gdp" else ""
    return Finding(
        verdict, f"{words}{at}.", figure, f"Data end in {vintage}." if year > vintage else "", "multipolar order"
    )


def trade_compare(claim: Candidate, year: int) -> Finding:
    """Whether a state trades more with one partner than with another.

    Args:
        claim: a who, b with whom; options: `against`: than with whom; `way`, `sign`, `times`. year: that it is held against.
    """
    way, against = str(claim.options.get("way", "both")), tuple(claim.options["against"])
    if len(claim.a) != 1:
        return Finding("not testable", "Trade with two partners is compared for one state or union.")
    sides = [[flows_of(claim.a[0], code, year, way) for code in side] for side in (claim.b, against)]
    known = set.intersection(*({*trade} for side in sides for trade in side)) & {*pair_flows().years}
    years = [y for y in known if y <= year]
    if not years:
        return Finding("not testable", f"No trade of {said(claim.a)} with both is known.")
    last = max(years)
    if year - last > STALE:
        return Finding("not testable", f"Trade of {said(claim.a)} with both ends in {last}; the text speaks of {year}.")
    one, other = (sum(trade[last][0] for trade in side) for side in sides)
    if not one or not other:
        return Finding("not testable", f"No trade of {said(claim.a)} with both is known.")
    words = {"both": "goods trade", "exports": "goods exports", "imports": "goods imports"}[way]
    text = f"{said(claim.a)}'s {words} in {last}: {one / 1000:,.3g} billion USD with {said(claim.b)}, {other / 1000:,.3g} billion USD with {said(against)}"
    figure = Figure(text, SOURCES["trade"], str(last), one / other, "times")
    sign, times = int(claim.options.get("sign", 1)), float(claim.options.get("times", 0.0))
    bound = int(claim.options.get("bound", 0))
    verdict = _multiple(one / other / times, bound) if times else _larger((one / other) ** sign)
    limits = f"Data end in {last}; goods alone." if year > last else "Goods alone."
    return Finding(
        verdict, f"The one is {one / other:.2g} times the other.", figure, limits, f"multipolar exposure {claim.a[0]}"
    )


def _larger(ratio: float) -> Verdict:
    """Whether one size is larger than another, by their ratio."""
    return "supported" if ratio > 1 + APART else "contradicted" if ratio < 1 / (1 + APART) else "not testable"


def _multiple(part: float, bound: int) -> Verdict:
    """Whether one sum is a multiple of another, by the part of that multiple that it reaches: `more than` needs all of it."""
    near = part >= 1 if bound > 0 else abs(part - 1) <= CLOSE
    wrong = part < 1 - CLOSE if bound > 0 else abs(part - 1) > FAR
    return "supported" if near else "contradicted" if wrong else "not testable"


def partner_share(claim: Candidate, year: int) -> Finding:
    """Whether partners have the share of a side's trade that the text gives them.

    Args:
        claim: a whose trade, b with whom; options: `way`, `pct`, `bound`. year: that it is held against.
    """
    years = [y for y in pair_flows().years if y <= year]
    theirs = {s for code in claim.b for s in states_of(code, year)}
    who = [s for code in claim.a for s in states_of(code, year)]
    if not years or year - max(years) > STALE or not who or not theirs or theirs & {*who}:
        return Finding(
            "not testable", "Shares of trade are looked up for a state or union and its partners, from 2011 on."
        )
    last, way = year_of_trade(who, sorted(theirs), year), str(claim.options.get("way", "both"))
    if last is None or year - last > STALE:
        return Finding("not testable", f"Trade of {said(claim.a)} by partner is not known for {year}.")
    ranked = partners_of(who, last, way)
    ours, stated = 100 * sum(p.share for p in ranked if p.state in theirs), float(claim.options["pct"])
    words = {"both": "goods trade", "exports": "goods exports", "imports": "goods imports"}[way]
    text = f"{said(claim.b)}: {ours:.1f} % of the {words} of {said(claim.a)} in {last}"
    figure = Figure(text, SOURCES["trade"], str(last), ours, "% of trade")
    off, bound = ours / stated - 1, int(claim.options.get("bound", 0))
    near = abs(off) <= CLOSE or abs(ours - stated) <= POINTS or (bound != 0 and 0 < off * bound <= FAR)
    wrong = abs(off) > FAR and (not bound or off * bound < 0)
    gap, doubtful = gap_of(who, last)
    verdict: Verdict = "supported" if near else "contradicted" if wrong and not doubtful else "not testable"
    limits = (f"Data end in {last}; goods alone." if year > last else "Goods alone.") + gap
    return Finding(verdict, f"The text has {stated:.3g} %, the data {ours:.1f} %.", figure, limits, "")


@functools.lru_cache(maxsize=64)
def _firsts(year: int) -> tuple[dict[str, int], int]:
    """For how many states each is the largest partner in goods, and how many states trade."""
    totals: dict[str, dict[str, float]] = {}
    for (exporter, importer), values in pair_flows().flows.items():
        for one, other in ((exporter, importer), (importer, exporter)):
            mine = totals.setdefault(one, {})
            mine[other] = mine.get(other, 0.0) + values.get(year, 0.0)
    found: dict[str, int] = {}
    trading = [mine for mine in totals.values() if sum(mine.values()) > 0]
    for mine in trading:
        best = max(mine, key=lambda s: mine[s])
        found[best] = found.get(best, 0) + 1
    return found, len(trading)


def partner_count(claim: Candidate, year: int) -> Finding:
    """For how many states a state is the largest trading partner.

    Args:
        claim: a who; options: `count`, `bound`. year: that it is held against.
    """
    who = [s for code in claim.a for s in states_of(code, year)]
    years = [y for y in pair_flows().years if y <= year]
    if len(who) != 1 or not years or year - max(years) > STALE:
        return Finding("not testable", "Largest partners are counted for one state and recent years.")
    last = max(years)
    firsts, trading = _firsts(last)
    count, stated = firsts.get(who[0], 0), int(claim.options["count"])
    text = f"{said(who)} is the largest partner in goods of {count} of {trading} states in {last}"
    figure = Figure(text, SOURCES["trade"], str(last), count, "states")
    off = count / stated - 1
    bound = int(claim.options.get("bound", 0))
    near = abs(off) <= COUNT_CLOSE or (bound > 0 and 0 <= off <= FAR)
    verdict: Verdict = "supported" if near else "not testable"
    reason = f"The text has {stated}; members of a union and small economies are counted in different ways."
    silent = len(pair_flows().silent.get(last, ()))
    limits = "Goods alone, flows both ways added." + (
        f" {silent} states had not reported {last}: with one another they count as not trading." if silent else ""
    )
    return Finding(verdict, reason, figure, limits, f"multipolar exposure {who[0]}")
