"""From a claim to a finding: its check by kind, and what becomes of it where the text only aims, feels or supposes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from multipolar.brief import check_acts, check_compare, check_size, check_ties, check_trade, check_trend
from multipolar.brief.conditions import condition, offer, opinion
from multipolar.brief.denial import DENIED
from multipolar.brief.evidence import pairs_of
from multipolar.brief.horizon import within_data
from multipolar.brief.records import Candidate, Finding
from multipolar.news.dates import NOW

__all__ = ["KINDS", "check", "split"]

Check = Callable[[Candidate, int], Finding]
KINDS: Mapping[str, tuple[str, Check]] = {
    "rivalry": ("rivalry", check_ties.rivalry),
    "alliance": ("alliance", check_ties.alliance),
    "tie_level": ("ties", check_ties.tie_level),
    "tie_trend": ("trend of ties", check_trend.tie_trend),
    "isolation": ("isolation", check_ties.isolation),
    "balance": ("balance between powers", check_ties.balance),
    "neutral": ("neutrality", check_acts.neutral),
    "record": ("record trade", check_trade.record),
    "amount": ("sum of trade", check_trade.amount),
    "trade_trend": ("trend of trade", check_trend.trade_trend),
    "partner": ("trading partner", check_trade.partner),
    "trade_compare": ("trade compared", check_compare.trade_compare),
    "partner_share": ("share of trade", check_compare.partner_share),
    "partner_count": ("partner of how many", check_compare.partner_count),
    "comparison": ("sizes compared", check_compare.comparison),
    "world_share": ("share of the world", check_compare.world_share),
    "dependence": ("dependence", check_trade.dependence),
    "rank": ("rank in the world", check_size.rank),
    "manufacturing": ("manufacturing", check_size.manufacturing),
    "rise": ("rise and decline", check_size.rise),
    "order": ("world order", check_size.order),
    "tariff": ("tariff", check_acts.tariff),
    "export_curb": ("export curb", check_acts.export_curb),
    "sanctions": ("sanctions", check_acts.sanctions),
    "visit": ("visit", check_acts.visit),
    "vote": ("vote", check_acts.vote),
    "membership": ("membership", check_acts.membership),
    "finance": ("loans", check_acts.finance),
    "condition": ("condition or prediction", condition),
    "offer": ("offer or threat", offer),
    "opinion": ("aim or opinion", opinion),
}
"""Kinds of claims: what they are called, and how they are checked."""

BY_PAIR = frozenset({"rivalry", "alliance", "tie_level", "tie_trend", "record", "trade_trend", "amount"})
BY_TARGET = frozenset({"sanctions", "tariff", "membership"})
"""Kinds looked up on one target at a time: `on Venezuela and Cuba`, `of ASEAN and the CPTPP`."""
MOST_PAIRS = 3
MOST_TARGETS = 4


def split(claim: Candidate, year: int) -> list[Candidate]:
    """A claim on several pairs as one claim a pair; of one against several, those with it.

    Args:
        claim: as found. year: of memberships.
    """
    if claim.kind in BY_TARGET and 1 < len(claim.b) <= MOST_TARGETS:
        return [dataclasses.replace(claim, b=(b,)) for b in claim.b]
    if claim.kind not in BY_PAIR:
        return [claim]
    if claim.kind in {"record", "trade_trend", "amount"} and claim.a and 1 < len(claim.a) * len(claim.b) <= MOST_PAIRS:
        return [dataclasses.replace(claim, a=(a,), b=(b,)) for a in claim.a for b in claim.b if a != b]
    codes = list(dict.fromkeys((*claim.a, *claim.b)))
    if len(codes) < 3 or any(len(c) != 3 for c in codes):
        return [claim]
    pairs = pairs_of(claim.a, claim.b, year) if claim.b else [(codes[0], other) for other in codes[1:]]
    if len(pairs) > MOST_PAIRS:
        return [claim]
    return [dataclasses.replace(claim, a=(one,), b=(other,)) for one, other in pairs]


def check(claim: Candidate, year: int) -> Finding:
    """What comes of a claim.

    Args:
        claim: one pair or one state. year: of the article.
    """
    at = year
    if claim.years is not None and claim.years[1] <= max(year, NOW):
        at = claim.years[1]
    found = KINDS[claim.kind][1](claim, at)
    if claim.kind in {"condition", "offer", "opinion"}:
        return found
    if claim.stance == "asserted":
        if (doubt := _doubt(claim)) and found.verdict in {"supported", "contradicted"}:
            return dataclasses.replace(found, verdict="not testable", reason=doubt)
        return within_data(claim, found, year)
    why = {
        "aimed": "Aims and statements are not in our data, only what came of them",
        "felt": "Views are not in our data, only the matter itself",
        "conditional": "A supposition: the data speak of what was, not of what may come",
    }[claim.stance]
    if found.figure is None:
        return dataclasses.replace(found, verdict="not testable", reason=f"{why}.", limits="")
    reason = f"{why}: {found.reason[:1].lower()}{found.reason[1:]}"
    return dataclasses.replace(found, verdict="not testable", reason=reason)


def _doubt(claim: Candidate) -> str:
    """Why a claim is not held against the data though they speak of its matter; empty where nothing keeps it from that."""
    if claim.options.get("denied"):
        return f"{DENIED}."
    if number := claim.options.get("number"):
        return f"The number in it ({number}) is not tested."
    if part := claim.options.get("part"):
        return f"The data are of whole years, the text speaks of a part: {part}."
    if goods := claim.options.get("goods"):
        return f"The data measure goods as a whole, the text speaks of {goods}."
    return ""
