"""Claims that two sides come closer or drift apart, against positions, ties and trade over a window of years."""

from __future__ import annotations

import dataclasses

from multipolar.brief.check_trade import two_sides
from multipolar.brief.evidence import LATEST, SOURCES, distance, flows_of, said, tie_change, ties_command
from multipolar.brief.records import Candidate, Figure, Finding, Verdict

__all__ = ["NOTICED", "tie_trend", "trade_trend"]

NOTICED = 0.2
"""Ideal points: a smaller change of distance, between means of three years, could be noise."""
TIE_MOVED = 0.03
"""Least change of a tie, on its scale from -1 to 1."""
SURE = 0.9
"""Share of draws of weights in which a tie must move one way."""
GROWN = 0.10
"""Least relative change of trade that counts."""
TWO_SOURCES = 0.35
"""The same where the two years come from different sources."""
BACK, LATELY = 10, 3
"""Years over which a trend is measured where the text names none; it is contradicted where the last three tell the same."""


def _window(claim: Candidate, year: int) -> tuple[int, int]:
    """First and last year of a change."""
    if claim.years is not None and claim.years[1] > claim.years[0]:
        return claim.years
    if claim.years is not None and claim.years[1] == year and claim.kind == "trade_trend":
        return year - 1, year
    last = min(year, LATEST)
    return last - int(claim.options.get("back", BACK)), last


def tie_trend(claim: Candidate, year: int) -> Finding:
    """Whether two sides came closer (`sign` 1) or drifted apart (-1).

    Args:
        claim: options: `sign`, `aspect` (votes, trade, or none), `back` years. year: that it is held against.
    """
    if claim.options.get("aspect") == "trade":
        return trade_trend(claim, year)
    first, last = _window(claim, year)
    if last > LATEST + 2 and claim.years is not None:
        return Finding("not testable", f"The text speaks of {claim.years[1]}; votes and ties end in {LATEST}.")
    sides = _two_sides(claim, year)
    if sides is None:
        return Finding("not testable", f"A trend is looked up for two sides: {said((*claim.a, *claim.b))}.")
    a, b = sides
    gaps = distance(a, b)
    before, after = _mean_about(gaps, first), _mean_about(gaps, min(last, LATEST) - 1)
    drawn = tie_change(a, b, first, min(last, LATEST)) if len(a) == 3 and len(b) == 3 else None
    if before is None or after is None:
        return Finding("not testable", f"No positions are known of {said(sides)} in {first} and {last}.")
    change = after[0] - before[0]
    text = f"distance in UN votes {before[0]:.2f} ideal points in {_span(before)}, {after[0]:.2f} in {_span(after)} (means)"
    signs = [-1 if change > NOTICED else 1 if change < -NOTICED else 0]
    vintage, source = f"{before[1]}-{after[2]}", SOURCES["votes"]
    if drawn is not None and claim.options.get("aspect") != "votes":
        old, new, rises = drawn
        moved = abs(new - old) >= TIE_MOVED
        signs.append(0 if not moved else 1 if rises >= SURE else -1 if rises <= 1 - SURE else 0)
        text += f"; tie {old:+.2f} to {new:+.2f} (rises in {rises:.0%} of draws of the weights)"
        source += f"; {SOURCES['tie']}"
    if claim.options.get("now") and year > LATEST and claim.years is None:
        figure = Figure(f"{said(sides)}: {text}", source, vintage, change, "ideal points")
        return Finding("not testable", f"A turn of {year} lies beyond votes and ties, which end in {LATEST}.", figure)
    wanted = int(claim.options.get("sign", 1))
    total = sum(signs)
    clear = 0 if 0 < abs(total) < len([s for s in signs if s]) else (total > 0) - (total < 0)
    verdict: Verdict = "not testable" if clear == 0 else "supported" if clear == wanted else "contradicted"
    words = {1: "They came closer", -1: "They drifted apart", 0: "No clear change"}[clear]
    if verdict == "contradicted" and set(signs) != {-wanted}:
        verdict, words = "not testable", f"{words} by one of two measures alone"
    if verdict == "contradicted" and claim.years is None and int(claim.options.get("back", BACK)) > LATELY:
        shorter = tie_trend(dataclasses.replace(claim, options={**claim.options, "back": LATELY}), year)
        if shorter.verdict != "contradicted":
            verdict, words = "not testable", f"{words} over ten years, and the last {LATELY} do not tell"
    figure = Figure(f"{said(sides)}: {text}", source, vintage, change, "ideal points")
    limits = f"Votes end in {LATEST}; of what came later nothing is known." if year > LATEST else ""
    if claim.options.get("military"):
        limits = f"Military ties are not in it. {limits}".strip()
    command = (
        f"multipolar ties {a} {b} --year {max(first, 1946)} --year {min(last, LATEST)}" if drawn is not None else ""
    )
    return Finding(verdict, f"{words}.", figure, limits, command)


def _mean_about(values: dict[int, float], year: int) -> tuple[float, int, int] | None:
    """Mean of a year and its neighbours, with the first and last year that are known; votes of one year are noisy."""
    known = [y for y in range(year - 1, year + 2) if y in values]
    return (sum(values[y] for y in known) / len(known), known[0], known[-1]) if known else None


def _span(mean: tuple[float, int, int]) -> str:
    return f"{mean[1]}-{mean[2]}" if mean[1] != mean[2] else str(mean[1])


def _two_sides(claim: Candidate, year: int) -> tuple[str, str] | None:
    """Both sides, if the claim has two: states, or groups with positions."""
    if len(claim.a) == 1 and len(claim.b) == 1 and claim.a != claim.b:
        return claim.a[0], claim.b[0]
    codes = tuple(dict.fromkeys((*claim.a, *claim.b)))
    return (codes[0], codes[1]) if len(codes) == 2 else None


def trade_trend(claim: Candidate, year: int) -> Finding:
    """Whether trade of two states rose (`sign` 1) or fell (-1) over a window, within one source.

    Args:
        claim: options: `sign`, `back`, `factor` (2 for doubled). year: that it is held against.
    """
    sides = two_sides(claim)
    if sides is None:
        return Finding("not testable", f"Trade is looked up for two sides: {said((*claim.a, *claim.b))}.")
    a, b = sides
    way = claim.options.get("way", "both")
    if way == "imports":
        a, b, way = b, a, "exports"
    trade = flows_of(a, b, year, way)
    if not trade:
        return Finding("not testable", f"No trade of {said(sides)} is known.")
    first, last = _window(claim, year)
    late = [y for y in trade if y <= last]
    if not late or (claim.years is not None and claim.years[0] > max(trade)):
        ends = f"end in {max(trade)}" if late else f"begin in {min(trade)}"
        return Finding("not testable", f"The data on trade of {said((a, b))} {ends}; the text speaks of {last}.")
    end = max(late)
    early = [y for y in trade if y <= max(first, min(trade)) and y < end] or [y for y in trade if y < end]
    if not early:
        return Finding("not testable", f"Trade of {said((a, b))} is known for {end} alone.")
    start = max(early)
    (old, old_source), (new, new_source) = trade[start], trade[end]
    ratio = new / old if old else float("nan")
    need = GROWN if old_source == new_source else TWO_SOURCES
    direction = 1 if ratio > 1 + need else -1 if ratio < 1 / (1 + need) else 0
    what = f"goods trade of {said((a, b))}" if way == "both" else f"goods exports of {said((a,))} to {said((b,))}"
    text = f"{what}: {old / 1000:,.3g} billion USD in {start}, {new / 1000:,.3g} in {end}"
    figure = Figure(text, SOURCES["trade"], f"{start}-{end}", ratio, "times")
    wanted = int(claim.options.get("sign", 1))
    factor = float(claim.options.get("factor", 0))
    verdict: Verdict = (
        "supported" if direction == wanted else "contradicted" if direction == -wanted else "not testable"
    )
    if factor and verdict == "supported" and ratio < 0.85 * factor:
        verdict = "contradicted"
    limits = [f"Data end in {max(trade)}."] if year > max(trade) else []
    if old_source != new_source:
        limits.append("Both years come from different sources, whose levels differ.")
    word = {1: "It rose", -1: "It fell", 0: "No clear change"}[direction]
    command = ties_command(a, b)
    return Finding(verdict, f"{word}, {ratio:.1f} times.", figure, " ".join(limits), command)
