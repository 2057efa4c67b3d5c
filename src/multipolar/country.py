"""One state of a run: with whom its own trade changes most, and its closeness to the poles year by year."""

from __future__ import annotations

from typing import Any

from multipolar.engine import point
from multipolar.errors import InputError
from multipolar.export import without_nan
from multipolar.json_schema import NUMBER_OR_NULL, TEXT, by_key, closed, described
from multipolar.labels import state_names
from multipolar.result import Result
from multipolar.scenario import Scenario
from multipolar.world import World, load_world

__all__ = ["country_schema", "country_view"]

PAIRS = 20


def country_view(scenario: Scenario, iso3: str, world: World | None = None) -> dict[str, Any]:
    """What `Result.to_dict()` has no room for, under central values.

    Args:
        scenario: moves and settings. iso3: of an economy, or of any state with a position.
        world: None loads the one that the scenario names.

    Returns:
        `pairs`: the flows of the economy's own trade that change most in the last year, as `Result.pairs`; empty for states
        outside the accounts. `years`: position and closeness in each year; empty without alignment.

    Raises:
        InputError: no such state, or a name, setting or world that cannot be used. NotSolvedError: as `simulate`.
    """
    observed = world if world is not None else load_world(scenario.world)
    if iso3 not in observed.countries and iso3 not in state_names():
        raise InputError(f"iso3: no state {iso3!r}; give the ISO 3166 code of three letters.")
    result = point(scenario, observed, explain=False)
    plain: dict[str, Any] = without_nan({"iso3": iso3, "pairs": _pairs(result, iso3), "years": _years(result, iso3)})
    return plain


def _pairs(result: Result, iso3: str) -> list[dict[str, Any]]:
    every = result.pairs(result.world.n_countries**2)
    return [row for row in every if iso3 in (row["exporter"], row["importer"])][:PAIRS]


def _years(result: Result, iso3: str) -> list[dict[str, Any]]:
    found = result.alignment
    if found is None or iso3 not in found.base.states:
        return []
    i = found.base.states.index(iso3)
    return [
        {
            "year": year.year,
            "alignment": float(found.position(year)[i]),
            "closeness": dict(zip(found.base.poles, found.closeness(year)[i].tolist(), strict=True)),
        }
        for year in found.years
    ]


def country_schema() -> dict[str, Any]:
    """JSON Schema of `country_view`."""
    usd = described("million USD a year at baseline prices")
    pair = closed(
        {
            "exporter": TEXT,
            "importer": TEXT,
            "before_usd_mn": usd,
            "after_usd_mn": usd,
            "change_usd_mn": usd,
            "change_pct": NUMBER_OR_NULL,
        }
    )
    year = closed({"year": {"type": "integer"}, "alignment": NUMBER_OR_NULL, "closeness": by_key(NUMBER_OR_NULL)})
    return closed({"iso3": TEXT, "pairs": {"type": "array", "items": pair}, "years": {"type": "array", "items": year}})
