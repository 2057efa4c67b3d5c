"""Tables of the order and of institutions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from multipolar.labels import state_name

__all__ = ["bodies", "order", "passage", "voting_power"]

NO_DATA = "no data"
ALL_ALIKE = 12
"""More members than this in one line of their own are cut down to named powers."""


def order(console: Console, plain: Mapping[str, Any]) -> None:
    """Poles by measure and year, positions and tension, trade inside blocs, trends."""
    measures = list(plain["measures"])
    sizes = _table("Effective number of poles, 1 / sum of squared shares", ["year", *measures])
    for y in plain["years"]:
        sizes.add_row(str(y["year"]), *(_n(y["sizes"][m] and y["sizes"][m]["n_eff"], 2) for m in measures))
    console.print(sizes)
    for name, meaning in plain["measures"].items():
        console.print(f"  {name}: {escape(meaning)}", highlight=False)
    heads = ["year", "spread, GDP", "bimodality", "polarisation", "distance of blocs", "states nearer", "hostile dyads %", "rival dyads %", "trade inside %"]  # fmt: skip
    spread = _table("Positions in the General Assembly, and ties among the named powers", heads)
    for y in plain["years"]:
        where, ties = y["positions"] or {}, y["tension"]
        blocs = ", ".join(f"{pole} {n}" for pole, n in where.get("blocs", {}).items()) or NO_DATA
        numbers = [_n(where.get(k), 2) for k in ("dispersion", "bimodality", "polarisation", "bloc_distance")]
        shares = [_pct(ties[k]) for k in ("hostile", "rival")]
        inside = _pct(ties["trade_inside"]) + (f" ({ties['trade_source']})" if ties["trade_source"] else "")
        spread.add_row(str(y["year"]), *numbers, blocs, *shares, inside)
    console.print(spread)
    for trade in plain["trade_inside_blocs"]:
        sides = ", ".join(f"{name} {n}" for name, n in trade["sizes"].items())
        console.print(
            f"World trade inside blocs, {escape(trade['how'])} ({escape(sides)} economies): {_pct(trade['inside'])} % of the "
            f"trade with a bloc on both ends, which is {_pct(trade['covered'])} % of all.",
            highlight=False,
        )
    _measures_disagree(console, plain["compared"])
    _trends(console, plain["projection"])
    _notes(console, plain["notes"])


def bodies(console: Console, plain: Mapping[str, Any]) -> None:
    """Bodies with their rules and the proposals of the table."""
    table = _table("Institutions: multipolar institutions BODY", ["body", "votes of", "members", "rules", "reforms"], 5)
    for b in plain["bodies"]:
        mark = "" if b["verified"] else ", not verified"
        name = f"{b['name']} {escape(b['title'])}"
        table.add_row(name, b["date"] + mark, str(b["members"]), ", ".join(b["rules"]), ", ".join(b["reforms"]))
    console.print(table)


def voting_power(console: Console, plain: Mapping[str, Any]) -> None:
    """Voting power before and after, named members first."""
    body, rule = plain["body"], plain["rule"]
    console.print(f"[bold]{escape(body['title'])}[/bold]: {escape(plain['what'])}", highlight=False)
    console.print(f"votes of {body['date']}; {escape(body['source'])}", highlight=False)
    if plain["reason"] is not None:
        console.print(f"Not computed: {escape(plain['reason'])}.", highlight=False)
        for case in plain["reference"]:
            console.print(
                f"  standing proposal {case['name']}: {escape(case['title'])} ({escape(case['source'])})",
                highlight=False,
            )
        return
    console.print(f"Rule: {escape(rule['before'])}" + ("" if rule["before"] == rule["after"] else f"; after: {escape(rule['after'])}"), highlight=False)  # fmt: skip
    heads = ["member", f"votes ({body['unit']})", "Shapley-Shubik %", "Banzhaf %", "can block"]
    table = _table("Voting power, before and after", heads)
    lines = _shown(plain["lines"])
    for line in lines:
        name = (
            f"{line['name']} {state_name(line['name'])}" if state_name(line["name"]) != line["name"] else line["name"]
        )
        count = f" ({line['count']})" if line["count"] > 1 else ""
        table.add_row(
            escape(name) + count,
            _both(line["weight"], lambda v: f"{v:g}"),
            _both(line["shapley"], lambda v: f"{100 * v:.3f}"),
            _both(line["banzhaf"], lambda v: f"{100 * v:.3f}"),
            _both(line["blocks"], lambda v: "yes" if v else "no"),
        )
    console.print(table)
    if len(lines) < len(plain["lines"]):
        console.print(f"{len(plain['lines']) - len(lines)} members alike are not shown; see --json.", highlight=False)
    ability = plain["ability_to_act"]
    console.print(f"Coalitions that win, share of all: {_both(ability, lambda v: f'{v:.3g}')}.", highlight=False)
    if plain["fallback"] is not None:
        _bound_rates(console, plain["fallback"])
    _notes(console, plain["notes"])


def passage(console: Console, plain: Mapping[str, Any], fixed: Sequence[str] = ()) -> None:
    """Chance that a resolution passes, with the votes expected."""
    console.print(f"[bold]{escape(plain['body']['title'])}[/bold]: one like {escape(plain['item'])}", highlight=False)
    console.print(
        f"Rule: {escape(plain['rule'])}. Positions of {plain['year']}, error sd {plain['noise_sd']:.2f}.",
        highlight=False,
    )
    low, high = plain["interval"]
    without = plain["without_veto"]
    free = "" if without is None else f"; {without:.3f} if nobody could block"
    console.print(
        f"Probability that it passes: {plain['probability']:.3f} (5-95 %: {low:.3f} to {high:.3f}){free}.",
        highlight=False,
    )
    table = _table("Votes expected", ["vote", "number", "5-95 %"])
    for kind in ("yes", "abstain", "no"):
        mean, least, most = plain["counts"][kind]
        table.add_row(kind, f"{mean:.1f}", f"{least:.0f} to {most:.0f}")
    console.print(table)
    doubtful = sorted(plain["by_state"], key=lambda s: -plain["by_state"][s]["no"])[:5]
    told = ", ".join(f"{s} {plain['by_state'][s]['no']:.2f}" for s in doubtful)
    console.print(f"Most likely to say no: {told}.", highlight=False)
    notes = [f"Item fitted to {plain['fitted_to']}; it tells {_pct(plain['told_right'])} % of these votes right, the most common vote alone {_pct(plain['modal_vote'])} %."]  # fmt: skip
    notes.append(
        "All members are taken to vote, each by itself: a swing common to many states is not in the interval. The axis does not know whom a resolution is about: name who surely votes no with --against."
    )
    if fixed:
        notes.append(f"Taken as no: {', '.join(fixed)}.")
    if plain["no_position"]:
        notes.append(f"No position, not counted: {', '.join(plain['no_position'])}.")
    _notes(console, notes)


def _measures_disagree(console: Console, compared: Mapping[str, Any]) -> None:
    rows = compared["n_eff"]
    words = ", ".join(f"{r['measure']} {r['from']:.1f} to {r['to']:.1f} ({r['change_pct']:+.0f} %)" for r in rows)
    console.print(f"{compared['first_year']} to {compared['last_year']}, effective poles: {words}.", highlight=False)


def _trends(console: Console, projection: Sequence[Mapping[str, Any]]) -> None:
    heads = ["measure", "data to", "year", "shares held", "trend", "5-95 %", "history"]
    table = _table("Effective number of poles ahead: not a forecast", heads)
    for p in projection:
        ahead = str(p["last"] + p["horizon"])
        spread = f"{p['low']:.1f} to {p['high']:.1f}"
        table.add_row(p["measure"], str(p["last"]), ahead, f"{p['held']:.2f}", f"{p['median']:.2f}", spread, "-".join(map(str, p["history"])))  # fmt: skip
    console.print(table)
    for how in dict.fromkeys(p["method"] for p in projection):
        console.print(
            f"  {', '.join(p['measure'] for p in projection if p['method'] == how)}: {escape(how)}", highlight=False
        )


def _bound_rates(console: Console, fallback: Mapping[str, Any]) -> None:
    table = _table(
        f"Duties without an agreement, simple averages of {fallback['year']}, %",
        ["member", "bound", "applied", "room", "verified"],
    )
    for name, rate in fallback["rates"].items():
        room = rate["bound"] - rate["applied"]
        table.add_row(
            name, f"{rate['bound']:.1f}", f"{rate['applied']:.1f}", f"{room:+.1f}", "yes" if rate["verified"] else "no"
        )
    console.print(table)
    console.print(f"  {escape(fallback['source'])}", highlight=False)


def _shown(lines: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """All lines of a small body; of a large one the powers and a line for those alike."""
    if len(lines) <= 2 * ALL_ALIKE + 2:
        return list(lines)
    powers = ("USA", "CHN", "RUS", "GBR", "FRA", "DEU", "JPN", "IND", "BRA", "ZAF")
    return [line for line in lines if line["name"] in powers or line["count"] > 1]


def _table(title: str, heads: Sequence[str], left: int = 1) -> Table:
    table = Table(title=escape(title), title_justify="left")
    for place, head in enumerate(heads):
        table.add_column(escape(head), justify="left" if place < left else "right")
    return table


def _notes(console: Console, notes: Sequence[str]) -> None:
    for note in notes:
        console.print(f"[yellow]note:[/yellow] {escape(note)}", highlight=False)


def _n(value: float | None, digits: int) -> str:
    return NO_DATA if value is None else f"{value:.{digits}f}"


def _pct(share: float | None) -> str:
    return NO_DATA if share is None else f"{100 * share:.1f}"


def _both(pair: Mapping[str, Any], show: Any) -> str:
    old, new = ("no member" if pair[k] is None else show(pair[k]) for k in ("before", "after"))
    return str(old) if old == new else f"{old} to {new}"
