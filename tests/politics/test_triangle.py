"""The strategic triangle: all patterns of signs, and the four years as they are found."""

from __future__ import annotations

import itertools
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import yaml

from multipolar.errors import InputError, LabelError
from multipolar.politics.dyads import tie_components
from multipolar.politics.triangle import Triangle, pattern_of, strategic_triangle, triangle_schema

EXPECTED = yaml.safe_load((Path(__file__).parents[1] / "data" / "triangle.yaml").read_text(encoding="utf8"))


@pytest.mark.parametrize(
    ("signs", "pattern", "roles"),
    [
        ("+++", "menage a trois", ("friend", "friend", "friend")),
        ("++-", "romantic triangle", ("pivot", "wing", "wing")),
        ("+-+", "romantic triangle", ("wing", "pivot", "wing")),
        ("-++", "romantic triangle", ("wing", "wing", "pivot")),
        ("+--", "stable marriage", ("partner", "partner", "outcast")),
        ("-+-", "stable marriage", ("partner", "outcast", "partner")),
        ("--+", "stable marriage", ("outcast", "partner", "partner")),
        ("---", "unit veto", ("foe", "foe", "foe")),
    ],
)
def test_all_patterns_of_signs(signs: str, pattern: str, roles: tuple[str, ...]) -> None:
    found, names = pattern_of([s == "+" for s in signs], ("A", "B", "C"))
    assert (found, tuple(names.values())) == (pattern, roles)


def test_renaming_the_powers_renames_the_roles() -> None:
    pairs = ((0, 1), (0, 2), (1, 2))
    for signs in itertools.product((True, False), repeat=3):
        given = dict(zip(pairs, signs, strict=True))
        base, roles = pattern_of(signs, ("A", "B", "C"))
        for order in itertools.permutations(range(3)):
            moved = [given[min(order[i], order[j]), max(order[i], order[j])] for i, j in pairs]
            pattern, renamed = pattern_of(moved, ["ABC"[k] for k in order])
            assert (pattern, renamed) == (base, roles)


def seen(found: Triangle) -> dict[str, str]:
    """Pattern, and who stands apart in it."""
    apart = {role: name for name, role in found.roles.items() if role in ("pivot", "outcast")}
    return {"pattern": found.pattern, **apart}


@pytest.mark.parametrize("year", EXPECTED["years"])
def test_the_four_years_are_what_they_are_found_to_be(year: int) -> None:
    entry = EXPECTED["years"][year]
    found = strategic_triangle(year, carry=entry["carry"])
    assert seen(found) == entry["found"]
    assert (entry["found"] == entry["history"]) is entry["recognised"]
    assert sum(found.likelihood.values()) == pytest.approx(1)
    assert found.likelihood[next(iter(found.likelihood))] > 0.75
    without = strategic_triangle(year, carry=entry["carry"], leave_out=("pact",))
    assert seen(without) == EXPECTED["without_pact"][year]


def test_the_axis_of_the_assembly_hides_the_tie_of_1985() -> None:
    assert seen(strategic_triangle(1985, leave_out=("votes",))) == EXPECTED["without_votes_1985"]
    assert strategic_triangle(1985).facing_weakest == "CHN"


def test_washington_and_beijing_draw_near_after_1972() -> None:
    before, after = (strategic_triangle(y).ties[0].value for y in (1970, 1985))
    assert before is not None
    assert after is not None
    assert after > before + 0.4


def test_the_paper_pact_holds_the_tie_of_moscow_and_beijing_up_until_1980() -> None:
    for year in (1972, 1979):
        tie = strategic_triangle(year).ties[2]
        assert tie.components["pact"] == 1
        assert tie.components["rivalry"] == -1
    assert strategic_triangle(1985).ties[2].components["pact"] == 0


def test_a_dose_on_one_tie_changes_the_pattern() -> None:
    table = tie_components(2024, ("USA", "CHN", "RUS"), carry=12)
    deal = {("RUS", "USA", "sanctions"): 1.0, ("RUS", "USA", "rivalry"): 1.0, ("RUS", "USA", "pact"): 1.0}
    mirror = {(power, state, c): dose for (state, power, c), dose in deal.items()}
    moved = strategic_triangle(2024, table=table.dosed({**deal, **mirror}), leave_out=("votes",))
    assert seen(moved) == {"pattern": "romantic triangle", "pivot": "RUS"}
    same = strategic_triangle(2024, table=table.dosed({("KEN", "CHN", "sanctions"): -1.0}))
    assert same == strategic_triangle(2024, carry=12)


def test_ties_near_zero_are_ambiguous_and_split_the_draws() -> None:
    found = strategic_triangle(1958)
    assert found.ambiguous == (("CHN", "RUS"),)
    assert 0.05 < found.sign_shares[2] < 0.95
    assert len(found.likelihood) > 1
    assert found.pattern == "stable marriage"


def test_draws_are_the_same_for_a_seed_and_not_for_another() -> None:
    first, again, other = (strategic_triangle(1958, seed=s, draws=400) for s in (1, 1, 2))
    assert first.sign_shares == again.sign_shares
    assert first.sign_shares != other.sign_shares
    assert np.allclose(first.sign_shares, other.sign_shares, atol=0.12)


def test_triangles_without_an_answer_are_refused() -> None:
    with pytest.raises(InputError, match="three different powers"):
        strategic_triangle(2000, ("USA", "CHN", "CHN"))
    with pytest.raises(LabelError, match="no power 'KEN'"):
        strategic_triangle(2000, ("USA", "CHN", "KEN"))
    with pytest.raises(LabelError, match="did you mean pact"):
        strategic_triangle(2000, leave_out=("pacts",))


def test_what_is_printed_fits_its_schema() -> None:
    plain = {"triangles": [strategic_triangle(y, carry=12).to_dict() for y in (1972, 2024)]}
    jsonschema.validate(plain, triangle_schema())
