"""Sentences that look like acts of states and are none, or are acts of others than those whom they name."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")
from multipolar.news.frames import packaged_frames
from multipolar.news.gazetteer.describe import descriptions
from multipolar.news.records import Event
from news.helpers import read_text

NONE = [
    ("Israel admitted holding talks with Iran.", "CONCEDE"),
    ("France acknowledged selling Exocets to Iraq.", "CONCEDE"),
    ("Five American soldiers were killed in Afghanistan when their helicopter crashed.", "ASSAULT"),
    ("A Dutch tourist was killed in Thailand by a tiger.", "ASSAULT"),
    ("Ten Indian workers were killed in Kuwait in a blaze.", "ASSAULT"),
    ("Ten Indian workers were killed in Kuwait in a storm.", "ASSAULT"),
    ("Canada traced the shipment of grain to Ukraine.", "ACCUSE"),
    ("Peru said Chile's earthquake was a problem.", "ACCUSE"),
    ("Turkey said it was wrong to doubt Greece.", "ACCUSE"),
    ("India said the plane of Nepal had been poisoned.", "ACCUSE"),
    ("Chile's vote puzzled Peru.", "ACCUSE"),
    ("The Kenyan envoy is in the hands of Somalia.", "COERCE"),
    ("Twelve Sudanese families are in a camp in Chad.", "COERCE"),
]
STILL = [
    ("North Korea admitted abducting Japanese students.", ("CONCEDE", "PRK", "JPN")),
    ("Two Swiss tourists were kidnapped in Yemen.", ("ASSAULT", "YEM", "CHE")),
    ("Morocco said Algeria was responsible for the clash.", ("ACCUSE", "MAR", "DZA")),
    ("Iran said American sanctions were illegal.", ("ACCUSE", "IRN", "USA")),
    ("Nepal said its king had been murdered by India.", ("ACCUSE", "NPL", "IND")),
    ("Togo said Ghana had instigated the mutiny.", ("ACCUSE", "TGO", "GHA")),
]


def _events(text: str) -> tuple[Event, ...]:
    """What is read; the method of what a frame reads is its id, in which a point stands."""
    return read_text(text, packaged_frames())


@pytest.mark.parametrize(("text", "type_"), NONE)
def test_no_frame_reads_an_act(text: str, type_: str) -> None:
    assert [e.method for e in _events(text) if e.plover == type_ and "." in e.method] == []


@pytest.mark.parametrize(("text", "act"), STILL)
def test_an_act_is_still_read(text: str, act: tuple[str, str, str]) -> None:
    found = {(e.plover, s.code, t.code) for e in _events(text) for s in e.source for t in e.target}
    assert act in found


@pytest.mark.parametrize("verb", ["invaded it", "offered a deal", "insists on a border"])
def test_a_neighbour_is_found_before_a_verb_that_begins_as_a_preposition(verb: str) -> None:
    assert [d.noun for d in descriptions(f"Its neighbour {verb}.") if d.sort == "other"] == ["neighbour"]
    assert not [d for d in descriptions("Its neighbour in the north sent aid.") if d.sort == "other"]
