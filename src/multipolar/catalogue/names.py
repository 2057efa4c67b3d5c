"""Everything by name: kinds of moves, states, groups, sectors, commodities, bodies, scenarios, with words to find them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any

import numpy as np

from multipolar.catalogue.kinds import kinds, table, words
from multipolar.economy.elasticities import set_name
from multipolar.labels import state_name, state_names, state_words
from multipolar.params.alignment import BELIEFS
from multipolar.params.commodities import commodities
from multipolar.params.elasticities import elasticity_sets
from multipolar.params.energy import dealt_products
from multipolar.params.read import read_table
from multipolar.politics.bodies import bodies
from multipolar.politics.tables import economies, ideal_points
from multipolar.questions import Question, questions
from multipolar.scenario import DEFAULT_FIRST_YEAR, Scenario, Settings, load_scenario, packaged_scenarios
from multipolar.version import package_version
from multipolar.world import World, load_world, satellite_codes
from multipolar.world.groups import group_names, members

__all__ = ["catalogue"]

WORLD, MEMBERS_IN = str(Scenario.model_fields["world"].default), DEFAULT_FIRST_YEAR
"""The world whose names are listed and the year of the members of groups, as new scenarios have them."""


def catalogue() -> dict[str, Any]:
    """All that a page needs to build a scenario by name; the same for all who ask, so not to be changed."""
    return _catalogue()


@functools.cache
def _catalogue() -> dict[str, Any]:
    world = load_world(WORLD)
    sizes, size_year = _sizes()
    return {
        "version": package_version(),
        "data_date": f"world accounts of {world.year}, positions of {ideal_points().years[-1]}",
        "world": {"name": world.name, "year": world.year, "sha256": world.sha256()},
        "gdp_year": size_year,
        "kind_groups": list(words().groups),
        "kinds": kinds(),
        "states": [_state(code, world, sizes) for code in _states(world)],
        "groups": _groups(world),
        "sectors": _sectors(world),
        "sector_words": [_named(name, entry) for name, entry in table("words")["sector_words"].items()],
        "commodities": _commodities(),
        "products": _products(),
        "bodies": [
            {
                "name": b.name,
                "label": b.title,
                "words": _words(table("words")["bodies"].get(b.name, ())),
                "rules": list(b.rules),
            }
            for b in bodies().values()
        ],
        "theatres": [_named(name, table("words")["theatres"][name]) for name in read_table("theatres")["theatres"]],
        "scenarios": [_scenario(name) for name in packaged_scenarios()],
        "questions": [_question(q) for q in questions()],
        "poles": list(Scenario.model_fields["poles"].default),
        "elasticity_sets": [
            {"name": "world", "label": f"set of the world file ({set_name(world, Settings())})"},
            *({"name": name, "label": source} for name, source in elasticity_sets().items()),
        ],
        "beliefs": [{"name": name, **table("words")["beliefs"][name]} for name in BELIEFS],
    }


def _named(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "label": entry["label"], "words": _words(entry.get("words", ()))}


def _words(*lists: Iterable[str]) -> list[str]:
    """Words of several lists, each once whatever its case."""
    return list({word.lower(): word for given in lists for word in given}.values())


def _sizes() -> tuple[dict[str, float], int]:
    """GDP in billion USD by state in the last year that most states have, and that year."""
    known = economies()
    enough = np.isfinite(known.gdp_usd_mn).sum(axis=0) >= len(known.states) // 2
    at = int(np.flatnonzero(enough)[-1])
    column = known.gdp_usd_mn[:, at]
    found = {s: round(float(v) / 1000, 3) for s, v in zip(known.states, column, strict=True) if np.isfinite(v)}
    return found, known.years[at]


def _states(world: World) -> list[str]:
    """Economies and satellites of the world first, then all other states that we know by name."""
    first = (*world.countries, *satellite_codes(world))
    return [*first, *(c for c in state_names() if c not in first)]


def _state(code: str, world: World, sizes: dict[str, float]) -> dict[str, Any]:
    positions = ideal_points()
    voted = code in positions.states and bool(
        np.isfinite(positions.at(positions.years[-1])[positions.states.index(code)])
    )
    kind = "position only" if voted else "name only"
    kind = "satellite" if code in satellite_codes(world) else "economy" if code in world.countries else kind
    return {
        "iso3": code,
        "name": state_name(code),
        "kind": kind,
        "has_position": voted,
        "gdp_usd_bn": sizes.get(code),
        "words": _words(state_words(code), table("words")["states"].get(code, ())),
    }


def _groups(world: World) -> list[dict[str, Any]]:
    entries = table("words")["groups"]
    found = [{**_named(name, entries[name]), "members": list(members(name, MEMBERS_IN))} for name in group_names()]
    return [*found, {**_named("all", entries["all"]), "members": list(world.countries)}]


def _sectors(world: World) -> list[dict[str, Any]]:
    everyday: dict[str, list[str]] = {}
    for word, code in read_table("sector_words").items():
        everyday.setdefault(code, []).append(word)
    return [
        {
            "code": code,
            "name": name,
            "goods": bool(goods),
            "words": _words(everyday.get(code, ()), table("words")["sectors"].get(code, ())),
        }
        for code, name, goods in zip(world.sectors, world.sector_names, world.is_goods, strict=True)
    ]


def _commodities() -> list[dict[str, Any]]:
    more = table("words")["commodities"]
    return [
        {
            "name": c.name,
            "label": c.title,
            "words": _words((c.name.replace("_", " "),), more.get(c.name, ())),
            "flows": not c.output_only,
            "sectors": [c.sector_flows] if c.sector_flows else list(c.codes),
            "missing": c.missing,
        }
        for c in commodities().values()
    ]


def _products() -> list[dict[str, Any]]:
    """What an energy deal can be about, each under its first name with the others as words."""
    own, titles = table("words")["products"], {c.name: c.title for c in commodities().values()}
    also = read_table("energy")["also_called"]
    return [
        {
            "name": name,
            "label": own[name]["label"] if name in own else titles[name],
            "words": _words((name.replace("_", " "),), also.get(name, ()), table("words")["commodities"].get(name, ())),
            "sectors": list(product.sectors),
        }
        for name, product in dealt_products().items()
        if name == product.name
    ]


def _scenario(name: str) -> dict[str, Any]:
    scenario = load_scenario(name)
    bound = [q for q in questions() if q.source is not None and name in (q.source.scenario, q.against)]
    return {
        "name": name,
        "title": scenario.name,
        "description": scenario.description.strip(),
        "moves": len(scenario.moves),
        "world": scenario.world,
        "coalition": scenario.coalition is not None,
        "mechanism": bound[0].mechanism if bound else None,
    }


def _question(question: Question) -> dict[str, Any]:
    """A question with the tab and the state that a page opens for it."""
    source = question.source
    tab, pole, state = _shown(question.answer)
    return {
        "id": question.id,
        "mechanism": question.mechanism,
        "question": question.question,
        "scenario": question.scenario,
        "against": question.against,
        "command": question.command or None,
        "kind": None if source is None else "run" if source.scenario else source.command,
        "tab": tab,
        "pole": pole,
        "state": state,
        "page": question.page,
    }


def _shown(path: str) -> tuple[str | None, str | None, str | None]:
    """Variable, pole and state of the path of an answer; none where it is no number of a state that a map shows."""
    found = re.fullmatch(r"(?:countries|alignment\.states)\.([A-Z]{3})\.([a-z_]+)(?:\.([A-Z]+))?", path)
    if found:
        return found[2], found[3], found[1]
    inside = re.search(r"\[(?:code|borrower|by|name)=([A-Z]{3})\]", path)
    return None, None, inside[1] if inside and inside[1] in state_names() else None
