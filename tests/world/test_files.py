"""Worlds on disk: what is written is read again; what is wrong is refused with the place."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from multipolar.errors import LabelError, WorldError
from multipolar.world import World, load_world, repair_file, save_world, world_from_xarray, world_to_xarray


def test_round_trip(fictional: World, tmp_path: Path) -> None:
    save_world(fictional, tmp_path / "w.nc")
    again = load_world(tmp_path / "w.nc")
    assert again.sha256() == fictional.sha256()
    assert again.sector_names == fictional.sector_names
    assert dict(again.attrs) == dict(fictional.attrs)


def test_axes_in_another_order_are_aligned_by_label(fictional: World) -> None:
    shuffled = world_to_xarray(fictional).isel(importer=[2, 0, 1], input=[1, 2, 0]).transpose()
    assert world_from_xarray(shuffled).sha256() == fictional.sha256()


def _broken(fictional: World, variable: str, value: float) -> xr.Dataset:
    data = world_to_xarray(fictional).copy(deep=True)
    data[variable].values.flat[1] = value
    return data


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("flow", np.nan, "flow at exporter ARC, importer ARC, sector MACH is not a finite number"),
        ("flow", -1.0, "flow at exporter ARC, importer ARC, sector MACH is negative"),
        ("tariff", -1.0, "is -100 % or below"),
        ("tariff", np.inf, "is not a finite number"),
        ("trade_elasticity", 0.0, "trade_elasticity at sector MACH must be above 0"),
        ("value_added_share", 0.1, "does not sum to 1"),
        ("input_share", -0.2, "is negative"),
    ],
)
def test_bad_numbers_are_named_with_their_cell(fictional: World, variable: str, value: float, message: str) -> None:
    with pytest.raises(WorldError, match=message):
        world_from_xarray(_broken(fictional, variable, value))


def test_negative_final_demand_is_refused(fictional: World) -> None:
    data = world_to_xarray(fictional).copy(deep=True)
    data["input_share"].values[0, 0, :] = 0.55
    data["value_added_share"].values[0] = 1 - data["input_share"].values[0].sum(axis=0)
    with pytest.raises(WorldError, match="negative final demand, first ARC FOOD"):
        world_from_xarray(data)


@pytest.mark.parametrize("variable", ["flow", "tariff", "input_share"])
def test_missing_variables_are_named(fictional: World, variable: str) -> None:
    with pytest.raises(WorldError, match=variable):
        world_from_xarray(world_to_xarray(fictional).drop_vars(variable))


def test_labels_must_agree(fictional: World) -> None:
    data = world_to_xarray(fictional).assign_coords(importer=["ARC", "LEM", "XXX"])
    with pytest.raises(LabelError, match="missing THU; unknown XXX"):
        world_from_xarray(data)


@pytest.mark.parametrize("content", [b"", b"not a netcdf file", b"\x89HDF\r\n\x1a\n" + b"\x00" * 100])
def test_unreadable_files_give_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.nc"
    path.write_bytes(content)
    with pytest.raises(WorldError, match="cannot be read as NetCDF"):
        load_world(path)


def test_unknown_names_get_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="did you mean 2022"):
        load_world("202")
    with pytest.raises(WorldError, match="is a directory"):
        load_world(tmp_path)


def test_labels_that_a_spreadsheet_would_run_are_refused(fictional: World) -> None:
    with pytest.raises(WorldError, match="is no label"):
        fictional.replace(countries=("=1+1", "LEM", "THU"))


def test_attributes_of_any_kind_can_be_shown(fictional: World) -> None:
    data = world_to_xarray(fictional).assign_attrs(numbers=np.array([1.0, np.nan]))
    assert world_from_xarray(data).attrs["numbers"] == [1.0, "nan"]
    assert "is_goods_note" in world_from_xarray(data.drop_vars("is_goods")).attrs


def test_a_failed_write_leaves_nothing(fictional: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "w.nc"
    target.write_text("old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(xr.Dataset, "to_netcdf", fail)
    with pytest.raises(OSError, match="No space"):
        save_world(fictional, target)
    assert target.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["w.nc"]


def test_a_world_in_single_precision_is_closed_and_solved(fictional: World, tmp_path: Path) -> None:
    data = world_to_xarray(fictional)
    for variable in ("value_added_share", "input_share", "flow"):
        data[variable] = data[variable].astype("float32")
    data.to_netcdf(tmp_path / "single.nc", engine="h5netcdf")
    loaded = load_world(tmp_path / "single.nc")
    assert np.allclose(loaded.value_added_share + loaded.input_share.sum(axis=1), 1, rtol=0, atol=1e-15)


def test_repair_mends_an_edited_world(world: World, tmp_path: Path) -> None:
    """Without duties some goods are bought for less than their use as inputs: refused, then repaired."""
    data = world_to_xarray(world)
    data["tariff"] = 0 * data["tariff"]
    data.to_netcdf(tmp_path / "free.nc", engine="h5netcdf")
    with pytest.raises(WorldError, match="multipolar world repair"):
        load_world(tmp_path / "free.nc")
    repaired, size = repair_file(tmp_path / "free.nc")
    assert size.cells > 0
    assert size.flows_moved_share < 0.02
    made = world.flow.sum(axis=1) > 0
    assert np.allclose(repaired.value_added_share[made], world.value_added_share[made], rtol=0, atol=1e-9)
    save_world(repaired, tmp_path / "free.nc")
    assert load_world(tmp_path / "free.nc").sha256() == repaired.sha256()
