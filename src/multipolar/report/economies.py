"""Economies of a run: their names, how sure the sign is, and which of them act."""

from __future__ import annotations

from typing import Any

from multipolar.labels import state_in_text, state_name
from multipolar.reach import acts_on_economy
from multipolar.result import Result
from multipolar.world import REST

__all__ = ["actors", "begin", "display_name", "in_text", "interval", "movers"]

MOST_ACTORS = 4


def display_name(code: str) -> str:
    """Name in tables and charts."""
    return "Rest of the world (aggregate)" if code == REST else state_name(code)


def in_text(code: str) -> str:
    """Name of an economy or a customs union inside a sentence, with its article."""
    if code == REST:
        return "the rest of the world"
    return "the EU" if code == "EU" else state_in_text(code)


def begin(text: str) -> str:
    """A text with a capital letter, to begin a sentence."""
    return text[:1].upper() + text[1:]


def interval(country: dict[str, Any]) -> tuple[float, float]:
    """Range of an economy's real income in per cent; the number itself where no range was computed.

    Args:
        country: an entry of `countries` of `Result.to_dict()`.
    """
    low, high = country["real_income_range_pct"] or (country["real_income_pct"],) * 2
    return low, high


def movers(result: Result) -> list[str]:
    """Economies with figures of their own that make the modelled moves in force, busiest first."""
    counts: dict[str, int] = {}
    for k in result.last.active:
        move = result.scenario.moves[k]
        for code in getattr(move, "by", None) or () if acts_on_economy(move, result.scenario.moves) else ():
            if code in result.world.countries and code != REST:
                counts[code] = counts.get(code, 0) + 1
    return sorted(counts, key=lambda c: -counts[c])


def actors(result: Result) -> list[str]:
    """Up to four economies to look at: who moves, whom the moves name most often, then the poles."""
    known = set(result.world.countries) - {REST}
    ranked: list[str] = []
    for field_names in (("by", "between", "who", "parties"), ("on", "to")):
        counts: dict[str, int] = {}
        for move in result.scenario.moves:
            for name in field_names:
                for code in getattr(move, name, None) or ():
                    counts[code] = counts.get(code, 0) + 1
        busiest = sorted(counts, key=lambda c: -counts[c])
        many = len(busiest) > MOST_ACTORS and field_names[0] == "on"
        ranked += [] if many else busiest
    chosen = dict.fromkeys(c for c in (*ranked, *result.scenario.poles) if c in known)
    return list(chosen)[:MOST_ACTORS]
