"""Two lists of moves on the same text side by side: which agree, which stand only in one, and where those that agree differ."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from multipolar.moves import Move
from multipolar.news.document import Document
from multipolar.params.default_sizes import DEFAULT_SIZE, sized_fields
from multipolar.scenario import Scenario, load_scenario, packaged_scenarios

__all__ = ["Comparison", "Pair", "compare_moves", "packaged_for"]

ALIKE = {"visit": "contact", "call": "contact", "trade_agreement": "trade", "trade_cost": "trade", "transfer": "money", "aid": "money",
         "infrastructure_finance": "money", "tariff": "duty", "retaliation": "duty", "export_curb": "curb", "sanction": "curb",
         "import_ban": "curb"}  # fmt: skip
"""Kinds that stand for one another: moves of one family on the same sides are compared, and the kinds are said to differ."""


@dataclasses.dataclass(frozen=True)
class Pair:
    """Two moves that stand for one act.

    Args:
        here, there: the moves. differences: fields in words.
    """

    here: Move
    there: Move
    differences: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Comparison:
    """Moves of two lists.

    Args:
        name: of the other list. agree: pairs. only_here, only_there: moves without a counterpart.
    """

    name: str
    agree: tuple[Pair, ...]
    only_here: tuple[Move, ...]
    only_there: tuple[Move, ...]

    def to_dict(self) -> dict[str, Any]:
        """As plain values: ids of moves, differences in words."""
        return {
            "with": self.name,
            "agree": [{"here": _name(p.here), "there": _name(p.there), "differences": list(p.differences)} for p in self.agree],
            "only_here": [_name(m) for m in self.only_here],
            "only_there": [_name(m) for m in self.only_there],
        }  # fmt: skip

    def sentences(self) -> list[str]:
        """The comparison in lines for people."""
        found = [
            f"compared with {self.name}: {len(self.agree)} moves agree, {len(self.only_here)} only here, {len(self.only_there)} only there"
        ]
        for pair in self.agree:
            told = f": {'; '.join(pair.differences)}" if pair.differences else ""
            found.append(f"  both: {_name(pair.here)} = {_name(pair.there)}{told}")
        found += [f"  only here: {_told(m)}" for m in self.only_here]
        found += [f"  only there: {_told(m)}" for m in self.only_there]
        return found


def compare_moves(here: Sequence[Move], there: Sequence[Move], name: str = "the other scenario") -> Comparison:
    """Pairs of moves that stand for one act, by kind and sides, the most alike first; each move has one counterpart at most.

    Args:
        here, there: the moves. name: of the other list, for people.
    """
    ids = {m.id: m for m in (*here, *there) if m.id}
    scored = sorted(
        ((_alike(a, b, ids), -i, -j) for i, a in enumerate(here) for j, b in enumerate(there)), reverse=True
    )
    left, right = set(range(len(here))), set(range(len(there)))
    pairs: dict[int, int] = {}
    for score, i, j in scored:
        if score > 0 and -i in left and -j in right:
            left.discard(-i)
            right.discard(-j)
            pairs[-i] = -j
    agree = tuple(Pair(here[i], there[j], tuple(_differences(here[i], there[j]))) for i, j in sorted(pairs.items()))
    return Comparison(name, agree, tuple(here[i] for i in sorted(left)), tuple(there[j] for j in sorted(right)))


def packaged_for(documents: Iterable[Document]) -> list[Scenario]:
    """Packaged scenarios that cite one of the documents, by checksum.

    Args:
        documents: that were read.
    """
    sums = {d.sha256 for d in documents}
    loaded = (load_scenario(name) for name in packaged_scenarios())
    return [s for s in loaded if any(d.sha256 in sums for d in s.documents)]


def _sides(move: Move, ids: dict[str, Move]) -> tuple[set[str], set[str]]:
    held = dict(move.named())
    between = {c for n in ("between", "parties", "includes") for c in held.get(n, ())}
    by = {c for n in ("by", "who") for c in held.get(n, ())}
    to = {c for n in ("on", "to") for c in held.get(n, ())}
    answered = ids.get(getattr(move, "against", None) or "")
    if answered is not None:
        to |= _sides(answered, {})[0]
    body = getattr(move, "body", None)
    named = {str(body)} if body else set()
    return (between or by or named, between or to | named)


def _overlap(a: set[str], b: set[str]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def _alike(a: Move, b: Move, ids: dict[str, Move]) -> float:
    """How alike two moves are, 0 where they stand for different acts."""
    if ALIKE.get(a.kind, a.kind) != ALIKE.get(b.kind, b.kind):
        return 0.0
    if getattr(a, "commodity", None) != getattr(b, "commodity", None):
        return 0.0
    (by_a, to_a), (by_b, to_b) = _sides(a, ids), _sides(b, ids)
    straight = min(_overlap(by_a, by_b), _overlap(to_a, to_b)) if to_a and to_b else _overlap(by_a, by_b)
    mutual = ALIKE.get(a.kind) in ("contact", "trade") or a.kind in ("peace_deal", "guarantee")
    turned = min(_overlap(by_a, to_b), _overlap(to_a, by_b)) if mutual and to_a and to_b else 0.0
    sides = max(straight, 0.9 * turned)
    if sides < (0.4 if getattr(a, "between", None) else 0.15):
        return 0.0
    score: float = sides + (0.5 if a.kind == b.kind else 0) + (0.25 if a.status == b.status else 0)
    return score + (0.1 if _size(a) == _size(b) else 0)


def _size(move: Move) -> Any:
    names = sized_fields(move.kind)
    return getattr(move, names[0], None) if names else None


def _differences(a: Move, b: Move) -> Iterable[str]:
    if a.kind != b.kind:
        yield f"kind {a.kind}, there {b.kind}"
    if a.status != b.status:
        yield f"status {a.status}, there {b.status}"
    for what in ("by", "on", "to", "between", "parties", "includes", "excludes", "commodities"):
        mine, other = set(getattr(a, what, None) or ()), set(getattr(b, what, None) or ())
        if mine != other and a.kind == b.kind:
            yield f"{what} {_words(mine)}, there {_words(other)}"
    if a.kind == b.kind and _size(a) != _size(b):
        label = f" ({DEFAULT_SIZE})" if a.size == DEFAULT_SIZE else ""
        yield f"{sized_fields(a.kind)[0]} {_number(_size(a))}{label}, there {_number(_size(b))}"
    if getattr(a, "rank", None) != getattr(b, "rank", None) and a.kind == b.kind:
        yield f"rank {getattr(a, 'rank', None)}, there {getattr(b, 'rank', None)}"


def _words(names: set[str]) -> str:
    return "+".join(sorted(names)) or "none"


def _number(value: Any) -> str:
    return f"{value:g}" if isinstance(value, int | float) else "none"


def _name(move: Move) -> str:
    return move.id or move.kind


def _told(move: Move) -> str:
    sides = [f"{what} {'+'.join(names)}" for what, names in move.named()]
    return f"{_name(move)} ({move.kind}{', ' + ', '.join(sides) if sides else ''}, {move.status})"
