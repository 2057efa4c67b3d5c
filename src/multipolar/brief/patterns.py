"""The patterns by which claims are found, read from `patterns.yaml`."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

import yaml

from multipolar.errors import InputError

__all__ = ["Pattern", "Patterns", "packaged_patterns"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
KEYS = frozenset(
    [
        "id", "kind", "nouns", "verbs", "adjectives", "a", "b", "both", "phrase", "not_phrase", "clause", "with_object",
        "sides", "existing", "options",
    ]
)  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Pattern:
    """One way to find a claim; fields as in `patterns.yaml`, words as compiled expressions."""

    id: str
    kind: str
    nouns: frozenset[str]
    verbs: frozenset[str]
    adjectives: frozenset[str]
    a: tuple[str, ...]
    b: tuple[str, ...]
    both: tuple[str, ...]
    phrase: re.Pattern[str] | None
    not_phrase: re.Pattern[str] | None
    clause: re.Pattern[str] | None
    with_object: re.Pattern[str] | None
    sides: int
    existing: bool
    options: Mapping[str, Any]


@dataclasses.dataclass(frozen=True)
class Patterns:
    """All patterns, by the lemma of their trigger.

    Args:
        by_lemma: patterns of a lemma and a kind of trigger (nouns, verbs, adjectives). flags: by name, for words of a phrase.
        up, down: verbs of change. factor: how many times, by verb. potential: words that deny that a thing exists.
    """

    by_lemma: Mapping[tuple[str, str], tuple[Pattern, ...]]
    flags: Mapping[str, re.Pattern[str]]
    up: frozenset[str]
    down: frozenset[str]
    factor: Mapping[str, float]
    potential: re.Pattern[str]


@functools.cache
def packaged_patterns() -> Patterns:
    """The packaged patterns.

    Raises:
        InputError: an entry that cannot be read.
    """
    text = resources.files("multipolar").joinpath("brief/patterns.yaml").read_text(encoding="utf8")
    table = yaml.load(text, Loader=_LOADER)
    found: dict[tuple[str, str], list[Pattern]] = {}
    for entry in table["patterns"]:
        unknown = set(entry) - KEYS
        if unknown:
            raise InputError(
                f"patterns.yaml: {entry.get('id')}: unknown key {sorted(unknown)[0]!r}; known: {', '.join(sorted(KEYS))}."
            )
        pattern = _pattern(entry)
        for kind in ("nouns", "verbs", "adjectives"):
            for lemma in getattr(pattern, kind):
                found.setdefault((lemma, kind), []).append(pattern)
    trends = table["trend_verbs"]
    return Patterns(
        {key: tuple(patterns) for key, patterns in found.items()},
        {name: re.compile(words, re.IGNORECASE) for name, words in table["flags"].items()},
        frozenset(trends["up"]),
        frozenset(trends["down"]),
        trends["factor"],
        re.compile(table["potential"], re.IGNORECASE),
    )


def _pattern(entry: Mapping[str, Any]) -> Pattern:
    def words(key: str) -> re.Pattern[str] | None:
        return re.compile(entry[key], re.IGNORECASE) if key in entry else None

    return Pattern(
        id=entry["id"],
        kind=entry["kind"],
        nouns=frozenset(entry.get("nouns", ())),
        verbs=frozenset(entry.get("verbs", ())),
        adjectives=frozenset(entry.get("adjectives", ())),
        a=tuple(entry.get("a", ())),
        b=tuple(entry.get("b", ())),
        both=tuple(entry.get("both", ())),
        phrase=words("phrase"),
        not_phrase=words("not_phrase"),
        clause=words("clause"),
        with_object=words("with_object"),
        sides=int(entry.get("sides", 2)),
        existing=bool(entry.get("existing", False)),
        options=dict(entry.get("options", {})),
    )
