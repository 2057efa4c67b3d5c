"""What the words around a trigger add to a claim: a trend, an aspect, a rank, a sum, a rate, a commodity."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from multipolar.brief.patterns import Patterns
from multipolar.brief.records import Candidate
from multipolar.brief.words import MONTHS, money_mn, ordinal, percent, phrase_tokens, prospective, stance_of
from multipolar.news.parse import Parsed
from multipolar.news.words import words
from multipolar.params.commodities import commodities

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["refined", "says_itself"]

ALL_GOODS = words("good product import export merchandise country nation partner economy shipment trade item")
COMMODITIES = {
    "rare earth": "rare_earths", "gallium": "gallium", "germanium": "germanium", "graphite": "graphite", "lithium": "lithium",
    "cobalt": "cobalt", "nickel": "nickel", "antimony": "antimony", "tungsten": "tungsten", "chip": "electronics",
    "semiconductor": "electronics", "oil": "crude_oil", "natural gas": "natural_gas", "uranium": "uranium", "coal": "coal",
    "titanium": "titanium", "potash": "potash",
}  # fmt: skip
MEASURES = (
    ("population", r"populous|population"), ("military", r"military|spender|arm(y|ed)"), ("exports", r"export"),
    ("imports", r"import"), ("trade", r"trad(er|ing)"), ("gdp", r"economy|economies"),
)  # fmt: skip
NARROW = re.compile(
    r"\b(oil|gas|energy|arms|weapons?|grain|food|defen[cs]e|security|crude|petroleum|wheat|lng|coal)\b", re.IGNORECASE
)
"""Words that narrow a partner to goods of one kind."""
WHOLE = words("world record year volume total value dollar percent level month term decade figure turnover")
"""Nouns beside trade that narrow it to no goods."""
AMOUNTS = words("volume value level amount total turnover figure flow flows relation relationship tie link exchange")
"""Nouns that trade may stand before, or behind, and still be meant itself; a deficit or a deal is not."""
CONDEMN = words("condemn rebuke denounce deplore censure criticise criticize demand reprimand")
MADE = words("develop foster forge build establish cultivate maintain enjoy")
"""Verbs of having ties: what they are is a level, not a trend."""
PART_OF_YEAR = re.compile(
    rf"\b(?:{'|'.join(MONTHS)})[^.;,]{{0,12}} (?:to|and|through|until) (?:{'|'.join(MONTHS)})\b|\b(?:first|second|third|fourth|last) (?:quarter|half|\w+ months)\b"
    r"|\b(?:this|last|per|a) month\b|\bin the year to\b|\bso far this year\b",
    re.IGNORECASE,
)
"""Words by which a sum covers part of a year, or another year than that of the calendar."""
EXTREME = re.compile(r"\b(low|lows|lowest|nadir|high|highs|highest|peak)\b", re.IGNORECASE)
STATES = words("reach hit be remain become stay seem appear look turn grow get")
NAMED = {
    "gdp": r"\bgdp\b|gross domestic product|\bnominal|market (exchange )?rates",
    "military": r"spender|spending|budget|expenditure|spends",
}
"""Words by which a text says how it measures an economy or an army."""


def _ranked(measure: str, phrase: str, sentence: str) -> dict[str, Any]:
    """What a rank is in, which it is, and whether the text says how it is measured."""
    named = NAMED.get(measure)
    return {
        "measure": measure,
        "rank": ordinal(phrase),
        "named": named is None or bool(re.search(named, sentence, re.IGNORECASE)),
        "ppp": bool(re.search(r"\bppp\b|purchasing[- ]power", sentence, re.IGNORECASE)),
    }


def said_of(noun: Token) -> str:
    """What a noun is said to be, where it is the subject of `be` and the like: `relations are tense, at a low`.

    Args:
        noun: the trigger.
    """
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_.lower() not in STATES:
        return ""
    told = [c for c in verb.children if c.dep_ in {"acomp", "oprd", "attr"} or (c.dep_ == "prep" and c.lower_ == "at")]
    if verb.lemma_.lower() in {"reach", "hit"}:
        low = [
            c for c in verb.children if c.dep_ == "dobj" and EXTREME.search(" ".join(t.text for t in phrase_tokens(c)))
        ]
        return f"at {' '.join(t.text for c in low for t in phrase_tokens(c))}" if low else ""
    return " ".join(t.text for c in told for t in (*phrase_tokens(c), *(k for k in c.children if k.dep_ == "conj")))


def _goods(noun: Token) -> str | None:
    """The goods that a noun of trade is narrowed to: `oil imports`, `exports of chips`; None for trade as a whole."""
    for child in noun.children:
        if (
            child.dep_ in {"compound", "nmod"}
            and child.pos_ == "NOUN"
            and child.lemma_.lower() not in ALL_GOODS | WHOLE
        ):
            return str(child.text)
        if child.dep_ == "prep" and child.lower_ in {"of", "in"}:
            for head in child.children:
                if head.dep_ == "pobj" and head.pos_ == "NOUN" and head.lemma_.lower() not in ALL_GOODS | WHOLE:
                    return str(head.text)
    return None


def _money_clause(noun: Token) -> str:
    """Words of a noun's phrase, and of the clause that says how much it is."""
    if noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in AMOUNTS:
        noun = noun.head.head
    own = " ".join(t.text for t in phrase_tokens(noun)).replace("$ ", "$")
    if "$" in own or noun.dep_ not in {"nsubj", "nsubjpass"}:
        return own
    verb = noun.head
    told = [
        c for c in verb.children if c.dep_ in {"dobj", "attr", "prep", "npadvmod", "acomp", "oprd"} and c.i > verb.i
    ]
    return " ".join(t.text for c in told for t in phrase_tokens(c)).replace("$ ", "$")


def _owned(noun: Token) -> bool:
    """Whether a noun names its owner first: `China's exports to Russia`."""
    return any(c.dep_ in {"poss", "amod", "compound"} for c in noun.children)


def _standing(noun: Token) -> str:
    """At what a noun is said to stand: `tariffs are at 145 percent`, `tariffs average 19 percent`."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or verb.lemma_.lower() not in {
        *STATES,
        "stand",
        "average",
        "reach",
        "hit",
        "total",
    }:
        return ""
    told = [
        c
        for c in verb.children
        if c.dep_ in {"attr", "dobj", "acomp"} or (c.dep_ == "prep" and c.lower_ in {"at", "to"})
    ]
    return " ".join(t.text for c in told for t in phrase_tokens(c))


def _product(token: Token) -> str | None:
    """One product that a duty is on: `on Japanese cars`; None for goods as a whole."""
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ == "on":
            for head in prep.children:
                if head.dep_ == "pobj" and head.pos_ == "NOUN" and head.lemma_.lower() not in ALL_GOODS:
                    return str(head.lemma_.lower())
    return None


def refined(
    base: Candidate, token: Token, kind: str, phrase: str, parsed: Parsed, patterns: Patterns
) -> list[Candidate]:
    """What the words around a trigger add: a trend, an aspect, a rank, a sum; nothing where it says too little.

    Args:
        base: claim as its pattern found it. token, kind: trigger. phrase: its words. parsed: sentence. patterns: for the flags.
    """
    sentence = parsed.span.text
    left = " ".join(t.text for t in phrase_tokens(token) if t.i <= token.i) if kind == "nouns" else phrase
    left = f"{left} {said_of(token)}".replace(" - ", "-") if kind == "nouns" else left
    flags = {name: bool(flag.search(left)) for name, flag in patterns.flags.items()}
    options: dict[str, Any] = dict(base.options)
    if base.kind == "tie":
        return _ties(base, token, kind, flags, parsed, patterns)
    if base.kind in {"trade_trend", "amount", "partner"}:
        traded = _traded(base.kind, token, kind, phrase, flags, sentence, patterns)
        return [dataclasses.replace(base, options={**options, **traded})] if traded is not None else []
    if base.kind == "rivalry":
        options |= {"past": flags["past"], "long": flags["long"]}
    elif base.kind == "rank":
        measure = next((m for m, words in MEASURES if re.search(words, phrase, re.IGNORECASE)), None)
        if measure is None:
            return []
        options |= _ranked(measure, phrase, sentence)
    elif base.kind == "tariff":
        options |= {
            "pct": percent(phrase) or percent(_standing(token)),
            "product": _product(token),
            "strong": bool(re.search(r"substantial|steep|sweeping|high|hefty|heavy|massive", phrase, re.IGNORECASE)),
        }
    elif base.kind == "export_curb":
        text = base.text.lower()
        known = {**COMMODITIES, **{name.replace("_", " "): name for name in commodities()}}
        options["commodity"] = next((c for w, c in known.items() if re.search(rf"\b(?:micro)?{w}s?\b", text)), None)
        goods = re.search(r"\bexports? of ([a-z][a-z -]+)", text)
        options["goods"] = goods[1].strip() if goods and options["commodity"] is None else ""
    elif base.kind == "sanctions":
        options["lifted"] = token.head.lemma_.lower() in {"lift", "ease", "remove", "relax", "end", "drop", "waive"}
    elif base.kind == "rise":
        options["measures"] = tuple(m for m in ("military", "trade") if flags[m]) or ("trade",)
        down = re.search(r"waning|declin|diminish|shrink|fading|retreat|erosion", phrase, re.IGNORECASE)
        options["sign"] = -1 if down else 1
    elif base.kind == "order":
        options["trend"] = _order_trend(phrase, sentence, options)
        options["word"] = "" if options.get("leads") else token.lemma_.lower()[:3]
    elif base.kind == "vote":
        options["vote"] = _vote(token)
    elif base.kind == "dependence":
        options["other"] = _other(token, phrase)
    return [dataclasses.replace(base, options=options)]


def _traded(
    claim: str, token: Token, kind: str, phrase: str, flags: Mapping[str, bool], sentence: str, patterns: Patterns
) -> dict[str, Any] | None:
    """What a claim on trade adds: its direction, its sum or its rank, and the goods; None where it says too little."""
    lemma = token.lemma_.lower()
    if claim == "partner":
        left = " ".join(t.text for t in phrase_tokens(token) if t.i <= token.i)
        narrow = NARROW.search(left)
        return {"rank": ordinal(phrase), "way": _way(left, lemma), "goods": narrow[0] if narrow else None}
    if claim == "amount":
        if token.dep_ == "compound" and token.head.lemma_.lower() not in AMOUNTS:
            return None
        value = money_mn(_money_clause(token))
        way = {"export": "exports", "import": "imports"}.get(lemma, "both")
        part = PART_OF_YEAR.search(sentence)
        told = {"part": part[0]} if part else {}
        return None if value is None or value < 100 else {**told, "goods": _goods(token), "usd_mn": value, "way": way}
    if token.dep_ == "compound" and token.head.lemma_.lower() not in AMOUNTS:
        return None
    direction = _direction(token, kind, flags, patterns)
    way = {"export": "exports", "import": "imports"}.get(lemma, "both") if _owned(token) else "both"
    found = {"sign": direction, "factor": _factor(token, patterns), "way": way, "goods": _goods(token)}
    return found if direction else None


def _ties(
    base: Candidate, token: Token, kind: str, flags: Mapping[str, bool], parsed: Parsed, patterns: Patterns
) -> list[Candidate]:
    if prospective(token):
        return []
    direction = _direction(token, kind, flags, patterns)
    made = kind == "nouns" and _governor(token).lemma_.lower() in MADE
    if flags["strong"] and made and not flags["up"]:
        direction = 0
    sign = int(base.options.get("sign", 1))
    if kind == "nouns" and flags["bad"] and said_of(token):
        worse = flags["up"] or token.head.lemma_.lower() in {"grow", "become", "turn", "get"}
        direction, sign = (-1, 1) if worse else (0, sign)
    named: list[Any] = [a for a in ("trade", "military") if flags[a]]
    aspects = named or [base.options.get("aspect")]
    stance = base.stance
    if direction and not (flags["up"] or flags["down"]) and kind == "nouns":
        verb_stance = stance_of(_governor(token), parsed.span)
        if verb_stance is None:
            return []
        stance = verb_stance
    if direction:
        aspect = None if "military" in aspects and len(aspects) == 1 else aspects[0]
        options = {**base.options, "sign": sign * direction, "aspect": aspect, "military": flags["military"]}
        return [dataclasses.replace(base, kind="tie_trend", options=options, stance=stance)]
    if flags["bad"]:
        sign = -sign
    told = flags["strong"] or flags["long"] or flags["bad"] or base.options.get("aspect") or base.options.get("tension")
    if not told or stance in {"aimed", "conditional"}:
        return []
    found = []
    for aspect in aspects:
        options = {**base.options, "sign": sign, "strong": flags["strong"], "long": flags["long"], "aspect": aspect}
        options["tension"] = bool(options.get("tension")) or flags["bad"]
        found.append(dataclasses.replace(base, kind="tie_level", options=options))
    return found


def says_itself(tokens: Sequence[Token], token: Token, patterns: Patterns) -> bool:
    """Whether a noun's own words tell how a tie is, so that its verb need not be quoted.

    Args:
        tokens: of its phrase. token: the noun. patterns: for the flags.
    """
    if token.pos_ != "NOUN" or token.dep_ not in {"nsubj", "nsubjpass", "dobj"}:
        return True
    left = " ".join(t.text for t in tokens if t.i <= token.i).replace(" - ", "-")
    if said_of(token):
        return False
    told = any(patterns.flags[name].search(left) for name in ("up", "down", "bad", "long", "strong"))
    return told or not _direction(token, "nouns", {"up": False, "down": False}, patterns)


def _governor(token: Token) -> Token:
    """The word that governs a noun: its verb, through a preposition or a conjunction."""
    word = token
    for _ in range(4):
        if word.dep_ in {"conj", "compound", "amod", "poss"} and word.head.i != word.i:
            word = word.head
            continue
        head = word.head
        return head.head if head.pos_ == "ADP" and head.head.i != head.i else head
    return word.head


def _direction(token: Token, kind: str, flags: Mapping[str, bool], patterns: Patterns) -> int:
    """1 for more, -1 for less, 0 without a word of change."""
    if kind == "verbs" or kind == "adjectives":
        more = any(
            c.lower_ in {"increasingly", "more", "ever", "further", "closer", "gradually", "steadily"}
            for c in token.children
        )
        less = any(c.lower_ in {"less"} for c in token.children)
        return 1 if more else -1 if less else 0
    if flags["up"] != flags["down"]:
        return 1 if flags["up"] else -1
    governor = _governor(token)
    hanging = [c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBG"]
    for word in (*hanging, governor, governor.head if governor.pos_ == "NOUN" else governor):
        lemma = word.lemma_.lower()
        gerund = word.lower_
        if lemma in patterns.up or gerund.removesuffix("ing") in patterns.up:
            return 1
        if lemma in patterns.down or gerund.removesuffix("ing") in patterns.down:
            return -1
    return 0


def _factor(token: Token, patterns: Patterns) -> float:
    return float(patterns.factor.get(_governor(token).lemma_.lower(), 0))


def _way(phrase: str, lemma: str) -> str:
    if re.search(r"\bexport|\bmarket\b|destination|customer", f"{phrase} {lemma}", re.IGNORECASE):
        return "exports"
    return "imports" if re.search(r"\bimport|supplier|source\b", f"{phrase} {lemma}", re.IGNORECASE) else "both"


def _order_trend(phrase: str, sentence: str, options: Mapping[str, Any]) -> int:
    """Whether the text says that poles become more (1) or fewer (-1); 0 for a level or a wish."""
    if options.get("leads"):
        return 0
    near = re.search(
        r"\b(increasingly (?:\w+, )?|more |becoming (?:\w+ ){0,2}|(?:shift\w*|transition\w*|mov\w+|turn\w*|drift\w*) (?:to|toward|towards|into) (?:\w+ ){0,3}|giving way to (?:\w+ ){0,3})(multipolar|unipolar|bipolar)",
        sentence,
        re.IGNORECASE,
    )
    if near is None:
        return 0
    return 1 if near[2].lower() == "multipolar" else -1


def _vote(token: Token) -> str | None:
    if token.lemma_.lower() == "abstain":
        return "abstain"
    words = {c.lower_ for c in token.children}
    if any(c.dep_ in {"xcomp", "advcl"} and c.lemma_.lower() in CONDEMN for c in token.children):
        return "yes"
    return "no" if "against" in words else "yes" if words & {"for", "in"} else None


def _other(token: Token, phrase: str) -> str | None:
    """What a state depends on, where it is not trade as a whole."""
    found = re.search(
        r"\b(gas|oil|energy|arms|weapons?|chips?|semiconductors?|rare earths?|minerals?|military|security|troops|aid|loans?|technolog\w+)\b",
        phrase,
        re.IGNORECASE,
    )
    return found[1].lower() if found else None
