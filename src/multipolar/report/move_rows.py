"""Moves in words: who does what to whom, how much, when, and on whose word."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from multipolar.moves import Move, Passage
from multipolar.report.economies import display_name
from multipolar.report.numbers import plain, signed, words
from multipolar.report.quotes import Citation, Library
from multipolar.result import Result

__all__ = ["LISTED", "move_rows", "move_summary", "size_in_words"]

LISTED = 60
"""Moves shown one by one; beyond them only the summary."""
NAMES_SHOWN, SECTORS_SHOWN = 8, 4

Fields = Mapping[str, Any]


def _share(fields: Fields, what: str) -> str:
    if fields.get("share") is not None:
        return f"{100 * fields['share']:g} % of {what}"
    return f"tax of {fields['tax_pct']:g} %"


def _agreement(fields: Fields) -> str:
    parts = []
    if fields["tariffs_to_pct"] is not None:
        parts.append(f"duties at most {fields['tariffs_to_pct']:g} %")
    if fields["cost_pct"] is not None:
        parts.append(f"trade costs {signed(fields['cost_pct'], 1)} %")
    return ", ".join(parts)


def _money(fields: Fields) -> str:
    terms = fields["terms"]
    kind = (
        f"loan at {terms['loan']['rate_pct']:g} % over {terms['loan']['years']} years"
        if isinstance(terms, dict)
        else terms
    )
    often = "a year" if terms == "grant" else "lent"
    cost = "" if fields["trade_cost_pct"] is None else f", trade costs {signed(fields['trade_cost_pct'], 1)} %"
    return (
        f"USD {fields['usd_bn']:g} billion {often}, {kind}{', with conditions' if fields['conditional'] else ''}{cost}"
    )


def _energy(fields: Fields) -> str:
    size = f"USD {fields['usd_bn']:g} billion" if fields["usd_bn"] is not None else ""
    if fields["share"] is not None:
        size = f"{100 * fields['share']:g} % of the seller's exports"
    return f"{fields['commodity']}{', ' + size if size else ''}"


def _tariff(fields: Fields) -> str:
    if fields["add_pp"] is not None:
        return f"{signed(fields['add_pp'], 1)} percentage points"
    return f"set to {fields['set_pct']:g} %"


SIZES: dict[str, Callable[[Fields], str]] = {
    "tariff": _tariff,
    "retaliation": lambda f: f"answers {f['against']} in kind",
    "export_curb": lambda f: _share(f, "exports withheld"),
    "sanction": lambda f: f"{_share(f, 'trade')} cut off, {'both ways' if f['both_ways'] else 'exports only'}",
    "sanctions_relief": lambda f: f"{100 * f['share']:g} % of the fitted wedge removed",
    "import_ban": lambda f: f"{100 * f['share']:g} % of imports refused",
    "trade_cost": lambda f: f"trade costs {signed(f['cost_pct'], 1)} %",
    "trade_agreement": _agreement,
    "transfer": _money,
    "aid": _money,
    "infrastructure_finance": _money,
    "energy_deal": _energy,
    "visit": lambda f: f"rank: {_spaced(f['rank'])}" if f["rank"] else "",
    "call": lambda f: f"rank: {_spaced(f['rank'])}" if f["rank"] else "",
    "guarantee": lambda f: f"level {signed(f['level'], 2)} of 1",
    "membership": lambda f: f"{f['change'] or 'change'}: {f['body']}",
    "peace_deal": lambda f: f"lifts {100 * f['lifts']:g} % of sanctions; USD {f['reconstruction_usd_bn']:g} billion",
    "pressure": lambda f: f"weight {f['weight']:g}",
    "attention": lambda f: f"{f['from_theatre']} to {f['to_theatre']}, weight {f['weight']:g}",
    "institution_reform": lambda f: f"{f['body']}{', quota ' + str(f['quota']) if f['quota'] is not None else ''}",
    "withdrawal": lambda f: f"leaves {f['body']}",
}


def size_in_words(move: Move) -> str:
    """How much a move changes, in words."""
    return SIZES[move.kind](move.model_dump()) if move.kind in SIZES else ""


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _names(codes: Any) -> str:
    return words((display_name(c) for c in codes), NAMES_SHOWN) if codes else ""


def _sectors(move: Move, result: Result) -> str:
    """Sectors or commodities of a move; many sectors as a count with their codes."""
    commodities = getattr(move, "commodities", None)
    if commodities:
        return words(_spaced(c) for c in commodities)
    codes = getattr(move, "sectors", None) or ()
    known = dict(zip(result.world.sectors, result.world.sector_names, strict=True))
    whole = {"goods": "all goods", "services": "services", "all": "goods and services"}
    if len(codes) > SECTORS_SHOWN:
        return f"{len(codes)} sectors: {', '.join(codes)}"
    return words(whole.get(c, known.get(c, c)) for c in codes)


def _span(move: Move) -> str:
    first = "from the start" if move.from_ is None else f"from {move.from_}"
    return first if move.until is None else f"{first} to {move.until}"


def _source(move: Move, library: Library) -> tuple[str, Citation | None]:
    if isinstance(move.source, Passage):
        return "", library.cite(move.source)
    return move.source or "", None


def move_rows(result: Result, acting: Sequence[Sequence[str]], library: Library) -> list[dict[str, Any]]:
    """Rows of the first `LISTED` moves.

    Args:
        result: the run. acting: what each move acts on. library: documents that may be quoted.
    """
    rows = []
    for move, on in list(zip(result.scenario.moves, acting, strict=True))[:LISTED]:
        source, citation = _source(move, library)
        rows.append(
            {
                "id": move.id or "",
                "kind": _spaced(move.kind),
                "who": _names(_first(move, ("by", "between", "who", "parties"))),
                "whom": _names(_targets(move, result)),
                "size": size_in_words(move),
                "sectors": _sectors(move, result),
                "years": _span(move),
                "status": _spaced(move.status),
                "probability": plain(move.probability, 2),
                "acts_on": ", ".join(on),
                "basis": move.size or "",
                "source": source,
                "citation": citation,
                "note": move.note or "",
            }
        )
    return rows


def _targets(move: Move, result: Result) -> Any:
    """Whom a move is aimed at; a retaliation is aimed at those who made the move that it answers."""
    answered = getattr(move, "against", None)
    if answered is None:
        return _first(move, ("on", "to"))
    return next((getattr(m, "by", None) for m in result.scenario.moves if m.id == answered), None)


def _first(move: Move, names: tuple[str, ...]) -> Any:
    return next((found for name in names if (found := getattr(move, name, None))), None)


def move_summary(result: Result, acting: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """Count of moves and partners by kind, actor and status, in the order of the scenario."""
    groups: dict[tuple[str, str, str, str], list[Move]] = {}
    for move, on in zip(result.scenario.moves, acting, strict=True):
        key = (
            _spaced(move.kind),
            _names(_first(move, ("by", "between", "who", "parties"))),
            _spaced(move.status),
            ", ".join(on),
        )
        groups.setdefault(key, []).append(move)
    rows = []
    for (kind, who, status, on), moves in groups.items():
        partners = {c for m in moves for c in _targets(m, result) or ()}
        points = sorted(m.add_pp for m in moves if getattr(m, "add_pp", None) is not None)  # type: ignore[attr-defined]
        size = f"{signed(points[0], 1)} to {signed(points[-1], 1)} percentage points" if len(points) > 1 else ""
        whom = _names(partners) if len(partners) <= NAMES_SHOWN else f"{len(partners)} partners"
        rows.append(
            {
                "kind": kind,
                "who": who,
                "status": status,
                "acts_on": on,
                "count": len(moves),
                "whom": whom,
                "size": size,
            }
        )
    return rows
