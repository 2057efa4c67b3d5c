"""Tables of a wedge: the sweep against a passive and an answering rival, thresholds and their price."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from multipolar.cli.tables.words import signed

if TYPE_CHECKING:
    from multipolar.wedge import Wedge
    from multipolar.wedge.outcome import Point, Response, Span, Spread

__all__ = ["wedge"]


def wedge(console: Console, found: Wedge) -> None:
    """Everything that a wedge says."""
    sides = found.sides
    title = f"{sides.offerer} offers {sides.target} what might loosen it from {sides.rival}"
    console.print(f"[bold]{escape(title)}[/bold]", highlight=False)
    spans = ", ".join(found.range_over)
    console.print(
        f"conditional scenario, not a forecast; {escape(found.world)}, deficits {found.deficits}, elasticities "
        f"{escape(found.elasticities)}; ranges of real income over {escape(spans)}; intervals hold 80 % of {found.draws:,} "
        "draws of the parameters of closeness and ties.",
        highlight=False,
    )
    for line in found.terms:
        console.print(escape(line), highlight=False)
    for note in found.notes:
        console.print(f"[yellow]note:[/yellow] {escape(note)}", highlight=False)
    for response in (found.passive, found.answering):
        _politics(console, found, response)
        _income(console, found, response)
        _threshold(console, found, response)
    _answers(console, found)


def _called(found: Wedge, response: Response) -> str:
    if response.name == "passive":
        return f"{found.sides.rival} passive"
    return f"{found.sides.rival} answering, {response.size:.0%} of its whole answer to the whole offer"


def _columns(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=escape(title), title_justify="left")
    for column in columns:
        table.add_column(escape(column), justify="left" if column == "triangle" else "right")
    return table


def _politics(console: Console, found: Wedge, response: Response) -> None:
    """Closeness, ties and roles by share of the offer."""
    target, offerer, rival = found.sides.target, found.sides.offerer, found.sides.rival
    triangles = [_triangle(p) for p in response.points]
    turns = len(set(triangles)) > 1
    columns = [
        "offer",
        f"close to {rival}",
        f"close to {offerer}",
        f"tie {rival}",
        f"tie {offerer}",
        f"{rival} trade % GDP",
        *(["triangle"] if turns else []),
    ]
    table = _columns(f"{_called(found, response)}: {target}'s closeness (0 to 1), ties (-1 to 1), trade", columns)
    for p, triangle in zip(response.points, triangles, strict=True):
        table.add_row(
            f"{p.share:.0%}",
            _spread(p.closeness[rival]),
            _spread(p.closeness[offerer]),
            signed(p.pair_ties[f"{rival}-{target}"], 2),
            signed(p.pair_ties[f"{offerer}-{target}"], 2),
            f"{p.dependence_pct_gdp[rival]:.1f}",
            *([escape(triangle)] if turns else []),
        )
    console.print(table)
    if not turns:
        console.print(f"At every share the triangle is a {escape(triangles[0])}.", highlight=False)


def _triangle(point: Point) -> str:
    """Pattern and who stands apart in it."""
    roles = ", ".join(f"{who} {role}" for who, role in point.roles.items() if role in ("pivot", "outcast"))
    return f"{point.pattern}, {roles}" if roles else point.pattern


def _income(console: Console, found: Wedge, response: Response) -> None:
    """Real income by share of the offer."""
    sides = found.sides
    names = {"target": sides.target, "offerer": sides.offerer, "rival": sides.rival, "allies": "allies"}
    table = _columns(f"{_called(found, response)}: real income, % (range)", ("offer", *names.values()))
    for p in response.points:
        table.add_row(f"{p.share:.0%}", *(_span(p.real_income_pct[what]) for what in names))
    console.print(table)


def _threshold(console: Console, found: Wedge, response: Response) -> None:
    """The threshold or its absence, and the price."""
    turn, sides = response.turning, found.sides
    last = response.points[-1]
    change = last.closeness_change[sides.rival]
    if turn.share is None:
        lines = [
            f"No offer within the sweep does it: at the whole offer the closeness of {sides.target} to {sides.rival} changes "
            f"by {_spread(change, sign=True)}, and a fall of {found.fall:g} was asked for; the pattern of the triangle stays."
        ]
    else:
        why = "closeness has fallen so far" if turn.by == "closeness" else "the pattern of the triangle changes"
        lines = [f"Threshold: {turn.share:.1%} of the offer; there {why}."]
    if turn.required_multiple.point is not None:
        lines.append(
            f"A fall of {found.fall:g} takes {_spread(turn.required_multiple, 1)} times what the whole offer does."
        )
    sets = sum(share is not None for share in turn.by_elasticities.values())
    text = f"At the point {sets} of {len(turn.by_elasticities)} elasticity sets get there by closeness"
    if turn.reached_in_draws is not None:
        text += f", and {turn.reached_in_draws:.1%} of the draws"
        if turn.closeness_share.p10 is not None:
            ends = [_share(end) for end in (turn.closeness_share.p10, turn.closeness_share.p90)]
            text += f"; 80 % of the draws need {ends[0]} to {ends[1]} of the offer"
    lines.append(f"{text}.")
    likely = "; ".join(f"{name} {share:.1%}" for name, share in last.likelihood.items())
    lines.append(f"Patterns at the whole offer over draws of the weights of the components of ties: {likely}.")
    gains = turn.offerer_real_income_pct.point >= 0
    lines.append(
        f"At {turn.cost_at:.0%} of the offer real income of {sides.offerer} changes by {_span(turn.offerer_real_income_pct)} %, "
        f"{_span(turn.offerer_usd_bn, 1)} billion USD a year: {'it gains, the offer has no price in real income' if gains else 'its price'}."
    )
    for line in lines:
        console.print(escape(line), highlight=False)


def _answers(console: Console, found: Wedge) -> None:
    """What the rival chose from."""
    sides = found.sides
    columns = ("part of the answer", f"close to {sides.rival}", "restores", f"{sides.rival}'s real income, %")
    table = _columns(f"Answers of {sides.rival} to the whole offer", columns)
    for a in found.answers:
        table.add_row(
            f"{a.size:.0%}", f"{a.closeness:.4f}", "yes" if a.restores else "no", signed(a.rival_real_income_pct)
        )
    console.print(table)
    text = "not even the whole answer" if found.restoring is None else f"{found.restoring:.1%} of the whole answer"
    shift = "No shift of its position" if found.position_shift.point is None else (
        f"A shift of its position by {_spread(found.position_shift, 2)} ideal points"
    )  # fmt: skip
    console.print(
        f"{text[0].upper()}{text[1:]} restores the closeness of before. {shift} towards {sides.offerer} would do as much as a "
        f"fall of {found.fall:g}, with no offer at all.",
        highlight=False,
    )


def _spread(value: Spread, digits: int = 3, sign: bool = False) -> str:
    """A number with its 80 % interval; an end that no draw has is open."""
    form = f"{'+' if sign else ''}.{digits}f"
    if value.point is None:
        return "none"
    if value.p10 is None and value.p90 is None:
        return format(value.point, form)
    ends = [format(end, form) if end is not None else "beyond" for end in (value.p10, value.p90)]
    return f"{value.point:{form}} ({ends[0]} to {ends[1]})"


def _share(value: float | None) -> str:
    return "more than 100%" if value is None else f"{value:.0%}"


def _span(value: Span | None, digits: int = 3) -> str:
    """A change with its range over sets."""
    if value is None:
        return "nobody"
    if value.low == value.high:
        return signed(value.point, digits)
    return f"{signed(value.point, digits)} ({signed(value.low, digits)} to {signed(value.high, digits)})"
