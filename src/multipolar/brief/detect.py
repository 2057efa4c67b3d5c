"""Claims in sentences: triggers of the patterns, their sides by syntax, what the words around them add, and how they are held."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from multipolar.brief.bodies import PLAIN, names_body
from multipolar.brief.denial import denied
from multipolar.brief.numbers import untested_number
from multipolar.brief.patterns import Pattern, Patterns, packaged_patterns
from multipolar.brief.records import Candidate, Stance
from multipolar.brief.refine import refined, says_itself
from multipolar.brief.sides import Sides, sides_of
from multipolar.brief.words import (
    clause_text,
    clause_tokens,
    definite,
    is_view,
    named_year,
    phrase_tokens,
    prospective,
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
FACED = frozenset({"rivalry", "alliance"})
"""Kinds whose patterns with two sides need both."""
TRADE = frozenset({"record", "amount", "trade_trend"})
BARE = re.compile(
    r"^(?:the |these |such )?(?:(?:diplomatic|economic|political|commercial|overall|once[- ]\w+|already|increasingly|growing) )*"
    r"(?:relations|ties|relationship|tensions|trade|friendship|rivalry|enmity)$",
    re.IGNORECASE,
)
"""Phrases that name nobody and mean the pair of the sentence before: `relations worsened again`."""
COUNTRIES = re.compile(
    r"\b(their|bilateral|mutual|the two|both (?:nations|countries|sides|leaders|powers))\b", re.IGNORECASE
)


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
    latest: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    said = ""
    for number, (sentence, names) in enumerate(zip(parsed, mentions, strict=True)):
        tag = document.blocks[sentence.sentence.block].tag if document.blocks else "body"
        if tag not in READ:
            continue
        carried = _carried(pairs, named)
        by_token = _joined(sentence, _both(names, carried))
        here = _Sentence(number, sentence, by_token, carried, year, patterns, latest, said)
        found += here.candidates()
        said = sentence.span.text
        pairs += here.pairs()
        named = here.named_pair()
        latest = named or (carried if latest == carried else ())
    return tuple(found)


def _whole_end(last: Token) -> Token:
    """End of a quotation that stops at no determiner, `and` or bracket."""
    while last.tag_ in {"PRP$", "DT"} and last.i + 1 < last.sent.end:
        last = last.doc[last.i + 1]
    while (last.dep_ == "cc" or last.is_punct) and last.i > last.sent.start:
        last = last.doc[last.i - 1]
    return last


def _joined(sentence: Parsed, names: Sequence[Mention]) -> dict[int, Mention]:
    """Mentions by token; a token that holds two, such as `U.S.-China`, names both."""
    found = mentions_by_token(sentence, names)
    for i, mention in found.items():
        token = sentence.span.doc[i]
        start, end = sentence.start(token), sentence.end(token)
        inside = [m for m in names if start <= m.start and m.end <= end]
        if len(inside) > 1:
            actors = {a.code: a for m in sorted(inside, key=lambda m: m.start) for a in m.actors}
            found[i] = dataclasses.replace(mention, actors=tuple(actors.values()))
    return found


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
        carried: the two states spoken of, for `both countries`. latest: the pair of the sentence before, if it names one alone.
        before: the sentence before, which tells what a vote was on.
    """

    number: int
    parsed: Parsed
    mentions: Mapping[int, Mention]
    carried: tuple[str, ...]
    year: int
    patterns: Patterns
    latest: tuple[str, ...] = ()
    before: str = ""

    def candidates(self) -> list[Candidate]:
        found: dict[tuple[Any, ...], Candidate] = {}
        for token in self.parsed.span:
            if token.i in self.mentions and not (token.pos_ == "NOUN" and token.text.islower()):
                continue
            for claim in self._at(token):
                key = (claim.kind, claim.a, claim.b, claim.options.get("sign"), claim.options.get("aspect"))
                found.setdefault(key, claim)
        return list(found.values())

    def named_pair(self) -> tuple[str, ...]:
        """The two states that the sentence names, where it names two by name and no more."""
        codes = {
            a.code for m in self.mentions.values() if m.kind not in REFERRING for a in m.actors if len(a.code) == 3
        }
        return tuple(sorted(codes)) if len(codes) == 2 else ()

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
        sides = self._carried_on(token, _allied(sides, pattern), pattern, phrase)
        if pattern.options.get("leads") and not sides.a:
            sides = self._leaders(tokens)
        if len({*sides.a, *sides.b}) < pattern.sides or (pattern.kind in FACED and pattern.b and not sides.b):
            return []
        if pattern.options.get("person") and not any(
            a.person for i in sides.tokens if i in self.mentions for a in self.mentions[i].actors
        ):
            return []
        if pattern.kind == "vote" and set(sides.a) <= {"UN"}:
            return []
        if pattern.kind == "isolation" and self._by_pronoun(sides):
            return []
        if pattern.kind == "membership" and not {*sides.a, *sides.b} & set(group_names()):
            return []
        stance = self._stance(token, kind, pattern, phrase)
        if stance is None:
            return []
        base = self._candidate(token, pattern, sides, stance, tokens, phrase)
        return refined(base, token, kind, phrase, self.parsed, self.patterns)

    def _by_pronoun(self, sides: Sides) -> bool:
        """Whether a pronoun stands for the first side, which may well be another."""
        for i in sides.tokens:
            codes = {a.code for a in self.mentions[i].actors} if i in self.mentions else set()
            if self.parsed.span.doc[i].tag_ == "PRP" and codes & {*sides.a} and not codes & {*sides.b}:
                return True
        return False

    def _carried_on(self, token: Token, sides: Sides, pattern: Pattern, phrase: str) -> Sides:
        few = pattern.both and len({*sides.a, *sides.b}) < 2
        before = {a.code for i, m in self.mentions.items() if i < token.i for a in m.actors if len(a.code) == 3}
        if few and COUNTRIES.search(phrase) and len(before) == 2 and {*sides.a, *sides.b} <= before:
            return Sides(tuple(sorted(before)), (), sides.tokens)
        few = few and len(self.carried) == 2
        if few and (COUNTRIES.search(phrase) or (not sides.a and self.latest == self.carried and BARE.match(phrase))):
            return Sides(self.carried, (), sides.tokens)
        return sides

    def _leaders(self, tokens: Sequence[Token]) -> Sides:
        """Who leads: the actor named in the phrase."""
        named = [(t.i, a.code) for t in tokens for a in (self.mentions[t.i].actors if t.i in self.mentions else ())]
        return Sides(tuple(dict.fromkeys(code for _, code in named)), (), tuple(i for i, _ in named))

    def _stance(self, token: Token, kind: str, pattern: Pattern, phrase: str) -> Stance | None:
        stance = stance_of(token, self.parsed.span)
        if pattern.kind == "vote" and token.dep_ == "acl" and token.head.lemma_.lower() in {"decision", "choice"}:
            return "asserted"
        if stance == "conditional" and prospective(token):
            return stance
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
        if pattern.kind == "tie" and not says_itself(tokens, token, self.patterns):
            places += [t.i for t in clause_tokens(token.head) if t.pos_ != "PUNCT"]
        if token.dep_ == "amod":
            places += [t.i for t in quoted_tokens(token.head) if t.i <= token.head.i]
        doc = token.doc
        first, last = doc[min(places)], _whole_end(doc[max(places)])
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
            options=self._doubts(token, pattern, sides, stance, [doc[i] for i in sorted({*places})]),
            text=f"{self.before} {self.parsed.span.text}".lower()
            if pattern.kind == "vote"
            else self.parsed.span.text.lower(),
            named=named_year(clause_text(token), self.year),
        )

    def _doubts(
        self, token: Token, pattern: Pattern, sides: Sides, stance: Stance, tokens: Sequence[Token]
    ) -> dict[str, Any]:
        """Options of the pattern, and what keeps a claim from being tested: a denial, a number, a body that we do not list."""
        found = dict(pattern.options)
        granted = pattern.existing and pattern.kind not in BY_VERB and (definite(token) or token.dep_ == "compound")
        if denied(token, taken_for_granted=granted, moves=pattern.kind in BY_VERB):
            found["denied"] = True
        if (
            number := untested_number(token, pattern.kind, tokens, sum(len(c) == 3 for c in {*sides.a, *sides.b}))
        ) is not None:
            found["number"] = number
        if pattern.kind == "membership" and (other := self._other_body(sides)) is not None:
            found["body"] = other
        return found

    def _other_body(self, sides: Sides) -> str | None:
        """What is named in place of a listed organisation: the eurozone, or a body of it; None where it is named itself."""
        wrong = None
        for place in sides.tokens:
            mention = self.mentions.get(place)
            code = next((a.code for a in mention.actors if a.code in group_names()), None) if mention else None
            if mention is None or code is None or code not in sides.b:
                continue
            inside = [t for t in self.parsed.span if mention.start <= self.parsed.start(t) < mention.end]
            words = "".join(t.text_with_ws for t in inside if t.lower_ != "the").strip()
            head = token_head(inside)
            if names_body(code, words) and head is None:
                return None
            wrong = wrong or (f"{words} {head}" if head else words)
        return wrong


def token_head(inside: Sequence[Token]) -> str | None:
    """The noun that a name stands before where it means more than the body: `EU customs union`.

    Args:
        inside: tokens of the name.
    """
    for token in inside:
        head = token.head
        if token.dep_ in {"compound", "poss", "amod", "nmod"} and head not in inside:
            named = head.pos_ in {"NOUN", "PROPN"} and head.lemma_.lower() not in PLAIN
            qualified = any(
                c.dep_ in {"compound", "amod"} and c not in inside and c.pos_ != "NUM" for c in head.children
            )
            if named or (qualified and head.lemma_.lower() == "union"):
                return str(head.text)
    return None


def _several(found: list[Candidate]) -> list[Candidate]:
    """Of what one trigger gives: a record and a sum of trade stand side by side, else the first pattern counts."""
    first = found[0]
    if first.kind == "tie_level":
        return [c for c in found if c.kind == "tie_level" and c.pattern == first.pattern]
    if first.kind in TRADE:
        kinds = {c.kind for c in found}
        return [c for c in found if c.kind != "trade_trend" or "record" not in kinds]
    return found[:1]


def _carried(pairs: Sequence[tuple[str, ...]], latest: tuple[str, ...]) -> tuple[str, ...]:
    """What `both countries` stands for: the pair of the sentence before, else the one that the last sentences speak of most."""
    if latest:
        return latest
    lately = list(pairs[-LATELY:])
    counts = sorted({pair: lately.count(pair) for pair in lately}.items(), key=lambda entry: -entry[1])
    clear = counts and (len(counts) == 1 or counts[0][1] > counts[1][1])
    return counts[0][0] if clear else ()


def _allied(sides: Sides, pattern: Pattern) -> Sides:
    """Sides of `US allies Japan and Australia`: the United States and they."""
    if pattern.kind not in {"alliance", "rivalry"} or "@US_ALLIES" not in sides.a or not sides.b:
        return sides
    return Sides(tuple("USA" if code == "@US_ALLIES" else code for code in sides.a), sides.b, sides.tokens)


def _modal(verb: Token) -> bool:
    return any(c.tag_ == "MD" for c in (*verb.children, *verb.head.children))
