"""Who does what to whom: constructions of news English, each in a sentence of our own."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

pytest.importorskip("spacy")
from multipolar.news.document import Block
from multipolar.news.events import find_events
from multipolar.news.frames import packaged_frames
from multipolar.news.ingest import ingest
from multipolar.news.parse import parse
from multipolar.news.read import read_documents
from multipolar.news.records import REAL, Event
from news.helpers import plain_document, read_text

DIRECTIONS = [
    ("Vietnam's move was condemned by China and Laos.", {"CHN", "LAO"}, {"VNM"}, "ACCUSE"),
    ("Rwandan troops were driven back by Congolese soldiers.", {"COD"}, {"RWA"}, "ASSAULT"),
    ("Sanctions on Iran were imposed by Norway.", {"NOR"}, {"IRN"}, "SANCTION"),
    ("Norway received an apology from Sweden.", {"SWE"}, {"NOR"}, "CONCEDE"),
    ("Peru's condemnation of Chile was expected.", {"PER"}, {"CHL"}, "ACCUSE"),
    ("Israel's attack on Lebanon drew condemnation from France.", {"ISR"}, {"LBN"}, "ASSAULT"),
    ("Israel's attack on Lebanon drew condemnation from France.", {"FRA"}, {"ISR"}, "ACCUSE"),
    ("According to Turkey, Greece violated the agreement with Cyprus.", {"GRC"}, {"CYP"}, "REJECT"),
    ("Kenya was accused by Somalia of moving troops to the border.", {"SOM"}, {"KEN"}, "ACCUSE"),
    (
        "Poland, which was accused by Belarus of spying, expelled two Belarusian diplomats.",
        {"POL"},
        {"BLR"},
        "SANCTION",
    ),
    ("Ghana urged NATO ally Canada to send observers.", {"GHA"}, {"CAN"}, "REQUEST"),
    (
        "Kenya denies arming the Eritreans and its foreign minister blasted the Somalis for the raid.",
        {"KEN"},
        {"SOM"},
        "ACCUSE",
    ),
    ("Morocco said Algeria was responsible for the clash.", {"MAR"}, {"DZA"}, "ACCUSE"),
    ("Chile fired missiles at Peru, and Lima denounced the attack.", {"PER"}, {"CHL"}, "ACCUSE"),
    ("EU Slaps Fresh Duties on Chinese Electric Cars", {"EU"}, {"CHN"}, "SANCTION"),
    ("Egypt, Ethiopia resume Nile dam talks", {"EGY"}, {"ETH"}, "CONSULT"),
    ("Peru, together with Chile and Bolivia, recognised Kosovo.", {"PER", "CHL", "BOL"}, {"XKX"}, "SUPPORT"),
    ("Togolese soldiers along with Ghanaian police attacked Benin.", {"TGO", "GHA"}, {"BEN"}, "ASSAULT"),
    ("Oman joined Kuwait in bombing Yemen.", {"OMN", "KWT"}, {"YEM"}, "ASSAULT"),
    ("Togo broke off relations with Benin, and Mali withdrew its ambassador.", {"MLI"}, {"BEN"}, "SANCTION"),
    ("Austria broke off relations with Serbia; Belgrade recalled its ambassador.", {"SRB"}, {"AUT"}, "SANCTION"),
    ("Peru has stolen the water of the poor, complained the Bolivian foreign ministry.", {"BOL"}, {"PER"}, "ACCUSE"),
    ("Mobutu, whose rule was toppled by Rwanda and Uganda, died of cancer.", {"RWA", "UGA"}, {"COD"}, "COERCE"),
    ("Norway demanded that its European Union partners condemn Russia.", {"NOR"}, {"EU"}, "REQUEST"),
    ("Chile has agreed on a plan with Peru and other neighbours.", {"CHL"}, {"PER"}, "AGREE"),
    ("Kenya urged Uganda to impose sanctions on Chad and accused Mali of spying.", {"KEN"}, {"MLI"}, "ACCUSE"),
    (
        "Norway vowed to expel Chad's ambassador and Sweden abruptly broke diplomatic ties.",
        {"SWE"},
        {"TCD"},
        "SANCTION",
    ),
    ("Opposition parties in Togo have accused Benin of spying.", {"TGO"}, {"BEN"}, "ACCUSE"),
    ("Oman attacked two boats of Iran-backed Yemeni rebels.", {"OMN"}, {"YEM"}, "ASSAULT"),
    ("Chadian rebels kidnapped up to 30 Swiss nurses from a hotel.", {"TCD"}, {"CHE"}, "ASSAULT"),
    ("Chile forgave Bolivia's debts.", {"CHL"}, {"BOL"}, "AID"),
    ("Two Laotian envoys extolled Mongolia.", {"LAO"}, {"MNG"}, "SUPPORT"),
    ("Chadian soldiers retook a town from Libya.", {"TCD"}, {"LBY"}, "ASSAULT"),
]

LINES = [
    ("Kenya has threatened to close its ports if Uganda goes ahead with the pipeline.", {"KEN"}, {"UGA"}),
    ("If Uganda does not stop the works, Rwanda will be forced to launch an offensive.", {"RWA"}, {"UGA"}),
    ("Swiss and Austrian climbers staged a protest in Oslo against whaling.", {"CHE", "AUT"}, {"NOR"}),
    ("A Danish nurse has been placed under house arrest in Gabon for her part in the riots.", {"GAB"}, {"DNK"}),
    ("Two Burmese monks died in Vietnamese custody.", {"VNM"}, {"MMR"}),
    ("Peruvian and Chilean frigates sailed alongside the Canadian fleet.", {"PER", "CHL"}, {"CAN"}),
    ('"We will not forget our Fijian brothers," the prime minister of Tonga said.', {"TON"}, {"FJI"}),
    ("One barge was rammed by a Kenyan cutter, the Somali navy said.", {"KEN"}, {"SOM"}),
    ("Sweden told Estonia and Latvia that it would repair their cable.", {"SWE"}, {"EST", "LVA"}),
    ("A Kuwait-based firm of Jordanian hackers has robbed the banks of Cyprus.", {"JOR"}, {"CYP"}),
    ("Qatari mediators undertook a mission between Chad and Sudan.", {"QAT"}, {"TCD", "SDN"}),
    ("The Togolese health minister said Ghanaian strikes killed more than forty people.", {"GHA"}, {"TGO"}),
    ("Nine Kenyan herders were killed when Uganda shelled a market.", {"UGA"}, {"KEN"}),
    ("Laos said Thai drones had entered its airspace.", {"THA"}, {"LAO"}),
    ("Peru's biggest port was attacked by drones launched from Ecuador.", {"ECU"}, {"PER"}),
]
"""Lines that stand alone: there two known actors get a pair, whatever is done."""

STATUSES = [
    ("Canada could impose tariffs on Brazil.", "hypothetical"),
    ("Canada will impose tariffs on Brazil next week.", "expected"),
    ("Canada plans to impose tariffs on Brazil.", "intended"),
    ("Canada tried to impose tariffs on Brazil.", "attempted"),
    ("Canada has been bombing Brazil for weeks.", "ongoing"),
    ("If Canada imposes tariffs on Brazil, prices will rise.", "hypothetical"),
    ("In 1971 Canada imposed tariffs on Brazil.", "historical"),
    ("Canada imposed tariffs on Brazil.", "happened"),
]


def _sides(event: Event) -> tuple[set[str], set[str]]:
    return {actor.code for actor in event.source}, {actor.code for actor in event.target}


@pytest.mark.parametrize(("text", "source", "target", "plover"), DIRECTIONS)
def test_direction(text: str, source: set[str], target: set[str], plover: str) -> None:
    found = [(*_sides(event), event.plover) for event in read_text(text, packaged_frames(), "2020-01-01")]
    assert (source, target, plover) in found, found


@pytest.mark.parametrize(("text", "source", "target"), LINES)
def test_direction_of_lines(text: str, source: set[str], target: set[str]) -> None:
    found = [_sides(event) for event in read_text(text, packaged_frames(), "1995-01-01")]
    assert {(a, b) for doers, others in found for a in doers for b in others} == {
        (a, b) for a in source for b in target
    }


def test_pronouns_of_a_line_do_not_reach_into_other_lines() -> None:
    lines = [
        "Peru expelled two diplomats of Chile.",
        "Norway received observers from Finland, informing them of the vote.",
    ]
    found = read_documents([ingest("\n".join(lines).encode(), "lines.txt")]).events
    assert {code for event in found[1:] for side in _sides(event) for code in side} == {"NOR", "FIN"}


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_status(text: str, status: str) -> None:
    events = [
        event for event in read_text(text, packaged_frames(), "2020-01-01") if _sides(event) == ({"CAN"}, {"BRA"})
    ]
    assert [event.status for event in events] == [status]
    assert (status in REAL) == (events[0].status in REAL)


def test_control_gives_two_acts() -> None:
    events = read_text("Germany urged France to sanction Russia.", packaged_frames())
    found = {(*map(frozenset, _sides(event)), event.plover, event.status) for event in events}
    assert found == {
        (frozenset({"DEU"}), frozenset({"FRA"}), "REQUEST", "happened"),
        (frozenset({"FRA"}), frozenset({"RUS"}), "SANCTION", "called_for"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Russia did not invade Moldova.",
        "Spain has not expelled the Moroccan consul.",
        "Germany beat Argentina after extra time in the World Cup.",
        "Switzerland lies between France, Germany and Italy.",
    ],
)
def test_no_act(text: str) -> None:
    assert read_text(text, packaged_frames()) == ()


def test_one_act_is_one_event() -> None:
    events = read_text("Canada imposed a 25 percent tariff on Brazilian steel.", packaged_frames())
    assert len(events) == 1


def test_evidence_stands_where_it_says() -> None:
    text = "  Peru signed a treaty with Chile.\nKenya shelled Somalia, officials said. "
    document = plain_document(text)
    for event in read_text(text, packaged_frames()):
        assert document.raw[event.start : event.end] == event.evidence
        assert document.raw[event.sentence_start : event.sentence_end] == event.sentence
        assert event.sentence_start <= event.start < event.end <= event.sentence_end


def test_boilerplate_is_not_parsed() -> None:
    text = "Kenya shelled Somalia.\nSubscribe now."
    document = dataclasses.replace(plain_document(text), blocks=(Block(0, 22), Block(23, len(text), "boilerplate")))
    assert [text[p.sentence.start : p.sentence.end] for p in parse(document)] == ["Kenya shelled Somalia."]
    assert find_events(parse(document), (), document, packaged_frames(), 2024) == ()


def test_the_deal_has_parties() -> None:
    text = "Vietnam and Laos signed an agreement on Monday. Australia has praised the deal. He said little else."
    events = read_text(text, packaged_frames())
    assert ({"AUS"}, {"VNM", "LAO"}) in [_sides(event) for event in events]


def test_list_gives_every_line_its_pair() -> None:
    lines = "Ghana quibbled with Togo over the lights."
    (event,) = read_text(lines, packaged_frames())
    assert _sides(event) == ({"GHA"}, {"TGO"})
    assert 0.0 < event.confidence <= 1.0


def test_tokens_are_those_of_the_model_as_it_is_packaged() -> None:
    spacy = pytest.importorskip("spacy")
    from multipolar.news.parse import MODEL, language

    packaged, ours = spacy.load(MODEL, exclude=["ner"]).tokenizer, language().tokenizer
    assert ours.rules == packaged.rules
    text = "U.S. President Donald Trump didn't meet Mr. Xi on Jan. 5; it's $60bn, they'll say, e.g. don't."
    assert [t.text for t in ours(text)] == [t.text for t in packaged(text)]


NOT_SO = [
    ("Biden flew to Europe to rally support against Russia.", "SUPPORT", "RUS"),
    ("Brazil, facing tariffs of the United States, spoke of its commitment to fight back.", "ASSAULT", "USA"),
    ("Europe's fight with China over electric cars has escalated.", "ASSAULT", "CHN"),
    ("Chile and Peru backed rules that reduce the weight of Western states, above all the United States.", "CONCEDE", "USA"),
    ("India abstained; Hungary voted for the resolution.", "REJECT", "HUN"),
    ("Japan and South Korea, allies of the United States, signed a trade deal.", "SUPPORT", "@US_ALLIES"),
    ("The European Union imposed duties on cars made in China, over the objections of Germany.", "SANCTION", "DEU"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "plover", "code"), NOT_SO)
def test_who_is_named_besides_is_no_target(text: str, plover: str, code: str) -> None:
    events = read_text(text, packaged_frames(), "2020-01-01")
    assert not [e for e in events if e.plover == plover and code in {a.code for a in (*e.source, *e.target)}], events


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Qatar welcomed Oman's decision to send envoys to Yemen.", ("OMN", "YEM")),
        ("Canada criticised Mexico's plan to tax Chilean wine.", ("MEX", "CHL")),
        ("Sweden defended the right of Turkish forces to fire on militants in Syria.", ("TUR", "SYR")),
        ("Chad defended its decision to expel Sudan's ambassador.", ("TCD", "SDN")),
    ],
)
def test_an_infinitive_behind_a_noun_is_its_owners(text: str, pair: tuple[str, str]) -> None:
    events = read_text(text, packaged_frames(), "2020-01-01")
    found = {(a.code, b.code) for e in events for a in e.source for b in e.target}
    assert [p for p in found if p[1] == pair[1] and p[0] != pair[1]] == [pair], found


def test_contacts_between_two_are_not_with_the_object_of_the_verb() -> None:
    text = "Jordan shared evidence with France about contacts between Hezbollah and officers of Assad's army."
    events = read_text(text, packaged_frames(), "2010-01-01")
    found = {frozenset({a.code, b.code}) for e in events for a in e.source for b in e.target}
    assert found == {frozenset({"JOR", "FRA"}), frozenset({"LBN", "SYR"})}


def test_a_fight_with_arms_is_force() -> None:
    for text in (
        "Fighting between Ethiopia and Eritrea flared again.",
        "Kenya fought Somali troops in a war over trade.",
    ):
        assert [e.plover for e in read_text(text, packaged_frames(), "2020-01-01")] == ["ASSAULT"]


def test_the_parse_is_that_of_the_model_as_it_is_packaged() -> None:
    spacy = pytest.importorskip("spacy")
    from multipolar.news.parse import MODEL, language

    def told(pipeline: Any) -> list[Any]:
        names = ("text", "lemma_", "tag_", "pos_", "dep_", "norm_", "shape_", "is_sent_start")
        parsed = [token for doc in pipeline.pipe(examples) for token in doc]
        return [(*(getattr(t, name) for name in names), str(t.morph), t.head.i) for t in parsed]

    examples = [frame.example for frame in packaged_frames().frames[::5]]
    packaged = spacy.load(MODEL, exclude=["ner"])
    assert told(language()) == told(packaged)
    for name, part in language().pipeline:
        assert all(label in language().vocab.strings for label in getattr(part, "labels", ())), name
