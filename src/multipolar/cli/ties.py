"""Commands on ties: the strategic triangle, a pair over time, the cohesion of a bloc, regional files."""

from __future__ import annotations

import dataclasses
from typing import Annotated

import typer

from multipolar.cli.options import Json, out, print_json
from multipolar.cli.tables import ties as shown
from multipolar.errors import InputError
from multipolar.labels import code_of, did_you_mean, nearest, state_names

__all__ = ["bloc", "region", "ties", "triangle"]

LATEST, CARRY = 2024, 12
"""Year of the latest positions, and how far components are carried forward unless asked otherwise."""
DECADES = (*range(1950, LATEST, 10), LATEST)

Carry = Annotated[
    int, typer.Option(help="Years to carry a component forward beyond its data; 0 leaves it out. Vintages are shown.")
]
Without = Annotated[list[str] | None, typer.Option(help="Leave this component out, such as pact; may be repeated.")]
Year = Annotated[int, typer.Option(help="Year of the ties, 1946 to 2024.")]


def triangle(
    powers: Annotated[list[str] | None, typer.Argument(help="Three named powers; default: USA CHN RUS.")] = None,
    year: Annotated[list[int] | None, typer.Option(help="1946 to 2024; may be repeated; default: 2024.")] = None,
    without: Without = None,
    carry: Carry = CARRY,
    as_json: Json = False,
) -> None:
    """The strategic triangle of three powers: pattern, roles and how sure the signs are."""
    from multipolar.politics.triangle import strategic_triangle

    three = [_code(p) for p in powers or ("USA", "CHN", "RUS")]
    found = [strategic_triangle(y, three, carry=carry, leave_out=without or ()) for y in year or (LATEST,)]
    if as_json:
        print_json({"triangles": [t.to_dict() for t in found]})
        return
    for one in found:
        shown.triangle(out, one)


def ties(
    a: Annotated[str, typer.Argument(help="A state, by ISO3 code or English name.")],
    b: Annotated[str, typer.Argument(help="Another; one of the two is a named power.")],
    year: Annotated[list[int] | None, typer.Option(help="Years to show; may be repeated; default: by decade.")] = None,
    without: Without = None,
    carry: Carry = CARRY,
    record: Annotated[int | None, typer.Option(help="Check the claim that trade was a record in this year.")] = None,
    as_json: Json = False,
) -> None:
    """The tie of two states over time: components with their vintages, what props it, trade."""
    from multipolar.politics.pair_history import pair_history, record_check

    pair = _code(a), _code(b)
    found = pair_history(*pair, years=year or DECADES, carry=carry, leave_out=without or ())
    check = record_check(*pair, record) if record is not None else None
    if as_json:
        print_json({**found.to_dict(), "record": dataclasses.asdict(check) if check else None})
        return
    shown.history(out, found, check)


def bloc(
    members: Annotated[list[str], typer.Argument(help="Named powers or groups, such as RUS IND CHN, or BRICS.")],
    year: Year = LATEST,
    without: Without = None,
    carry: Carry = CARRY,
    as_json: Json = False,
) -> None:
    """Cohesion of a bloc: mean tie, the pair that breaks it, the camps that it would fall into."""
    from multipolar.politics.blocs import bloc_cohesion

    found = bloc_cohesion(members, year, carry=carry, leave_out=without or ())
    if as_json:
        print_json(found.to_dict())
        return
    shown.bloc(out, found)


def region(
    name: Annotated[str, typer.Argument(help="ukraine, syria or north-korea.")],
    states: Annotated[list[str] | None, typer.Argument(help="States to show; default: the named powers.")] = None,
    as_json: Json = False,
) -> None:
    """A regional file: how states voted on it, beside the poles, and who stands with them."""
    from multipolar.politics.regions import region_file

    found = region_file(name)
    positions = [found.position(s) for s in states or ()]
    if as_json:
        plain = found.to_dict()
        if positions:
            plain["states"] = {p.state: p.to_dict() for p in positions}
        print_json(plain)
        return
    shown.region(out, found, positions)


def _code(name: str) -> str:
    """ISO3 of a state by code or English name.

    Raises:
        InputError: neither, with the nearest code or name.
    """
    code = code_of(name) or name.upper()
    if code in state_names():
        return code
    like = nearest(name, state_names().values()) if len(name) > 3 else None
    hint = f"; did you mean {code_of(like)} ({like})?" if like else did_you_mean(name, state_names())
    raise InputError(f"state {name!r}: neither an ISO3 code nor an English name{hint or ', such as CHN or China.'}")
