"""Structural gravity as gegravity 0.3 solves it: one sector, endowments, estimated trade costs, multilateral resistances.

Anderson and van Wincoop (2003), as laid out by Larch and Yotov (2016, WTO Working Paper ERSD-2016-08). The conditions
are those of the published package, written anew; that package's own system is kept in its one peculiarity, on which
see `counterfactual`.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

from multipolar.errors import NotSolvedError
from multipolar.world import World

__all__ = ["Gravity", "counterfactual", "load_sample", "predicted_world", "sample_path", "trade_freeness"]

Array = npt.NDArray[np.float64]

COST_VARIABLES = ("lndist", "contiguity", "common_language", "pta", "international", "constant")
PRECISION, ROUNDS, LOOK = 1e-13, 5000, 8
"""Largest relative change of a resistance in the last round, most rounds, and rounds between two looks at the change."""


@dataclass(frozen=True, eq=False)
class Gravity:
    """Data of one sector and year; axes [exporter, importer].

    Args:
        countries: N codes. output: Y, [exporter] million USD. expenditure: E, [importer] million USD.
        variables: name to [exporter, importer] of each cost variable.
    """

    countries: tuple[str, ...]
    output: Array
    expenditure: Array
    variables: Mapping[str, Array]


def sample_path() -> Path:
    """File of the packaged extract."""
    return Path(str(resources.files("multipolar.published").joinpath("gegravity_sample.csv")))


@functools.cache
def load_sample() -> Gravity:
    """The 30 economies of gegravity's example, manufacturing, 2006 (provenance in the head of the file)."""
    lines = sample_path().read_text(encoding="utf8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    countries = tuple(sorted({row["exporter"] for row in rows}))
    at = {c: n for n, c in enumerate(countries)}
    shape = (len(countries), len(countries))
    given = ("lndist", "contiguity", "common_language", "pta")
    variables = {name: np.empty(shape) for name in given}
    output, expenditure = np.empty(shape[0]), np.empty(shape[0])
    for row in rows:
        pair = at[row["exporter"]], at[row["importer"]]
        output[pair[0]], expenditure[pair[1]] = float(row["Y"]), float(row["E"])
        for name in given:
            variables[name][pair] = float(row[name])
    variables["international"] = 1 - np.eye(shape[0])
    variables["constant"] = np.ones(shape)
    return Gravity(countries, output, expenditure, variables)


def trade_freeness(variables: Mapping[str, Array], estimates: Mapping[str, float]) -> Array:
    """Trade costs to the power 1 - sigma, [exporter, importer]: exp of cost variables times estimates."""
    index: Array = np.sum([estimates[name] * variables[name] for name in COST_VARIABLES], axis=0)
    return np.exp(index)


def _resistances(freeness: Array, output_share: Array, expenditure_share: Array) -> tuple[Array, Array]:
    """Outward and inward resistances to the power sigma - 1, Larch and Yotov (2016, equations 6 and 7), up to a scale."""
    weighed, inward = freeness * output_share[:, None], np.ones(len(output_share))
    for done in range(1, ROUNDS + 1):
        outward = 1 / (freeness @ (expenditure_share * inward))
        before, inward = inward, 1 / (outward @ weighed)
        if done % LOOK == 0 and np.max(abs(inward / before - 1)) <= PRECISION:
            return outward, inward
    raise NotSolvedError(
        f"Multilateral resistances did not settle in {ROUNDS} rounds.", "Check trade costs, outputs and expenditures."
    )


def _solved(gravity: Gravity, freeness: Array) -> tuple[Array, Array]:
    return _resistances(
        freeness, gravity.output / gravity.output.sum(), gravity.expenditure / gravity.expenditure.sum()
    )


def counterfactual(gravity: Gravity, before: Array, after: Array, sigma: float) -> Array:
    """gegravity's welfare statistic, [country]: real expenditure before over after, so below 1 is a gain.

    Resistances are solved with each economy's shares of world output and world expenditure held at the baseline,
    in the counterfactual too; factory prices follow from outward resistances, and nominal output and expenditure move
    with them only after the solve. Goods markets therefore do not clear at the new incomes.

    Args:
        gravity: data. before, after: trade costs to the power 1 - sigma. sigma: elasticity of substitution.
    """
    (out_before, in_before), (out_after, in_after) = _solved(gravity, before), _solved(gravity, after)
    growth: Array = (out_after / out_before) * (in_after / in_before)
    return growth ** (1 / (sigma - 1))


def predicted_world(gravity: Gravity, freeness: Array, sigma: float) -> World:
    """The flows that the estimates predict, as a world of one sector without duties and inputs.

    World output and world expenditure of the sample differ by 0.8 %; flows add up to expenditure.
    """
    outward, inward = _solved(gravity, freeness)
    share = gravity.output / gravity.output.sum()
    flow = share[:, None] * gravity.expenditure * freeness * outward[:, None] * inward
    n = len(gravity.countries)
    return World(
        name="gegravity sample, predicted",
        year=2006,
        countries=gravity.countries,
        sectors=("MANUF",),
        sector_names=("Manufacturing",),
        is_goods=np.ones(1, dtype=bool),
        flow=flow[:, :, None],
        tariff=np.zeros((n, n, 1)),
        value_added_share=np.ones((n, 1)),
        input_share=np.zeros((n, 1, 1)),
        trade_elasticity=np.array([sigma - 1.0]),
        attrs={"licence": "MIT", "sources": "gegravity 0.3, example data; flows predicted by its estimates"},
    )
