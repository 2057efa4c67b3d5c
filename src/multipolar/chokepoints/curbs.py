"""Which curbs withhold an input in a year, mirrored ones included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from multipolar.economy.names import Names
from multipolar.moves import ExportCurb, Move, Retaliation

__all__ = ["Curb", "curbs_in_force"]

MOST_SECTORS = 5
"""Sectors that one curb may name and still be read as curbs on single inputs."""


@dataclass(frozen=True)
class Curb:
    """A share of one input withheld.

    Args:
        at: position of the move. label: its id, or its place. single: the curb on this input alone. alone: whether the move curbs nothing else.
        exporters, importers: ISO3. year: of its groups.
    """

    at: int
    label: str
    single: ExportCurb
    alone: bool
    exporters: tuple[str, ...]
    importers: tuple[str, ...]
    year: int


def curbs_in_force(names: Names, active: tuple[int, ...]) -> list[Curb]:
    """Curbs of the active moves, one for each commodity or sector; what is left out is said in the warnings.

    Args:
        names: of the scenario in its world. active: positions of the moves that hold.
    """
    return [curb for at in active for curb in _curbs(names, at)]


def _curbs(names: Names, at: int) -> Iterator[Curb]:
    move = names.scenario.moves[at]
    full = _meant(names, at, move)
    if full is None:
        return
    label = move.id or f"moves[{at}]"
    if full.share is None:
        names.warn(f"{label}: an export tax withholds no quantity; it has no short-run figure beside the equilibrium.")
        return
    year = move.from_ or names.first_year
    exporters, importers = names.states(at, "by", full.by, year), names.states(at, "on", full.on, year)
    singles = _singles(names, at, full)
    if len(singles) > MOST_SECTORS and full.sectors is not None:
        names.warn(
            f"{label}: a curb on {len(singles)} sectors at once is no chokepoint of one input; short-run figures are given for at most "
            f"{MOST_SECTORS} sectors."
        )
        return
    for single in singles:
        hit = tuple(n for n in importers if exporters != [n])
        yield Curb(at, label, single, len(singles) == 1, tuple(exporters), hit, year)


def _meant(names: Names, at: int, move: Move) -> ExportCurb | None:
    """The curb that a move is, or that it mirrors."""
    if isinstance(move, Retaliation):
        answered = next((m for m in names.scenario.moves[:at] if m.id == move.against), None)
        if isinstance(answered, ExportCurb):
            return answered.model_copy(update={"by": move.by, "on": answered.by})
    return move if isinstance(move, ExportCurb) else None


def _singles(names: Names, at: int, curb: ExportCurb) -> list[ExportCurb]:
    if curb.commodities is not None:
        return [curb.model_copy(update={"commodities": (name,)}) for name in dict.fromkeys(curb.commodities)]
    codes = [names.world.sectors[j] for j in names.sectors(at, "sectors", curb.sectors or ())]
    return [curb.model_copy(update={"sectors": (code,)}) for code in codes]
