"""The brief of an article: from its file to claims with verdicts."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from multipolar.brief.checks import KINDS, check, split
from multipolar.brief.comparisons import find_comparisons
from multipolar.brief.detect import find_candidates
from multipolar.brief.evidence import said
from multipolar.brief.leftover import sentence_claim
from multipolar.brief.records import Brief, Candidate, Claim, Finding
from multipolar.brief.supposed import supposed
from multipolar.errors import InputError
from multipolar.news.dates import dated, year_of
from multipolar.news.document import Document
from multipolar.news.furniture import tag_blocks
from multipolar.news.gazetteer import Gazetteer, find_mentions
from multipolar.news.ingest import ingest, read_path
from multipolar.news.language import not_english
from multipolar.news.naming import mentions_by_token
from multipolar.news.parse import Parsed, parse
from multipolar.news.records import Mention
from multipolar.progress import Progress, silent

__all__ = ["SAMPLE", "brief_article", "brief_document", "sample_text"]

SAMPLE = "sample"
STEPS = 4
DIRECTED = frozenset({"tariff", "dependence", "partner", "sanctions", "visit", "finance", "export_curb", "isolation"})
"""Kinds in which it matters who stands on which side."""
GIVES_WAY = {
    "trade_trend": {"trade_compare", "comparison", "partner_share"},
    "amount": {"trade_compare", "partner_share"},
    "rise": {"rise", "world_share"},
    "partner": {"partner", "partner_count", "trade_compare"},
}
"""Kinds that give way to one that measures, in the same words."""
WHOLE = frozenset({"condition", "offer", "opinion"})
"""Kinds that are claims of a whole sentence: the same only where the sentence is."""


def sample_text() -> bytes:
    """The packaged sample article, own work, CC0."""
    return resources.files("multipolar").joinpath("data/news/sample.txt").read_bytes()


def brief_article(path: str | Path, year: int | None = None, progress: Progress | None = None) -> Brief:
    """Confront an article with the data.

    Args:
        path: a file, or `sample`. year: in place of that of the article. progress: called after each step.

    Raises:
        InputError: no such file, one that cannot be read, one without an article or with several, or the extra for news is
            missing.
    """
    if str(path) == SAMPLE and not Path(path).exists():
        return brief_document(ingest(sample_text(), "sample.txt"), year, progress)
    documents = read_path(path)
    if len(documents) != 1:
        raise InputError(f"{path}: holds {len(documents)} articles; a brief takes one: write it to a file of its own.")
    return brief_document(documents[0], year, progress)


def brief_document(document: Document, year: int | None = None, progress: Progress | None = None) -> Brief:
    """Confront a document with the data.

    Args:
        document: as ingested. year: in place of that of the article. progress: called after each step.

    Raises:
        InputError: the extra for news is missing.
    """
    report = progress or silent
    report("reading", 0, STEPS)
    document = dated(tag_blocks(document))
    body = "\n".join(document.text[b.start : b.end] for b in document.blocks if b.tag == "body") or document.text
    why = not_english(body) if body.strip() else "nothing to read: no prose in it"
    own, whence = year_of(document)
    held, undated = year or own, whence if year is None else ""
    if why:
        notes = (f"{why}; it is not read for claims",)
        return Brief(document.file, _title(document), document.published, document.sha256, 0, held, (), notes)
    parsed = parse(document)
    report("naming actors", 1, STEPS)
    mentions = find_mentions(parsed, Gazetteer.packaged(), document.published, document)
    report("finding claims", 2, STEPS)
    candidates = _candidates(parsed, mentions, document, held)
    report("confronting them with the data", 3, STEPS)
    claims = _claims(candidates, parsed, document, held)
    report("done", STEPS, STEPS)
    said_of_it = (f"no date found; held against {held}, {undated}, use --year",) if undated else ()
    title = _title(document)
    return Brief(document.file, title, document.published, document.sha256, len(parsed), held, claims, said_of_it)


def _title(document: Document) -> str:
    return document.title or _first_line(document)


def _first_line(document: Document) -> str:
    line = document.text.strip().split("\n", 1)[0]
    return line if len(line) <= 100 else f"{line[:97].rstrip()}..."


def _candidates(
    parsed: Sequence[Parsed], mentions: Sequence[Sequence[Mention]], document: Document, year: int
) -> list[Candidate]:
    """Claims on data, and claims of whole sentences beside them or where there are none."""
    found = list(find_candidates(parsed, mentions, document, year))
    for number, (sentence, names) in enumerate(zip(parsed, mentions, strict=True)):
        if document.blocks and document.blocks[sentence.sentence.block].tag != "body":
            continue
        last = mentions[number - 1] if number else ()
        before = tuple(dict.fromkeys(a.code for m in last for a in m.actors if len(a.code) == 3))
        measured = find_comparisons(number, sentence, mentions_by_token(sentence, names), year, before)
        found = [c for c in found if not any(_within(c, m) for m in measured)] + measured
    by_sentence: dict[int, list[Candidate]] = {}
    for claim in found:
        by_sentence.setdefault(claim.sentence, []).append(claim)
    every: list[Candidate] = []
    for number, (sentence, names) in enumerate(zip(parsed, mentions, strict=True)):
        here = by_sentence.get(number, [])
        if document.blocks and document.blocks[sentence.sentence.block].tag != "body":
            continue
        tokens = mentions_by_token(sentence, names)
        codes = list(dict.fromkeys(a.code for m in names for a in m.actors))
        if not any(len(code) == 3 for code in codes) and number:
            codes += [a.code for m in mentions[number - 1] for a in m.actors if a.code not in codes]
        whole = sentence_claim(number, sentence, codes, tokens, bool(here), year)
        if whole is not None:
            held = supposed(sentence, names, tokens, document, year, whole.kind)
            whole = dataclasses.replace(whole, options={**whole.options, "supposed": held})
        if whole is not None and whole.kind in {"condition", "offer"}:
            assumed = check(whole, year).verdict == "assumption"
            here = [c for c in here if c.stance == "asserted" and _says_more(c)] if assumed else here
            if here and check(whole, year).verdict != "assumption":
                whole = None
        here = [_dated(c, document) for c in here]
        every += [*here, *([whole] if whole is not None else [])]
    return every


def _within(claim: Candidate, measured: Candidate) -> bool:
    """Whether a claim says the same as one that measures: shorter, of the same words and about trade or size."""
    same = claim.sentence == measured.sentence and claim.start < measured.end and measured.start < claim.end
    return same and measured.kind in GIVES_WAY.get(claim.kind, ())


def _dated(claim: Candidate, document: Document) -> Candidate:
    """A claim on tariffs with the day of the article, after which no rate counts."""
    day = document.published
    until = {"until": day} if claim.kind == "tariff" and day else {}
    return dataclasses.replace(claim, options={**claim.options, **until}) if until else claim


def _says_more(claim: Candidate) -> bool:
    """Whether a claim beside a condition is worth its own place: a tie without an adjective is not."""
    return claim.kind != "tie_level" or any(claim.options.get(name) for name in ("strong", "long", "tension"))


def _claims(
    candidates: Sequence[Candidate], parsed: Sequence[Parsed], document: Document, year: int
) -> tuple[Claim, ...]:
    """Claims in order of the text; the same words again are repeats of the first."""
    found: dict[tuple[str, str], Claim] = {}
    for candidate in candidates:
        sentence = parsed[candidate.sentence].sentence
        start, end = document.span(candidate.start, candidate.end)
        words = " ".join(document.text[sentence.start : sentence.end].split()) if candidate.kind in WHOLE else ""
        for one, finding in _merged([(c, check(c, year)) for c in split(candidate, year)]):
            about = tuple(said((code,)) for code in dict.fromkeys((*one.a, *one.b)))
            key = (
                words,
                f"{one.kind} {(one.a, one.b) if one.kind in DIRECTED else sorted((*one.a, *one.b))} {one.stance} {one.years} {sorted(one.options.items(), key=str)}",
            )
            if candidate.kind in WHOLE:
                key = (words, one.kind)
            if key in found:
                old = found[key]
                found[key] = dataclasses.replace(old, repeats=(*old.repeats, (start, end)))
                continue
            span = document.span(sentence.start, sentence.end)
            found[key] = Claim(
                0,
                KINDS[one.kind][0],
                document.file,
                document.raw[start:end],
                start,
                end,
                *span,
                about,
                finding,
                one.stance,
            )
    ordered = sorted(found.values(), key=lambda c: (c.start, c.end))
    return tuple(dataclasses.replace(c, number=n) for n, c in enumerate(ordered, start=1))


def _merged(checked: Sequence[tuple[Candidate, Finding]]) -> list[tuple[Candidate, Finding]]:
    """Claims of several pairs with one verdict as one."""
    if len(checked) < 2 or len({f.verdict for _, f in checked}) > 1:
        return list(checked)
    (first, finding), rest = checked[0], checked[1:]
    a = tuple(dict.fromkeys(code for c, _ in checked for code in (*c.a, *c.b)))
    reason = " ".join(dict.fromkeys(f.reason for _, f in checked))
    figure = finding.figure
    if figure is not None:
        texts = [f.figure.text for _, f in checked if f.figure is not None]
        figure = dataclasses.replace(figure, text="; ".join(texts))
    scenario = next((f for _, f in [(first, finding), *rest] if f.scenario), finding)
    merged = dataclasses.replace(scenario, reason=reason, figure=figure)
    return [(dataclasses.replace(first, a=a, b=()), merged)]
