"""Names of states, groups and organisations in sentences of our own, and words that are no such names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

pytest.importorskip("spacy")

from multipolar.news.gazetteer import Gazetteer
from news.actors import actors, codes, mentions

MEMBERS = list(csv.DictReader((Path(__file__).parent / "un_members.csv").read_text(encoding="utf8").splitlines()))


def test_the_list_has_all_members_of_the_un() -> None:
    assert len({row["code"] for row in MEMBERS}) == 193


def test_every_member_by_name() -> None:
    lost = [r["code"] for r in MEMBERS if codes(f"Envoys flew to {r['name']} to sign it.") != [r["code"]]]
    assert lost == []


def test_every_member_by_adjective() -> None:
    lost = [
        (r["code"], r["adjective"])
        for r in MEMBERS
        if r["adjective"] and codes(f"Talks with {r['adjective']} officials ended.") != [r["code"]]
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Taiwan", "TWN"), ("Kosovo", "XKX"), ("Palestine", "PSE"), ("Hong Kong", "HKG"), ("the Soviet Union", "RUS"),
        ("Yugoslavia", "SRB"), ("Czechoslovakia", "CSK"), ("East Germany", "DDR"), ("the U.S.", "USA"), ("the US", "USA"),
        ("the USA", "USA"), ("America", "USA"), ("the UK", "GBR"), ("the U.K.", "GBR"), ("Britain", "GBR"), ("the UAE", "ARE"),
        ("the PRC", "CHN"), ("the DPRK", "PRK"), ("the ROK", "KOR"), ("Burma", "MMR"), ("Zaire", "COD"), ("Türkiye", "TUR"),
        ("Swaziland", "SWZ"), ("the Kremlin", "RUS"), ("the White House", "USA"), ("Downing Street", "GBR"), ("the Elysee", "FRA"),
        ("Zhongnanhai", "CHN"), ("the Blue House", "KOR"), ("the Pentagon", "USA"), ("the State Department", "USA"),
        ("Whitehall", "GBR"), ("Capitol Hill", "USA"), ("Foggy Bottom", "USA"), ("the Berlaymont", "EU"), ("Kyiv", "UKR"),
        ("Kiev", "UKR"), ("Beijing", "CHN"), ("Peking", "CHN"), ("the EU", "EU"), ("the European Commission", "EU"),
        ("NATO", "NATO"), ("Nato", "NATO"), ("the UN Security Council", "UN"), ("the WTO", "WTO"), ("the IMF", "IMF"),
        ("the World Bank", "WB"), ("OPEC+", "OPEC"), ("the BRICS", "BRICS"), ("ASEAN", "ASEAN"), ("the G7", "G7"),
        ("the Group of Seven", "G7"), ("the G20", "G20"), ("the SCO", "SCO"), ("the African Union", "AU"), ("the GCC", "GCC"),
        ("the Quad", "QUAD"), ("AUKUS", "AUKUS"), ("the Arab League", "ARAB_LEAGUE"), ("ECOWAS", "ECOWAS"),
        ("Mercosur", "MERCOSUR"), ("the West", "@WEST"), ("the Global South", "@GLOBAL_SOUTH"), ("Europe", "@EUROPE"),
        ("Africa", "@AFRICA"), ("Latin America", "@LATIN_AMERICA"), ("the Middle East", "@MIDDLE_EAST"), ("Asia", "@ASIA"),
        ("the Gulf states", "@MIDDLE_EAST"), ("the Baltic states", "@EUROPE"), ("US allies", "@US_ALLIES"),
        ("traditional allies", "@US_ALLIES"), ("world leaders", "@WORLD"), ("other nations", "@WORLD"),
        ("the international community", "@WORLD"), ("developing countries", "@GLOBAL_SOUTH"), ("Hamas", "PSE"),
        ("Hezbollah", "LBN"), ("the Houthis", "YEM"), ("the Taliban", "AFG"), ("Islamic State", "ISIS"), ("al-Qaeda", "AQ"),
        ("the Bank of China", "CHN"), ("more than twenty countries", "@WORLD"),
    ],
)  # fmt: skip
def test_names_of_news(name: str, code: str) -> None:
    assert codes(f"The minister spoke with {name} about it.")[:1] == [code]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("George Washington crossed the river.", []),
        ("Washington sent an envoy to Beijing.", ["USA", "CHN"]),
        ("Paris Hilton sang in Tokyo.", ["JPN"]),
        ("Michael Jordan and Chad Smith opened a shop.", []),
        ("Chad and Jordan opened embassies.", ["TCD", "JOR"]),
        ("They ate turkey with a guinea fowl in a china shop.", []),
        (
            "Turkey told Niger and Nigeria that Mali and Guinea-Bissau would follow.",
            ["TUR", "NER", "NGA", "MLI", "GNB"],
        ),
        ("The navy crossed the South China Sea and the Indian Ocean to the Persian Gulf.", []),
        ("A storm in the Gulf of Mexico reached New Mexico.", []),
        ("American Airlines cancelled flights.", []),
        ("The New York Times and the Washington Post wrote about it.", []),
        ("He had to polish the shoes.", []),
        ("Polish troops crossed the border.", ["POL"]),
        ("The deal was good for us, they told reporters.", []),
        ("Who may say that it is an us and them?", []),
        ("The Paris Agreement of 2015 and the Minsk agreements failed.", []),
        ("Melania Trump and Hunter Biden stayed at home.", []),
        ("Bush fires burned near the town.", []),
        ("In May 2018 a ban on plastic began.", []),
        ("New China tariffs begin.", ["CHN"]),
        ("New Russia Sanctions Hit Banks", ["RUS"]),
        ("Lake Chad shrinks and the Niger River floods.", []),
        ("They moved to Cairo, Illinois, last year.", ["USA"]),
        ("The speech of Martin Luther King Jr. moved them.", []),
        ("The Dutch-speaking half and the Kenya-based firm left.", ["NLD", "KEN"]),
        ("The west coast of the island faces north.", []),
    ],
)
def test_traps(text: str, expected: list[str]) -> None:
    assert codes(text, "2018-06-01") == expected


def test_georgia_the_us_state() -> None:
    assert "GEO" not in codes("Voters in Georgia and Arizona went to the polls.")
    assert "GEO" in codes("Georgia accused Russia of shelling a village near Gori.")


def test_the_two_congos() -> None:
    assert codes("Congo and Rwanda signed.") == ["COD", "RWA"]
    assert codes("Envoys flew to Brazzaville, where Congo and Gabon signed.") == ["COG", "COG", "GAB"]


def test_lower_case_us_in_a_title_only() -> None:
    title = "Norway keen on closer defence cooperation with us on Arctic bases"
    assert codes(title, tag="heading") == ["NOR", "USA"]
    assert codes(title, tag="related") == ["NOR", "USA"]
    assert codes(title) == ["NOR"]
    assert codes("What you can do with us: join our team", tag="heading") == []


def test_titles_in_other_cases() -> None:
    assert codes("CHINA AND RUSSIA SIGN PACT WITH IRAN", tag="heading") == ["CHN", "RUS", "IRN"]
    assert codes("How brazil and nato fell out over ukraine", tag="heading") == ["BRA", "NATO", "UKR"]
    assert codes("Beijing Slams Washington Over Chip Curbs", tag="heading") == ["CHN", "USA"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a U.S.-led order", [("USA", "modifier")]),
        ("a China-backed bank", [("CHN", "modifier")]),
        ("anti-Western protests", [("@WEST", "against")]),
        ("pro-Russian parties", [("RUS", "pro")]),
        ("China-Russia relations", [("CHN", "state"), ("RUS", "state")]),
        ("U.S.-China-Russia relations", [("USA", "state"), ("CHN", "state"), ("RUS", "state")]),
        ("Sino-American talks", [("CHN", "demonym"), ("USA", "demonym")]),
        ("the Russo-Ukrainian war", [("RUS", "demonym"), ("UKR", "demonym")]),
        ("non-EU firms", []),
    ],
)
def test_compounds(text: str, expected: list[tuple[str, str]]) -> None:
    found = mentions(f"The paper spoke of {text}.")
    assert [(m.actors[0].code, m.kind) for m in found] == expected


def test_allies() -> None:
    assert actors("The U.S. urged its allies to spend more.")["allies"] == "@US_ALLIES"
    assert actors("Denmark has asked its allies for troops.")["allies"] == "@WORLD"
    assert "partners" not in actors("Nicosia pressed its European partners to act.")
    assert "allies" not in actors("Trump's allies cheered.", "2025-03-01")


def test_parliaments_belong_to_the_state_before_them() -> None:
    assert codes("He lobbied Congress for months.") == ["USA"]
    assert codes("The Philippine Senate ratified it.") == ["PHL"]


def test_offsets_are_those_of_the_cleaned_text() -> None:
    text = "Talks began. Côte d’Ivoire met São Tomé and Príncipe’s envoys; Iraq’s president came."
    assert [text[m.start : m.end] for m in mentions(text)] == [
        "Côte d’Ivoire", "São Tomé and Príncipe", "Iraq’s president",
    ]  # fmt: skip


def test_no_name_stands_for_two_codes() -> None:
    seen: dict[tuple[str, ...], str] = {}
    for name in Gazetteer.packaged().names:
        if name.kind not in ("leader", "mask"):
            assert seen.setdefault(name.words, name.code) == name.code
