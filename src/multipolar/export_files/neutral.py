"""Text that a spreadsheet would take for a formula, made harmless."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["harmless", "harmless_text", "looks_like_formula"]

STARTS = "=+-@＝＋－＠"
"""Signs with which a formula may begin, the full-width ones of East Asian spreadsheets among them."""


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet may read the text as a formula: a sign first, after any white space, or a tab or line break.

    Source of the rule: OWASP, CSV Injection.
    """
    return text[:1] in ("\t", "\r", "\n") or text.lstrip()[:1] in tuple(STARTS)


def harmless(text: str) -> str:
    """The text with a single quote before it if it looks like a formula, for files that know no types (CSV)."""
    return f"'{text}" if looks_like_formula(text) else text


def harmless_text(frame: pd.DataFrame) -> pd.DataFrame:
    """A table whose text cells and column names no spreadsheet takes for formulas; numbers are left alone."""
    changed = {}
    for column in frame.select_dtypes(exclude="number").columns:
        texts = [value for value in frame[column].unique() if isinstance(value, str)]
        risky = {text: harmless(text) for text in texts if looks_like_formula(text)}
        if risky:
            changed[column] = frame[column].replace(risky)
    return frame.assign(**changed).rename(columns=harmless)
