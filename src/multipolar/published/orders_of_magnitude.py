"""Orders of magnitude: findings of other models and of a second computation of ours beside ours; nothing passes or fails."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.economy.equilibrium import Economy
from multipolar.economy.shocks import no_shocks, settled
from multipolar.exposure import ExposureTable, exposure_table
from multipolar.measures import real_income
from multipolar.params.elasticities import covers, elasticity_sets, load_elasticities
from multipolar.published.comparison import Comparison, expected, in_words
from multipolar.published.gegravity import markets_clear
from multipolar.world import World, load_world
from multipolar.world.groups import positions_of

__all__ = ["decoupling", "embargoes", "orders_of_magnitude", "trade_war_2018"]

YEAR = 2022
"""Of the world, and of the groups."""
EMBARGOES, SECOND = "embargoes, two computations of ours", "a second computation of ours in place of a publication"


def orders_of_magnitude() -> list[Comparison]:
    """All of them, on the packaged world of 2022 with its own elasticities."""
    economy = Economy(load_world("2022"))
    return [*decoupling(economy), *trade_war_2018(economy), *embargoes(exposure_table()), *markets_clear()]


def decoupling(economy: Economy, rows: int | None = None) -> list[Comparison]:
    """Doubled barriers between two blocs: mean change of real income of each, weighted by value added, %.

    Args:
        economy: with all countries of the rows. rows: how many of the published pairs of blocs; None takes all.
    """
    data, found, others = expected("orders_of_magnitude.yaml")["decoupling"], [], _other_sets(economy)
    for row in data["rows"][:rows]:
        sides = {side: _positions(economy.world, row[side]) for side in ("a", "b")}
        shocks = no_shocks(economy.observed)
        for near, far in (("a", "b"), ("b", "a")):
            shocks.trade_cost[:, sides[near][:, None], sides[far]] = 2.0
        changes = [100 * real_income(e.solve(settled(shocks), "own")) for e in (economy, *others)]
        for side, who in sides.items():
            ours = [float(np.average(change[who], weights=economy.observed.value_added[who])) for change in changes]
            quantity = f"{_called(row[side])} real income, %, {row['what']}, deficits own"
            found.append(_order("decoupling", quantity, row["losses_pct"][side], ours, data))
    return found


def trade_war_2018(economy: Economy) -> list[Comparison]:
    """Duties between the United States and China raised from their averages of June to those of September 2018."""
    data, goods = expected("orders_of_magnitude.yaml")["trade_war_2018"], economy.world.is_goods
    usa, chn = (economy.world.countries.index(c) for c in ("USA", "CHN"))
    economies, incomes = (economy, *_other_sets(economy)), []
    for stage in (0, 1):
        shocks = no_shocks(economy.observed)
        shocks.tariff[goods, usa, chn] = data["usa_on_china_pct"][stage] / 100
        shocks.tariff[goods, chn, usa] = data["china_on_usa_pct"][stage] / 100
        incomes.append([1 + float(real_income(e.solve(settled(shocks), "own"))[usa]) for e in economies])
    ours = [100 * (after / before - 1) for before, after in zip(*incomes, strict=True)]
    return [_order("trade war of 2018", data["quantity"] + ", deficits own", data["published_pct"], ours, data)]


def embargoes(table: ExposureTable) -> list[Comparison]:
    """Who loses most when one power stops trading with it, and how the loss goes with trade over value added.

    The numbers to compare with come from a second computation of ours, not from a publication; the rows say so.

    Args:
        table: losses by state and pole; the packaged one, whose rows a test recomputes.
    """
    data, found = expected("orders_of_magnitude.yaml")["second_computation"]["embargoes"], []
    for pole, leaders in data["leaders"].items():
        order = table.ranked(pole)
        loss = {state: table.of(state)[pole] or 0.0 for state in order[:4]}
        verdict = f"{SECOND}; ours: {', '.join(f'{c} {-loss[c]:+.2f}' for c in loss)} % of real income"
        for place, country in enumerate(leaders, start=1):
            quantity = f"{country} rank among the losers of an embargo by {pole}"
            rank = order.index(country) + 1
            found.append(Comparison(EMBARGOES, quantity, place, rank, None, data["source"], verdict))
    published, ours = data["correlation_with_trade_over_gdp"], table.correlation()
    quantity = f"correlation of the loss with trade over value added, {int(np.isfinite(table.loss_pct).sum())} pairs"
    verdict = f"{SECOND}; {in_words(published, ours)}; {data['why']}"
    return [*found, Comparison(EMBARGOES, quantity, published, ours, None, data["source"], verdict)]


def _other_sets(economy: Economy) -> list[Economy]:
    """The same world under the other published elasticity sets."""
    sectors = economy.world.sectors
    thetas = [load_elasticities(name, sectors).theta for name in elasticity_sets() if covers(name, sectors)]
    return [Economy(economy.world, theta) for theta in thetas if (theta != economy.theta).any()]


def _order(name: str, quantity: str, published: float, ours: list[float], data: dict[str, Any]) -> Comparison:
    """A comparison of the first of our numbers; the range over all of them stands in the verdict."""
    spread = f"{min(ours):+.3g} to {max(ours):+.3g} over {len(ours)} elasticity sets"
    verdict = f"{in_words(published, ours[0])} ({spread}); {data['why']}"
    return Comparison(name, quantity, published, ours[0], None, data["source"], verdict)


def _positions(world: World, names: list[str]) -> npt.NDArray[np.int64]:
    """Positions of countries and members of groups in a world, each once.

    Raises:
        InputError: a country that the world does not have.
    """
    return np.unique(np.concatenate([positions_of(world, name, YEAR) for name in names]))


def _called(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
