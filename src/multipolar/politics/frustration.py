"""Frustration index of a signed graph: the least weight of ties that contradict any division into two camps.

Model of Aref, Mason and Wilson (2020), A modeling and computational study of the frustration index in signed networks,
Networks 75(1), 95-110: a binary camp for each node, a frustration for each tie, unbalanced triangles as cuts; solved
by HiGHS through SciPy.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from multipolar.errors import InputError, NotSolvedError

__all__ = ["EXACT_TO", "Frustration", "frustration"]

Array = npt.NDArray[np.float64]
Pairs = npt.NDArray[np.int64]

EXACT_TO = 40
"""Most nodes that are solved exactly unless asked."""
STARTS, TRIANGLES, SECONDS = 200, 20_000, 60.0
"""Random starts of the heuristic, most triangles as cuts, and the time that the exact solver may take."""


@dataclass(frozen=True)
class Frustration:
    """The least frustration found and how good it is.

    Args:
        index: weight of the frustrated ties in the best division found. bound: no division has less.
        exact: whether the two meet. camps: names on either side. frustrated: the pairs that contradict it, the
            heaviest first. total: weight of all ties. negative: weight of the negative ones.
    """

    index: float
    bound: float
    exact: bool
    camps: tuple[tuple[str, ...], tuple[str, ...]]
    frustrated: tuple[tuple[str, str, float], ...]
    total: float
    negative: float

    @property
    def gap(self) -> float:
        """Index less bound, in the unit of the weights; 0 if exact."""
        return self.index - self.bound

    def to_dict(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "index": self.index,
            "bound": self.bound,
            "exact": self.exact,
            "camps": [list(c) for c in self.camps],
            "frustrated": [{"pair": [a, b], "tie": w} for a, b, w in self.frustrated],
            "total": self.total,
            "negative": self.negative,
        }


def frustration(names: Sequence[str], tie: Array, exact_to: int = EXACT_TO, seed: int = 0) -> Frustration:
    """The least total |tie| inside camps where it is negative and across camps where it is positive.

    Args:
        names: of the nodes. tie: [node, node], symmetric; 0 or NaN is no tie. exact_to: beyond so many nodes a local
            search from `STARTS` random divisions, with the bound of the linear program over unbalanced triangles.
        seed: of the random divisions. Where the exact solver does not end in `SECONDS` its bound is kept and `exact`
            is false: 40 nodes all tied with random signs are that hard, ties among states are not.

    Raises:
        InputError: ties that are not symmetric.
        NotSolvedError: the solver failed for another reason than time.
    """
    weight = np.nan_to_num(tie, nan=0.0)
    if weight.shape != (len(names),) * 2 or not np.allclose(weight, weight.T):
        raise InputError(f"frustration: ties {weight.shape} must be a symmetric array over {len(names)} nodes.")
    np.fill_diagonal(weight, 0)
    pairs = np.argwhere(np.triu(weight != 0))
    side = _search(weight, seed)
    if len(pairs) == 0:
        bound = 0.0
    elif len(names) <= exact_to:
        better, bound = _exact(weight, pairs)
        side = side if better is None or _spread(weight, side) >= _spread(weight, better) else better
    else:
        bound = _bound(weight, pairs)
    against = [(i, j) for i, j in pairs if (weight[i, j] > 0) != (side[i] == side[j])]
    index = float(sum(abs(weight[i, j]) for i, j in against))
    near = 1e-6 * max(1.0, float(abs(weight).sum()))
    against.sort(key=lambda p: -abs(weight[p]))
    return Frustration(
        index=index,
        bound=index if index - bound <= near else bound,
        exact=index - bound <= near,
        camps=_camps(names, side),
        frustrated=tuple((names[i], names[j], float(weight[i, j])) for i, j in against),
        total=float(np.triu(abs(weight)).sum()),
        negative=float(np.triu(np.maximum(-weight, 0)).sum()),
    )


def _camps(names: Sequence[str], side: npt.NDArray[np.bool_]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names by camp, that of the first name first."""
    mine = side == side[0] if len(side) else side
    return tuple(x for x, m in zip(names, mine, strict=True) if m), tuple(
        x for x, m in zip(names, mine, strict=True) if not m
    )


def _search(weight: Array, seed: int) -> npt.NDArray[np.bool_]:
    """Best of many descents by single changes of camp."""
    random, n = np.random.default_rng(seed), len(weight)
    best, best_value = np.zeros(n, dtype=bool), -np.inf
    for start in range(STARTS if n else 0):
        spin = np.ones(n) if start == 0 else random.choice([-1.0, 1.0], n)
        pull = weight @ spin
        while (gain := spin * pull).min() < -1e-12:
            k = int(np.argmin(gain))
            spin[k] = -spin[k]
            pull += 2 * spin[k] * weight[:, k]
        value = float(spin @ pull)
        if value > best_value:
            best, best_value = spin < 0, value
    return best


def _spread(weight: Array, side: npt.NDArray[np.bool_]) -> float:
    """Sum of ties inside camps less those across: the less is frustrated, the larger."""
    spin = np.where(side, -1.0, 1.0)
    return float(spin @ weight @ spin)


def _unbalanced(weight: Array, pairs: Pairs) -> list[tuple[int, int, int]]:
    """Edges, by position in `pairs`, of triangles with an odd number of negative ties."""
    at = {(int(i), int(j)): e for e, (i, j) in enumerate(pairs)}
    later: dict[int, list[int]] = {}
    for i, j in at:
        later.setdefault(i, []).append(j)
    found = []
    for i, nodes in later.items():
        for j, k in itertools.combinations(sorted(nodes), 2):
            if (j, k) in at and weight[i, j] * weight[j, k] * weight[i, k] < 0:
                found.append((at[i, j], at[j, k], at[i, k]))
    return found


def _exact(weight: Array, pairs: Pairs) -> tuple[npt.NDArray[np.bool_] | None, float]:
    """Camps, None if none in time, and bound of the mixed-integer program: binary nodes, continuous frustrations."""
    n, m = len(weight), len(pairs)
    rows: list[tuple[dict[int, float], float]] = []
    for e, (i, j) in enumerate(pairs):
        sign = 1.0 if weight[i, j] > 0 else -1.0
        rows.append(({n + e: 1.0, i: -1.0, j: sign}, 0.0 if sign > 0 else -1.0))
        rows.append(({n + e: 1.0, i: 1.0, j: -sign}, 0.0 if sign > 0 else 1.0))
    for edges in _unbalanced(weight, pairs)[:TRIANGLES]:
        rows.append(({n + e: 1.0 for e in edges}, 1.0))
    matrix = _sparse([r for r, _ in rows], n + m)
    lower, upper = np.zeros(n + m), np.ones(n + m)
    upper[int(np.argmax((weight != 0).sum(axis=1)))] = 0  # camps are the same when mirrored
    found = milp(
        np.concatenate([np.zeros(n), abs(weight[pairs[:, 0], pairs[:, 1]])]),
        integrality=np.concatenate([np.ones(n), np.zeros(m)]),
        bounds=Bounds(lower, upper),
        constraints=LinearConstraint(matrix, lb=np.array([low for _, low in rows])),
        options={"time_limit": SECONDS, "mip_rel_gap": 0.0},
    )
    if found.status not in (0, 1):  # 1 is the limit of time
        raise NotSolvedError(f"The frustration index was not found: {found.message}", "Check the ties.")
    camps = None if found.x is None else found.x[:n] > 0.5
    return camps, 0.0 if found.mip_dual_bound is None else float(found.mip_dual_bound)


def _bound(weight: Array, pairs: Pairs) -> float:
    """Every unbalanced triangle holds at least one frustrated tie: the linear program over them."""
    triangles = _unbalanced(weight, pairs)
    if not triangles:
        return 0.0
    if len(triangles) > TRIANGLES:
        chosen = np.random.default_rng(0).choice(len(triangles), TRIANGLES, replace=False)
        triangles = [triangles[t] for t in sorted(chosen)]
    matrix = _sparse([dict.fromkeys(edges, 1.0) for edges in triangles], len(pairs))
    cost = abs(weight[pairs[:, 0], pairs[:, 1]])
    found = linprog(cost, A_ub=-matrix, b_ub=-np.ones(len(triangles)), bounds=(0, 1), method="highs")
    if found.status != 0:
        raise NotSolvedError("The bound of the frustration index was not found.", "Use fewer nodes.")
    return float(found.fun)


def _sparse(rows: list[dict[int, float]], width: int) -> csr_array:
    """Rows given by column and value."""
    at = [(r, c, v) for r, row in enumerate(rows) for c, v in row.items()]
    r, c, v = (np.array(x) for x in zip(*at, strict=True))
    return csr_array((v, (r, c)), shape=(len(rows), width))
