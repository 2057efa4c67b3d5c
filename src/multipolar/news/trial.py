"""Read what is annotated, to score it: sentences as documents of their own, articles from a folder."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path

from multipolar.news.document import Document
from multipolar.news.gold import Gold, GoldError
from multipolar.news.records import Event

__all__ = ["Trial", "raw_texts", "read_annotated"]


@dataclasses.dataclass(frozen=True)
class Trial:
    """What reading the annotated material gave. Args: events; texts, raw by key; documents of the articles."""

    events: tuple[Event, ...]
    texts: Mapping[str, str]
    documents: tuple[Document, ...]


def read_annotated(gold: Gold, articles: Path | None = None, progress: Callable[..., None] | None = None) -> Trial:
    """Events read from every annotated sentence and article.

    Args:
        gold: annotations. articles: folder of the articles; by default the folders of the annotations.

    Raises:
        GoldError: an article that is in none of the folders.
    """
    from multipolar.news.ingest import ingest, read_path
    from multipolar.news.read import read_documents

    pages = [page for path in _article_paths(gold, articles).values() for page in read_path(path)]
    events: list[Event] = []
    documents: tuple[Document, ...] = ()
    if pages:
        report = read_documents(pages, progress=progress)
        events, documents = [*report.events], tuple(report.documents)
    if gold.sentences:
        single = [
            dataclasses.replace(ingest(s.text.encode(), f"{s.id}.txt"), doc=s.id, published=s.date)
            for s in gold.sentences
        ]
        events += read_documents(single, progress=progress).events
    return Trial(tuple(events), {d.doc: d.raw for d in documents}, documents)


def raw_texts(gold: Gold, articles: Path | None = None) -> dict[str, str]:
    """Raw text of each annotated article that is there, by key.

    Args:
        gold: annotations. articles: folder of the articles; by default the folders of the annotations.
    """
    paths = _article_paths(gold, articles, strict=False)
    return {doc: path.read_bytes().decode("utf8", errors="replace") for doc, path in paths.items()}


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
