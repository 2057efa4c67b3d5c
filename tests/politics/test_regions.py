"""Regional files: the roll calls that are meant and no others, positions and neighbours."""

from __future__ import annotations

from collections import Counter

import jsonschema
import numpy as np
import pytest

from multipolar.errors import InputError, LabelError
from multipolar.params.read import read_table
from multipolar.politics.regions import CODED, WORDS, region_file, region_names, region_schema
from multipolar.politics.tables import ukraine_votes, votes


@pytest.mark.parametrize("name", region_names())
def test_roll_calls_are_those_of_the_record(name: str) -> None:
    record = votes()
    for rcid, (date, document, _) in read_table("regions")[name]["rolls"].items():
        (place,) = np.flatnonzero(record.rcid == rcid)
        assert record.date[place] == date
        assert document.startswith(f"A/RES/{record.session[place]}/")
        assert "golan" not in record.title[place]
    found = region_file(name)
    assert list(found.roll_calls) == sorted(found.roll_calls, key=lambda r: r.date)
    assert found.vintage == (found.roll_calls[0].date, found.roll_calls[-1].date)


def test_the_golan_is_what_a_word_search_would_have_taken() -> None:
    record = votes()
    searched = {int(record.rcid[k]) for k, title in enumerate(record.title) if "syria" in title}
    golan = {int(record.rcid[k]) for k, title in enumerate(record.title) if "golan" in title}
    chosen = set(read_table("regions")["syria"]["rolls"])
    assert len(searched & golan) > 20
    assert not chosen & golan


def test_totals_of_the_two_recorded_votes_and_a_second_source_for_one() -> None:
    by_document = {r.document: (r.yes, r.abstain, r.no) for r in region_file("ukraine").roll_calls}
    assert by_document["A/RES/68/262"] == (100, 58, 11)
    assert by_document["A/RES/ES-11/1"] == (141, 35, 5)
    record, said = votes(), ukraine_votes("68/262")
    (place,) = np.flatnonzero(record.rcid == 5309)
    both = [(WORDS[said[s]], CODED[record.vote[place, n]]) for n, s in enumerate(record.states) if s in said]
    assert Counter(a == b or (np.isnan(a) and np.isnan(b)) for a, b in both) == {True: len(both)}


def test_positions_of_the_powers() -> None:
    syria, korea, ukraine = (region_file(n) for n in ("syria", "north-korea", "ukraine"))
    assert (syria.position("RUS").no, syria.position("RUS").abstain) == (11, 1)
    assert "CHN" in syria.position("RUS").same
    assert (korea.position("CHN").no, korea.position("CHN").score) == (9, -1)
    assert korea.vintage == ("2005-12-16", "2015-12-17")
    china, india = ukraine.position("CHN"), ukraine.position("India")
    assert (china.yes, china.abstain, china.no) == (0, 3, 5)
    assert china.agreement["RUS"] == pytest.approx(1 - 3 * 0.5 / 8)
    assert (china.agreement["CHN"], ukraine.position("USA").agreement["RUS"]) == (1, 0)
    assert india.state == "IND"
    assert dict(india.nearest)["CHN"] == pytest.approx(1 - 0.5 / 8)


def test_agreement_is_symmetric_and_counts_only_shared_votes() -> None:
    found = region_file("syria")
    place = {s: n for n, s in enumerate(found.states)}
    for a, b in (("TUR", "BRA"), ("VEN", "USA"), ("SRB", "CHN")):
        one, shared = found.agreement(found.vote[:, place[a]])
        two, _ = found.agreement(found.vote[:, place[b]])
        assert one[place[b]] == pytest.approx(two[place[a]], nan_ok=True)
        cast = np.isfinite(found.vote[:, place[a]]) & np.isfinite(found.vote[:, place[b]])
        assert shared[place[b]] == cast.sum()
    assert all(shared >= 0.5 for shared in dict(found.position("IND").nearest).values())


def test_states_that_do_not_vote_have_no_position() -> None:
    with pytest.raises(LabelError, match=r"Taiwan cast no vote on Syria: no data"):
        region_file("syria").position("Taiwan")
    with pytest.raises(LabelError, match="did you mean VNM"):
        region_file("syria").position("Vietnamm")
    with pytest.raises(InputError, match="did you mean syria"):
        region_file("sirya")
    assert all(np.isfinite(region_file(n).vote).any(axis=0).all() for n in region_names())


def test_what_is_printed_fits_its_schema() -> None:
    plain = region_file("north-korea").to_dict()
    jsonschema.validate(plain, region_schema())
    for state in plain["states"].values():
        assert state["yes"] + state["abstain"] + state["no"] + state["absent"] == 9
