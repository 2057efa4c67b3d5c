"""Claims that measure: shares of the world, sizes and trade compared, partners counted, groups as one side."""

from __future__ import annotations

import pytest

from multipolar.brief import Brief
from multipolar.brief.article import brief_document
from multipolar.brief.evidence import states_of, year_of_trade
from multipolar.news.ingest import ingest


def held(text: str, year: int = 2024) -> Brief:
    return brief_document(ingest(text.encode(), "x.txt"), year)


@pytest.mark.parametrize(
    ("text", "kind", "verdict", "number"),
    [
        ("The EU accounts for a sixth of the world economy.", "share of the world", "supported", "17.7 %"),
        ("Japan makes up a third of the world's population.", "share of the world", "contradicted", "1.5 %"),
        ("China produces about a third of the world's manufactured goods.", "share of the world", "supported", "35.0 %"),
        ("China accounts for 19 percent of global GDP (PPP).", "share of the world", "not testable", "17.2 %"),
        ("China's economy is larger than Japan's and Germany's together.", "sizes compared", "supported", "together 8.4%"),
        ("China's economy is larger than Japan's and Germany's.", "sizes compared", "supported", "Japan 4.1%, Germany 4.3%"),
        ("The population of Chad grew. Chad's population is larger than Nigeria's.", "sizes compared", "contradicted", "Chad 0.3%, Nigeria 2.9%"),
        ("Peru trades more with China than with the United States.", "trade compared", "supported", "35.8 billion USD with China, 20.4 billion USD with the United States"),
        ("Mexico sells more to China than to the United States.", "trade compared", "contradicted", "13.4 billion USD with China, 459"),
        ("Brazil's trade with China is twice its trade with the United States.", "trade compared", "supported", "162 billion USD with China, 73.8"),
        ("Brazil's trade with China is more than twice its trade with the United States.", "trade compared", "supported", "162 billion"),
        ("Brazil's trade with China is more than triple its trade with the United States.", "trade compared", "contradicted", "162 billion"),
        ("Chile's trade with China is more than twice its trade with the United States.", "trade compared", "not testable", "56.7 billion USD with China, 31.8"),
        ("Chile's trade with China is almost twice its trade with the United States.", "trade compared", "supported", "56.7 billion"),
        ("Peru's trade with China is more than twice its trade with the United States.", "trade compared", "contradicted", "35.8 billion"),
        ("Australia's trade with China is twice its trade with the United States.", "trade compared", "contradicted", "211 billion USD with China, 45.1"),
        ("Chile, too, sends more of its copper and wood to China than to anyone else.", "trading partner", "supported", "China 39.3%, the United States 15.3%"),
        ("China is the largest trading partner of more than 120 countries.", "partner of how many", "not testable", "69 of 194 states"),
        ("Japan is the biggest trading partner of ASEAN.", "trading partner", "contradicted", "Japan 9.0%"),
        ("Trade between Russia and the European Union has shrunk since 2021.", "trend of trade", "supported", "194 billion USD in 2021, 82.8 in 2023"),
        ("Canada and Mexico together account for more than a quarter of U.S. imports.", "share of trade", "supported", "30.2 %"),
        ("About four fifths of Mexico's exports go to the United States.", "share of trade", "supported", "77.1 %"),
        ("Dutch exports to China accounted for half of total exports.", "share of trade", "contradicted", "3.0 %"),
        ("More than 40 percent of Mexico's exports go to Germany.", "share of trade", "contradicted", "1.8 %"),
        ("Less than 40 percent of Mexico's exports go to the United States.", "share of trade", "contradicted", "77.1 %"),
        ("More than 70 percent of Mexico's exports go to the United States.", "share of trade", "supported", "77.1 %"),
        ("China's economy has overtaken Japan's.", "sizes compared", "supported", "China 17.2%, Japan 4.1%"),
        ("India has overtaken Britain as the fifth-largest economy.", "rank in the world", "supported", "Japan 4.1%, India 3.4%"),
        ("India signed a pact with the world's second-largest economy, China.", "rank in the world", "supported", "the United States 26.4%, China 17.2%"),
        ("The German share of world output has shrunk over the past two decades.", "rise and decline", "supported", "6.4% in 2003, 4.3% in 2023"),
    ],
)  # fmt: skip
def test_sizes_are_looked_up(text: str, kind: str, verdict: str, number: str) -> None:
    found = [c for c in held(text).claims if c.kind == kind]
    assert [c.finding.verdict for c in found] == [verdict]
    assert found[0].finding.figure is not None
    assert number in found[0].finding.figure.text


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("China's economy is larger than Japan's and Germany's together.", 2.05),
        ("China's economy is larger than Japan's and Germany's.", 3.99),
        ("Chad's population is smaller than those of Nigeria and Peru.", 0.59),
    ],
)
def test_the_figure_is_the_ratio_that_is_judged(text: str, times: float) -> None:
    (found,) = held(text).claims
    assert found.finding.verdict == "supported"
    assert found.finding.figure is not None
    assert found.finding.figure.value == pytest.approx(times, abs=0.01)


def test_a_claim_is_quoted_as_the_file_has_it() -> None:
    text = "“No news,” they say.\r\n\r\nYet in Lima’s  case Peru trades   more with China\r\nthan with the United States, again."
    (found,) = held(text).claims
    assert found.quotation == "Peru trades   more with China\r\nthan with the United States"
    assert text.index(found.quotation) == found.start


@pytest.mark.parametrize(
    "text",
    [
        "Saudi Arabia produces a tenth of the world's oil.",
        "France is not larger than Germany.",
        "Germany has more castles than France.",
        "The two account for half of it.",
    ],
)
def test_what_no_table_measures_is_no_share(text: str) -> None:
    assert not [c for c in held(text).claims if c.kind in {"share of the world", "sizes compared"}]


def test_the_two_are_the_states_of_the_sentence_before() -> None:
    found = held("Japan and Germany met. Together, the two account for almost 8% of global output.").claims
    assert [(c.kind, set(c.about), c.finding.verdict) for c in found] == [
        ("share of the world", {"Japan", "Germany"}, "supported")
    ]


def test_shares_told_one_after_the_other() -> None:
    text = "In 2022 Japan accounted for 4.2 percent of the world economy, while Germany had 4.1 percent."
    found = [c for c in held(text).claims if c.kind == "share of the world"]
    assert [(c.about, c.finding.verdict) for c in found] == [(("Japan",), "supported"), (("Germany",), "supported")]


@pytest.mark.parametrize(
    ("text", "year", "verdicts"),
    [
        ("Trade between Chile and Japan reached CA$40 billion in 2022.", 2023, []),
        ("Norway, whose fund is worth $1.4 trillion, praised its trade with Japan.", 2023, []),
        ("The volume of trade between Chile and Japan reached $9 billion in 2022.", 2023, ["supported"]),
        ("China's exports to Peru reached $14 billion in 2023.", 2023, ["supported"]),
        ("Peru's trade deficit with China rose to $40 billion.", 2023, []),
    ],
)
def test_a_sum_belongs_to_its_trade(text: str, year: int, verdicts: list[str]) -> None:
    found = [c.finding.verdict for c in held(text, year).claims if c.kind == "sum of trade"]
    assert found == verdicts


def test_a_group_is_summed_where_its_members_are_known() -> None:
    (found,) = held("Trade between China and Africa grew from 2014 to 2020.").claims
    assert (found.finding.verdict, found.finding.figure) == ("not testable", None)
    assert "begin in 2023" in found.finding.reason
    (found,) = held("Mercosur's exports to the EU fell in 2030.", 2030).claims
    assert (found.finding.verdict, found.finding.figure) == ("not testable", None)
    assert "end in 2023" in found.finding.reason
    (found,) = held("EU exports to Russia fell from 2021 to 2023.", 2024).claims
    assert found.finding.verdict == "supported"


def test_trade_narrowed_to_goods_is_left_open() -> None:
    found = held("Norway's gas exports to Germany have surged. Korea's biggest arms market is Poland.").claims
    assert {c.finding.verdict for c in found} == {"not testable"}
    assert "gas" in found[0].finding.reason


def test_a_sum_of_some_months_is_left_open() -> None:
    (found,) = held("From January to April 2023, trade between Chile and Japan reached $3 billion.").claims
    assert found.finding.verdict == "not testable"
    assert "January to April" in found.finding.reason


def test_a_handle_in_the_text_is_no_actor() -> None:
    assert held("@10Downing and @3 wrote that Mexico sells more to China than to the United States.").claims


def test_trade_that_neither_side_reported_is_not_zero() -> None:
    (found,) = held("Georgia's trade with Russia has grown since 2022.", 2024).claims
    assert (found.finding.verdict, found.finding.figure) == ("not testable", None)
    (found,) = held("Italy is Georgia's largest trading partner.", 2024).claims
    assert found.finding.verdict == "not testable"
    assert "Georgia had not reported 2023: trade with 75 states that had not either is missing" in found.finding.limits
    (found,) = held("The United States is the largest export market of South Korea.", 2024).claims
    assert found.finding.figure is not None
    assert "in 2022: China" in found.finding.figure.text


def test_the_year_of_a_groups_trade_is_one_that_knows_most_of_it() -> None:
    of = {
        name: year_of_trade(states_of(name, 2024), (), 2024)
        for name in ("DEU", "KOR", "GEO", "EU", "ASEAN", "Africa", "Europe")
    }
    assert of == {"DEU": 2023, "KOR": 2022, "GEO": 2023, "EU": 2023, "ASEAN": 2022, "Africa": 2023, "Europe": 2023}
    assert year_of_trade(("JPN",), ("TWN",), 2024) == 2022
    assert year_of_trade(("ESH",), (), 2024) is None
    (found,) = held("China is Africa's largest trading partner.", 2024).claims
    assert found.finding.figure is not None
    assert (found.finding.verdict, found.finding.figure.vintage) == ("supported", "2023")
    assert "of the 55 states had not reported 2023" in found.finding.limits
    (found,) = held("Taiwan accounts for 5 percent of Japan's trade.", 2024).claims
    assert found.finding.figure is not None
    assert found.finding.figure.vintage == "2022"


def test_a_pair_is_compared_in_a_year_that_knows_both() -> None:
    (found,) = held("South Korea trades more with Vietnam than with Poland.", 2024).claims
    assert found.finding.figure is not None
    assert (found.finding.verdict, found.finding.figure.vintage) == ("supported", "2022")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The European Union depends on Azerbaijan for about 4 percent of its gas.", "the text speaks of gas"),
        ("The European Union depends heavily on Norway.", "dependence of the EU is known on the United States"),
    ],
)
def test_dependence_of_a_union_says_what_is_known(text: str, reason: str) -> None:
    (found,) = held(text).claims
    assert found.finding.verdict == "not testable"
    assert reason in found.finding.reason


@pytest.mark.parametrize(
    ("text", "figure", "reason"),
    [
        ("Australia banned exports of bauxite to China.", "bauxite", "what a curb could act on"),
        ("Turkey tightened its export curbs on China.", "", "what is held back is none of the materials"),
        ("China extended its ban on exports of garlic.", "", "garlic is none of the materials"),
    ],
)
def test_a_curb_is_held_against_its_own_goods(text: str, figure: str, reason: str) -> None:
    (found,) = [c for c in held(text, 2025).claims if c.kind == "export curb"]
    assert reason in found.finding.reason
    assert (found.finding.figure is not None) == bool(figure)
    if found.finding.figure is not None:
        assert figure in found.finding.figure.text
