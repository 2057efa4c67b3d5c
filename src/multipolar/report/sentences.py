"""The result in words: the headline sentence, what holds for the run, what each closure means."""

from __future__ import annotations

from typing import Any

from multipolar.report.economies import begin, in_text, interval, movers
from multipolar.report.numbers import magnitude, short_decimals, signed, span
from multipolar.result import SIGN_TOLERANCE_PCT, Result

__all__ = ["CLOSURES", "elasticity_name", "facts", "headline", "limits"]

CLOSURES = {
    "own": "Each economy's trade deficit keeps its share of the economy's own value added.",
    "world": "Each economy's trade deficit keeps its share of world value added.",
    "balanced": "All trade deficits are removed from the data first; the moves then act on balanced trade.",
}
"""What each rule for deficits assumes, one sentence each."""

LIMITS: tuple[tuple[str, str], ...] = (
    ("No growth", "a duty changes the level of income once; investment, innovation and their losses are left out."),
    (
        "No payments system and no finance",
        "frozen reserves, closed payment channels, exchange rates and capital flight have no effect here.",
    ),
    ("No transhipment", "goods do not pass through third countries to hide their origin, so evasion is missing."),
    ("Structure of {year} in all years", "shares of trade, inputs and value added stay those of the data."),
    ("Profit shifting", "it distorts the figures of Ireland, Luxembourg and Singapore; read them with care."),
    (
        "Unilateral tariffs look good for large economies",
        "they push down the prices of what they buy (terms of trade); a partner's answer undoes the gain.",
    ),
)
"""What the model cannot tell: a name and why it matters; {year} stands for the year of the data."""

MOVERS_TOLD = 2
"""Economies that move and that the headline names before it turns to the largest loser and gainer."""


def headline(result: Result, plain: dict[str, Any]) -> list[str]:
    """Sentences that sum the run up: those who move, the largest loser and gainer, the world.

    Args:
        result: the run. plain: its `to_dict()`.
    """
    curbed = _before_other_sources(plain["headline"]["chokepoints"])
    settled = _long_run(result, plain, bool(curbed))
    told = [*curbed, *settled] if _curb_is_worst(plain) else [*settled, *curbed]
    return [begin(s).replace(" %", "\u00a0%") for s in told]


def _curb_is_worst(plain: dict[str, Any]) -> bool:
    """Whether a curb may cost an importer more than the long run takes from or gives to anybody."""
    worst = [-hit["interval_pct"][0] for hit in plain["headline"]["chokepoints"]]
    return bool(max(worst, default=0.0) > max(abs(c["real_income_pct"]) for c in plain["countries"].values()))


def _before_other_sources(hits: list[dict[str, Any]]) -> list[str]:
    """Who is hit hardest by a curb, interval and short run; nothing without curbs."""
    if not hits:
        return []
    hit = hits[0]
    low, high = hit["interval_pct"]
    ends = f"between {signed(low, 2)} and {signed(high, 2)} %" if high is not None else f"at worst {signed(low, 2)} %"
    short = f"{signed(hit['short_run_pct'], 2)} % in the short run"
    first = f"{in_text(hit['iso3'])} is hit hardest by the curb on {hit['title']}: {ends} of real income, {short}."
    second = [f"{begin(in_text(h['iso3']))}: {signed(h['interval_pct'][0], 2)} % at worst." for h in hits[1:2]]
    return [" ".join([first, *second])]


def _long_run(result: Result, plain: dict[str, Any], curbed: bool) -> list[str]:
    """The equilibrium in sentences."""
    head, countries = plain["headline"], plain["countries"]
    if not head["losers"] and not head["gainers"]:
        when = (
            "In the long run, after other sources are found, no real income changes"
            if curbed
            else "No real income changes"
        )
        return [f"{when} in {head['year']}{'; that is not the cost of the curb' if curbed else ''}."]
    told = movers(result)[:MOVERS_TOLD]
    ranged = f" over {result.range_over()}" if result.range_over() else None
    clauses = [f"{in_text(c)} {_change(countries[c], ranged, first=k == 0)}" for k, c in enumerate(told)]
    for ranking, most in (("losers", "loses most"), ("gainers", "gains most")):
        code = head[ranking][0]["iso3"] if head[ranking] else None
        if code and code not in told:
            word = most if clauses else None
            clauses.append(f"{in_text(code)} {_change(countries[code], ranged, first=not clauses, most=word)}")
    sentences = [("in the long run " if curbed else "") + "; ".join(clauses) + "."]
    bear = countries[told[0]]["buyers_bear_pct"] if told else None
    if bear is not None:
        sentences.append(f"{_possessive(in_text(told[0]))} buyers bear {bear:.0f} % of the duties that it raised.")
    return [*sentences, _world(head["world_real_income_pct"])]


def _change(country: dict[str, Any], ranged: str | None, *, first: bool, most: str | None = None) -> str:
    """'loses 0.37 % of real income (0.31 to 0.38 over ...)', or later 'gains most, 1.09 % (...)'."""
    value = country["real_income_pct"]
    if abs(value) <= SIGN_TOLERANCE_PCT:
        text = "sees no change of real income"
    elif most:
        text = f"{most}, {magnitude(value)} %"
    else:
        text = f"{'loses' if value < 0 else 'gains'} {magnitude(value)} % of real income"
    if ranged is None:
        return text
    low, high = interval(country)
    note = f"; {n}" if (n := country["sign_note"]) else ""
    return f"{text} ({span(low, high, short_decimals(value))}{ranged if first else ''}{note})"


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _world(value: float) -> str:
    if abs(value) <= SIGN_TOLERANCE_PCT:
        return "World real income does not change."
    return f"World real income {'falls' if value < 0 else 'rises'} by {magnitude(value)} %."


def elasticity_name(provenance: dict[str, Any]) -> str:
    """Name of the elasticity set as a reader should see it."""
    name = str(provenance["elasticities"]["name"])
    return "set of the world file" if name == "world" else name


def limits(data_year: str) -> list[tuple[str, str]]:
    """What the model cannot tell, for a world of a year (or years, in words)."""
    return [(name.format(year=data_year), why) for name, why in LIMITS]


def facts(plain: dict[str, Any]) -> list[tuple[str, str]]:
    """What the numbers rest on, for the line under the title."""
    provenance, years = plain["provenance"], plain["years"]
    adjusted = "long run in every year" if provenance["adjustment"] == "long_run" else "growing over ten years"
    after = plain["scenario"].get("after")
    return [
        ("Data of", str(plain["world"]["year"])),
        *([("Compared with", f"the world after {after}")] if after else []),
        ("Deficits", str(provenance["deficits"])),
        ("Elasticities", f"{elasticity_name(provenance)}, {adjusted}"),
        ("Years", f"{years[0]['year']} to {years[-1]['year']}" if len(years) > 1 else str(years[0]["year"])),
        ("Numbers for", str(plain["headline"]["year"])),
    ]
