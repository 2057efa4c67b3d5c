"""Commands on dependence: who is exposed to whom, and who joins whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from multipolar.atomic import write_atomic
from multipolar.cli_io import print_json, progress
from multipolar.cli_tables import signed
from multipolar.errors import InputError
from multipolar.labels import code_of, did_you_mean, state_name

if TYPE_CHECKING:
    from multipolar.coalition import CandidateChoice, CoalitionChoices
    from multipolar.exposure import ExposureTable

__all__ = ["coalition", "exposure"]

out = Console()
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]


def exposure(
    who: Annotated[str | None, typer.Argument(help="An economy or a pole; default: the most exposed to each.")] = None,
    pole: Annotated[str | None, typer.Option(help="Only this pole; any economy or group may stand as one.")] = None,
    world: Annotated[str | None, typer.Option(help="Packaged world or NetCDF file; default: 2022.")] = None,
    elasticities: Annotated[str | None, typer.Option(help="Elasticity set; default FGO, or that of the file.")] = None,
    recompute: Annotated[bool, typer.Option("--recompute", help="Solve anew: 312 equilibria, a few seconds.")] = False,
    ranges: Annotated[bool, typer.Option("--ranges", help="When solving anew: all published sets as well.")] = False,
    top: Annotated[int, typer.Option(min=1, help="How many of the most exposed to show.")] = 10,
    as_json: Json = False,
    out_file: Annotated[Path | None, typer.Option("--out", help="CSV file for the whole table.")] = None,
) -> None:
    """Who depends on whom: loss of real income if a great power stops all trade with an economy."""
    from multipolar.exposure import POLES, exposure_table, poles_in
    from multipolar.world import load_world

    loaded = load_world(world or "2022")
    pole = (code_of(pole) or pole) if pole else None
    poles = POLES if pole in POLES else (pole,) if pole else poles_in(loaded)
    if not poles:
        raise InputError(f"world {loaded.name!r} has none of {', '.join(POLES)}; name a pole with --pole.")
    name = elasticities or ("FGO" if world in (None, "2022") else "world")
    solve = recompute or ranges
    with progress(as_json) as report:
        table = exposure_table(
            loaded, elasticities=name, poles=poles, ranges=ranges, recompute=solve, progress=report
        )  # fmt: skip
    chosen = _code(who, (*table.states, *table.poles), "STATE") if who else None
    shown = [pole] if pole else list(table.poles)
    if out_file is not None:
        text = table.to_csv()
        write_atomic(out_file, lambda path: path.write_text(text, encoding="utf8", newline="\n"))
    if as_json:
        pairs = [r for r in table.rows() if r["pole"] in shown and chosen in (None, r["state"], r["pole"])]
        print_json({**table.to_dict(), "pairs": pairs})
        return
    _exposure_tables(table, chosen, shown, top)
    if out_file is not None:
        typer.echo(f"wrote {out_file}")


def _code(name: str, valid: tuple[str, ...], what: str) -> str:
    """A label by code or English name.

    Raises:
        InputError: unknown, with the nearest.
    """
    found = name if name in valid else name.upper() if name.upper() in valid else code_of(name)
    if found in valid:
        return str(found)
    raise InputError(
        f"{what} {name!r}: not in the table{did_you_mean(name, valid) or '; see `multipolar world show`.'}"
    )


def _exposure_tables(table: ExposureTable, who: str | None, poles: list[str], top: int) -> None:
    """The most exposed to each pole, or one economy's exposure with sentences."""
    spans = ", ".join(table.range_over)
    out.print(
        "Loss of real income, %, if all trade (goods and services, both ways) between the two stops, one pair at a "
        f"time; {escape(table.world)}, deficits balanced, elasticities {escape(table.elasticities)}. "
        + (
            f"Ranges span the sets {spans}; they are not confidence intervals." if spans else "No ranges were computed."
        ),
        highlight=False,
    )
    if who in table.states:
        _one_state(table, str(who), [p for p in poles if p != who])
    for p in poles:
        if who is None or who == p:
            _one_pole(table, p, top)
    correlation = table.correlation()
    out.print(
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


def _one_pole(table: ExposureTable, pole: str, top: int) -> None:
    ranked = table.ranked(pole)[:top]
    rows = _columns(f"Who depends on {escape(_spoken(pole))}: the {len(ranked)} most exposed", "economy")
    for state in ranked:
        rows.add_row(*_pair_row(table.pair(state, pole), f"{state} {escape(state_name(state))}"))
    out.print(rows)


def _spoken(code: str) -> str:
    """A name inside a sentence."""
    from multipolar.report.economies import in_text

    return "the EU" if code == "EU" else in_text(code)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _one_state(table: ExposureTable, state: str, poles: list[str]) -> None:
    name = _spoken(state)
    rows = _columns(f"On whom {escape(name)} depends", "pole")
    sentences = []
    for pole in poles:
        row = table.pair(state, pole)
        rows.add_row(*_pair_row(row, f"{pole} {escape(state_name(pole))}" if state_name(pole) != pole else pole))
        other = _spoken(pole)
        if row["loss_pct"] is None:
            sentences.append(f"{_upper(name)} and {other}: not defined ({row['reason']}).")
        else:
            rank = f"rank {table.ranked(pole).index(state) + 1} of {len(table.ranked(pole))}"
            sentences.append(
                f"{_upper(name)} would lose {row['loss_pct']:.2f} % if {other} stopped trading with it ({rank}); "
                f"{other} would lose {row['pole_loss_pct']:.3f} %."
            )
    out.print(rows)
    for sentence in sentences:
        typer.echo(sentence)


def coalition(
    scenario: Annotated[str, typer.Argument(help="Packaged scenario or YAML file with a coalition block.")],
    world: Annotated[str | None, typer.Option(help="Packaged world or NetCDF file; default: the scenario's.")] = None,
    as_json: Json = False,
) -> None:
    """Third countries between two powers: what each gets by joining, hedging or refusing, and its price."""
    from multipolar.coalition import coalition_choices
    from multipolar.scenario import load_scenario
    from multipolar.world import load_world

    with progress(as_json) as report:
        choices = coalition_choices(
            load_scenario(scenario), load_world(world) if world else None, progress=report
        )  # fmt: skip
    if as_json:
        print_json(choices.to_dict())
        return
    _coalition_tables(choices)


def _coalition_tables(choices: CoalitionChoices) -> None:
    """Payoffs, margins and prices of all candidates, with what they rest on."""
    asked = f"{choices.proposer.name} asks, against {choices.target.name}"
    out.print(f"[bold]{escape(choices.scenario)}[/bold]: {escape(asked)}", highlight=False)
    out.print(
        f"conditional scenario, not a forecast; {escape(choices.world)}, deficits {choices.deficits}, elasticities "
        f"{escape(choices.elasticities)}, {choices.year}; one candidate at a time, the others as the scenario has them",
        highlight=False,
    )
    out.print(
        f"Punishment with probability {choices.probability:g}: +{choices.by_target_pp:g} points of duty by "
        f"{escape(choices.target.name)} on what joins, +{choices.by_proposer_pp:g} by {escape(choices.proposer.name)} on "
        f"what refuses. A hedger joins in {', '.join(choices.strategic_sectors)} and refuses in the rest.",
        highlight=False,
    )
    for note in choices.notes:
        out.print(f"[yellow]note:[/yellow] {escape(note)}", highlight=False)
    payoffs = Table(title="Expected change of real income, % (unpunished / punished)", title_justify="left")
    for column in ("candidate", "join", "hedge", "refuse", "best"):
        payoffs.add_column(column, justify="left" if column in ("candidate", "best") else "right")
    for c in choices.candidates:
        cells = [_payoff_cell(c, stance) for stance in ("join", "hedge", "refuse")]
        payoffs.add_row(_player(c), *cells, c.best)
    out.print(payoffs)
    _price_table(choices)


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


def _price_table(choices: CoalitionChoices) -> None:
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
    out.print(table)
    for c in choices.candidates:
        if c.sign_uncertain:
            typer.echo(f"{c.player.code}: the sign of the margin is the other one under {', '.join(c.reversed_by)}.")
    out.print(
        f"Ranges span {choices.range_over}; they are not confidence intervals. Alignment, guarantees and alliances "
        "are not in these figures.",
        highlight=False,
    )
