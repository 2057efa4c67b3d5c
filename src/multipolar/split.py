"""Which move did what: the Aumann-Shapley split of every change by move.

All moves grow together from nothing to full size; a move's part is the integral, along this path, of what its own
growth does (Aumann and Shapley 1974, Values of Non-Atomic Games; in trade models Harrison, Horridge and Pearson
2000, Computational Economics 15). Parts do not depend on an order of the moves, except where the file's order
matters already (`set_pct`, agreements). The integral is taken by Gauss-Legendre; what its error leaves is printed
as the remainder.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.economy.accounts import Accounts
from multipolar.economy.adjoint import responses
from multipolar.economy.equilibrium import Economy, Solution
from multipolar.economy.names import Names
from multipolar.economy.outcomes import OUTCOMES
from multipolar.economy.policy import shocks_from
from multipolar.economy.shocks import Shocks, no_shocks, settled
from multipolar.moves import Move
from multipolar.progress import Progress

__all__ = ["OUTCOMES", "Split", "alone", "move_groups", "split"]

Array = npt.NDArray[np.float64]

POINTS, CLOSE = (6, 18), 1e-4
"""Points of the path where the equilibrium and its derivatives are solved: more of them where the first leave a
remainder of real income above `CLOSE` points."""
GROUPS = 12
"""More moves than this are taken together by actor and kind."""
NEVER = 0
"""A last year before all others."""


@dataclasses.dataclass(frozen=True, eq=False)
class Split:
    """Changes of one year by move; for every name in `OUTCOMES`.

    Args:
        labels: of the groups of moves, [group]. moves: positions of their moves in the scenario.
        parts: [group, country] or [group, country, sector], in the unit of the outcome.
        remainder: change less the sum of parts. change: as in the result.
    """

    labels: tuple[str, ...]
    moves: tuple[tuple[int, ...], ...]
    parts: Mapping[str, Array]
    remainder: Mapping[str, Array]
    change: Mapping[str, Array]

    def to_plain(self, countries: Sequence[str]) -> dict[str, Any]:
        """As in `Result.to_dict()`: outcomes by country, one list entry a group.

        Args:
            countries: labels of the country axis.
        """
        names = [name for name, outcome in OUTCOMES.items() if not outcome.by_sector]

        def by_country(values: Array) -> dict[str, float]:
            return dict(zip(countries, values.tolist(), strict=True))

        return {
            "method": "Aumann-Shapley, all moves grown together",
            "moves": [
                {
                    "label": label,
                    "positions": list(at),
                    **{name: by_country(self.parts[name][g]) for name in names},
                }
                for g, (label, at) in enumerate(zip(self.labels, self.moves, strict=True))
            ],
            "remainder": {name: by_country(self.remainder[name]) for name in names},
        }


def split(
    economy: Economy,
    solution: Solution,
    names: Names,
    year: int,
    progress: Progress | None = None,
    *,
    groups: Mapping[str, list[int]] | None = None,
    points: Sequence[int] = POINTS,
    outcomes: Sequence[str] = tuple(OUTCOMES),
) -> Split:
    """Split every change of a solution by move.

    Args:
        economy: that was solved. solution: of all moves of a year. names: of the scenario in its world. year: of the moves.
        progress: called after each point of the path. groups: positions of moves by label; None takes `move_groups`.
        points: of the path, more where the first leave too much. outcomes: names in `OUTCOMES`, real income among them.

    Raises:
        NotSolvedError: no equilibrium at a point of the path.
    """
    every_group = move_groups(names) if groups is None else groups
    active = {label: [a for a in at if names.scenario.moves[a].active(year)] for label, at in every_group.items()}
    awake = {label: at for label, at in active.items() if at}
    every = zip(awake.items(), _added(economy.observed, names, year, list(awake.values())), strict=True)
    kept = [(label, tuple(at), change) for (label, at), change in every if _changes(change)]
    labels, moves, added = tuple(k[0] for k in kept), tuple(k[1] for k in kept), [k[2] for k in kept]
    change = {name: OUTCOMES[name].value(solution) for name in outcomes}
    parts = {name: values[None] for name, values in change.items()}
    if len(added) != 1:
        for count in points:
            parts = _parts(economy, solution, added, count, tuple(outcomes), progress)
            gap = change["real_income_pct"] - parts["real_income_pct"].sum(axis=0)
            if abs(gap).max() < CLOSE:
                break
    remainder = {name: change[name] - parts[name].sum(axis=0) for name in parts}
    return Split(labels, moves, parts, remainder, change)


def _parts(
    economy: Economy,
    solution: Solution,
    added: Sequence[Shocks],
    count: int,
    outcomes: tuple[str, ...],
    progress: Progress | None,
) -> dict[str, Array]:
    """Parts of every outcome by group, from equilibria at `count` points of the path."""
    parts = {name: np.zeros((len(added), *OUTCOMES[name].value(solution).shape)) for name in outcomes}
    points, weights = np.polynomial.legendre.leggauss(count)
    whole = {f.name: sum(getattr(change, f.name) for change in added) for f in dataclasses.fields(Shocks)}
    for k in range(count if added else 0):
        here = economy.solve(_along(solution, whole, (1 + points[k]) / 2), solution.closure, solution.theta)
        for row, slopes in enumerate(responses(economy, here, added, outcomes)):
            for name, slope in slopes.items():
                parts[name][row] += weights[k] / 2 * slope
        if progress is not None:
            progress("split by move", k + 1, count)
    return parts


def _added(accounts: Accounts, names: Names, year: int, groups: Sequence[Sequence[int]]) -> list[Shocks]:
    """What each group of moves adds to the shocks of the groups before it, as changes of every field."""
    added, awake = [], set[int]()
    before = no_shocks(accounts)
    for group in groups:
        awake |= set(group)
        after = shocks_from(accounts, alone(names, awake), year, part=True)
        change = {f.name: getattr(after, f.name) - getattr(before, f.name) for f in dataclasses.fields(Shocks)}
        added.append(Shocks(**change))
        before = after
    return added


def alone(names: Names, awake: Set[int]) -> Names:
    """The same scenario with all other moves asleep: in their places, so that references and messages hold.

    Args:
        names: of the scenario in its world. awake: positions of the moves that stay.
    """
    moves = names.scenario.moves
    kept = tuple(m if at in awake else m.model_copy(update={"until": NEVER}) for at, m in enumerate(moves))
    return Names(names.scenario.model_copy(update={"moves": kept}), names.world)


def move_groups(names: Names) -> dict[str, list[int]]:
    """Positions of all moves by label: one a move; where that is too many one an actor and kind, then fewer.

    Whatever the grouping, the moves of one group are those of the same poles, so that a pole answers for a group.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for label in (_move, _actor_and_kind, _poles_and_kind, _poles):
        groups = {}
        for at, move in enumerate(names.scenario.moves):
            groups.setdefault((label(names, move, at), _poles(names, move, at)), []).append(at)
        if len(groups) <= GROUPS:
            break
    texts = Counter(text for text, _ in groups)
    found: dict[str, list[int]] = {}
    for (text, poles), moves in groups.items():
        full = text if texts[text] == 1 else f"{text} [{poles}]"  # cut lists of actors may read alike
        found[full if len(moves) == 1 else f"{full} ({len(moves)} moves)"] = moves
    return found


def _move(names: Names, move: Move, at: int) -> str:
    return move.id or f"moves[{at}] {_actor_and_kind(names, move, at)}"


def _actor_and_kind(names: Names, move: Move, at: int) -> str:
    actor = move.actors
    return f"{move.kind} {', '.join(actor[:3])}{' ...' if len(actor) > 3 else ''}".strip()


def _poles_and_kind(names: Names, move: Move, at: int) -> str:
    return f"{move.kind} {_poles(names, move, at)}"


def _poles(names: Names, move: Move, at: int) -> str:
    return ", ".join(names.acting_poles(move)) or "others"


def _changes(change: Shocks) -> bool:
    return any(getattr(change, f.name).any() for f in dataclasses.fields(Shocks))


def _along(solution: Solution, whole: Mapping[str, Any], part: float) -> Shocks:
    """The shocks where every group has grown to a part of its size.

    Args:
        whole: what all groups add, by field of `Shocks`.
    """
    start = no_shocks(solution.accounts)
    return settled(Shocks(**{name: getattr(start, name) + part * change for name, change in whole.items()}))
