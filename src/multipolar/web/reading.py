"""Answers on news as bytes: what the process that reads computes."""

from __future__ import annotations

from typing import Any

from multipolar.web.json_text import dumps

__all__ = ["SAMPLE", "brief_of", "news_of", "sample_article"]

SAMPLE = "sample.txt"


def news_of(texts: list[tuple[str, str]]) -> bytes:
    """What was read in some articles.

    Args:
        texts: name and text of each.
    """
    from multipolar.news.desk import read_texts  # of the extra `news`: a page without it still runs scenarios

    return dumps(read_texts(texts))


def brief_of(name: str, text: str) -> bytes:
    """What `brief --json` prints.

    Args:
        name, text: of the article.
    """
    from multipolar.brief.article import brief_document
    from multipolar.news.ingest import ingest_text

    return dumps(brief_document(ingest_text(text, name)).to_dict())


def sample_article() -> dict[str, Any]:
    """Name and text of an article of our own."""
    from multipolar.brief.article import sample_text

    return {"name": SAMPLE, "text": sample_text().decode()}
