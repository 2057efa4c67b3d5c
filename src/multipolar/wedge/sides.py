"""Who offers, to whom, against whom; and why a wedge between some cannot be computed."""

from __future__ import annotations

import math
from dataclasses import dataclass

from multipolar.alignment import baseline_of, no_baseline
from multipolar.errors import InputError
from multipolar.labels import did_you_mean
from multipolar.params.read import read_table
from multipolar.params.russia_wedges import SANCTIONED
from multipolar.politics import ties
from multipolar.world import World
from multipolar.world.groups import codes_of, group_names, members, positions_of

__all__ = ["Sides", "sides_of"]


@dataclass(frozen=True)
class Sides:
    """The three poles and the offerer's allies.

    Args:
        offerer, target, rival: ISO3 or a group. allies: ISO3, without the offerer; empty where it has none in the table.
        with_allies: whether they lift their sanctions with the offerer. year: of memberships.
    """

    offerer: str
    target: str
    rival: str
    allies: tuple[str, ...]
    with_allies: bool
    year: int

    @property
    def poles(self) -> tuple[str, str, str]:
        """Offerer, rival, target."""
        return self.offerer, self.rival, self.target

    @property
    def lifting(self) -> list[str]:
        """Who lifts sanctions."""
        return [self.offerer, *self.allies] if self.with_allies else [self.offerer]

    def within(self, who: str) -> frozenset[str]:
        """ISO3 of a side."""
        return codes_of((who,), self.year)


def sides_of(offerer: str, target: str, rival: str, with_allies: bool, world: World, year: int) -> Sides:
    """The sides of a wedge, checked against the data.

    Args:
        offerer, target, rival: ISO3 or a group. with_allies: they lift theirs too. world: of the accounts. year: at hand.

    Raises:
        InputError: the same side twice, no fitted wedge on the target, or a side without data.
    """
    for what, name in (("offerer", offerer), ("on", target), ("against", rival)):
        positions_of(world, name, year, what=what)
        _require_ties(what, name, year)
    codes = [codes_of((name,), year) for name in (offerer, target, rival)]
    if any(codes[a] & codes[b] for a, b in ((0, 1), (0, 2), (1, 2))):
        raise InputError(f"wedge: {offerer}, {target} and {rival} overlap; name three different sides.")
    if target != SANCTIONED:
        raise InputError(f"on: no sanctions on {target} are fitted, so none can be lifted; the data hold {SANCTIONED}.")
    reason = no_baseline((offerer, rival, target), world.year)
    if reason is not None:
        raise InputError(f"wedge: {reason}.")
    _require_numbers(offerer, target, rival)
    group = str(read_table("wedge")["group_of_allies"]["value"])
    friends = set(members(group, year)) & set(world.countries)
    allied = codes[0] <= set(members(group, year))
    if with_allies and not allied:
        raise InputError(f"with-allies: {offerer} is not in {group}, whose members would lift with it; leave it out.")
    allies = tuple(sorted(friends - codes[0] - codes[1] - codes[2])) if allied else ()
    return Sides(offerer, target, rival, allies, with_allies, year)


def _require_ties(what: str, name: str, year: int) -> None:
    """A side, or a member of it, is a power whose ties are measured."""
    powers = ties().powers
    if not codes_of((name,), year) & set(powers):
        known = did_you_mean(name, [*powers, *group_names()])
        raise InputError(
            f"{what}: no data on the ties of {name}{known or f'; known: {chr(44).join(powers)}, and groups.'}"
        )


def _require_numbers(offerer: str, target: str, rival: str) -> None:
    """Tie, dependence and sanctions of the target are known."""
    base = baseline_of((offerer, rival, target))
    row = base.states.index(target)
    for p, pole in enumerate((offerer, rival)):
        if not (math.isfinite(base.tie[row, p]) and math.isfinite(base.dependence[row, p])):
            raise InputError(f"wedge: no data on the tie or the trade of {target} with {pole}.")
    if not base.sanctioned[row, 0] > 0:
        raise InputError(
            f"offerer: {offerer} has no sanctions in force on {target} in the data; there is nothing to lift."
        )
