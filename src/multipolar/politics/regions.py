"""Regional files: where states stand on one file of the General Assembly, and who stands with them.

Positions are recorded votes on chosen resolutions (`params/regions.yaml`), not an estimate; each has its date.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError, LabelError
from multipolar.json_schema import DRAFT, NUMBER_OR_NULL, TEXT, by_key, closed
from multipolar.labels import code_of, did_you_mean, state_name, state_names
from multipolar.params.read import read_table
from multipolar.politics.tables import ukraine_votes, votes
from multipolar.world.groups import members

__all__ = ["POLES", "Position", "RegionFile", "RollCall", "region_file", "region_names", "region_schema"]

Array = npt.NDArray[np.float64]

POLES = ("USA", "CHN", "RUS", "EU")
"""Beside whom states are put; the EU is the mean of its members of the year that cast a vote."""
CODED = np.array([np.nan, 1.0, 0.0, -1.0])
"""Absent or no member, yes, abstain, no."""
WORDS = {"yes": 1.0, "abstain": 0.0, "no": -1.0, "absent": np.nan}
LEAST = 0.5
"""Two states are neighbours only if both cast a vote in this share of the roll calls."""


@dataclass(frozen=True)
class RollCall:
    """One recorded vote: its date (YYYY-MM-DD), document and subject, and how many voted how."""

    date: str
    document: str
    subject: str
    yes: int
    abstain: int
    no: int


@dataclass(frozen=True)
class Position:
    """How one state voted on a file.

    Args:
        state: ISO3. yes, abstain, no, absent: number of roll calls; absent or not yet a member.
        score: mean of +1 for yes, 0 for abstaining, -1 for no, over votes cast; None if it cast none.
        agreement: with each pole, 1 the same vote always, 0 the opposite; None where they never both voted.
        same: states with the same agreement of 1. nearest: the nearest others, with their agreement.
    """

    state: str
    yes: int
    abstain: int
    no: int
    absent: int
    score: float | None
    agreement: Mapping[str, float | None]
    same: tuple[str, ...]
    nearest: tuple[tuple[str, float], ...]

    def to_dict(self) -> dict[str, Any]:
        """As the command line prints it."""
        return {
            "name": state_name(self.state),
            **{k: getattr(self, k) for k in ("yes", "abstain", "no", "absent", "score")},
            "agreement": dict(self.agreement),
            "same": list(self.same),
            "nearest": dict(self.nearest),
        }


@dataclass(frozen=True, eq=False)
class RegionFile:
    """Recorded votes on one file.

    Args:
        name, title, about, source: of the file. roll_calls: in order of date. states: ISO3 of all that voted once.
        vote: [roll call, state] 1 yes, 0 abstain, -1 no, NaN absent or no member.
    """

    name: str
    title: str
    about: str
    source: str
    roll_calls: tuple[RollCall, ...]
    states: tuple[str, ...]
    vote: Array

    @property
    def vintage(self) -> tuple[str, str]:
        """Dates of the first and the last roll call."""
        return self.roll_calls[0].date, self.roll_calls[-1].date

    def of_pole(self, pole: str) -> Array:
        """[roll call] vote of a pole; the EU's is the mean of its members that voted."""
        if pole in self.states:
            return np.asarray(self.vote[:, self.states.index(pole)])
        found = np.full(len(self.roll_calls), np.nan)
        for r, roll in enumerate(self.roll_calls):
            here = [self.states.index(m) for m in members(pole, int(roll.date[:4])) if m in self.states]
            cast = self.vote[r, here][np.isfinite(self.vote[r, here])]
            found[r] = cast.mean() if len(cast) else np.nan
        return found

    def agreement(self, with_votes: Array) -> tuple[Array, npt.NDArray[np.int64]]:
        """[state] agreement with a series of votes, NaN where none are shared; [state] how many are shared."""
        apart = abs(self.vote - with_votes[:, None]) / 2
        shared = np.isfinite(apart).sum(axis=0)
        total = np.nansum(apart, axis=0)
        return 1 - np.divide(total, shared, out=np.full(len(shared), np.nan), where=shared > 0), shared

    def position(self, state: str, count: int = 8) -> Position:
        """Where a state stands and who stands with it.

        Args:
            state: ISO3 or English name. count: how many neighbours to name beyond those that voted the same.

        Raises:
            LabelError: no such state, or one that does not vote.
        """
        code = self._code(state)
        own = self.vote[:, self.states.index(code)]
        score = float(np.nanmean(own)) if np.isfinite(own).any() else None
        near, shared = self.agreement(own)
        known = [
            (s, float(a))
            for s, a, n in zip(self.states, near, shared, strict=True)
            if s != code and n >= LEAST * len(own) and np.isfinite(a)
        ]
        known.sort(key=lambda entry: (-entry[1], entry[0]))
        place = self.states.index(code)
        poles = {p: float(self.agreement(self.of_pole(p))[0][place]) for p in POLES}
        return Position(
            state=code,
            yes=int((own == 1).sum()),
            abstain=int((own == 0).sum()),
            no=int((own == -1).sum()),
            absent=int(np.isnan(own).sum()),
            score=score,
            agreement={p: (a if np.isfinite(a) else None) for p, a in poles.items()},
            same=tuple(s for s, a in known if a == 1),
            nearest=tuple(k for k in known if k[1] < 1)[:count],
        )

    def to_dict(self) -> dict[str, Any]:
        """As the command line prints it: every state with its position."""
        return {
            "name": self.name,
            "title": self.title,
            "about": self.about,
            "source": self.source,
            "vintage": list(self.vintage),
            "roll_calls": [vars(r).copy() for r in self.roll_calls],
            "states": {s: self.position(s).to_dict() for s in self.states},
        }

    def _code(self, state: str) -> str:
        code = state if state in self.states else state.upper() if state.upper() in self.states else code_of(state)
        if code in self.states:
            return str(code)
        known = state.upper() if state.upper() in state_names() else code
        if known in state_names():
            raise LabelError(f"{state}: {state_name(str(known))} cast no vote on {self.title}: no data.")
        raise LabelError(
            f"{state}: no such state{did_you_mean(state, self.states) or '; give an ISO3 code or a name.'}"
        )


def region_names() -> tuple[str, ...]:
    """Names of the regional files."""
    return tuple(name for name in read_table("regions") if name != "source")


@functools.cache
def region_file(name: str) -> RegionFile:
    """A regional file by name.

    Raises:
        InputError: unknown name.
    """
    if name not in region_names():
        raise InputError(
            f"unknown regional file {name!r}{did_you_mean(name, region_names()) or '; known: ' + ', '.join(region_names()) + '.'}"
        )
    table = read_table("regions")
    entry, record = table[name], votes()
    rows: list[tuple[list[str], Array]] = []
    for resolution, facts in entry.get("recorded", {}).items():
        said = ukraine_votes(resolution)
        rows.append((facts, np.array([WORDS[said.get(s, "absent")] for s in record.states])))
    for rcid, facts in entry["rolls"].items():
        (place,) = np.flatnonzero(record.rcid == rcid)
        rows.append((facts, CODED[record.vote[place]]))
    rows.sort(key=lambda row: row[0][0])
    vote = np.array([v for _, v in rows])
    voted = np.isfinite(vote).any(axis=0)
    return RegionFile(
        name=name,
        title=entry["title"],
        about=entry["about"],
        source=table["source"],
        roll_calls=tuple(_roll_call(facts, v) for facts, v in rows),
        states=tuple(s for s, has in zip(record.states, voted, strict=True) if has),
        vote=vote[:, voted],
    )


def _roll_call(facts: list[str], vote: Array) -> RollCall:
    date, document, subject = facts
    yes, abstain, no = (int((vote == value).sum()) for value in (1, 0, -1))
    return RollCall(date, document, subject, yes, abstain, no)


def region_schema() -> dict[str, Any]:
    """JSON Schema of `RegionFile.to_dict()`."""
    whole = {"type": "integer"}
    counts = dict.fromkeys(("yes", "abstain", "no"), whole)
    texts = {"type": "array", "items": TEXT}
    position = closed(
        {
            "name": TEXT,
            **counts,
            "absent": whole,
            "score": NUMBER_OR_NULL,
            "agreement": closed(dict.fromkeys(POLES, NUMBER_OR_NULL)),
            "same": texts,
            "nearest": by_key({"type": "number"}),
        }
    )
    roll = closed({"date": TEXT, "document": TEXT, "subject": TEXT, **counts})
    return closed(
        {
            "name": TEXT,
            "title": TEXT,
            "about": TEXT,
            "source": TEXT,
            "vintage": {**texts, "minItems": 2, "maxItems": 2},
            "roll_calls": {"type": "array", "items": roll},
            "states": by_key(position),
        }
    ) | {"$schema": DRAFT}
