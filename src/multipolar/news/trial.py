"""Read what is annotated, to score it: sentences as documents of their own, articles from a folder."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from multipolar.news.document import Document
from multipolar.news.evaluate import Prediction
from multipolar.news.gold import Gold, GoldError, GoldSentence
from multipolar.news.records import Event
from multipolar.progress import Progress

__all__ = ["Trial", "first_on_second", "raw_texts", "read_annotated"]


@dataclasses.dataclass(frozen=True)
class Trial:
    """What reading the annotated material gave. Args: events; texts, raw by key; documents of the articles."""

    events: tuple[Event, ...]
    texts: Mapping[str, str]
    documents: tuple[Document, ...]


def read_annotated(gold: Gold, articles: Path | None = None, progress: Progress | None = None) -> Trial:
    """Events read from every annotated sentence and article.

    Args:
        gold: annotations. articles: folder of the articles; by default the folders of the annotations.

    Raises:
        GoldError: an article that is in none of the folders.
    """
    from multipolar.news.ingest import read_path
    from multipolar.news.read import read_documents

    pages = [page for path in _article_paths(gold, articles).values() for page in read_path(path)]
    events: list[Event] = []
    documents: tuple[Document, ...] = ()
    if pages:
        report = read_documents(pages, progress=progress)
        events, documents = [*report.events], tuple(report.documents)
    if gold.sentences:
        events += read_documents([_document(s) for s in gold.sentences], progress=progress).events
    return Trial(tuple(events), {d.doc: d.raw for d in documents}, documents)


def raw_texts(gold: Gold, articles: Path | None = None) -> dict[str, str]:
    """Raw text of each annotated article that is there, by key.

    Args:
        gold: annotations. articles: folder of the articles; by default the folders of the annotations.
    """
    paths = _article_paths(gold, articles, strict=False)
    return {doc: path.read_bytes().decode("utf8", errors="replace") for doc, path in paths.items()}


def first_on_second(gold: Gold) -> tuple[Prediction, ...]:
    """The naive rule to beat: in every sentence the first named actor does something to the second.

    Args:
        gold: annotations, of which the sentences are taken.
    """
    from multipolar.news.gazetteer import Gazetteer, find_mentions
    from multipolar.news.parse import parse
    from multipolar.news.read import prepare

    made = []
    for document in prepare([_document(s) for s in gold.sentences]):
        groups = find_mentions(parse(document), Gazetteer.packaged(), document.published, document)
        codes = list(dict.fromkeys(a.code for group in groups for m in group for a in m.actors))
        if len(codes) > 1:
            sides = frozenset(codes[:1]), frozenset(codes[1:2])
            made.append(Prediction(document.doc, *sides, "CONSULT", "happened", False, None, None))
    return tuple(made)


def _document(sentence: GoldSentence) -> Document:
    from multipolar.news.ingest import ingest

    made = ingest(sentence.text.encode(), f"{sentence.id}.txt")
    return dataclasses.replace(made, doc=sentence.id, published=sentence.date)


def _article_paths(gold: Gold, articles: Path | None, strict: bool = True) -> dict[str, Path]:
    folders = (articles,) if articles is not None else gold.folders
    found = {}
    for doc, name in sorted(gold.files.items()):
        paths = [folder / name for folder in folders if (folder / name).is_file()]
        if paths:
            found[doc] = paths[0]
        elif strict:
            where = ", ".join(str(f) for f in folders)
            raise GoldError(f"{name}: not in {where}; name its folder with --articles.")
    return found
