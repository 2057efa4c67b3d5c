"""What an agreement is about: trade, something else that is named, or nothing that is said."""

from __future__ import annotations

import re
from typing import Any

from multipolar.news.cases import Case, pairs_of, sides_of
from multipolar.news.merge import Act

__all__ = ["is_trade_deal", "sides_of_deal"]

LEAD = 60
"""Characters before an act's words in which its paper may be named: a trade agreement between X and Y was signed."""
PAPER = r"(?:deals?|agreements?|pacts?|accords?|treat(?:y|ies)|arrangements?|compacts?|settlements?|memorand(?:um|a)|protocols?)"
TRADE = r"(?:trade|trading|commerce|commercial|tariffs?|duties|customs|market access|economic partnership|economic cooperation|investment)"
TRADE_DEAL = re.compile(
    rf"\b{TRADE}\b[\w\s-]{{0,30}}?\b(?:{PAPER}|union)\b|\b{PAPER}\s+[\w\s-]{{0,60}}?\b{TRADE}\b|\b(?:FTA|CEPA)\b", re.I
)
TRADE_WORD = re.compile(
    r"\b(?:trad(?:e|es|ed|ing)|commerce|commercial|tariffs?|dut(?:y|ies)|customs|exports?|exporters?|imports?|importers?|quotas?|goods|"
    r"market\s+access|markets?\s+for|FTA|CEPA|economic\s+(?:partnership|cooperation|integration|union))\b",
    re.I,
)
"""One of them must stand in the sentence of a deal whose matter is not named."""
OTHER_DEAL = re.compile(
    rf"\b(?i:peace|border|boundary|maritime|fish(?:ing|eries)|defen[cs]e|security|military|nuclear|extradition|climate|water|prisoners?|"
    rf"cease-?fire|truce|arms|grain|migration|refugees?|visa|tax|cultural|scientific|space|strategic|(?<!economic\s)partnership|friendship|"
    rf"hostages?|transit|(?<!economic\s)cooperation|alliance)\s+(?:[a-z-]+\s+)?(?i:{PAPER})\b"
    rf"|\b{PAPER}\s+(?:with\s+(?:the\s+)?[A-Z][\w.’'-]*(?:\s+[A-Z][\w-]*)*\s+)?(?:on|over|about|for|to|under|that|which|whereby)\b"
    r"(?!\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|the\s+sidelines|now|\d))"
)


def is_trade_deal(case: Case) -> bool:
    """Whether an act about trade concludes or plans an agreement on it; one on something else, or on nothing named, does not.

    Args:
        case: whose words or instrument name trade.
    """
    told = _told(case.act)
    made = case.act.plover in ("AGREE", "SUPPORT")
    if TRADE_DEAL.search(told):
        return case.planned or made
    if (made and OTHER_DEAL.search(told)) or not any(TRADE_WORD.search(e.sentence) for e in case.act.events):
        return False
    return case.planned or case.act.plover == "AGREE"


def sides_of_deal(case: Case) -> dict[str, Any] | None:
    """Fields of the sides of lower duties: both alike where two agree on them, else who lowers them and for whom.

    Args:
        case: see `Case`.
    """
    pairs = pairs_of(case) if case.act.reciprocal else []
    return pairs[0] if len(pairs) == 1 else sides_of(case)


def _told(act: Act) -> str:
    """The words of an act with those right before it and behind it, up to the next clause."""
    passages = []
    for e in act.events:
        at = e.start - e.sentence_start
        behind = re.split(r"[,;.]", e.sentence[e.end - e.sentence_start :])[0][:LEAD]
        passages.append(" ".join(f"{e.sentence[max(0, at - LEAD) : at]}{e.evidence}{behind}".split()))
    return " . ".join(passages)
