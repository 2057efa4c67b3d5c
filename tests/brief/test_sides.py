"""Who is meant: sides that face each other, predicates, pairs of the sentence before, and what is no claim at all."""

from __future__ import annotations

import pytest
import yaml

from multipolar.brief import Brief, Claim
from multipolar.brief.article import brief_document
from multipolar.news.ingest import ingest
from multipolar.scenario import parse_scenario


def held(text: str, year: int = 2023) -> Brief:
    return brief_document(ingest(text.encode(), "x.txt"), year)


def of(text: str, kind: str, year: int = 2023) -> list[Claim]:
    return [c for c in held(text, year).claims if c.kind == kind]


def test_who_is_joined_behind_with_does_not_face_each_other() -> None:
    assert not of("They prefer interests to alignment with Japan, Iran or the United States.", "ties")
    (found,) = of("Iran's relations with Israel, Saudi Arabia and the United States are hostile.", "ties")
    assert found.about[0] == "Iran"
    assert found.finding.verdict == "supported"


@pytest.mark.parametrize(
    ("text", "about", "verdict"),
    [
        ("The envoy met the long-standing rivals India and Pakistan.", {"India", "Pakistan"}, "supported"),
        (
            "Talks with the Turks, Greece\u2014an old Turkish rival\u2014went on.",
            {"T\u00fcrkiye", "Greece"},
            "supported",
        ),
    ],
)
def test_rivals_beside_their_names(text: str, about: set[str], verdict: str) -> None:
    (found,) = of(text, "rivalry")
    assert (set(found.about), found.finding.verdict) == (about, verdict)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Relations between the United States and Iran are tense.", "supported"),
        ("Relations between Japan and South Korea are strained.", "not testable"),
        ("Australia's ties with New Zealand remain close.", "supported"),
        ("China and Pakistan vote together at the United Nations.", "supported"),
    ],
)
def test_ties_are_told_by_predicates_too(text: str, verdict: str) -> None:
    assert [c.finding.verdict for c in of(text, "ties")] == [verdict]


def test_bare_relations_are_those_of_the_sentence_before() -> None:
    text = "Turkey and Israel exchanged envoys. Relations worsened in 2010 after a raid at sea."
    (found,) = of(text, "trend of ties")
    assert set(found.about) == {"T\u00fcrkiye", "Israel"}
    assert found.finding.figure is not None
    assert found.finding.figure.vintage.endswith("2010")


def test_a_decade_is_held_against_its_own_years() -> None:
    (found,) = of("Relations between India and the United States improved in the 1990s.", "trend of ties", 2025)
    assert found.finding.figure is not None
    assert "199" in found.finding.figure.vintage
    assert "more than" not in found.finding.reason


@pytest.mark.parametrize(
    "text",
    [
        "The rise of stern Canadian rules on timber was slow.",
        "To meet this rising power, Lima declared a holiday.",
        "It would be easy to blame Canada.",
        "Consider Canada and its lakes.",
        "Canada, it would seem, is cold.",
        "What does Canada get for it?",
        "The paper listed a dozen Japan and Korea experts.",
        "This winter promises to be wet in Canada.",
        "Every time Canada spoke, Peru would sigh.",
        "This group brought together Chile, Peru and their harbours.",
    ],
)
def test_what_says_nothing_to_test_is_no_claim(text: str) -> None:
    assert held(text).claims == ()


def test_several_targets_are_looked_up_one_by_one() -> None:
    (found,) = of("Washington has imposed sanctions on Cuba, Syria and North Korea.", "sanctions")
    assert found.finding.verdict == "supported"
    assert set(found.about) == {"the United States", "Cuba", "Syria", "North Korea"}
    (both,) = of("Japan, a member of the G7 and of the CPTPP, agreed.", "membership")
    assert both.finding.verdict == "supported"
    assert {"G7", "CPTPP"} <= {name.removeprefix("the ") for name in both.about}


def test_a_number_that_counts_the_names_is_no_doubt() -> None:
    text = "The five founding members of ASEAN \u2013 Indonesia, Malaysia, the Philippines, Singapore and Thailand \u2013 met."
    assert [c.finding.verdict for c in of(text, "membership")] == ["supported"]


def test_a_rate_may_stand_in_the_predicate() -> None:
    (found,) = of("American tariffs on Chinese goods stood at 145% in April 2025.", "tariff", 2025)
    assert "145 %" in found.finding.reason
    assert found.finding.verdict == "supported"


def test_a_view_set_beside_is_a_view() -> None:
    (found,) = of(
        "American power is fading, many in Ottawa believe, and the world is becoming multipolar.", "world order"
    )
    assert found.finding.verdict == "not testable"
    assert found.stance == "felt"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("If trade between Canada and the United States stopped, both would lose.", "Canada would lose"),
        ("If Washington quit NATO, Norway could lose its guarantee.", "Estonia"),
        ("If Taiwan were invaded, the supply of chips would end.", "Taiwan's electronics"),
        ("Lifting the sanctions on Russia would help its economy.", "Sanctions on Russia lifted"),
        ("Retaliation could escalate the trade war between China and the United States.", "both ways"),
        ("A decoupling from China would make the American economy poorer.", "the United States"),
    ],
)
def test_conditions_find_their_scenario(text: str, words: str) -> None:
    (found,) = of(text, "condition or prediction")
    assert found.finding.verdict == "assumption"
    assert found.finding.figure is not None
    assert words in found.finding.figure.text


@pytest.mark.parametrize(
    "text",
    [
        "A pivot to Moscow might free American attention for the contest with China.",
        "A thaw with Moscow could give Washington the resources for a contest with China.",
    ],
)
def test_a_pivot_that_frees_attention_is_no_wedge(text: str) -> None:
    assert [c.finding.verdict for c in of(text, "condition or prediction")] == ["not testable"]


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("American tariffs might hurt exports of China.", True),
        ("American tariffs on Brazil could hurt exports and please China.", False),
        ("The United States could put a levy on Canadian steel, and Chinese exports would gain.", False),
    ],
)
def test_duties_on_others_are_no_duties_on_china(text: str, assumed: bool) -> None:
    packaged = [
        c.finding.command for c in held(text).claims if c.finding.verdict == "assumption" and not c.finding.scenario
    ]
    assert bool(packaged) == assumed


def test_what_a_tie_is_worth_is_not_how_close_it_is() -> None:
    assert not of("China and Russia have crucial ties.", "ties")
    assert not of("Relations between China and Russia are pivotal.", "ties")
    assert [c.finding.verdict for c in of("China and Russia have close ties.", "ties")] == ["supported"]


@pytest.mark.parametrize("verb", ["faces", "suffers"])
def test_isolation_that_is_borne_is_a_fact_and_one_that_may_come_is_none(verb: str) -> None:
    assert [c.finding.verdict for c in of(f"Moscow {verb} isolation from the West.", "isolation")] == ["supported"]
    may = of(f"Moscow could {verb[:-1]} isolation from the West.", "isolation")
    assert [c.finding.verdict for c in may] == ["not testable"]


@pytest.mark.parametrize(
    "text",
    [
        "Prospects for Greek-Turkish cooperation are increasing.",
        "Close cooperation between Greece and Turkey seemed impossible.",
        "Until recently, relations between Greece and Turkey were close.",
    ],
)
def test_what_is_but_a_prospect_or_was_impossible_is_left_open(text: str) -> None:
    assert {c.finding.verdict for c in held(text).claims} <= {"not testable"}


def test_a_token_of_two_names_is_both_sides() -> None:
    (found,) = of("The U.S.-Iran relationship has grown increasingly tense in recent years.", "trend of ties")
    assert set(found.about) == {"the United States", "Iran"}
    (rivals,) = of("Many fear the U.S.-China rivalry.", "rivalry")
    assert rivals.finding.verdict == "supported"


def test_rivals_in_a_list_face_each_other() -> None:
    (found,) = of("Oman is a bridge between rivals like Iran and Saudi Arabia.", "rivalry")
    assert set(found.about) == {"Iran", "Saudi Arabia"}
    assert found.finding.verdict == "supported"


def test_one_faces_the_others_of_a_list() -> None:
    text = "The report names three adversaries of the United States, Russia, China, and Iran."
    (found,) = of(text, "rivalry")
    assert found.finding.verdict == "supported"
    assert found.about[0] == "the United States"


def test_allies_of_the_united_states_are_its_own() -> None:
    (found,) = of("Manila works with fellow US allies Japan and Australia.", "alliance")
    assert set(found.about) == {"the United States", "Japan", "Australia"}
    assert found.finding.verdict == "supported"


def test_members_of_one_treaty_are_allies() -> None:
    (found,) = of("Norway and Portugal are allies.", "alliance")
    assert found.finding.verdict == "supported"


def test_bilateral_trade_is_that_of_the_pair_just_named() -> None:
    text = (
        "Chile and Peru are at odds, and Chile and Peru trade little. Mexico signed a deal with Japan. "
        "Bilateral trade exceeded 20 billion dollars in 2022."
    )
    (found,) = of(text, "sum of trade")
    assert set(found.about) == {"Mexico", "Japan"}


@pytest.mark.parametrize(
    "text",
    [
        "If anything, Chile has emerged as the darling of Peru.",
        "The yearly report lists threats to the security of Chile.",
    ],
)
def test_idle_words_suppose_and_threaten_nothing(text: str) -> None:
    assert held(text).claims == ()


def test_what_is_worth_noting_is_told() -> None:
    (found,) = of("It is worth noting that China is Peru's largest trading partner.", "trading partner")
    assert (found.stance, found.finding.verdict) == ("asserted", "supported")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The invasion of Ukraine was debated. Brazil voted to condemn it.", "supported"),
        ("The decision by India to abstain from the vote on the invasion of Ukraine surprised nobody.", "supported"),
    ],
)
def test_votes_are_on_what_the_sentences_say(text: str, verdict: str) -> None:
    assert [c.finding.verdict for c in of(text, "vote")] == [verdict]


def test_who_faces_sanctions_is_their_target() -> None:
    (found,) = of("Iran faces severe sanctions.", "sanctions")
    assert found.finding.figure is not None
    assert "on Iran" in found.finding.figure.text


def test_a_trip_of_last_week_fell_into_the_year_of_the_article() -> None:
    (found,) = of("Last week, President Joe Biden visited Poland.", "visit", 2022)
    assert found.finding.verdict == "supported"


@pytest.mark.parametrize(
    "text", ["Oman offers a rare bridge for Iran.", "The ports of Oman are threatened by storms in Iran."]
)
def test_what_offers_and_threatens_nothing_is_no_offer(text: str) -> None:
    assert not of(text, "offer or threat")


def test_ties_that_were_built_are_a_level() -> None:
    (found,) = of("Australia has developed close ties to New Zealand.", "ties")
    assert found.finding.verdict == "supported"


def test_a_duty_in_force_days_after_the_article_counts() -> None:
    text = b"3 February 2025\n\nPresident Trump imposed a 10 percent tariff on imports from China."
    (found,) = (c for c in brief_document(ingest(text, "x.txt")).claims if c.kind == "tariff")
    assert found.finding.figure is not None
    assert "2025-02-04" in found.finding.figure.text


def test_a_duty_without_a_rate_takes_what_is_in_force() -> None:
    (found,) = of("The United States imposed tariffs on Indian goods.", "tariff", 2026)
    assert "in force since 20" in found.finding.scenario
    (other,) = of("Brazil imposed tariffs on Indian goods.", "tariff", 2026)
    assert "default, judgement" in other.finding.scenario


@pytest.mark.parametrize(
    "text",
    [
        "3 May 2022\n\nFinland is a member of NATO.",
        "By A. Writer\nPublished on May 3, 2022\n\nFinland is a member of NATO.",
        "HELSINKI, May 3, 2022 (Wire) -- Finland is a member of NATO.",
    ],
)
def test_the_day_of_an_article_is_found_as_in_the_reading_of_news(text: str) -> None:
    found = brief_document(ingest(text.encode(), "x.txt"))
    assert (found.year, found.notes) == (2022, ())
    assert [c.finding.verdict for c in found.claims] == ["contradicted"]


def test_what_is_not_wrong_is_not_denied() -> None:
    (found,) = of(
        "Given that Brazil is the tenth largest economy in the world, its wish is not wrong.", "rank in the world"
    )
    assert "denies" not in found.finding.reason


def test_rising_tensions_are_a_trend() -> None:
    (found,) = of("Rising tensions between China and the United States worry Canada.", "trend of ties")
    assert found.finding.verdict == "supported"


OTHERS = [
    "If India were hit with sanctions for buying Russian oil, its economy would collapse.",
    "Secondary sanctions could cripple India's economy if it keeps buying Russian oil.",
    "If Japan withheld rare earths from China, its magnet makers would suffer.",
]


@pytest.mark.parametrize("text", OTHERS)
def test_a_scenario_on_others_answers_nothing(text: str) -> None:
    (found,) = of(text, "condition or prediction")
    assert found.finding.verdict == "not testable"
    assert "the nearest is on other states" in found.finding.reason
    assert (found.finding.command, found.finding.figure) == ("", None)


def test_sanctions_on_a_friend_are_none_on_russia() -> None:
    claims = held("New sanctions on Belarus would squeeze Russia.").claims
    assert claims
    assert not [c for c in claims if c.finding.command]


OWN = [
    ("If India were cut off from Russian oil, its refiners would pay more.",
     "export_curb", {"by": "RUS", "on": "IND", "commodities": ["crude_oil"], "share": 0.5}, "50% of exports withheld: default, judgement"),
    ("Should India stop buying Russian oil, its refiners would pay more.", "import_ban", {"by": "IND", "on": "RUS", "sectors": "B06"}, "B06"),
    ("If Brazil is hit by American tariffs of 50 percent, its exporters will suffer.",
     "tariff", {"by": "USA", "on": "BRA", "add_pp": 50}, "50 percentage points added: stated in the text"),
    ("If Mexico imposed tariffs on China, consumers would pay.", "tariff", {"by": "MEX", "on": "CHN", "add_pp": 25}, "default"),
    ("If Iran were sanctioned again by the West, oil prices would rise.", "sanction", {"by": "West", "on": "IRN"}, "cut off by the West"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "fields", "words"), OWN, ids=[o[0] for o in OWN])
def test_a_claim_that_no_scenario_concerns_is_run_by_its_own_move(
    text: str, kind: str, fields: dict, words: str
) -> None:
    (found,) = of(text, "condition or prediction")
    assert (found.finding.verdict, found.finding.command) == ("assumption", "multipolar run claim.yaml")
    ((named, move),) = yaml.safe_load(found.finding.scenario.replace(" on:", " 'on':"))["moves"][0].items()
    assert named == kind
    assert {name: move[name] for name in fields} == fields
    assert words in found.finding.reason
    assert parse_scenario(found.finding.scenario).moves[0].kind == kind


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("If China banned exports of rare earths to Japan, carmakers would stop.", "multipolar run china-rare-earths"),
        ("Tougher sanctions on Russia by the European Union would hurt its economy.", "multipolar run sanctions-2023"),
        ("If Canada lifted its sanctions on Russia, the relief would help Moscow.", "multipolar run sanctions-lifted"),
    ],
)
def test_a_group_answers_for_its_members(text: str, command: str) -> None:
    (found,) = of(text, "condition or prediction")
    assert (found.finding.verdict, found.finding.command) == ("assumption", command)
