"""Where the data end: claims on years after them are not tested."""

from __future__ import annotations

import dataclasses
import functools
import re

from multipolar.brief.duties import last_date
from multipolar.brief.records import Candidate, Finding

__all__ = ["NEAR", "within_data"]

NEAR = 3
"""Years after the data up to which a claim that names no year is still held against them."""
MEMBERSHIPS_END = 2025
DURABLE = {"rivalry": 10, "alliance": 10, "manufacturing": 5, "isolation": 5, "sanctions": 5, "dependence": 5}
"""Years after the data up to which what they bear out still counts: rivalries, pacts and structures outlast the lists of them."""
LASTING = frozenset({"alliance", "rivalry"})
"""Kinds that `since 1951` says to hold in years that the data reach."""
EVER = frozenset({"vote", "finance", "visit"})
"""Kinds on single acts or sums with years of their own: their checks know where the record ends."""
YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")


def within_data(claim: Candidate, found: Finding, year: int) -> Finding:
    """A finding, or `not testable` where the claim is on a year that the data do not reach.

    Args:
        claim: with the year that its words name. found: what its check says. year: of the article.
    """
    if found.verdict not in {"supported", "contradicted"} or found.figure is None:
        return found
    end = _end(claim, found.figure.vintage)
    if end is None or (claim.years is not None and claim.years[1] <= end):
        return found
    if claim.named is not None:
        reason = f"The text speaks of {claim.named}, the data end in {end}." if claim.named > end else ""
    elif (
        claim.kind in EVER
        or claim.options.get("long")
        or claim.options.get("past")
        or (claim.kind in LASTING and claim.years is not None and claim.years[0] <= end)
    ):
        reason = ""
    else:
        near = DURABLE.get(claim.kind, NEAR) if found.verdict == "supported" else NEAR
        reason = f"It is held against {year}, more than {near} years after the data, which end in {end}."
        reason = reason if year > end + near else ""
    return dataclasses.replace(found, verdict="not testable", reason=reason) if reason else found


def _end(claim: Candidate, vintage: str) -> int | None:
    if claim.kind == "membership":
        return MEMBERSHIPS_END
    years = [int(y) for y in YEAR.findall(vintage)]
    if claim.kind == "tariff" and years and max(years) >= 2025:
        return _tariffs_end()
    return max(years) if years else None


@functools.cache
def _tariffs_end() -> int:
    return int(last_date()[:4])
