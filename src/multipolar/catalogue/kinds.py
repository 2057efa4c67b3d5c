"""Kinds of moves for a page: labels, fields with sliders, and the evidence on what each kind does."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from typing import Any, Literal

import yaml
from pydantic import Field
from pydantic_core import PydanticUndefined

from multipolar.move_base import Frozen
from multipolar.moves import MOVE_TYPES, Move
from multipolar.params.alignment import BELIEFS, Prior, alignment_priors
from multipolar.params.commodities import short_run
from multipolar.params.elasticities import SHORT_RUN_SHARE
from multipolar.params.loans import loan_discount
from multipolar.params.read import read_table
from multipolar.params.russia_wedges import WEDGES
from multipolar.politics.bodies import bodies
from multipolar.reach import ECONOMIC, INSTITUTIONAL, kind_acts_on

__all__ = ["FieldWords", "KindWords", "Words", "evidence_of", "kinds", "table", "words"]

THROUGH_ECONOMY = ("income", "dependence")
"""Parameters through which all that acts on the economy acts on alignment."""
LIFTING = ("sanctions_relief", "peace_deal")
"""Kinds that take fitted wedges away, which a scenario has only if it starts after the one that puts them in."""
FieldType = Literal["names", "name", "number", "share", "choice", "flag", "year", "text", "move_id", "terms", "weights"]


class FieldWords(Frozen):
    """What the table says of a field; see the head of kinds.yaml."""

    label: str
    type: FieldType
    of: tuple[str, ...] = ()
    unit: str = ""
    min: float | None = None
    max: float | None = None
    step: float | None = None
    choices: tuple[str, ...] | Literal["visit_ranks"] = ()
    one_of: str | None = None
    any_of: str | None = None
    with_: str | None = Field(default=None, alias="with")
    new: Any = None


class KindWords(Frozen):
    """What the table says of a kind."""

    label: str
    group: str
    mechanism: str
    lever: str | None
    economy: tuple[Literal["elasticities", "needs", "loan_discount", "russia_wedges"], ...] = ()
    feeds: tuple[str, ...] = ()
    fields: dict[str, FieldWords]


class Words(Frozen):
    """The table of kinds."""

    groups: tuple[str, ...]
    shared: dict[str, FieldWords]
    kinds: dict[str, KindWords]


@functools.cache
def table(name: str) -> dict[str, Any]:
    """A table of words beside this module; not to be changed by who reads it.

    Args:
        name: file name without suffix.
    """
    text = resources.files("multipolar").joinpath(f"catalogue/{name}.yaml").read_text(encoding="utf8")
    return dict(yaml.safe_load(text))


@functools.cache
def words() -> Words:
    """The table of kinds, checked."""
    return Words.model_validate(table("kinds"))


def kinds() -> list[dict[str, Any]]:
    """All kinds of moves, in the order of the groups and of the table."""
    order = words().groups
    return sorted((_kind(name, entry) for name, entry in words().kinds.items()), key=lambda k: order.index(k["group"]))


def _kind(name: str, entry: KindWords) -> dict[str, Any]:
    model = MOVE_TYPES[name]
    shared = words().shared
    return {
        "kind": name,
        "label": entry.label,
        "group": entry.group,
        "mechanism": entry.mechanism,
        "acts_on": list(kind_acts_on(name)),
        "evidence": evidence_of(name),
        "fields": [
            *(_field(model, field, held, False) for field, held in entry.fields.items()),
            *(_field(model, field, held, True) for field, held in shared.items()),
        ],
        "lever": entry.lever,
        "after": WEDGES if name in LIFTING else None,
    }


def _field(model: type[Move], name: str, entry: FieldWords, shared: bool) -> dict[str, Any]:
    info = next(f for n, f in model.model_fields.items() if (f.alias or n) == name)
    default = None if info.default is PydanticUndefined else info.default
    default = list(default) if isinstance(default, tuple) else default
    choices = (
        list(read_table("alignment")["visit_rank_weights"]["weights"])
        if isinstance(entry.choices, str)
        else entry.choices
    )
    return {
        "name": name,
        "label": entry.label,
        "type": entry.type,
        "of": list(entry.of),
        "required": info.is_required(),
        "default": default,
        "new": default if entry.new is None else entry.new,
        "unit": entry.unit,
        "min": entry.min,
        "max": entry.max,
        "step": entry.step,
        "choices": list(choices),
        "one_of": entry.one_of,
        "any_of": entry.any_of,
        "with": entry.with_,
        "shared": shared,
    }


def evidence_of(kind: str) -> list[dict[str, Any]]:
    """What is known about a kind's effects: economy, alignment under each belief, institutions.

    Args:
        kind: of a move.
    """
    entry = words().kinds[kind]
    found = [_economic(source) for source in entry.economy]
    through = THROUGH_ECONOMY if kind in ECONOMIC else ()
    for name in (*entry.feeds, *through):
        found += _priors(name)
    if kind in INSTITUTIONAL:
        grades = sorted({body.grade for body in bodies().values()})
        text = "votes and rules as they stand; power over decisions is computed from them (docs: institutions)"
        found.append(_evidence("institutions", ", ".join(grades), text, "; ".join(b.source for b in bodies().values())))
    return found


def _economic(source: str) -> dict[str, Any]:
    """Evidence on the economy from one table."""
    if source == "elasticities":
        entry = read_table("trade_elasticity")["FGO"]
        text = f"how trade answers to its cost, by sector, in the long run; in the first year {SHORT_RUN_SHARE:.0%} of it with `adjustment: path`"
        return _evidence("economy", entry["grade"], text, entry["source"])
    if source == "needs":
        need = short_run("elasticity_of_input")
        text = f"short run of curbs: elasticity between the input and the rest {need.low:g} to {need.high:g}"
        return _evidence("economy", need.grade, text, need.source)
    if source == "loan_discount":
        discount = loan_discount()
        text = f"how much of a loan is a gift: debt service discounted at {discount.value_pct:g} % a year; a grant is one whole"
        return _evidence("economy", discount.grade, text, discount.source)
    text = "what is lifted: rises of trade costs with Russia fitted to its trade of 2023 (docs: Russia)"
    return _evidence(
        "economy", "estimated", text, "own fit to trade of 2022 and 2023, CEPII BACI (params/russia_wedges.csv)"
    )


def _evidence(on: str, grade: str, text: str, source: str, **more: Any) -> dict[str, Any]:
    return {
        "on": on,
        "grade": grade,
        "text": text,
        "source": source,
        "parameter": None,
        "beliefs": list(BELIEFS),
        **more,
    }


def _priors(name: str) -> list[dict[str, Any]]:
    """Evidence on one parameter of alignment: once for all beliefs that agree on it."""
    same: dict[Prior, list[str]] = {}
    for belief in BELIEFS:
        same.setdefault(_comparable(alignment_priors(belief), name), []).append(belief)
    return [
        _evidence("alignment", p.grade, _sentence(p), p.source, parameter=name, beliefs=beliefs)
        for p, beliefs in same.items()
    ]


def _comparable(priors: Mapping[str, Prior], name: str) -> Prior:
    """A parameter that equals itself: without a dose it holds nan, which does not."""
    prior = priors[name]
    return prior if prior.dose == prior.dose else Prior(**{**prior.__dict__, "dose": 0.0})


def _sentence(prior: Prior) -> str:
    per = f" at {prior.dose:g} {prior.dose_unit}" if prior.dose_unit else ""
    return f"{prior.meaning}: {prior.mean:+.3g} ± {prior.sd:.2g} {prior.unit}{per}"
