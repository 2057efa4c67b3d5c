"""What is on offer and how the rival answers: sizes from `params/wedge.yaml`, and the moves that they become."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from multipolar.moves import MOVE_TYPES, Move
from multipolar.params.read import read_table
from multipolar.wedge.sides import Sides

__all__ = ["Terms", "default_terms", "moves_of"]


@dataclass(frozen=True)
class Terms:
    """The whole offer and the whole answer; a share of them is the same share of every size.

    Args:
        relief: share of the fitted wedges that the whole offer lifts. deals: shares of the target's exports sold to the
            offerer, by commodity. visits: of the offerer's head of state a year.
        agreement_cost_pct: change of the trade cost between rival and target. answer_deals: as `deals`, to the rival.
        sizes: parts of the whole answer among which the rival chooses. first, last: years.
    """

    relief: float
    deals: Mapping[str, float]
    visits: float
    agreement_cost_pct: float
    answer_deals: Mapping[str, float]
    sizes: tuple[float, ...]
    first: int
    last: int


@functools.cache
def default_terms() -> Terms:
    """The terms of `params/wedge.yaml`."""
    table = read_table("wedge")
    offer, answer, years = table["offer"], table["answer"], table["years"]
    return Terms(
        relief=1.0,
        deals=MappingProxyType(dict(offer["deals"])),
        visits=float(offer["visits"]),
        agreement_cost_pct=float(answer["agreement_cost_pct"]),
        answer_deals=MappingProxyType(dict(answer["deals"])),
        sizes=tuple(float(v) for v in answer["sizes"]),
        first=int(years["from"]),
        last=int(years["horizon"]),
    )


def moves_of(terms: Terms, sides: Sides, share: float, answer: float) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
    """Moves of the offer and of the answer; visits count in proportion to the share and are no move in part.

    Args:
        terms: the whole. sides: who. share: of the offer. answer: part of the whole answer, not scaled by the share here.
    """
    offer = [_move("sanctions_relief", terms, by=sides.lifting, on=sides.target, share=terms.relief * share)]
    offer += [_deal(terms, sides.target, sides.offerer, what, size * share) for what, size in terms.deals.items()]
    answers = []
    if answer > 0:
        between = [sides.rival, sides.target]
        cost = terms.agreement_cost_pct * answer
        answers = [_move("trade_agreement", terms, between=between, cost_pct=cost)]
        answers += [
            _deal(terms, sides.target, sides.rival, what, size * answer, exposed=False)
            for what, size in terms.answer_deals.items()
        ]
    return tuple(offer), tuple(answers)


def visit_of(terms: Terms, sides: Sides) -> Move:
    """One visit of the offerer's head of state in every year."""
    return _move("visit", terms, by=sides.offerer, to=sides.target, rank="head_of_state", until=terms.last)


def _deal(terms: Terms, by: str, to: str, commodity: str, share: float, exposed: bool = True) -> Move:
    return _move("energy_deal", terms, by=by, to=to, commodity=commodity, share=share, sanction_exposed=exposed)


def _move(kind: str, terms: Terms, **fields: Any) -> Move:
    return MOVE_TYPES[kind].model_validate({"from": terms.first, **fields})
