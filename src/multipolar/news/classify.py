"""Type of an act whose words match no frame: a logistic model of words, slots and the types of frames near by.

The coefficients are fitted by tools/fit_event_types.py to the examples of the frames and to own sentences; probabilities are
calibrated by one temperature on sentences that a fold left out (Guo et al. 2017, "On Calibration of Modern Neural Networks").
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from multipolar.errors import InputError
from multipolar.news.frames import Frames
from multipolar.news.lemmas import lemma
from multipolar.news.pairs import Pair

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["NO_EVENT", "Classifier", "features", "packaged_classifier"]

NO_EVENT = "NONE"
CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADP", "ADV", "PART"})
WINDOW = 12
"""Words between two sides that count, at most."""


@dataclasses.dataclass(frozen=True, eq=False)
class Classifier:
    """A multinomial logistic model.

    Args:
        words: place of each feature, (features,). classes: types and NONE, (classes,). weights: (features, classes).
        bias: (classes,). temperature: by which scores are divided.
    """

    words: dict[str, int]
    classes: tuple[str, ...]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]
    temperature: float

    def probabilities(self, found: Iterable[str]) -> NDArray[np.float64]:
        """Probability of each class, (classes,).

        Args:
            found: features of one pair; unknown ones are left out.
        """
        places = [self.words[word] for word in set(found) if word in self.words]
        scores = (self.weights[places].sum(axis=0) + self.bias) / self.temperature
        powers = np.exp(scores - scores.max())
        return np.asarray(powers / powers.sum())

    def best(self, found: Iterable[str]) -> tuple[str, float, float]:
        """Most probable type, its probability, and the probability that there is an act at all.

        Args:
            found: features of one pair.
        """
        shares = self.probabilities(found)
        act = 1.0 - sum(float(p) for p, name in zip(shares, self.classes, strict=True) if name == NO_EVENT)
        order = [(float(p), name) for p, name in zip(shares, self.classes, strict=True) if name != NO_EVENT]
        share, name = max(order)
        return name, share, act


@functools.cache
def packaged_classifier() -> Classifier:
    """The fitted model that Multipolar ships, read once.

    Raises:
        InputError: the file is missing.
    """
    source = resources.files("multipolar") / "data" / "news" / "classifier.npz"
    try:
        with source.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            words = {str(word): i for i, word in enumerate(file["words"])}
            classes = tuple(str(name) for name in file["classes"])
            weights = np.asarray(file["weights"], dtype=np.float64)
            return Classifier(words, classes, weights, np.asarray(file["bias"], float), float(file["temperature"]))
    except OSError as error:
        raise InputError(f"{source}: cannot be read: {error}; run tools/fit_event_types.py.") from error


def features(pair: Pair, frames: Frames) -> list[str]:
    """What the model knows of a pair: words and slots, no names.

    Args:
        pair: two sides and the word that links them. frames: whose triggers lend their types to words.
    """
    token = pair.token
    base = lemma(token)
    doer, other = pair.slots
    found = [f"t={base}", f"k={pair.kind}", f"s={doer}", f"o={other}", f"t={base}|o={other}", f"g={_governor(token)}"]
    found += [f"f={name}" for name in _types(token, frames)]
    names = {*pair.source.tokens, *pair.target.tokens}
    for child in token.children:
        if child.i in names or child.dep_ in {"punct", "nsubj", "det"}:
            continue
        word = lemma(child)
        if child.pos_ in CONTENT:
            found += [f"c={word}", f"{child.dep_}={word}"]
        if child.dep_ in {"dobj", "xcomp", "attr", "acomp", "prt"}:
            found += [f"cf={name}" for name in _types(child, frames)]
        if child.dep_ == "prep":
            for inner in child.children:
                if inner.i not in names and inner.pos_ in CONTENT:
                    found += [f"p={lemma(inner)}", *(f"pf={name}" for name in _types(inner, frames))]
    places = [token.i, *names]
    for near in token.doc[min(places) : min(max(places) + 1, min(places) + 2 * WINDOW)]:
        if near.i not in names and near != token and near.pos_ in CONTENT:
            found.append(f"b={lemma(near)}")
            found += [f"bf={name}" for name in _types(near, frames)]
    return found


def _governor(token: Token) -> str:
    head = token.head
    return lemma(head) if head != token else ""


def _types(token: Token, frames: Frames) -> set[str]:
    base = lemma(token)
    tables = (frames.verbs,) if token.pos_ == "VERB" else (frames.nouns, frames.adjectives)
    return {frame.type for table in tables for rest, frame in table.get(base, ()) if not rest}
