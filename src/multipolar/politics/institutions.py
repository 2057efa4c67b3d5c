"""Institutions: voting power before and after a reform or a withdrawal."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from multipolar.errors import InputError
from multipolar.labels import code_of, did_you_mean
from multipolar.politics.bodies import Body, Proposal, Rule, body_called, game_of, is_other
from multipolar.politics.voting_power import VotingPower, voting_power
from multipolar.world.groups import group_names, members

__all__ = ["Line", "PowerChange", "power_after_reform", "power_after_withdrawal", "power_change", "power_of"]

NO_NUMBERS = "no numbers given"
"""Why a reform in words cannot be computed."""
FRACTIONS = {
    "half": (Fraction(1, 2), True),
    "simple majority": (Fraction(1, 2), True),
    "majority": (Fraction(1, 2), True),
    "two thirds": (Fraction(2, 3), False),
    "two-thirds": (Fraction(2, 3), False),
    "three quarters": (Fraction(3, 4), False),
    "three-quarters": (Fraction(3, 4), False),
}
"""Quotas in words: share of all votes, and whether more than it is needed."""


@dataclass(frozen=True)
class Line:
    """Power of a member, or of several alike, before and after; None where it is not a member.

    Args:
        name: ISO3, or what the table calls it. count: how many members the line stands for.
        weight: votes of each, in the unit of the body. shapley: Shapley-Shubik index of each, a fraction of 1.
        banzhaf: normalised Banzhaf index of each, a fraction of 1. swings: coalitions that each decides.
        blocks: whether nothing passes without it.
    """

    name: str
    count: int
    weight: tuple[float | None, float | None]
    shapley: tuple[float | None, float | None]
    banzhaf: tuple[float | None, float | None]
    swings: tuple[int | None, int | None]
    blocks: tuple[bool | None, bool | None]


@dataclass(frozen=True)
class PowerChange:
    """Voting power in a body before and after a change.

    Args:
        body: the body. what: the change in words. rule: text of the rules before and after. lines: named members first.
        ability_to_act: share of coalitions that win, before and after. reason: why nothing was computed, or None.
        reference: standing proposals, named where there are no numbers. notes: limits and warnings.
    """

    body: Body
    what: str
    rule: tuple[str, str]
    lines: tuple[Line, ...] = ()
    ability_to_act: tuple[float, float] | None = None
    reason: str | None = None
    reference: tuple[Proposal, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, name: str) -> Line:
        """The line of a member.

        Raises:
            InputError: no such member.
        """
        for line in self.lines:
            if line.name == name:
                return line
        raise InputError(
            f"{self.body.name}: no member {name!r}{did_you_mean(name, [x.name for x in self.lines]) or '.'}"
        )


def power_of(body: str, rule: str | None = None) -> PowerChange:
    """Voting power in a body as it is.

    Args:
        body: name. rule: one of its rules; None takes the first.

    Raises:
        InputError: unknown body or rule.
    """
    found = body_called(body)
    chosen = found.rule(rule)
    return power_change(found, found.weights, chosen, "as it is", rule=chosen)


def power_after_reform(
    body: str,
    *,
    name: str | None = None,
    weights: Mapping[str, float] | str | None = None,
    quota: float | str | None = None,
    rule: str | None = None,
) -> PowerChange:
    """Voting power before and after a reform.

    Args:
        body: name of the body. name: of a proposal in the table; or else
        weights: votes by member in the unit of the body, the others as they are; words cannot be computed, unless the
            quota is consensus, under which votes do not count. quota: share of all votes, above 0; or `unchanged`, `consensus`,
            `2/3`, `two thirds`, `simple majority`. rule: rule of the body that the reform starts from.

    Returns:
        the change; with the reason `no numbers given` and the standing proposals where it cannot be computed.

    Raises:
        InputError: unknown body, proposal or rule, or weights that are negative or all 0.
    """
    found = body_called(body)
    before = found.rule(rule)
    if name is not None:
        return _proposed(found, found.reform(name), before)
    after = _rule_given(quota, before)
    words = f"weights {weights or 'unchanged'}, quota {'unchanged' if quota is None else quota}"
    if isinstance(weights, str) and after is not None and after.vetoes == "all":
        note = "Under consensus votes are not counted: whatever the weights, every member has one veto and equal power."
        return power_change(found, found.weights, after, words, rule=before, notes=(note,))
    if isinstance(weights, str) or after is None or (weights is None and after == before):
        note = f"{words}: {NO_NUMBERS}; give votes by member and a share, or compare the standing proposals."
        return PowerChange(
            found, words, (before.text, ""), reason=NO_NUMBERS, reference=tuple(found.reforms.values()), notes=(note,)
        )
    changed = dict(found.weights)
    for who, votes in (weights or {}).items():
        code = who if who in changed else code_of(who) or who
        if not math.isfinite(votes) or votes < 0:
            raise InputError(f"{found.name}: votes of {who} must be a number of 0 or more, not {votes}.")
        changed[code] = Fraction(str(votes)).limit_denominator(100)
    new = sorted(set(changed) - set(found.weights))
    notes = (f"{', '.join(new)} come in as new members.",) if new else ()
    return power_change(found, changed, after, words, rule=before, notes=notes)


def power_after_withdrawal(body: str, who: str | Sequence[str], rule: str | None = None) -> PowerChange:
    """Voting power before and after members leave; a share stays a share of the votes that are left, a number stays a number.

    Args:
        body: name of the body. who: ISO3 codes, names or groups. rule: of the body; None takes the first.

    Raises:
        InputError: unknown body or rule, who is no member, or nobody would be left to meet the quota.
    """
    found = body_called(body)
    chosen, leaving = found.rule(rule), _members(found, [who] if isinstance(who, str) else who)
    left = {name: votes for name, votes in found.weights.items() if name not in leaving}
    notes = []
    if (chosen.votes or 0) > sum(left.values()):
        raise InputError(f"{found.name}: without {', '.join(leaving)} nobody could reach {chosen.votes} votes.")
    if chosen.votes is not None:
        notes.append(
            f"The number of votes needed stays {chosen.votes}, as a treaty writes it; a vacant seat is not filled."
        )
    if isinstance(chosen.vetoes, tuple) and set(leaving) & set(chosen.vetoes):
        notes.append(f"The veto of {', '.join(sorted(set(leaving) & set(chosen.vetoes)))} goes with it.")
    if found.fallback is not None:
        notes.append(found.fallback["text"].strip())
    what = f"{', '.join(leaving)} {'leaves' if len(leaving) == 1 else 'leave'}"
    return power_change(found, left, chosen, what, rule=chosen, notes=tuple(notes))


def power_change(
    body: Body, weights: Mapping[str, Fraction], after: Rule, what: str, *, rule: Rule, notes: tuple[str, ...] = ()
) -> PowerChange:
    """Voting power before and after, line by line.

    Args:
        body: with the weights before. weights: after, by member. after, rule: the rules after and before. what: in words.
        notes: to be shown.
    """
    old = voting_power(game_of(body.weights, rule))
    new = old if weights == body.weights and after == rule else voting_power(game_of(weights, after))
    lines: dict[tuple[object, ...], Line] = {}
    for name in dict.fromkeys((*body.weights, *weights)):
        line = _line(name, (old, new), (body.weights, weights))
        # members without a name that are alike share a line
        key = (line.weight, line.shapley) if is_other(name) else (name,)
        lines[key] = replace(lines[key], count=lines[key].count + 1) if key in lines else line
    named = [replace(x, name="each of the others") if is_other(x.name) else x for x in lines.values()]
    caveats = [body.note] if body.note else []
    if not body.verified:
        caveats.append(
            f"Votes as of {body.date} were entered from public figures and not compared with the document"
            + (f", except: {body.checked}." if body.checked else ".")
        )
    return PowerChange(
        body,
        what,
        (rule.text, after.text),
        tuple(named),
        (float(old.ability_to_act), float(new.ability_to_act)),
        notes=(*notes, *caveats),
    )


def _proposed(body: Body, proposal: Proposal, before: Rule) -> PowerChange:
    after = proposal.rule or before
    weights = {**body.weights, **proposal.weights, **proposal.add}
    if proposal.weights:  # per cents: the members without a name share what is left
        others = [name for name in weights if is_other(name)]
        spare = sum(body.weights.values()) - sum(w for name, w in weights.items() if name not in others)
        cents = round(spare * 100)
        for k, name in enumerate(others):
            weights[name] = Fraction(cents // len(others) + (k < cents % len(others)), 100)
    notes = [f"{proposal.title}; {proposal.source}.", *([proposal.note] if proposal.note else [])]
    if not proposal.verified:
        checked = f"; {proposal.checked}" if proposal.checked else ""
        notes.append(f"Contents of the proposal were not compared with the document{checked}.")
    return power_change(body, weights, after, proposal.title, rule=before, notes=tuple(notes))


def _line(name: str, powers: tuple[VotingPower, VotingPower], votes: Sequence[Mapping[str, Fraction]]) -> Line:
    """One member before and after."""
    cells: list[tuple[float | None, float | None, float | None, int | None, bool | None]] = []
    for power, weights in zip(powers, votes, strict=True):
        if name not in weights:
            cells.append((None, None, None, None, None))
            continue
        shapley, swings = power.of(name)
        total = sum(power.swings)
        # every winning coalition holds it, so that each is one of its swings
        blocks = power.winning == swings
        cells.append((float(weights[name]), float(shapley), float(Fraction(swings, total)), swings, blocks))
    before, after = cells
    return Line(name, 1, *zip(before, after, strict=True))  # type: ignore[arg-type]


def _rule_given(quota: float | str | None, before: Rule) -> Rule | None:
    """The rule that a quota asks for; None where its words hold no number."""
    if quota is None:
        return before
    if isinstance(quota, str):
        words = quota.strip().lower()
        if words == "unchanged":
            return before
        if words in ("consensus", "unanimity"):
            return Rule("no member objects", share=Fraction(1), vetoes="all")
        if words in FRACTIONS:
            share, strict = FRACTIONS[words]
            return replace(before, text=f"{words} of all votes", votes=None, share=share, strict=strict)
        if not re.fullmatch(r"[1-9]\d{0,2}/[1-9]\d{0,2}", words):
            return None
        value = Fraction(words)
    else:
        value = Fraction(str(quota))
    if not 0 < value <= 1:
        raise InputError(f"quota {quota}: must be a share of all votes above 0, at most 1.")
    return replace(before, text=f"{float(value):.4g} of all votes", votes=None, share=value, strict=False)


def _members(body: Body, who: Sequence[str]) -> tuple[str, ...]:
    """Members of a body by code, name or group.

    Raises:
        InputError: not a member, with the nearest.
    """
    found: dict[str, None] = {}
    for name in who:
        code = name if name in body.weights else name.upper() if name.upper() in body.weights else code_of(name) or name
        if code in body.weights:
            found[code] = None
        elif code in group_names():
            inside = [c for c in members(code, int(body.date[:4])) if c in body.weights]
            if not inside:
                raise InputError(f"{body.name}: no member of {code} has votes of its own in the table.")
            found.update(dict.fromkeys(inside))
        else:
            named = [n for n in body.weights if not is_other(n)]
            others = len(named) < len(body.weights)
            more = "; its votes are not entered, it is one of those without a name." if others else "; it is no member."
            raise InputError(f"{body.name}: no votes of {name!r}{did_you_mean(name, named) or more}")
    return tuple(found)
