"""Behavioural parameters of the alignment model: priors with source and grade, by belief, and draws from them."""

from __future__ import annotations

import functools
import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special

from multipolar.errors import InputError
from multipolar.labels import did_you_mean
from multipolar.params.read import read_table

__all__ = [
    "BELIEFS",
    "Prior",
    "Setting",
    "alignment_priors",
    "alignment_settings",
    "draw",
    "point_values",
    "quantile",
    "stream",
    "visit_weight",
]

BELIEFS = ("measured", "literature", "article")
"""Whose word counts: our own panel, published studies, or what the articles take for granted."""

SECTIONS = ("levers", "ties", "structure")
DISTRIBUTIONS = ("normal", "lognormal", "beta")


@dataclass(frozen=True)
class Prior:
    """What is believed about one parameter.

    Args:
        name: unique among all parameters. section: levers, ties or structure. meaning: in words. unit: of the parameter.
        dose, dose_unit: s of tanh(x/s) for a lever, the step that the parameter answers elsewhere; nan and empty without.
        mean, sd: of the parameter, before it is cut at its bounds. distribution: normal, lognormal or beta.
        low, high: bounds of every draw; for a beta the ends of its support.
        source, grade: where it comes from; estimated, published or judgement, with what is contested. note: the rest.
    """

    name: str
    section: str
    meaning: str
    unit: str
    dose: float
    dose_unit: str
    mean: float
    sd: float
    distribution: str
    low: float
    high: float
    source: str
    grade: str
    note: str


@dataclass(frozen=True)
class Setting:
    """A value that is not drawn: name, value, unit, meaning, source and grade."""

    name: str
    value: float
    unit: str
    meaning: str
    source: str
    grade: str


def _block(name: str, entry: Mapping[str, Any], belief: str) -> Mapping[str, Any]:
    """Numbers of a parameter under a belief; computed ones from the table of estimates."""
    found = entry.get(belief, entry.get("any"))
    if found == "estimated":
        found = read_table("alignment_estimates").get(name)
    if not isinstance(found, Mapping):
        raise InputError(f"params/alignment.yaml: {name} has no numbers for the belief {belief!r}; add them or `any`.")
    return found


def _prior(name: str, section: str, entry: Mapping[str, Any], belief: str) -> Prior:
    block = _block(name, entry, belief)
    prior = Prior(
        name,
        section,
        entry["meaning"],
        entry["unit"],
        float(entry.get("dose", math.nan)),
        entry.get("dose_unit", ""),
        float(block["mean"]),
        float(block["sd"]),
        entry["distribution"],
        float(entry["low"]),
        float(entry["high"]),
        block["source"],
        block["grade"],
        block.get("note", ""),
    )
    if prior.distribution not in DISTRIBUTIONS:
        hint = did_you_mean(prior.distribution, DISTRIBUTIONS)
        raise InputError(f"params/alignment.yaml: {name}: unknown distribution {prior.distribution!r}{hint or '.'}")
    if not (prior.low <= prior.mean <= prior.high and prior.sd > 0):
        raise InputError(f"params/alignment.yaml: {name}: mean must lie within low and high, and sd be positive.")
    return prior


@functools.cache
def alignment_priors(belief: str) -> Mapping[str, Prior]:
    """All parameters under a belief, by name.

    Args:
        belief: measured, literature or article.

    Raises:
        InputError: unknown belief, or a parameter that the table does not give for it.
    """
    if belief not in BELIEFS:
        raise InputError(
            f"belief: {belief!r} is unknown{did_you_mean(belief, BELIEFS) or '; choose ' + ', '.join(BELIEFS) + '.'}"
        )
    table = read_table("alignment")
    return MappingProxyType(
        {name: _prior(name, section, entry, belief) for section in SECTIONS for name, entry in table[section].items()}
    )


@functools.cache
def alignment_settings() -> Mapping[str, Setting]:
    """Values that are not drawn, by name: thresholds, decay, windows."""
    entries = read_table("alignment")["settings"]
    return MappingProxyType(
        {n: Setting(n, float(e["value"]), e["unit"], e["meaning"], e["source"], e["grade"]) for n, e in entries.items()}
    )


def visit_weight(rank: str | None, *, call: bool = False) -> float:
    """Visits of a head of state that one visit or call is worth.

    Args:
        rank: of the visitor; None takes the rank of the table for those unstated. call: from afar.

    Raises:
        InputError: unknown rank, with the nearest one.
    """
    table = read_table("alignment")["visit_rank_weights"]
    weights: dict[str, float] = table["weights"]
    found = weights.get(table["unstated"] if rank is None else rank)
    if found is None:
        hint = did_you_mean(str(rank), weights) or "; choose " + ", ".join(weights) + "."
        raise InputError(f"rank: {rank!r} is unknown{hint}")
    return found * (alignment_settings()["call_weight"].value if call else 1.0)


def point_values(priors: Mapping[str, Prior]) -> dict[str, float]:
    """The mean of every parameter, for a run without draws.

    Args:
        priors: by name.
    """
    return {name: prior.mean for name, prior in priors.items()}


def draw(priors: Mapping[str, Prior], seed: int, n: int) -> dict[str, npt.NDArray[np.float64]]:
    """Draws of every parameter; each name has a stream of its own.

    A parameter's draws depend on seed and name alone, so they stay when another is added, and the first k of n draws are those
    of k. One uniform number a draw goes through the inverse of the distribution, cut at the bounds: the same
    draw is at the same quantile under every belief.

    Args:
        priors: by name; one without spread is the same in every draw. seed: not negative. n: number of draws.

    Returns:
        [n] by name, in the unit of the parameter.
    """
    return {name: quantile(prior, stream(seed, name).random(n)) for name, prior in priors.items()}


def stream(seed: int, name: str) -> np.random.Generator:
    """The random numbers of one thing that is drawn: they depend on the seed and its name alone."""
    digest = hashlib.sha256(name.encode()).digest()
    return np.random.default_rng(np.random.SeedSequence([seed, int.from_bytes(digest[:8], "big")]))


def quantile(prior: Prior, u: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Quantiles of the distribution cut at its bounds.

    Args:
        prior: of a parameter; one without spread is its mean at every level. u: levels between 0 and 1.
    """
    if prior.sd == 0:
        return np.full(np.shape(u), prior.mean)
    if prior.distribution == "beta":
        width = prior.high - prior.low
        mean, variance = (prior.mean - prior.low) / width, (prior.sd / width) ** 2
        size = mean * (1 - mean) / variance - 1
        return np.asarray(prior.low + width * special.betaincinv(mean * size, (1 - mean) * size, u))
    centre, spread, low, high = prior.mean, prior.sd, prior.low, prior.high
    if prior.distribution == "lognormal":
        spread = math.sqrt(math.log1p((prior.sd / prior.mean) ** 2))
        centre = math.log(prior.mean) - spread**2 / 2
        low, high = (math.log(b) if b > 0 else -math.inf for b in (low, high))
    bottom, top = special.ndtr((low - centre) / spread), special.ndtr((high - centre) / spread)
    cut = np.clip(centre + spread * special.ndtri(bottom + u * (top - bottom)), low, high)
    if prior.distribution == "lognormal":
        return np.asarray(np.clip(np.exp(cut), prior.low, prior.high))
    return np.asarray(cut)
