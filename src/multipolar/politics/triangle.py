"""The strategic triangle: what the signs of three ties make of three powers.

Dittmer (1981), The strategic triangle: an elementary game-theoretical analysis, World Politics 33(4), 485-515, for
menage a trois, romantic triangle and stable marriage; the triangle of three foes was added later as 'unit veto'
(Dittmer 1987; role names as in Wu 1996). A tie within a band around 0 has no clear sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError
from multipolar.json_schema import DRAFT, NUMBER, TEXT, TEXTS, by_key, closed
from multipolar.params.read import read_table
from multipolar.politics.dyads import PairTie, TieTable, draw_weights, pair_components, pair_tie, tie_components

__all__ = ["PATTERNS", "Triangle", "pair_schema", "pattern_of", "strategic_triangle", "triangle_schema"]

Array = npt.NDArray[np.float64]

PATTERNS = ("menage a trois", "romantic triangle", "stable marriage", "unit veto")
"""By the number of negative ties: none, one, two, three."""
PAIRS = ((0, 1), (0, 2), (1, 2))
DRAWS, SEED = 2000, 0


@dataclass(frozen=True)
class Triangle:
    """Three powers, their ties, the pattern and the roles.

    Args:
        year: of the ties. powers: three ISO3. ties: of the three pairs in the order 01, 02, 12. pattern: by the signs
            of the ties as weighted. roles: by power. signs: '+', '-' for each pair. ambiguous: pairs whose tie lies
            within the band. left_out: components not counted. likelihood: share of the draws of weights in which each
            pattern with its roles comes out, the most likely first; `sign_shares`: share of draws in which each tie
            is positive. facing_weakest: the power that faces the weakest of the three ties, which has a better tie
            with both others than they have with each other, whatever the signs. draws, band: as drawn and used.
    """

    year: int
    powers: tuple[str, str, str]
    ties: tuple[PairTie, PairTie, PairTie]
    pattern: str
    roles: Mapping[str, str]
    signs: tuple[str, str, str]
    ambiguous: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    likelihood: Mapping[str, float]
    sign_shares: tuple[float, float, float]
    facing_weakest: str
    draws: int
    band: float

    def to_dict(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "year": self.year,
            "powers": list(self.powers),
            "pattern": self.pattern,
            "roles": dict(self.roles),
            "signs": dict(zip(_names(self.powers), self.signs, strict=True)),
            "ties": {n: t.to_dict() for n, t in zip(_names(self.powers), self.ties, strict=True)},
            "share_positive": dict(zip(_names(self.powers), self.sign_shares, strict=True)),
            "ambiguous": ["-".join(pair) for pair in self.ambiguous],
            "likelihood": dict(self.likelihood),
            "facing_weakest": self.facing_weakest,
            "left_out": list(self.left_out),
            "draws": self.draws,
            "band": self.band,
        }


def pattern_of(positive: Sequence[bool], powers: Sequence[str]) -> tuple[str, dict[str, str]]:
    """Pattern and roles from the signs of the ties 01, 02 and 12 of three powers.

    Args:
        positive: whether each tie is. powers: three names.
    """
    friends = {
        name: sum(p for p, pair in zip(positive, PAIRS, strict=True) if n in pair) for n, name in enumerate(powers)
    }
    pattern = PATTERNS[3 - sum(positive)]
    words = {
        "menage a trois": {2: "friend"},
        "romantic triangle": {2: "pivot", 1: "wing"},
        "stable marriage": {1: "partner", 0: "outcast"},
        "unit veto": {0: "foe"},
    }[pattern]
    return pattern, {name: words[count] for name, count in friends.items()}


def strategic_triangle(
    year: int,
    powers: Sequence[str] = ("USA", "CHN", "RUS"),
    *,
    carry: int = 0,
    leave_out: Sequence[str] = (),
    table: TieTable | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Triangle:
    """Pattern and roles of three powers in a year, with the share of draws of the weights that agrees.

    Args:
        year: of the ties. powers: three named powers. carry: as in `tie_components`. leave_out: components not counted.
        table: ties to use instead, for instance after a dose; `year` and `carry` are then its own. draws, seed: of
            the weights.

    Raises:
        LabelError: no such power or component. InputError: not three different powers, or a pair without any data.
    """
    if len(set(powers)) != 3 or len(powers) != 3:
        raise InputError(f"triangle: give three different powers, not {', '.join(powers)}.")
    known = tie_components(year, powers, carry) if table is None else table
    three = (powers[0], powers[1], powers[2])
    pairs = [(three[i], three[j]) for i, j in PAIRS]
    ties = [pair_tie(known, a, b, leave_out=leave_out) for a, b in pairs]
    values = []
    for found in ties:
        if found.value is None:
            raise InputError(f"triangle: no data on {found.a} and {found.b} in {known.year}.")
        values.append(found.value)
    weights = draw_weights(draws, seed)
    for name in leave_out:
        weights[:, known.components.index(name)] = 0
    drawn = np.stack([_drawn(pair_components(known, a, b)[0], weights) for a, b in pairs], axis=1)
    counts: dict[str, int] = {}
    for signs, count in zip(*np.unique(drawn > 0, axis=0, return_counts=True), strict=True):
        name, roles = pattern_of([bool(s) for s in signs], three)
        counts[_called(name, roles)] = int(count)
    band = float(read_table("ties")["band"]["value"])
    pattern, roles = pattern_of([v > 0 for v in values], three)
    return Triangle(
        year=known.year,
        powers=three,
        ties=(ties[0], ties[1], ties[2]),
        pattern=pattern,
        roles=roles,
        signs=tuple("+" if v > 0 else "-" for v in values),  # type: ignore[arg-type]
        ambiguous=tuple(p for p, v in zip(pairs, values, strict=True) if abs(v) < band),
        left_out=tuple(leave_out),
        likelihood={n: c / draws for n, c in sorted(counts.items(), key=lambda x: -x[1])},
        sign_shares=tuple(float(s) for s in (drawn > 0).mean(axis=0)),  # type: ignore[arg-type]
        facing_weakest=three[2 - int(np.argmin(values))],
        draws=draws,
        band=band,
    )


def _called(pattern: str, roles: Mapping[str, str]) -> str:
    """Pattern with who stands apart in it."""
    apart = [f"{role} {name}" for name, role in roles.items() if role in ("pivot", "outcast")]
    return ", ".join([pattern, *apart])


def _drawn(values: Array, weights: Array) -> Array:
    """[draw] weighted mean of one pair's components."""
    known = np.isfinite(values)
    return np.asarray(weights[:, known] @ values[known] / weights[:, known].sum(axis=1))


def _names(powers: Sequence[str]) -> list[str]:
    return [f"{powers[i]}-{powers[j]}" for i, j in PAIRS]


def pair_schema() -> dict[str, Any]:
    """JSON Schema of `PairTie.to_dict()`."""
    number, year = {"type": ["number", "null"]}, {"type": ["integer", "null"]}
    texts = dict.fromkeys(("a", "b", "a_name", "b_name"), TEXT)
    span = {"type": ["array", "null"], "items": NUMBER, "minItems": 2, "maxItems": 2}
    rest = {
        "tie": number,
        "interval": span,
        "components": by_key(number),
        "vintage": by_key(year),
        "shares": by_key(number),
    }
    return closed({**texts, "year": {"type": "integer"}, **rest})


def triangle_schema() -> dict[str, Any]:
    """JSON Schema of what `multipolar triangle --json` prints: `Triangle.to_dict()` for each year."""
    whole = {"type": "integer"}
    one = closed(
        {
            "year": whole,
            "powers": TEXTS,
            "pattern": {"enum": list(PATTERNS)},
            "roles": by_key(TEXT),
            "signs": by_key({"enum": ["+", "-"]}),
            "ties": by_key(pair_schema()),
            "share_positive": by_key(NUMBER),
            "ambiguous": TEXTS,
            "likelihood": by_key(NUMBER),
            "facing_weakest": TEXT,
            "left_out": TEXTS,
            "draws": whole,
            "band": NUMBER,
        }
    )
    return closed({"triangles": {"type": "array", "items": one}}) | {"$schema": DRAFT}
