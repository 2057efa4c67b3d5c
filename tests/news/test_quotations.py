"""Quotations: marks of all styles, speakers, reported speech; framing phrases and who uses them."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy")
from multipolar.news.framing import find_framings, phrases
from multipolar.news.gazetteer import Gazetteer, find_mentions
from multipolar.news.marks import find_marked
from multipolar.news.parse import parse
from multipolar.news.quotations import find_quotations
from news.helpers import plain_document

MARKS = [
    ("“One,” he said. \"Two,\" she said. ‘Three,’ they said.", ["One,", "Two,", "Three,"]),
    ("He called it 'unfair trade' and the workers' rights 'a farce'. The '90s weren't bad.", ["unfair trade", "a farce"]),
    ("The “shared ‘core’ interests” matter.", ["shared ‘core’ interests", "core"]),
    ("‘It’s the states’ right to act,’ he said.", ["It’s the states’ right to act,"]),
    ("A 12\" gun and a \"real\" one.", ["real"]),
    ("«Bonjour» and „Guten Tag“ were heard.", ["Bonjour", "Guten Tag"]),
    ("\"He told me 'go home' and I went,\" she said.", ["He told me 'go home' and I went,", "go home"]),
    ("China's 'win-win' offers aren't 'theirs'.", ["win-win", "theirs"]),
    ("It isn’t the leaders’ fault.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words"), MARKS)
def test_marks(text: str, words: list[str]) -> None:
    document = plain_document(text)
    assert [document.text[m.start : m.end] for m in find_marked(document)] == words


def _quotations(text: str):
    document = plain_document(text)
    parsed = parse(document)
    mentions = find_mentions(parsed, Gazetteer.packaged(), "2024-05-15", document)
    found = find_quotations(parsed, mentions, document)
    assert all(document.raw[q.start : q.end] == q.text for q in found)
    return document, found


SPOKEN = [
    ("“Nobody wins a trade war,” Chilean officials said on Monday.", "CHL", "Chilean officials", "said"),
    ("“Nobody wins,” said Kenyan minister Anna Otieno.", "KEN", "Kenyan minister Anna Otieno", "said"),
    ("Kenya's foreign ministry said: “Nobody wins.”", "KEN", "Kenya's foreign ministry", "said"),
    ("Japan wants to end what it described as “economic coercion” by its neighbour.", None, "it", "described"),
    ("France resisted what Tokyo calls “strategic patience” in the region.", "JPN", "Tokyo", "calls"),
    ("The curbs were branded “hegemonism” by Chinese diplomats.", "CHN", "Chinese diplomats", "branded"),
    ("Moscow has urged Egypt to “act with restraint” in the talks.", "RUS", "Moscow", "urged"),
    ("Brazil's fears of a “lost decade” are growing.", "BRA", "Brazil", "fears"),
    ("The so-called “debt trap” worries many.", None, None, "so-called"),
]


@pytest.mark.parametrize(("text", "code", "name", "cue"), SPOKEN)
def test_speakers(text: str, code: str | None, name: str | None, cue: str | None) -> None:
    _, found = _quotations(text)
    direct = [q for q in found if q.direct]
    assert len(direct) == 1
    assert (direct[0].name, direct[0].cue) == (name, cue)
    if code:
        assert [a.code for a in direct[0].speaker] == [code]


def test_the_next_sentence_of_a_speaker_is_his() -> None:
    _, found = _quotations("“We will not bow,” Moscow said on Monday. “Our answer will come.”")
    assert [[a.code for a in q.speaker] for q in found] == [["RUS"], ["RUS"]]
    assert found[1].cue is None


def test_paragraphs_of_one_speech_share_the_speaker_and_the_first_is_open() -> None:
    _, found = _quotations("“We begin the talks today.\n“We end them tomorrow,” Ottawa said.")
    assert [q.open for q in found] == [True, False]
    assert [[a.code for a in q.speaker] for q in found] == [["CAN"], ["CAN"]]


def test_a_missing_mark_ends_with_the_sentence() -> None:
    _, found = _quotations("Cairo spoke of “a new start and left it there. Then talks began.")
    assert [(q.text, q.open) for q in found] == [("a new start and left it there.", True)]


REPORTED = [
    ("Canada said that Brazil had broken the treaty.", "CAN", "Brazil had broken the treaty"),
    ("According to Moscow, the deal is dead.", "RUS", "the deal is dead"),
    ("The talks failed, Chinese officials said, because Japan walked out.", "CHN", None),
    ("As Japanese officials point out, Canada could leave the pact.", "JPN", "Canada could leave the pact"),
    ("Norway voiced interest in buying Polish missiles.", "NOR", "interest in buying Polish missiles"),
    ("Tokyo's fears of Chinese curbs on metals grew.", "JPN", "of Chinese curbs on metals"),
    ("Iran rejects what Tehran calls a policy of pressure.", "IRN", "a policy of pressure"),
]


@pytest.mark.parametrize(("text", "code", "words"), REPORTED)
def test_reported_speech(text: str, code: str, words: str | None) -> None:
    _, found = _quotations(text)
    assert [q.direct for q in found] == [False]
    assert [a.code for a in found[0].speaker] == [code]
    assert words is None or found[0].text == words


def test_a_last_name_alone_is_who_was_named_in_full() -> None:
    _, found = _quotations("“We came,” said Kremlin aide Anna Orlova. Moscow is cold. “We saw,” Orlova added.")
    assert [[a.code for a in q.speaker] for q in found] == [["RUS"], ["RUS"]]


def test_framing_phrases_go_to_who_is_quoted_with_them_else_to_the_outlet() -> None:
    text = "Beijing calls it “unilateral bullying”. The rules-based international order is under strain; de-risking goes on."
    document, quotations = _quotations(text)
    found = find_framings(document, quotations)
    assert [(f.phrase, [a.code for a in f.speaker]) for f in found] == [
        ("unilateral bullying", ["CHN"]), ("rules-based order", []), ("de-risking", []),
    ]  # fmt: skip
    assert all(document.raw[f.start : f.end] == f.text for f in found)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("a Cold War mentality", "cold war mentality"),
        ("a win-win result", "win-win"),
        ("the U.S.-led order", "U.S.-led order"),
        ("a more just and equitable international order", "just world order"),
        ("weaponising of trade", "weaponized trade"),
        ("the anchor of stability", "anchor of stability"),
        ("hegemonic ambitions", "hegemonism"),
    ],
)
def test_phrases_of_the_lexicon(text: str, phrase: str) -> None:
    assert [f.phrase for f in find_framings(plain_document(f"They speak of {text} again."))] == [phrase]


def test_every_phrase_has_a_family_a_sense_and_users() -> None:
    assert len(phrases()) >= 100
    assert all(p.sense and p.users and p.patterns for p in phrases())
