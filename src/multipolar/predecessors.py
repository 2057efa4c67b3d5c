"""The scenarios that a scenario starts after, by its key `after`."""

from __future__ import annotations

import functools

from multipolar.errors import ScenarioError
from multipolar.scenario import Scenario, load_scenario, packaged_scenarios

__all__ = ["predecessor", "predecessors"]

MAX_AFTER = 8
"""Longest chain of scenarios that start after one another."""


def predecessor(scenario: Scenario) -> Scenario | None:
    """The scenario that a scenario starts after; None where it starts from the world as observed.

    Raises:
        ScenarioError: it cannot be read, or it is made for another world.
    """
    if scenario.after is None:
        return None
    before = _packaged(scenario.after) if scenario.after in packaged_scenarios() else load_scenario(scenario.after)
    if before.world != scenario.world:
        raise ScenarioError(
            f"{scenario.where('after')}: {scenario.after} is made for world {before.world!r}, this scenario for "
            f"{scenario.world!r}; give both the same world."
        )
    return before


@functools.lru_cache(maxsize=16)
def _packaged(name: str) -> Scenario:
    """A packaged scenario, read once: a run asks for it in every year."""
    return load_scenario(name)


def predecessors(scenario: Scenario) -> tuple[tuple[str, Scenario], ...]:
    """All scenarios that a scenario starts after, with the names they are called by, the nearest first.

    Raises:
        ScenarioError: as `predecessor`; or the chain leads back to itself, or is longer than `MAX_AFTER`.
    """
    chain: list[tuple[str, Scenario]] = []
    seen = {scenario.file} - {None}
    current = scenario
    while (before := predecessor(current)) is not None and current.after is not None:
        if before.file in seen:
            raise ScenarioError(f"{scenario.where('after')}: {current.after} starts after itself.")
        if len(chain) == MAX_AFTER:
            raise ScenarioError(f"{scenario.where('after')}: more than {MAX_AFTER} scenarios follow one another.")
        chain.append((current.after, before))
        seen.add(before.file)
        current = before
    return tuple(chain)
