"""What of the model a move acts on."""

from __future__ import annotations

from collections.abc import Sequence

from multipolar.moves import Move, PeaceDeal, Retaliation

__all__ = ["ECONOMIC", "INSTITUTIONAL", "acts_on", "acts_on_economy", "answered", "kind_acts_on"]

ECONOMIC = frozenset(
    {
        "tariff",
        "retaliation",
        "export_curb",
        "sanction",
        "import_ban",
        "sanctions_relief",
        "trade_cost",
        "trade_agreement",
        "transfer",
        "energy_deal",
        "peace_deal",
        "aid",
        "infrastructure_finance",
    }
)
"""Kinds that change the economy; all but `institution_reform` act on alignment, some of them through it alone."""

INSTITUTIONAL = frozenset({"institution_reform", "withdrawal"})
"""Kinds that change who can decide what in a body."""


def answered(move: Retaliation, moves: Sequence[Move]) -> Move | None:
    """The move that a retaliation answers; None where the scenario has none of that id.

    Args:
        move: the retaliation. moves: those of its scenario.
    """
    return next((m for m in moves if m.id == move.against), None)


def acts_on_economy(move: Move, moves: Sequence[Move]) -> bool:
    """Whether a move changes the economy.

    Args:
        move: the move. moves: those of its scenario, to see what a retaliation answers.
    """
    if isinstance(move, Retaliation):
        original = answered(move, moves)
        return original is None or acts_on_economy(original, moves)
    if isinstance(move, PeaceDeal) and move.lifts == 0:
        return False
    return move.kind in ECONOMIC


def acts_on(move: Move, moves: Sequence[Move]) -> tuple[str, ...]:
    """What of the model a move acts on: some of economy, alignment, institutions.

    Args:
        move: the move. moves: those of its scenario.
    """
    economy = acts_on_economy(move, moves)
    return tuple(what for what in kind_acts_on(move.kind) if economy or what != "economy")


def kind_acts_on(kind: str) -> tuple[str, ...]:
    """What of the model moves of a kind can act on: some of economy, alignment, institutions.

    Args:
        kind: of a move.
    """
    on = {"economy": kind in ECONOMIC, "alignment": kind != "institution_reform", "institutions": kind in INSTITUTIONAL}
    return tuple(what for what, acts in on.items() if acts)
