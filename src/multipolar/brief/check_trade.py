"""Claims on levels of trade: records, amounts, partners, dependence."""

from __future__ import annotations

from collections.abc import Sequence

from multipolar.brief.evidence import COVERED, SOURCES, flows_of, gap_of, said, states_of, ties_command, year_of_trade
from multipolar.brief.records import Candidate, Figure, Finding, Verdict
from multipolar.exposure.packaged import packaged_exposure
from multipolar.politics.pair_trade import Partner, pair_flows, partners

__all__ = ["STALE", "amount", "dependence", "losses", "partner", "partners_of", "record", "two_sides"]

NEAR, FAR = 0.15, 0.35
"""A stated amount within the first of ours is supported, beyond the second contradicted."""
HIGH_SHARE, LOW_SHARE = 0.15, 0.05
HIGH_LOSS, LOW_LOSS = 1.5, 0.3
"""Share of a state's goods trade, and % of real income lost without it, from which it depends and below which it does not."""
PARTNERS_TIED = 0.1
"""Relative difference of two partners up to which neither rank is wrong."""
STALE = 4
"""Years after the data in which a rank among partners still tells."""


def two_sides(claim: Candidate) -> tuple[str, str] | None:
    """Both sides of a claim on trade, states or groups; None where it has not two.

    Args:
        claim: its sides.
    """
    codes = tuple(dict.fromkeys((*claim.a, *claim.b)))
    return (codes[0], codes[1]) if len(codes) == 2 else None


def record(claim: Candidate, year: int) -> Finding:
    """Whether trade of two sides was at its highest in the year.

    Args:
        claim: of two states or groups. year: that it is held against.
    """
    sides = two_sides(claim)
    if sides is None:
        return Finding("not testable", "A record of trade is looked up for two named sides.")
    a, b = sides
    trade = flows_of(a, b, year)
    known = [y for y in trade if y <= year]
    if not known or not trade[max(known)][0]:
        return Finding("not testable", f"No trade of {said((a, b))} is known up to {year}.")
    last, top = max(known), max(known, key=lambda y: trade[y][0])
    value = trade[last][0]
    said_last = f"{said((a, b))}: {value / 1000:,.4g} billion USD in {last}"
    figure = Figure(said_last, SOURCES["trade"], f"{min(known)}-{last}", value / 1000, "billion USD")
    command = ties_command(a, b, f" --record {year}")
    highest = f"the highest since {min(known)}" if top == last else f"below {trade[top][0] / 1000:,.4g} in {top}"
    if last == year:
        close = trade[top][1] != trade[last][1] and trade[top][0] < 1.1 * value
        verdict: Verdict = "supported" if top == last else "not testable" if close else "contradicted"
        return Finding(verdict, f"{last} is {highest}.", figure, "", command)
    if top == last:
        reason = f"The data end in {last}, {highest}: any growth since makes a record, so the claim fits and is not verified."
    else:
        reason = f"The data end in {last}, {highest}: a record needs {100 * (trade[top][0] / value - 1):.0f} % more."
    return Finding("not testable", reason, figure, f"No trade of {year} is in our data.", command)


def amount(claim: Candidate, year: int) -> Finding:
    """Whether a stated sum of trade meets the data.

    Args:
        claim: options: `usd_mn`, the sum; `way`: exports of a to b, or both. year: that it is held against.
    """
    sides = two_sides(claim)
    if sides is None:
        return Finding("not testable", "A sum of trade is looked up for two named sides.")
    a, b = sides
    stated = float(claim.options["usd_mn"])
    way = str(claim.options.get("way", "both"))
    if way == "imports":
        a, b, way = b, a, "exports"
    one_way = way == "exports"
    trade = {y: v for y, (v, _) in flows_of(a, b, year, way).items()}
    known = [y for y in trade if y <= year]
    if not known:
        return Finding("not testable", f"No trade of {said((a, b))} is known up to {year}.")
    last = max(known)
    ours = trade[last]
    what = f"goods exports of {said((a,))} to {said((b,))}" if one_way else f"goods trade of {said((a, b))}"
    text = f"{what}: {ours / 1000:,.4g} billion USD in {last}"
    figure = Figure(text, SOURCES["trade"], str(last), ours / 1000, "billion USD")
    off = stated / ours - 1 if ours else float("inf")
    compared = f"the text has {stated / 1000:,.4g}, {off:+.0%}"
    if last < year:
        limits = f"Data end in {last}, the text speaks of {year}."
        reason = f"The data end before the year in question; {compared}."
        return Finding("not testable", reason, figure, limits, ties_command(a, b))
    verdict: Verdict = "supported" if abs(off) <= NEAR else "contradicted" if abs(off) > FAR else "not testable"
    limits = "Goods alone, values without services; customs of the two states may differ by a tenth and more."
    return Finding(verdict, f"{_opened(compared)}.", figure, limits, ties_command(a, b))


def partner(claim: Candidate, year: int) -> Finding:
    """Whether b is a's largest partner (market, supplier), or has the rank that the text gives it.

    Args:
        claim: a whose partner, b who; options: `way` (both, exports, imports), `rank`. year: that it is held against.
    """
    who = [s for code in claim.a for s in states_of(code, year)]
    others = [s for code in claim.b for s in states_of(code, year) if s not in who]
    way, rank = str(claim.options.get("way", "both")), int(claim.options.get("rank", 1))
    years = [y for y in pair_flows().years if y <= year]
    if not years and who and others:
        return Finding("not testable", f"Trade by partner is known from {min(pair_flows().years)} on.")
    if len(claim.a) != 1 or not who or not others:
        return Finding("not testable", "A partner's rank is looked up for one state or union and another.")
    if year - max(years) > STALE:
        return Finding("not testable", f"Trade by partner ends in {max(years)}; the text speaks of {year}.")
    if len(claim.b) > 1:
        return Finding("not testable", "Several partners are named for one rank.")
    last = year_of_trade(who, others, year)
    if last is None or year - last > STALE:
        return Finding("not testable", f"Trade of {said(claim.a)} by partner is not known for {year}.")
    if sum(bool(partners(s, last, way)) for s in who) < COVERED * len(who):
        return Finding("not testable", f"Trade of most of {said(claim.a)} is not known in {last}.")
    ranked = _with_union(partners_of(who, last, way), others)
    place = next((k for k, p in enumerate(ranked, start=1) if p.state == others[0]), None)
    words = {"both": "goods trade", "exports": "goods exports", "imports": "goods imports"}[way]
    top = ranked[:3]
    text = f"{said(claim.a)}'s {words} in {last}: " + ", ".join(
        f"{said((p.state,)) if p.state != others[0] else said(claim.b)} {p.share:.1%}" for p in top
    )
    if place is None or not ranked[place - 1].usd_mn:
        return Finding("not testable", f"No trade of {said(claim.a)} with {said(claim.b)} is known.")
    mine = ranked[place - 1]
    if place > 3:
        text += f"; {said(claim.b)} {mine.share:.1%}, rank {place}"
    figure = Figure(text, SOURCES["trade"], str(last), mine.share, "share")
    holder = ranked[rank - 1] if rank <= len(ranked) else ranked[-1]
    close = abs(holder.usd_mn / mine.usd_mn - 1) < PARTNERS_TIED
    gap, doubtful = gap_of(who, last)
    verdict: Verdict = "supported" if place == rank else "not testable" if close or doubtful else "contradicted"
    limits = (f"Data end in {last}; goods alone." if year > last else "Goods alone.") + gap
    words = {
        "supported": f"{said(claim.b)} has the rank that the text gives it",
        "contradicted": f"{said(claim.b)} has rank {place}; rank {rank} is held by {said((holder.state,))}",
        "not testable": f"{said(claim.b)} has rank {place} of the partners that are known"
        if doubtful
        else f"The two lie within {PARTNERS_TIED:.0%} of each other",
    }[verdict]
    return Finding(
        verdict, f"{_opened(words)}.", figure, limits, f"multipolar exposure {who[0]}" if len(who) == 1 else ""
    )


def partners_of(who: Sequence[str], year: int, way: str) -> list[Partner]:
    """Partners of a state, or of a group as a whole outside itself, the largest first.

    Args:
        who: ISO3 of its members. year: of the flows. way: `exports`, `imports` or `both`.
    """
    found: dict[str, float] = {}
    for state in who:
        for partner in partners(state, year, way):
            if partner.state not in who:
                found[partner.state] = found.get(partner.state, 0.0) + partner.usd_mn
    total = sum(found.values())
    ranked = sorted(found.items(), key=lambda entry: -entry[1])
    return [Partner(s, v, v / total, rank) for rank, (s, v) in enumerate(ranked, start=1)]


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]


def _with_union(ranked: Sequence[Partner], union: Sequence[str]) -> list[Partner]:
    """Partners with the members of a union as one, called by its first member."""
    if len(union) < 2:
        return list(ranked)
    inside = [p for p in ranked if p.state in union]
    whole = Partner(union[0], sum(p.usd_mn for p in inside), sum(p.share for p in inside), 0)
    return sorted([*(p for p in ranked if p.state not in union), whole], key=lambda p: -p.usd_mn)


def dependence(claim: Candidate, year: int) -> Finding:
    """Whether a depends on b for its trade: share of trade, and real income lost without it.

    Args:
        claim: a who depends, b on whom; options: `other`: of what, where it is not trade. year: that it is held against.
    """
    who = [s for code in claim.a for s in states_of(code, year)]
    on = [s for code in claim.b for s in states_of(code, year)]
    if not on:
        return Finding("not testable", "On whom is not said, or it is no state of ours.")
    if len(who) != 1:
        return _many(claim, year)
    if on[0] == who[0]:
        return Finding("not testable", "The text names one state alone.")
    last = year_of_trade(who, on, max(year, min(pair_flows().years)))
    if last is None:
        return Finding("not testable", f"No trade of {said(who)} by partner is known.")
    ranked = _with_union(partners(who[0], last), on)
    share = next((p.share for p in ranked if p.state == on[0]), 0.0)
    loss, interval = losses(who[0], claim.b[0])
    text = f"{share:.1%} of the goods trade of {said(who)} is with {said(claim.b)} ({last})"
    if loss is not None:
        text += f"; {said(who)} would lose {loss:.2f} % of real income without it"
        back, _ = losses(claim.b[0], who[0])
        table = packaged_exposure()
        if who[0] in table.states and claim.b[0] in table.poles:
            pair = table.pair(who[0], claim.b[0])
            back = pair["pole_loss_pct"] if back is None else back
        text += f", {said(claim.b)} {back:.2f} %" if back is not None else ""
    figure = Figure(
        text, f"{SOURCES['trade']}; own equilibrium, world of 2022, long run", str(last),
        loss if loss is not None else share, "% of real income" if loss is not None else "share", interval,
        "over elasticity sets" if interval else "no interval",
    )  # fmt: skip
    gap, doubtful = gap_of(who, last)
    high = share >= HIGH_SHARE or (loss is not None and loss >= HIGH_LOSS)
    low = share < LOW_SHARE and (loss is None or loss < LOW_LOSS) and not doubtful
    verdict: Verdict = (
        "supported" if high else "contradicted" if low and claim.options.get("economic") else "not testable"
    )
    if claim.options.get("other"):
        reason = f"The data measure trade as a whole, the text speaks of {claim.options['other']}."
        return Finding("not testable", reason, figure, command=f"multipolar exposure {who[0]}")
    limits = f"A long-run figure, silent on the first months of a cut-off; trade alone.{gap}"
    words = {
        "supported": f"A share of {HIGH_SHARE:.0%} of trade, or a loss of {HIGH_LOSS} %, counts as dependence",
        "contradicted": f"Less than {LOW_SHARE:.0%} of trade and a loss below {LOW_LOSS} % is no dependence in trade",
        "not testable": "The figures lie between little and much, or the text speaks of more than trade",
    }[verdict]
    return Finding(verdict, f"{words}.", figure, limits, f"multipolar exposure {who[0]}")


def losses(state: str, pole: str) -> tuple[float | None, tuple[float, float] | None]:
    """Real income that a state loses without trade with another, per cent, and its range; None where it is not known.

    Args:
        state, pole: ISO3, or EU.
    """
    table = packaged_exposure()
    if state not in table.states or pole not in table.poles:
        return None, None
    pair = table.pair(state, pole)
    low, high = pair["loss_low_pct"], pair["loss_high_pct"]
    return pair["loss_pct"], None if low is None or high is None else (low, high)


def _many(claim: Candidate, year: int) -> Finding:
    """Dependence of many states, or of states that the text does not name."""
    table = packaged_exposure()
    pole = claim.b[0]
    if claim.options.get("other"):
        return Finding(
            "not testable", f"The data measure trade as a whole, the text speaks of {claim.options['other']}."
        )
    if pole not in table.poles:
        who = f"The dependence of {said(claim.a)}" if claim.a else "Dependence of states that are not named"
        return Finding("not testable", f"{who} is known on {said(table.poles)} alone.")
    group = {s for code in claim.a for s in states_of(code, year)}
    losses = [(s, table.of(s)[pole]) for s in table.states if not group or s in group]
    known = [(s, v) for s, v in losses if v is not None]
    if not known:
        return Finding("not testable", f"No losses are known for {said(claim.a)}.")
    over = sum(v >= HIGH_LOSS for _, v in known)
    top = sorted(known, key=lambda entry: -entry[1])[:3]
    text = (
        f"{over} of {len(known)} economies would lose more than {HIGH_LOSS} % of real income without trade with {said(claim.b[:1])}, most "
        + ", ".join(f"{said((s,))} {v:.1f} %" for s, v in top)
    )
    figure = Figure(
        text, "own equilibrium on OECD ICIO 2022, long run", "2022", over / len(known), "share of economies"
    )
    return Finding(
        "not testable",
        "How many are meant, and how much is too much, is not said.",
        figure,
        "",
        f"multipolar exposure {pole}",
    )
