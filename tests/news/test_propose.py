"""Acts become candidate moves: kinds, sides, sizes as stated or open, sentences, statuses, and what moves nothing."""

from __future__ import annotations

import dataclasses
import io
import json
import os
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

pytest.importorskip("spacy")
from multipolar.cli import app
from multipolar.cli.tables.news_moves import proposal as proposal_table
from multipolar.errors import ScenarioError
from multipolar.news.compare import compare_moves, packaged_for
from multipolar.news.ingest import ingest
from multipolar.news.merge import Act
from multipolar.news.propose import Proposal, Proposed, propose
from multipolar.news.read import read_documents, read_news
from multipolar.news.records import Actor, Amount, Event
from multipolar.news.topics import status_of_move, table
from multipolar.params.default_sizes import sized_fields
from multipolar.scenario import parse_scenario

SHARED = Path(os.environ.get("MULTIPOLAR_SHARED", Path(__file__).parents[3] / "shared")) / "data" / "news" / "articles"


def _act(text: str, evidence: str, by: str, to: str, plover: str, status: str = "happened", **fields: object) -> Act:
    """An act as a frame would have brought it."""
    start = text.index(evidence)
    event = Event(
        "own", "own.txt", evidence, start, start + len(evidence), text, 0, len(text),
        tuple(Actor(c) for c in by.split()), tuple(Actor(c) for c in to.split()), plover, status, method="own", **fields,
    )  # type: ignore[arg-type]  # fmt: skip
    from multipolar.news.merge import merge

    (act,) = merge([event])
    return act


def _only(proposal: Proposal) -> tuple[str, dict]:
    assert [m.kind for m in proposal.moves] == [proposal.moves[0].kind], [m.kind for m in proposal.moves]
    return proposal.moves[0].kind, proposal.moves[0].fields


MOVES = [
    ("Canada imposed a tariff on Brazilian steel.", "Canada imposed a tariff on Brazilian", "CAN", "BRA", "SANCTION", "happened",
     {}, "tariff", {"by": "CAN", "on": "BRA", "add_pp": None, "status": "in_force"}),
    ("Canada threatened Brazil with a 25 percent tariff.", "Canada threatened Brazil with a 25 percent tariff", "CAN", "BRA", "SANCTION",
     "threatened", {"amount": Amount(25, "pct", "25 percent")}, "tariff", {"add_pp": 25, "status": "threatened", "probability": 0.5}),
    ("Canada raised its tariffs on Brazil to 145 percent.", "Canada raised its tariffs on Brazil", "CAN", "BRA", "SANCTION", "happened",
     {"amount": Amount(145, "pct", "145 percent")}, "tariff", {"by": "CAN", "on": "BRA", "set_pct": 145}),
    ("Japan restricted exports of gallium to India.", "Japan restricted exports of gallium to India", "JPN", "IND", "SANCTION", "happened",
     {"instrument": "export curb"}, "export_curb", {"by": "JPN", "on": "IND", "commodities": ["gallium"], "share": None}),
    ("China pledged $60 billion for railways in Africa.", "China pledged $60 billion for railways in Africa", "CHN", "@AFRICA", "AID", "pledged",
     {"amount": Amount(60000, "usd_mn", "$60 billion")}, "infrastructure_finance", {"by": "CHN", "to": "Africa", "usd_bn": 60, "terms": None}),
    ("India agreed to buy natural gas from Russia.", "India agreed to buy natural gas from Russia", "IND", "RUS", "AGREE", "happened",
     {}, "energy_deal", {"by": "RUS", "to": "IND", "commodity": "natural_gas", "share": None}),
    ("Norway sent humanitarian aid to Kenya.", "Norway sent humanitarian aid to Kenya", "NOR", "KEN", "AID", "happened",
     {}, "aid", {"by": "NOR", "to": "KEN", "usd_bn": None, "terms": "grant"}),
    ("France sent missiles to Ukraine.", "France sent missiles to Ukraine", "FRA", "UKR", "AID", "happened",
     {"instrument": "arms"}, "guarantee", {"by": "FRA", "to": "UKR", "level": None}),
    ("Chile and Vietnam signed a trade deal.", "Chile and Vietnam signed a trade deal", "CHL", "VNM", "AGREE", "happened",
     {"instrument": "trade deal"}, "trade_agreement", {"between": ["CHL", "VNM"], "cost_pct": None}),
    ("Germany pressed Hungary over its veto.", "Germany pressed Hungary", "DEU", "HUN", "COERCE", "happened",
     {}, "pressure", {"by": "DEU", "on": "HUN", "weight": None}),
    ("The foreign minister of Japan visited Vietnam.", "minister of Japan visited Vietnam", "JPN", "VNM", "CONSULT", "happened",
     {"instrument": "visit"}, "visit", {"by": "JPN", "to": "VNM", "rank": "minister"}),
    ("Presidents of Chile and Peru spoke by phone.", "Presidents of Chile and Peru spoke", "CHL", "PER", "CONSULT", "happened",
     {"instrument": "call"}, "call", {"by": "CHL", "to": "PER", "rank": "head_of_state"}),
    ("The United States questioned its commitment to NATO.", "The United States questioned its commitment to NATO", "USA", "NATO", "ACCUSE",
     "happened", {}, "guarantee", {"by": "USA", "to": "NATO", "level": None, "status": "announced"}),
    ("Washington pulled out of the WTO.", "Washington pulled out of the WTO", "USA", "WTO", "RETREAT", "happened", {},
     "withdrawal", {"who": "USA", "body": "WTO"}),
    ("Indonesia joined BRICS.", "Indonesia joined BRICS", "IDN", "BRICS", "AGREE", "happened", {"instrument": "institution"},
     "membership", {"who": "IDN", "joins": "BRICS"}),
    ("Moscow and Washington hold peace talks on Ukraine.", "Moscow and Washington hold peace talks", "RUS", "USA", "AGREE", "proposed",
     {"instrument": "peace talks"}, "peace_deal", {"parties": ["RUS", "USA"], "lifts": None, "status": "called_for"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "evidence", "by", "to", "plover", "status", "more", "kind", "fields"), MOVES, ids=[m[0] for m in MOVES]
)
def test_an_act_becomes_a_move(text, evidence, by, to, plover, status, more, kind, fields) -> None:
    found, given = _only(propose([_act(text, evidence, by, to, plover, status, **more)]))
    assert found == kind
    assert {name: given.get(name) for name in fields} == fields
    assert given["source"] == {"file": "own.txt", "start": 0, "end": len(text), "sentence": text}
    assert given.get("size", "").startswith("open") == (proposal_size(kind, given) is None)


def proposal_size(kind: str, fields: dict) -> object:
    """The size of a move, or something that is not None where its kind has none."""
    names = sized_fields(kind)
    return fields.get(names[0], 0) if names else 0


STILL = [
    ("Canada attacked Brazil.", "Canada attacked Brazil", "ASSAULT", "happened", "military force"),
    ("Canada praised Brazil.", "Canada praised Brazil", "SUPPORT", "happened", "words"),
    ("Canada accused Brazil of dumping.", "Canada accused Brazil", "ACCUSE", "happened", "words"),
    ("In 1975 Canada taxed Brazil with tariffs.", "Canada taxed Brazil with tariffs", "SANCTION", "historical", "past"),
    ("Canada and Brazil may speak.", "Canada and Brazil may speak", "CONSULT", "hypothetical", "not said to have taken place"),
    ("Canada keeps its sanctions on Brazil.", "Canada keeps its sanctions on Brazil", "SANCTION", "ongoing", "stands already"),
    ("Canada balances ties with Brazil.", "Canada balances ties with Brazil", "COOPERATE", "ongoing", "hedging"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "evidence", "plover", "status", "reason"), STILL)
def test_what_moves_nothing_is_listed_with_the_reason(text, evidence, plover, status, reason) -> None:
    proposal = propose([_act(text, evidence, "CAN", "BRA", plover, status)])
    assert proposal.moves == ()
    assert proposal.facts[0].reason.startswith(reason)


def test_nobody_named_is_no_move() -> None:
    proposal = propose([_act("Canada rallied the world.", "Canada rallied the world", "CAN", "@WORLD", "REQUEST")])
    assert "not named" in proposal.facts[0].reason


READ = [
    ("The European Union imposed duties of up to 35.3 percent on electric cars made in China, over the objections of Germany.",
     [("tariff", {"by": "EU", "on": "CHN", "add_pp": 35.3, "sectors": "C29"})], "The text names electric cars: sector C29 as a whole"),
    ("Canada imposed a 25 percent tariff on steel, aluminium and cars from Brazil.",
     [("tariff", {"by": "CAN", "on": "BRA", "add_pp": 25, "sectors": ["C24A", "C24B", "C29"]})], "sectors C24A, C24B, C29 as a whole stand for it"),
    ("China imposed a 30 percent tariff on European brandy.",
     [("tariff", {"by": "CHN", "on": "EU", "sectors": "C10T12"})], "The text names brandy: sector C10T12 as a whole stands for it."),
    ("The European Union imposed a tariff of 20 percent on Turkish kilims.",
     [("tariff", {"by": "EU", "on": "TUR", "sectors": "goods"})], "The text names kilims: all goods stand for it."),
    ("China banned imports of Japanese seafood.",
     [("import_ban", {"by": "CHN", "on": "JPN", "sectors": "C10T12"})], "The text names seafood: sector C10T12 as a whole stands for it."),
    ("China banned imports of toys and paintings from Canada.",
     [("import_ban", {"by": "CHN", "on": "CAN", "sectors": "goods"})], "The text names toys and paintings: all goods stand for it."),
    ("China suspended coal imports from Australia.", [("import_ban", {"by": "CHN", "on": "AUS", "sectors": "B05"})], "sector B05"),
    ("Poland banned Ukrainian grain imports.", [("import_ban", {"by": "POL", "on": "UKR", "sectors": "A01"})], "names grain"),
    ("Russia banned Norwegian salmon.", [("import_ban", {"by": "RUS", "on": "NOR", "sectors": "A03"})], "names salmon"),
    ("The United States banned Chinese officials.", [("sanction", {"by": "USA", "on": "CHN", "sectors": "goods"})], "not read"),
    ("Indonesia bars exports of nickel ore to Japan.",
     [("export_curb", {"by": "IDN", "on": "JPN", "commodities": ["nickel"]})], "Goods as named"),
    ("Russia halts gas supplies to Poland.",
     [("export_curb", {"by": "RUS", "on": "POL", "commodities": ["natural_gas"]})], "Goods as named"),
    ("India halts wheat exports to Bangladesh.",
     [("export_curb", {"by": "IND", "on": "BGD", "sectors": "A01", "commodities": None})], "The text names wheat: sector A01 as a whole stands for it."),
    ("Vietnam halts coal exports to Laos.", [("export_curb", {"by": "VNM", "on": "LAO", "commodities": ["coal"]})], "Goods as named"),
    ("Turkey banned exports of jet fuel and carpets to Israel.", [], "no data on jet fuel and carpets"),
    ("The European Union imposed a tariff on Germany.", [], "a measure of a group on its own member"),
    ("Hungary imposed a tariff on the European Union.", [], "of a member on its customs union"),
    ("Germany's exports to China fell.", [], "trade that shrinks"),
    ("Germany's exports to China rose.", [], "a relation"),
    ("Canada cut its tariff on Brazil by 10 percent.", [], "a fraction of a rate"),
    ("Canada cut its tariffs on Brazilian goods to 5 percent.", [("trade_agreement", {"tariffs_to_pct": 5})], ""),
    ("China banned exports of antimony to Japan.", [("export_curb", {"by": "CHN", "on": "JPN", "commodities": ["antimony"]})], "Goods as named"),
    ("China banned exports of gallium, germanium and magnesium to Japan.",
     [("export_curb", {"commodities": ["gallium", "germanium"]})], "No data on magnesium."),
    ("Indonesia banned exports of palm oil to India.",
     [("export_curb", {"by": "IDN", "on": "IND", "sectors": "C10T12"})], "The text names palm oil: sector C10T12 as a whole stands for it."),
    ("The United States imposed sanctions on Iran's oil exports.",
     [("sanction", {"by": "USA", "on": "IRN", "sectors": "goods"})], "what is cut off is not read"),
    ("The United States sanctioned a Chinese refinery over purchases of Iranian oil.",
     [("sanction", {"by": "USA", "on": "CHN", "sectors": "goods"})], "what is cut off is not read"),
    ("The United States sanctioned Iran over supplies of drones to Russia.",
     [("sanction", {"by": "USA", "on": "IRN", "sectors": "goods"})], "what is cut off is not read"),
    ("The United States blocked Iran's oil exports.", [("sanction", {"by": "USA", "on": "IRN"})], "what is cut off is not read"),
    ("The European Union sanctioned Russia, banning Russian oil imports.",
     [("import_ban", {"by": "EU", "on": "RUS", "sectors": "B06"})], "names oil"),
    ("China sanctioned Japan, suspending Chinese exports of gallium.",
     [("export_curb", {"by": "CHN", "on": "JPN", "commodities": ["gallium"]})], "Goods as named"),
    ("Egypt and Iran joined BRICS.", [("membership", {"who": "EGY", "joins": "BRICS"}), ("membership", {"who": "IRN"})], ""),
    ("Turkey is a member of NATO.", [], ""),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "moves", "told"), READ, ids=[r[0] for r in READ])
def test_a_sentence_that_is_read_becomes_these_moves(sentence: str, moves: list, told: str) -> None:
    proposal = _proposal(own=f"OTTAWA, March 4, 2024 -- {sentence}\n")
    assert [m.kind for m in proposal.moves] == [kind for kind, _ in moves]
    for move, (_, fields) in zip(proposal.moves, moves, strict=True):
        assert {name: move.fields.get(name) for name in fields} == fields
    said = " ".join([*(m.fields["note"] for m in proposal.moves), *(f.reason for f in proposal.facts)])
    assert told in said


def test_two_bans_on_two_goods_are_two_moves_and_each_says_what_stands_for_them() -> None:
    told = "TOKYO, March 4, 2024 -- China banned imports of Japanese seafood.\n"
    later = "TOKYO, June 4, 2025 -- China banned imports of Japanese paintings.\n"
    proposal = _proposal(own=told, later=later)
    assert [m.fields["sectors"] for m in proposal.moves] == ["C10T12", "goods"]
    wider = [
        "the text names seafood: sector C10T12 as a whole stands for it",
        "the text names paintings: all goods stand for it",
    ]
    assert [m.wider for m in proposal.moves] == wider
    assert list(proposal.to_plain()["wider"].values()) == wider
    noted = dataclasses.replace(proposal, moves=tuple(_only_noted(m) for m in proposal.moves))
    for shown, lines in ((proposal, 2), (noted, 0)):
        console = Console(file=io.StringIO(), width=200)
        proposal_table(console, shown, ())
        assert console.file.getvalue().count("write the sectors where you know them") == lines


def test_duties_on_different_goods_are_two_moves_and_one_on_no_named_goods_joins_the_first() -> None:
    proposal = _proposal(
        own="OTTAWA, March 4, 2024 -- The United States imposed a 25 percent tariff on Canadian steel.\n",
        later="OTTAWA, June 4, 2025 -- The United States imposed a 10 percent tariff on Canadian lumber.\n",
        last="OTTAWA, October 4, 2025 -- The United States imposed a tariff on Canada.\n",
    )
    assert [(m.kind, m.fields["add_pp"]) for m in proposal.moves] == [("tariff", 25), ("tariff", 10)]
    assert [len(m.acts) for m in proposal.moves] == [2, 1]


def _only_noted(move: Proposed) -> Proposed:
    """The move with nothing wider than the text, and a note that sounds as if there were."""
    return dataclasses.replace(move, fields={**move.fields, "note": "All states stand for it."}, wider="")


ARTICLE = """OTTAWA, March 4, 2024 -- Canada imposed a 25 percent tariff on Brazilian goods on Monday. In response, Brazil imposed tariffs on Canadian goods.

Japanese Prime Minister Fumio Kishida spoke by phone with Vietnamese Prime Minister Pham Minh Chinh on Monday. The offer includes trade cooperation and loans for railways.

China lifted its heavy duties on Australian wine, Canberra said. India condemned Pakistan.
"""
SECOND = """HANOI, March 5, 2024 -- Vietnamese Prime Minister Pham Minh Chinh held a video call with Japanese Prime Minister Fumio Kishida on Monday. Brazil plans to reform the World Trade Organization.
"""


def _proposal(**texts: str) -> Proposal:
    report = read_documents([ingest(text.encode(), f"{name}.txt") for name, text in texts.items()])
    return propose(report.acts, report.documents)


def test_a_text_becomes_a_scenario_file_that_reads_and_cites() -> None:
    proposal = _proposal(first=ARTICLE)
    text = proposal.to_yaml()
    scenario = parse_scenario(text, default_sizes=True)
    kinds = [m.kind for m in scenario.moves]
    assert {"tariff", "retaliation", "call"} <= set(kinds)
    duty = next(m for m in scenario.moves if m.kind == "tariff")
    assert (duty.by, duty.on, duty.add_pp, duty.from_) == (("CAN",), ("BRA",), 25, 2024)  # type: ignore[attr-defined]
    assert duty.size == "stated in the text: 25 percent"
    answer = next(m for m in scenario.moves if m.kind == "retaliation")
    assert (answer.by, answer.against) == (("BRA",), duty.id)  # type: ignore[attr-defined]
    assert all(ARTICLE[m.source.start : m.source.end].split() == m.source.sentence.split() for m in scenario.moves)  # type: ignore[union-attr]
    assert [d.file for d in scenario.documents] == ["first.txt"]
    with pytest.raises(ScenarioError, match="the size is left open"):
        parse_scenario(text)
    assert "# Acts that move nothing in the model:" in text


def test_two_reports_of_one_call_are_one_move_with_both_channels() -> None:
    proposal = _proposal(first=ARTICLE, second=SECOND)
    calls = [m for m in proposal.moves if m.kind == "call" and {"JPN", "VNM"} == {m.fields["by"], m.fields["to"]}]
    assert len(calls) == 1
    assert {s.file for s in calls[0].sources} == {"first.txt", "second.txt"}
    assert "Sources differ on channel: " in calls[0].fields["note"]


def test_an_offer_in_the_next_sentence_gives_its_parts() -> None:
    kinds = {m.kind for m in _proposal(first=ARTICLE).moves if "VNM" in str(m.fields)}
    assert {"trade_agreement", "infrastructure_finance"} <= kinds


def test_a_reform_in_words_is_named() -> None:
    moves = _proposal(second=SECOND).moves
    assert [m.fields["body"] for m in moves if m.kind == "institution_reform"] == ["WTO"]


def test_a_scenario_agrees_with_itself_and_differences_are_told() -> None:
    here = parse_scenario(_proposal(first=ARTICLE).to_yaml(), default_sizes=True).moves
    same = compare_moves(here, here)
    assert (len(same.agree), same.only_here, same.only_there) == (len(here), (), ())
    assert all(pair.differences == () for pair in same.agree)
    other = parse_scenario(
        "multipolar: 1\nname: x\nmoves:\n  - tariff: {by: CAN, on: [BRA, CHL], add_pp: 10, id: d}\n  - aid: {by: NOR, to: KEN, usd_bn: 1}\n"
    )
    found = compare_moves(here, other.moves, "x")
    assert [pair.differences for pair in found.agree] == [("on BRA, there BRA+CHL", "add_pp 25, there 10")]
    assert [m.kind for m in found.only_there] == ["aid"]
    assert len(found.only_here) == len(here) - 1
    assert found.sentences()[0].startswith("compared with x: 1 moves agree")


def test_the_command_writes_a_file_that_runs_only_with_default_sizes(tmp_path: Path) -> None:
    article = tmp_path / "first.txt"
    article.write_text(ARTICLE)
    target = tmp_path / "moves.yaml"
    done = CliRunner().invoke(app, ["read", str(article), "--scenario", str(target), "--json"])
    assert done.exit_code == 0, done.output
    plain = json.loads(done.output)
    assert plain["files"]["scenario"] == str(target)
    assert plain["proposal"]["open_sizes"]
    refused = CliRunner().invoke(app, ["run", str(target)])
    assert isinstance(refused.exception, ScenarioError)
    run = CliRunner().invoke(
        app, ["run", str(target), "--default-sizes", "--horizon", "2024", "--out", str(tmp_path / "out")]
    )
    assert run.exit_code == 0, run.output
    report = (tmp_path / "out" / "report.html").read_text()
    assert "Canada imposed a 25 percent tariff on Brazilian goods on Monday." in report
    assert "default size, judgement" in report


def test_lists_are_whole() -> None:
    from multipolar.news.records import STATUSES

    assert all((status_of_move(s) is None) == (s == "historical") for s in STATUSES)
    assert all(entry["words"] for entry in table()["topics"].values())


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs the annotated articles")
def test_moves_of_the_annotated_articles_come_near_to_the_packaged_scenarios() -> None:
    report = read_news(sorted(SHARED.glob("*.txt")))
    proposal = propose(report.acts, report.documents)
    proposal.scenario()
    others = packaged_for(report.documents)
    assert len(others) == 5
    found = [compare_moves(proposal.moves_on(o.documents), o.moves, o.name) for o in others]
    assert sum(len(c.agree) for c in found) >= 0.5 * sum(len(o.moves) for o in others)
