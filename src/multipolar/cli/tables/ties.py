"""Tables of ties: triangle, a pair over time, a bloc, a regional file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from multipolar.cli.tables.words import signed
from multipolar.labels import state_name

if TYPE_CHECKING:
    from multipolar.politics.blocs import Bloc
    from multipolar.politics.dyads import PairTie
    from multipolar.politics.pair_history import PairHistory, RecordCheck
    from multipolar.politics.regions import Position, RegionFile
    from multipolar.politics.triangle import Triangle

__all__ = ["bloc", "history", "region", "triangle"]

MOST = 12
"""Names in a cell or line before the rest is counted."""


def triangle(console: Console, found: Triangle) -> None:
    """Pattern, roles, ties with their vintages, and how the draws of the weights fall."""
    roles = ", ".join(f"{state_name(p)} {r}" for p, r in found.roles.items())
    console.print(f"[bold]{found.year}: {escape(found.pattern)}[/bold] ({escape(roles)})", highlight=False)
    table = _table("Ties, -1 to 1", ("pair", "tie", "5 to 95 %", "sign", "share of draws +"))
    for one, sign, share in zip(found.ties, found.signs, found.sign_shares, strict=True):
        clear = f"{sign}, ambiguous" if (one.a, one.b) in found.ambiguous else sign
        table.add_row(f"{one.a}-{one.b}", signed(one.value), _span(one), clear, f"{100 * share:.0f} %")
    console.print(table)
    _components(console, found.ties)
    likely = "; ".join(f"{name} {100 * share:.0f} %" for name, share in found.likelihood.items())
    console.print(f"Patterns over {found.draws:,} draws of the weights: {escape(likely)}.", highlight=False)
    console.print(
        f"Whatever the signs, {escape(state_name(found.facing_weakest))} faces the weakest of the three ties. Ties within "
        f"{found.band:g} of 0 are ambiguous.{_without(found.left_out)}",
        highlight=False,
    )


def history(console: Console, found: PairHistory, record: RecordCheck | None) -> None:
    """The tie by year, its components with vintages, and trade."""
    console.print(f"[bold]{escape(state_name(found.a))} and {escape(state_name(found.b))}[/bold]", highlight=False)
    table = _table("Tie, -1 to 1, and its components", ("component", *(str(t.year) for t in found.ties)))
    table.add_row("tie", *(signed(t.value, 2) for t in found.ties), end_section=True)
    for name in found.ties[0].components:
        if any(t.components[name] is not None for t in found.ties):
            table.add_row(name, *(_cell(t, name) for t in found.ties))
    console.print(table)
    console.print("An empty cell is a component without data; it is left out of the mean.", highlight=False)
    for one in found.ties:
        carried = [f"{n} {y}" for n, y in one.vintage.items() if y is not None and y != one.year]
        if carried:
            console.print(f"* carried forward to {one.year}: {', '.join(carried)}.", highlight=False)
    last = found.ties[-1]
    for label, parts in (("Props", found.props), ("Strains", found.strains)):
        said = ", ".join(f"{n} {signed(last.shares[n])}" for n in parts) or "none"
        console.print(f"{label} of {last.year}, parts of {signed(last.value)}: {said}.", highlight=False)
    console.print(f"The tie of {last.year} over draws of the weights, 5 to 95 %: {_span(last)}.", highlight=False)
    if found.trade:
        end = found.trade[-1]
        console.print(
            f"Goods trade both ways: {end.usd_mn:,.0f} million USD in {end.year} ({end.source}), the last year of the data.",
            highlight=False,
        )
    if record is not None:
        console.print(f"Record trade in {record.year}: {record.verdict}; {escape(record.reason)}", highlight=False)


def bloc(console: Console, found: Bloc) -> None:
    """Cohesion, the weakest ties, camps and frustration."""
    console.print(f"[bold]{escape(found.name)}, {found.year}[/bold]: {', '.join(found.members)}", highlight=False)
    if found.left_out:
        console.print(
            f"{len(found.left_out)} members are no named powers; their ties with each other are not in the data.",
            highlight=False,
        )
    low, high = found.interval
    sized = (
        "no GDP for all"
        if found.weighted is None
        else f"{signed(found.weighted)} weighted with the GDP of {found.size_year}"
    )
    console.print(
        f"Mean tie {signed(found.mean)} (5 to 95 % over weights: {signed(low)} to {signed(high)}); {sized}.",
        highlight=False,
    )
    table = _table(
        f"The weakest of {len(found.ties)} ties", ("pair", "tie", "5 to 95 %", "the weakest in", "pulled down by")
    )
    for one in found.ties[:5]:
        share = found.weakest.get(f"{one.a}-{one.b}", found.weakest.get(f"{one.b}-{one.a}", 0.0))
        down = sorted((s, n) for n, s in one.shares.items() if s is not None and s < 0)
        table.add_row(
            f"{one.a}-{one.b}",
            signed(one.value),
            _span(one),
            f"{100 * share:.0f} % of draws",
            ", ".join(f"{n} {signed(s)}" for s, n in down[:3]) or "nothing",
        )
    console.print(table)
    _components(console, found.ties[:1])
    tension = found.tension
    console.print(
        f"Frustration {tension.index:.3f} of {tension.total:.3f} in all ties"
        f"{'' if tension.exact else f', at least {tension.bound:.3f}'}; negative ties {tension.negative:.3f}.",
        highlight=False,
    )
    for camps in found.camps[:3]:
        sides = f"{', '.join(camps.first)} against {', '.join(camps.second)}" if camps.second else "all together"
        console.print(f"Stable division (landscape, GDP as size), energy {camps.energy:.4f}: {sides}.", highlight=False)


def region(console: Console, found: RegionFile, positions: Sequence[Position]) -> None:
    """Roll calls, then positions of some states beside the poles, and who stands with them."""
    first, last = found.vintage
    console.print(
        f"[bold]{escape(found.title)}[/bold]: {escape(found.about)}; votes {first} to {last}.", highlight=False
    )
    rolls = _table("Recorded votes", ("date", "document", "subject", "yes", "abstain", "no"))
    for roll in found.roll_calls:
        rolls.add_row(roll.date, roll.document, roll.subject, str(roll.yes), str(roll.abstain), str(roll.no))
    console.print(rolls)
    from multipolar.politics.regions import POLES
    from multipolar.politics.tables import ties

    shown = positions or [found.position(p) for p in ties().powers if p in found.states]
    columns = ("state", "yes", "abstain", "no", "absent", "score", *(f"with {p}" for p in POLES))
    table = _table("Score: mean of yes +1, abstain 0, no -1. Agreement: 1 same vote always, 0 opposite", columns)
    for one in sorted(shown, key=lambda p: (-2.0 if p.score is None else -p.score, p.state)):
        counts = (str(getattr(one, k)) for k in ("yes", "abstain", "no", "absent"))
        agreed = ("no data" if a is None else f"{a:.2f}" for a in one.agreement.values())
        table.add_row(f"{one.state} {escape(state_name(one.state))}", *counts, signed(one.score, 2), *agreed)
    console.print(table)
    for one in positions:
        near = ", ".join(f"{s} {a:.2f}" for s, a in one.nearest)
        same = f"{_some(one.same)} voted the same" if one.same else "nobody voted quite the same"
        console.print(f"{escape(state_name(one.state))}: {same}; nearest of the rest: {near}.", highlight=False)


def _components(console: Console, pairs: Sequence[PairTie]) -> None:
    """Components of some pairs, one row a component."""
    table = _table("Components (vintage)", ("component", *(f"{t.a}-{t.b}" for t in pairs)))
    for name in pairs[0].components:
        if any(t.components[name] is not None for t in pairs):
            table.add_row(name, *(_dated(t, name) for t in pairs))
    console.print(table)
    missing = [n for n in pairs[0].components if all(t.components[n] is None for t in pairs)]
    if missing:
        console.print(f"Left out for want of data: {', '.join(missing)}.", highlight=False)


def _span(one: PairTie) -> str:
    """Interval over draws of the weights."""
    return "no data" if one.interval is None else f"{signed(one.interval[0], 2)} to {signed(one.interval[1], 2)}"


def _dated(one: PairTie, name: str) -> str:
    value = one.components[name]
    return "no data" if value is None else f"{signed(value, 2)} ({one.vintage[name]})"


def _cell(one: PairTie, name: str) -> str:
    """A component, with a star where it is carried forward from an earlier year."""
    value = one.components[name]
    return "" if value is None else signed(value, 2) + ("" if one.vintage[name] == one.year else "*")


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left")
    left = ("pair", "component", "state", "document", "subject", "pulled down by", "sign", "date")
    for column in columns:
        table.add_column(column, justify="left" if column in left else "right")
    return table


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:MOST]) + (f" and {len(names) - MOST} more" if len(names) > MOST else "")


def _without(names: Sequence[str]) -> str:
    return f" Left out on request: {', '.join(names)}." if names else ""
