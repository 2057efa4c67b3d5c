"""Tables of a run, of two side by side, and of levers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from multipolar.cli.tables.alignment import alignment, alignment_comparison
from multipolar.cli.tables.draws import eighty, tornado
from multipolar.cli.tables.words import known, signed
from multipolar.labels import state_name

if TYPE_CHECKING:
    from multipolar.levers import Levers
    from multipolar.result import Result

__all__ = ["chokepoints", "comparison", "differences", "levers", "result", "satellites"]

SHOWN, OUTSIDE, ACTORS = 8, 3, 6


def result(console: Console, r: Result, wanted: Sequence[str] = ()) -> None:
    """Headline, losers and gainers with ranges, warnings.

    Args:
        r: the run. wanted: states to show besides, in the accounts or outside them.
    """
    from multipolar.stakes import order_sentence, stakes_sentences  # brings the solver, which a help page need not load

    plain = r.to_dict(intervals=False)
    full = r.to_dict() if r.draws is not None else plain
    drawn = full["countries"] if r.draws is not None else {}
    year = plain["headline"]["year"]
    settings = plain["scenario"]["settings"]
    console.print(f"[bold]{escape(r.scenario.name)}[/bold]")
    console.print(
        f"conditional scenario, not a forecast; {escape(r.world.name)}, deficits {settings['deficits']}, "
        f"elasticities {plain['provenance']['elasticities']['name']}, {year}"
    )
    for warning in plain["warnings"]:
        console.print(f"[yellow]note:[/yellow] {escape(warning)}")
    moved = any(c["real_income_pct"] for c in plain["countries"].values())
    if moved or r.chokepoints or wanted:
        _who_pays(console, r, plain, drawn, wanted)
    alignment(console, r.alignment, full, wanted)
    order = order_sentence(full["order"])
    if order is not None:
        console.print(escape(order), highlight=False)
    for sentence in stakes_sentences(r.stakes):
        console.print(f"[bold]at stake:[/bold] {escape(sentence)}", highlight=False)
    if r.draws is not None:
        tornado(console, r.tornado())


def _who_pays(
    console: Console, r: Result, plain: Mapping[str, Any], drawn: Mapping[str, Any], wanted: Sequence[str]
) -> None:
    """Economies inside and outside the accounts; left out where no move changes any of them."""
    when = ", long run" if r.chokepoints else ""
    table, shown = _economies(r, plain, drawn, wanted)
    chokepoints(console, r)
    console.print(table)
    _by_move(console, r, shown)
    world = plain["headline"]["world_real_income_pct"]
    over = r.range_over()
    spans = f"Ranges span {over}; they are not confidence intervals." if over else "No ranges were computed."
    curbed = " The long run is not the cost of a curb: read the chokepoints above." if r.chokepoints else ""
    console.print(f"World real income{when} {signed(world)} %.{curbed} {spans}")
    satellites(console, plain, wanted)


def _economies(
    r: Result, plain: Mapping[str, Any], drawn: Mapping[str, Any], wanted: Sequence[str]
) -> tuple[Table, list[str]]:
    """Losers, gainers, poles and states asked for, and their codes in order."""
    from multipolar.world import REST  # brings xarray, which a help page need not load

    when = ", long run" if r.chokepoints else ""
    countries = {c: v for c, v in plain["countries"].items() if c != REST}
    order = sorted(countries, key=lambda c: float(countries[c]["real_income_pct"]))
    actors = dict.fromkeys(c for m in r.scenario.moves for c in m.actors if c in countries)
    acting = list(actors) if len(actors) <= ACTORS else []
    poles = list(dict.fromkeys(p for p in (*r.scenario.poles, *acting, *wanted) if p in countries))
    half = SHOWN // 2
    chosen = order if len(order) <= SHOWN + len(poles) else [*order[:half], *order[-half:], *poles]
    shown = sorted(set(chosen), key=order.index)
    title = f"Real income{when}, % change ({len(shown)} of {len(countries)} economies)"
    table = Table(title=title, title_justify="left")
    for column in (
        "economy",
        "real income %",
        "range %",
        "real wage %",
        "exports %",
        "change of duty revenue, pp of GDP",
        *(("80 % of draws",) if drawn else ()),
    ):
        table.add_column(column, justify="left" if column == "economy" else "right")
    for c in shown:
        row = countries[c]
        interval = row["real_income_range_pct"]
        shown_range = f"{signed(interval[0])} to {signed(interval[1])}" if interval else "not computed"
        mark = " sign uncertain" if row["sign_note"] else ""
        table.add_row(
            f"{c} {escape(row['name'])}" if row["name"] != c else c,
            signed(row["real_income_pct"]),
            f"{shown_range}{mark}",
            signed(row["real_wage_pct"]),
            signed(row["exports_pct"], 2),
            signed(row["duty_revenue_change_pp_gdp"]),
            *((eighty(drawn[c]["real_income_pct"]),) if drawn else ()),
        )
    return table, shown


def satellites(console: Console, plain: Mapping[str, Any], wanted: Sequence[str] = ()) -> None:
    """Largest approximate losers and gainers among the states outside the accounts; nothing for worlds without them.

    Args:
        plain: `Result.to_dict()`. wanted: states to show besides.
    """
    states, missing = plain["satellites"], plain["no_data"]
    if not states:
        return
    ranked = sorted(
        (c for c in states if states[c]["interval_pct"] is not None), key=lambda c: float(states[c]["real_income_pct"])
    )
    named = [c for c in wanted if c in states]
    chosen = dict.fromkeys((*named, *ranked[:OUTSIDE], *ranked[-OUTSIDE:]))
    title = f"Outside the world's accounts, approximate ({len(chosen)} of {len(states)})"
    table = Table(title=title, title_justify="left")
    for column in ("economy", "real income %, approximate", "interval %"):
        table.add_column(column, justify="left" if column == "economy" else "right")
    for c in chosen:
        interval = states[c]["interval_pct"]
        spread = "no interval" if interval is None else f"{signed(interval[0])} to {signed(interval[1])}"
        table.add_row(f"{c} {escape(states[c]['name'])}", signed(states[c]["real_income_pct"]), spread)
    console.print(table)
    reasons = {entry["iso3"]: entry["reason"] for entry in missing}
    for c in wanted:
        if c in reasons:
            console.print(f"{c} {escape(state_name(c))}: {escape(reasons[c])}")
    console.print(
        "First order; the intervals are errors seen elsewhere: read size and likely sign. "
        f"{len(missing)} states and territories have no data."
    )


def _by_move(console: Console, r: Result, shown: Sequence[str]) -> None:
    """Real income by move for the economies shown; parts and remainder sum to the change."""
    parts = r.split
    if parts is None or len(parts.labels) < 2:
        return
    poles = [p for p in r.scenario.poles if p in shown]
    chosen = list(dict.fromkeys([*poles, shown[0], shown[-1]]))
    at = [r.world.countries.index(c) for c in chosen]
    table = Table(title="Real income by move, % (Aumann-Shapley; parts and remainder sum)", title_justify="left")
    table.add_column("move")
    for c in chosen:
        table.add_column(c, justify="right")
    rows = [*zip(parts.labels, parts.parts["real_income_pct"], strict=True)]
    for label, values in (*rows, ("remainder", parts.remainder["real_income_pct"])):
        table.add_row(escape(label), *(signed(float(v)) for v in values[at]))
    table.add_row("change", *(signed(float(v)) for v in parts.change["real_income_pct"][at]))
    console.print(table)


def levers(console: Console, found: Levers) -> None:
    """Levers by size of effect, with the step that each effect is for."""
    what = f"{found.outcome}{f' in {found.sector}' if found.sector else ''} of {found.who}"
    console.print(f"[bold]{escape(found.result.scenario.name)}[/bold], {found.year}")
    for warning in found.result.warnings:
        console.print(f"[yellow]note:[/yellow] {escape(warning)}")
    console.print(f"{escape(what)}: {signed(found.value)} in the scenario. What a small further step of a lever does:")
    from multipolar.levers import in_words

    table = Table()
    for column in ("lever", "step", f"effect, {found.unit}"):
        table.add_column(escape(column), justify="right" if column.startswith("effect") else "left")
    for lever in found.ranked:
        what, step = in_words(lever)
        table.add_row(escape(what), step, signed(lever.effect, 4))
    console.print(table)
    console.print(
        "Exact derivatives at the scenario's equilibrium: good for small steps, not for bans or large duties."
    )


def chokepoints(console: Console, r: Result) -> None:
    """Curbs on single inputs: the interval first, then its three parts, for the importers hit hardest."""
    from multipolar.chokepoints import READ_ALL_THREE, worst_first  # brings the solver, which a help page need not load

    for entry in r.chokepoints:
        rows = worst_first(entry)
        who = ", ".join(entry.exporters[:4]) + (
            f" and {len(entry.exporters) - 4} more" if len(entry.exporters) > 4 else ""
        )
        title = f"Chokepoint: {entry.title} withheld by {who}, share {entry.share:g} ({len(rows[:SHOWN])} of {len(rows)} importers hit)"
        table = Table(title=escape(title), title_justify="left")
        heads = ("importer", "interval %", "long run", "short run", "Leontief", "supply")
        for column in heads:
            first = column == heads[0]
            table.add_column(column, justify="left" if first else "right", min_width=12 if first else None)
        for row in rows[:SHOWN]:
            low, high = row.interval_pct or (None, None)
            table.add_row(
                f"{row.iso3} {escape(state_name(row.iso3))}{' (thin)' if row.thin else ''}",
                f"{signed(low)} to {known(high)}",
                known(row.long_run_pct),
                ", ".join(signed(v) for v in row.short_run_pct),
                signed(row.leontief_pct),
                f"{row.supply_loss_pct:.0f}",
            )
        console.print(table)
        console.print(
            "  real income, % change; short run at elasticities of 0.2, 0.1 and 0.04 between the input and the rest; the interval "
            "holds Leontief at its worst over elasticities between sources of 1.25 to 5; supply: % lost",
            highlight=False,
        )
        if entry.mean_pct and rows:
            long_run, *short, leontief = (known(v) for v in entry.mean_pct)
            shown = f"long run {long_run}, short run {', '.join(short)}, Leontief {leontief}"
            counted = sum(not row.no_data for row in entry.importers)
            console.print(f"  all {counted} importers with data together: {shown}", highlight=False)
        for limit in entry.limits:
            console.print(f"  limit: {escape(limit)}", highlight=False)
    if r.chokepoints:
        console.print(f"[bold]{escape(READ_ALL_THREE)}[/bold]")


def differences(a: Result, b: Result) -> dict[str, float]:
    """Real income of b less that of a, percentage points, by ISO3."""
    left, right = a.country("real_income_pct"), b.country("real_income_pct")
    return {c: right[c] - left[c] for c in left}


def comparison(console: Console, a: Result, b: Result) -> None:
    """Real income under two scenarios, largest differences first."""
    gap = differences(a, b)
    left, right = a.country("real_income_pct"), b.country("real_income_pct")
    table = Table(title="Real income, % change", title_justify="left")
    table.add_column("economy")
    for title in (f"A: {a.scenario.name}", f"B: {b.scenario.name}", "B less A, pp"):
        table.add_column(escape(title), justify="right")
    for c in sorted(gap, key=lambda c: -abs(gap[c]))[: 2 * SHOWN]:
        table.add_row(f"{c} {escape(state_name(c))}", signed(left[c]), signed(right[c]), signed(gap[c]))
    assumed = [", ".join(f"{n} {v:g}" for n, v in r.scenario.settings.assumptions.items()) or "none" for r in (a, b)]
    for what, left_value, right_value in (
        ("starting worlds", a.world.name, b.world.name),
        ("years", a.last.year, b.last.year),
        ("deficits", a.scenario.settings.deficits, b.scenario.settings.deficits),
        ("elasticities", a.provenance["elasticities"]["name"], b.provenance["elasticities"]["name"]),
        ("assumptions", *assumed),
    ):
        if left_value != right_value:
            note = f"different {what}, {left_value} and {right_value}: part of the difference is due to that"
            console.print(f"[yellow]note:[/yellow] {escape(note)}")
    for which, r in (("A", a), ("B", b)):
        for warning in r.warnings:
            console.print(f"[yellow]note {which}:[/yellow] {escape(warning)}")
    console.print(table)
    alignment_comparison(console, a, b)
