"""What a reader must know before the numbers of a run, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from multipolar.economy.energy import deal_notes
from multipolar.economy.equilibrium import Solution
from multipolar.economy.names import Names
from multipolar.moves import Move, Visit
from multipolar.params.alignment import alignment_settings
from multipolar.params.default_sizes import DEFAULT_SIZE
from multipolar.params.elasticities import FLOOR, at_floor
from multipolar.result import YearOutcome
from multipolar.scenario import Scenario
from multipolar.start import assumption_notes, start_notes
from multipolar.world import World

__all__ = ["warnings_of"]


def warnings_of(scenario: Scenario, world: World, first: int, shown: YearOutcome) -> list[str]:
    """Sentences on where a run starts, what is not in force, not in time, and on data that are assumed.

    Args:
        scenario: what was run. world: on what. first: year of the run. shown: its last year.
    """
    last = shown.year
    found = [
        *start_notes(scenario),
        *scenario.caveats,
        *assumption_notes(scenario, world),
        *_statuses(scenario.moves),
        *_default_sizes(scenario.moves),
        *_timing(scenario.moves, first, last),
    ]
    if scenario.coalition is not None:
        found.append(
            "coalition: the block changes no number of this run; `multipolar coalition` computes what each candidate "
            "gets by joining or refusing, where all end, and whether that lasts."
        )
    if "is_goods_note" in world.attrs:
        found.append(f"world: {world.attrs['is_goods_note']}.")
    if not shown.by_country["real_income_pct"].any():
        found.append(f"no move changes the economies of the world in {last}: their numbers are those of the baseline.")
    found += deal_notes(Names(scenario, world), shown.solution, last)
    if scenario.settings.adjustment == "path":
        found += _floors(scenario, world, first, shown.solution)
    return found


def _statuses(moves: Sequence[Move]) -> list[str]:
    """Threats are threats: how many moves are not in force, and how likely the file says they are."""
    found = []
    for status in ("announced", "threatened", "pledged", "called_for"):
        here = [m for m in moves if m.status == status]
        odds = sorted(m.probability for m in here if "probability" in m.model_fields_set)
        if here:
            shown = "no probability given"
            if odds:
                shown = f"probability {odds[0]:g}" + (f" to {odds[-1]:g}" if odds[0] != odds[-1] else "")
                blank = len(here) - len(odds)
                shown += f", {blank} without" if blank else ""
            many = "move is" if len(here) == 1 else "moves are"
            found.append(
                f"{len(here)} {many} {status.replace('_', ' ')}, not in force ({shown}): "
                "the numbers say what happens if carried out."
            )
    return found


def _default_sizes(moves: Sequence[Move]) -> list[str]:
    """How many sizes nobody stated."""
    filled = [m.id or m.kind for m in moves if m.size == DEFAULT_SIZE]
    if not filled:
        return []
    shown = ", ".join(filled[:20]) + (f" and {len(filled) - 20} more" if len(filled) > 20 else "")
    many = "size is a default, judgement" if len(filled) == 1 else "sizes are defaults, judgement"
    return [f"{len(filled)} of {len(moves)} {many}: the text states none for {shown}."]


def _timing(moves: Sequence[Move], first: int, last: int) -> list[str]:
    found = []
    ended = [m for m in moves if m.until is not None and m.until < last]
    later = [m for m in moves if m.from_ is not None and m.from_ > last]
    decay = alignment_settings()["visit_decay_years"].value
    faded = [m for m in moves if isinstance(m, Visit) and last - (m.until or m.from_ or first) >= decay]
    if faded:
        many = "visit or call has" if len(faded) == 1 else "visits and calls have"
        found.append(f"{len(faded)} {many} worn off by {last}, the year shown: they fade over {decay:g} years.")
    if ended:
        found.append(f"{len(ended)} of {len(moves)} moves end before {last}, the year shown.")
    if later:
        found.append(f"{len(later)} of {len(moves)} moves begin after {last} and change no number of this run.")
    return found


def _floors(scenario: Scenario, world: World, first: int, solution: Solution) -> list[str]:
    """Sectors whose short-run elasticity rests on the floor, in the first year that is shown."""
    bound = at_floor(solution.long_run_theta, first - scenario.first_year + 1)
    sectors = ", ".join(s for s, b in zip(world.sectors, bound, strict=True) if b)
    return [f"adjustment: the elasticity of {sectors} rests on its floor of {FLOOR} in {first}."] if sectors else []
