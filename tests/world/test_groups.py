"""Positions of economies and groups in a world: nobody is dropped in silence."""

from __future__ import annotations

import pytest

from multipolar.errors import InputError
from multipolar.published.orders_of_magnitude import _positions as positions
from multipolar.world import World
from multipolar.world.groups import group_names, members, members_of_any, positions_of


def test_an_economy_and_a_group_have_positions(world: World) -> None:
    assert positions_of(world, "USA", 2022) == (world.countries.index("USA"),)
    union = positions_of(world, "EU", 2022)
    assert {world.countries[n] for n in union} == set(members("EU", 2022))
    assert list(union) == sorted(union)


@pytest.mark.parametrize(
    ("name", "also", "message"),
    [
        ("VMN", (), "side: 'VMN' is no economy or group of world 'World 2022'; did you mean VNM"),
        ("wrld", ("world",), "did you mean world"),
        ("0123456789", ("world",), "choose an ISO3 code, a group, world."),
    ],
)
def test_an_unknown_name_is_refused(world: World, name: str, also: tuple[str, ...], message: str) -> None:
    with pytest.raises(InputError) as error:
        positions_of(world, name, 2022, what="side", also=also)
    assert message in str(error.value)


def test_a_group_without_a_member_in_the_world_is_refused(fictional: World) -> None:
    with pytest.raises(InputError, match="no economy or group"):
        positions_of(fictional, "EU", 2022)


def test_published_experiments_name_no_economy_that_is_not_there(world: World) -> None:
    assert list(positions(world, ["USA", "G7"])) == list(positions(world, ["G7"]))
    with pytest.raises(InputError, match="PRK"):
        positions(world, ["CHN", "PRK"])


def test_a_group_that_texts_alone_name_has_dated_members_and_is_none_of_the_models() -> None:
    founders = ("ARG", "BRA", "PRY", "URY")
    assert members_of_any("MERCOSUR", 1990) == ()
    assert members_of_any("MERCOSUR", 2000) == members_of_any("MERCOSUR", 2020) == founders
    assert members_of_any("MERCOSUR", 2014) == (*founders, "VEN")
    assert members_of_any("MERCOSUR", 2024) == tuple(sorted((*founders, "BOL")))
    assert "MERCOSUR" not in group_names()
    assert members_of_any("EU", 2020) == members("EU", 2020)
    assert members_of_any("Atlantis", 2020) == ()
