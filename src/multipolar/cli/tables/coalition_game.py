"""Tables of a coalition game: where replies end, whether each coalition holds, and each member's reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from multipolar.cli.tables.words import signed

if TYPE_CHECKING:
    from multipolar.coalition import CoalitionGame
    from multipolar.coalition.game_outcome import CoalitionStudy
    from multipolar.coalition.stability import Span

__all__ = ["game"]


def game(console: Console, found: CoalitionGame) -> None:
    """Equilibria, then each coalition with its members and its word."""
    weights = found.weights
    console.print(
        f"[bold]All at once[/bold]: each candidate replies to the stances of all others in {found.year}. With probability "
        f"{weights.probability:g} both powers carry out their threats, on all at once. Closeness to "
        f"{escape(found.proposer)} weighs {weights.closeness:g} (lambda, % of real income per unit), a rival inside costs "
        f"{weights.rivalry:g} %.",
        highlight=False,
    )
    for note in found.notes:
        console.print(f"[yellow]note:[/yellow] {escape(note)}", highlight=False)
    console.print(_equilibria(found))
    for cycle in found.play.cycles:
        console.print(
            f"{cycle.starts} of {found.play.starts} starts end in a cycle of {len(cycle.profiles)} rounds, no equilibrium.",
            highlight=False,
        )
    console.print(_coalitions(found))
    for study in found.coalitions:
        console.print(_members(found, study))
    for study in found.coalitions:
        console.print(
            f"[bold]{escape(study.name)}: {study.verdict.word}[/bold]: {escape(' '.join(study.verdict.reasons))}",
            highlight=False,
        )
        for what, line in _flips(found, study):
            console.print(f"{escape(study.name)}, {what}: {line}", highlight=False)
        for note in study.notes:
            console.print(f"[yellow]note:[/yellow] {escape(note)}", highlight=False)
    limits = found.limits
    console.print(
        f"Symbolic: costs below {limits.symbolic_cost_pct:g} % of real income and shifts of closeness below "
        f"{limits.closeness_noise:g}; lasting: holds in at least {limits.lasting_share:.0%} of draws (--symbolic-cost, "
        f"--closeness-noise, --lasting-share). {found.solved} equilibria solved, seed {found.seed}.",
        highlight=False,
    )


def _table(title: str, *columns: str, left: int = 1) -> Table:
    table = Table(title=title, title_justify="left")
    for k, column in enumerate(columns):
        table.add_column(column, justify="left" if k < left else "right")
    return table


def _equilibria(found: CoalitionGame) -> Table:
    how = "every profile looked at" if found.play.enumerated else f"best replies from {found.play.starts} starts"
    table = _table(f"Equilibria ({how})", "no.", "join", "hedge", "refuse", "starts", left=4)
    for k, one in enumerate(found.play.equilibria):
        stances = dict(zip(found.candidates, one.profiles[0], strict=True))
        cells = [
            " ".join(c for c, s in stances.items() if s == stance) or "-" for stance in ("join", "hedge", "refuse")
        ]
        table.add_row(str(k + 1), *cells, f"{one.starts / found.play.starts:.0%}")
    return table


def _coalitions(found: CoalitionGame) -> Table:
    table = _table(
        "Does the coalition hold?",
        "coalition",
        "members",
        "inside",
        "outside",
        "price, mn USD a year",
        "holds in draws (95 %)",
        "word",
    )
    for study in found.coalitions:
        held = study.durability
        drawn = "no draws" if held is None else f"{held.share:.0%} ({held.low:.0%} to {held.high:.0%})"
        table.add_row(
            escape(study.name),
            str(len(study.members)),
            "stable" if study.internally_stable else "unstable",
            ("stable" if study.externally_stable else "unstable") if study.outsiders else "none left",
            "none found" if study.price_usd_mn is None else f"{study.price_usd_mn:,.0f}",
            drawn,
            study.verdict.word,
        )
    return table


def _members(found: CoalitionGame, study: CoalitionStudy) -> Table:
    table = _table(
        f"Members, {escape(study.name)}: margin of staying and where it turns",
        "member",
        "margin %",
        "leaves to",
        "own effect %",
        "paid, mn USD",
        "stays in draws",
        "stays for lambda",
        "stays for rivalry",
    )
    held = study.durability
    for member in study.members:
        share = None if held is None else held.members[found.candidates.index(member.code)]
        table.add_row(
            escape(member.code),
            signed(member.margin_pct),
            member.leaves_to,
            signed(member.cost_pct),
            "none found" if member.payment_usd_mn is None else f"{member.payment_usd_mn:,.0f}",
            "no draws" if share is None else f"{share:.0%}",
            _span(member.stays_for_lambda) if found.closeness_modelled else "not modelled",
            _span(member.stays_for_rivalry) if found.rivals else "no rivals",
        )
    return table


def _flips(found: CoalitionGame, study: CoalitionStudy) -> list[tuple[str, str]]:
    """For each weight that acts: where the coalition holds, and where the majority of draws changes sides."""
    held = study.durability
    acting = [
        ("lambda", found.closeness_modelled, study.holds_for_lambda, held.against_lambda if held else None),
        ("rivalry", bool(found.rivals), study.holds_for_rivalry, held.against_rivalry if held else None),
    ]
    lines = []
    for what, acts, span, curve in acting:
        if acts:
            turn = "never turns" if curve is None or curve.flip is None else f"turns at {curve.flip:.3g}"
            where = "no weight" if span is None else _span(span)
            lines.append((what, f"all members stay for {where}; the majority of draws {turn}."))
    return lines


def _span(span: Span | None) -> str:
    """Weights for which a member stays, in words."""
    if span is None:
        return "none"
    if span.high is None:
        return "any" if span.low == 0 else f"from {span.low:.3g}"
    return f"up to {span.high:.3g}" if span.low == 0 else f"{span.low:.3g} to {span.high:.3g}"
