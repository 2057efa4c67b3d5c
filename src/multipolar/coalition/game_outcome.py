"""What a coalition game comes to, as plain values and their JSON Schema."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from multipolar.coalition.durability import Curve, Durability
from multipolar.coalition.game import Weights
from multipolar.coalition.profiles import Profile
from multipolar.coalition.replies import Found, Play
from multipolar.coalition.stability import LEAVES, Span
from multipolar.coalition.stances import STANCES
from multipolar.coalition.verdict import WORDS, Thresholds, Verdict
from multipolar.json_schema import NUMBER, NUMBER_OR_NULL, TEXT, TEXTS, Schema, by_key, closed, described

__all__ = ["CoalitionGame", "CoalitionStudy", "Leaving", "Member", "game_schema"]


@dataclass(frozen=True)
class Leaving:
    """An outsider and what it would gain by joining in full, % of real income."""

    code: str
    gain_pct: float


@dataclass(frozen=True)
class Member:
    """One member of a coalition, the others as they are.

    Args:
        code: who. payoff_pct: all parts, % of real income. margin_pct: over its best way out, `leaves_to`.
        income_margin_pct: of that, real income alone. cost_pct: what its own commitments change of its real income,
            joining less refusing, nobody punished. closeness_shift: the same for closeness to the proposer, expected;
            None without a model of it. rivalry: with the worst rival inside, 0 to 1.
        payment_usd_mn: of the proposer's least payments that keep all members; None where none were found.
        stays_for_lambda, stays_for_rivalry: weights for which it stays, whose ends are its flip points; None: for none.
    """

    code: str
    payoff_pct: float
    margin_pct: float
    leaves_to: str
    income_margin_pct: float
    cost_pct: float
    closeness_shift: float | None
    rivalry: float
    payment_usd_mn: float | None
    stays_for_lambda: Span | None
    stays_for_rivalry: Span | None


@dataclass(frozen=True)
class CoalitionStudy:
    """One coalition: who is in it, whether it holds, at what price, for how long.

    Args:
        name: `proposed`, or the equilibrium by its number. stances: of all candidates. members, outsiders: see there.
        internally_stable, externally_stable: d'Aspremont et al. (1983). price_usd_mn: yearly payments that make all
            members stay. durability: None where nothing could be drawn.
        holds_for_lambda, holds_for_rivalry: weights for which all stay. verdict: the word. notes: sentences.
    """

    name: str
    stances: Profile
    members: tuple[Member, ...]
    outsiders: tuple[Leaving, ...]
    internally_stable: bool
    externally_stable: bool
    price_usd_mn: float | None
    durability: Durability | None
    holds_for_lambda: Span | None
    holds_for_rivalry: Span | None
    verdict: Verdict
    notes: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class CoalitionGame:
    """The game of all candidates of a scenario.

    Args:
        scenario: its name. year: whose moves hold. years: from the first move to it. proposer, target, candidates:
            codes. weights: of the payoffs. closeness_modelled: whether closeness is in them. rivals: pairs with strength.
        seed: of starts and draws. tolerance_pct: payoffs that differ by less count as equal. play: where replies end.
        payoffs: [candidate] of each equilibrium. coalitions: the proposed one first. limits: of the words.
        solved: equilibria of the economy. notes: sentences that a reader must see.
    """

    scenario: str
    year: int
    years: int
    proposer: str
    target: str
    candidates: tuple[str, ...]
    weights: Weights
    closeness_modelled: bool
    rivals: tuple[tuple[str, str, float], ...]
    seed: int
    tolerance_pct: float
    play: Play
    payoffs: dict[Profile, tuple[float, ...]]
    coalitions: tuple[CoalitionStudy, ...]
    limits: Thresholds
    solved: int
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The object under `game` in what `multipolar coalition --json` prints; missing is None."""
        plain = {
            name: getattr(self, name)
            for name in ("year", "years", "closeness_modelled", "seed", "tolerance_pct", "solved")
        }
        return {
            **plain,
            "weights": dataclasses.asdict(self.weights),
            "thresholds": dataclasses.asdict(self.limits),
            "rivals": [{"between": [a, b], "strength": s} for a, b, s in self.rivals],
            "starts": self.play.starts,
            "enumerated": self.play.enumerated,
            "decided_at_once": [self.candidates[i] for i in self.play.decided],
            "equilibria": [self._equilibrium(f) for f in self.play.equilibria],
            "cycles": [
                {"profiles": [self._by_code(p) for p in f.profiles], "share_of_starts": f.starts / self.play.starts}
                for f in self.play.cycles
            ],
            "coalitions": [self._coalition(c) for c in self.coalitions],
            "notes": list(self.notes),
        }

    def _by_code(self, profile: Profile) -> dict[str, str]:
        return dict(zip(self.candidates, profile, strict=True))

    def _equilibrium(self, found: Found) -> dict[str, Any]:
        profile = found.profiles[0]
        return {
            "stances": self._by_code(profile),
            "payoffs_pct": dict(zip(self.candidates, self.payoffs[profile], strict=True)),
            "share_of_starts": found.starts / self.play.starts,
        }

    def _coalition(self, study: CoalitionStudy) -> dict[str, Any]:
        return {
            "name": study.name,
            "stances": self._by_code(study.stances),
            "members": [dataclasses.asdict(m) for m in study.members],
            "outsiders": [dataclasses.asdict(o) for o in study.outsiders],
            "internally_stable": study.internally_stable,
            "externally_stable": study.externally_stable,
            "price_usd_mn": study.price_usd_mn,
            "durability": None if study.durability is None else self._durability(study.durability),
            "holds_for_lambda": study.holds_for_lambda and dataclasses.asdict(study.holds_for_lambda),
            "holds_for_rivalry": study.holds_for_rivalry and dataclasses.asdict(study.holds_for_rivalry),
            "verdict": study.verdict.word,
            "reasons": list(study.verdict.reasons),
            "notes": list(study.notes),
        }

    def _durability(self, held: Durability) -> dict[str, Any]:
        return {
            "draws": held.draws,
            "share": held.share,
            "interval_95": [held.low, held.high],
            "members": {self.candidates[i]: share for i, share in held.members.items()},
            "against_lambda": _plain(held.against_lambda),
            "against_rivalry": _plain(held.against_rivalry),
        }


def _plain(curve: Curve) -> dict[str, Any]:
    return {"weight": list(curve.weight), "share": list(curve.share), "flip": curve.flip}


def game_schema() -> Schema:
    """JSON Schema of `CoalitionGame.to_dict()`."""
    integer, flag = {"type": "integer"}, {"type": "boolean"}
    stances = by_key({"enum": list(STANCES)})
    return closed(
        {
            "year": integer,
            "years": integer,
            "closeness_modelled": flag,
            "seed": integer,
            "tolerance_pct": NUMBER,
            "solved": integer,
            "weights": closed({f.name: NUMBER for f in dataclasses.fields(Weights)}),
            "thresholds": closed({f.name: NUMBER for f in dataclasses.fields(Thresholds)}),
            "rivals": _list(closed({"between": TEXTS, "strength": NUMBER})),
            "starts": integer,
            "enumerated": flag,
            "decided_at_once": TEXTS,
            "equilibria": _list(closed({"stances": stances, "payoffs_pct": by_key(NUMBER), "share_of_starts": NUMBER})),
            "cycles": _list(closed({"profiles": _list(stances), "share_of_starts": NUMBER})),
            "coalitions": _list(_coalition_schema(stances)),
            "notes": TEXTS,
        }
    )


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _coalition_schema(stances: Schema) -> Schema:
    span = closed({"low": NUMBER, "high": described("null: no upper end")})
    span = {**span, "type": ["object", "null"], "description": "weights for which it holds; null: for none"}
    kinds: dict[str, Any] = {
        "str": TEXT,
        "float": NUMBER,
        "float | None": NUMBER_OR_NULL,
        "Span | None": span,
    }
    member = {f.name: kinds[str(f.type)] for f in dataclasses.fields(Member)} | {"leaves_to": {"enum": list(LEAVES)}}
    curve = closed({"weight": _list(NUMBER), "share": _list(NUMBER), "flip": NUMBER_OR_NULL})
    held = closed(
        {
            "draws": {"type": "integer"},
            "share": NUMBER,
            "interval_95": {**_list(NUMBER), "minItems": 2, "maxItems": 2},
            "members": by_key(NUMBER),
            "against_lambda": curve,
            "against_rivalry": curve,
        }
    )
    return closed(
        {
            "name": TEXT,
            "stances": stances,
            "members": _list(closed(member)),
            "outsiders": _list(closed({"code": TEXT, "gain_pct": NUMBER})),
            "internally_stable": {"type": "boolean"},
            "externally_stable": {"type": "boolean"},
            "price_usd_mn": described("million USD a year; null: none was found"),
            "durability": {**held, "type": ["object", "null"]},
            "holds_for_lambda": span,
            "holds_for_rivalry": span,
            "verdict": {"enum": list(WORDS)},
            "reasons": TEXTS,
            "notes": TEXTS,
        }
    )
