"""What a third country's choice comes to: payoffs with ranges, the margin, and the price of joining."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from multipolar.coalition.players import Player
from multipolar.json_schema import DRAFT, NUMBER, NUMBER_OR_NULL, TEXT, TEXTS, closed
from multipolar.result import SIGN_TOLERANCE_PCT

__all__ = ["CandidateChoice", "CoalitionChoices", "Payoff", "break_even", "coalition_schema"]

CAUTION = ("refuse", "hedge", "join")
"""Stances from the least to the most change."""


@dataclass(frozen=True)
class Payoff:
    """Change of real income under one stance, per cent.

    Args:
        unpunished_pct, punished_pct: without and with the punishment that the stance draws.
        expected_pct: the two weighted with the probability of punishment.
        low_pct, high_pct: smallest and largest expected payoff over deficit closures and elasticity sets.
    """

    unpunished_pct: float
    punished_pct: float
    expected_pct: float
    low_pct: float
    high_pct: float


@dataclass(frozen=True)
class CandidateChoice:
    """The choice of one candidate, the others as the scenario has them.

    Args:
        player: who decides. income_usd_mn: baseline income. payoffs: by stance.
        margin_pct: expected payoff of joining less that of refusing, % of real income; low, high: its range.
        reversed_by: closures and sets under which the margin has the other sign.
        break_even_probability: of punishment, at which joining and refusing are worth the same; None if at none.
        side_payment_usd_mn: least yearly payment of the proposer at which joining is worth as much as refusing, 0
            where it is worth more already, None where none was found; solved with the transfer in the equilibrium.
        first_order_payment_usd_mn: the same as minus the margin times income. notes: sentences.
    """

    player: Player
    income_usd_mn: float
    payoffs: Mapping[str, Payoff]
    margin_pct: float
    margin_low_pct: float
    margin_high_pct: float
    reversed_by: tuple[str, ...]
    break_even_probability: float | None
    side_payment_usd_mn: float | None
    first_order_payment_usd_mn: float
    notes: tuple[str, ...]

    @property
    def best(self) -> str:
        """The stance with the largest expected payoff; what prints as the same counts as a tie and changes nothing."""
        most = max(p.expected_pct for p in self.payoffs.values())
        return next(s for s in CAUTION if self.payoffs[s].expected_pct >= most - SIGN_TOLERANCE_PCT)

    @property
    def sign_uncertain(self) -> bool:
        """Whether the margin lies on both sides of zero over closures and sets."""
        return bool(self.reversed_by)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; missing is None."""
        return {
            "code": self.player.code,
            "name": self.player.name,
            "members": list(self.player.members),
            "income_usd_mn": self.income_usd_mn,
            "payoffs": {stance: dataclasses.asdict(payoff) for stance, payoff in self.payoffs.items()},
            "margin_pct": self.margin_pct,
            "margin_range_pct": [self.margin_low_pct, self.margin_high_pct],
            "sign_uncertain": self.sign_uncertain,
            "reversed_by": list(self.reversed_by),
            "joins_rather_than_refuses": self.margin_pct > 0,
            "best": self.best,
            "break_even_probability": self.break_even_probability,
            "side_payment_usd_mn": self.side_payment_usd_mn,
            "first_order_payment_usd_mn": self.first_order_payment_usd_mn,
            "notes": list(self.notes),
        }


@dataclass(frozen=True)
class CoalitionChoices:
    """Every candidate's choice, one at a time.

    Args:
        scenario: its name. world, world_sha256: the data. year: whose moves hold. deficits, elasticities: of the
            figures; range_over: what the ranges span. proposer, target: who asks, against whom.
        by_proposer_pp, by_target_pp, probability: the punishment. strategic_sectors: where a hedger joins.
        candidates: in the order of the file. notes: sentences that a reader must see.
    """

    scenario: str
    world: str
    world_sha256: str
    year: int
    deficits: str
    elasticities: str
    range_over: str
    proposer: Player
    target: Player
    by_proposer_pp: float
    by_target_pp: float
    probability: float
    strategic_sectors: tuple[str, ...]
    candidates: tuple[CandidateChoice, ...]
    notes: tuple[str, ...]

    def candidate(self, code: str) -> CandidateChoice:
        """The choice of one candidate by its code.

        Raises:
            KeyError: not among the candidates.
        """
        return {c.player.code: c for c in self.candidates}[code]

    def to_dict(self) -> dict[str, Any]:
        """The object that `multipolar coalition --json` prints."""
        plain = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return {
            **plain,
            "proposer": self.proposer.code,
            "target": self.target.code,
            "strategic_sectors": list(self.strategic_sectors),
            "candidates": [c.to_dict() for c in self.candidates],
            "notes": list(self.notes),
        }


def coalition_schema() -> dict[str, Any]:
    """JSON Schema of what `coalition --json` prints: `CoalitionChoices.to_dict()` with the game of all under `game`."""
    from multipolar.coalition.game_outcome import game_schema

    payoff = closed({f.name: NUMBER for f in dataclasses.fields(Payoff)})
    candidate = {
        "code": TEXT,
        "name": TEXT,
        "members": TEXTS,
        "income_usd_mn": NUMBER,
        "payoffs": closed(dict.fromkeys(("join", "hedge", "refuse"), payoff)),
        "margin_pct": NUMBER,
        "margin_range_pct": {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2},
        "sign_uncertain": {"type": "boolean"},
        "reversed_by": TEXTS,
        "joins_rather_than_refuses": {"type": "boolean"},
        "best": {"enum": ["join", "hedge", "refuse"]},
        "break_even_probability": NUMBER_OR_NULL,
        "side_payment_usd_mn": NUMBER_OR_NULL,
        "first_order_payment_usd_mn": NUMBER,
        "notes": TEXTS,
    }
    kinds = {"str": TEXT, "float": NUMBER, "int": {"type": "integer"}, "Player": TEXT, "tuple[str, ...]": TEXTS}
    top = {f.name: kinds[str(f.type)] for f in dataclasses.fields(CoalitionChoices) if f.name != "candidates"}
    schema = closed({**top, "candidates": {"type": "array", "items": closed(candidate)}, "game": game_schema()})
    return {"$schema": DRAFT, **schema}


def break_even(unpunished: float, punished: float) -> float | None:
    """Probability at which a margin that is linear in it is zero; None if it has one sign from 0 to 1.

    Args:
        unpunished, punished: the margin at probability 0 and 1.
    """
    if unpunished == punished:
        return None
    at = unpunished / (unpunished - punished)
    return at if math.isfinite(at) and 0 <= at <= 1 else None
