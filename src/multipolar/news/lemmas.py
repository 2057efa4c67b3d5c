"""Lemmas of words: those of the small model, with the mistakes of its rules put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["lemma", "variants"]

WRONG = {
    "hop": "hope", "din": "dine", "stag": "stage", "pip": "pipe", "spar": "spare", "bas": "base", "bann": "ban",
    "stopp": "stop", "cancell": "cancel", "tim": "time", "rall": "rally", "allie": "ally", "fre": "free", "agre": "agree",
}  # fmt: skip
FORMS = {
    "waged": "wage",
    "waging": "wage",
    "sparred": "spar",
    "sparring": "spar",
    "installed": "install",
    "installing": "install",
    "forgave": "forgive",
    "retook": "retake",
    "resold": "resell",
    "raped": "rape",
    "raping": "rape",
    "extolled": "extol",
    "extolling": "extol",
}
"""Forms whose lemma in the model is that of another verb, or of none."""
PREPOSITIONS = frozenset({"according", "concerning", "regarding", "surrounding"})
"""Participles that stand as prepositions, unless an auxiliary makes them verbs."""
HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-"})


def lemma(token: Token) -> str:
    """Lemma in lower case.

    Args:
        token: of a parsed sentence.
    """
    if token.lower_ in PREPOSITIONS and not any(c.dep_ == "aux" for c in token.children):
        return token.lower_
    if token.lower_ in FORMS and token.pos_ == "VERB":
        return FORMS[token.lower_]
    if token.lower_ == "bases" and token.pos_ == "NOUN":
        return "base"
    word = token.lemma_.lower()
    if word in WRONG and token.pos_ == "VERB":
        return WRONG[word]
    return word.translate(HYPHENS)


def variants(word: str) -> tuple[str, ...]:
    """Other readings of a lemma that no table knows: readmitte is readmit, cozie is cozy, relaunche is relaunch.

    Args:
        word: the lemma.
    """
    if word.endswith("ie"):
        return (f"{word[:-2]}y",)
    if word.endswith("e") and len(word) > 4:
        return (word[:-1], word[:-2]) if word[-2] == word[-3] else (word[:-1],)
    return (f"{word}e",)
