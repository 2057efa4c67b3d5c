"""Candidate moves brought together: one for each kind and sides, answers joined to what they answer, ids of their own."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Sequence
from typing import Any

from multipolar.news.merge import Act, Source
from multipolar.news.rules import EXCLUDED
from multipolar.params.default_sizes import sized_fields

__all__ = ["LONGEST_NOTE", "Fact", "Proposed", "answers", "excluded", "identified", "joined"]

LONGEST_NOTE = 1900
ORDER = ("in_force", "announced", "pledged", "threatened", "called_for")
"""From the most to the least binding status: of acts that stand for one move the first is taken."""
APART = frozenset({"tariff", "import_ban", "sanction", "export_curb", "guarantee"})
"""Kinds of which a threatened or promised move may come on top of one in force."""


@dataclasses.dataclass(frozen=True)
class Fact:
    """An act that moves nothing.

    Args:
        act: it. reason: why.
    """

    act: Act
    reason: str


@dataclasses.dataclass(frozen=True)
class Proposed:
    """A candidate move.

    Args:
        kind, fields: as a scenario file has them; open sizes are None. acts: that stand behind it. told: sentences of a
        move that no act stands behind. wider: what stands for the goods that the text names, where it is more than they.
    """

    kind: str
    fields: dict[str, Any]
    acts: tuple[Act, ...]
    told: tuple[Source, ...] = ()
    wider: str = ""

    @property
    def size(self) -> tuple[str, Any] | None:
        """Name and value of its size, None as value where it is open; None where the kind has no size or it is not given."""
        return next(((name, self.fields[name]) for name in sized_fields(self.kind) if name in self.fields), None)

    @property
    def sources(self) -> tuple[Source, ...]:
        """All passages that tell of it."""
        return (*self.told, *(s for act in self.acts for s in act.sources))

    @property
    def open(self) -> bool:
        """Whether its size is left open."""
        return any(name in self.fields and self.fields[name] is None for name in sized_fields(self.kind)[:1])


def _sides(fields: dict[str, Any]) -> tuple[Any, ...]:
    names = ("by", "on", "to", "between", "parties", "who", "body", "commodity", "commodities", "joins")
    return tuple(frozenset(v) if isinstance(v := fields.get(n), list) else frozenset({v}) for n in names)


def joined(made: Iterable[Proposed]) -> list[Proposed]:
    """Moves of one kind between the same sides (and on goods that can be the same) as one: with the most binding status, the stated size, and all acts.

    Args:
        made: one by one.
    """
    groups: dict[tuple[Any, ...], Proposed] = {}
    for move in made:
        status = move.fields["status"]
        dated = move.acts[0].date if move.kind in ("visit", "call") else None
        goods = str(move.fields.get("sectors")) if move.kind in ("import_ban", "export_curb") else None
        key: tuple[Any, ...] = (move.kind, _sides(move.fields), goods, status if move.kind in APART else None, dated)
        if move.kind == "tariff":
            key = next(
                (k for k, m in groups.items() if k[:2] + k[3:] == key[:2] + key[3:] and _alike(m, move)),
                (*key[:2], len(groups), *key[3:]),
            )
        held = groups.get(key)
        groups[key] = move if held is None else _one_of(held, move)
    return _of_one_sentence(list(groups.values()))


def _alike(a: Proposed, b: Proposed) -> bool:
    """Whether two duties can be on the same goods: those of which one names none, or both the same sectors."""
    named = [move.fields.get("sectors", "goods") for move in (a, b)]
    return "goods" in named or named[0] == named[1]


def _of_one_sentence(moves: list[Proposed]) -> list[Proposed]:
    """Contacts of one sentence with several states as one move with several names."""
    result: dict[tuple[Any, ...], Proposed] = {}
    for k, move in enumerate(moves):
        where = move.fields["source"]
        key: tuple[Any, ...] = (k,)
        if move.kind in ("visit", "call"):
            key = (
                move.kind,
                str(move.fields["by"]),
                where["file"],
                where["start"],
                move.fields["status"],
                move.fields["rank"],
            )
        held = result.get(key)
        if held is None:
            result[key] = move
            continue
        to = [*_names(held.fields["to"]), *(n for n in _names(move.fields["to"]) if n not in _names(held.fields["to"]))]
        result[key] = Proposed(move.kind, {**held.fields, "to": to}, (*held.acts, *move.acts), held.told)
    return list(result.values())


def _names(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _one_of(a: Proposed, b: Proposed) -> Proposed:
    first, second = sorted((a, b), key=lambda m: (ORDER.index(m.fields["status"]), m.open))
    where = second.fields["source"]
    note = f"{first.fields['note']} Also {second.fields['status']} in {where['file']} {where['start']}-{where['end']}."
    fields = {**first.fields, "note": note if len(note) <= LONGEST_NOTE else first.fields["note"]}
    acts, told = (*first.acts, *second.acts), (*first.told, *second.told)
    return dataclasses.replace(first, fields=fields, acts=acts, told=told)


def answers(moves: list[Proposed]) -> list[Proposed]:
    """A duty that is told as an answer to an earlier one without a rate of its own is a retaliation.

    Args:
        moves: joined.
    """
    result: list[Proposed] = []
    for move in moves:
        told = " ".join(s.sentence for s in move.sources)
        answered = next(
            (
                k for k, m in enumerate(moves)
                if m.kind == "tariff" and (m.fields["by"], m.fields["on"]) == (move.fields.get("on"), move.fields.get("by"))
            ),
            None,
        )  # fmt: skip
        reply = re.search(
            r"\b(?:retaliat\w+|in response|counter-?\s?tariffs?|tit[- ]for[- ]tat|answer\w*)\b", told, re.I
        )
        if (
            move.kind == "tariff"
            and move.open
            and answered is not None
            and reply
            and not _is_answer(move, moves[answered])
        ):
            fields = {k: v for k, v in move.fields.items() if k not in ("on", "add_pp", "sectors", "size")}
            result.append(
                Proposed(
                    "retaliation",
                    {"by": fields.pop("by"), "against": moves[answered], "kind": "mirror", **fields},
                    move.acts,
                )
            )
        else:
            result.append(move)
    return result


def _is_answer(move: Proposed, other: Proposed) -> bool:
    """Whether the other duty is the answer, by which comes first in the text."""
    a, b = move.acts[0].events[0], other.acts[0].events[0]
    return a.file == b.file and a.start < b.start


def identified(moves: list[Proposed]) -> list[Proposed]:
    """Moves with ids of their own, duties in front of what answers them.

    Args:
        moves: with answers as objects.
    """
    taken: set[str] = set()
    result: list[Proposed] = []
    names: dict[int, str] = {}
    for move in sorted(moves, key=lambda m: m.kind == "retaliation"):
        sides = [move.fields.get(n) for n in ("by", "who", "between", "parties", "body", "on", "to", "commodity")]
        words = [move.kind.split("_")[-1], *("-".join(s[:3]) if isinstance(s, list) else str(s) for s in sides if s)]
        base = re.sub(r"[^a-z0-9]+", "-", "-".join(words).lower()).strip("-")[:60]
        name = next(n for n in (base, *(f"{base}-{k}" for k in range(2, 5000))) if n not in taken)
        taken.add(name)
        names[id(move)] = name
        fields = {**move.fields, "id": name}
        if move.kind == "retaliation":
            if id(fields["against"]) not in names:
                continue
            fields["against"] = names[id(fields["against"])]
        result.append(dataclasses.replace(move, fields=_ordered(fields)))
    return result


def _ordered(fields: dict[str, Any]) -> dict[str, Any]:
    last = ("from", "id", "status", "probability", "source", "size", "note")
    return dict(sorted(fields.items(), key=lambda item: last.index(item[0]) if item[0] in last else -1))


def excluded(moves: list[Proposed], facts: Sequence[Fact]) -> list[Proposed]:
    """Peace deals with those whom the text calls left out of them.

    Args:
        moves: candidates. facts: acts that move nothing.
    """
    result = []
    for move in moves:
        parties = set(move.fields.get("parties", ()))
        out: set[str] = set()
        for fact in facts if parties else ():
            codes = {a.code for a in (*fact.act.source, *fact.act.target)}
            if fact.reason == EXCLUDED and codes & parties:
                out |= {c for c in codes - parties if len(c) == 3 and c.isalpha()}
        result.append(dataclasses.replace(move, fields={**move.fields, "excludes": sorted(out)}) if out else move)
    return result
