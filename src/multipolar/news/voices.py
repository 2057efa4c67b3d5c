"""'We' and 'I' inside quotation marks: whoever speaks, where the speaker is an actor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from multipolar.news.parse import Parsed
from multipolar.news.quotations import Speech
from multipolar.news.records import Mention
from multipolar.news.words import words

__all__ = ["first_person"]

FIRST = words("we us our ours ourselves i me my")
SURE = 0.8
"""Probability that 'we' in a quotation is the state for which the speaker speaks."""


def first_person(parsed: Sequence[Parsed], speech: Iterable[Speech], known: Iterable[Mention]) -> list[Mention]:
    """Mentions that pronouns of the first person make in direct speech.

    Args:
        parsed: sentences of the document. speech: found in it. known: mentions, over which none of these may lie.
    """
    taken = {place for mention in known for place in range(mention.start, mention.end)}
    found = []
    for one in speech:
        if not one.direct or not one.voice.actors:
            continue
        for sentence in parsed[one.sentence :]:
            if sentence.sentence.start >= one.end:
                break
            for token in sentence.span:
                start, end = sentence.start(token), sentence.end(token)
                if token.lower_ in FIRST and one.start <= start and end <= one.end and start not in taken:
                    kind = "possessive" if token.dep_ == "poss" else "pronoun"
                    found.append(Mention(start, end, one.voice.actors, kind, SURE))
    return found
