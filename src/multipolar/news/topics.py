"""What an act is about, and the words and statuses of scenario files that stand for those of news."""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

import yaml

from multipolar.news.merge import Act
from multipolar.news.records import Actor, Event

__all__ = [
    "Subject",
    "first_word",
    "group_names",
    "names_topic",
    "penalty_of",
    "status_of_move",
    "subject_of",
    "table",
    "theatres",
]

TAIL, NEAR, FAR = 30, 60, 220
"""Characters of the evidence's end, and behind it near and at most, in which words say what the act is about."""


@functools.cache
def table() -> Mapping[str, Any]:
    """The packaged lists by which acts become moves, own judgement."""
    text = resources.files("multipolar").joinpath("data/news/proposal.yaml").read_text(encoding="utf8")
    loaded: Mapping[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return loaded


@dataclasses.dataclass(frozen=True)
class Subject:
    """What an act is about.

    Args:
        act: it. near: event by topic that its instrument, its words or those close behind name. far: likewise up to the end of
        the sentence or the next act in it. words: of all evidence and a little behind.
    """

    act: Act
    near: Mapping[str, Event]
    far: Mapping[str, Event]
    words: str

    def about(self, *topics: str) -> bool:
        """Whether one of the topics is named by the act itself.

        Args:
            topics: names of the table.
        """
        return any(topic in self.near for topic in topics)

    def around(self, *topics: str) -> bool:
        """Whether one of the topics is named by the act or by what follows it in its sentence.

        Args:
            topics: names of the table.
        """
        return any(topic in self.near or topic in self.far for topic in topics)

    def event(self, *topics: str) -> Event:
        """The event that names one of the topics, else the first.

        Args:
            topics: names of the table.
        """
        for held in (self.near, self.far):
            for topic in topics:
                if topic in held:
                    return held[topic]
        return self.act.events[0]


def subject_of(act: Act, starts: Mapping[tuple[str, int], Sequence[int]]) -> Subject:
    """What an act is about, by the instruments of its events and the words of their evidence and behind it.

    Args:
        act: merged. starts: offsets of the evidence of all acts, by file and start of the sentence.
    """
    near: dict[str, Event] = {}
    far: dict[str, Event] = {}
    own = {(e.file, e.start) for e in act.events}
    for e in act.events:
        others = starts.get((e.file, e.sentence_start), ())
        later = [s for s in others if s >= e.end and (e.file, s) not in own]
        rest = e.sentence[e.end - e.sentence_start :][: min([FAR, *(s - e.end for s in later)])]
        rest = re.split(r"[;.]\s| but | while ", " ".join(rest.split()))[0]
        close = f"{' '.join(e.evidence.split())} {re.split(r'[,;]', rest)[0][:NEAR]}"
        for topic, pattern in _patterns().items():
            if e.instrument in table()["topics"][topic]["instruments"] or pattern.search(close):
                near.setdefault(topic, e)
            if pattern.search(rest):
                far.setdefault(topic, e)
    words = " . ".join(_words(e) for e in act.events)
    return Subject(act, near, far, words)


def penalty_of(act: Act) -> str | None:
    """Which penalty an act imposes: by its instrument, else by the words nearest to the end of its evidence.

    Args:
        act: merged.
    """
    kinds = ("export curb", "import ban", "tariff", "decoupling", "sanction")
    for e in act.events:
        exact = next((k for k in kinds[:-1] if e.instrument in table()["topics"][k]["instruments"]), None)
        if exact is not None:
            return exact
    for e in act.events:
        rest = re.split(r"[,;]", " ".join(e.sentence[e.end - e.sentence_start :].split()))[0][:NEAR]
        for words in (f"{e.evidence[-TAIL:]} {rest}", f"{e.evidence} {rest}"):
            named = next((k for k in kinds if _patterns()[k].search(" ".join(words.split()))), None)
            if named is not None:
                return named
    return next((k for e in act.events for k in kinds if e.instrument in table()["topics"][k]["instruments"]), None)


def names_topic(topic: str, text: str) -> bool:
    """Whether a text has a word of a topic.

    Args:
        topic: of the table. text: any.
    """
    return _patterns()[topic].search(text) is not None


def _words(event: Event) -> str:
    rest = event.sentence[event.end - event.sentence_start :][:NEAR]
    return " ".join((event.evidence + re.split(r"[,;.]", rest)[0]).split())


@functools.cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {topic: _pattern(entry["words"]) for topic, entry in table()["topics"].items()}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    parts = (re.escape(w.removesuffix("*")) + (r"\w*" if w.endswith("*") else "") for w in words)
    return re.compile(r"(?<![\w-])(?:" + "|".join(parts) + r")(?!\w)", re.I)


def status_of_move(status: str) -> tuple[str, float] | None:
    """Status of a move and its probability, judgement, for the status of an act; None where it is past.

    Args:
        status: of the act.
    """
    found = table()["statuses"].get(status)
    return (str(found[0]), float(found[1])) if found else None


def group_names(actors: Iterable[Actor]) -> tuple[list[str], list[str]]:
    """Names of a scenario file for actors, and what was judged in choosing them; who has no such name is left out.

    Args:
        actors: of one side.
    """
    groups, judged = table()["groups"], table()["judged"]
    names, notes = [], []
    for actor in actors:
        name = groups.get(actor.code, None if actor.code.startswith("@") or len(actor.code) != 3 else actor.code)
        if name is not None and name not in names:
            names.append(name)
            notes += [judged[actor.code]] if actor.code in judged else []
    return names, notes


def first_word(kind: str, text: str) -> Any:
    """The entry of a list of words that stands first in the list and in the text; None where none does.

    Args:
        kind: commodities, curbed or bodies. text: in which words are looked for.
    """
    for word, meant in table()[kind].items():
        pattern = rf"(?<!\w){re.escape(word)}" + (r"(?!\w)" if kind == "bodies" or len(word) < 4 else r"s?(?!\w)")
        if re.search(pattern, text, 0 if kind == "bodies" else re.I):
            return meant
    return None


def theatres(text: str) -> tuple[str, str] | None:
    """From which theatre to which attention moves: 'troops from the Middle East to Asia'.

    Args:
        text: a sentence.
    """
    known = table()["theatres"]
    names = "|".join(re.escape(n) for n in sorted(known, key=len, reverse=True))
    moving = r"\b(?:focus\w*|attention|resources|forces|troops|ships|weapons|assets|pivot\w*|shift\w*|rebalanc\w*|redeploy\w*)\b"
    away, there = rf"\bfrom (?P<from>{names})\b", rf"\b(?:to|toward|towards) (?P<to>{names})\b"
    m = re.search(rf"{moving}[^.;]{{0,40}}?{away}[^.;]{{0,30}}?{there}", text)
    m = m or re.search(rf"{moving}[^.;]{{0,40}}?{there}[^.;]{{0,30}}?{away}", text)
    return (known[m["from"]], known[m["to"]]) if m and known[m["from"]] != known[m["to"]] else None
