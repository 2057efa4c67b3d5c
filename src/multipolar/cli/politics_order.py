"""Commands on the order and on institutions."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from multipolar.cli import tables
from multipolar.cli.options import Json, out, print_json
from multipolar.errors import InputError
from multipolar.labels import code_of, did_you_mean

__all__ = ["institutions", "order"]


def order(
    years: Annotated[str | None, typer.Option(help="Years such as 2011:2022, or one; default: a choice.")] = None,
    horizon: Annotated[int, typer.Option(help="Years ahead of the trends, 1 to 30.")] = 10,
    world: Annotated[str, typer.Option(help="Packaged world or NetCDF file, for trade inside blocs.")] = "2022",
    as_json: Json = False,
) -> None:
    """How many poles, how far apart, how tense: by several measures, past and under stated trends."""
    from multipolar.politics.order_asked import order_asked

    plain = order_asked(years, horizon, world, called="--years")
    if as_json:
        print_json(plain)
        return
    tables.order(out, plain)


def institutions(
    body: Annotated[str | None, typer.Argument(help="UNSC, UNGA, WTO, IMF or WB; default: list them.")] = None,
    reform: Annotated[str | None, typer.Option(help="A proposal of the table, such as g4.")] = None,
    leaves: Annotated[list[str] | None, typer.Option(help="A member or group that leaves; may be repeated.")] = None,
    rule: Annotated[str | None, typer.Option(help="Rule of the body, such as simple; default: its first.")] = None,
    votes: Annotated[list[str] | None, typer.Option(help="New votes such as CHN=12; may be repeated.")] = None,
    quota: Annotated[str | None, typer.Option(help="New quota: 0.7, 2/3, consensus.")] = None,
    resolution: Annotated[str | None, typer.Option(help="Would one like it pass: ES-11/1 or 68/262.")] = None,
    against: Annotated[list[str] | None, typer.Option(help="With --resolution: who surely votes no.")] = None,
    year: Annotated[int | None, typer.Option(help="With --resolution: year of the positions; default: last.")] = None,
    as_json: Json = False,
) -> None:
    """Voting power in institutions, before and after a reform or a withdrawal; would a resolution pass."""
    from multipolar.politics.institutions import power_after_reform, power_after_withdrawal, power_of
    from multipolar.politics.institutions_plain import bodies_plain, power_plain

    changes = [name for name, given in (("--reform", reform), ("--leaves", leaves), ("--votes or --quota", votes or quota), ("--resolution", resolution)) if given]  # fmt: skip
    if len(changes) > 1:
        raise InputError(f"{' and '.join(changes)}: one change at a time.")
    if body is None:
        if changes or rule:
            raise InputError(f"{changes[0] if changes else '--rule'}: name the body first, such as UNSC.")
        listing = bodies_plain()
        if as_json:
            print_json(listing)
        else:
            tables.bodies(out, listing)
        return
    if (against or year is not None) and resolution is None:
        raise InputError("--against and --year go with --resolution.")
    if resolution is not None:
        _would_pass(body, rule, resolution, against or [], year, as_json)
        return
    if leaves:
        change = power_after_withdrawal(body, leaves, rule)
    elif reform or votes or quota:
        change = power_after_reform(body, name=reform, weights=_votes(votes or []) or None, quota=quota, rule=rule)
    else:
        change = power_of(body, rule)
    plain = power_plain(change)
    if as_json:
        print_json(plain)
    else:
        tables.voting_power(out, plain)


def _would_pass(
    body: str, rule: str | None, resolution: str, against: list[str], year: int | None, as_json: bool
) -> None:
    """Chance of a resolution like a recorded one, in the General Assembly or the Security Council."""
    from multipolar.politics.bodies import body_called
    from multipolar.politics.institutions_plain import passage_plain
    from multipolar.politics.resolutions import passage, positions, recorded_item

    found = body_called(body)
    if found.name not in ("UNGA", "UNSC"):
        raise InputError(f"{found.name}: positions come from votes in the United Nations; choose UNGA or UNSC.")
    item, where = recorded_item(resolution), positions(year)
    fixed = {}
    for name in against:
        code = name if name in found.weights else code_of(name) or name.upper()
        if code not in found.weights:
            raise InputError(f"--against {name}: no member of {found.name}{did_you_mean(name, found.weights) or '.'}")
        fixed[code] = "no"
    chance = passage(item, found.rule(rule), tuple(found.weights), where, fixed=fixed)
    plain = passage_plain(found, chance, item, where)
    if as_json:
        print_json(plain)
    else:
        tables.passage(out, plain, list(fixed))


def _votes(given: list[str]) -> dict[str, float]:
    """`CHN=12` as votes by member.

    Raises:
        InputError: not of that form.
    """
    found = {}
    for text in given:
        name, _, number = text.partition("=")
        if not re.fullmatch(r"\d+(\.\d+)?", number.strip()) or not name.strip():
            raise InputError(f"--votes {text}: write a member and its votes, such as CHN=12.")
        found[name.strip()] = float(number)
    return found
