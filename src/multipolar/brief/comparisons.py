"""Claims that measure: who is larger than whom, who trades more with whom, which share of the world is whose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from multipolar.brief.denial import denied
from multipolar.brief.masked import Masked, mask
from multipolar.brief.records import Candidate
from multipolar.brief.words import named_year, stance_of, years_in
from multipolar.news.parse import Parsed
from multipolar.news.records import Mention

__all__ = ["find_comparisons"]

ONE = r"(?:the )?@\d+"
ASIDE = r"(?:,? [a-z]+,?|, [^.;:]{0,60},)?"
MANY = rf"{ONE}(?:(?:, | and |, and | & |/){ONE})*"
OWN = r"(?:['’]s?)?"
MEASURES = (
    ("military", r"defen[cs]e|military|army|armed forces|weapons"), ("population", r"population|people|humanity|inhabitants"),
    ("exports", r"exports?"), ("imports", r"imports?"), ("manufacturing", r"manufactur|industrial (output|production)"),
    ("trade", r"trade|commerce|trading"), ("gdp", r"gdp|gross domestic product|output|econom|income|wealth"),
)  # fmt: skip
OTHER = re.compile(
    r"\b(oil|gas|energy|food|grain|wheat|coal|steel|chips?|semiconductors?|carbon|emissions?|growth|reserves|debt|services|rare|"
    r"nuclear|per[- ]capita|per head|military personnel|arms|solar|batter\w+|patents?|investment)\b",
    re.IGNORECASE,
)
"""Words that narrow a measure to what our tables do not hold."""
FRACTIONS = {
    "half": 50.0,
    "three fifths": 60.0,
    "three-fifths": 60.0,
    "four fifths": 80.0,
    "four-fifths": 80.0,
    "nine tenths": 90.0,
    "nine-tenths": 90.0, "a third": 100 / 3, "one third": 100 / 3, "one-third": 100 / 3, "a quarter": 25.0, "one quarter": 25.0,
    "one-quarter": 25.0, "a fifth": 20.0, "one fifth": 20.0, "one-fifth": 20.0, "a sixth": 100 / 6, "one-sixth": 100 / 6,
    "a tenth": 10.0, "one-tenth": 10.0, "two thirds": 200 / 3, "two-thirds": 200 / 3, "three quarters": 75.0,
    "three-quarters": 75.0, "two fifths": 40.0, "two-fifths": 40.0, "an eighth": 12.5, "a seventh": 100 / 7,
}  # fmt: skip
TIMES = {
    "twice": 2.0,
    "double": 2.0,
    "three times": 3.0,
    "triple": 3.0,
    "four times": 4.0,
    "five times": 5.0,
    "ten times": 10.0,
}
ABOUT = r"(?P<about>almost|nearly|about|around|roughly|some|more than|over|less than|under|at least|up to|close to|only|just|approximately)?\s*"
BOUNDS = {"more than": 1, "over": 1, "at least": 1, "less than": -1, "under": -1, "up to": -1}
PART = rf"(?P<part>\d{{1,2}}(?:\.\d+)?\s?(?:%|percent|per cent)|{'|'.join(FRACTIONS)})(?: share)?"
WORLD = r"(?:the )?(?P<of>(?:world|global|planet|earth|humanity)[^.;:@]{0,45})"


def _again(pattern: str) -> str:
    """A pattern for the other branch of a choice: its groups end in 2, as no name may stand twice."""
    return re.sub(r"\(\?P<(\w+)>", r"(?P<\g<1>2>", pattern)


SHARE = re.compile(
    rf"(?P<who>{MANY}|\bthe two\b|\bboth\b)[^@.;:]{{0,50}}?\b(?:accounts?|accounted|accounting) for {ABOUT}{PART} of {WORLD}"
    rf"|(?P<who2>{MANY})[^@.;:]{{0,40}}?\b(?:represents?|represented|ma[kd]es? up|produces?|produced|generates?|holds?|constitutes?|"
    rf"has|have|is home to|are home to) {_again(ABOUT)}{_again(PART)} of {_again(WORLD)}",
    re.IGNORECASE,
)
SHARE_IS = re.compile(
    rf"(?P<who>{ONE}){OWN} share (?:of|in) {WORLD}? (?:is|was|stands at|stood at|has reached|reached) {ABOUT}{PART}",
    re.IGNORECASE,
)
AND_PART = re.compile(rf"^,?(?: and|,)? {ABOUT}{PART} of {WORLD}", re.IGNORECASE)
SHARE_MOVES = re.compile(rf"(?:(?P<who>{ONE}){OWN} share of|share of (?P<who2>{ONE}) in) {WORLD}", re.IGNORECASE)
UP = re.compile(r"\b(gr[eo]wn?|growing|ris(?:en|ing|es)|rose|increas\w+|climb\w+|doubled|expand\w+)\b", re.IGNORECASE)
DOWN = re.compile(
    r"\b(shr[iau]nk\w*|shrinking|fall(?:en|ing|s)|fell|declin\w+|dropp\w+|dwindl\w+|slipp\w+)\b", re.IGNORECASE
)
COUNTED = re.compile(
    rf"(?P<a>{ONE})(?: [a-z]+){{0,3}} (?:the )?(?:largest|biggest|top|main|leading|number one) (?:trading|trade) partner (?:of|for|to) "
    rf"{ABOUT}(?P<count>\d{{2,3}})(?: of the \S+ \d+)? (?:countries|nations|states|economies)",
    re.IGNORECASE,
)
TOGETHER = re.compile(r"\b(together|combined)\b", re.IGNORECASE)
MORE = r"(?:far |much |considerably |slightly |a lot )?"
SIZE = re.compile(
    rf"(?P<a>{ONE}){OWN} (?P<measure>(?:[\w-]+ ){{0,2}}(?:economy|gdp|output|population|budget|spending|exports|imports|trade|army|military))"
    rf"[^@.;:]{{0,25}}? (?:is|was|are|were|has become|had become|became) {MORE}(?P<way>larger|bigger|greater|smaller|higher|lower) than"
    rf"(?: that of| those of)? (?P<b>{MANY}{OWN}(?:(?: and |, ){ONE}{OWN})*)(?P<rest>[^.;:@]{{0,25}})",
    re.IGNORECASE,
)
PASSED = re.compile(
    rf"(?P<a>{ONE}){OWN} (?P<measure>(?:[\w-]+ ){{0,2}}(?:economy|gdp|output|population|budget|spending|exports|imports|trade))"
    rf"(?: has| have| had)?(?: long| now| already| since)? (?P<way>surpass|overt[ao]ok|overtaken|overtakes|exceed|outstrip|eclipse|dwarf|outgr[eo]w)\w*"
    rf"(?: that of| those of)? (?P<b>{ONE}){OWN}",
    re.IGNORECASE,
)
OF_TRADE = r"(?P<of>(?:total |overall |all |foreign |global |goods )*(?P<flow>imports|exports|trade|export volume|overall export volume))\b"
PART_OF = re.compile(
    rf"(?P<who>{MANY})[^@.;:]{{0,40}}?\b(?:accounts? for|accounted for|accounting for|ma[kd]es? up|making up|represents?|represented|provides?|provided) "
    rf"{ABOUT}{PART} of (?P<b>{ONE}){OWN} {OF_TRADE}"
    rf"|{_again(ABOUT)}{_again(PART)} of (?P<b2>{ONE}){OWN} "
    rf"{_again(OF_TRADE)} (?:go(?:es)?|went|is sent|are sent|head|heads|is destined|are destined|destined|"
    rf"is bound|are bound|c[ao]mes?) (?:to|for|from) (?P<who2>{ONE})",
    re.IGNORECASE,
)
FLOW_PART = re.compile(
    rf"(?P<b>{ONE}){OWN} (?P<flow>exports|imports|trade) (?:to|from|with) (?P<who>{ONE}) (?:accounts? for|accounted for|ma[kd]es? up|represents?|represented|is|was|are|were) "
    rf"{ABOUT}{PART} of (?:its |their |the |total |all |overall |country's )*(?:foreign |goods )*(?:exports|imports|trade)\b",
    re.IGNORECASE,
)
AND_WHO = re.compile(
    rf"^[^@.;:]{{0,12}}?(?:,| while| and| but| whereas)[^@.;:]{{0,40}}? ?(?P<who>{ONE})[^@.;:]{{0,14}}? (?:has|had|at|with|for) {ABOUT}{PART}(?! of)",
    re.IGNORECASE,
)
SPENDS = re.compile(
    rf"(?P<a>{ONE}){ASIDE} (?P<verb>spends?|spent|exports?|exported|imports?|imported|trades?|traded|produces?|makes) {MORE}(?P<way>more|less)"
    rf"(?P<rest>[^.;:@]{{0,40}}?) than (?P<b>{MANY}{OWN})(?! [\w-]+ing)(?P<after>[^.;:@]{{0,25}})",
    re.IGNORECASE,
)
PARTNER = re.compile(
    rf"(?P<a>{ONE}){ASIDE} (?P<verb>trades?|traded|does|do|did|sells?|sold|exports?|exported|sends?|sent|ships?|buys?|bought|imports?|imported) "
    rf"{MORE}(?P<way>more|less)(?P<of>[^.;:@]{{0,30}}?) (?:with|to|from) (?P<b>{ONE})"
    rf" than (?:it does |they do )?(?:with |to |from )?(?P<c>{ONE}|any(?:one|body)? (?:other|else)(?: [\w-]+){{0,2}})",
    re.IGNORECASE,
)
TRADE_TIMES = re.compile(
    rf"(?P<a>{ONE}){OWN} (?P<what>trade|exports|imports) (?:with|to|from) (?P<b>{ONE}) (?:is|was|are|were|has become) {MORE}"
    rf"(?:(?P<about>more than|over|almost|nearly|about|roughly) )?(?P<times>{'|'.join(TIMES)}|larger than|bigger than|greater than|smaller than)"
    rf"[^.;:@]{{0,30}}?(?:with|to|from) (?P<c>{ONE})",
    re.IGNORECASE,
)


def find_comparisons(
    number: int, parsed: Parsed, mentions: Mapping[int, Mention], year: int, before: tuple[str, ...] = ()
) -> list[Candidate]:
    """Comparisons and shares of a sentence.

    Args:
        number: of the sentence. parsed: it. mentions: by position of token. year: of the article. before: states that the
            sentence before names, for `the two`.
    """
    masked = mask(parsed, mentions)
    found: list[Candidate] = []
    for kind, match, a, b, options in _matches(masked):
        if not a and len(before) == 2:
            a = before
        if not a:
            continue
        token = masked.token(match[1])
        if kind == "world_share":
            options["ppp"] = bool(re.search(r"\bppp\b|purchasing[- ]power", masked.text, re.IGNORECASE))
        stance = stance_of(token, parsed.span)
        if stance is None:
            continue
        if denied(token, taken_for_granted=False):
            options["denied"] = True
        start, end = masked.span(match[0], match[2])
        words = masked.text[match[0] : match[2]]
        found.append(
            Candidate(
                kind,
                f"masked.{kind}",
                number,
                start,
                end,
                a,
                b,
                stance,
                years_in(parsed.span.text, year),
                options,
                parsed.span.text.lower(),
                named_year(words, year),
            )
        )
    return found


Match = tuple[str, tuple[int, int, int], tuple[str, ...], tuple[str, ...], dict[str, Any]]
"""Kind; start, place of the verb and end; both sides; options."""


def _matches(masked: Masked) -> Iterator[Match]:
    yield from _shares(masked)
    yield from _moving_shares(masked)
    for m in COUNTED.finditer(masked.text):
        counted = {"count": int(m["count"]), "bound": BOUNDS.get((m["about"] or "").lower(), 0)}
        yield "partner_count", (m.start(), m.start("count"), m.end()), masked.codes(m["a"]), (), counted
    for m in SIZE.finditer(masked.text):
        measure = _measure(m["measure"])
        if measure and not OTHER.search(m["measure"]):
            sized = {"measure": measure, "sign": _sign(m["way"]), "together": bool(TOGETHER.search(m["rest"]))}
            yield (
                "comparison",
                (m.start(), m.start("way"), m.end("b")),
                masked.codes(m["a"]),
                masked.codes(m["b"]),
                sized,
            )
    for m in PASSED.finditer(masked.text):
        measure = _measure(m["measure"])
        if measure and not OTHER.search(m["measure"]):
            sized = {"measure": measure, "sign": 1, "together": False}
            yield "comparison", (m.start(), m.start("way"), m.end()), masked.codes(m["a"]), masked.codes(m["b"]), sized
    for m in FLOW_PART.finditer(masked.text):
        flows: dict[str, Any] = {"pct": _value(m["part"]), "bound": BOUNDS.get((m["about"] or "").lower(), 0)}
        flows["way"] = _flow(m["flow"])
        yield (
            "partner_share",
            (m.start(), m.start("part"), m.end()),
            masked.codes(m["b"]),
            masked.codes(m["who"]),
            flows,
        )
    for m in PART_OF.finditer(masked.text):
        who, part, b, of, flow = (m[name] or m[f"{name}2"] for name in ("who", "part", "b", "of", "flow"))
        about = (m["about"] or m["about2"] or "").lower()
        start, place = (m.start("who"), m.start("part")) if m["who"] else (m.start(), m.end() - 1)
        shared: dict[str, Any] = {"pct": _value(part), "bound": BOUNDS.get(about, 0), "way": _flow(flow)}
        shared["goods"] = narrowed[0] if (narrowed := OTHER.search(of)) else None
        yield "partner_share", (start, place, m.end()), masked.codes(b), masked.codes(who), shared
    for m in SPENDS.finditer(masked.text):
        yield from _spends(masked, m)
    for m in PARTNER.finditer(masked.text):
        yield from _partner(masked, m)
    for m in TRADE_TIMES.finditer(masked.text):
        what = m["what"].lower()
        held: dict[str, Any] = {"way": "both" if what == "trade" else what, "against": masked.codes(m["c"])}
        held |= {"sign": -1 if "smaller" in m["times"].lower() else 1, "times": TIMES.get(m["times"].lower(), 0.0)}
        held["bound"] = BOUNDS.get((m["about"] or "").lower(), 0)
        yield "trade_compare", (m.start(), m.start("what"), m.end()), masked.codes(m["a"]), masked.codes(m["b"]), held


def _sign(word: str) -> int:
    return 1 if word.lower() in {"larger", "bigger", "greater", "higher", "more"} else -1


def _partner(masked: Masked, m: re.Match[str]) -> Iterator[Match]:
    options: dict[str, Any] = {"way": _way(m["verb"]), "sign": _sign(m["way"]), "rank": 1}
    place, a, b = (m.start(), m.start("verb"), m.end()), masked.codes(m["a"]), masked.codes(m["b"])
    if OTHER.search(m["of"]):
        return
    if "@" in m["c"]:
        yield "trade_compare", place, a, b, {**options, "against": masked.codes(m["c"])}
    elif options["sign"] == 1:
        yield "partner", place, a, b, options


def _spends(masked: Masked, m: re.Match[str]) -> Iterator[Match]:
    verb, said = m["verb"].lower()[:3], f"{m['rest']} {m['after']}"
    measure = {"exp": "exports", "imp": "imports", "tra": "trade"}.get(verb, _measure(said))
    if measure is None or (verb != "spe" and m["rest"].strip()) or (verb == "spe" and measure != "military"):
        return
    options = {"measure": measure, "sign": _sign(m["way"]), "together": bool(TOGETHER.search(said))}
    yield "comparison", (m.start(), m.start("verb"), m.end("b")), masked.codes(m["a"]), masked.codes(m["b"]), options


def _shares(masked: Masked) -> Iterator[Match]:
    for m in SHARE.finditer(masked.text):
        who, part, about, of = (m[name] or m[f"{name}2"] for name in ("who", "part", "about", "of"))
        start = m.start("who") if m["who"] else m.start("who2")
        verb = m.start("part") if m["part"] else m.start("part2")
        a = masked.codes(who)
        end = m.end()
        of, end = _cut(of, end)
        if (options := _share_options(part, about, of)) is not None:
            yield "world_share", (start, verb - 2, end), a, (), options
        beside = AND_WHO.match(masked.text[end:])
        if beside is not None and (options := _share_options(beside["part"], beside["about"], of)) is not None:
            first, stop = end + beside.start("who"), end + beside.end()
            yield "world_share", (first, stop - 2, stop), masked.codes(beside["who"]), (), options
        more = AND_PART.match(masked.text[end:])
        if more is not None:
            of, stop = _cut(more["of"], end + more.end())
            if (options := _share_options(more["part"], more["about"], of)) is not None:
                yield "world_share", (start, verb - 2, stop), a, (), options
    for m in SHARE_IS.finditer(masked.text):
        if (options := _share_options(m["part"], m["about"], m["of"] or "")) is not None:
            yield "world_share", (m.start(), m.start("part") - 2, m.end()), masked.codes(m["who"]), (), options


def _moving_shares(masked: Masked) -> Iterator[Match]:
    for m in SHARE_MOVES.finditer(masked.text):
        measure = _measure(m["of"])
        up, down = UP.search(masked.text, m.start()), DOWN.search(masked.text, m.start())
        moved = up or down
        if measure in {"gdp", "trade", "military"} and moved and not (up and down) and not OTHER.search(m["of"]):
            options = {"measures": (measure,), "sign": 1 if up else -1}
            yield "rise", (m.start(), moved.end() - 1, moved.end()), masked.codes(m["who"] or m["who2"]), (), options


def _cut(of: str, end: int) -> tuple[str, int]:
    """What a share is of, up to the next conjunction or comma."""
    stop = re.search(r"(?:,| and | while | but | \()", of)
    return (of[: stop.start()], end - len(of) + stop.start()) if stop else (of, end)


def _share_options(part: str, about: str | None, of: str) -> dict[str, Any] | None:
    measure = _measure(of)
    if measure is None:
        return None
    value = _value(part)
    bound = BOUNDS.get((about or "").lower(), 0)
    return {
        "measure": measure,
        "pct": value,
        "bound": bound,
        "ppp": False,
        "other": found[0] if (found := OTHER.search(of)) else None,
    }


def _value(part: str) -> float:
    return FRACTIONS.get(part.lower()) or float(re.sub(r"[^\d.]", "", part))


def _flow(words: str) -> str:
    return "exports" if "export" in words.lower() else "imports" if "import" in words.lower() else "both"


def _measure(words: str) -> str | None:
    return next((m for m, pattern in MEASURES if re.search(rf"\b(?:{pattern})", words, re.IGNORECASE)), None)


def _way(verb: str) -> str:
    verb = verb.lower()
    if verb[:3] in {"sel", "sol", "exp", "sen", "shi"}:
        return "exports"
    return "imports" if verb[:3] in {"buy", "bou", "imp"} else "both"
