"""What the report says, section by section, as plain values for the template."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from multipolar.report import drivers, move_rows, satellites, tables
from multipolar.report.alignment import alignment_section
from multipolar.report.chokepoints import chokepoint_section
from multipolar.report.dependence import dependence
from multipolar.report.economies import display_name, interval
from multipolar.report.map import SCALES, home_of_the_missing, legend, map_policy, outlines, shapes
from multipolar.report.quotes import Library, scenario_folder
from multipolar.report.sentences import CLOSURES, elasticity_name, facts, headline, limits
from multipolar.result import SIGN_TOLERANCE_PCT, Result
from multipolar.stakes import order_sentence, stakes_sentences
from multipolar.world import REST

__all__ = ["map_context", "report_context", "reproduction"]

LONG_DESCRIPTION = 500
"""Characters; a longer description is folded."""


def report_context(result: Result, command: str, articles: Path | None) -> dict[str, Any]:
    """Everything that the template of the report needs.

    Args:
        result: the run. command: the command line. articles: folder of documents, searched before the scenario's.
    """
    plain, drawn = result.to_dict(intervals=False), result.to_dict()
    ranked = sorted(
        (c for c in plain["countries"] if c != REST), key=lambda c: plain["countries"][c]["real_income_pct"]
    )
    folders = [f for f in (articles, scenario_folder(result.scenario)) if f is not None]
    return {
        "title": result.scenario.name,
        "description": _paragraphs(result.scenario.description),
        "long_description": len(result.scenario.description) > LONG_DESCRIPTION,
        "facts": facts(plain),
        "headline": headline(result, plain),
        "cards": _cards(plain),
        "warnings": plain["warnings"],
        "range_over": result.range_over(),
        "ranged": bool(plain["closures"]),
        "year": plain["headline"]["year"],
        "start": "the data"
        if plain["provenance"]["starts_after"] is None
        else f"the world after {result.scenario.after}",
        "chokepoints": chokepoint_section(result),
        "map": map_context(),
        "world_map": _world_map(plain["countries"], plain["satellites"]),
        "satellites": satellites.section(plain),
        "alignment": alignment_section(result, drawn),
        "stakes": [s for s in (order_sentence(drawn["order"]), *stakes_sentences(result.stakes)) if s],
        "columns": tables.COLUMNS,
        "economies": tables.economies(plain),
        "has_aggregate": REST in plain["countries"],
        "by_move": drivers.by_move(result, ranked),
        "levers": drivers.levers(result, ranked),
        "closures": {**tables.closures(plain, result.scenario.poles), "meanings": CLOSURES},
        "elasticity_sets": tables.elasticity_sets(result),
        "sectors": tables.sectors(result, plain),
        "pairs": tables.pairs(result),
        "years": tables.years(result, plain),
        "dependence": dependence(result, plain),
        "moves": _moves(result, plain, Library(result.scenario, folders)),
        "limits": limits(str(plain["world"]["year"])),
        "reproduction": reproduction(plain, command),
    }


def map_context() -> dict[str, Any]:
    """What all maps of a page share."""
    return {**outlines(), "scales": [{"scale": scale, "legend": legend(scale)} for scale in SCALES]}


def _world_map(countries: dict[str, Any], near: dict[str, Any]) -> dict[str, Any]:
    return {
        "shapes": shapes(countries, satellites=near),
        "policy": map_policy(countries, near),
        "home": home_of_the_missing(countries, near),
        "approximate": bool(near),
        "uncertain": sum(bool(c["sign_note"]) for c in countries.values()),
    }


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n") if part.strip()]


def _cards(plain: dict[str, Any]) -> dict[str, Any]:
    """World real income, and the largest losers and gainers with range and sign."""
    head, countries = plain["headline"], plain["countries"]
    changes = [c["real_income_pct"] for code, c in countries.items() if code != REST]

    def listed(ranking: str) -> list[dict[str, Any]]:
        return [
            {
                "name": entry["name"],
                "value": entry["real_income_pct"],
                "range": interval(countries[entry["iso3"]]),
                "sign": countries[entry["iso3"]]["sign_note"],
            }
            for entry in head[ranking]
        ]

    return {
        "hits": [{**hit, "name": display_name(hit["iso3"])} for hit in head["chokepoints"]],
        "world": head["world_real_income_pct"],
        "lose": sum(v < -SIGN_TOLERANCE_PCT for v in changes),
        "gain": sum(v > SIGN_TOLERANCE_PCT for v in changes),
        "economies": len(changes),
        "losers": listed("losers"),
        "gainers": listed("gainers"),
    }


def _moves(result: Result, plain: dict[str, Any], library: Library) -> dict[str, Any]:
    acting = [row["acts_on"] for row in plain["moves"]]
    count = len(acting)
    return {
        "count": count,
        "listed": min(count, move_rows.LISTED),
        "rows": move_rows.move_rows(result, acting, library),
        "summary": move_rows.move_summary(result, acting) if count > move_rows.LISTED else [],
    }


def reproduction(plain: dict[str, Any], command: str) -> dict[str, Any]:
    """Sources, checksums and the command line: what it takes to get the same numbers again.

    Args:
        plain: `Result.to_dict()`. command: the command line.
    """
    provenance, world = plain["provenance"], plain["world"]
    seed = provenance["seed"]
    return {
        "command": command,
        "sources": provenance["sources"],
        "rows": [
            ("World", f"{world['name']}, data of {world['year']}"),
            ("World, sha256", world["sha256"]),
            ("Scenario, sha256", provenance["scenario_sha256"]),
            ("Parameters, sha256", provenance["parameters_sha256"]),
            ("Elasticities", elasticity_name(provenance)),
            ("Source of the elasticities", provenance["elasticities"]["source"]),
            ("Grade of the elasticities", provenance["elasticities"]["grade"]),
            ("Version of Multipolar", provenance["multipolar_version"]),
            ("Seed", "none: nothing was drawn" if seed is None else f"{seed} (carried; nothing is drawn yet)"),
            ("Status of the solver", plain["status"]),
            ("Largest residual", f"{plain['residual']:.1e}"),
            ("Iterations", str(plain["iterations"])),
            ("Licence of the data", provenance["licence"]),
        ],
    }
