"""Duties in force by date: what the United States added since 2025 by partner, China on the United States, means of 2022 elsewhere."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources

from multipolar.brief.later import CHINA_ON_USA
from multipolar.world import load_world
from multipolar.world.groups import group_names, members

__all__ = ["Duty", "duty_history", "last_date", "mean_duty"]

SOURCE = "M. Waugh, trade-war tracker (MIT): mean duty over goods, weighted with imports of 2024"
STATE_COUNCIL = "State Council Tariff Commission, announcements 4 to 7 of 2025"


@dataclass(frozen=True)
class Duty:
    """Mean duty from a date on, per cent: added since January 2025, and there before."""

    date: str
    added_pct: float
    before_pct: float

    @property
    def total_pct(self) -> float:
        """Both together."""
        return self.added_pct + self.before_pct


@functools.cache
def _table() -> dict[str, tuple[Duty, ...]]:
    text = resources.files("multipolar").joinpath("data/us_duties.csv").read_text(encoding="utf8")
    found: dict[str, list[Duty]] = {}
    for row in csv.DictReader(text.splitlines()):
        entry = Duty(row["date"], float(row["added_pct"]), float(row["before_pct"]))
        found.setdefault(row["iso3"], []).append(entry)
    return {code: tuple(rows) for code, rows in found.items()}


def last_date() -> str:
    """Date of the last change of duties that the table of the United States knows."""
    return max(duty.date for rows in _table().values() for duty in rows)


def duty_history(by: str, on: str) -> tuple[Duty, ...]:
    """Duties of one side on another by date since 2025; empty where no dated table holds them.

    Args:
        by, on: ISO3 or EU.
    """
    if by == "USA":
        code = "EU" if on in members("EU", 2025) else on
        return _table().get(code, ())
    if (by, on) == ("CHN", "USA"):
        before = mean_duty("CHN", "USA")
        return tuple(Duty(date, added, before[0] if before else 0.0) for date, added in CHINA_ON_USA)
    return ()


@functools.lru_cache(maxsize=256)
def mean_duty(by: str, on: str) -> tuple[float, int] | None:
    """Mean duty on goods in the accounts, per cent weighted with imports, and its year; None where they do not trade.

    Args:
        by, on: ISO3 or the name of a group.
    """
    world = load_world("2022")
    sides = []
    for code in (by, on):
        codes = (
            {code} if code in world.countries else set(members(code, world.year)) if code in group_names() else set()
        )
        sides.append([k for k, c in enumerate(world.countries) if c in codes])
    goods = [k for k, g in enumerate(world.is_goods) if g]
    importers, exporters = sides
    paid = base = 0.0
    for n in importers:
        for i in exporters:
            if n != i:
                flow = world.flow[i, n, goods]
                paid += float((flow * world.tariff[i, n, goods]).sum())
                base += float(flow.sum())
    return (100 * paid / base, world.year) if base > 0 else None
