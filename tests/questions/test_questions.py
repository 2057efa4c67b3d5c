"""The table of questions is the test: answers are there, larger doses move them as the table says, placebos do nothing."""

from __future__ import annotations

import functools
import json
import math
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from multipolar import cli
from multipolar.errors import InputError
from multipolar.labels import state_name
from multipolar.params.alignment import BELIEFS, alignment_priors
from multipolar.questions import answer_schema, answer_to_dict, ask, find_question, question_to_dict, questions
from multipolar.questions.answer import Answer
from multipolar.questions.evidence import grade_of, is_weak
from multipolar.questions.paths import at, number
from multipolar.questions.sources import found_for
from multipolar.questions.spans import NO_INTERVAL
from multipolar.questions.table import Change, Question
from multipolar.scenario import load_scenario, packaged_scenarios

DOCS = Path(__file__).parents[2] / "docs"
ANSWERED = [q for q in questions() if not q.missing]
RUN = "import sys; from multipolar.cli import main; sys.argv = ['multipolar', *sys.argv[1:]]; main()"


@functools.cache
def answered(question: str) -> Answer:
    """The answer in the quick form of its check."""
    found = find_question(question)
    assert found.check is not None
    return ask(found, found.check.quick, ranges=False)


@functools.cache
def value(question: str, path: str, case: str = "") -> float:
    """The number at a path in the quick form of a check, under the larger dose or with the placebo.

    What an answer is compared with takes no dose, so it is left out here: it is the same in all cases.
    """
    found = find_question(question)
    assert found.check is not None
    more = (getattr(found.check, case),) if case else ()
    political = not path.startswith(("countries.", "stakes.energy", "stakes.institutions", "stakes.leverage"))
    value = number(at(found_for(found, found.check.quick, *more, politics=political).plain, path))
    assert value is not None
    return value


def test_twenty_questions_cover_every_mechanism() -> None:
    assert len(questions()) == len({q.id for q in questions()}) == 20
    assert {q.mechanism for q in ANSWERED} == {f"M{k}" for k in range(1, 16)}
    assert len(ANSWERED) >= 14


@pytest.mark.parametrize("question", ANSWERED, ids=lambda q: q.id)
def test_the_answer_is_a_number_with_interval_reason_and_grade(question: Question) -> None:
    found = answered(question.id)
    assert found.value is not None
    assert math.isfinite(found.value)
    assert question.unit in found.sentence
    assert found.interval_of
    assert found.interval is not None or question.interval == "exact" or found.interval_of == NO_INTERVAL
    if found.interval is not None:
        assert found.interval[0] <= found.value <= found.interval[1]
    assert len(found.reason) > 5
    assert "no data" not in found.reason
    assert found.grade
    assert found.weak == ("weak evidence" in found.grade)


@pytest.mark.parametrize("question", ANSWERED, ids=lambda q: q.id)
def test_a_larger_dose_moves_it_the_expected_way(question: Question) -> None:
    assert question.check is not None
    path = question.check.field or question.answer
    before = value(question.id, path)
    change, scale = value(question.id, path, "larger") - before, max(abs(before), 1e-6)
    assert change > 1e-4 * scale if question.check.goes == "up" else change < -1e-4 * scale


@pytest.mark.parametrize("question", ANSWERED, ids=lambda q: q.id)
def test_a_placebo_does_nothing(question: Question) -> None:
    before, after = (value(question.id, question.answer, case) for case in ("", "placebo"))
    assert after == pytest.approx(before, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("question", ANSWERED, ids=lambda q: q.id)
def test_page_and_commands_exist(question: Question) -> None:
    page = (DOCS / question.page).read_text("utf8")
    assert question.id in page, f"{question.page} does not name {question.id}"
    known = {c.name or c.callback.__name__ for c in cli.app.registered_commands if c.callback}
    for command in (question.command, question.next):
        first, verb, *rest = shlex.split(command)
        assert first == "multipolar"
        assert verb in known
        if verb in ("run", "compare", "coalition"):
            names = [w for w in rest if not w.startswith("-") and not w.isupper()]
            assert set(names) - {"game", "choices"} <= set(packaged_scenarios()), command


@pytest.mark.parametrize(
    ("question", "listed", "label", "words"),
    [
        ("lasting-or-symbolic", "game.coalitions[0].members", "code", "and would leave first: "),
        ("who-joins-washington", "candidates", "name", "and would refuse first: "),
    ],
)
def test_an_answer_on_a_coalition_names_who_gains_least(question: str, listed: str, label: str, words: str) -> None:
    found = find_question(question)
    assert found.check is not None
    entries = at(found_for(found, found.check.quick).plain, listed)
    least = min(entries, key=lambda entry: entry["margin_pct"])
    name = state_name(least[label]) if label == "code" else least[label]
    assert f"{words}{name} ({least['margin_pct']:+.3f})" in answered(question).sentence


def test_a_share_of_trade_changes_by_points() -> None:
    share = value("cost-of-decoupling", "order.change.trade_inside")
    assert (
        f"trade inside blocs changes by {100 * share:+.1f} points of trade" in answered("cost-of-decoupling").sentence
    )


def test_weak_evidence_is_said_where_zero_lies_inside() -> None:
    for belief in BELIEFS:
        for prior in alignment_priors(belief).values():
            assert is_weak(prior) == (prior.mean - 1.959964 * prior.sd <= 0 <= prior.mean + 1.959964 * prior.sd)
    grade, weak = grade_of(find_question("do-visits-help"), "measured")
    assert weak
    assert grade.startswith("weak evidence")
    assert grade_of(find_question("who-pays-60"), "measured") == ("published trade elasticities", False)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("who-pays-60", "who-pays-60"),
        ("Who pays for tariffs", "who-pays-60"),
        ("kenya debt", "when-lending-stops-attracting"),
        ("reverse nixon", "reverse-nixon"),
        ("ukrane without china", "ukraine-without-china"),
        ("security council", "un-reform"),
        ("M7", "do-visits-help"),
        ("lasting or symbolic", "lasting-or-symbolic"),
    ],
)
def test_questions_are_found_by_words(words: str, name: str) -> None:
    assert find_question(words).id == name


def test_what_is_not_asked_names_the_nearest() -> None:
    with pytest.raises(InputError, match=r"did you mean who-pays-60|nearest: "):
        find_question("xyzzy")


def test_a_question_without_answer_says_what_is_missing() -> None:
    later = Question(id="a", mechanism="M1", question="?", missing="it needs the news reader")
    with pytest.raises(InputError, match="not yet answered; it needs the news reader"):
        ask(later)
    assert question_to_dict(later)["command"] == ""


def test_an_unfinished_question_is_refused() -> None:
    with pytest.raises(ValueError, match="a question that is answered needs source"):
        Question(id="a", mechanism="M1", question="?")


def test_answers_hold_to_their_schema() -> None:
    check = Draft202012Validator(answer_schema())
    check.validate([question_to_dict(q) for q in questions()])
    for question in ANSWERED:
        check.validate(json.loads(json.dumps(answer_to_dict(answered(question.id)))))


def test_paths() -> None:
    plain: dict[str, Any] = {"a": [{"n": "x", "v": 1}, {"n": "y", "v": None}], "b": {"point": 2.0, "p10": 1.0}}
    assert at(plain, "a[n=x].v") == 1
    assert at(plain, "a[-1].v.deeper") is None
    assert number(at(plain, "b")) == 2.0
    assert number(None) is None
    with pytest.raises(InputError, match="no entry whose n is z"):
        at(plain, "a[n=z].v")
    with pytest.raises(InputError, match="did you mean"):
        at({"alignment": {}}, "alignmen")
    with pytest.raises(InputError, match="no entry 5 in a list of 2"):
        at(plain, "a[5]")


def test_a_change_of_a_move_that_is_not_there_names_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean us-duty"):
        ask(find_question("who-pays-60"), Change(move="us-dut"))


@pytest.mark.parametrize("question", [q for q in ANSWERED if q.against is not None], ids=lambda q: q.id)
def test_a_comparison_is_not_answered_where_one_of_both_scenarios_was_changed(question: Question) -> None:
    assert question.scenario is not None
    with pytest.raises(InputError, match=f"with {question.against}, and only one was changed. Ask it without"):
        ask(question, scenario=load_scenario(question.scenario))


def test_the_january_call_is_near_zero() -> None:
    states = found_for(find_question("do-visits-help")).plain["alignment"]["states"]
    for state in ("RUS", "USA", "VNM"):
        assert abs(states[state]["alignment_change"]) < 1e-3
    assert abs(states["RUS"]["closeness_change"]["CHN"]) < 1e-3


def test_draws_give_an_interval_and_differences_are_taken_draw_by_draw() -> None:
    visits = find_question("do-visits-help")
    assert visits.check is not None
    drawn = ask(visits, visits.check.quick, draws=6, seed=1)
    assert drawn.draws == 6
    assert drawn.interval is not None
    assert drawn.interval[0] < drawn.interval[1]
    assert "80 % of 6 draws" in drawn.sentence
    short = Change(settings={"horizon": 2026, "feedback": False})
    question = find_question("ukraine-without-china")
    one, other = (
        found_for(question, short, scenario=name, draws=4, seed=1).result for name in (None, question.against)
    )
    assert one is not None
    assert other is not None
    assert one.draws is not None
    assert other.draws is not None
    for name in ("tie_peace_deal", "pull", "elasticities"):
        np.testing.assert_array_equal(one.draws.inputs[name], other.draws.inputs[name])
    gap = (one.draws.numbers["country.real_income_pct"] - other.draws.numbers["country.real_income_pct"])[
        :, one.world.countries.index("RUS")
    ]
    found = ask(question, short, draws=4, seed=1)
    assert found.interval == pytest.approx(np.quantile(gap, [0.1, 0.9]), abs=1e-6)


def test_words_for_reasons_hold() -> None:
    """Reasons that are words, not computed, against the numbers that they rest on."""
    choices = found_for(find_question("who-joins-washington"), find_question("who-joins-washington").check.quick).plain  # type: ignore[union-attr]
    dear = [
        c
        for c in choices["candidates"]
        if c["payoffs"]["join"]["unpunished_pct"] < c["payoffs"]["refuse"]["punished_pct"]
    ]
    assert "EU" in [c["code"] for c in dear]
    pressure = found_for(find_question("chinese-pressure-on-russia")).plain["stakes"]["leverage"][0]
    assert pressure["asymmetry"] > 5


def test_the_command_lists_and_answers() -> None:
    listing = subprocess.run([sys.executable, "-c", RUN, "ask", "--json"], capture_output=True, text=True, check=True)
    assert [q["id"] for q in json.loads(listing.stdout)] == [q.id for q in questions()]
    told = subprocess.run(
        [sys.executable, "-c", RUN, "ask", "who", "breaks", "the", "bloc"], capture_output=True, text=True, check=True
    )
    assert "IND-CHN" in told.stdout
    assert re.search(r"page: docs/mechanisms/m04-bloc\.md", told.stdout)
    assert state_name("RUS") in told.stdout
