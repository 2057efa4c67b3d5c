"""Claims on acts that tables record: tariffs, export curbs, sanctions, visits, votes, membership, loans."""

from __future__ import annotations

import datetime
import re

from multipolar.brief.curbs import supplied
from multipolar.brief.duties import SOURCE, STATE_COUNCIL, Duty, duty_history, mean_duty
from multipolar.brief.evidence import SOURCES, latest, said, series, states_of
from multipolar.brief.records import Candidate, Figure, Finding, Verdict
from multipolar.brief.runs import curb_scenario, tariff_scenario
from multipolar.brief.words import MONTHS, money_mn
from multipolar.politics.regions import region_file
from multipolar.politics.tables import ties, ukraine_votes
from multipolar.world.groups import group_names, members

__all__ = ["export_curb", "finance", "membership", "neutral", "sanctions", "tariff", "visit", "vote"]

GRACE = 7
"""Days after an article within which a duty that it calls imposed comes into force."""
SUBSTANTIAL = 10.0
"""Per cent from which on a mean duty counts as substantial."""
RATE_CLOSE = 0.2
"""Relative difference up to which a stated rate is supported."""
FAR = 0.35
"""A stated sum within this share of ours is supported: commitments and contracts are counted in different ways."""
MONTH = re.compile(
    rf"\b(?:in|since|from|of|by|during|late|early|mid) ({'|'.join(MONTHS)})\b(?: (?:\d\d?,? )?(\d{{4}}))?"
)
LATELY = re.compile(
    r"\b(?:last|this|earlier this|past) (?:week|month|year)\b|\byesterday\b|\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
)
"""Words by which a trip fell into the year of the article."""
VISITS_END = {"USA": 2024, "CHN": 2020}


def tariff(claim: Candidate, year: int) -> Finding:
    """Whether one side has duties on another, and of the size that the text gives.

    Args:
        claim: a who levies, b on whom; options: `pct`, stated rate. year: that it is held against.
    """
    sides = [(a, b) for a in claim.a for b in claim.b if a != b and len(a) <= 3 and len(b) <= 3]
    if not sides and len(claim.b) == 1 and not claim.a:
        return Finding("not testable", "Whose tariffs is not said.")
    if len(sides) != 1:
        return Finding("not testable", "Duties are looked up for one state or union on another.")
    by, on = sides[0]
    last = f"{year}-12-31"
    until = claim.options.get("until")
    if until:
        last = min(f"{year}-12-31", (datetime.date.fromisoformat(str(until)) + datetime.timedelta(GRACE)).isoformat())
    history = [d for d in duty_history(by, on) if d.date <= last]
    known = (history[-1].added_pct, history[-1].date) if history else None
    text, defaults, run = tariff_scenario(by, on, claim.options.get("pct"), known)
    if year < 2025 or not history:
        return _observed(claim, by, on, text, defaults, run, year)
    return _dated(claim, year, by, on, history, Finding("supported", "", None, "", run, text, defaults))


def _dated(claim: Candidate, year: int, by: str, on: str, history: list[Duty], frame: Finding) -> Finding:
    """Against the dated table."""
    top, last = max(history, key=lambda d: d.total_pct), history[-1]
    text = f"mean duty of {said((by,))} on goods from {said((on,))}: {last.total_pct:.0f} % from {last.date}"
    text += f" (at most {top.total_pct:.0f} % from {top.date})" if top is not last else ""
    text += f", {last.before_pct:.0f} percentage points of it from before 2025"
    source = SOURCE if by == "USA" else f"{STATE_COUNCIL}; Global Tariff Database for what stood before"
    figure = Figure(
        text,
        source,
        f"{history[0].date} to {last.date}",
        last.total_pct,
        "%",
        (min(d.total_pct for d in history), top.total_pct),
        "over the dates",
    )
    stated = claim.options.get("pct")
    limits = "A mean over goods with exemptions: headline rates are higher."
    if claim.options.get("product"):
        reason = f"A mean over all goods does not speak of {claim.options['product']}."
        return Finding("not testable", reason, figure, limits, frame.command, frame.scenario, frame.defaults)
    if stated is not None:
        when = _in_force(history, claim, year)
        nearest = min(when, key=lambda d: min(abs(d.total_pct - stated), abs(d.added_pct - stated)))
        off = min(abs(nearest.total_pct - stated), abs(nearest.added_pct - stated)) / max(stated, 1.0)
        verdict: Verdict = "supported" if off <= RATE_CLOSE else "not testable"
        limits = f"{limits} A rate on part of the goods cannot be compared with it." if off > RATE_CLOSE else limits
        reason = f"The text has {stated:g} %; nearest is a mean of {nearest.total_pct:.0f} % ({nearest.added_pct:.0f} percentage points of it added) from {nearest.date}."
    else:
        verdict = "supported" if top.added_pct >= 1 or last.total_pct >= SUBSTANTIAL else "not testable"
        if claim.options.get("strong") and top.total_pct < SUBSTANTIAL:
            verdict = "not testable"
        reason = "Duties of this kind are on record." if verdict == "supported" else "The duties on record are small."
    return Finding(verdict, reason, figure, limits, frame.command, frame.scenario, frame.defaults)


def _in_force(history: list[Duty], claim: Candidate, year: int) -> list[Duty]:
    """Duties of the month that the text names and of those beside it, else of the year that it names, else all."""
    first, last = history[0].date[:7], history[-1].date[:7]
    if (found := MONTH.search(claim.text)) is not None and (found[2] is None or int(found[2]) == year):
        month = 12 * year + MONTHS.index(found[1].lower())
        first, last = (f"{m // 12}-{m % 12 + 1:02d}" for m in (month - 1, month + 1))
    elif claim.named is not None:
        first, last = f"{year}-01", f"{year}-12"
    begun = [d for d in history if d.date[:7] <= last]
    before = [d for d in begun if d.date[:7] < first]
    return [*before[-1:], *(d for d in begun if d.date[:7] >= first)] or history[:1]


def _observed(claim: Candidate, by: str, on: str, text: str, defaults: tuple[str, ...], run: str, year: int) -> Finding:
    """Against the accounts of 2022, which hold no dates."""
    found = mean_duty(by, on)
    if found is None:
        return Finding(
            "not testable",
            f"No duties of {said((by,))} on {said((on,))} are in our accounts.",
            None,
            "",
            run,
            text,
            defaults,
        )
    mean, of = found
    words = f"mean duty of {said((by,))} on goods from {said((on,))} {mean:.1f} % in the accounts of {of}"
    figure = Figure(
        words,
        "Global Tariff Database beta1-2024-12 (Teti 2024); weighted with imports of OECD ICIO",
        str(of),
        mean,
        "%",
    )
    stated = claim.options.get("pct")
    verdict: Verdict = "not testable"
    if abs(year - of) <= 2 and (stated is not None or claim.options.get("strong")):
        near = abs(mean - stated) <= RATE_CLOSE * stated if stated is not None else mean >= SUBSTANTIAL
        verdict = "supported" if near else "not testable"
    return Finding(
        verdict,
        "No dated table of ours holds these duties; the mean of the accounts is beside.",
        figure,
        "Single measures and their dates are not in it.",
        run,
        text,
        defaults,
    )


def export_curb(claim: Candidate, year: int) -> Finding:
    """What a curb on exports could act on: no table lists curbs in force.

    Args:
        claim: a who curbs, b on whom; options: `commodity` or `sector`. year: that it is held against.
    """
    who = claim.a[0] if claim.a else ""
    if len(claim.a) != 1 or len(states_of(who, year)) != 1:
        return Finding("not testable", "No table of ours lists curbs on exports in force, and who curbs is not said.")
    on = next((b for b in claim.b if b != who), "G7")
    base = "No table of ours lists curbs on exports in force"
    goods, known = claim.options.get("goods"), claim.options.get("commodity") or claim.options.get("sector")
    if not known and (goods or who not in CURBED):
        reason = f"{base}, and {goods or 'what is held back'} is none of the materials that ours have flows of."
        return Finding("not testable", reason)
    text, defaults, run, title = curb_scenario(who, on, claim.options.get("commodity"), claim.options.get("sector"))
    figure = supplied(who, on, *title)
    if figure is None:
        return Finding("not testable", f"{base}, and no flows by pair are known.", None, "", run, text, defaults)
    return Finding("not testable", f"{base}; beside it what a curb could act on.", figure, "", run, text, defaults)


CURBED = frozenset({"CHN", "USA"})
"""States whose curbs on exports, with no goods named, are of rare earths and chips by default."""
NEW = re.compile(r"\b(?:new|fresh|further|additional|another)\b[^.;]{0,30}\bsanctions\b")
"""Sanctions that come on top of those there are, which the record of pairs does not tell apart."""


def sanctions(claim: Candidate, year: int) -> Finding:
    """Whether one side has sanctions on another.

    Args:
        claim: a who imposes, b on whom; options: `lifted`. year: that it is held against.
    """
    target = [s for code in claim.b for s in states_of(code, year)]
    senders = [s for code in claim.a or ("West",) for s in states_of(code, year)]
    if not claim.b:
        return Finding("not testable", "On whom is not said.")
    if len(target) != 1:
        return Finding("not testable", "Sanctions are looked up on one state.")
    found = []
    for s in senders:
        value = (
            latest("sanction_by_power", target[0], s, year)
            if s in ties().powers
            else latest("sanction_on_power", s, target[0], year)
        )
        if value is not None and s != target[0]:
            found.append(value)
    if not found:
        return Finding("not testable", f"No data on sanctions of {said(claim.a)} on {said(claim.b)}.")
    count, vintage = sum(v == 1 for v, _ in found), max(v for _, v in found)
    who = said(claim.a or ("West",))
    text = f"{count} of {len(found)} states of {who} had sanctions on {said(claim.b)} in {vintage}"
    if len(found) == 1:
        text = f"{who} had {'' if count else 'no '}sanctions on {said(claim.b)} in {vintage}"
    figure = Figure(text, SOURCES["sanctions"], f"1949-{vintage}", count / len(found), "share of pairs")
    limits = (
        f"The data end in {vintage}; kind and size are not in them."
        if year > vintage
        else "Kind and size are not in the data."
    )
    new = year > vintage and NEW.search(claim.text) is not None
    if claim.options.get("lifted") or new or (year > vintage and count == 0):
        return Finding("not testable", f"What changed after {vintage} is not in our data.", figure, limits)
    verdict: Verdict = "supported" if count >= len(found) / 2 else "not testable"
    words = "Sanctions are on record" if verdict == "supported" else "Some have sanctions, most do not"
    words = words if count else "The data list none, and they may have gaps"
    return Finding(verdict, f"{words}.", figure, limits, "multipolar run sanctions-2023" if target == ["RUS"] else "")


def visit(claim: Candidate, year: int) -> Finding:
    """Whether a leader went to a state: trips of American presidents and Chinese leaders alone are recorded.

    Args:
        claim: a who went, b where. year: that it is held against.
    """
    host = [s for code in claim.b for s in states_of(code, year) if s not in claim.a]
    visitor = next((a for a in claim.a if a in VISITS_END), None)
    if visitor is None or not host:
        return Finding("not testable", "Trips are recorded for leaders of the United States and of China alone.")
    texts, counts = [], []
    for state in host[:4]:
        values = {y: v for y, v in series("visits_by_power", state, visitor).items() if y <= VISITS_END[visitor]}
        lately = sum(v for y, v in values.items() if y > max(values, default=0) - 10)
        last = max((y for y, v in values.items() if v), default=None)
        counts.append(values.get(year, 0.0) if year in values else None)
        texts.append(
            f"{said((state,))} {lately:.0f} trips in the last ten years of the record, the last in {last or 'none'}"
        )
    end = VISITS_END[visitor]
    text = f"leaders of {said((visitor,))}: {'; '.join(texts)}"
    figure = Figure(text, SOURCES["visits"], f"1946-{end}")
    command = "multipolar ask do-visits-help"
    if year > end or (claim.years is None and not LATELY.search(claim.text)):
        return Finding(
            "not testable",
            f"The record of trips ends in {end}; earlier ones are beside."
            if year > end
            else "When is not said; trips on record are beside.",
            figure,
            f"No trip after {end} is in our data.",
            command,
        )
    known = [c for c in counts if c is not None]
    verdict: Verdict = (
        "supported" if known and all(known) else "contradicted" if known and not any(known) else "not testable"
    )
    return Finding(verdict, f"Trips on record in {year}: {', '.join(f'{c:.0f}' for c in known)}.", figure, "", command)


def vote(claim: Candidate, year: int) -> Finding:
    """How a state voted in the General Assembly on Ukraine.

    Args:
        claim: a who; options: `vote` (yes, no, abstain). year: that it is held against.
    """
    who = [s for code in claim.a for s in states_of(code, year)]
    if "ukrain" not in claim.text and "invasion" not in claim.text and "UKR" not in claim.b:
        return Finding(
            "not testable",
            "Single roll calls are looked up on Ukraine alone; others to January 2020 are in the tables.",
        )
    if not who:
        return Finding("not testable", "Who voted is not said.")
    recorded = ukraine_votes("ES-11/1")
    known = {s: recorded[s] for s in who if s in recorded}
    text = "vote on ES-11/1, 2 March 2022: " + ", ".join(f"{said((s,))} {v}" for s, v in list(known.items())[:5])
    figure = Figure(text, "UN General Assembly, recorded votes", "2022")
    wanted = claim.options.get("vote")
    limits = "Other resolutions on Ukraine of 2022 and later are not in our data."
    if not known or wanted is None:
        return Finding("not testable", "The vote on record is beside.", figure, limits)
    right = sum(v == wanted for v in known.values())
    verdict: Verdict = "supported" if right == len(known) else "contradicted" if right == 0 else "not testable"
    if verdict == "contradicted":
        verdict = "not testable" if claim.years and claim.years[0] > 2022 else verdict
    words = {"supported": "The recorded vote is as the text says", "contradicted": "The recorded vote was another"}.get(
        verdict, "The text does not speak of this vote alone"
    )
    return Finding(verdict, f"{words}.", figure, limits, f"multipolar region ukraine {' '.join(list(known)[:4])}")


def neutral(claim: Candidate, year: int) -> Finding:
    """Whether a state stands between the sides on Ukraine, by its votes.

    Args:
        claim: a who; text must be on Ukraine. year: that it is held against.
    """
    who = [s for code in claim.a for s in states_of(code, year)]
    if len(who) != 1:
        return Finding("not testable", "A stance between sides is looked up for one state.")
    state, region = who[0], region_file("ukraine")
    if state not in region.states:
        return Finding("not testable", f"{said(who)} cast no votes on Ukraine.")
    position = region.position(state)
    one, other = position.agreement.get("USA"), position.agreement.get("RUS")
    if one is None or other is None or state in ("USA", "RUS", "UKR"):
        return Finding("not testable", f"No votes of {said(who)} on Ukraine to compare.")
    text = f"on eight resolutions on Ukraine, 2014 to 2022, {said(who)} voted yes {position.yes}, abstained {position.abstain}, voted no {position.no}; agreement with Russia {other:.2f}, with the United States {one:.2f} of 1"
    figure = Figure(text, "UN General Assembly, recorded votes", "2014-2022", other - one, "difference of agreement")
    gap = abs(other - one)
    verdict: Verdict = "supported" if gap < 0.25 else "contradicted" if gap > 0.5 else "not testable"
    words = {"supported": "Its votes lie between the sides", "contradicted": "Its votes lie on one side"}.get(
        verdict, "Its votes lean, and leave it open"
    )
    return Finding(verdict, f"{words}.", figure, "Votes to March 2022.", f"multipolar region ukraine {state}")


def membership(claim: Candidate, year: int) -> Finding:
    """Whether states belong to an organisation.

    Args:
        claim: a who, b the organisation; options: `left`, `joined`. year: that it is held against.
    """
    sides = (*claim.b, *claim.a)
    body = next((b for b in sides if b in group_names()), None)
    if other := claim.options.get("body"):
        return Finding("not testable", f"No table of ours lists the members of {other}.")
    several = len([b for b in sides if b in group_names()]) > 1
    who = [a for a in dict.fromkeys((*claim.a, *claim.b)) if len(states_of(a, year)) == 1 and a != body]
    if body is None or not who:
        return Finding("not testable", "Membership is looked up for states and 15 organisations.")
    inside = set(members(body, year))
    belong = [s for s in who if s in inside]
    text = ", ".join(f"{said((s,))} {'belongs' if s in inside else 'does not belong'} to {body}" for s in who[:5])
    figure = Figure(
        f"{text} in {year}", "own compilation of memberships", f"to {min(year, 2025)}", len(belong), f"of {len(who)}"
    )
    wanted = 0 if claim.options.get("left") else len(who)
    verdict: Verdict = (
        "supported" if len(belong) == wanted else "contradicted" if len(belong) == len(who) - wanted else "not testable"
    )
    words = {"supported": "The list of members bears it out", "contradicted": "The list of members says otherwise"}.get(
        verdict, "It holds for some of them"
    )
    more = f"Of the bodies named, {body} alone is looked up. " if several else ""
    return Finding(verdict, f"{words}.", figure, f"{more}Compiled to late 2025.")


def finance(claim: Candidate, year: int) -> Finding:
    """What China lent and gave: commitments by recipient.

    Args:
        claim: a the giver, b the receiver. year: that it is held against.
    """
    to = [s for code in claim.b for s in states_of(code, year) if s != "CHN"]
    if "CHN" not in claim.a or not to:
        return Finding("not testable", "Money between states is recorded for China as the giver alone.")
    values: dict[int, float] = {}
    for state in to:
        for y, v in series("finance_usd_mn", state, "CHN").items():
            values[y] = values.get(y, 0.0) + v
    if not values:
        return Finding("not testable", f"No Chinese finance to {said(claim.b)} is recorded.")
    end = max(values)
    ten, before = (sum(v for y, v in values.items() if end - k - 10 < y <= end - k) for k in (0, 10))
    stated = money_mn(claim.text)
    text = f"China committed {ten / 1000:,.3g} billion USD to {said(claim.b)} in {end - 9} to {end}, {before / 1000:,.3g} in the ten years before"
    figure = Figure(text, SOURCES["finance"], f"2000-{end}", ten / 1000, "billion USD of 2021")
    verdict: Verdict = "supported" if ten > 0 and year <= end + 5 else "not testable"
    if stated is not None:
        first, last = claim.years if claim.years is not None and claim.years[0] < claim.years[1] else (2000, year)
        ours = sum(v for y, v in values.items() if first <= y <= last)
        off = stated / ours - 1 if ours else float("inf")
        reason = f"The text has {stated / 1000:,.3g} billion USD; on record for {first} to {min(last, end)} are {ours / 1000:,.3g} billion USD."
        verdict = "supported" if abs(off) <= FAR and last <= end + 5 else "not testable"
        return Finding(verdict, reason, figure, f"Commitments, not disbursements; data end in {end}.")
    words = "Such money is on record" if verdict == "supported" else "The record ends too early"
    return Finding(
        verdict,
        f"{words}.",
        figure,
        f"Commitments, not disbursements; data end in {end}.",
        "multipolar ask when-lending-stops-attracting",
    )
