"""Claims in sentences: triggers of the patterns, their sides by syntax, what the words around them add, and how they are held."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from multipolar.brief.patterns import Pattern, Patterns, packaged_patterns
from multipolar.brief.records import Candidate, Stance
from multipolar.brief.sides import Sides, sides_of
from multipolar.brief.words import (
    clause_text,
    clause_tokens,
    definite,
    is_view,
    money_mn,
    ordinal,
    percent,
    phrase_tokens,
    quoted_tokens,
    stance_of,
    years_in,
)
from multipolar.news.document import Document
from multipolar.news.naming import mentions_by_token
from multipolar.news.parse import Parsed
from multipolar.news.records import Actor, Mention
from multipolar.news.slots import slots, trigger_kinds
from multipolar.world.groups import group_names

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_candidates"]

READ = frozenset({"body"})
LATELY = 12
"""Pairs of the last sentences that count for `both countries`."""
REFERRING = frozenset({"description", "pronoun", "possessive"})
BY_VERB = frozenset({"record", "amount", "trade_trend"})
"""Kinds whose quotation takes the verb in: what moves, and how far."""
TRADE = frozenset({"record", "amount", "trade_trend"})
COUNTRIES = re.compile(
    r"\b(their|bilateral|mutual|the two|both (?:nations|countries|sides|leaders|powers))\b", re.IGNORECASE
)
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


def find_candidates(
    parsed: Sequence[Parsed], mentions: Sequence[Sequence[Mention]], document: Document, year: int
) -> tuple[Candidate, ...]:
    """Claims of a document's body, in order of the text.

    Args:
        parsed: its sentences. mentions: of each sentence. document: for the tags of its blocks. year: of the article.
    """
    patterns = packaged_patterns()
    found: list[Candidate] = []
    pairs: list[tuple[str, ...]] = []
    for number, (sentence, names) in enumerate(zip(parsed, mentions, strict=True)):
        tag = document.blocks[sentence.sentence.block].tag if document.blocks else "body"
        if tag not in READ:
            continue
        carried = _carried(pairs)
        here = _Sentence(number, sentence, mentions_by_token(sentence, _both(names, carried)), carried, year, patterns)
        found += here.candidates()
        pairs += here.pairs()
    return tuple(found)


def _both(names: Sequence[Mention], carried: tuple[str, ...]) -> list[Mention]:
    """Mentions of a sentence; `the two countries` beside three named states stands for the pair that the text speaks of."""
    named = {a.code for m in names if m.kind not in REFERRING for a in m.actors if len(a.code) == 3}
    if len(named) < 3 or len(carried) != 2:
        return list(names)
    pair = tuple(Actor(code) for code in carried)
    return [dataclasses.replace(m, actors=pair) if m.kind in REFERRING and len(m.actors) == 2 else m for m in names]


@dataclasses.dataclass(frozen=True, eq=False)
class _Sentence:
    """A sentence and what its claims need.

    Args:
        carried: the two states last named, for `both countries`.
    """

    number: int
    parsed: Parsed
    mentions: Mapping[int, Mention]
    carried: tuple[str, ...]
    year: int
    patterns: Patterns

    def candidates(self) -> list[Candidate]:
        found: dict[tuple[Any, ...], Candidate] = {}
        for token in self.parsed.span:
            if token.i in self.mentions and not (token.pos_ == "NOUN" and token.text.islower()):
                continue
            for claim in self._at(token):
                key = (claim.kind, claim.a, claim.b, claim.options.get("sign"), claim.options.get("aspect"))
                found.setdefault(key, claim)
        return list(found.values())

    def pairs(self) -> list[tuple[str, ...]]:
        """Pairs of states that the sentence names together; none where it names many."""
        codes = sorted({a.code for m in self.mentions.values() for a in m.actors if len(a.code) == 3})
        return list(itertools.combinations(codes, 2)) if len(codes) <= 3 else []

    def _at(self, token: Token) -> list[Candidate]:
        for kind in trigger_kinds(token):
            if kind == "verbs" and not token.tag_.startswith("V"):
                continue
            entries = self.patterns.by_lemma.get((token.lemma_.lower(), kind), ())
            found = [c for p in entries for c in self._match(token, kind, p)]
            if found:
                return _several(found)
        return []

    def _match(self, token: Token, kind: str, pattern: Pattern) -> list[Candidate]:
        tokens = phrase_tokens(token)
        phrase = " ".join(t.text for t in tokens).replace(" - ", "-").replace(" ’s", "’s").replace(" 's", "'s")
        sentence = self.parsed.span.text
        if pattern.phrase is not None and not pattern.phrase.search(phrase):
            return []
        if pattern.not_phrase is not None and pattern.not_phrase.search(phrase):
            return []
        if pattern.clause is not None and not pattern.clause.search(sentence):
            return []
        held = slots(token, kind)
        if pattern.with_object is not None:
            heads = [" ".join(t.text for t in phrase_tokens(o)) for o in held.get("object", ())]
            if not any(pattern.with_object.search(h) for h in heads):
                return []
        sides = sides_of(token, kind, pattern, held, self.mentions)
        sides = self._carried_on(sides, pattern, phrase)
        if pattern.options.get("leads") and not sides.a:
            sides = self._leaders(tokens)
        if len({*sides.a, *sides.b}) < pattern.sides:
            return []
        if pattern.kind == "membership" and not {*sides.a, *sides.b} & set(group_names()):
            return []
        stance = self._stance(token, kind, pattern, phrase)
        if stance is None:
            return []
        base = self._candidate(token, pattern, sides, stance, tokens, phrase)
        return _refined(base, token, kind, pattern, phrase, sentence, self)

    def _carried_on(self, sides: Sides, pattern: Pattern, phrase: str) -> Sides:
        if pattern.both and len({*sides.a, *sides.b}) < 2 and len(self.carried) == 2 and COUNTRIES.search(phrase):
            return Sides(self.carried, (), sides.tokens)
        return sides

    def _leaders(self, tokens: Sequence[Token]) -> Sides:
        """Who leads: the actor named in the phrase."""
        named = [(t.i, a.code) for t in tokens for a in (self.mentions[t.i].actors if t.i in self.mentions else ())]
        return Sides(tuple(dict.fromkeys(code for _, code in named)), (), tuple(i for i, _ in named))

    def _stance(self, token: Token, kind: str, pattern: Pattern, phrase: str) -> Stance | None:
        stance = stance_of(token, self.parsed.span)
        if stance == "conditional" and token.head.lemma_.lower() in {"face", "suffer"} and not _modal(token.head):
            stance = "asserted"
        if pattern.existing and kind == "nouns" and stance in {None, "conditional", "aimed"} and definite(token):
            return "asserted" if not self.patterns.potential.search(phrase) else stance
        if pattern.existing and kind == "nouns" and stance == "felt" and definite(token) and not is_view(token):
            return "asserted"
        return stance

    def _candidate(
        self, token: Token, pattern: Pattern, sides: Sides, stance: Stance, tokens: Sequence[Token], phrase: str
    ) -> Candidate:
        places = [t.i for t in quoted_tokens(token)] + [t.i for t in tokens] + list(sides.tokens)
        if pattern.kind in BY_VERB and token.dep_ in {"nsubj", "nsubjpass", "dobj"}:
            places += [t.i for t in clause_tokens(token.head) if t.pos_ != "PUNCT"]
        if pattern.kind == "tie" and not _says_itself(tokens, token, self.patterns):
            places += [t.i for t in clause_tokens(token.head) if t.pos_ != "PUNCT"]
        if token.dep_ == "amod":
            places += [t.i for t in quoted_tokens(token.head) if t.i <= token.head.i]
        doc = token.doc
        first, last = doc[min(places)], doc[max(places)]
        if first.i > token.sent.start and doc[first.i - 1].lower_ == "the":
            first = doc[first.i - 1]
        named = [self.mentions[i] for i in sides.tokens if i in self.mentions]
        return Candidate(
            kind=pattern.kind,
            pattern=pattern.id,
            sentence=self.number,
            start=min([self.parsed.start(first), *(m.start for m in named)]),
            end=max([self.parsed.end(last), *(m.end for m in named)]),
            a=sides.a,
            b=sides.b,
            stance=stance,
            years=years_in(clause_text(token), self.year),
            options=dict(pattern.options),
            text=self.parsed.span.text.lower(),
        )


def _several(found: list[Candidate]) -> list[Candidate]:
    """Of what one trigger gives: a record and a sum of trade stand side by side, else the first pattern counts."""
    first = found[0]
    if first.kind == "tie_level":
        return [c for c in found if c.kind == "tie_level" and c.pattern == first.pattern]
    if first.kind in TRADE:
        kinds = {c.kind for c in found}
        return [c for c in found if c.kind != "trade_trend" or "record" not in kinds]
    return found[:1]


def _carried(pairs: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """The pair that the last sentences speak of most, the latest of equals; what `both countries` stands for."""
    lately = list(pairs[-LATELY:])
    if not lately:
        return ()
    return max(reversed(lately), key=lately.count)


def _refined(
    base: Candidate, token: Token, kind: str, pattern: Pattern, phrase: str, sentence: str, here: _Sentence
) -> list[Candidate]:
    """What the words around a trigger add: a trend, an aspect, a rank, a sum; nothing where it says too little."""
    left = " ".join(t.text for t in phrase_tokens(token) if t.i <= token.i) if kind == "nouns" else phrase
    left = left.replace(" - ", "-")
    flags = {name: bool(words.search(left)) for name, words in here.patterns.flags.items()}
    options: dict[str, Any] = dict(base.options)
    if base.kind == "tie":
        return _ties(base, token, kind, flags, here)
    if base.kind == "rivalry":
        options |= {"past": flags["past"], "long": flags["long"]}
    elif base.kind == "trade_trend":
        direction = _direction(token, kind, flags, here.patterns)
        if direction == 0:
            return []
        options |= {"sign": direction, "factor": _factor(token, here.patterns)}
    elif base.kind == "amount":
        value = money_mn(sentence)
        if value is None or value < 100:
            return []
        options |= {"usd_mn": value, "way": "exports" if token.lemma_.lower() == "export" else "both"}
    elif base.kind == "partner":
        options |= {"rank": ordinal(phrase), "way": _way(phrase, token.lemma_.lower())}
    elif base.kind == "rank":
        measure = next((m for m, words in MEASURES if re.search(words, phrase, re.IGNORECASE)), None)
        if measure is None:
            return []
        options |= {"measure": measure, "rank": ordinal(phrase)}
    elif base.kind == "tariff":
        options |= {
            "pct": percent(phrase),
            "strong": bool(re.search(r"substantial|steep|sweeping|high|hefty|heavy|massive", phrase, re.IGNORECASE)),
        }
    elif base.kind == "export_curb":
        options["commodity"] = next((c for w, c in COMMODITIES.items() if w in base.text), None)
    elif base.kind == "sanctions":
        options["lifted"] = token.head.lemma_.lower() in {"lift", "ease", "remove", "relax", "end", "drop", "waive"}
    elif base.kind == "rise":
        options["measures"] = tuple(m for m in ("military", "trade") if flags[m]) or ("trade",)
        options["sign"] = (
            -1 if re.search(r"waning|declin|diminish|shrink|fading|retreat|erosion", phrase, re.IGNORECASE) else 1
        )
    elif base.kind == "order":
        options["trend"] = _order_trend(phrase, sentence, options)
        options["word"] = "" if options.get("leads") else token.lemma_.lower()[:3]
    elif base.kind == "vote":
        options["vote"] = _vote(token)
    elif base.kind == "dependence":
        options["other"] = _other(token, phrase)
    return [dataclasses.replace(base, options=options)]


def _ties(base: Candidate, token: Token, kind: str, flags: Mapping[str, bool], here: _Sentence) -> list[Candidate]:
    direction = _direction(token, kind, flags, here.patterns)
    sign = int(base.options.get("sign", 1))
    named: list[Any] = [a for a in ("trade", "military") if flags[a]]
    aspects = named or [base.options.get("aspect")]
    stance = base.stance
    if direction and not (flags["up"] or flags["down"]) and kind == "nouns":
        verb_stance = stance_of(_governor(token), here.parsed.span)
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
        found.append(dataclasses.replace(base, kind="tie_level", options=options))
    return found


def _says_itself(tokens: Sequence[Token], token: Token, patterns: Patterns) -> bool:
    """Whether a noun's own words tell how a tie is, so that its verb need not be quoted."""
    if token.pos_ != "NOUN" or token.dep_ not in {"nsubj", "nsubjpass", "dobj"}:
        return True
    left = " ".join(t.text for t in tokens if t.i <= token.i).replace(" - ", "-")
    told = any(patterns.flags[name].search(left) for name in ("up", "down", "bad", "long", "strong"))
    return told or not _direction(token, "nouns", {"up": False, "down": False}, patterns)


def _modal(verb: Token) -> bool:
    return any(c.tag_ == "MD" for c in (*verb.children, *verb.head.children))


def _governor(token: Token) -> Token:
    """The word that governs a noun: its verb, through a preposition or a conjunction."""
    word = token
    for _ in range(4):
        if word.dep_ in {"conj", "compound", "amod", "poss"} and word.head is not word:
            word = word.head
            continue
        head = word.head
        return head.head if head.pos_ == "ADP" and head.head is not head else head
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
    return "no" if "against" in words else "yes" if words & {"for", "in"} else None


def _other(token: Token, phrase: str) -> str | None:
    """What a state depends on, where it is not trade as a whole."""
    found = re.search(
        r"\b(gas|oil|energy|arms|weapons?|chips?|semiconductors?|rare earths?|minerals?|military|security|troops|aid|loans?|technolog\w+)\b",
        phrase,
        re.IGNORECASE,
    )
    return found[1].lower() if found else None
