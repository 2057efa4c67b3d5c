"""Vague groups by rule: allies of a state just named, more than twenty countries, the world."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from multipolar.news.gazetteer.syntax import SUBJECTS
from multipolar.news.records import Actor, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["vague_groups"]

ALLIES = re.compile(r"\b(allies|partners)\b")
MANY = re.compile(
    r"\b(?:\d+|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|twenty|thirty|forty|fifty|[a-z]+ty-[a-z]+|"
    r"hundreds? of|dozens? of|scores of|a (?:number|group|handful|range|host) of|numerous|various|certain|dozens?)\s+"
    r"(?:(?!of\b)[a-z-]+\s+){0,2}?(?:countries|nations|governments|world leaders|member states|capitals)\b",
)
BARE = re.compile(
    r"(?<![A-Za-z-] )(?<![\w'’-])(?:countries|nations)\b(?!\s+(?:such|like|including|in|of|from|across|with|on|around|outside)\b)"
    r"|\b(?:among|between|from|to|by|for|against|with|of|that|as|and|urge[sd]?|other|more|these)\s+(?P<bare>countries|nations)\b"
    r"(?!\s+(?:such|like|including|in|of|from|across|on|around|outside)\b)|\ball\s+(?:relevant\s+|concerned\s+)?(?:parties|sides)\b"
)
THESE = frozenset(("the", "these", "those", "its", "their", "all"))
NATIONAL = frozenset(("state", "capital", "seat", "leader", "office"))
AMERICAN = frozenset(("USA", "@WEST", "NATO"))


def vague_groups(text: str, tokens: Sequence[Token], starts: Sequence[int], found: Sequence[Mention]) -> list[Mention]:
    """Groups that a sentence names without a proper name.

    Args:
        text: of the sentence. tokens, starts: of the parser, in it. found: other mentions, which are not covered.
    """
    added = [*_allies(text, found), *_many(text), *_world(tokens, starts)]
    free: list[Mention] = []
    for mention in added:
        if not any(m.start < mention.end and mention.start < m.end for m in (*found, *free)):
            free.append(mention)
    return free


def _allies(text: str, found: Sequence[Mention]) -> list[Mention]:
    """Allies of a state just named: those of the US, or other states; allies of a person are nobody."""
    added: list[Mention] = []
    for match in ALLIES.finditer(text):
        before = [m for m in found if m.end <= match.start() and len(text[m.end : match.start()].split()) <= 2]
        owner = max(before, key=lambda m: m.end, default=None)
        if owner is not None and any(w in text[owner.end : match.start()] for w in (",", ";", " and ")):
            owner = None
        if owner is not None and owner.actors[0].code.startswith("@"):
            continue
        if (owner is None and match[1] == "partners") or (owner is not None and owner.kind == "leader"):
            continue
        subject = owner or next((m for m in sorted(found, key=lambda m: m.start) if m.kind in NATIONAL), None)
        usa = subject is not None and subject.actors[0].code in AMERICAN
        code = "@US_ALLIES" if usa else "@WORLD"
        added.append(Mention(match.start(), match.end(), (Actor(code),), "group", 0.8 if owner else 0.6))
    return added


def _many(text: str) -> list[Mention]:
    """Numbers of countries that are not named before: more than twenty countries."""
    matches = [m for m in MANY.finditer(text) if text[: m.start()].lower().split()[-1:] not in ([w] for w in THESE)]
    many = [Mention(m.start(), m.end(), (Actor("@WORLD"),), "group", 0.8) for m in matches]
    bare = [m.span("bare") if m["bare"] else m.span() for m in BARE.finditer(text)]
    return many + [Mention(start, end, (Actor("@WORLD"),), "group", 0.55) for start, end in bare]


def _world(tokens: Sequence[Token], starts: Sequence[int]) -> list[Mention]:
    """The world as one who acts: the world has turned its back."""
    return [
        Mention(start, start + len(token), (Actor("@WORLD"),), "group", 0.6)
        for token, start in zip(tokens, starts, strict=True)
        if token.text == "world" and token.dep_ in SUBJECTS and all(c.dep_ == "det" for c in token.children)
    ]
