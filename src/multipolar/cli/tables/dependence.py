"""Tables of dependence: who is exposed to whom, and who joins whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from multipolar.cli.tables.words import signed
from multipolar.labels import state_name

if TYPE_CHECKING:
    from multipolar.coalition import CandidateChoice, CoalitionChoices
    from multipolar.exposure import ExposureTable

__all__ = ["coalition", "exposure"]


def exposure(console: Console, table: ExposureTable, who: str | None, poles: list[str], top: int) -> None:
    """The most exposed to each pole, or one economy's exposure with sentences."""
    spans = ", ".join(table.range_over)
    console.print(
        "Loss of real income, %, if all trade (goods and services, both ways) between the two stops, one pair at a "
        f"time; {escape(table.world)}, deficits balanced, elasticities {escape(table.elasticities)}. "
        + (
            f"Ranges span the sets {spans}; they are not confidence intervals." if spans else "No ranges were computed."
        ),
        highlight=False,
    )
    if who in table.states:
        _one_state(console, table, str(who), [p for p in poles if p != who])
    for p in poles:
        if who is None or who == p:
            _one_pole(console, table, p, top)
    correlation = table.correlation()
    console.print(
        f"Correlation of these losses with trade over GDP: {correlation:.2f}. A long-run answer: it is "
        "silent on the first months of a cut-off.",
        highlight=False,
    )


def _columns(title: str, first: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in (first, "loss %", "range %", "pole's loss %", "times the pole's", "trade % of GDP"):
        table.add_column(column, justify="left" if column == first else "right")
    return table


def _pair_row(row: dict[str, Any], label: str) -> list[str]:
    if row["loss_pct"] is None:
        return [label, "not defined", "", "", "", ""]
    ranged = row["loss_low_pct"] is not None
    return [
        label,
        f"{row['loss_pct']:.2f}",
        f"{row['loss_low_pct']:.2f} to {row['loss_high_pct']:.2f}" if ranged else "not computed",
        f"{row['pole_loss_pct']:.3f}",
        "no data" if row["asymmetry"] is None else f"{row['asymmetry']:,.1f}",
        f"{row['trade_pct_gdp']:.1f}",
    ]


def _one_pole(console: Console, table: ExposureTable, pole: str, top: int) -> None:
    from multipolar.report.economies import in_text

    ranked = table.ranked(pole)[:top]
    rows = _columns(f"Who depends on {escape(in_text(pole))}: the {len(ranked)} most exposed", "economy")
    for state in ranked:
        rows.add_row(*_pair_row(table.pair(state, pole), f"{state} {escape(state_name(state))}"))
    console.print(rows)


def _one_state(console: Console, table: ExposureTable, state: str, poles: list[str]) -> None:
    from multipolar.report.economies import begin, in_text

    name = in_text(state)
    rows = _columns(f"On whom {escape(name)} depends", "pole")
    sentences = []
    for pole in poles:
        row = table.pair(state, pole)
        rows.add_row(*_pair_row(row, f"{pole} {escape(state_name(pole))}" if state_name(pole) != pole else pole))
        other = in_text(pole)
        if row["loss_pct"] is None:
            sentences.append(f"{begin(name)} and {other}: not defined ({row['reason']}).")
        else:
            rank = f"rank {table.ranked(pole).index(state) + 1} of {len(table.ranked(pole))}"
            sentences.append(
                f"{begin(name)} would lose {row['loss_pct']:.2f} % if {other} stopped trading with it ({rank}); "
                f"{other} would lose {row['pole_loss_pct']:.3f} %."
            )
    console.print(rows)
    for sentence in sentences:
        typer.echo(sentence)


def coalition(console: Console, choices: CoalitionChoices) -> None:
    """Payoffs, margins and prices of all candidates, with what they rest on."""
    asked = f"{choices.proposer.name} asks, against {choices.target.name}"
    console.print(f"[bold]{escape(choices.scenario)}[/bold]: {escape(asked)}", highlight=False)
    console.print(
        f"conditional scenario, not a forecast; {escape(choices.world)}, deficits {choices.deficits}, elasticities "
        f"{escape(choices.elasticities)}, {choices.year}; one candidate at a time, the others as the scenario has them",
        highlight=False,
    )
    console.print(
        f"Punishment with probability {choices.probability:g}: +{choices.by_target_pp:g} points of duty by "
        f"{escape(choices.target.name)} on what joins, +{choices.by_proposer_pp:g} by {escape(choices.proposer.name)} on "
        f"what refuses. A hedger joins in {', '.join(choices.strategic_sectors)} and refuses in the rest.",
        highlight=False,
    )
    for note in choices.notes:
        console.print(f"[yellow]note:[/yellow] {escape(note)}", highlight=False)
    payoffs = Table(title="Expected change of real income, % (unpunished / punished)", title_justify="left")
    for column in ("candidate", "join", "hedge", "refuse", "best"):
        payoffs.add_column(column, justify="left" if column in ("candidate", "best") else "right")
    for c in choices.candidates:
        cells = [_payoff_cell(c, stance) for stance in ("join", "hedge", "refuse")]
        payoffs.add_row(_player(c), *cells, f"{c.best}, uncertain" if c.sign_uncertain else c.best)
    console.print(payoffs)
    _price_table(console, choices)


def _player(choice: CandidateChoice) -> str:
    code, name = choice.player.code, choice.player.name
    return escape(code if code == name else f"{code} {name}")


def _payoff_cell(choice: CandidateChoice, stance: str) -> str:
    payoff = choice.payoffs[stance]
    return f"{signed(payoff.expected_pct)} ({signed(payoff.unpunished_pct, 2)} / {signed(payoff.punished_pct, 2)})"


def _probability(choice: CandidateChoice) -> str:
    """On which side of the break-even probability joining is worth more than refusing."""
    free = choice.payoffs["join"].unpunished_pct - choice.payoffs["refuse"].unpunished_pct
    if choice.break_even_probability is None:
        return "joins at any" if choice.margin_pct > 0 else "refuses at any"
    return f"joins {'above' if free < 0 else 'below'} {choice.break_even_probability:.2f}"


def _price_table(console: Console, choices: CoalitionChoices) -> None:
    """Margin of joining over refusing, its range, the break-even probability and the least side payment."""
    table = Table(title="Joining less refusing, % of real income, and what would change it", title_justify="left")
    for column in (
        "candidate",
        "margin %",
        "range %",
        "sign",
        "probability of punishment",
        "side payment, mn USD a year",
    ):
        table.add_column(column, justify="left" if column in ("candidate", "sign") else "right")
    for c in choices.candidates:
        even = _probability(c)
        paid = "none found" if c.side_payment_usd_mn is None else f"{c.side_payment_usd_mn:,.0f}"
        sign = "uncertain" if c.sign_uncertain else "same"
        span = f"{signed(c.margin_low_pct)} to {signed(c.margin_high_pct)}"
        table.add_row(_player(c), signed(c.margin_pct), span, sign, even, paid)
    console.print(table)
    for c in choices.candidates:
        if c.sign_uncertain:
            typer.echo(f"{c.player.code}: the sign of the margin is the other one under {', '.join(c.reversed_by)}.")
    console.print(
        f"Ranges span {choices.range_over}; they are not confidence intervals. Alignment, guarantees and alliances "
        "are not in these figures.",
        highlight=False,
    )
