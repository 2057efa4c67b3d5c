"""The words of a claim: its phrase, the years that it names, sums and rates in it, and how the text holds it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from multipolar.brief.records import Stance
from multipolar.news.status import status_of
from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

__all__ = [
    "FELT",
    "MONTHS",
    "clause_text",
    "clause_tokens",
    "definite",
    "is_view",
    "money_mn",
    "named_year",
    "ordinal",
    "percent",
    "phrase_tokens",
    "prospective",
    "quoted_tokens",
    "stance_of",
    "years_in",
]

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
"""Names of the months in lower case, in order."""

CUT = frozenset({"relcl", "advcl", "ccomp", "parataxis", "acl"})
FELT = words(
    "believe think perceive view consider regard deem feel fear worry hope doubt suspect imagine describe call label see "
    "portray frame depict present cast position"
)
ADVOCATED = words(
    "advocate champion favour favor promote envision envisage vision call push plea emphasize emphasise stress discuss tout "
    "hail advance concept idea notion ideal future"
)
NOTE = words("note say stress emphasise emphasize recall remember mention add point observe acknowledge")
PROSPECTS = words(
    "prospect chance hope possibility risk likelihood need call plan potential idea threat danger promise proposal talk"
)
STANCES: dict[str, Stance] = {
    "hypothetical": "conditional", "expected": "conditional", "intended": "aimed", "attempted": "aimed",
    "called_for": "aimed", "pledged": "aimed", "offered": "aimed", "proposed": "aimed", "threatened": "aimed", "feared": "felt",
}  # fmt: skip
DECADE = re.compile(r"\b(1[89]\d0|20[0-3]0)s\b|\bthe ['’]?([2-9]0)s\b")
PART_OF_DECADE = re.compile(r"\b(early|mid|late)(?: |-|- | - )(?:the )?\S?$", re.IGNORECASE)
YEAR = re.compile(r"\b(19\d\d|20[0-4]\d)\b")
ANY_YEAR = re.compile(r"\b(19\d\d|20\d\d)\b(?!\s*(?:billion|million|trillion|dollars|%|percent))")
LAST_YEAR = re.compile(r"\blast year\b", re.IGNORECASE)
SINCE = re.compile(r"\bsince (?:\w+ )?(19\d\d|20[0-4]\d)\b", re.IGNORECASE)
SINCE_DECADE = re.compile(r"\bsince the (?:\w+ )?['’]?(?:(?:1[89]|20)\d0|[2-9]0)s\b", re.IGNORECASE)
BACK = re.compile(
    r"\b(?:past|last|previous|recent|(?:for|over|in) (?=\d|two|three|four|five|ten|several)) ?"
    r"(?:(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|few|several|couple of) )?(years|decades?)\b",
    re.IGNORECASE,
)
NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "few": 5, "several": 5, "couple of": 2,
}  # fmt: skip
MONEY = re.compile(
    r"(?:US)?\$\s?(\d[\d,]*(?:\.\d+)?)\s*(bn|billion|trillion|tn|million|mn|m|b)?\b|(\d[\d,]*(?:\.\d+)?)\s*(billion|trillion|million|bn|mn)\s*(?:US |U\.S\. )?(?:dollars|USD)\b",
    re.IGNORECASE,
)
SCALE = {"million": 1.0, "mn": 1.0, "m": 1.0, "billion": 1e3, "bn": 1e3, "b": 1e3, "trillion": 1e6, "tn": 1e6}
PERCENT = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{1,6})(\.\d+)?(?:\s*(?:%|percent|per cent)|-percent)", re.IGNORECASE
)
ORDINALS = {
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
ORDINAL = re.compile(
    r"\b(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|([1-9]\d{0,2})(?:st|nd|rd|th))[ -]+(?:\w+[ -]+)?(?:largest|biggest|most)",
    re.IGNORECASE,
)


def phrase_tokens(token: Token) -> list[Token]:
    """The phrase of a word: its subtree without clauses that hang on it.

    Args:
        token: head of the phrase.
    """
    found = [token]
    for child in token.children:
        if child.dep_ not in CUT and child.dep_ not in {"conj", "cc", "punct"}:
            found += phrase_tokens(child)
    return sorted(found, key=lambda t: t.i)


def quoted_tokens(token: Token) -> list[Token]:
    """What belongs to a word when it is quoted: its phrase with what is joined to it by commas and 'and'.

    Args:
        token: head of the phrase.
    """
    found = [token]
    for child in token.children:
        nominal = child.pos_ in {"NOUN", "PROPN", "ADJ", "NUM", "ADP"} and token.pos_ not in {"VERB", "AUX"}
        joins = child.dep_ in {"conj", "cc"}
        if (
            child.dep_ not in CUT
            and child.dep_ != "punct"
            and (not joins or nominal or (child.dep_ == "cc" and token.pos_ == "NOUN"))
        ):
            found += quoted_tokens(child)
    return found


def definite(noun: Token) -> bool:
    """Whether a noun phrase takes for granted that the thing exists: a possessor, `the`, or adjectives of actors.

    Args:
        noun: its head.
    """
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in {"the", "this", "these", "both", "those"}):
            return True
    indefinite = any(c.dep_ == "det" and c.lower_ in {"a", "an", "any", "no"} for c in noun.children)
    plain = any(c.dep_ in {"amod", "compound", "nmod"} for c in noun.children)
    return plain and not indefinite


def stance_of(token: Token, sentence: Span) -> Stance | None:
    """How the text holds what a word says; None where it denies it.

    Args:
        token: the trigger. sentence: around it.
    """
    cue = status_of(token, "happened", {})
    if cue in STANCES and _noted(token):
        cue = "happened"
    if cue == "none" or _ended(token):
        return None
    if cue in {"happened", "ongoing"} and (_under_modal(token) or _supposed(token)):
        return "conditional"
    if sentence.text.rstrip().rstrip("”\"'’").endswith("?") or prospective(token):
        return "conditional"
    if (stance := STANCES.get(cue)) is not None:
        return stance
    if is_view(token) or _in_a_view(token):
        return "felt"
    return "aimed" if _advocated(token) else "asserted"


def _in_a_view(token: Token) -> bool:
    """Whether somebody's view is set beside what a word says: `power is in decline, many in Beijing believe`."""
    word = token
    for _ in range(8):
        beside = [c for c in word.children if c.dep_ == "parataxis"]
        if any(c.lemma_.lower() in FELT and c.lemma_.lower() not in {"call", "see", "view"} for c in beside):
            return True
        if word.dep_ == "conj" and word.head.dep_ == "parataxis" and word.head.lemma_.lower() in FELT:
            return True
        if word.head.i == word.i:
            return False
        word = word.head
    return False


def _noted(token: Token) -> bool:
    """Whether a word stands behind `it is worth noting that`, whose infinitive aims at nothing."""
    for word in token.ancestors:
        if word.lemma_.lower() in NOTE and word.tag_ in {"VB", "VBG"}:
            above = word.head
            return above.lemma_ == "be" or above.dep_ in {"acomp", "attr"} or above.lower_ in {"worth", "important"}
        if word.dep_ in {"relcl", "advcl"}:
            return False
    return False


def prospective(token: Token) -> bool:
    """Whether a thing is named as a prospect, a risk, a call for it: `prospects for cooperation are increasing`.

    Args:
        token: the thing.
    """
    word = token
    for _ in range(3):
        if word.dep_ in {"conj", "compound"}:
            word = word.head
        elif word.dep_ == "pobj" and word.head.lower_ in {"for", "of", "about", "on"}:
            word = word.head.head
            if word.lemma_.lower() in PROSPECTS:
                return True
        else:
            break
    return False


def _ended(token: Token) -> bool:
    """Whether a thing is said to be no more: `is no longer a member`."""
    verb = token if token.pos_ in {"VERB", "AUX"} else token.head
    return any(c.lower_ in {"longer", "never"} and c.dep_ in {"advmod", "neg"} for c in verb.children)


def _under_modal(token: Token) -> bool:
    """Whether a gerund stands under a modal verb: `may answer by doubling down`."""
    word = token
    for _ in range(6):
        if word.dep_ not in {"pcomp", "prep", "xcomp", "pobj", "dobj"} or word.head.i == word.i:
            return False
        word = word.head
        if word.pos_ in {"VERB", "AUX"} and word.tag_ != "VBG":
            return any(c.tag_ == "MD" for c in word.children)
    return False


def _supposed(token: Token) -> bool:
    """Whether a word stands in an if-clause by way of a conjunction, or is the indefinite subject of a modal verb."""
    verb = token if token.pos_ in {"VERB", "AUX"} else token.head
    if token.dep_ in {"nsubj", "nsubjpass"} and any(c.tag_ == "MD" for c in verb.children):
        return not definite(token)
    while verb.dep_ == "conj" and verb.head.i != verb.i:
        verb = verb.head
        if any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in verb.children):
            return True
    return False


def _advocated(token: Token) -> bool:
    """Whether somebody speaks for what a word says: advocates, champions, envisions it, or has a vision of it."""
    word = token
    for _ in range(6):
        if word.head.i == word.i or (word.dep_ in {"relcl", "advcl"} and word.pos_ in {"VERB", "AUX"}):
            return False
        word = word.head
        if word.lemma_.lower() in ADVOCATED:
            return True
    return False


def is_view(token: Token) -> bool:
    """Whether a word stands under a view: what they see as, which they believe is.

    Args:
        token: the word.
    """
    word = token
    for _ in range(6):
        head = word.head
        if head.i == word.i:
            return False
        if head.lemma_.lower() in FELT and word.dep_ in {"ccomp", "oprd", "xcomp", "prep", "dobj", "pcomp"}:
            return word.dep_ != "dobj" or any(c.lower_ in {"as", "what"} for c in head.children)
        if word.dep_ in {"relcl", "ccomp"} and any(
            c.dep_ == "ccomp" and c.lemma_.lower() in FELT for c in word.children
        ):
            return True
        if word.dep_ in {"relcl", "advcl", "conj"} and word.pos_ in {"VERB", "AUX"}:
            return False
        word = head
    return False


def clause_text(token: Token) -> str:
    """Words of the clause around a token, without appositions and clauses inside it; of the next one up where it names no year.

    Args:
        token: the trigger.
    """
    word = token
    text = " ".join(t.text for t in clause_tokens(token))
    for _ in range(8):
        if any(p.search(text) for p in (YEAR, DECADE, BACK, LAST_YEAR)):
            return text
        past = word.tag_ == "VBD" or (
            word.tag_ == "VBN" and not any(c.dep_ in {"aux", "auxpass"} for c in word.children)
        )
        if past and (beside := _beside(word)):
            return f"{text} {beside}"
        if word.head.i == word.i:
            return text
        word = word.head
        if word.pos_ in {"VERB", "AUX"} or word.head.i == word.i:
            text = " ".join(t.text for t in clause_tokens(word))
    return text


def _beside(verb: Token) -> str:
    """Words of a clause beside a verb of the past that dates it: `tensions rose after Iran attacked tankers in 1984`."""
    for child in verb.children:
        joined = {c.lower_ for c in child.children if c.dep_ in {"mark", "advmod"}}
        if child.dep_ == "advcl" and joined & {"after", "when", "as", "once", "while", "before"}:
            text = " ".join(t.text for t in clause_tokens(child))
            if YEAR.search(text):
                return text
    return ""


def clause_tokens(word: Token) -> list[Token]:
    """The clause of a verb, or the phrase of another word, without appositions, clauses and what is joined to it.

    Args:
        word: its head.
    """
    found = [word]
    for child in word.children:
        if child.dep_ not in CUT and child.dep_ not in {"appos", "conj"}:
            found += clause_tokens(child)
    return sorted(found, key=lambda t: t.i)


def years_in(text: str, now: int) -> tuple[int, int] | None:
    """First and last year that a sentence names, or that it counts back from the article's year; None without any.

    Args:
        text: the sentence. now: year of the article.
    """
    if (match := DECADE.search(text)) is not None:
        first = int(match[1]) if match[1] else 1900 + int(match[2])
        if (part := PART_OF_DECADE.search(text[: match.start() + 1])) is not None:
            begin, end = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part[1].lower()]
            return first + begin, first + end
        return first, max(now, first + 9) if SINCE_DECADE.search(text) else first + 9
    if (match := SINCE.search(text)) is not None:
        return int(match[1]), max(now, int(match[1]))
    years = [int(y) for y in YEAR.findall(text)]
    if years:
        return min(years), max(years)
    if (match := BACK.search(text)) is not None:
        count = NUMBERS.get((match[1] or "few").lower()) or int(match[1] or 5)
        count *= 10 if match[2].lower().startswith("decade") and match[1] else 1
        return now - (10 if match[2].lower() == "decade" and not match[1] else count), now
    if LAST_YEAR.search(text):
        return now - 1, now - 1
    return None


def named_year(text: str, now: int) -> int | None:
    """Last year that words name themselves; None where they count from one on or back from the article's.

    Args:
        text: the words. now: year of the article.
    """
    years = [int(y) for y in ANY_YEAR.findall(SINCE.sub(" ", text))]
    years += [int(m[1]) + 9 if m[1] else 1909 + int(m[2]) for m in DECADE.finditer(SINCE_DECADE.sub(" ", text))]
    if years:
        return max(years)
    return now - 1 if LAST_YEAR.search(text) else None


def money_mn(text: str) -> float | None:
    """First sum of dollars in a text, million.

    Args:
        text: the words.
    """
    match = MONEY.search(text)
    if (
        match is None
        or re.search(r"[A-Z]$", text[: match.start()])
        or re.match(r"\s*(?:CAD|AUD|HKD|SGD)\b", text[match.end() :])
    ):
        return None
    digits, unit = (match[1], match[2]) if match[1] else (match[3], match[4])
    return float(digits.replace(",", "")) * SCALE.get((unit or "").lower(), 1e-6)


def percent(text: str) -> float | None:
    """First percentage in a text.

    Args:
        text: the words.
    """
    match = PERCENT.search(text)
    return float(match[1].replace(",", "") + (match[2] or "")) if match else None


def ordinal(text: str) -> int:
    """Rank of a superlative: 1 for the largest, 2 for the second-largest.

    Args:
        text: the words.
    """
    match = ORDINAL.search(text)
    if match is None:
        return 1
    return int(match[2]) if match[2] else ORDINALS[match[1].lower()]
