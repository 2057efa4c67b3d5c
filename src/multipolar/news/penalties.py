"""Moves of duties, curbs, bans and sanctions, imposed or lifted, with the goods that they are on."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from multipolar.news.cases import (
    Candidate,
    Case,
    Found,
    candidate,
    listed,
    or_unnamed,
    outsiders_of,
    pairs_of,
    pct_of,
    share_of,
    sides_of,
)
from multipolar.news.deals import sides_of_deal
from multipolar.news.goods import Goods, commodities_named, goods_banned, goods_taxed
from multipolar.news.topics import first_word, penalty_of, table

__all__ = ["NO_MOVE", "lifted", "penalty"]

STANDS = "stands already: part of the starting point"
NO_MOVE = "the scenario language has no move for it"
INSIDE = "a measure of a group on its own member, or of a member on its customs union: not in the model"
UNREAD = "all goods: what is banned is not read"


def penalty(case: Case) -> Found | None:
    """Duties, curbs, bans and sanctions.

    Args:
        case: see `Case`.
    """
    named = penalty_of(case.act)
    outside = outsiders_of(case)
    if named and case.to and not outside.to:
        return INSIDE
    case = outside
    sides, amount = sides_of(case), case.act.amount
    nobody: tuple[str, ...] = ()
    if sides is None and case.by and any(a.code == "@WORLD" for a in case.act.target):
        sides, nobody = {"by": listed(case.by), "on": "all"}, ("no target is named: all states stand for it",)
    if named == "tariff":
        level = amount is not None and re.search(
            rf"(?<!\bup )\bto\s+(?:[a-z]+\s+)?{re.escape(amount.text)}", case.act.events[0].sentence
        )
        size: dict[str, Any] = {"set_pct" if level else "add_pp": pct_of(amount)}
        return _on_goods("tariff", sides, goods_taxed(case.act), *nobody, **size)
    if named == "decoupling":
        note = "an economic parting stands as a cost of trade"
        return or_unnamed(
            [Candidate("trade_cost", {**p, "cost_pct": None}, (note,), "threatened") for p in pairs_of(case)]
        )
    told = named in ("import ban", "sanction", None) and case.act.plover == "SANCTION"
    banned = goods_banned(case.act, named == "sanction") if told else None
    if named is None and (banned is None or not banned.sectors):
        return None
    if named == "export curb" or (named != "import ban" and banned is not None and banned.leaving):
        return _curb(case, sides, nobody)
    if named == "import ban" or (banned is not None and not banned.leaving):
        return _on_goods("import_ban", sides_of(case), banned or Goods(), *(() if banned else (UNREAD,)))
    if named == "sanction" and case.act.plover == "SANCTION":
        if case.act.status == "ongoing":
            return STANDS
        note = "all goods: what is cut off is not read"
        return or_unnamed(candidate("sanction", sides_of(case), note, sectors="goods", share=share_of(amount)))
    return None


def _on_goods(kind: str, sides: dict[str, Any] | None, goods: Goods, *notes: str, **size: Any) -> Found:
    """A measure on the sectors of the goods that are named."""
    found = candidate(kind, sides, *notes, sectors=listed(list(goods.sectors)) if goods.sectors else "goods", **size)
    return or_unnamed([dataclasses.replace(c, wider=goods.wider) for c in found])


def _curb(case: Case, sides: dict[str, Any] | None, nobody: tuple[str, ...]) -> Found:
    """A curb on the commodities that are named, else on the sectors of the goods; where the model knows none, on no other."""
    goods, unknown = commodities_named(case.act)
    share = share_of(case.act.amount)
    if not goods and unknown.written:
        if not unknown.sectors:
            return f"no data on {unknown.written}"
        return _on_goods("export_curb", sides, unknown, *nobody, share=share)
    notes = ["goods as named"]
    if unknown.written:
        notes.append(f"no data on {unknown.written}")
    if not goods:
        goods = first_word("curbed", case.subject.words) or first_word("curbed", case.act.events[0].sentence)
        notes = ["which goods is judgement"] if goods is None or len(goods) > 1 else notes
        goods = goods or table()["curbed"]["material"]
    elif goods == table()["curbed"]["mineral"]:
        notes = ["which goods is judgement"]
    return or_unnamed(candidate("export_curb", sides, *notes, *nobody, commodities=goods, share=share))


def lifted(case: Case) -> Found | None:
    """Duties lowered and sanctions lifted.

    Args:
        case: see `Case`.
    """
    named = penalty_of(case.act)
    if named == "tariff":
        return _duties_cut(case)
    if named == "sanction":
        if "RUS" not in {*case.by, *case.to}:
            return f"{NO_MOVE}: relief of sanctions is computed for Russia alone"
        return or_unnamed(
            candidate(
                "sanctions_relief", sides_of(case), "needs `after: sanctions-2023`", share=share_of(case.act.amount)
            )
        )
    return None


def _duties_cut(case: Case) -> Found:
    """Duties lowered to a level or by points; a fraction of a rate that is not told is neither."""
    amount, told = case.act.amount, " ".join(e.sentence for e in case.act.events)
    size: dict[str, Any] = {"cost_pct": None}
    if amount is not None and amount.unit in ("pct", "pp"):
        text = re.escape(amount.text)
        if amount.unit == "pp":
            cut = -abs(amount.value)
            return _on_goods("tariff", sides_of(outsiders_of(case)), goods_taxed(case.act), add_pp=cut)
        if re.search(rf"\bby\s+(?:[a-z]+\s+){{0,2}}{text}", told):
            return "duties are cut by a fraction of a rate that is not told"
        if re.search(rf"\bto\s+(?:[a-z]+\s+)?{text}", told):
            size = {"tariffs_to_pct": amount.value}
    note = "duties lowered; without a level lower trade costs stand for it"
    return or_unnamed(candidate("trade_agreement", sides_of_deal(case), note, **size))
