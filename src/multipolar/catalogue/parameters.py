"""Every behavioural parameter of the package: value, range, unit, distribution, source, grade, and whether a scenario may set it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from multipolar.economy.elasticities import set_name
from multipolar.params.alignment import Prior, alignment_priors, alignment_settings, quantile
from multipolar.params.commodities import short_run
from multipolar.params.elasticities import FLOOR, FULL_YEARS, SHORT_RUN_SHARE
from multipolar.params.loans import loan_discount
from multipolar.params.read import read_table
from multipolar.scenario import THETA_BOUNDS, THETA_PREFIX, Scenario, Settings
from multipolar.world import load_world

__all__ = ["parameters"]

WORLD = str(Scenario.model_fields["world"].default)
"""The world whose elasticities are listed, that of new scenarios."""
NORMAL_90 = 1.6448536269514722
"""Nine in ten draws of a standard normal lie closer to 0."""
NOT_IN_A_RUN = "it does not enter a run; "
UNUSED = {"arms": "no move delivers arms and no data on them are packaged: it moves nothing"}
"""Priors that no run uses, and why."""


def parameters(belief: str = "measured") -> list[dict[str, Any]]:
    """All behavioural parameters under a belief, in sections; names are unique.

    Args:
        belief: measured, literature or article; it changes the priors of alignment alone.

    Raises:
        InputError: unknown belief.
    """
    return [
        *(_prior(p) for p in alignment_priors(belief).values()),
        *_settings(),
        *_ranks(),
        *_elasticities(),
        *_short_run(),
        *_ties(),
        *_coalition(),
        *_wedge(),
        *_satellites(),
        *_needs(),
        _discount(),
    ]


def _row(
    name: str, section: str, meaning: str, unit: str, value: float, source: str, grade: str, **more: Any
) -> dict[str, Any]:
    """One parameter; those that nothing in a scenario sets say where they can be changed."""
    nothing: dict[str, Any] = {
        "low": None,
        "high": None,
        "range": None,
        "range_of": "",
        "sd": None,
        "distribution": "fixed",
        "note": "",
    }
    fixed = {"editable": False, "why_not": "a convention of the model: change the file in params/ and run again"}
    return {
        "name": name,
        "section": section,
        "meaning": meaning,
        "unit": unit,
        "value": value,
        **nothing,
        "source": " ".join(source.split()),
        "grade": grade,
        **fixed,
        **more,
    }


def _prior(prior: Prior) -> dict[str, Any]:
    likely = quantile(prior, np.array([0.05, 0.95])).tolist()
    per = "" if not prior.dose_unit or math.isnan(prior.dose) else f" at {prior.dose:g} {prior.dose_unit}"
    spread = {"low": prior.low, "high": prior.high, "range": likely, "range_of": "5 to 95 % of draws", "sd": prior.sd}
    return _row(
        prior.name,
        prior.section,
        prior.meaning,
        prior.unit + per,
        prior.mean,
        prior.source,
        prior.grade,
        **spread,
        distribution=prior.distribution,
        note=prior.note,
        editable=prior.name not in UNUSED,
        why_not=UNUSED.get(prior.name, ""),
    )


def _settings() -> Iterator[dict[str, Any]]:
    for s in alignment_settings().values():
        yield _row(s.name, "conventions of alignment", s.meaning, s.unit, s.value, s.source, s.grade)


def _ranks() -> Iterator[dict[str, Any]]:
    entry = read_table("alignment")["visit_rank_weights"]
    for rank, weight in entry["weights"].items():
        meaning = f"visits of a head of state that a visit of rank {rank} is worth"
        yield _row(
            f"visit_rank.{rank}", "conventions of alignment", meaning, "visits", weight, entry["source"], entry["grade"]
        )


def _elasticities() -> Iterator[dict[str, Any]]:
    """One row a sector: the value of the world, and what the published sets say."""
    world, sets = load_world(WORLD), read_table("trade_elasticity")
    low, high = THETA_BOUNDS
    of_world = sets.get(set_name(world, Settings()), {"source": "world file", "grade": "not stated in the world file"})
    for sector, name, value in zip(world.sectors, world.sector_names, world.trade_elasticity, strict=True):
        by_set = {s: float(entry["theta"][sector]) for s, entry in sets.items() if sector in entry["theta"]}
        yield _row(
            f"{THETA_PREFIX}{sector}",
            "trade elasticities",
            f"{name}: how much trade answers to its cost in the long run (theta)",
            next(iter(sets.values()))["unit"],
            float(value),
            of_world["source"],
            of_world["grade"],
            low=low,
            high=high,
            range=[min(by_set.values()), max(by_set.values())],
            range_of=f"lowest and highest of {len(by_set)} published sets",
            distribution="published sets; a run with draws takes each in turn",
            note="value of the set in the world file; `elasticities` chooses another set",
            by_set=by_set,
            editable=True,
            why_not="",
        )


def _short_run() -> Iterator[dict[str, Any]]:
    source, section = "Boehm, Levchenko and Pandalai-Nayar (2023), American Economic Review 113(4)", "short run"
    why = {"why_not": "set `adjustment: long_run` or `path` in the settings"}
    meaning = "trade's answer in the first year over that in the long run, with `adjustment: path`"
    yield _row("short_run_share", section, meaning, "share", SHORT_RUN_SHARE, source, "published ratio", **why)
    meaning = "years until the long run, in a straight line"
    yield _row(
        "full_years",
        section,
        meaning,
        "years",
        FULL_YEARS,
        f"{source}; the line is judgement",
        "published, judgement on the path",
        **why,
    )
    meaning = "least trade elasticity in the short run"
    yield _row(
        "elasticity_floor",
        section,
        meaning,
        "theta",
        FLOOR,
        "judgement; keeps trade falling with its cost",
        "judgement",
        **why,
    )
    units = {
        "elasticity_of_input": "elasticity",
        "elasticity_over_sources": "elasticity",
        "full_need_cost_share": "share of cost",
    }
    meanings = {
        "elasticity_of_input": "short run of curbs: substitution between the input and the rest",
        "elasticity_over_sources": "short run of curbs: substitution between sources of the input",
        "full_need_cost_share": "cost share of an input from which a using sector depends on it wholly",
    }
    for name, unit in units.items():
        found = short_run(name)
        bounds = {"low": found.low, "high": found.high, "distribution": "low, central and high are shown"}
        yield _row(
            name,
            section,
            meanings[name],
            unit,
            found.central,
            found.source,
            found.grade,
            **bounds,
            note="part of every short-run figure of a curb",
        )


def _ties() -> Iterator[dict[str, Any]]:
    table = read_table("ties")
    why = {"why_not": "written down before any tie was computed and not fitted; drawn in runs with draws, not set"}
    spread = table["distribution"]["spread"]
    for name, c in table["components"].items():
        reach = math.exp(NORMAL_90 * spread)
        yield _row(
            f"tie_weight.{name}",
            "weights of ties",
            f"weight of {name.replace('_', ' ')} in the mean tie: {c['formula']}",
            "weight",
            c["weight"],
            f"judgement: {c['why']}; data: {c['source']}",
            table["grade_of_weights"],
            range=[c["weight"] / reach, c["weight"] * reach],
            range_of="5 to 95 % of draws",
            sd=spread,
            distribution=f"lognormal, spread {spread:g} of the logarithm",
            **why,
        )
        for key in ("scale", "years"):
            if key in c:
                meaning = f"{key} in the component {name.replace('_', ' ')}: {c['formula']}"
                yield _row(
                    f"tie_{key}.{name}",
                    "weights of ties",
                    meaning,
                    "",
                    c[key],
                    "judgement",
                    table["grade_of_weights"],
                    **why,
                )
    band = table["band"]
    yield _row(
        "tie_band",
        "weights of ties",
        "size below which a tie has no clear sign",
        "tie",
        band["value"],
        band["source"],
        band["grade"],
        **why,
    )


def _coalition() -> Iterator[dict[str, Any]]:
    in_block = {"closeness_weight", "rivalry_weight"}
    for name, entry in read_table("coalition").items():
        if not isinstance(entry["value"], int | float):
            continue  # a list of sectors, not a number
        why = (
            "set it in the block `coalition` of the scenario"
            if name in in_block
            else NOT_IN_A_RUN + "part of `multipolar coalition`"
        )
        low, high = entry["range"]
        yield _row(
            f"coalition.{name}",
            "coalitions",
            entry["meaning"],
            entry["unit"],
            entry["value"],
            entry["source"],
            entry["grade"],
            low=low,
            high=high,
            distribution="range",
            why_not=why,
        )


def _wedge() -> Iterator[dict[str, Any]]:
    table, why = read_table("wedge"), {"why_not": NOT_IN_A_RUN + "options of `multipolar wedge` set it"}
    threshold, offer, answer = table["threshold"], table["offer"], table["answer"]
    section = "wedges"
    yield _row(
        "wedge.threshold",
        section,
        threshold["meaning"],
        threshold["unit"],
        threshold["value"],
        threshold["source"],
        threshold["grade"],
        **why,
    )
    for side, block in (("offer", offer), ("answer", answer)):
        for product, share in block["deals"].items():
            meaning = f"{side}: share of the target's exports of {product.replace('_', ' ')}"
            yield _row(
                f"wedge.{side}.{product}",
                section,
                meaning,
                "share",
                share,
                block["deals_source"],
                block["grade"],
                **why,
            )
    yield _row(
        "wedge.offer.visits",
        section,
        "offer: visits",
        offer["visits_unit"],
        offer["visits"],
        offer["visits_source"],
        offer["grade"],
        **why,
    )
    cost, source = answer["agreement_cost_pct"], answer["agreement_source"]
    yield _row(
        "wedge.answer.agreement_cost_pct",
        section,
        "answer: change of the cost of trade",
        "%",
        cost,
        source,
        answer["grade"],
        **why,
    )


def _satellites() -> Iterator[dict[str, Any]]:
    interval = read_table("satellite_errors")["interval"]
    meanings = {
        "scale": f"reach of the interval of a satellite: {interval['unit']}",
        "effect_weight": "weight of the effect itself in that interval",
        "share": "share of economies that the interval is made to hold",
    }
    for name, meaning in meanings.items():
        yield _row(
            f"satellites.{name}", "satellites", meaning, "", interval[name], interval["source"], interval["grade"]
        )


def _needs() -> Iterator[dict[str, Any]]:
    table: Mapping[str, Any] = read_table("needs")
    for commodity, entry in table["needs"].items():
        for sector, share in entry["sectors"].items():
            meaning = f"value added of {sector} that stops without {commodity.replace('_', ' ')} in the short run"
            yield _row(
                f"need.{commodity}.{sector}",
                "needs",
                meaning,
                "share",
                share,
                f"{table['source']}: {entry['reason']}",
                entry["grade"],
            )


def _discount() -> dict[str, Any]:
    d = loan_discount()
    low, high = d.range_pct
    meaning = "rate at which the debt service of a loan is discounted to find its gift part"
    return _row(
        "loan_discount_pct",
        "loans",
        meaning,
        "% a year",
        d.value_pct,
        d.source,
        d.grade,
        low=low,
        high=high,
        distribution="range",
    )
