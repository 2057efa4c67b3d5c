"""The packaged table of the world of 2022, and whether it answers for a world or the pairs must be solved."""

from __future__ import annotations

import csv
import functools
from collections.abc import Sequence
from importlib import resources

import numpy as np
import yaml

from multipolar.exposure.table import NUMBERS, ExposureTable
from multipolar.params.elasticities import named
from multipolar.progress import Progress
from multipolar.world import World, load_world
from multipolar.world.groups import members

__all__ = ["POLES", "exposure_of_run", "exposure_table", "packaged_exposure", "poles_in"]

POLES = ("USA", "CHN", "RUS", "EU")
"""The powers of the packaged table."""
PACKAGED_TABLE, PACKAGED_FACTS = "data/exposure-2022.csv", "data/exposure-2022.yaml"


def exposure_table(
    world: World | None = None,
    *,
    elasticities: str = "FGO",
    poles: Sequence[str] = POLES,
    ranges: bool = False,
    recompute: bool = False,
    progress: Progress | None = None,
) -> ExposureTable:
    """Exposure of every economy to every pole, from the packaged table where it applies, otherwise computed.

    Args:
        world: None takes the packaged world of 2022. elasticities: name of a set, or `world` for that of the file.
        poles: economies or groups. ranges: where it is computed, span all published sets that cover the world.
        recompute: compute even where the packaged table applies. progress: called after each pair.

    Raises:
        InputError: a pole that the world does not have, or an unknown set.
        NotSolvedError: no pair of any kind could be solved.
    """
    from multipolar.economy.named import economy_of  # these load JAX, which the packaged table does not need
    from multipolar.exposure.embargo import computed

    world = world if world is not None else load_world("2022")
    theta = economy_of(world, elasticities).theta
    known = named(theta, world.sectors) or elasticities
    packaged = packaged_exposure()
    fits = packaged.world_sha256 == world.sha256() and packaged.elasticities == known
    if fits and not recompute and tuple(poles) == packaged.poles:
        return packaged
    return computed(world, known, tuple(poles), ranges, progress)


def poles_in(world: World) -> tuple[str, ...]:
    """The poles of the packaged table that a world has; possibly none."""
    united = set(members("EU", world.year)) & set(world.countries)
    return tuple(p for p in POLES if p in world.countries or (p == "EU" and united))


@functools.cache
def packaged_exposure() -> ExposureTable:
    """The packaged table: world of 2022, four poles, ranges over the published elasticity sets."""
    folder = resources.files("multipolar")
    rows = list(csv.DictReader(folder.joinpath(PACKAGED_TABLE).read_text(encoding="utf8").splitlines()))
    facts = yaml.safe_load(folder.joinpath(PACKAGED_FACTS).read_text(encoding="utf8"))
    states, poles = (tuple(dict.fromkeys(r[axis] for r in rows)) for axis in ("state", "pole"))
    shape = (len(states), len(poles))
    arrays = {n: np.array([float(r[n] or "nan") for r in rows]).reshape(shape) for n in NUMBERS}
    reasons = {(r["state"], r["pole"]): r["reason"] for r in rows if r["reason"]}
    return ExposureTable(
        world=facts["world"],
        year=facts["year"],
        world_sha256=facts["world_sha256"],
        elasticities=facts["elasticities"],
        range_over=tuple(facts["range_over"]),
        version=facts["multipolar_version"],
        states=states,
        poles=poles,
        reasons=reasons,
        **arrays,
    )


@functools.lru_cache(maxsize=4)
def exposure_of_run(world: World) -> ExposureTable | None:
    """The packaged table if a run's world is the one that it was computed on, else None."""
    table = packaged_exposure()
    return table if table.world_sha256 == world.sha256() else None
