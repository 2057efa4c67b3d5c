"""An independent, slow and plain solver of the same model: nested loops over prices and a root finder over wages.

Written from the equations on the mathematics page, sharing no code with the package beyond the world's raw arrays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import root

from multipolar.economy.shocks import Shocks
from multipolar.world import World


@dataclass
class Reference:
    """Outcome of the plain solver."""

    wage: np.ndarray
    price: np.ndarray
    income: np.ndarray
    real_income: np.ndarray
    real_wage: np.ndarray


def solve(world: World, shocks: Shocks, closure: str) -> Reference:
    """Solve by scipy's root over log wages; [exporter, importer, sector] loops inside."""
    n_countries, n_sectors = world.n_countries, world.n_sectors
    theta = world.trade_elasticity
    tariff0, tariff1 = world.tariff, shocks.tariff.transpose(2, 1, 0)
    tax, cost, open_ = (getattr(shocks, f).transpose(2, 1, 0) for f in ("export_tax", "trade_cost", "availability"))
    paid = world.flow * (1 + tariff0)
    spend0 = paid.sum(axis=0)
    receipts0 = world.flow.sum(axis=1)
    va0 = (world.value_added_share * receipts0).sum(axis=1)
    deficit0 = world.flow.sum(axis=(0, 2)) - world.flow.sum(axis=(1, 2))
    final0 = spend0 - np.array([world.input_share[n] @ receipts0[n] for n in range(n_countries)])
    alpha = final0 / final0.sum(axis=1, keepdims=True)
    income0 = va0 + (world.flow * tariff0).sum(axis=(0, 2)) + deficit0

    def prices(wage: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        price = np.ones((n_countries, n_sectors))
        for _ in range(20000):
            unit = np.empty_like(price)
            for n in range(n_countries):
                for j in range(n_sectors):
                    inputs = np.prod(price[n] ** world.input_share[n, :, j])
                    unit[n, j] = wage[n] ** world.value_added_share[n, j] * inputs / shocks.productivity[j, n]
            new = np.empty_like(price)
            share = np.zeros((n_countries, n_countries, n_sectors))
            for n in range(n_countries):
                for j in range(n_sectors):
                    wedge = cost[:, n, j] * (1 + tariff1[:, n, j]) * (1 + tax[:, n, j]) / (1 + tariff0[:, n, j])
                    terms = paid[:, n, j] / spend0[n, j] * open_[:, n, j] * (unit[:, j] * wedge) ** -theta[j]
                    new[n, j] = terms.sum() ** (-1 / theta[j])
                    share[:, n, j] = terms / terms.sum()
            if np.max(abs(np.log(new / price))) < 1e-14:
                return new, share
            price = new
        raise AssertionError("prices did not settle")

    def outcome(log_wage: np.ndarray) -> tuple[np.ndarray, ...]:
        wage = np.exp(log_wage)
        labour = wage * shocks.labour * va0
        wage, labour = wage * va0.sum() / labour.sum(), labour * va0.sum() / labour.sum()
        price, share = prices(wage)
        scaled = deficit0 * labour / va0
        own = scaled - labour / labour.sum() * scaled.sum()
        finance = {"own": own, "world": deficit0, "balanced": 0 * own}[closure] + shocks.transfer
        # spending solves a linear system: X = G Y(X) + alpha (labour + duties(X) + taxes(X) + finance)
        size = n_countries * n_sectors

        def spending_map(x: np.ndarray) -> np.ndarray:
            spend = x.reshape(n_countries, n_sectors)
            border = share * spend[None] / (1 + tariff1)
            received = border / (1 + tax)
            made = received.sum(axis=1)
            rest = (border * tariff1).sum(axis=(0, 2)) + (received * tax).sum(axis=(1, 2))
            inputs = np.array([world.input_share[n] @ made[n] for n in range(n_countries)])
            return (inputs + alpha * rest[:, None]).ravel()

        matrix = np.array([spending_map(unit) for unit in np.eye(size)]).T
        spend = np.linalg.solve(np.eye(size) - matrix, (alpha * (labour + finance)[:, None]).ravel())
        spend = spend.reshape(n_countries, n_sectors)
        border = share * spend[None] / (1 + tariff1)
        received = border / (1 + tax)
        made = received.sum(axis=1)
        excess = (world.value_added_share * made).sum(axis=1) / labour - 1
        duties = (border * tariff1).sum(axis=(0, 2))
        income = labour + duties + (received * tax).sum(axis=(1, 2)) + finance
        return excess, wage, price, income

    log_wage = np.zeros(n_countries)
    for _ in range(40):  # wages rise where labour is short, to come near; then a root finder
        log_wage += 0.3 * np.clip(outcome(log_wage)[0], -1, 1)
    start = log_wage[1:] - log_wage[0]
    log_wage = root(lambda w: outcome(np.append(0.0, w))[0][1:], start, tol=1e-14).x
    excess, wage, price, income = outcome(np.append(0.0, log_wage))
    assert np.max(abs(excess)) < 1e-10, "the reference did not solve"
    index = np.prod(price**alpha, axis=1)
    return Reference(wage, price, income, income / income0 / index - 1, wage / index - 1)
