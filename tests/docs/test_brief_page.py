"""The page on briefs gives the bounds that the checks apply, and sums its own table right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("spacy")
from multipolar.brief import check_acts, check_compare, check_size, check_ties, check_trade, check_trend
from multipolar.brief.horizon import DURABLE, NEAR

PAGE = (Path(__file__).parents[2] / "docs/brief.md").read_text("utf8")
ROWS = {cells[1].strip(): cells[4].strip() for line in PAGE.splitlines() if len(cells := line.split("|")) == 6}
WORDS = {3: "three", 5: "five", 10: "ten"}
SHARE = f"within {check_compare.CLOSE:.0%}, or {check_compare.POINTS:g} percentage point".replace("%", " %")
LARGER = f"larger by {100 * check_compare.APART:g} %"


@pytest.mark.parametrize(
    ("claim", "rules"),
    [
        ("share of a side's trade; more", [SHARE, LARGER, f"within {100 * check_compare.CLOSE:g} %, \"more than\"", f"within {100 * check_compare.COUNT_CLOSE:g} %"]),
        ("share of the world", [SHARE, LARGER, f"beyond {100 * check_compare.FAR:g} % contradicted"]),
        ("largest partner, market", [f"within {100 * check_trade.PARTNERS_TIED:g} % of each other"]),
        ("largest economy", [f"within {100 * check_size.TIED:g} % of each other"]),
        ("trade between A and B", [f"sums within {100 * check_trade.NEAR:g} % are supported, beyond {100 * check_trade.FAR:g} %", f"one of {100 * check_trend.GROWN:g} %, of {100 * check_trend.TWO_SOURCES:g} %"]),
        ("depends on", [f"{100 * check_trade.HIGH_SHARE:g} % or {check_trade.HIGH_LOSS} %; below {100 * check_trade.LOW_SHARE:g} % and {check_trade.LOW_LOSS} %"]),
        ("closer, growing", [f"less than {check_trend.NOTICED} ideal points, or {check_trend.TIE_MOVED} of the tie", f"fewer than {100 * check_trend.SURE:g} % of the draws", f"over {WORDS[check_trend.BACK]} years and over the last {WORDS[check_trend.LATELY]}"]),
        ("balances", [f"less than {check_ties.EVEN}", f"from {check_ties.UNEVEN} on"]),
        ("rise and decline", [f"{100 * check_size.MOVED:g} % of the share"]),
        ("tariffs", [f"within {100 * check_acts.RATE_CLOSE:g} %"]),
    ],
)  # fmt: skip
def test_the_table_gives_the_bounds_of_the_checks(claim: str, rules: list[str]) -> None:
    (row,) = [rule for name, rule in ROWS.items() if name.startswith(claim)]
    assert [rule for rule in rules if rule not in row] == []


def test_the_page_says_how_long_what_outlasts_its_list_counts() -> None:
    names = {
        "rivalry": "rivals", "alliance": "pacts", "manufacturing": "who makes the goods", "isolation": "isolation",
        "sanctions": "sanctions", "dependence": "dependence",
    }  # fmt: skip
    said = re.search(r"where the list bears it out: (.*?) ten years, (.*?) five\.", PAGE, re.DOTALL)
    assert said is not None
    for words, years in zip(said.groups(), (10, 5), strict=True):
        assert {*re.split(r", | and ", words)} == {names[kind] for kind, longest in DURABLE.items() if longest == years}
    assert f"up to {WORDS[NEAR]} years after the data" in PAGE


def test_what_to_expect_of_an_unread_text_is_the_sum_of_the_table() -> None:
    before = [
        tuple(map(int, m)) for m in re.findall(r"^\| (?:ten|six|four) more.*?\| (\d+) of (\d+) \|", PAGE, re.MULTILINE)
    ]
    shares = [100 * good / every for good, every in before]
    text = f"in the last four lines, {min(shares):.0f} to {max(shares):.0f} %\n({sum(g for g, _ in before)} of {sum(n for _, n in before)})"
    assert len(before) == 4
    assert text in PAGE
