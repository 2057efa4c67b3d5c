"""What stands around a name: a given name, the rest of a firm's name, an office, an administration."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from multipolar.news.gazetteer.scan import Hit
from multipolar.news.gazetteer.style import Style
from multipolar.news.gazetteer.words import Word, word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["NO_TITLE", "OFFICIALS", "PEOPLE", "TITLES", "Title", "is_administration", "is_part_of_name", "title_of"]

TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "president",
        "premier",
        "minister",
        "chancellor",
        "secretary",
        "king",
        "queen",
        "prince",
        "princess",
        "emperor",
        "leader",
        "chief",
        "general",
        "marshal",
        "chairman",
        "sheikh",
        "emir",
        "sultan",
        "sir",
        "lord",
        "dr",
        "ayatollah",
        "pope",
        "senator",
        "ambassador",
        "envoy",
        "taoiseach",
        "commissioner",
        "director",
        "representative",
        "comrade",
        "colonel",
        "dictator",
        "strongman",
        "governor",
        "vice-president",
    ]
)
OFFICIALS = frozenset(
    [
        "aide",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "minister",
        "ambassador",
        "envoy",
        "official",
        "diplomat",
        "general",
        "commander",
        "negotiator",
        "secretary",
        "president",
        "premier",
        "chief",
        "adviser",
        "advisor",
        "senator",
        "chancellor",
        "governor",
        "commissioner",
        "representative",
        "leader",
        "undersecretary",
        "admiral",
        "deputy",
        "director",
        "chairman",
        "chairwoman",
        "prime",
        "king",
        "prince",
        "marshal",
        "colonel",
        "mr",
        "mrs",
        "ms",
    ]
)
PEOPLE = OFFICIALS | frozenset(
    [
        "lawmaker",
        "politician",
        "legislator",
        "parliamentarian",
        "congressman",
        "soldier",
        "troop",
        "force",
        "envoy",
        "leader",
        "authority",
        "regulator",
        "delegate",
        "counterpart",
        "dictator",
        "ruler",
        "monarch",
        "strongman",
        "mediator",
        "prosecutor",
        "officer",
        "bureaucrat",
        "policymaker",
    ]
)
ADMINISTRATION = frozenset(
    ("administration", "government", "presidency", "cabinet", "team", "regime", "white", "doctrine")
)
FIRM = frozenset(
    [
        "post",
        "times",
        "hilton",
        "agreement",
        "accord",
        "club",
        "journal",
        "herald",
        "university",
        "college",
        "institute",
        "inc",
        "corp",
        "ltd",
        "airlines",
        "airways",
        "stock",
        "exchange",
        "street",
        "square",
        "airport",
        "hotel",
        "fc",
        "united",
        "tribune",
        "gazette",
    ]
)
PLACES = frozenset(("state", "capital", "city", "demonym"))


GIVEN = word_list("given_names.txt")
"""Given names that make a following name of a state or a leader that of somebody else."""


@dataclasses.dataclass(frozen=True)
class Title:
    """What stands in front of a surname.

    Args:
        weight: 0 nothing, 1 a civil title (Mr), 2 an office or an administration. gender: m or f where the title says so.
    """

    weight: int = 0
    gender: str = ""


CIVIL = {"mr": "m", "mrs": "f", "ms": "f", "madame": "f", "lady": "f", "sir": "m", "lord": "m", "dr": ""}
NO_TITLE = Title()


def title_of(words: Sequence[Word], hit: Hit) -> Title:
    """The title, the office or the administration beside a name.

    Args:
        words: of the sentence. hit: the name.
    """
    before = words[hit.first - 1].key if hit.first else ""
    if before in ("-", ".") and hit.first > 1:
        before = words[hit.first - 2].key
    after = words[hit.last + 1].key if hit.last + 1 < len(words) else ""
    if before in CIVIL:
        return Title(1, CIVIL[before])
    return Title(2) if before in TITLES or after in ADMINISTRATION else NO_TITLE


def is_administration(words: Sequence[Word], hit: Hit) -> int | None:
    """Last word of 'Trump administration', or None where none follows the leader's name.

    Args:
        words: of the sentence. hit: the leader.
    """
    place = hit.last + 1
    if place + 1 < len(words) and words[place].key == "'" and words[place + 1].key == "s":
        place += 2
    if place < len(words) and words[place].key in ("administration", "government", "cabinet", "regime"):
        return place
    return None


def is_part_of_name(
    words: Sequence[Word], hit: Hit, tokens: Sequence[Token], style: Style, taken: frozenset[int]
) -> bool:
    """Whether a name is a piece of another one: George Washington, Melania Trump, Paris Hilton, Ivanka Trump.

    Args:
        words: of the sentence. hit: the name. tokens: the parser's tokens of the hit. style: of the sentence. taken: words
        that belong to other hits.
    """
    leader = hit.name.kind == "leader"
    if leader and hit.name.words == ("May",) and _is_month(words, hit):
        return True
    if not (leader and hit.name.short) and hit.name.kind not in PLACES and hit.kind not in PLACES:
        return False
    if not leader and len(hit.name.words) > 1:
        return False
    return _follows_given(words, hit, tokens, style, taken) or _precedes_name(words, hit, tokens, style, taken)


def _is_month(words: Sequence[Word], hit: Hit) -> bool:
    """Whether May is the month."""
    before = words[hit.first - 1] if hit.first else None
    after = words[hit.last + 1] if hit.last + 1 < len(words) else None
    if before is None or before.text[0].isdigit() or before.key in MONTH or (before.key == "," and after is None):
        return True
    return after is not None and (after.text[0].isdigit() or after.key in ("day", "and", "or", "-"))


MONTH = frozenset(
    [
        "in",
        "on",
        "by",
        "since",
        "until",
        "till",
        "of",
        "late",
        "early",
        "last",
        "next",
        "this",
        "mid",
        "from",
        "through",
        "during",
        "for",
        "before",
        "after",
        "-",
    ]
)


def _follows_given(
    words: Sequence[Word], hit: Hit, tokens: Sequence[Token], style: Style, taken: frozenset[int]
) -> bool:
    place = hit.first - 1
    if place >= 1 and words[place].key == "." and len(words[place - 1].text) == 1:
        place -= 1
    if place >= 0 and words[place].capital and words[place].key in LAKES and hit.name.kind in PLACES - {"demonym"}:
        return True
    if place < 0 or place in taken or not words[place].capital:
        return False
    word = words[place]
    if word.key in TITLES or (word.text.isupper() and len(word.text) > 2 and not style.caps):
        return False
    if word.key in GIVEN:
        return hit.name.kind != "demonym"
    if hit.name.kind != "leader" or style.title or style.caps or not tokens:
        return False
    left = next((t for t in tokens[0].sent if t.text == word.text and t.i == tokens[0].i - 1), None)
    return left is not None and left.pos_ == "PROPN" and left.dep_ == "compound" and left.lower_ not in OFFICIALS


BESIDE = frozenset(
    ("white", "administration", "republicans", "democrats", "republican", "democrat", "doctrine", "era", "plan")
)
WATERS = frozenset(("river", "basin", "valley", "mountains", "desert", "airport", "stadium"))
LAKES = frozenset(("lake", "mount", "port", "fort", "cape", "saint"))


def _precedes_name(
    words: Sequence[Word], hit: Hit, tokens: Sequence[Token], style: Style, taken: frozenset[int]
) -> bool:
    place = hit.last + 1
    if place >= len(words) or place in taken or not words[place].capital:
        return False
    word = words[place]
    if hit.name.kind in ("capital", "city") and word.key in FIRM:
        return True
    if hit.name.kind == "leader":
        longer = bool(tokens) and tokens[-1].dep_ == "compound" and tokens[-1].head.i > tokens[-1].i
        longer = (
            longer and tokens[-1].head.pos_ == "PROPN" and word.key not in BESIDE and not (style.title or style.caps)
        )
        return longer or word.key in ("jr", "center", "foundation", "tower", "university", "airport", "hotel")
    if word.key in WATERS:
        return True
    if style.title or style.caps or not tokens or hit.name.kind == "demonym":
        return False
    given = hit.name.words[0].casefold() in GIVEN and hit.first == hit.last
    head = tokens[-1].head
    return (
        given and tokens[-1].dep_ == "compound" and head.pos_ == "PROPN" and head.i == tokens[-1].i + 1
        and head.lower_ not in OFFICIALS and words[place].text == head.text
    )  # fmt: skip
