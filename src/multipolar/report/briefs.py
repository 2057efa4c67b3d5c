"""What the page of a brief shows, as plain values for its template."""

from __future__ import annotations

from typing import Any

from multipolar.brief.records import MARKS, VERDICTS, Brief, Claim
from multipolar.report.numbers import plain

__all__ = ["brief_context"]

MEANINGS = {
    "supported": "the datum speaks to the claim and bears it out",
    "contradicted": "the data clearly say otherwise",
    "not testable": "aims, views, acts that no table records, years after the data end, or figures that leave it open",
    "assumption": "a condition, prediction, offer or threat: the nearest packaged scenario takes it as given and says what it would do",
}
ENDS = (
    "votes 2024, GDP and trade by partner 2023, sanctions 2022, accounts of the economy 2022, Chinese loans 2021, rivalries "
    "2020, pacts 2018 (NATO and CSTO 2024), trips of American leaders 2024 and of Chinese ones 2020, American duties July 2026"
)


def brief_context(brief: Brief, command: str) -> dict[str, Any]:
    """Everything that the template of a brief needs.

    Args:
        brief: the claims. command: the command line.
    """
    counts = brief.counts()
    every = [_claim(c) for c in brief.claims]
    views = [c for c in every if c["kind"] == "aim or opinion"]
    return {
        "title": f"Brief of {brief.title}",
        "map": None,
        "brief": brief,
        "every": every,
        "claims": [c for c in every if c not in views],
        "views": views,
        "verdicts": [
            {
                "key": _key(v),
                "word": v,
                "mark": MARKS[v],
                "meaning": MEANINGS[v],
                "count": counts[v] - len(views) * (v == "not testable"),
            }
            for v in VERDICTS
        ],
        "ends": ENDS,
        "command": command,
    }


def _claim(claim: Claim) -> dict[str, Any]:
    finding = claim.finding
    return {
        "number": claim.number,
        "kind": claim.kind,
        "key": _key(finding.verdict),
        "verdict": finding.verdict,
        "mark": MARKS[finding.verdict],
        "about": claim.about,
        "quotation": " ".join(claim.quotation.split()),
        "figure": finding.figure,
        "interval": _interval(claim),
        "reason": finding.reason,
        "limits": finding.limits,
        "defaults": finding.defaults,
        "command": finding.command,
        "scenario": finding.scenario,
        "start": claim.start,
        "end": claim.end,
        "repeats": claim.repeats,
    }


def _key(verdict: str) -> str:
    return verdict.replace(" ", "-")


def _interval(claim: Claim) -> str:
    figure = claim.finding.figure
    if figure is None:
        return ""
    if figure.interval is None:
        return figure.interval_of or "none: a recorded figure"
    low, high = figure.interval
    largest = max(abs(low), abs(high))
    digits = 3 if largest < 0.1 else 2 if largest < 10 else 1
    return f"{plain(low, digits)} to {plain(high, digits)} {figure.unit}, {figure.interval_of}"
