"""Random small worlds and shocks for property tests."""

from __future__ import annotations

import numpy as np

from multipolar.economy.accounts import Accounts
from multipolar.economy.shocks import Shocks, no_shocks
from multipolar.world import World


def random_world(seed: int, countries: int = 3, sectors: int = 2) -> World:
    """A consistent world: log-normal trade, some zero cells, random technology with positive final demand."""
    rng = np.random.default_rng(seed)
    flow = np.exp(rng.normal(0, 1.2, (countries, countries, sectors)))
    flow[rng.random(flow.shape) < 0.1] = 0
    flow[0, :, 0] += 0.1  # everybody trades with the first country, so that wages are determined
    flow[:, 0, 0] += 0.1
    at = np.arange(countries)
    flow[at, at] = np.exp(rng.normal(3, 0.5, (countries, sectors)))
    tariff = rng.uniform(0, 0.3, flow.shape) * (rng.random(flow.shape) < 0.7)
    tariff[at, at] = 0
    output, use = flow.sum(axis=1), (flow * (1 + tariff)).sum(axis=0)
    inputs = rng.random((countries, sectors, sectors)) * 0.6 / sectors
    load = np.einsum("nkj,nj->nk", inputs, output) / use
    inputs /= np.maximum(1, 1.25 * load)[:, :, None]
    return World(
        name=f"random {seed}",
        year=2000,
        countries=tuple(f"C{n}" for n in range(countries)),
        sectors=tuple(f"S{j}" for j in range(sectors)),
        sector_names=tuple(f"sector {j}" for j in range(sectors)),
        is_goods=np.ones(sectors, dtype=bool),
        flow=flow,
        tariff=tariff,
        value_added_share=1 - inputs.sum(axis=1),
        input_share=inputs,
        trade_elasticity=rng.uniform(2, 9, sectors),
    )


def random_shocks(seed: int, accounts: Accounts) -> Shocks:
    """Duties, export taxes, costs, partial bans and productivity, all at once."""
    rng = np.random.default_rng(seed + 1)
    shocks = no_shocks(accounts)
    n = len(accounts.income)
    abroad = ~np.eye(n, dtype=bool)
    shape = shocks.tariff[:, abroad].shape
    shocks.tariff[:, abroad] += rng.uniform(0, 0.5, shape)
    shocks.export_tax[:, abroad] = rng.uniform(0, 0.2, shape)
    shocks.trade_cost[:, abroad] = rng.uniform(0.8, 1.4, shape)
    shocks.availability[:, abroad] = rng.uniform(0.3, 1, shape)
    shocks.productivity[:] = rng.uniform(0.8, 1.2, shocks.productivity.shape)
    shocks.labour[:] = rng.uniform(0.9, 1.1, n)
    return shocks


def permuted(world: World, order: list[int]) -> World:
    """The same world with its countries in another order."""
    return world.replace(
        countries=tuple(world.countries[i] for i in order),
        flow=world.flow[np.ix_(order, order)],
        tariff=world.tariff[np.ix_(order, order)],
        value_added_share=world.value_added_share[order],
        input_share=world.input_share[order],
    )
