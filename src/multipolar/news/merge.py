"""Events about the same act become one act: within and across documents, with every source and what the sources tell differently."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Sequence

from multipolar.news.details import (
    Detail,
    Text,
    amount_detail,
    conflicts,
    details_in,
    following,
    nearest,
    tells_of_contact,
)
from multipolar.news.document import Document
from multipolar.news.records import Actor, Amount, Event, Status
from multipolar.news.sameness import Interval, Trait, interval_of, reference_of, trait_of

__all__ = ["Act", "Source", "merge"]


@dataclasses.dataclass(frozen=True)
class Source:
    """A passage that tells of an act.

    Args:
        file, start, end: raw offsets of the sentence. sentence: its words. repeats: it repeats another source.
    """

    file: str
    start: int
    end: int
    sentence: str
    repeats: bool = False


@dataclasses.dataclass(frozen=True)
class Act:
    """One act with all that tells of it.

    Args:
        key: unique in a report. plover, status, source, target, against, instrument, issue, reciprocal, amount: as in `Event`,
        of the surest event that states them. date, date_basis, date_precision: the most exact one.
        events: in the order of reading. sources: sentences, repeats among them. details: all that is said of channel,
        timing, duration and amount. conflicts: kinds of detail on which sources differ.
    """

    key: str
    plover: str
    status: Status
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    events: tuple[Event, ...]
    against: tuple[Actor, ...] = ()
    instrument: str | None = None
    issue: str | None = None
    reciprocal: bool = False
    amount: Amount | None = None
    date: str | None = None
    date_basis: str | None = None
    date_precision: str | None = None
    sources: tuple[Source, ...] = ()
    details: tuple[Detail, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Files that tell of it, each once, in the order of reading."""
        return tuple(dict.fromkeys(s.file for s in self.sources))

    @property
    def conflicts(self) -> dict[str, tuple[Detail, ...]]:
        """Kinds of detail on which the sources differ, each statement with its place."""
        return conflicts(self.details)


Twins = dict[str, list[tuple[int, int, Document, int, int]]]
"""By file: raw offsets of a passage, and document and raw offsets of what repeats it."""


@dataclasses.dataclass
class _Group:
    """Events taken for one act so far."""

    events: list[Event]
    traits: list[Trait]
    when: Interval | None

    def takes(self, trait: Trait, when: Interval | None) -> bool:
        return all(t.agrees(trait) for t in self.traits) and (
            self.when is None or when is None or self.when.meets(when)
        )

    def add(self, events: Iterable[Event], traits: Iterable[Trait], when: Interval | None) -> None:
        self.events += events
        self.traits = list(dict.fromkeys([*self.traits, *traits]))
        self.when = when if self.when is None else self.when if when is None else self.when.within(when)


def merge(events: Sequence[Event], documents: Sequence[Document] = ()) -> tuple[Act, ...]:
    """Acts that events tell of, in the order in which they are first told.

    Args:
        events: of all documents, attributed. documents: of the events: without them no sentence is read on for details, and
        a document whose events bear no date is not compared with others.
    """
    by_file = {d.file: d for d in documents}
    groups: list[_Group] = []
    shelves: dict[tuple[object, ...], list[_Group]] = {}
    for file, told in _by_file(events).items():
        own = _within(told)
        reference = reference_of(by_file.get(file), told)
        for group in own:
            first = group.traits[0]
            when = group.when or (None if first.standing else reference)
            shelf = shelves.setdefault((first.plover, first.sides, first.phase), [])
            home = _home(shelf, group, when)
            if home is None:
                home = _Group(group.events, group.traits, when)
                groups.append(home)
                shelf.append(home)
            else:
                home.add(group.events, group.traits, when)
    twins = _twins(documents)
    order = {id(e): k for k, e in enumerate(events)}
    for group in groups:
        group.events.sort(key=lambda e: order[id(e)])
    groups.sort(key=lambda g: order[id(g.events[0])])
    return _keyed(_detailed([_act(g.events, twins) for g in groups], by_file))


def _by_file(events: Sequence[Event]) -> dict[str, list[Event]]:
    table: dict[str, list[Event]] = {}
    for event in events:
        table.setdefault(event.file, []).append(event)
    return table


def _within(events: Sequence[Event]) -> list[_Group]:
    """Acts of one document: the dated events first, then the others join what they agree with, the nearest in the text."""
    groups: list[_Group] = []
    shelves: dict[tuple[object, ...], list[_Group]] = {}
    for dated in (True, False):
        for event in events:
            when = interval_of(event)
            if (when is not None) != dated:
                continue
            trait = trait_of(event)
            shelf = shelves.setdefault((trait.plover, trait.sides, trait.phase), [])
            fits = [g for g in shelf if g.takes(trait, when)]
            if fits:
                nearest_group = min(fits, key=lambda g: min(abs(e.start - event.start) for e in g.events))
                nearest_group.add([event], [trait], when)
            else:
                groups.append(_Group([event], [trait], when))
                shelf.append(groups[-1])
    return groups


def _home(groups: Sequence[_Group], group: _Group, when: Interval | None) -> _Group | None:
    """The act of earlier documents that a group tells of: dates that meet, or a lasting relation."""
    for other in groups:
        if not all(other.takes(t, when) for t in group.traits):
            continue
        lasting = group.traits[0].standing and other.traits[0].standing
        if lasting or (when is not None and other.when is not None):
            return other
    return None


def _act(events: list[Event], twins: Twins) -> Act:
    best = max(events, key=lambda e: (e.tag == "body", e.confidence, len(e.instrument or "")))
    dates = sorted((e for e in events if e.date), key=_exactness)
    status = Counter(e.status for e in events).most_common()
    top = [s for s, n in status if n == status[0][1]]
    sized = next((e.amount for e in events if e.amount), None)
    return Act(
        key="", plover=best.plover, status=best.status if best.status in top else top[0],
        source=best.source, target=best.target, events=tuple(events), against=best.against,
        instrument=best.instrument or next((e.instrument for e in events if e.instrument), None),
        issue=best.issue or next((e.issue for e in events if e.issue), None),
        reciprocal=any(e.reciprocal for e in events), amount=sized,
        date=dates[0].date if dates else None, date_basis=dates[0].date_basis if dates else None,
        date_precision=dates[0].date_precision if dates else None, sources=tuple(_sources(events, twins)),
    )  # fmt: skip


def _exactness(event: Event) -> tuple[int, int]:
    precision = ("day", "week", "month", "year", "decade", None).index(event.date_precision)
    return precision, ("stated", "relative", "publication", None).index(event.date_basis)


def _sources(events: Sequence[Event], twins: Twins) -> Iterable[Source]:
    """Sentences of the events, then the passages that repeat them, in their own document or in another."""
    seen: set[tuple[str, int]] = set()
    for e in events:
        if (e.file, e.sentence_start) not in seen:
            seen.add((e.file, e.sentence_start))
            yield Source(e.file, e.sentence_start, e.sentence_end, e.sentence)
    for file in dict.fromkeys(e.file for e in events):
        for first, last, document, start, end in twins.get(file, ()):
            told = any(e.file == file and first <= e.start and e.end <= last for e in events)
            if told and (document.file, start) not in seen:
                seen.add((document.file, start))
                yield Source(document.file, start, end, document.raw[start:end], repeats=True)


def _twins(documents: Sequence[Document]) -> Twins:
    """Repeated passages by the file whose passage they repeat."""
    table: Twins = {}
    for document in documents:
        for block in document.blocks:
            if block.twin is not None:
                file, first, last = block.twin
                start, end = document.span(block.start, block.end)
                table.setdefault(file, []).append((first, last, document, start, end))
    return table


def _detailed(acts: Sequence[Act], documents: dict[str, Document]) -> list[Act]:
    """Acts with what each of their sentences, and the next one that goes on about them, says of channel, time and length."""
    told: dict[tuple[str, int, int], list[tuple[int, Event]]] = {}
    for k, act in enumerate(acts):
        for e in act.events:
            told.setdefault((e.file, e.sentence_start, e.sentence_end), []).append((k, e))
    found: dict[int, list[Detail]] = {k: [] for k in range(len(acts))}
    contacts: dict[str, list[tuple[int, Event]]] = {}
    for k, act in enumerate(acts):
        for e in act.events if act.plover == "CONSULT" else ():
            contacts.setdefault(e.file, []).append((k, e))
    for (file, start, end), here in told.items():
        here.sort(key=lambda pair: pair[1].start)
        for k, e in here:
            sized = amount_detail(e)
            found[k] += [sized] if sized else []
        text = Text(file, start, end, here[0][1].sentence)
        contact = tells_of_contact(text)
        _hand_out(found, contacts.get(file, ()), here, text, contact)
        document = documents.get(file)
        after = following(document.raw, end) if document else None
        if document and after and (file, *after) not in told:
            _hand_out(found, contacts.get(file, ()), here, Text(file, *after, document.raw[slice(*after)]), contact)
    return [dataclasses.replace(a, details=tuple(dict.fromkeys(found[k]))) for k, a in enumerate(acts)]


def _hand_out(
    found: dict[int, list[Detail]],
    told: Sequence[tuple[int, Event]],
    here: Sequence[tuple[int, Event]],
    text: Text,
    contact: bool,
) -> None:
    """Details of a sentence to their acts: channel and length to the contact it tells of, its time also to other acts in it."""
    details = details_in(text)
    if not details:
        return
    contacts = [pair for pair in here if pair[1].plover == "CONSULT"]
    others = [pair for pair in here if pair[1].plover != "CONSULT" and trait_of(pair[1]).concrete]
    meant = contacts or (_nearest_contact(told, here) if contact else [])
    for detail in details:
        if meant:
            inside = contacts if contacts else meant
            place = nearest(detail, text, [(e.start, e.end) for _, e in inside])
            found[inside[place][0]].append(detail)
        if (detail.kind == "timing" or not meant) and others:
            place = nearest(detail, text, [(e.start, e.end) for _, e in others])
            found[others[place][0]].append(detail)


def _nearest_contact(told: Sequence[tuple[int, Event]], here: Sequence[tuple[int, Event]]) -> list[tuple[int, Event]]:
    """The contact of the same actors of which the document tells nearest by."""
    wanted = [frozenset(a.code for a in (*e.source, *e.target)) for _, e in here]
    options = [pair for pair in told if frozenset(a.code for a in (*pair[1].source, *pair[1].target)) in wanted]
    return [min(options, key=lambda pair: abs(pair[1].start - here[0][1].start))] if options else []


def _keyed(acts: Sequence[Act]) -> tuple[Act, ...]:
    """Acts with a key made of who, what and when; events of an act share it."""
    taken: Counter[str] = Counter()
    result = []
    for act in acts:
        sides = "-".join("+".join(a.code for a in side) for side in (act.source, act.target))
        key = f"{act.plover}-{sides}-{act.date or 'undated'}"
        taken[key] += 1
        key += f"-{taken[key]}" if taken[key] > 1 else ""
        events = tuple(dataclasses.replace(e, coref_event=key) if len(act.events) > 1 else e for e in act.events)
        result.append(dataclasses.replace(act, key=key, events=events))
    return tuple(result)
