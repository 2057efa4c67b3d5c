"""Who is meant where a clause leaves it to what was said: answers, verdicts on a deal, speakers, officials in a capital."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("spacy")
from multipolar.news.read import read_news

TOLD = [
    ("Kenya asked Sudan for a truce. Tension rose. Then Khartoum refused.", "REJECT", {"SDN"}, {"KEN"}),
    ("When Manila asked for a clause on mutual assistance, Hanoi declined.", "REQUEST", {"PHL"}, {"VNM"}),
    ("When Manila asked for a clause on mutual assistance, Hanoi declined.", "REJECT", {"VNM"}, {"PHL"}),
    ("Peru and Chile signed a fishing accord in May. It rained. Bolivia denounced the accord.", "ACCUSE", {"BOL"}, {"PER", "CHL"}),
    ("Oman and Qatar signed a pact in Doha, a step that Iran quickly condemned.", "ACCUSE", {"IRN"}, {"OMN", "QAT"}),
    ('"We condemn Sudan for the raid," Kenya\'s foreign minister said.', "ACCUSE", {"KEN"}, {"SDN"}),
    ("In Beijing, a spokesman for the foreign ministry accused Manila of lying.", "ACCUSE", {"CHN"}, {"PHL"}),
    ("A spokesman for Kenya's foreign ministry condemned Sudan.", "ACCUSE", {"KEN"}, {"SDN"}),
    ("Kenya was among the countries that condemned Sudan.", "ACCUSE", {"KEN"}, {"SDN"}),
    ("Norway was one of the first states to recognise Kosovo.", "SUPPORT", {"NOR"}, {"XKX"}),
    ("Poland said it was willing to wait but would first seek permission from Berlin.", "REQUEST", {"POL"}, {"DEU"}),
    ("The talks between Armenia and Azerbaijan took place at the invitation of Russia.", "CONSULT", {"ARM"}, {"AZE"}),
    ("Turkey will not hesitate to strike Syria.", "THREATEN", {"TUR"}, {"SYR"}),
    ("Ethiopia waged war against Eritrea.", "ASSAULT", {"ETH"}, {"ERI"}),
    ("BRICS admitted Egypt and Ethiopia.", "SUPPORT", {"BRICS"}, {"EGY", "ETH"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "plover", "source", "target"), TOLD)
def test_who_is_meant(tmp_path: Path, text: str, plover: str, source: set[str], target: set[str]) -> None:
    (tmp_path / "told.txt").write_text(f"It had rained for a week. {text} The roads were wet.", encoding="utf8")
    events = read_news([tmp_path / "told.txt"]).events
    found = [(e.plover, {a.code for a in e.source}, {a.code for a in e.target}) for e in events]
    assert (plover, source, target) in found, found


UNSAID = [
    ("Xi and Lula voiced a commitment to fighting back against tariffs by the United States.", "AGREE", "USA"),
    (
        "Farmers met in the hall. Iran rejected the charges; one of its boats, it added, had drifted towards Oman.",
        "REJECT",
        "OMN",
    ),
    ("Chile and Peru held talks. Brazil was pleased with the rain and praised the harvest.", "SUPPORT", "PER"),
]


@pytest.mark.parametrize(("text", "plover", "code"), UNSAID)
def test_nobody_is_meant(tmp_path: Path, text: str, plover: str, code: str) -> None:
    (tmp_path / "told.txt").write_text(f"It had rained for a week. {text} The roads were wet.", encoding="utf8")
    events = read_news([tmp_path / "told.txt"]).events
    assert not [e for e in events if e.plover == plover and code in {a.code for a in e.target}], events


QUARRELS = (
    "Kenya condemned Sudan. Iran threatened Israel. Japan criticised Russia. Turkey struck Syria. Poland accused Belarus of lying. "
    "India condemned Pakistan. Egypt threatened Ethiopia. Serbia accused Albania of theft. Armenia denounced Azerbaijan."
)


@pytest.mark.parametrize(("between", "found"), [(9, [{"PER", "CHL"}]), (27, [])])
def test_the_accord_is_one_of_the_last_acts(tmp_path: Path, between: int, found: list[set[str]]) -> None:
    quarrels = ". ".join((3 * QUARRELS.removesuffix(".").split(". "))[:between])
    text = (
        f"Peru and Chile signed a fishing accord in May. {quarrels}. Bolivia denounced the accord. The roads were wet."
    )
    (tmp_path / "told.txt").write_text(text, encoding="utf8")
    events = [e for e in read_news([tmp_path / "told.txt"]).events if {a.code for a in e.source} == {"BOL"}]
    assert [{a.code for a in e.target} for e in events] == found
