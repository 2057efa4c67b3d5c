"""Status of an act: from modality, tense, negation, and the words that embed its clause."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from multipolar.news.lemmas import lemma
from multipolar.news.records import REAL, Status
from multipolar.news.subjects import lost_subject
from multipolar.news.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["CLAUSAL", "LIGHT", "VERB_CUES", "Cue", "is_cut", "is_negated", "past_decade", "status_of"]

Cue = Status | Literal["none"]
"""Status that a word gives to acts under it; none: they are no acts."""

MODALS: dict[str, Status] = {
    "could": "hypothetical", "may": "hypothetical", "might": "hypothetical", "would": "hypothetical", "can": "hypothetical",
    "should": "called_for", "must": "called_for", "will": "expected", "shall": "expected", "'ll": "expected",
    "wo": "expected", "ca": "hypothetical",
}  # fmt: skip


def _cues(table: Mapping[Cue, str]) -> dict[str, Cue]:
    return {word: status for status, words in table.items() for word in words.split()}


VERB_CUES = _cues(
    {
        "intended": "plan intend aim seek hope wish prepare plot decide resolve opt strive want mean bid target",
        "hypothetical": "mull weigh consider contemplate explore ponder toy debate imagine speculate suspect discuss face risk",
        "pledged": "vow pledge promise commit undertake swear guarantee agree",
        "offered": "offer volunteer",
        "proposed": "propose recommend float moot suggest",
        "threatened": "threaten warn",
        "called_for": "urge ask call order press pressure push lobby demand request beg appeal plead implore encourage advise "
        "exhort invite insist entreat persuade convince petition coax require instruct need",
        "feared": "fear worry dread prevent avoid avert deter resist forestall oppose",
        "expected": "expect predict forecast anticipate await",
        "attempted": "try attempt struggle",
        "none": "refuse decline deny reject rule forgo abstain fail cancel scrap dismiss",
    }
)
NOUN_CUES = _cues(
    {
        "intended": "interest plan hope desire ambition intention aim goal willingness readiness decision bid intent",
        "hypothetical": "prospect possibility chance likelihood scenario risk danger idea option",
        "pledged": "promise pledge vow commitment undertaking",
        "offered": "offer",
        "proposed": "proposal suggestion",
        "threatened": "threat",
        "called_for": "call demand appeal request plea need",
        "feared": "fear worry concern",
        "attempted": "attempt",
        "ongoing": "effort drive push campaign",
        "none": "refusal reluctance failure unwillingness denial",
    }
)
ADJECTIVE_CUES = _cues(
    {
        "offered": "ready willing open prepared",
        "intended": "eager keen determined planned",
        "expected": "likely set poised due bound expected future upcoming looming imminent",
        "hypothetical": "possible potential able hypothetical free",
        "proposed": "proposed",
        "threatened": "threatened",
        "feared": "afraid fearful worried feared",
        "called_for": "urged",
        "none": "unlikely reluctant unwilling unable averse",
    }
)
CUTTING = words(
    "suspend halt stop cut freeze block bar ban end withhold curb restrict prohibit slash oppose condemn protest sever sanction "
    "cancel scrap delay postpone break hold turn veto limit boycott obstruct impede disrupt"
)
"""Verbs under which a friendly act that a noun names does not take place."""
UNSHRINKING = frozenset({"hesitate", "shrink", "flinch", "shy"})
"""Verbs that are denied to affirm what stands under them: will not hesitate to strike."""
BESIDES = frozenset({"when", "after", "as", "while", "since", "because", "although", "though", "whereas"})
"""Words before a clause that tells a fact of its own, whatever the main clause denies or plans."""
STRIVING = frozenset({"seek", "work", "maneuver", "manoeuvre", "strive", "scramble", "push", "move", "act"})
COMING = frozenset({"will", "shall", "'ll", "would", "wo"})
TELLING = frozenset({"say", "announce", "tell", "declare", "confirm", "add", "state", "note"})
FORECASTERS = words(
    "analyst economist expert observer trader investor forecaster strategist scholar bank broker pundit poll commentator"
)
"""Those who say what others will do, which is no plan of those others."""
SCENARIOS = frozenset({"scenario", "possibility", "prospect", "risk", "fear"})
LIGHT = frozenset(
    [
        "make", "take", "give", "hold", "have", "launch", "impose", "put", "issue", "conduct", "carry", "sign", "reach",
        "announce", "provide", "begin", "start", "open", "pursue", "introduce", "apply", "levy", "slap", "send", "raise",
        "extend", "host", "resume", "deepen", "build", "forge", "establish", "enter", "engage", "receive", "get", "lift",
        "strike", "conclude", "play", "use", "create", "set", "form", "pay", "deliver", "cut", "increase", "work",
        "participate", "join", "win", "secure", "improve", "strengthen", "meet", "bring", "draw", "drive", "go", "move",
        "come", "end", "prompt", "trigger", "lead", "arrange", "schedule", "plan", "grant", "approve",
    ]
)  # fmt: skip
CLAUSAL = frozenset({"xcomp", "ccomp", "advcl", "acl", "pcomp", "conj", "dep", "relcl", "csubj"})
NOMINAL = frozenset({"dobj", "pobj", "prep", "attr", "conj", "dative", "oprd", "appos", "compound"})
LONG_AGO = re.compile(
    r"\b(?:in|since|during|of|until) (?:the )?(?:early |late |mid-)?(1[89]\d\d|200\d)s?\b|\bdecades? ago\b|\bin the [5-9]0s\b"
    r"|\b(?:[2-9]\d|twenty|thirty|forty|fifty|sixty)\S* years ago\b|\bduring the Cold War\b|\bhistorically\b",
    re.IGNORECASE,
)


def past_decade(sentence: str, year: int) -> re.Match[str] | None:
    """Words by which a sentence speaks of a past decade, as seen from the year of the article.

    Args:
        sentence: its words. year: in which the article speaks.
    """
    match = LONG_AGO.search(sentence)
    if match is None or match[0].lower().startswith("since"):
        return None
    return match if match[1] is None or int(match[1]) <= year - 8 else None


def is_negated(token: Token) -> bool:
    """Whether a verb or noun is denied: not, never, no longer; no talks; neither.

    Args:
        token: of a sentence.
    """
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ == "no"):
            return child.lower_ != "only"
        if child.dep_ in {"preconj", "cc"} and child.lower_ == "neither":
            return True
        if child.dep_ in {"nsubj", "nsubjpass"} and any(
            c.lower_ in {"no", "neither", "nobody", "none"} for c in (child, *child.children)
        ):
            return True
    return False


def status_of(token: Token, default: Status, cues: Mapping[int, Cue]) -> Cue:
    """Status of the act that a trigger reports; none where it is denied or refused.

    Args:
        token: the trigger. default: of its frame. cues: status that matched frames give to acts under them, by token.
    """
    found: list[Cue] = []
    if token.pos_ not in {"VERB", "AUX"} and token.dep_ in {"dobj", "attr"} and is_negated(token.head):
        return "none"
    for word, nominal in _climb(token):
        if (is_negated(word) and lemma(word) not in UNSHRINKING) or _instead(word):
            return "none"
        cue = _cue(word, token, cues, nominal) if word != token else None
        if cue is None and not nominal:
            cue = _modal(word)
        if cue is None and word == token:
            cue = _described(token)
        if cue == "none":
            return cue
        if cue is not None:
            found.append(cue)
    unreal = [cue for cue in found if cue not in REAL]
    if default != "happened":
        return "hypothetical" if "hypothetical" in unreal else default
    if "hypothetical" in unreal[1:]:
        return "hypothetical"
    return unreal[0] if unreal else (found[0] if found else _tense(token))


def is_cut(noun: Token) -> bool:
    """Whether a noun is the object of a verb that stops what it names.

    Args:
        noun: the trigger.
    """
    word = noun
    for _ in range(3):
        head = word.head
        if head.pos_ == "VERB":
            passive = word.dep_ == "nsubjpass" or (word.dep_ == "nsubj" and head.tag_ == "VBN")
            if word.dep_ not in {"dobj", "prep", "dative"} and not passive:
                return False
            base = lemma(head)
            return base in CUTTING and (
                base not in {"hold", "turn", "break"} or any(c.dep_ == "prt" for c in head.children)
            )
        if word.dep_ not in {"pobj", "prep", "conj", "compound"} or (
            word.dep_ == "prep" and word.lower_ not in {"of", "to", "on"}
        ):
            return False
        word = head
    return False


def _instead(word: Token) -> bool:
    head = word.head
    if word.dep_ not in {"pcomp", "pobj"}:
        return False
    before = head.doc[head.i - 1].lower_ if head.i else ""
    return (
        head.lower_ == "without"
        or (head.lower_ == "of" and before == "instead")
        or (head.lower_ == "than" and before == "rather")
    )


def _climb(token: Token) -> list[tuple[Token, bool]]:
    """Words above a trigger whose modality it shares; True where the path reaches them through a noun that is no light object."""
    path = [(token, token.pos_ not in {"VERB", "AUX"})]
    word = token
    for _ in range(8):
        dep, head = word.dep_, word.head
        if head == word:
            break
        verbal = word.pos_ in {"VERB", "AUX"}
        if (
            verbal
            and dep == "advcl"
            and any(c.dep_ in {"mark", "advmod"} and c.lower_ in BESIDES for c in word.children)
        ):
            break
        if verbal and dep in CLAUSAL:
            if dep == "relcl" and lemma(head) in SCENARIOS:
                path.append((head, True))
            if dep == "conj" and _finite(word) and _conditional(head):
                path.append((head, False))
            if any(c.tag_ == "WP" for c in word.children) and dep in {"pcomp", "ccomp"}:
                break
            if dep == "relcl" or (dep == "conj" and _finite(word)) or (dep == "csubj"):
                break
            if dep == "ccomp" and lost_subject(word) is not None:
                break
            path.append((head, head.pos_ not in {"VERB", "AUX"}))
            if dep == "ccomp" and _finite(word):
                break
        elif not verbal and (word != token or dep == "pobj") and _owned(word):
            break
        elif not verbal and (dep in NOMINAL or (dep == "nsubjpass" and lemma(head) in LIGHT)):
            base = lemma(head)
            if head.pos_ in {"VERB", "AUX"} and base not in LIGHT and base not in VERB_CUES and head.pos_ != "AUX":
                break
            path.append((head, head.pos_ not in {"VERB", "AUX"}))
        elif word.pos_ in {"ADJ", "ADP", "SCONJ", "ADV"} and dep in {
            "acomp",
            "prep",
            "oprd",
            "attr",
            "conj",
            "xcomp",
            "ccomp",
        }:
            path.append((head, head.pos_ not in {"VERB", "AUX"}))
        else:
            break
        word = head
    return path


def _owned(noun: Token) -> bool:
    return any(c.dep_ == "poss" and c.pos_ == "PROPN" for c in noun.children)


def _conditional(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in {"if", "unless", "whether"} for c in verb.children)


def _finite(verb: Token) -> bool:
    if verb.tag_ in {"VBD", "VBZ", "VBP"}:
        return True
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in {"MD", "VBD", "VBZ", "VBP"} for c in verb.children)


def _striving(verb: Token) -> Cue:
    """Status under seek, aim, work to: an attempt where it goes on or is past, else an intention."""
    if verb.tag_ == "VBG" and any(c.dep_ == "aux" and lemma(c) == "be" for c in verb.children):
        return "ongoing"
    return "attempted" if verb.tag_ in {"VBD", "VBN"} else "intended"


def _cue(word: Token, token: Token, cues: Mapping[int, Cue], nominal: bool) -> Cue | None:
    if word.pos_ == "VERB" and lemma(word) in STRIVING and word != token:
        return _striving(word)
    if word.i in cues:
        return cues[word.i]
    base = lemma(word)
    if word.pos_ in {"VERB", "AUX"}:
        if base in {"want", "expect", "like"} and any(c.dep_ == "ccomp" or c.dep_ == "dobj" for c in word.children):
            return "called_for" if base != "expect" else "expected"
        if base == "rule" and not any(c.lower_ == "out" for c in word.children):
            return None
        return VERB_CUES.get(base)
    if word.pos_ == "NOUN" and nominal:
        return NOUN_CUES.get(base)
    return ADJECTIVE_CUES.get(base) if word.pos_ == "ADJ" else None


def _modal(verb: Token) -> Cue | None:
    if verb.dep_ == "conj" and verb.tag_ == "VB" and not any(c.dep_ == "aux" for c in verb.children):
        return None
    infinitive = False
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in {"should", "had", "were"} and child.text[:1].isupper():
            return "hypothetical"
        if child.dep_ == "aux" and child.lower_ in MODALS:
            return _announced(verb, child)
        if child.dep_ == "mark" and child.lower_ in {"if", "unless", "whether"}:
            return "hypothetical"
        if child.dep_ == "advmod" and child.lower_ in {"perhaps", "possibly", "potentially", "maybe"}:
            return "hypothetical"
        infinitive |= child.tag_ == "TO"
    if infinitive and verb.dep_ == "xcomp" and lemma(verb.head) == "be":
        return "intended"
    if verb.tag_ == "VBG" and lemma(verb) == "go" and any(c.dep_ == "xcomp" for c in verb.children):
        return "intended" if _is_told(verb) else "expected"
    purpose = infinitive and verb.dep_ == "advcl"
    return "intended" if purpose else None


def _announced(verb: Token, modal: Token) -> Status:
    """Status of a modal verb: what will be done, as those say who should know, is intended, and otherwise expected."""
    status = MODALS[modal.lower_]
    return "intended" if modal.lower_ in COMING and _is_told(verb) else status


def _is_told(verb: Token) -> bool:
    """Whether somebody other than a forecaster says what stands in a clause: officials said, according to the ministry."""
    head = verb.head
    if verb.dep_ == "ccomp" and lemma(head) in TELLING:
        tellers = [c for c in head.children if c.dep_ in {"nsubj", "nsubjpass"}]
        return not any(lemma(t) in FORECASTERS for t in tellers)
    sources = [name for c in verb.children if c.lower_ == "according" for to in c.children for name in to.children]
    return bool(sources) and not any(lemma(name) in FORECASTERS for name in sources)


def _described(token: Token) -> Cue | None:
    for child in token.children:
        if child.dep_ in {"amod", "advmod"}:
            cue = ADJECTIVE_CUES.get(child.lower_)
            if cue is not None:
                return cue
    return None


def _tense(token: Token) -> Status:
    if token.pos_ in {"VERB", "AUX"}:
        auxiliaries = {c.lower_ for c in token.children if c.dep_ in {"aux", "auxpass"}}
        if token.tag_ == "VBG" and auxiliaries & {"is", "are", "been", "'s", "'re"}:
            return "ongoing"
        if lemma(token.head) in {"continue", "keep", "remain"} and token.dep_ == "xcomp":
            return "ongoing"
    return "happened"
