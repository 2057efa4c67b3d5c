"""Claims on size: ranks of economies, who rises and declines, how concentrated the order is, who makes the goods."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

import numpy as np

from multipolar.brief.evidence import SOURCES, at_or_before, gap_of, said, share, states_of
from multipolar.brief.records import Candidate, Figure, Finding, Verdict
from multipolar.politics.tables import concentration, economies
from multipolar.world import load_world

__all__ = ["MEASURES", "by_state", "makers", "manufacturing", "order", "rank", "rise"]

MEASURES = {"gdp": "GDP", "military": "military spending", "trade": "goods trade", "population": "population"}
ORDER = ("gdp", "military", "cinc_raw", "trade")
ORDER_NAMES = {
    "gdp": "GDP",
    "military": "military spending",
    "cinc_raw": "material capabilities",
    "trade": "goods trade",
}
LEADING = 5
"""Rank up to which a maker of goods is a leading one."""
RATES = {"gdp": " at market rates"}
MOVED = 0.10
"""Least relative change of a share that counts as rise or decline."""
TIED = 0.05
"""Relative difference of two sizes up to which neither rank is wrong."""


def rank(claim: Candidate, year: int) -> Finding:
    """Whether a state has the rank in the world that the text gives it.

    Args:
        claim: a who; options: `measure` (gdp, exports, imports, trade, population, military), `rank`. year: held against.
    """
    who = [s for code in claim.a for s in states_of(code, year)]
    measure, place = str(claim.options["measure"]), int(claim.options.get("rank", 1))
    if len(who) != 1 or len(claim.a) != 1:
        return Finding("not testable", "A rank in the world is looked up for one state.")
    values, vintage = by_state(measure, year)
    if not values.get(who[0]) or place > len(values):
        return Finding("not testable", f"No data on {said(who)} for this.")
    ranked = sorted(values, key=lambda s: -values[s])
    mine = ranked.index(who[0]) + 1
    total = sum(values.values())
    words = {"exports": "goods exports", "imports": "goods imports", **MEASURES}[measure]
    top = ", ".join(f"{said((s,))} {values[s] / total:.1%}" for s in ranked[: max(3, min(place, 5))])
    text = f"{words} {vintage}: {top}"
    text += f"; {said(who)} {values[who[0]] / total:.1%}, rank {mine}" if mine > max(3, min(place, 5)) else ""
    source = SOURCES["military"] if measure == "military" else SOURCES["gdp"] if measure == "gdp" else SOURCES["trade"]
    source = "World Bank, population" if measure == "population" else source
    figure = Figure(text, source, str(vintage), mine, "rank")
    holder = values[ranked[place - 1]]
    close = abs(holder / values[who[0]] - 1) < TIED
    verdict: Verdict = (
        "supported" if mine == place else "not testable" if close or year - vintage > 5 else "contradicted"
    )
    if measure == "gdp" and claim.options.get("ppp"):
        return Finding("not testable", "The text measures by purchasing power, our data at market rates.", figure)
    if not claim.options.get("named", True) and (measure != "gdp" or verdict != "supported"):
        reason = f"How it is measured is not said, and {MEASURES[measure]}{RATES.get(measure, '')} is but one measure: rank {mine}."
        return Finding("not testable", reason, figure, f"Data end in {vintage}." if year > vintage else "")
    limits = (
        "At market exchange rates; at purchasing power the order may be another."
        if measure == "gdp"
        else f"Goods alone.{gap_of(who, vintage)[0]}"
        if "port" in measure or measure == "trade"
        else ""
    )
    by = f"By {MEASURES[measure]}{RATES.get(measure, '')}" if measure in MEASURES else "By this measure"
    words = f"{by} {said(who)} has rank {mine} of {len(ranked)} states" + (
        ", close to the rank in the text" if verdict == "not testable" else ""
    )
    return Finding(
        verdict, f"{words}.", figure, f"{limits} Data end in {vintage}.".strip() if year > vintage else limits
    )


def by_state(measure: str, year: int) -> tuple[dict[str, float], int]:
    """Values by state in the last year with data for most, and that year.

    Args:
        measure: gdp, population, military, exports, imports or trade. year: last to look at.
    """
    table = economies()
    source = {
        "gdp": table.gdp_usd_mn, "population": table.population, "military": table.military_usd_mn,
        "exports": table.exports_usd_mn, "imports": table.imports_usd_mn,
    }.get(measure, table.exports_usd_mn + table.imports_usd_mn)  # fmt: skip
    counts = np.isfinite(source).sum(axis=0)
    years = [y for y, n in zip(table.years, counts, strict=True) if n > 60 and y <= year]
    last = max(years) if years else min(y for y, n in zip(table.years, counts, strict=True) if n > 60)
    column = source[:, table.years.index(last)]
    return {s: float(v) for s, v in zip(table.states, column, strict=True) if np.isfinite(v)}, last


def rise(claim: Candidate, year: int) -> Finding:
    """Whether the shares of states in the world rise (`sign` 1) or fall (-1).

    Args:
        claim: a who; options: `sign`, `back`. year: that it is held against.
    """
    who = [s for code in claim.a for s in states_of(code, year)]
    if not who:
        return Finding("not testable", "Who rises or declines is not said.")
    sign, back = int(claim.options.get("sign", 1)), int(claim.options.get("back", 10))
    if claim.years is not None and claim.years[0] < claim.years[1] <= year:
        back = year - claim.years[0]
    single = len(claim.a) > 1 and len(who) == len(claim.a)
    signs, texts = set(), []
    span = (year, year)
    for members in [[s] for s in who] if single else [who]:
        measures = tuple(claim.options.get("measures", ("trade",)))
        moved, text, span = _moved(members, claim.a if not single else members, measures, year, back)
        signs |= moved
        texts.append(text)
    figure = Figure("; ".join(texts), f"{SOURCES['gdp']}; {SOURCES['trade']}", f"{span[0]}-{span[1]}")
    limits = "Shares measure size; influence itself is not in our data."
    if claim.options.get("influence") and signs != {sign}:
        return Finding(
            "not testable", "Size and influence are not the same, and the shares do not tell.", figure, limits
        )
    verdict: Verdict = "supported" if signs == {sign} else "contradicted" if signs == {-sign} else "not testable"
    words = (
        "The shares moved as the text says"
        if verdict == "supported"
        else "The shares moved the other way"
        if verdict == "contradicted"
        else "The shares do not tell"
    )
    return Finding(verdict, f"{words}.", figure, limits, "multipolar order")


def _moved(
    members: Sequence[str], called: Sequence[str], named: Sequence[str], year: int, back: int
) -> tuple[set[int], str, tuple[int, int]]:
    """Signs of the change of shares by the measures that the text names: trade stands for GDP and trade."""
    signs, parts, span = set(), [], (year, year)
    for measure in dict.fromkeys(m for name in named for m in (("gdp", "trade") if name == "trade" else (name,))):
        old, new, first, last = _shares(measure, members, year, back)
        if old is None or new is None:
            continue
        ratio = new / old
        signs.add(1 if ratio > 1 + MOVED else -1 if ratio < 1 - MOVED else 0)
        parts.append(f"{MEASURES[measure]} {old:.1%} in {first}, {new:.1%} in {last}")
        span = (first, last)
    return signs, f"share of {said(called)} in the world's " + ", ".join(parts), span


def _shares(measure: str, members: Sequence[str], year: int, back: int) -> tuple[float | None, float | None, int, int]:
    every: list[Mapping[int, float]] = [share(measure, s) for s in members]
    last = {"trade": 2022, "military": 2020}.get(measure, 2023)
    last = min(last, year)
    first = last - back
    if measure == "trade":
        first = max(first, 2011 if last >= 2011 else 2000)
    found = []
    for y in (first, last):
        known = [at_or_before(dict(e), y) for e in every]
        found.append(sum(k[0] for k in known if k is not None and y - k[1] < 3))
    return (found[0] or None), (found[1] or None), first, last


def order(claim: Candidate, year: int) -> Finding:
    """What measures of concentration say of a uni-, bi- or multipolar order, or of who leads it.

    Args:
        claim: options: `trend` 1 (more poles), -1 (fewer), 0 (a level). year: that it is held against.
    """
    if claim.options.get("leads") and claim.a:
        return _leads(claim, year)
    rows = concentration()
    parts, changes, vintages = [], [], []
    for measure in ORDER:
        known = {r.year: r for r in rows if r.measure == measure and r.year <= year}
        if not known:
            continue
        last = known[max(known)]
        early = known.get(max((y for y in known if y <= last.year - 10), default=last.year))
        top = f"{said(last.top[0][:1])} {last.top[0][1]:.0%}, {said(last.top[1][:1])} {last.top[1][1]:.0%}"
        was = f" after {early.n_eff:.1f} in {early.year}" if early is not None and early is not last else ""
        parts.append(f"{ORDER_NAMES[measure]} {last.n_eff:.1f} poles{was} ({top})")
        vintages.append(last.year)
        if early is not None and early is not last:
            changes.append(last.n_eff / early.n_eff - 1)
    if not parts:
        return Finding("not testable", f"Concentration is measured from 1946 on; the text speaks of {year}.")
    text = "effective number of poles (1 / sum of squared shares): " + "; ".join(parts)
    figure = Figure(text, "World Bank; COW capabilities 6; OECD ICIO", f"{min(vintages)}-{max(vintages)}")
    trend = int(claim.options.get("trend", 0))
    command = "multipolar order"
    if trend == 0:
        what = "From how many poles on an order is multipolar has no agreed measure."
        return Finding("not testable", what, figure, "Size is not influence.", command)
    ups, downs = sum(c > 0.05 for c in changes), sum(c < -0.05 for c in changes)
    clear = 1 if ups == len(changes) else -1 if downs == len(changes) else 0
    verdict: Verdict = "not testable" if clear == 0 else "supported" if clear == trend else "contradicted"
    words = {1: "More poles over ten years", -1: "Fewer poles over ten years", 0: "The measures disagree"}[clear]
    return Finding(verdict, f"{words}.", figure, "Power has sides that no share measures.", command)


def _leads(claim: Candidate, year: int) -> Finding:
    """Shares and ranks of whoever is said to lead or dominate."""
    parts, ranks = [], []
    who = {s for code in claim.a for s in states_of(code, year)}
    for measure in ("gdp", "military", "trade"):
        values, vintage = by_state(measure, year)
        total, mine = sum(values.values()), sum(v for s, v in values.items() if s in who)
        others = [v for s, v in values.items() if s not in who]
        ranks.append(sum(v > mine for v in others) + 1)
        parts.append(f"{MEASURES[measure]} {mine / total:.0%} of the world, rank {ranks[-1]} ({vintage})")
    text = f"{said(claim.a)}: " + "; ".join(parts)
    figure = Figure(
        text, "World Bank; SIPRI by way of Our World in Data; OECD ICIO and BACI", parts[-1][-5:-1], ranks[0], "rank"
    )
    reason = "Who leads or dominates an order has no agreed measure; size alone is known."
    return Finding("not testable", reason, figure, "Size is not leadership.", "multipolar order")


@functools.cache
def makers() -> tuple[dict[str, float], int]:
    """Shares of economies in the world's output of manufacturing, and the year; the rest of the world is one of them."""
    world = load_world("2022")
    sectors = [k for k, s in enumerate(world.sectors) if s.startswith("C")]
    output = world.flow[:, :, sectors].sum(axis=(1, 2))
    return dict(zip(world.countries, (output / output.sum()).tolist(), strict=True)), world.year


def manufacturing(claim: Candidate, year: int) -> Finding:
    """Whether a state is a leading maker of goods.

    Args:
        claim: a who; options: `rank` where the text gives one. year: that it is held against.
    """
    who = [s for code in claim.a for s in states_of(code, year)]
    world = load_world("2022")
    if len(who) != 1 or who[0] not in world.countries:
        return Finding("not testable", "Manufacturing is looked up for one economy of the accounts.")
    made, _ = makers()
    ranked = sorted((c for c in made if c != "ROW"), key=lambda c: -made[c])
    place, wanted = ranked.index(who[0]) + 1, int(claim.options.get("rank", 0))
    top = ", ".join(f"{said((c,))} {made[c]:.1%}" for c in ranked[:3])
    text = f"manufacturing output {world.year}: {top}" + (
        f"; {said(who)} {made[who[0]]:.1%}, rank {place}" if place > 3 else ""
    )
    figure = Figure(text, "OECD ICIO 2022, output of manufacturing", str(world.year), made[who[0]], "share")
    good = place == wanted if wanted else place <= LEADING
    bad = place != wanted if wanted else place > 10
    verdict: Verdict = "supported" if good else "contradicted" if bad else "not testable"
    limits = f"Data of {world.year}." if year > world.year else ""
    if year < world.year - 8:
        return Finding("not testable", f"The text speaks of {year}, the accounts of {world.year}.", figure, limits)
    return Finding(
        verdict, f"{said(who)[:1].upper()}{said(who)[1:]} has rank {place} by output of manufacturing.", figure, limits
    )
