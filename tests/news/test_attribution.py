"""Events get the date, the size and the voice that stand nearest to them in the grammar of the sentence."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")
from multipolar.news.attribution import attribute
from multipolar.news.gazetteer import Gazetteer, find_mentions
from multipolar.news.parse import parse
from multipolar.news.records import Actor, Event
from news.helpers import plain_document

PUBLISHED = "2024-05-15"


def _attributed(text: str, *evidence: str, status: str = "happened") -> tuple[Event, ...]:
    """Events of a text whose evidence is given, as far as a frame would have brought them."""
    document = plain_document(text)
    parsed = parse(document)
    mentions = find_mentions(parsed, Gazetteer.packaged(), PUBLISHED, document)
    events = []
    for words in evidence:
        start = text.index(words)
        events.append(
            Event("own", "own.txt", words, start, start + len(words), text, 0, len(text), (Actor("CHN"),), (Actor("USA"),),
                  "SANCTION", status)  # type: ignore[arg-type]
        )  # fmt: skip
    return attribute(events, parsed, mentions, document)


def test_a_date_belongs_to_its_own_clause() -> None:
    text = "Canada imposed tariffs on Brazil in 2018, and Brazil banned Canadian beef in March 2019."
    first, second = _attributed(text, "Canada imposed tariffs on Brazil", "Brazil banned Canadian beef")
    assert (first.date, first.date_text, first.date_basis, first.date_precision) == (
        "2018",
        "in 2018",
        "stated",
        "year",
    )
    assert (second.date, second.date_precision) == ("2019-03", "month")


def test_a_date_in_a_relative_clause_stays_there() -> None:
    text = "Canada, which joined the pact in 2018, imposed tariffs on Brazil."
    (event,) = _attributed(text, "imposed tariffs on Brazil")
    assert event.date is None


def test_an_act_in_hand_takes_the_day_of_publication_and_a_fear_does_not() -> None:
    text = "NAIROBI, May 15, 2024 (Wire) -- Kenya imposed tariffs on Uganda."
    (event,) = _attributed(text, "Kenya imposed tariffs on Uganda")
    assert event.date == "2024-05-15"
    (event,) = _attributed("Published: 15 May 2024\nKenya imposed tariffs on Uganda.", "imposed tariffs on Uganda")
    assert (event.date, event.date_basis, event.date_precision) == ("2024-05-15", "publication", "week")
    (event,) = _attributed("Published: 15 May 2024\nKenya fears tariffs.", "fears tariffs", status="feared")
    assert event.date is None


def test_a_size_goes_to_the_nearest_act() -> None:
    text = "Canada imposed a 25 percent tariff on Brazil and lent Chile $60 billion."
    tariff, loan = _attributed(text, "imposed a 25 percent tariff on Brazil", "lent Chile $60 billion")
    assert tariff.amount
    assert loan.amount
    assert (tariff.amount.value, tariff.amount.unit) == (25, "pct")
    assert (loan.amount.value, loan.amount.unit) == (60_000, "usd_mn")


VOICES = [
    ("what Beijing calls the “unfair global order.”", "France resisted what Beijing calls the “unfair global order.”",
     "CHN (Beijing)", "unfair global order."),
    ("urged Egypt to", "Moscow has urged Egypt to “act with restraint” in the talks.", "RUS (Moscow)", "act with restraint"),
    ("Canada will sanction Brazil", "Analysts believe that Canada will sanction Brazil.", "Analysts", None),
    ("Canada sanctioned Brazil", "Chinese officials said that Canada sanctioned Brazil.", "Chinese officials", None),
    ("Canada sanctioned Brazil", "Vladimir Putin said that Canada sanctioned Brazil.", "Vladimir Putin", None),
    ("Canada could sanction Brazil", "Ana Ruiz, director at the Cedar Institute, said Canada could sanction Brazil.",
     "Ana Ruiz (Cedar Institute)", None),
    ("Canada sanctioned Brazil", "Canada sanctioned Brazil.", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("evidence", "text", "who", "quote"), VOICES)
def test_who_says_so(evidence: str, text: str, who: str | None, quote: str | None) -> None:
    (event,) = _attributed(text, evidence)
    assert (event.attributed_to, event.quote) == (who, quote)
