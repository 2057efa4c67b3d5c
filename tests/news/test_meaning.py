"""What words mean in running text: who is to act, what is agreed, what is no act; each in sentences of our own."""

from __future__ import annotations

import dataclasses

import pytest

pytest.importorskip("spacy")
from multipolar.news.ingest import ingest
from multipolar.news.propose import propose
from multipolar.news.read import Report, read_documents
from multipolar.news.records import Event
from news.actors import codes


def article(text: str) -> Report:
    """A text read as a paragraph of an article, and not as a list of single sentences."""
    document = ingest(f"{text} The details were not published.".encode(), "own.txt")
    return read_documents([dataclasses.replace(document, published="2025-08-14")])


def sides(event: Event) -> tuple[set[str], set[str]]:
    return {a.code for a in event.source}, {a.code for a in event.target}


def told(report: Report, doer: str, other: str) -> list[Event]:
    """Events between two, either way round where direction does not matter."""
    return [
        e for e in report.events if sides(e) == ({doer}, {other}) or (e.reciprocal and sides(e) == ({other}, {doer}))
    ]


TOLD = [
    ("Norway will put a 40 percent duty on salmon from Chile, officials said.", "NOR", "CHL", "intended"),
    ("Egypt is going to impose quotas on Kenyan tea, two ministers told reporters.", "EGY", "KEN", "intended"),
    ("Colombia will levy a 12 percent duty on rice from Ecuador, according to the ministry.", "COL", "ECU", "intended"),
    ("Ghana will impose a tariff on Nigerian cement, analysts said.", "GHA", "NGA", "expected"),
    ("Ghana will impose a tariff on Nigerian cement, according to economists.", "GHA", "NGA", "expected"),
]


@pytest.mark.parametrize(("text", "doer", "other", "status"), TOLD)
def test_what_will_be_done_is_announced_and_called_for_by_nobody(text: str, doer: str, other: str, status: str) -> None:
    report = article(text)
    assert [e.status for e in told(report, doer, other)] == [status]
    moves = propose(report.acts, report.documents).moves
    assert [(m.kind, m.fields["status"]) for m in moves] == [("tariff", "announced")]


def test_what_must_be_done_is_called_for() -> None:
    report = article("Morocco must impose a duty on Spanish tomatoes, farmers said.")
    moves = propose(report.acts, report.documents).moves
    assert [(m.kind, m.fields["status"]) for m in moves] == [("tariff", "called_for")]


EUROPEAN = [
    ("Canada slapped a 20 percent tariff on European cheese.", "CAN", "EU"),
    ("India raised duties on European machinery makers.", "IND", "EU"),
    ("Brazil asked European negotiators to open their market to beef.", "BRA", "EU"),
    ("European commissioners accused China of flooding the market with cheap steel.", "EU", "CHN"),
    ("European leaders criticised the American levy on cars.", "EU", "USA"),
    ("European leaders criticised the American raid on Syria.", "@EUROPE", "USA"),
    ("European leaders criticised the American plan to call reservists to active duty.", "@EUROPE", "USA"),
    ("European leaders accused Iran of trading fire with Israel.", "@EUROPE", "IRN"),
    ("European leaders, trading angry insults with Washington, criticised the United States.", "@EUROPE", "USA"),
    ("European leaders condemned Russia over soldiers on duty on the Estonian border.", "@EUROPE", "RUS"),
    ("European leaders criticised the American duty on cars.", "EU", "USA"),
    ("European leaders criticised China for imposing duties.", "EU", "CHN"),
    ("European leaders criticised the American trade in scrap.", "EU", "USA"),
    ("Japan urged European nations to send ships to the Pacific.", "JPN", "@EUROPE"),
    ("Several European countries condemned Israel for the raid.", "@EUROPE", "ISR"),
    ("Ukraine asked its European allies for air defence systems.", "UKR", "@EUROPE"),
    ("European countries banned imports of Russian coal.", "@EUROPE", "RUS"),
]


@pytest.mark.parametrize(("text", "doer", "other"), EUROPEAN)
def test_european_is_of_the_union_beside_goods_firms_and_trade(text: str, doer: str, other: str) -> None:
    assert told(article(text), doer, other)


@pytest.mark.parametrize(
    ("text", "kind", "by", "on"),
    [
        ("The United States imposed a 15 percent tariff on European steel.", "tariff", "USA", "EU"),
        ("The United States imposed a 15 percent tariff on Europe.", "tariff", "USA", "EU"),
        ("European countries banned imports of Russian coal.", "import_ban", "EU", "RUS"),
    ],
)
def test_no_measure_on_trade_brings_all_of_europe_in(text: str, kind: str, by: str, on: str) -> None:
    report = article(text)
    (move,) = propose(report.acts, report.documents).moves
    assert (move.kind, move.fields["by"], move.fields["on"]) == (kind, by, on)


DEALS = [
    ("Chile and Vietnam signed a free trade agreement on Tuesday.", {"CHL", "VNM"}),
    ("Morocco inked a trade pact with Ghana in Rabat.", {"GHA", "MAR"}),
    ("A trade agreement between Japan and Mongolia was signed in Tokyo.", {"JPN", "MNG"}),
    ("The European Union and Indonesia sealed a trade deal after a decade.", {"EU", "IDN"}),
    ("The United States and China struck a deal on Saturday that spares exporters.", {"CHN", "USA"}),
    ("The United States and China, at odds over customs, struck a deal on Saturday.", {"CHN", "USA"}),
    ("Israel concluded a free trade agreement with Costa Rica.", {"CRI", "ISR"}),
    ("New Zealand and Oman struck a comprehensive economic partnership agreement.", {"NZL", "OMN"}),
    ("Peru and Thailand reached a trade pact that scraps most tariffs.", {"PER", "THA"}),
]


@pytest.mark.parametrize(("text", "parties"), DEALS)
def test_a_trade_deal_that_was_made_is_a_trade_agreement_of_both(text: str, parties: set[str]) -> None:
    report = article(text)
    moves = propose(report.acts, report.documents).moves
    made = [m.fields for m in moves if m.kind == "trade_agreement"]
    assert [(set(fields["between"]), fields["status"]) for fields in made] == [(parties, "in_force")]


@pytest.mark.parametrize(
    "text",
    [
        "Egypt and Sudan reached an agreement on the river's waters.",
        "Chad concluded an agreement with Niger on the return of refugees.",
        "Poland and Ukraine signed a memorandum on the exchange of students.",
        "Pakistan and Saudi Arabia signed a defence pact in Riyadh.",
        "Kenya refused to sign a trade agreement with Uganda.",
        "The United States and China struck a deal on Saturday.",
        "Russia and North Korea concluded a strategic partnership treaty.",
        "Israel and Hamas reached a hostage deal.",
        "Israel and Hamas will reach a hostage deal.",
        "Israel and Bahrain concluded the Abraham Accords.",
        "Ethiopia and Eritrea reached a Peace Agreement.",
        "Armenia and Iran concluded a transit agreement to ease exports.",
    ],
)
def test_a_deal_on_something_else_is_no_trade_agreement(text: str) -> None:
    report = article(text)
    assert report.events
    assert "trade_agreement" not in {m.kind for m in propose(report.acts, report.documents).moves}


@pytest.mark.parametrize(
    "text",
    [
        "The world's largest economy after China threatened Canada with tariffs.",
        "The second-largest economy after the United States criticised Japan.",
        "The world's biggest buyer of soybeans after Mexico rejected an offer from Brazil.",
        "Africa's largest economy after Nigeria denounced Chad.",
        "Vietnam is the largest exporter of rice after India and Thailand.",
        "The world's third-largest economy criticised Peru.",
    ],
)
def test_a_rank_stands_for_nobody(text: str) -> None:
    assert not article(text).events


@pytest.mark.parametrize(
    ("text", "doer", "other"),
    [
        ("The world's largest economy threatened Canada with tariffs.", "USA", "CAN"),
        ("The world's second-biggest economy banned exports of gallium to Japan.", "CHN", "JPN"),
        ("China, the most populous country besides India, threatened Vietnam.", "CHN", "VNM"),
        ("South Africa, Africa's largest economy, accused Nigeria of spying.", "ZAF", "NGA"),
        ("Turkey pulled out its biggest unit after Iran condemned Ankara.", "IRN", "TUR"),
    ],
)
def test_the_two_largest_economies_and_who_is_named_beside_a_rank_act(text: str, doer: str, other: str) -> None:
    assert told(article(text), doer, other)


@pytest.mark.parametrize(
    ("text", "doer", "other"),
    [
        ("Ministers agreed a second package of sanctions after Russia's invasion of Ukraine.", "RUS", "UKR"),
        ("It was the most serious incident at sea after Israel's strikes on Iran.", "ISR", "IRN"),
        ("The army launched its biggest drone attack after Russian strikes on Kyiv.", "RUS", "UKR"),
        ("Egypt put its largest army on alert after Israel's strikes on Lebanon.", "ISR", "LBN"),
    ],
)
def test_an_act_behind_a_superlative_is_its_doers(text: str, doer: str, other: str) -> None:
    assert told(article(text), doer, other)


def test_a_number_of_people_is_no_rank() -> None:
    assert codes("Police in Lima dispersed a number of protesters outside the Chinese embassy.")[-1] == "CHN"


@pytest.mark.parametrize(
    "text",
    [
        "Egypt has the region's largest army after Turkey.",
        "France is the second biggest donor to Ukraine after Germany.",
        "Brazil is the most important trading partner of Chile after Germany.",
    ],
)
def test_who_ranks_higher_is_not_named(text: str) -> None:
    assert not {"TUR", "DEU"} & set(codes(text))


DATED = [
    ("Canada's tariff on China, announced in March, took effect after talks in May failed.", "CAN", "CHN", "2025-03"),
    ("The duties that Chile imposed on Peru, announced in March, began after talks in May failed.", "CHL", "PER", "2025-03"),
    ("India, angered by a bombing in April, suspended a treaty with Pakistan in May.", "IND", "PAK", "2025-05"),
    ("South Korea, after weeks of silence that began in January, signed an accord with Japan in March.", "KOR", "JPN", "2025-03"),
    ("In February Norway, whose minister had visited Peru in January, imposed a duty on Chile.", "NOR", "CHL", "2025-02"),
    ("Turkey, which had annoyed Cyprus in April, sent warships toward Greece in June.", "TUR", "GRC", "2025-06"),
    ("Saudi Arabia signed an accord with Iran after a meeting in March.", "SAU", "IRN", "2025-08-14"),
    ("Saudi Arabia signed an accord with Iran during a meeting in March.", "SAU", "IRN", "2025-03"),
    ("Norway imposed a duty on salmon from Chile and recalled its envoy in July.", "NOR", "CHL", "2025-07"),
    ("Norway imposed a duty on salmon from Chile, and Peru expelled two envoys in July.", "NOR", "CHL", "2025-08-14"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "doer", "other", "date"), DATED)
def test_a_date_is_that_of_the_clause_it_stands_in(text: str, doer: str, other: str, date: str) -> None:
    assert told(article(text), doer, other)[0].date == date


def test_a_past_decade_in_another_clause_makes_no_act_historical() -> None:
    event = told(
        article("Peru imposed a tariff on Bolivia because a treaty signed in 1998 had expired."), "PER", "BOL"
    )[0]
    assert (event.status, event.date) == ("happened", "2025-08-14")


@pytest.mark.parametrize(
    "text",
    [
        "Chile and Argentina quarrel over a pipeline. Both sides pledged to settle their own claims.",
        "Ghana and Togo each agreed to reform their own customs offices.",
        "Norway and Sweden agreed to clean up their own fjords.",
        "Laos and Cambodia vowed to police their own sides of the river.",
        "Brazil and Paraguay promised to keep their domestic spending in check.",
    ],
)
def test_what_each_promises_for_itself_is_no_act_between_them(text: str) -> None:
    assert not article(text).events


@pytest.mark.parametrize(
    ("text", "doer", "other"),
    [
        ("Peru and Ecuador agreed to settle their own border claims with each other.", "PER", "ECU"),
        ("Kuwait and Oman agreed to share their own oil data.", "KWT", "OMN"),
        ("Russia and China agreed to trade in their own currencies.", "RUS", "CHN"),
        ("Iran and Iraq agreed to jointly guard their own shores.", "IRN", "IRQ"),
    ],
)
def test_what_they_promise_each_other_is_one(text: str, doer: str, other: str) -> None:
    assert told(article(text), doer, other)


@pytest.mark.parametrize(
    "text",
    [
        "Germany's budget alarmed France.",
        "Poland was alarmed by Hungary's budget.",
        "The Chinese slowdown frightened Brazil.",
        "The decision by Canada puzzled Washington.",
        "Sri Lanka's crisis has spooked India.",
    ],
)
def test_what_a_thing_does_to_a_mind_is_no_act(text: str) -> None:
    assert not article(text).events


@pytest.mark.parametrize(
    ("text", "doer", "other"),
    [
        ("The United States frightened Iran with a show of bombers.", "USA", "IRN"),
        ("Iran tried to scare Israel with a show of missiles.", "IRN", "ISR"),
        ("Russia, which frightened Latvia with its drills, denied it.", "RUS", "LVA"),
        ("Russia sent bombers to the border, frightening Poland.", "RUS", "POL"),
    ],
)
def test_who_frightens_somebody_acts(text: str, doer: str, other: str) -> None:
    assert told(article(text), doer, other)


def test_who_threatens_one_and_alarms_another_stands_between_both() -> None:
    report = article("Russia threatened Ukraine and alarmed Poland.")
    assert told(report, "RUS", "UKR")
    assert told(report, "POL", "RUS")


@pytest.mark.parametrize(
    "text", ["China's economy slowed, spooking Japan.", "The news from Warsaw alarmed Hungary and frightened Russia."]
)
def test_a_thing_that_alarms_in_a_second_verb_is_no_act(text: str) -> None:
    assert not article(text).events


def test_an_article_of_paragraphs_of_one_sentence_is_no_list_of_acts() -> None:
    paragraphs = [
        "The United States will impose a 25 percent tariff on India, officials said on Thursday.",
        "The decision puzzled Washington's friends in Asia.",
        "Traders expect prices of rice to rise.",
        "Indian exporters of steel to Canada fear the worst.",
        "Both sides pledged to settle their own claims in court.",
        "Analysts in London said the rupee had fallen.",
    ]
    report = read_documents([ingest("\n\n".join(paragraphs).encode(), "own.txt")])
    assert [sides(e) for e in report.events] == [({"USA"}, {"IND"})]
    lines = [
        "Ghana quibbled with Togo over the lights.",
        "Chad upbraided Niger in public.",
        "Peru patched things up with Chile.",
    ]
    report = read_documents([ingest("\n".join(lines).encode(), "own.txt")])
    assert [sides(e)[0] for e in report.events] == [{"GHA"}, {"TCD"}, {"PER"}]


FORCES = [
    ("Columns of Eritrean armour snaked toward Ethiopia.", "ERI", "ETH", "MOBILIZE"),
    ("Argentina shifted a mountain brigade to the Chilean border.", "ARG", "CHL", "MOBILIZE"),
    ("Lithuania posted soldiers at every crossing to Belarus.", "LTU", "BLR", "MOBILIZE"),
    ("Russian tanks were moved to the Ukrainian border overnight.", "RUS", "UKR", "MOBILIZE"),
    ("Seoul went on its highest state of alert after North Korea fired two rockets.", "KOR", "PRK", "MOBILIZE"),
    ("Eritrean soldiers have begun to trickle home from northern Ethiopia.", "ERI", "ETH", "RETREAT"),
    ("Israel evacuated its positions in southern Lebanon under the terms of the truce.", "ISR", "LBN", "RETREAT"),
    ("The Pentagon recalled the carrier group that it had stationed off Iran.", "USA", "IRN", "RETREAT"),
    ("Thailand removed heavy weapons from the disputed stretch of its border with Cambodia.", "THA", "KHM", "RETREAT"),
    ("Turkish soldiers were withdrawn from two posts in northern Syria.", "TUR", "SYR", "RETREAT"),
    ("Russian forces retreated across the river as Ukraine advanced on Kherson.", "RUS", "UKR", "RETREAT"),
]


@pytest.mark.parametrize(("text", "doer", "other", "plover"), FORCES)
def test_forces_that_come_and_go(text: str, doer: str, other: str, plover: str) -> None:
    assert plover in {e.plover for e in told(article(text), doer, other)}
