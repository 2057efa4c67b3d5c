"""What kind of move an act stands for, with its sides; or why it moves nothing in the model."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping, Sequence

from multipolar.news.cases import (
    SHRINKS,
    Candidate,
    Case,
    Found,
    candidate,
    listed,
    or_unnamed,
    pairs_of,
    sides_of,
    united,
    usd_bn_of,
)
from multipolar.news.deals import is_trade_deal
from multipolar.news.merge import Act
from multipolar.news.penalties import NO_MOVE, lifted, penalty
from multipolar.news.topics import first_word, group_names, names_topic, subject_of, table

__all__ = ["Candidate", "candidates"]

WORDS_ONLY = "words: they change no number of the model"
FORCE = "military force: outside the model; its economic effect is in sanctions and in the starting point"
RELATION = "a relation or an attitude, no act"
EXCLUDED = "left out of the talks: enters `excludes` of peace deals of the others"
SHRINKING = "trade that shrinks is an outcome, no deal"

Rule = Callable[[Case], Found | None]


def candidates(act: Act, starts: Mapping[tuple[str, int], Sequence[int]]) -> tuple[list[Candidate], str | None]:
    """Moves that an act stands for, or why there is none.

    Args:
        act: merged. starts: offsets of the evidence of all acts, by file and start of the sentence.
    """
    subject = subject_of(act, starts)
    by, judged = group_names(act.source)
    to, more = group_names(act.target)
    case = united(Case(act, subject, by, to, (*judged, *more)))
    if act.status == "historical":
        return [], "past: part of the starting point"
    if subject.about("hedging") and act.plover in ("COOPERATE", "AGREE", "SUPPORT", "CONSULT"):
        return [], "hedging: no act"
    for rule in (_everywhere, *RULES.get(act.plover, ())):
        found = rule(case)
        if isinstance(found, str):
            return [], found
        if found:
            return [dataclasses.replace(c, notes=(*c.notes, *case.judged)) for c in found], None
    return [], REASONS.get(act.plover, WORDS_ONLY)


def _everywhere(case: Case) -> Found | None:
    """Acts that are told by any verb: bodies that are left or joined."""
    body = first_word("bodies", case.subject.words)
    if body and case.subject.about("withdrawal") and case.act.plover in ("RETREAT", "REJECT", "THREATEN", "SANCTION"):
        return or_unnamed(candidate("withdrawal", {"who": listed(case.by)} if case.by else None, body=body))
    if (
        body in table()["joined"]
        and case.subject.about("joining")
        and case.act.plover in ("AGREE", "COOPERATE", "SUPPORT")
    ):
        return _joiners(case, body)
    return None


def _joiners(case: Case, body: str) -> Found | None:
    """A membership for each that joins; who is said to be a member has joined already."""
    told = " ".join(" ".join(e.sentence.split()) for e in case.act.events)
    if not JOINING.search(told) and case.act.status in ("happened", "ongoing"):
        return None
    who = case.to if body in case.by else case.by if body in case.to else [*case.by, *case.to][:1]
    return or_unnamed([c for one in who if one != body for c in candidate("membership", {"who": one}, joins=body)])


def _pressed(case: Case) -> Found | None:
    if all(e.method.startswith("model") for e in case.act.events):
        return "who presses whom is guessed only, by no frame"
    return or_unnamed(candidate("pressure", sides_of(case), weight=None))


def _doubted(case: Case) -> Found | None:
    allies = set(case.to) & {"NATO", "West", "Europe", "EU", "JPN", "KOR", "TWN"}
    if case.subject.about("commitment") and allies and not case.subject.about("sanction"):
        sides = sides_of(case, "by", "to")
        return or_unnamed(candidate("guarantee", sides, "a doubt about a guarantee", level=None, status="announced"))
    return None


def _exchange(case: Case) -> Found | None:
    """What is given or agreed: finance, energy, arms, aid, peace, and trade, each that is named."""
    about = case.subject.about if case.act.plover == "SUPPORT" else case.subject.around
    if case.subject.about("excluded") and about("peace"):
        return EXCLUDED
    if case.act.plover == "COOPERATE" and about("trade", "energy", "minerals") and SHRINKS.search(case.subject.words):
        return SHRINKING
    found: list[Candidate] = []
    if case.act.plover == "AGREE" and case.subject.about("peace") and not about("energy", "minerals"):
        found += _peace(case)
    if about("infrastructure"):
        found += _infrastructure(case)
    if about("minerals", "energy"):
        found += _energy(case)
    if about("arms", "military"):
        event = case.subject.event("arms", "military")
        note = "arms or military work stand as a weak guarantee"
        found += candidate("guarantee", sides_of(case, "by", "to"), note, event=event, level=None)
    if case.act.plover == "AID" and about("loan", "aid", "reconstruction") and not found:
        loan, event = about("loan"), case.subject.event("loan", "reconstruction", "aid")
        kind = "aid" if not loan and not about("reconstruction") else "transfer"
        terms = "loan" if loan else "grant"
        found += candidate(
            kind, sides_of(case, "by", "to"), event=event, usd_bn=usd_bn_of(case.act.amount), terms=terms
        )
    found += _commerce(case, bool(found))
    if not found and case.act.plover == "AGREE" and about("approach"):
        found = [dataclasses.replace(c, status="announced") for c in _contact(case)]
    return found or None


def _infrastructure(case: Case) -> list[Candidate]:
    giver, taker = (case.to, case.by) if "CHN" in case.to and "CHN" not in case.by else (case.by, case.to)
    sides = sides_of(dataclasses.replace(case, by=giver, to=taker), "by", "to")
    event, note = case.subject.event("infrastructure"), "a loan, as most of such finance is"
    return candidate(
        "infrastructure_finance",
        sides,
        note,
        event=event,
        usd_bn=usd_bn_of(case.act.amount),
        terms=None,
        trade_cost_pct=None,
    )


def _energy(case: Case) -> list[Candidate]:
    """Sales of each commodity that is named; who sells is told by the list of sellers."""
    sellers = set(table()["sellers"])
    turned_round = bool(sellers & set(case.to[:1])) and not sellers & set(case.by[:1])
    seller, buyer = (case.to, case.by) if turned_round else (case.by, case.to)
    seller = [c for c in seller if c in sellers] or seller
    sides = sides_of(dataclasses.replace(case, by=seller, to=buyer), "by", "to")
    found: list[Candidate] = []
    for topic in ("minerals", "energy"):
        if not case.subject.around(topic):
            continue
        event = case.subject.event(topic)
        if not any(names_topic(topic, e.sentence) for e in case.act.events):
            continue
        fuel = first_word("commodities", event.evidence + " " + event.sentence[event.end - event.sentence_start :])
        mineral = fuel in (
            "rare_earths",
            "lithium",
            "cobalt",
            "graphite",
            "tungsten",
            "gallium",
            "germanium",
            "minerals",
        )
        if mineral != (topic == "minerals"):
            fuel = "minerals" if topic == "minerals" else None
        note = "the fuel is not named: crude is our default" if fuel is None else "commodity as named"
        value = usd_bn_of(case.act.amount)
        size = {"usd_bn": value} if value is not None else {"share": None}
        found += candidate(
            "energy_deal",
            sides,
            note,
            event=event,
            commodity=fuel or table()["fallback_energy"],
            sanction_exposed=not BYPASSING.search(event.sentence),
            **size,
        )
    return found


def _peace(case: Case) -> list[Candidate]:
    parties = sorted({*case.by, *case.to})
    if len(parties) < 2 or not set(parties) & set(table()["belligerents"]):
        return []
    lifts = None if "RUS" in parties and set(parties) & PARTNERS else 0
    fields = {"parties": parties, "lifts": lifts, "reconstruction_usd_bn": 0}
    made = case.act.plover == "AGREE" and case.act.status == "happened" and CONCLUDED.search(case.subject.words)
    status = None if made else "called_for"
    note = "whether sanctions are lifted is not said" if lifts is None else "nothing is lifted"
    return [Candidate("peace_deal", fields, (note,), status, case.subject.event("peace"))]


def _commerce(case: Case, beside: bool = False) -> list[Candidate]:
    """Trade deals, growing trade, and partnerships that are promised or expected."""
    about = case.subject.around
    event = case.subject.event("trade")
    told = not beside or re.search(
        r"\b(?:trade|commerce|market|invest\w*)\b", f"{event.evidence} {event.sentence}", re.I
    )
    if about("trade") and told and is_trade_deal(case):
        return [Candidate("trade_agreement", {**p, "cost_pct": None}, (), None, event) for p in pairs_of(case)]
    if (
        case.planned
        and not beside
        and all(e.instrument != "trade deal" for e in case.act.events)
        and case.act.plover in ("COOPERATE", "AGREE")
        and case.act.status in ("pledged", "expected")
    ):
        note = "trade stands for the whole relation"
        return [Candidate("trade_agreement", {**p, "cost_pct": None}, (note,)) for p in pairs_of(case)]
    if (
        case.act.plover == "COOPERATE"
        and case.act.status in ("happened", "ongoing")
        and about("trade")
        and about("growth")
    ):
        note = "growth of trade is an outcome: a lower cost stands for it"
        return [Candidate("trade_cost", {**p, "cost_pct": None}, (note,), None, event) for p in pairs_of(case)]
    return []


def _contact(case: Case) -> list[Candidate]:
    about = case.subject.about
    visit = any(e.instrument in ("visit", "state visit") for e in case.act.events)
    person = any(a.person for a in (*case.act.source, *case.act.target))
    rank = "envoy" if about("rank envoy") else "minister" if about("rank minister") else None
    if about("rank head") or (person and rank is None):
        rank = "head_of_state"
    note = "rank by the words of the text" if rank else "rank is not said"
    status = None if case.act.status in ("happened", "ongoing", "attempted") else "announced"
    return candidate(
        "visit" if visit else "call", sides_of(case, "by", "to"), note, status=status, rank=rank or "minister"
    )


def _talks(case: Case) -> Found | None:
    """Contacts; talks about peace stand for a deal that is sought as well."""
    peace = case.subject.about("peace")
    if peace and case.subject.about("excluded"):
        return EXCLUDED
    deals = _peace(case) if peace else []
    if case.act.status in ("hypothetical", "feared", "expected"):
        return deals or "not said to have taken place"
    return or_unnamed([*_contact(case), *deals])


def _appeal(case: Case) -> Found | None:
    """An appeal to named states is a contact at the rank of who makes it."""
    if case.act.status not in ("happened", "ongoing"):
        return _exchange(case) or "not said to have taken place"
    return or_unnamed(_contact(case))


def _backed(case: Case) -> Found | None:
    """Backing of a state as such, not of what it says."""
    told = " ".join(e.sentence for e in case.act.events)
    if BACKING.search(told) and case.act.status in ("happened", "ongoing", "pledged"):
        return or_unnamed(
            candidate(
                "guarantee", sides_of(case, "by", "to"), "backing in words, no treaty", level=None, status="pledged"
            )
        )
    return None


BACKING = re.compile(
    r"\b(?:unwavering|full|firm|steadfast|ironclad|continued|unconditional|security|military) (?:support|backing|commitment) (?:for|to) (?:the )?[A-Z][\w-]+(?![’'\w])"
)
JOINING = re.compile(
    r"\b(?:join\w*|acced\w*|accession|admi(?:t|ss)\w*|bec[ao]m\w*\s+(?:a\s+|an\s+|the\s+)?(?:[\w-]+\s+){0,2}member)",
    re.I,
)
CONCLUDED = re.compile(r"\b(?:sign|reach|conclud|agreed|struck|clinch|ratif|seal)\w*", re.I)
BYPASSING = re.compile(
    r"\b(?:bypass\w*|circumvent\w*|sanctions?-proof|outside (?:the )?(?:dollar|western)|local currenc\w+)", re.I
)
PARTNERS = frozenset({"USA", "EU", "West", "Europe", "NATO", "GBR", "DEU", "FRA", "JPN", "UKR", "CAN", "POL"})
"""Who has a fitted wedge of sanctions with Russia, or is a group of such; a deal with others lifts nothing."""
RULES: dict[str, tuple[Rule, ...]] = {
    "SANCTION": (penalty,), "THREATEN": (penalty, _doubted, _pressed), "COERCE": (penalty, _pressed), "REJECT": (_doubted,),
    "ACCUSE": (_doubted,), "RETREAT": (lifted, _doubted), "CONCEDE": (lifted, _exchange), "AGREE": (lifted, _exchange),
    "COOPERATE": (_exchange,), "AID": (_exchange,), "SUPPORT": (_backed, _exchange), "CONSULT": (_talks,), "REQUEST": (_appeal,),
}  # fmt: skip
REASONS = {
    "ASSAULT": FORCE, "MOBILIZE": FORCE, "PROTEST": NO_MOVE, "COOPERATE": RELATION, "REJECT": RELATION, "SANCTION": NO_MOVE,
    "AID": "what is given is not read", "RETREAT": NO_MOVE,
}  # fmt: skip
