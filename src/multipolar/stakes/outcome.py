"""All stakes of a run, computed from what was solved."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.alignment import Alignment
from multipolar.economy.energy import deals_of
from multipolar.economy.equilibrium import Solution
from multipolar.economy.names import Names
from multipolar.errors import InputError
from multipolar.exposure import ExposureTable
from multipolar.moves import InstitutionReform, Withdrawal
from multipolar.politics.bodies import bodies
from multipolar.politics.institutions import PowerChange, power_after_reform, power_after_withdrawal
from multipolar.politics.order import OrderChange
from multipolar.stakes.commitments import Commitment, commitments_of
from multipolar.stakes.debt import Debt, debts_of
from multipolar.stakes.leverage import Leverage, leverage_of
from multipolar.stakes.order import Economies
from multipolar.world.groups import group_names

__all__ = ["EnergyReach", "Stakes", "check_institutions", "stakes_of"]


@dataclass(frozen=True)
class EnergyReach:
    """How much of the energy that deals move is out of reach of sanctions and payments of others.

    Args:
        total_usd_bn: asked for in all deals, a year at baseline prices. free_usd_bn: of deals with `sanction_exposed: false`.
    """

    total_usd_bn: float
    free_usd_bn: float

    @property
    def free_share(self) -> float:
        """Fraction out of reach."""
        return self.free_usd_bn / self.total_usd_bn


@dataclass(frozen=True, eq=False)
class Stakes:
    """What is at stake in the last year of a run.

    Args:
        order: concentration, blocs and tension before and after; None where alignment was not computed.
        institutions: voting power before and after each reform or withdrawal.
        leverage: behind each pressure. commitments: exposure to broken ones. debts: loans and their turning points.
        energy: reach of sanctions into energy deals; None without deals. notes: sentences on what could not be computed.
    """

    order: OrderChange | None = None
    institutions: tuple[PowerChange, ...] = ()
    leverage: tuple[Leverage, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    debts: tuple[Debt, ...] = ()
    energy: EnergyReach | None = None
    notes: tuple[str, ...] = ()


def stakes_of(
    names: Names, solution: Solution, alignment: Alignment | None, table: ExposureTable | None, year: int
) -> Stakes:
    """All stakes of a run.

    Args:
        names: of the scenario in its world. solution: of the last year. alignment: of the run, or None.
        table: of exposure, or None where it is of another world. year: the last.

    Raises:
        InputError: a body or reform that cannot be read, with the field.
    """
    base = None if alignment is None else alignment.base
    order, notes = (None, []) if alignment is None else _order(names, solution, alignment)
    institutions, unknown = _institutions(names, year)
    return Stakes(
        order=order,
        institutions=tuple(institutions),
        leverage=leverage_of(names, table, year),
        commitments=() if base is None else commitments_of(names, base, year),
        debts=() if base is None else debts_of(names, base, year),
        energy=_energy(names, solution, year),
        notes=(*notes, *unknown),
    )


def _order(names: Names, solution: Solution, alignment: Alignment) -> tuple[OrderChange | None, list[str]]:
    economies = Economies.of(names.world.countries, alignment.base)
    if economies is None:
        return None, ["order: not computed; it takes two poles that are economies of the world."]
    return economies.change(solution, alignment.base.position, alignment.position()), []


def check_institutions(names: Names, year: int) -> None:
    """Check the bodies that reforms and withdrawals name, without a run.

    Args:
        names: of the scenario. year: whose moves hold.

    Raises:
        ScenarioError: a body or reform that cannot be read, with the field.
    """
    _institutions(names, year)


def _institutions(names: Names, year: int) -> tuple[list[PowerChange], list[str]]:
    """Voting power after each reform and withdrawal, and sentences on withdrawals whose votes are not in the table."""
    found, notes = [], []
    for at, move in enumerate(names.scenario.moves):
        if not move.active(year) or not isinstance(move, InstitutionReform | Withdrawal):
            continue
        try:
            if isinstance(move, InstitutionReform):
                found.append(power_after_reform(move.body, weights=move.weights, quota=move.quota))
            else:
                found.append(power_after_withdrawal(move.body, move.who))
        except InputError as error:
            known = move.body in group_names() or move.body in bodies()
            if not (isinstance(move, Withdrawal) and known):
                raise names.problem(at, "body", str(error)) from error
            notes.append(f"withdrawal from {move.body}: voting power not computed ({error})")
    return found, notes


def _energy(names: Names, solution: Solution, year: int) -> EnergyReach | None:
    deals = deals_of(solution.accounts, names, year)
    total = float(sum(d.asked.sum() for d in deals)) / 1000
    if total == 0:
        return None
    return EnergyReach(total, float(sum(d.asked.sum() for d in deals if not d.exposed)) / 1000)
