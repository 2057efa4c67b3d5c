"""Solve what each stance is worth to each candidate, under all closures and elasticity sets, and what joining costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from multipolar.coalition.cases import Case, cases_of
from multipolar.coalition.outcome import CandidateChoice, CoalitionChoices, Payoff, break_even
from multipolar.coalition.players import Player, Players, players_of
from multipolar.coalition.stances import STANCES, Deal, Mask, deal_of, shocks_of, with_transfer
from multipolar.economy.shocks import Shocks
from multipolar.economy.welfare import real_income
from multipolar.errors import NotSolvedError, ScenarioError
from multipolar.labels import did_you_mean
from multipolar.params.read import read_table
from multipolar.progress import Progress, silent
from multipolar.result import SIGN_TOLERANCE_PCT
from multipolar.scenario import Punishment, Scenario
from multipolar.start import assumption_notes, span_of, start_notes
from multipolar.world import World, load_world

__all__ = ["coalition_choices", "strategic_sectors"]


CLOSED_PCT = 1e-6
"""Per cent of real income; a side payment is found when joining and refusing differ by less."""
ATTEMPTS = 12


@dataclass(frozen=True)
class _Run:
    """What all candidates share: the question and the ways to solve it."""

    players: Players
    punishment: Punishment
    strategic: Mask
    cases: tuple[Case, ...]

    def deal(self, case: Case, player: Player) -> Deal:
        """What hangs on the decision of a candidate, on the accounts of a case."""
        accounts, year = case.economy.observed, span_of(case.scenario)[1]
        return deal_of(case.scenario, case.world, accounts, self.players, player, self.strategic, year)


def _payoff_pct(case: Case, deal: Deal, shocks: Shocks) -> float:
    """Change of a candidate's real income, weighted over its members, per cent."""
    solution, inside = case.solve(shocks), list(deal.candidate)
    weight = solution.base.income[inside]
    return float(100 * (real_income(solution)[inside] @ weight) / weight.sum())


def coalition_choices(
    scenario: Scenario, world: World | None = None, *, progress: Progress | None = None
) -> CoalitionChoices:
    """What each candidate of a scenario's coalition block gets by joining, hedging and refusing, one at a time.

    The moves of the last year hold as the scenario has them, for all but the candidate at hand.

    Args:
        scenario: with a coalition block. world: None loads the one that the scenario names.
        progress: called after each candidate.

    Raises:
        ScenarioError: no block, or a name in it that cannot be used.
        InputError: the scenario that it starts after cannot be used.
        NotSolvedError: no equilibrium for some stance under the scenario's own settings.
    """
    observed = world if world is not None else load_world(scenario.world)
    players = players_of(scenario, observed)
    block = scenario.coalition
    assert block is not None  # noqa: S101 (players_of refuses a scenario without one)
    sectors = strategic_sectors(scenario, observed, block.strategic_sectors)
    cases, left_out = cases_of(scenario, observed)
    main, world = cases[0], cases[0].world
    run = _Run(
        players=players,
        punishment=block.punishment or Punishment(),
        strategic=np.array([s in sectors for s in world.sectors]),
        cases=cases,
    )
    report = progress or silent
    chosen = []
    for k, player in enumerate(players.candidates):
        chosen.append(_choice(run, player))
        report("candidates", k + 1, len(players.candidates))
    return CoalitionChoices(
        scenario=scenario.name,
        world=world.name,
        world_sha256=world.sha256(),
        year=span_of(scenario)[1],
        deficits=main.closure,
        elasticities=main.elasticities,
        range_over="deficit closures and published elasticity sets",
        proposer=players.proposer,
        target=players.target,
        by_proposer_pp=run.punishment.by_proposer_pp,
        by_target_pp=run.punishment.by_target_pp,
        probability=run.punishment.probability,
        strategic_sectors=sectors,
        candidates=tuple(chosen),
        notes=(
            *start_notes(scenario),
            *scenario.caveats,
            *assumption_notes(scenario, world),
            *players.notes,
            *left_out,
            *_shared_notes(chosen),
        ),
    )


def _shared_notes(chosen: list[CandidateChoice]) -> list[str]:
    """Notes that several candidates have, once each."""
    return list(dict.fromkeys(note for c in chosen for note in c.notes))


def _default_sectors() -> tuple[str, ...]:
    return tuple(read_table("coalition")["strategic_sectors"]["value"])


def strategic_sectors(scenario: Scenario, world: World, given: tuple[str, ...] | None) -> tuple[str, ...]:
    """Sectors in which a hedger joins.

    Raises:
        ScenarioError: one that the world does not have.
    """
    for name in given or _default_sectors():
        if name not in world.sectors:
            where = scenario.where("coalition", "strategic_sectors")
            hint = did_you_mean(name, world.sectors) or f"; known: {', '.join(world.sectors)}"
            raise ScenarioError(f"{where}: unknown sector {name!r}{hint}")
    return tuple(given or _default_sectors())


def _choice(run: _Run, player: Player) -> CandidateChoice:
    """One candidate: payoffs under every case, margin, break-even probability, price."""
    main = run.cases[0]
    deal = run.deal(main, player)
    notes = list(deal.notes)
    table: list[Mapping[str, tuple[float, float]]] = []
    solved: list[str] = []
    for case in run.cases:
        try:
            same = case.scenario is main.scenario and case.world is main.world
            table.append(_payoffs(run, case, deal if same else run.deal(case, player)))
            solved.append(case.name)
        except NotSolvedError as error:
            if case is main:
                raise
            notes.append(f"{player.code}, {case.name}: no equilibrium ({error.reason}); the ranges leave it out.")
    p = run.punishment.probability
    expected = {s: np.array([(1 - p) * row[s][0] + p * row[s][1] for row in table]) for s in STANCES}
    payoffs = {
        s: Payoff(*table[0][s], float(v[0]), float(v.min()), float(v.max())) for s, v in expected.items()
    }  # fmt: skip
    margin = expected["join"] - expected["refuse"]
    free, punished = (table[0]["join"][k] - table[0]["refuse"][k] for k in (0, 1))
    income = float(main.economy.accounts(main.closure).income[list(deal.candidate)].sum())
    payment, note = _side_payment(run, main, deal, float(margin[0]), payoffs["refuse"].expected_pct, income)
    return CandidateChoice(
        player=player,
        income_usd_mn=income,
        payoffs=payoffs,
        margin_pct=float(margin[0]),
        margin_low_pct=float(margin.min()),
        margin_high_pct=float(margin.max()),
        reversed_by=_reversed(margin.tolist(), solved),
        break_even_probability=break_even(free, punished),
        side_payment_usd_mn=payment,
        first_order_payment_usd_mn=max(0.0, -float(margin[0]) / 100 * income),
        notes=(*notes, *note),
    )


def _reversed(margins: list[float], names: list[str]) -> tuple[str, ...]:
    """Cases whose margin has another sign than that of the first, both larger than what prints as zero."""
    if abs(margins[0]) <= SIGN_TOLERANCE_PCT:
        return ()
    beyond = [m * margins[0] < 0 and abs(m) > SIGN_TOLERANCE_PCT for m in margins]
    return tuple(name for name, other in zip(names, beyond, strict=True) if other)


def _payoffs(run: _Run, case: Case, deal: Deal) -> Mapping[str, tuple[float, float]]:
    """Payoff without and with punishment, per cent, by stance."""
    points = run.punishment.by_proposer_pp, run.punishment.by_target_pp
    draws = {"join": points[1] != 0, "hedge": any(points), "refuse": points[0] != 0}
    found = {}
    for stance in STANCES:
        free = _payoff_pct(case, deal, shocks_of(deal, stance))
        hit = _payoff_pct(case, deal, shocks_of(deal, stance, *points)) if draws[stance] else free
        found[stance] = (free, hit)
    return found


def _side_payment(
    run: _Run, case: Case, deal: Deal, margin_pct: float, refusing_pct: float, income: float
) -> tuple[float | None, list[str]]:
    """Least yearly payment that closes the margin, by the secant method on equilibria with the transfer in them."""
    if margin_pct >= 0:
        return 0.0, []
    p, points = run.punishment.probability, run.punishment.by_target_pp
    shocks = [(1 - p, shocks_of(deal, "join")), (p, shocks_of(deal, "join", 0.0, points))]

    def gap(payment: float) -> float:
        paid = sum(w * _payoff_pct(case, deal, with_transfer(s, deal, payment)) for w, s in shocks if w > 0)
        return paid - refusing_pct

    last, gap_last, now = 0.0, margin_pct, -margin_pct / 100 * income
    try:
        for _ in range(ATTEMPTS):
            gap_now = gap(now)
            if abs(gap_now) <= CLOSED_PCT:
                return now, []
            last, gap_last, now = now, gap_now, now - gap_now * (now - last) / (gap_now - gap_last)
    except NotSolvedError as error:
        return None, [f"{run.players.proposer.code}: no side payment closes the margin ({error.reason})."]
    return None, ["no side payment was found that closes the margin."]
