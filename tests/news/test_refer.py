"""What pronouns and descriptions refer back to, in sentences of our own."""

from __future__ import annotations

import itertools

import pytest

pytest.importorskip("spacy")

from news.actors import actors, mentions


@pytest.mark.parametrize(
    ("text", "passage", "expected"),
    [
        ("Putin flew to Astana. He praised Kazakhstan.", "He", "RUS/Vladimir Putin"),
        ("Angela Merkel met Putin in Berlin. She pressed him on gas.", "She", "DEU/Angela Merkel"),
        ("Angela Merkel met Putin in Berlin. She pressed him on gas.", "him", "RUS/Vladimir Putin"),
        ("In his speech, Putin accused Kyiv of lying.", "his", "RUS/Vladimir Putin"),
        ("Japan said it would buy more gas.", "it", "JPN"),
        ("Brazil raised its duties.", "its", "BRA"),
        ("In its reply, Ukraine rejected the charge.", "its", "UKR"),
        ("India warned Pakistan that it would respond.", "it", "IND"),
        ("China is a large buyer of soy. Its ports are full.", "Its", "CHN"),
        ("France and Germany sent envoys. They asked for calm.", "They", "FRA+DEU"),
        ("Turkish officials met reporters. They denied it.", "They", "TUR"),
        ("A wedge between Iran and Iraq would divide them.", "them", "IRN+IRQ"),
        ("The U.S. hit China with duties. The two countries then held talks.", "The two countries", "CHN+USA"),
        ("Xi received Putin. The two leaders spoke for hours.", "The two leaders", "CHN/Xi Jinping+RUS/Vladimir Putin"),
        ("Xi received Putin. Both leaders signed.", "Both leaders", "CHN/Xi Jinping+RUS/Vladimir Putin"),
        ("Peru and Chile quarrel. Both nations claim the sea.", "Both nations", "PER+CHL"),
        ("Libya drew a map. Greece expelled its ambassador.", "its", "LBY"),
        ("Malawi is poor. Zambia lent it maize.", "it", "MWI"),
        ("Chile quarrels with Peru. Peru fears its smaller neighbour.", "its smaller neighbour", "CHL"),
        (
            "Egypt and Libya quarrel. Egypt, Egypt says, is patient. Tunis asked both sides for calm.",
            "both sides",
            "EGY+LBY",
        ),
        ("Peru and Chile quarrel. Talks between the two sides failed.", "the two sides", "PER+CHL"),
        ("Modi told Xi that the two neighbours were partners.", "the two neighbours", "CHN+IND"),
        ("Macron met reporters in Paris. The president promised aid.", "The president", "FRA/Emmanuel Macron"),
        ("Trump spoke. His administration would act.", "His", "USA/Donald Trump"),
        ("Iraq invaded. The country was isolated.", "The country", "IRQ"),
        ("The EU met on Monday. The bloc agreed on a list.", "The bloc", "EU"),
        ("NATO sent ships. The alliance warned Moscow.", "The alliance", "NATO"),
        ("Saudi Arabia cut its output. The kingdom wants a higher price.", "The kingdom", "SAU"),
        ("OPEC met in Vienna. The cartel cut output.", "The cartel", "OPEC"),
        ("Seoul and Pyongyang spoke. The North had asked for it.", "The North", "PRK"),
        ("The two Koreas opened a hotline.", "The two Koreas", "KOR+PRK"),
    ],
)
def test_reference(text: str, passage: str, expected: str) -> None:
    found = actors(text, "2017-05-01").get(passage)
    assert found is not None
    assert sorted(found.split("+")) == sorted(expected.split("+"))


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("Russia waits. It remains to be seen what comes.", "It"),
        ("Russia waits. It is clear that the winter will be hard.", "It"),
        ("Analysts say they expect Moscow to wait.", "they"),
        ("Moscow signed the treaty. Kyiv refused to ratify it.", "it"),
        ("The concept matters to China, but it is about power.", "it"),
        ("A professor at a college in Ohio said he was tired of Trump.", "he"),
    ],
)
def test_no_reference(text: str, passage: str) -> None:
    assert passage not in actors(text, "2017-05-01")


def test_officials_whom_no_table_knows() -> None:
    text = "Kremlin aide Oleg Markin said that talks would go on. Markin added that Kenya had asked for them."
    found = actors(text, "2025-02-01")
    assert found["Oleg Markin"] == "RUS/Oleg Markin"
    assert found["Markin"] == "RUS/Oleg Markin"


def test_every_mention_has_a_probability_and_no_two_overlap() -> None:
    text = (
        "The Chinese president called the two leaders of France and Germany. They told him that their allies, the U.S. "
        "among them, wanted calm. It was his third call to Berlin. Its chancellor, Friedrich Merz, welcomed it."
    )
    found = mentions(text, "2025-09-01")
    assert all(0.4 <= m.sure <= 1.0 and m.actors for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_related_lines_do_not_feed_the_text() -> None:
    assert "It" not in actors("It rejected the offer.", "2017-05-01")
