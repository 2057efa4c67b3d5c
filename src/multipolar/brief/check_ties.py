"""Claims on pairs: rivals, allies, ties and their trend, isolation, balance, neutrality."""

from __future__ import annotations

import functools

import numpy as np

from multipolar.brief.evidence import (
    LATEST,
    SOURCES,
    at_or_before,
    distance,
    latest,
    pairs_of,
    said,
    series,
    states_of,
    tie,
    tie_values,
)
from multipolar.brief.later import LISTED_TO, pact_since
from multipolar.brief.records import Candidate, Figure, Finding, Verdict
from multipolar.brief.runs import rivalry_scenario
from multipolar.politics.dyads import PairTie
from multipolar.politics.tables import ties
from multipolar.world.groups import members

__all__ = ["alliance", "balance", "isolation", "rivalry", "tie_level"]

RIVALS_END, PACTS_END, SANCTIONS_END = 2020, 2018, 2022
CLOSE_SHARE = 0.25
"""A strong tie is in the upper quarter of all ties among the named powers."""
EVEN, UNEVEN = 0.15, 0.3
"""Difference of two ties, from -1 to 1, below which a state balances, and beyond which it does not."""


def rivalry(claim: Candidate, year: int) -> Finding:
    """Whether two states are strategic rivals, or were in the years that the text names.

    Args:
        claim: sides and words. year: that it is held against.
    """
    if not claim.b and len(claim.a) == 1:
        return _rivals_of(claim.a[0], year)
    pairs = pairs_of(claim.a, claim.b, year)
    known = [(pair, series("rivalry", *pair)) for pair in pairs]
    known = [(pair, values) for pair, values in known if values]
    sides = said((*claim.a, *claim.b))
    source = SOURCES["rivalry"]
    if not known:
        return Finding("not testable", f"Rivalries are recorded for pairs with one of 25 powers: none among {sides}.")
    if len(known) > 1:
        ever = sum(bool(_rival_at(values, year, claim)) for _, values in known)
        figure = Figure(
            f"{ever} of {len(known)} pairs are strategic rivals", source, f"1946-{RIVALS_END}", ever, "pairs"
        )
        verdict: Verdict = "supported" if ever > len(known) / 2 else "contradicted" if not ever else "not testable"
        return Finding(verdict, f"The data list rivals pair by pair: {ever} of {len(known)} among {sides}.", figure)
    (a, b), values = known[0]
    spells = _spells(values)
    now, past = _rival_at(values, year, claim), bool(claim.options.get("past"))
    said_spells = (
        f"strategic rivals {' and '.join(spells)}" if spells else f"never strategic rivals, 1946 to {max(values)}"
    )
    figure = Figure(f"{said((a, b))}: {said_spells}", source, f"1946-{max(values)}", float(now), "1 rivals, 0 not")
    limits = f"The data end in {max(values)}." if year > max(values) else ""
    command = f"multipolar ties {a} {b}"
    if now or (past and spells):
        return Finding("supported", "The data on strategic rivalries list the pair.", figure, limits, command)
    if claim.options.get("weak"):
        reason = "Competition short of strategic rivalry is not in our data, and the pair is not on the list of rivals."
        return Finding("not testable", reason, figure, limits, command)
    reason = f"The data on strategic rivalries list none between {said((a, b))} at that time."
    text, defaults, run = rivalry_scenario(a, b)
    return Finding("contradicted", reason, figure, limits, run or command, text, defaults)


def _rival_at(values: dict[int, float], year: int, claim: Candidate) -> bool:
    if claim.years is not None and claim.years[1] < max(values):
        return any(values.get(y) == 1 for y in range(claim.years[0], claim.years[1] + 1))
    found = at_or_before(values, year)
    return found is not None and found[0] == 1


def _rivals_of(state: str, year: int) -> Finding:
    """Rivals of a state where the text does not name the other side."""
    table = ties()
    others = [p for p in table.powers if p != state and (latest("rivalry", state, p, year) or (0.0, 0))[0] == 1]
    if not states_of(state, year) or len(states_of(state, year)) > 1:
        return Finding("not testable", "The text names no two states to look up.")
    text = f"rivals of {said((state,))} among the 25 powers: {said(others) if others else 'none'}"
    figure = Figure(text, SOURCES["rivalry"], f"1946-{RIVALS_END}", len(others), "states")
    return Finding(
        "supported" if others else "not testable", "The other side is not named; the list of rivals is beside.", figure
    )


def _spells(values: dict[int, float]) -> list[str]:
    """Spells of 1 as years."""
    found: list[list[int]] = []
    for year in sorted(y for y, v in values.items() if v == 1):
        if found and found[-1][1] == year - 1:
            found[-1][1] = year
        else:
            found.append([year, year])
    return [f"{first} to {last}" for first, last in found]


def _treaty(a: str, b: str, year: int) -> int | None:
    """Year by which two states owe each other defence as members of one treaty; None where they share none."""
    at = min(year, LISTED_TO)
    return at if any({a, b} <= {*members(body, at)} for body in ("NATO", "CSTO")) else None


def alliance(claim: Candidate, year: int) -> Finding:
    """Whether two states owe each other defence.

    Args:
        claim: sides and words. year: that it is held against.
    """
    known = []
    for pair in pairs_of(claim.a, claim.b, year):
        later = pact_since(*pair, year) or _treaty(*pair, year)
        found = (1.0, later) if later else latest("pact", *pair, year)
        if found is not None and year - found[1] < 15:
            known.append((pair, found))
    sides = said((*claim.a, *claim.b))
    if not known:
        return Finding(
            "not testable", f"Defence pacts are recorded for pairs with one of 25 powers: none among {sides}."
        )
    held = [pair for pair, (value, _) in known if value == 1]
    vintage = max(v for _, (_, v) in known)
    count = f"{len(held)} of {len(known)} pairs owe each other defence" if len(known) > 1 else ""
    what = count or f"{'a' if held else 'no'} defence pact between {said(known[0][0])}"
    listed = f"; later pacts by hand to {LISTED_TO}" if year > PACTS_END else ""
    figure = Figure(what, SOURCES["pact"], f"1946-{vintage}{listed}", len(held) / len(known), "share of pairs")
    limits = "A pact made after the data end would not be known, save those that we list." if year > PACTS_END else ""
    command = f"multipolar ties {known[0][0][0]} {known[0][0][1]}" if len(known) == 1 else ""
    share = len(held) / len(known)
    if share >= 0.5:
        return Finding("supported", "A defence pact is on record.", figure, limits, command)
    if held:
        return Finding("not testable", "Only some are allies.", figure, limits, command)
    friendly = ""
    if len(known) == 1 and (found_tie := tie(*known[0][0], year)) is not None and found_tie.value is not None:
        friendly = f"; as a looser partnership, their tie is {found_tie.value:+.2f} on a scale from -1 to 1"
    reason = f"In the strict sense of an alliance there is no duty of defence on record{friendly}."
    return Finding("contradicted", reason, figure, limits, command)


@functools.cache
def _all_ties(year: int) -> np.ndarray:
    """Ties of all pairs of the named powers."""
    powers = ties().powers
    return np.sort(np.array(tie_values([(a, b) for k, a in enumerate(powers) for b in powers[:k]], year)))


def tie_level(claim: Candidate, year: int) -> Finding:
    """Whether two states have good, strong or strained ties.

    Args:
        claim: options: `sign` 1 or -1, `strong`, `long`, `aspect`. year: that it is held against.
    """
    pairs = pairs_of(claim.a, claim.b, year)
    known = [(pair, t) for pair in pairs[:12] if (t := tie(*pair, year)) is not None]
    if claim.options.get("aspect") == "military":
        return _military(claim, year)
    if len(known) != 1:
        return Finding(
            "not testable", f"Our measure of ties is of two states, one of them a power: {said((*claim.a, *claim.b))}."
        )
    (a, b), found = known[0]
    if claim.options.get("aspect") in {"votes", "trade"} and int(claim.options.get("sign", 1)) > 0:
        return _component(a, b, str(claim.options["aspect"]), found)
    value, interval = found.value or 0.0, found.interval or (0.0, 0.0)
    everyone = _all_ties(min(year, LATEST))
    above = float((everyone < value).mean())
    text = f"tie of {said((a, b))} {value:+.2f} on a scale from -1 to 1, above {above:.0%} of the pairs of 25 powers"
    years = [v for v in found.vintage.values() if v]
    figure = Figure(
        text, SOURCES["tie"], f"{min(years)}-{max(years)}", value, "from -1 to 1", interval, "5-95 % over weights"
    )
    sign = int(claim.options.get("sign", 1))
    single = bool(claim.options.get("tension"))  # even close partners have some, or a bad year: a good tie denies none
    good = interval[0] > 0 if sign > 0 else interval[1] < 0
    bad = not single and (interval[1] < 0 if sign > 0 else interval[0] > 0)
    strong = bool(claim.options.get("strong"))
    enough = above >= 1 - CLOSE_SHARE if sign > 0 else above <= CLOSE_SHARE
    past = ""
    if claim.options.get("long"):
        before = [t for y in (year - 20, year - 10) if y >= 1950 and (t := tie(a, b, y)) is not None]
        lasting = all((t.value or 0.0) * sign > 0 for t in before)
        good, past = good and lasting, f"; ten and twenty years before {', '.join(f'{t.value:+.2f}' for t in before)}"
    verdict: Verdict = "contradicted" if bad else "supported" if good and (enough or not strong) else "not testable"
    words = {"supported": "The tie bears it out", "contradicted": "The tie says otherwise"}
    reason = f"{words.get(verdict, 'The tie does not tell')}{past}."
    return Finding(
        verdict, reason, figure, "Arms, intelligence and secret contacts are not in it.", f"multipolar ties {a} {b}"
    )


def _component(a: str, b: str, aspect: str, found: PairTie) -> Finding:
    """One side of a tie: agreement in votes, or trade against what the totals of the two predict."""
    value, vintage = found.components.get(aspect), found.vintage.get(aspect)
    if value is None:
        return Finding("not testable", f"No data on {aspect} of {said((a, b))}.")
    names = {"votes": "agreement in UN votes", "trade": "trade with each other against what their totals predict"}
    text = f"{names[aspect]} of {said((a, b))} {value:+.2f} on a scale from -1 to 1"
    figure = Figure(text, SOURCES[aspect], str(vintage), value, "from -1 to 1")
    verdict: Verdict = "supported" if value > 0.4 else "contradicted" if value < -0.25 else "not testable"
    words = {"supported": "The figure is high", "contradicted": "The figure is low"}.get(
        verdict, "The figure leaves it open"
    )
    return Finding(verdict, f"{words}; 0 is a pair drawn at random.", figure, "", f"multipolar ties {a} {b}")


def _military(claim: Candidate, year: int) -> Finding:
    pact = alliance(claim, year)
    reason = "Arms transfers, exercises and defence work are not in our data; pacts are."
    return Finding("not testable", reason, pact.figure, command=pact.command)


def isolation(claim: Candidate, year: int) -> Finding:
    """Whether a state is cut off by others: sanctions on it.

    Args:
        claim: a who is isolated, b by whom. year: that it is held against.
    """
    target = [s for code in claim.a for s in states_of(code, year)]
    b = claim.b or ("West",)
    senders = [s for code in b for s in states_of(code, year) if s in ties().powers]
    if len(target) != 1 or not senders:
        return Finding("not testable", "Isolation is looked up as sanctions of named powers on one state.")
    state = target[0]
    found = [latest("sanction_by_power", state, s, year) for s in senders if s != state]
    known = [f for f in found if f is not None]
    if not known:
        return Finding("not testable", f"No data on sanctions on {said(target)}.")
    count, vintage = sum(v == 1 for v, _ in known), max(v for _, v in known)
    text = f"{count} of {len(known)} powers of {said(b)} had sanctions on {said(target)} in {vintage}"
    gaps = distance(state, b[0])
    gap = at_or_before(gaps, year)
    more = f"; distance of their votes {gap[0]:.1f} ideal points in {gap[1]}" if gap else ""
    figure = Figure(text, SOURCES["sanctions"], f"1949-{vintage}", count / len(known), "share of powers")
    limits = f"Sanctions end in {SANCTIONS_END}; their kind and size are not in the data." if year > vintage else ""
    share = count / len(known)
    if not claim.b:
        return Finding("not testable", "By whom is not said; sanctions are what we can look up.", figure, limits)
    verdict: Verdict = "supported" if share >= 0.5 else "not testable"
    words = "Most of them had sanctions on it" if verdict == "supported" else "Some had sanctions on it, most had none"
    words = words if count else "The data list no sanctions of theirs, and they may have gaps"
    reason = f"{words}{more}."
    return Finding(verdict, reason, figure, limits, f"multipolar ties {state} {senders[0]}")


def balance(claim: Candidate, year: int) -> Finding:
    """Whether a state keeps equal ties to two others.

    Args:
        claim: a who balances, b between whom. year: that it is held against.
    """
    who = [s for code in claim.a for s in states_of(code, year)]
    between = [c for c in claim.b if c not in claim.a]
    if len(who) != 1 or len(between) != 2:
        return Finding("not testable", "Balancing is looked up for one state between two others.")
    found = [tie(who[0], p, year) for p in between]
    if any(t is None for t in found):
        return Finding("not testable", f"No tie is measured between {said(who)} and both of {said(between)}.")
    one, other = (t for t in found if t is not None)
    low, high = (one.interval or (0.0, 0.0)), (other.interval or (0.0, 0.0))
    overlap = low[0] <= high[1] and high[0] <= low[1]
    gap = abs((one.value or 0.0) - (other.value or 0.0))
    text = f"{said(who)}: tie with {said(between[:1])} {one.value:+.2f}, with {said(between[1:])} {other.value:+.2f}"
    years = [v for t in (one, other) for v in t.vintage.values() if v]
    figure = Figure(
        text,
        SOURCES["tie"],
        f"{min(years)}-{max(years)}",
        gap,
        "difference",
        low,
        f"tie with {said(between[:1])}, 5-95 % over weights",
    )
    verdict: Verdict = (
        "supported" if overlap and gap < EVEN else "contradicted" if gap > UNEVEN and not overlap else "not testable"
    )
    words = (
        "The two cannot be told apart"
        if verdict == "supported"
        else "One tie is clearly stronger"
        if verdict == "contradicted"
        else "The ties leave it open"
    )
    return Finding(verdict, f"{words}.", figure, command=f"multipolar ties {who[0]} {between[0]}")
