"""Tables of alignment: who moves, towards whom and why, of one run and of two side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from multipolar.cli.tables.words import signed
from multipolar.labels import state_name

if TYPE_CHECKING:
    from multipolar.alignment import Alignment
    from multipolar.result import Result

__all__ = ["alignment", "alignment_comparison", "alignment_differences"]

SHOWN, REASONS = 8, 3


def alignment(console: Console, found: Alignment | None, plain: Mapping[str, Any], wanted: Sequence[str] = ()) -> None:
    """States that move most with closeness to each pole and the first reason, why nobody moves, and how sure it is.

    Args:
        found: alignment of the run; nothing is printed without it, the warnings say why. plain: `Result.to_dict()`.
        wanted: states to show besides.
    """
    from multipolar.alignment import words  # brings numpy, which a help page need not load

    aligned = plain["alignment"]
    if found is None or aligned is None:
        return
    states = aligned["states"]
    sentence = words.still(found, aligned)
    if sentence:
        console.print(escape(sentence), highlight=False)
    listed = words.most_moved(aligned, SHOWN // 2 if sentence else SHOWN)
    chosen = list(dict.fromkeys([*listed, *(s for s in wanted if s in states)]))
    if chosen:
        console.print(_table(aligned, chosen))
        _grades(console, found, aligned, chosen)
    for code in wanted:
        _asked(console, found, aligned, code)
    console.print(
        f"Alignment: closeness to the poles in %, before → after; positions in ideal points, higher is closer to the "
        f"United States. Belief {found.belief}: {words.BELIEFS_IN_WORDS[found.belief]}. A position that no move touches "
        f"wanders by {words.point(aligned['noise_sd']):.2f}: a change far below that cannot be noticed. "
        "Closeness compares the poles with one another, mostly by votes on one axis on which the United States stand far out: "
        f"read its change, not its level. {len(aligned['no_data'])} states and territories have no data on alignment.",
        highlight=False,
    )


def _table(aligned: Mapping[str, Any], chosen: Sequence[str]) -> Table:
    from multipolar.alignment import words

    title = (
        f"Alignment, {aligned['year']}, belief {aligned['belief']} ({len(chosen)} of {len(aligned['states'])} states)"
    )
    table = Table(title=title, title_justify="left")
    for column in ("state", "position", "change", *(f"{p} %" for p in aligned["poles"]), "hedging", "first reason"):
        table.add_column(escape(column), justify="left" if column in ("state", "first reason") else "right")
    for code in chosen:
        row = aligned["states"][code]
        change = words.number(row["alignment_change"])
        table.add_row(
            f"{code} {escape(row['name'])}",
            signed(words.point(row["alignment"]), 2),
            _with_interval(change),
            *(_closeness(row, pole) for pole in aligned["poles"]),
            _plain(words.point(row["hedging"])),
            escape(_reason(row)),
        )
    return table


def _with_interval(value: Any) -> str:
    if value is None or value.low is None:
        return signed(None if value is None else value.point)
    mark = " sign uncertain" if value.uncertain else ""
    return f"{signed(value.point)} ({signed(value.low)} to {signed(value.high)}){mark}"


def _plain(value: float | None) -> str:
    return "no data" if value is None else f"{value:.2f}"


def _closeness(row: Mapping[str, Any], pole: str) -> str:
    """Before and after in per cent; one number where they print the same."""
    from multipolar.alignment import words

    after, change = words.point(row["closeness"][pole]), words.point(row["closeness_change"][pole])
    if after is None or change is None:
        return "itself"
    old, new = f"{100 * (after - change):.1f}", f"{100 * after:.1f}"
    return new if old == new else f"{old} → {new}"


def _reason(row: Mapping[str, Any]) -> str:
    """The largest part of the change of position, or what else there is to say."""
    from multipolar.alignment import words

    if row["is_pole"]:
        return "a pole: position fixed"
    first = words.shown_reasons(row, 1)[0]
    return f"{first[0]['moves']}: {first[0]['in_words']}, {first[0]['pole']}" if first else "ties or trade alone"


def _grades(console: Console, found: Alignment, aligned: Mapping[str, Any], chosen: Sequence[str]) -> None:
    """How good the evidence is for the channels that the table names."""
    from multipolar.alignment import words

    reasons = [first for code in chosen for first in words.shown_reasons(aligned["states"][code], 1)[0]]
    for text in words.grades(found, reasons):
        console.print(escape(text), highlight=False)


def _asked(console: Console, found: Alignment, aligned: Mapping[str, Any], code: str) -> None:
    """Reasons of a state that was asked for, and how strong the pull would have to be."""
    from multipolar.alignment import words

    if code not in aligned["states"]:
        console.print(
            f"{code} {escape(state_name(code))}, alignment: {escape(aligned['no_data'].get(code, 'no data'))}"
        )
        return
    row = aligned["states"][code]
    reasons, rest = words.shown_reasons(row, REASONS)
    listed = [f"{signed(r['size'], 4)} {r['moves']}, {r['in_words']}, {r['pole']}" for r in reasons]
    parts = "; ".join([*listed, f"{signed(rest, 4)} all others"]) if listed else "nothing moves its position"
    console.print(f"{code} {escape(state_name(code))}, parts of the change: {escape(parts)}", highlight=False)
    for pole, needed in row["required_half_way"].items():
        value = words.point(needed["times_upper_end"])
        told = (
            "the moves do not pull it there"
            if value is None
            else f"the pull would have to be {words.times(value)} times the upper end of the estimate"
        )
        console.print(f"  half-way to {words.pole_words(pole)}: {told}", highlight=False)


def alignment_differences(a: Mapping[str, Any], b: Mapping[str, Any]) -> dict[str, float]:
    """Change of position in b less that in a, ideal points, of states that both have; empty without alignment.

    Args:
        a, b: `Result.to_dict()` of both.
    """
    from multipolar.alignment import words

    left, right = ({} if r["alignment"] is None else r["alignment"]["states"] for r in (a, b))
    return {
        s: (words.point(right[s]["alignment_change"]) or 0.0) - (words.point(left[s]["alignment_change"]) or 0.0)
        for s in left
        if s in right
    }


def alignment_comparison(console: Console, a: Result, b: Result) -> None:
    """Change of position and closeness under two scenarios, largest differences first; nothing without alignment.

    Args:
        a, b: the runs.
    """
    from multipolar.alignment import words

    plain = [r.to_dict() for r in (a, b)]
    gap = alignment_differences(*plain)
    if not gap:
        return
    left, right = (r["alignment"] for r in plain)
    poles = [p for p in left["poles"] if p in right["poles"]]

    def close(state: str, pole: str) -> float:
        one, other = (words.point(side["states"][state]["closeness"][pole]) for side in (left, right))
        return 0.0 if one is None or other is None else 100 * (other - one)

    widest = {s: max((abs(close(s, p)) for p in poles), default=0.0) for s in gap}
    order = sorted(
        (s for s in gap if abs(gap[s]) > words.MOVED or widest[s] > 100 * words.CLOSER),
        key=lambda s: (-round(abs(gap[s]), 3), -widest[s]),
    )
    if not order:
        console.print("Alignment: no state's position or closeness differs between A and B.")
        return
    table = Table(title="Alignment, change of position in ideal points, closeness in %", title_justify="left")
    for column in ("state", "A", "B", "B less A", *(f"{p}, A → B" for p in poles)):
        table.add_column(escape(column), justify="left" if column == "state" else "right")
    for s in order[: 2 * SHOWN]:
        sides = [words.number(side["states"][s]["alignment_change"]) for side in (left, right)]
        closeness = [tuple(words.point(side["states"][s]["closeness"][p]) for side in (left, right)) for p in poles]
        table.add_row(
            f"{s} {escape(state_name(s))}",
            *(_with_interval(side) for side in sides),
            signed(gap[s]),
            *(
                "itself" if one is None or two is None else f"{100 * one:.1f} → {100 * two:.1f}"
                for one, two in closeness
            ),
        )
    if left["belief"] != right["belief"]:
        note = f"different beliefs, {left['belief']} and {right['belief']}: part of the difference is due to that"
        console.print(f"[yellow]note:[/yellow] {escape(note)}")
    console.print(table)
