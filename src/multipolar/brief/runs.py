"""What the model says of a condition: packaged answers to the nearest scenario, and scenarios to save and run."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Collection, Mapping, Sequence
from importlib import resources
from typing import Any

import yaml

from multipolar.labels import state_name
from multipolar.params.commodities import commodities
from multipolar.world import load_world, satellite_codes
from multipolar.world.groups import group_names

__all__ = ["SIZE_PP", "Answered", "answers", "curb_scenario", "nearest_answer", "rivalry_scenario", "tariff_scenario"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SIZE_PP, SHARE = 25, 0.5
"""Sizes that we set where the text states none: points of a duty, share of exports withheld."""
ENOUGH = 1
BESIDE = 15
"""Words between a word of an entry and one that raises its score."""
COALITION = ("RUS", "IND", "IDN", "BRA", "ZAF", "SAU", "EGY", "TUR")
"""Candidates of the scenario `lasting-or-symbolic`."""


@dataclasses.dataclass(frozen=True)
class Answered:
    """A packaged answer of the model.

    Args:
        id: name. sentence: with its number. value, unit, interval, interval_of: the number. source, vintage: behind it.
        command, next: to run. weak: whether the evidence tells no sign. size: of the moves, labelled.
    """

    id: str
    sentence: str
    value: float | None
    unit: str
    interval: tuple[float, float] | None
    interval_of: str
    source: str
    command: str
    next: str
    weak: bool
    size: str


@functools.cache
def answers() -> dict[str, Answered]:
    """Packaged answers by name, as `tools/build_data/brief_answers.py` computed them with this version of the model."""
    text = resources.files("multipolar").joinpath("data/brief_answers.yaml").read_text(encoding="utf8")
    found = {}
    for name, entry in yaml.load(text, Loader=_LOADER)["answers"].items():
        interval = entry["interval"]
        found[name] = Answered(**{**entry, "id": name, "interval": tuple(interval) if interval else None})
    return found


@functools.cache
def _conditions() -> tuple[Mapping[str, Any], ...]:
    text = resources.files("multipolar").joinpath("brief/conditions.yaml").read_text(encoding="utf8")
    return tuple(yaml.load(text, Loader=_LOADER)["conditions"])


def nearest_answer(
    codes: Collection[str],
    lemmas: Sequence[frozenset[str]],
    least: float = 0.0,
    concerns: Callable[[Mapping[str, Any]], bool] = lambda entry: True,
) -> Answered | None:
    """The packaged answer nearest to a clause; None where none is near.

    Args:
        codes: states and organisations of the sentence. lemmas: each of its words, lower case, as it stands and its lemma.
            least: score that it must reach. concerns: whether the scenario of an entry is about the actors of the clause.
    """
    known = {*codes, *("USA" for code in codes if code == "@US_ALLIES")}
    best, chosen = least, None
    for entry in _conditions():
        if not all(any(code in known for code in choice) for choice in entry["states"]):
            continue
        if entry.get("alone") and not known <= {code for choice in entry["states"] for code in choice}:
            continue
        if _places(lemmas, entry.get("without", ())) or not all(_places(lemmas, [w]) for w in entry.get("needs", ())):
            continue
        at = {w: _places(lemmas, [w]) for w in entry["words"]}
        words = sum(bool(places) for places in at.values())
        told = [place for places in at.values() for place in places]
        more = sum(
            any(place != other and abs(place - other) <= BESIDE for place in _places(lemmas, [w]) for other in told)
            for w in entry.get("more", ())
        )
        score = words + 0.6 * more + 0.3 * len(entry["states"]) if words >= ENOUGH else 0.0
        if score > best and concerns(entry):
            best, chosen = score, entry["answer"]
    return answers().get(chosen) if chosen is not None else None


def _places(lemmas: Sequence[frozenset[str]], wanted: Collection[str]) -> list[int]:
    return [k for k, forms in enumerate(lemmas) if any(w.lower() in forms for w in wanted)]


def tariff_scenario(
    by: str, on: str, pct: float | None, known: tuple[float, str] | None = None
) -> tuple[str, tuple[str, ...], str]:
    """A duty as a scenario: YAML, what we set in it, and the command; empty where the world of 2022 has not both sides.

    Args:
        by, on: who levies on whom. pct: stated by the text; None takes what is known, else our default. known: points in force,
            and the date since which.
    """
    if not _playable(by, on):
        return "", (), ""
    size, origin = (SIZE_PP, "default, judgement") if pct is None else (pct, "stated in the text")
    if pct is None and known is not None and known[0] >= 1:
        size, origin = known[0], f"default, mean added and in force since {known[1]}"
    text = (
        f"multipolar: 1\nname: Duties of {_called(by)} on {_called(on)}\nworld: 2022\nmoves:\n"
        f'  - tariff: {{by: {by}, on: {on}, add_pp: {size:g}, sectors: goods, from: 2026, size: "{origin}"}}\n'
    )
    return text, (f"{size:g} points on all goods: {origin}",), "multipolar run claim.yaml"


def curb_scenario(
    by: str, on: str, commodity: str | None, sector: str | None
) -> tuple[str, tuple[str, ...], str, tuple[str, str]]:
    """A curb on exports as a scenario: YAML, what we set in it, the command, and what is withheld.

    The first three are empty where the world of 2022 has not both sides.

    Args:
        by, on: who withholds from whom. commodity, sector: what; without either rare earths for China, else chips.
    """
    what, kind = "", ""
    if commodity in set(commodities()):
        what, kind = str(commodity), "commodity"
    elif sector:
        what, kind = sector, "sector"
    named = bool(what)
    if not named:
        what, kind = ("rare_earths", "commodity") if by == "CHN" else ("C26", "sector")
    if not _playable(by, on):
        return "", (), "", (what, kind)
    field = "commodities" if kind == "commodity" else "sectors"
    text = (
        f"multipolar: 1\nname: {_called(by)} curbs exports to {_called(on)}\nworld: 2022\nmoves:\n"
        f'  - export_curb: {{by: {by}, on: {on}, {field}: [{what}], share: {SHARE}, from: 2026, size: "default, judgement"}}\n'
    )
    defaults: tuple[str, ...] = (f"share withheld {SHARE:.0%}: default, judgement",)
    if not named:
        defaults += (f"{what.replace('_', ' ')}: the text names no material that we know",)
    return text, defaults, "multipolar run claim.yaml", (what, kind)


def rivalry_scenario(a: str, b: str) -> tuple[str, tuple[str, ...], str]:
    """A claimed rivalry taken as an assumption: what it would do to a coalition around Beijing; empty where neither fits.

    Args:
        a, b: the pair.
    """
    if not {a, b} <= {*COALITION, "CHN"}:
        return "", (), ""
    text = (
        f"multipolar: 1\nname: If {_called(a)} and {_called(b)} were rivals\nextends: lasting-or-symbolic\ncoalition:\n"
        f"  proposer: CHN\n  target: USA\n  candidates: [{', '.join(COALITION)}]\n  offer: [market-access, loans]\n"
        f"  rivals: [[CHN, IND], [{a}, {b}]]\n"
    )
    return text, ("the rivalry is set by the text, against the data",), "multipolar coalition claim.yaml --rivalry 0.1"


def _playable(*sides: str) -> bool:
    """Whether a scenario may name all sides: economies of the world of 2022, its satellites for goods, or groups."""
    world = load_world("2022")
    return {*world.countries, *satellite_codes(world), *group_names()}.issuperset(sides)


def _called(code: str) -> str:
    return state_name(code)
