"""Acts of running text whose other side stands in the sentences before."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")

from multipolar.news.ingest import ingest
from multipolar.news.read import read_documents

Found = set[tuple[str, str, str]]


def _read(text: str) -> Found:
    report = read_documents([ingest(text.encode(), "text.txt")])
    return {(s.code, e.plover, t.code) for e in report.events for s in e.source for t in e.target}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (
            "Bolivia accused Chile of stealing its water. La Paz moved two regiments to the frontier.",
            ("BOL", "MOBILIZE", "CHL"),
        ),
        ("Iraq threatened Kuwait over oil. Baghdad put its army on alert.", ("IRQ", "MOBILIZE", "KWT")),
        (
            "India and China clashed in the mountains. Both sides have since rushed more troops to the heights.",
            ("IND", "MOBILIZE", "CHN"),
        ),
        ("Turkey invaded northern Syria. Ankara withdrew its last battalion on Sunday.", ("TUR", "RETREAT", "SYR")),
        ("Iran seized a Greek tanker in May. Tehran let the crew go in August.", ("IRN", "RETREAT", "GRC")),
        ("Libya detained Italian fishermen. Rome froze a payment to the coast guard.", ("ITA", "SANCTION", "LBY")),
        (
            "Peru accused Chile of an incursion on Monday. Brazil called for restraint and offered to mediate.",
            ("BRA", "REQUEST", "CHL"),
        ),
    ],
)
def test_the_other_side_is_the_one_of_the_quarrel(text: str, act: tuple[str, str, str]) -> None:
    assert act in _read(text)


def test_who_stands_outside_a_quarrel_speaks_to_both_sides() -> None:
    found = _read(
        "Egypt accused Ethiopia of aggression. Addis Ababa put its army on alert. The African Union offered to mediate."
    )
    assert {("AU", "AGREE", "EGY"), ("AU", "AGREE", "ETH")} <= found


def test_the_victim_demands_something_of_the_doer() -> None:
    assert ("KGZ", "REQUEST", "TJK") in _read("Tajik guards attacked Kyrgyz herders. Bishkek demanded compensation.")


def test_a_place_that_we_do_not_know_belongs_to_the_rival() -> None:
    assert ("SDN", "ASSAULT", "SSD") in _read(
        "South Sudan accused Sudan of lies in 2012. Khartoum bombed Zantuk in reply."
    )


@pytest.mark.parametrize("time", ["August", "May", "October"])
def test_a_month_in_front_of_a_name_is_not_part_of_it(time: str) -> None:
    text = f"Spain waits. In {time} Greece and Egypt signed a deal on their border, and Turkey called it worthless."
    assert {("GRC", "SUPPORT", "EGY"), ("TUR", "ACCUSE", "GRC")} <= _read(text)


def test_a_rival_told_of_before_goes_before_another_state_of_the_sentence() -> None:
    found = _read(
        "Guyana accused Venezuela of aggression. Georgetown put its army on alert and let American pilots land."
    )
    assert ("GUY", "MOBILIZE", "VEN") in found
    assert ("GUY", "MOBILIZE", "USA") not in found


@pytest.mark.parametrize(
    "text",
    [
        "Peru held an election in April. Lima moved two regiments to the north.",
        "The United States criticised Iran. President Trump hopes to push Putin into ending the war.",
        "India and China clashed in 2020. Their warships now sail together in a parade.",
        "Norway is calm. Britain and France sent more warships to the region.",
        "Norway is calm. China and Russia sent bombers on Thursday.",
        "Norway is calm. Italy and Spain withdrew their troops on Sunday.",
        "Chile has a new president. Lima moved two regiments to the north.",
        "Russia and Ukraine shelled each other. Poland put its army on alert.",
    ],
)
def test_nobody_is_guessed_without_a_quarrel_or_in_passing(text: str) -> None:
    assert not {plover for _, plover, _ in _read(text)} & {"MOBILIZE", "RETREAT"}


def test_allies_arm_themselves_against_who_uses_force_and_not_against_each_other() -> None:
    found = _read("Russia invaded Ukraine. Poland and Lithuania put their armies on alert.")
    assert found == {("RUS", "ASSAULT", "UKR"), ("POL", "MOBILIZE", "RUS"), ("LTU", "MOBILIZE", "RUS")}
    assert ("POL", "MOBILIZE", "UKR") not in _read("Russia invaded Ukraine. Poland put its army on alert.")


@pytest.mark.parametrize(
    "text",
    [
        "France accused Russia of lies. Paris closed three schools.",
        "Iran threatened Israel. Tehran arrested a journalist.",
        "Iran threatened Israel. Tehran raised tariffs on imports.",
    ],
)
def test_what_a_state_does_at_home_is_aimed_at_no_rival(text: str) -> None:
    assert not {plover for _, plover, _ in _read(text)} & {"SANCTION", "COERCE"}


def test_a_crossing_is_closed_to_the_rival() -> None:
    assert ("POL", "SANCTION", "BLR") in _read("Poland accused Belarus of spying. Warsaw closed two crossings.")


def test_their_own_is_not_each_other() -> None:
    assert not _read("Norway is calm. Spain and Portugal pledged to cut their own emissions.")


@pytest.mark.parametrize(
    ("text", "act"),
    [
        (
            "Israel bombed Lebanon on Monday. Turkey sold drones to Morocco. France condemned the bombing.",
            ("FRA", "ACCUSE", "ISR"),
        ),
        (
            "Brazil and Mexico signed a treaty on cars. Chile still refuses to ratify the treaty.",
            ("CHL", "REJECT", "BRA"),
        ),
        ("Peru and Chile quarrel. Both sides pledged not to use force against each other.", ("PER", "AGREE", "CHL")),
        ("Egypt asked Sudan for a port. Khartoum refused the request.", ("SDN", "REJECT", "EGY")),
        ("Poland accused Belarus of spying. The charge angered Minsk.", ("BLR", "ACCUSE", "POL")),
        ("Uganda sent troops into Congo. Kinshasa protested.", ("COD", "ACCUSE", "UGA")),
        (
            "Norway is calm. Washington eased its sanctions on Iran in part, a step that Israel condemned.",
            ("ISR", "ACCUSE", "USA"),
        ),
        ("Norway is calm. Iran struck Iraq on Monday, and Jordan condemned the strike.", ("JOR", "ACCUSE", "IRN")),
    ],
)
def test_a_noun_points_to_the_last_act_of_its_kind(text: str, act: tuple[str, str, str]) -> None:
    assert act in _read(text)


@pytest.mark.parametrize(
    "text",
    [
        "The United States said Iran had not violated the deal.",
        "France said Iran was not a threat.",
        "Norway says Sweden is no threat.",
        "Mongolia said Japan was not a reliable partner.",
        "Iran said it had not violated the nuclear deal with France.",
    ],
)
def test_what_is_denied_of_somebody_is_neither_blame_nor_praise(text: str) -> None:
    assert not {plover for _, plover, _ in _read(text)} & {"ACCUSE", "SUPPORT"}
