"""What a wedge comes to: points of the sweep, thresholds with their price, and the sentences that belong to them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from multipolar.json_schema import DRAFT, NUMBER, NUMBER_OR_NULL, TEXT, TEXTS, by_key, closed, described
from multipolar.politics.triangle import PATTERNS
from multipolar.wedge.answers import Answer
from multipolar.wedge.sides import Sides

__all__ = ["Point", "Response", "Span", "Spread", "Turning", "Wedge", "wedge_schema"]


@dataclass(frozen=True)
class Spread:
    """A number with its quantiles over draws; None without draws, or where a quantile does not exist."""

    point: float | None
    p10: float | None = None
    p90: float | None = None
    p025: float | None = None
    p975: float | None = None


@dataclass(frozen=True)
class Span:
    """A number with the smallest and largest over elasticity sets."""

    point: float
    low: float
    high: float


@dataclass(frozen=True)
class Point:
    """One share of the offer.

    Args:
        share: of the offer. answer: part of the whole answer. closeness, closeness_change: of the target, by pole.
        tie: of the target as closeness counts it, by pole. dependence_pct_gdp: goods trade of the target, by pole.
        real_income_pct: change by side (target, offerer, rival, allies); None where there is nobody.
        pair_ties: of the triangle, from all components. pattern, roles: of the triangle. likelihood: of patterns over
            draws of the weights of the components.
    """

    share: float
    answer: float
    closeness: Mapping[str, Spread]
    closeness_change: Mapping[str, Spread]
    tie: Mapping[str, Spread]
    dependence_pct_gdp: Mapping[str, float]
    real_income_pct: Mapping[str, Span | None]
    pair_ties: Mapping[str, float]
    pattern: str
    roles: Mapping[str, str]
    likelihood: Mapping[str, float]


@dataclass(frozen=True)
class Turning:
    """Where the tie has loosened, and what it costs the offerer.

    Args:
        share: smallest share of the offer at which closeness has fallen or the pattern has changed; None: nowhere.
        by: closeness or pattern; None. closeness_share: of the first alone, over draws of the parameters, a draw that
            never gets there counting as beyond every share. pattern_share: of the second alone.
        reached_in_draws: part of the draws that get there by closeness; None without draws.
        by_elasticities: closeness_share under other elasticity sets. required_multiple: how many times what the whole
            offer does it takes; None where it does nothing or the wrong thing.
        cost_at: share at which the cost is told, `share` or the whole offer. offerer_real_income_pct,
            offerer_usd_bn: change there, negative where the offerer pays.
    """

    share: float | None
    by: str | None
    closeness_share: Spread
    pattern_share: float | None
    reached_in_draws: float | None
    by_elasticities: Mapping[str, float | None]
    required_multiple: Spread
    cost_at: float
    offerer_real_income_pct: Span
    offerer_usd_bn: Span


@dataclass(frozen=True)
class Response:
    """A sweep against one behaviour of the rival.

    Args:
        name: passive or answering. size: of its answer to the whole offer. points: by share. turning: the threshold.
    """

    name: str
    size: float
    points: tuple[Point, ...]
    turning: Turning


@dataclass(frozen=True)
class Wedge:
    """All of a wedge.

    Args:
        sides: who. fall: of closeness that counts. passive, answering: the two sweeps.
        answers: tried by the rival against the whole offer. restoring: smallest part that restores closeness, or None.
        position_shift: ideal points towards the offerer that would do the same with no offer; positions are fixed here.
        world, world_sha256, deficits, elasticities, range_over: of the economy. draws, seed: of the parameters.
        terms: the whole offer and answer in words. notes: sentences that a reader must see.
    """

    sides: Sides
    fall: float
    passive: Response
    answering: Response
    answers: tuple[Answer, ...]
    restoring: float | None
    position_shift: Spread
    world: str
    world_sha256: str
    deficits: str
    elasticities: str
    range_over: tuple[str, ...]
    draws: int
    seed: int
    terms: tuple[str, ...]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The object that `multipolar wedge --json` prints."""
        plain = dataclasses.asdict(self)
        who = plain.pop("sides")
        named = {"offerer": who["offerer"], "on": who["target"], "against": who["rival"]}
        more = {"allies": who["allies"], "with_allies": who["with_allies"]}
        return {key: _listed(value) for key, value in {**named, **more, **plain}.items()}


def _listed(value: Any) -> Any:
    """Tuples as lists, all the way down."""
    if isinstance(value, dict):
        return {k: _listed(v) for k, v in value.items()}
    return [_listed(v) for v in value] if isinstance(value, list | tuple) else value


def wedge_schema() -> dict[str, Any]:
    """JSON Schema of `Wedge.to_dict()` and of what `wedge --json` prints."""
    whole, flag = {"type": "integer"}, {"type": "boolean"}
    spread = closed({f.name: NUMBER_OR_NULL for f in dataclasses.fields(Spread)})
    span = closed({f.name: NUMBER for f in dataclasses.fields(Span)})
    point = closed(
        {
            "share": described("share of the whole offer"),
            "answer": described("part of the whole answer"),
            "closeness": by_key(spread),
            "closeness_change": by_key(spread),
            "tie": by_key(spread),
            "dependence_pct_gdp": by_key(NUMBER),
            "real_income_pct": by_key({"anyOf": [{"type": "null"}, span]}),
            "pair_ties": by_key(NUMBER),
            "pattern": {"enum": list(PATTERNS)},
            "roles": by_key(TEXT),
            "likelihood": by_key(NUMBER),
        }
    )
    turning = closed(
        {
            "share": described("share of the whole offer; null where none within the sweep does it"),
            "by": {"enum": ["closeness", "pattern", None]},
            "closeness_share": spread,
            "pattern_share": NUMBER_OR_NULL,
            "reached_in_draws": NUMBER_OR_NULL,
            "by_elasticities": by_key(NUMBER_OR_NULL),
            "required_multiple": spread,
            "cost_at": NUMBER,
            "offerer_real_income_pct": span,
            "offerer_usd_bn": span,
        }
    )
    response = closed(
        {"name": TEXT, "size": NUMBER, "points": {"type": "array", "items": point}, "turning": turning}
    )  # fmt: skip
    kinds = {"size": NUMBER, "closeness": NUMBER, "restores": flag, "rival_real_income_pct": NUMBER}
    top = {
        **dict.fromkeys(("offerer", "on", "against"), TEXT),
        "allies": TEXTS,
        "with_allies": flag,
        "fall": NUMBER,
        "passive": response,
        "answering": response,
        "answers": {"type": "array", "items": closed(kinds)},
        "restoring": NUMBER_OR_NULL,
        "position_shift": spread,
        **dict.fromkeys(("world", "world_sha256", "deficits", "elasticities"), TEXT),
        "range_over": TEXTS,
        "draws": whole,
        "seed": whole,
        "terms": TEXTS,
        "notes": TEXTS,
    }
    return {"$schema": DRAFT, **closed(top)}
