"""When two events tell of one act: who, what kind of act, in which status, by which channel, and when."""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Sequence

from multipolar.news.dates import publication
from multipolar.news.document import Document
from multipolar.news.records import Event

__all__ = ["Interval", "Trait", "interval_of", "reference_of", "trait_of"]

BOTH_WAYS = frozenset({"CONSULT", "COOPERATE"})
"""Types in which who comes first says nothing."""
PHASES = {
    "happened": "done", "ongoing": "done", "historical": "past", "attempted": "done", "threatened": "threat",
    "pledged": "promise", "offered": "promise", "proposed": "promise", "intended": "promise", "expected": "expected",
    "called_for": "wish", "feared": "fear", "hypothetical": "thought",
}  # fmt: skip
CLASSES = {
    "call": "contact", "talks": "contact", "phone call": "contact", "video call": "contact", "conversation": "contact",
    "meeting": "contact", "summit": "contact", "state visit": "visit", "visit": "visit",
}  # fmt: skip
DEFINITE = re.compile(r"(?:their|the|this|that)\b", re.I)
"""'Their conversation' speaks of one that took place, whatever stands around it."""
GENERAL = frozenset({"rhetoric", "diplomacy", "guarantee"})
"""Instruments so wide that they part no acts."""
SPREAD = 1
"""Days by which reports of one day may differ: time zones, and 'hours after'."""
REPORT_LAG = 7
"""Days before publication within which an act in hand lies where nothing is said."""


@dataclasses.dataclass(frozen=True)
class Interval:
    """Days within which an act lies."""

    first: datetime.date
    last: datetime.date

    def meets(self, other: Interval) -> bool:
        """Whether both can be one day, with a day for time zones.

        Args:
            other: days of another event.
        """
        slack = datetime.timedelta(SPREAD)
        return self.first - slack <= other.last and other.first - slack <= self.last

    def within(self, other: Interval) -> Interval:
        """The days that both leave, or the shorter of the two where they only touch.

        Args:
            other: days of another event.
        """
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Interval(first, last) if first <= last else min(self, other, key=lambda i: i.last - i.first)


@dataclasses.dataclass(frozen=True)
class Trait:
    """What must agree for two events to be one act.

    Args:
        plover: type. sides: codes of both sides; one set of all where direction says nothing. against: codes. phase: group of
        statuses. channel: class of the instrument, None where it is not said. standing: a lasting relation, without a day.
    """

    plover: str
    sides: tuple[frozenset[str], ...]
    against: frozenset[str]
    phase: str
    channel: str | None
    standing: bool

    def agrees(self, other: Trait) -> bool:
        """Whether both can be one act, dates aside.

        Args:
            other: of another event.
        """
        channels = self.channel is None or other.channel is None or self.channel == other.channel
        same = (self.plover, self.sides, self.phase) == (other.plover, other.sides, other.phase)
        opponents = not self.against or not other.against or self.against == other.against
        return same and channels and opponents

    @property
    def concrete(self) -> bool:
        """Whether it is an act of a day that is told of as such, no relation and no attitude."""
        return not self.standing and self.plover not in ("COOPERATE", "SUPPORT", "REJECT", "ACCUSE")


def trait_of(event: Event) -> Trait:
    """What must agree with another event.

    Args:
        event: its codes, type, status and instrument count.
    """
    source, target = (frozenset(a.code for a in side) for side in (event.source, event.target))
    both = event.reciprocal or event.plover in BOTH_WAYS
    channel = CLASSES.get(event.instrument or "", event.instrument)
    if channel in GENERAL or (event.plover == "CONSULT" and channel is None):
        channel = None if event.plover != "CONSULT" else "contact"
    standing = event.status in ("ongoing", "historical") or (
        event.plover == "COOPERATE" and event.status == "happened" and event.instrument is None
    )
    known = event.plover == "CONSULT" and DEFINITE.match(event.evidence) is not None
    phase = "done" if known and event.status == "hypothetical" else PHASES[event.status]
    return Trait(
        event.plover, (source | target,) if both else (source, target), frozenset(a.code for a in event.against),
        phase, channel, standing,
    )  # fmt: skip


def interval_of(event: Event) -> Interval | None:
    """Days within which an event lies by its date; None where it has none.

    Args:
        event: dated or not.
    """
    if event.date is None:
        return None
    text = event.date
    if text.endswith("s"):
        decade = int(text[:-1])
        return Interval(datetime.date(decade, 1, 1), datetime.date(decade + 9, 12, 31))
    if len(text) == 4:
        return Interval(datetime.date(int(text), 1, 1), datetime.date(int(text), 12, 31))
    if len(text) == 7:
        year, month = int(text[:4]), int(text[5:])
        following = datetime.date(year + month // 12, month % 12 + 1, 1)
        return Interval(datetime.date(year, month, 1), following - datetime.timedelta(1))
    day = datetime.date.fromisoformat(text)
    if event.date_basis == "publication":
        return Interval(day - datetime.timedelta(REPORT_LAG), day)
    slack = datetime.timedelta(6 if event.date_precision == "week" else 0)
    return Interval(day - slack, day + slack)


def reference_of(document: Document | None, events: Sequence[Event]) -> Interval | None:
    """Days within which the undated acts in hand of a document lie: the week up to publication, else around its dated acts.

    Args:
        document: of the events, if at hand. events: of it.
    """
    published = publication(document) if document else None
    if published:
        day = datetime.date.fromisoformat(published)
        return Interval(day - datetime.timedelta(REPORT_LAG), day)
    days = [i for e in events if (i := interval_of(e)) and e.date_precision == "day"]
    if not days:
        return None
    last = max(i.last for i in days)
    return Interval(last - datetime.timedelta(REPORT_LAG), last + datetime.timedelta(REPORT_LAG))
