"""Worlds on disk: one NetCDF file each, packaged or brought by the user."""

from __future__ import annotations

import functools
import io
import math
import os
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from multipolar.atomic import write_atomic
from multipolar.errors import LabelError, WorldError
from multipolar.labels import align, did_you_mean
from multipolar.world.model import ARRAYS, World
from multipolar.world.repair import RepairSize, repair

if TYPE_CHECKING:
    import xarray as xr

__all__ = ["load_world", "packaged_worlds", "save_world", "world_from_xarray", "world_to_xarray"]

PACKAGED = {"2022": "world-2022.nc", "cp2015": "world-cp2015.nc", "fictional": "world-fictional.nc"}
"""Names under which packaged worlds are known, and their files."""


def packaged_worlds() -> tuple[str, ...]:
    """Names of the worlds that come with the package."""
    return tuple(PACKAGED)


def load_world(name: str | int | os.PathLike[str] = "2022") -> World:
    """Load a packaged world by name, or a user's own from its NetCDF file.

    Args:
        name: `2022` (default), another packaged name, or a path.

    Raises:
        WorldError: no such file, not NetCDF, or a broken promise of the layout in `docs/world-file.md`.
    """
    text = str(name)
    if text in PACKAGED:
        return _load_packaged(text)
    path = Path(text)
    if not path.exists():
        hint = did_you_mean(text, PACKAGED)
        raise WorldError(f"world {text!r}: no such file, and not a packaged world ({', '.join(PACKAGED)}){hint or '.'}")
    if path.is_dir():
        raise WorldError(f"world {text}: is a directory; give the NetCDF file itself.")
    return _read(path)


@functools.cache
def _load_packaged(name: str) -> World:
    """A packaged world, read without xarray: our own files need none of its decoding, and half a second is saved."""
    import h5netcdf

    resource = resources.files("multipolar").joinpath("data", PACKAGED[name])
    with resources.as_file(resource) as path, h5netcdf.File(path, "r", decode_vlen_strings=True) as file:
        variables = {v: _Variable(tuple(data.dimensions), np.asarray(data[...])) for v, data in file.variables.items()}
        return _world(variables, dict(file.attrs))


def _read(path: Path) -> World:
    return _built(path, _open(path))


def _open(path: Path) -> xr.Dataset:
    import xarray as xr

    if not os.access(path, os.R_OK):
        raise WorldError(f"world {path}: permission denied.")
    try:
        with xr.open_dataset(path, engine="h5netcdf") as data:
            return data.load()
    except Exception as error:  # h5py and xarray raise many kinds for a damaged file
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise WorldError(
            f"world {path}: cannot be read as NetCDF-4 ({why}); see the world-file page for the layout, "
            "or start from `multipolar world export`."
        ) from error


def _built(path: Path, data: xr.Dataset) -> World:
    try:
        return world_from_xarray(data)
    except (WorldError, LabelError) as error:
        raise WorldError(f"world {path}: {error}") from error


def repair_file(path: Path) -> tuple[World, RepairSize]:
    """Read a world whose final demand may be negative after edits, and repair its input shares.

    Value-added shares stay; the smallest cross-entropy change of the input shares makes final demand non-negative.

    Returns:
        the world, and how far the repair went.

    Raises:
        WorldError: the file breaks another promise, or no input shares can mend it.
    """
    data = _open(path)
    mild = data.copy()
    mild["input_share"], mild["value_added_share"] = 0 * data["input_share"], 0 * data["value_added_share"] + 1
    checked = _built(path, mild)  # everything but the shares
    align([str(s) for s in data["input"].values], checked.sectors, "input against sector")
    shares = data["input_share"].sel(exporter=list(checked.countries), input=list(checked.sectors))
    inputs = np.array(shares.transpose("exporter", "input", "sector").values, dtype=np.float64)
    output, use = checked.flow.sum(axis=1), (checked.flow * (1 + checked.tariff)).sum(axis=0)
    try:
        fixed, size = repair(checked.countries, inputs, output, use)
    except ValueError as error:
        raise WorldError(f"world {path}: input_share cannot be repaired ({error}).") from error
    return checked.replace(input_share=fixed, value_added_share=1 - fixed.sum(axis=1)), size


def world_from_xarray(data: xr.Dataset) -> World:
    """Build a world from a dataset in the documented layout.

    Raises:
        WorldError: a variable, dimension or attribute is missing or wrong.
        LabelError: labels of two axes do not match.
    """
    variables = {str(v): _Variable(tuple(map(str, data[v].dims)), data[v].values) for v in data.variables}
    return _world(variables, data.attrs)


class _Variable(NamedTuple):
    """A variable of a file: names of its axes and its values."""

    dims: tuple[str, ...]
    values: np.ndarray


def _world(variables: Mapping[str, _Variable], attributes: Mapping[Any, Any]) -> World:
    """A world from the variables and attributes of a file, its axes aligned by label."""
    missing = [v for v in ARRAYS if v not in variables]
    if missing:
        raise WorldError(f"variable {', '.join(missing)} is missing; expected {', '.join(ARRAYS)}.")
    for variable, dims in ARRAYS.items():
        if set(variables[variable].dims) != set(dims):
            raise WorldError(f"{variable}: dimensions are {variables[variable].dims}, expected {dims}.")
        if not np.issubdtype(variables[variable].values.dtype, np.number):
            raise WorldError(f"{variable}: holds {variables[variable].values.dtype}, expected numbers.")
    for dim in ("exporter", "importer", "sector", "input"):
        if dim not in variables or variables[dim].dims != (dim,):
            raise WorldError(f"coordinate {dim} is missing; label every axis.")
    labels = {dim: [str(v) for v in variables[dim].values] for dim in ("exporter", "importer", "sector", "input")}
    countries, sectors = tuple(labels["exporter"]), tuple(labels["sector"])
    order = {
        "importer": align(labels["importer"], countries, "importer against exporter"),
        "input": align(labels["input"], sectors, "input against sector"),
    }
    arrays = {v: _aligned(variables[v], dims, order) for v, dims in ARRAYS.items()}
    _close_shares(arrays)
    attrs = {str(k): _plain(v) for k, v in attributes.items() if not str(k).startswith("_NC")}
    if "name" not in attrs or "year" not in attrs:
        absent = [a for a in ("name", "year") if a not in attrs]
        raise WorldError(f"attribute {' and '.join(absent)} missing; set it on the dataset.")
    try:
        year = int(attrs.pop("year"))
    except (TypeError, ValueError) as error:
        raise WorldError("attribute year is not a whole number.") from error
    names = [str(s) for s in variables["sector_name"].values] if "sector_name" in variables else list(sectors)
    if "is_goods" in variables:
        goods = variables["is_goods"].values.astype(bool)
    else:
        goods = np.array([s != "SERV" for s in sectors])
        attrs["is_goods_note"] = "the file has no is_goods: every sector but SERV counts as goods"
    return World(
        name=str(attrs.pop("name")),
        year=year,
        countries=countries,
        sectors=sectors,
        sector_names=tuple(names),
        is_goods=goods,
        attrs=attrs,
        **arrays,
    )


def _aligned(variable: _Variable, dims: tuple[str, ...], order: Mapping[str, np.ndarray]) -> np.ndarray:
    """Values with axes in the order of `dims` and labels in the order of the world, double precision."""
    values = variable.values.transpose([variable.dims.index(d) for d in dims])
    for axis, dim in enumerate(dims):
        if dim in order:
            values = values.take(order[dim], axis=axis)
    return np.array(values, dtype=np.float64, order="C")


def _close_shares(arrays: dict[str, Any]) -> None:
    """Scale cost shares that miss 1 by rounding (single precision) so that they add up exactly."""
    total = arrays["value_added_share"] + arrays["input_share"].sum(axis=1)
    rounded = (abs(total - 1) > 1e-12) & (abs(total - 1) < 1e-6)
    total = np.where(rounded, total, 1.0)
    arrays["value_added_share"] /= total
    arrays["input_share"] /= total[:, None, :]


def _plain(value: Any) -> Any:
    """An attribute as a plain Python value; one that is not finite becomes text."""
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, list):
        return [_plain(v) for v in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def world_to_xarray(world: World) -> xr.Dataset:
    """The world as a labelled dataset, in the layout that `load_world` reads."""
    import xarray as xr

    units = {"flow": "million USD, basic prices, tariff-exclusive", "trade_elasticity": "theta, positive"}
    data = {v: (dims, getattr(world, v), {"units": units.get(v, "fraction")}) for v, dims in ARRAYS.items()}
    data["is_goods"] = (("sector",), world.is_goods.astype("int8"), {"units": "1 = goods, 0 = services"})
    data["sector_name"] = (("sector",), np.array(world.sector_names, dtype=object), {})
    countries, sectors = np.array(world.countries, dtype=object), np.array(world.sectors, dtype=object)
    return xr.Dataset(
        data,
        coords={"exporter": countries, "importer": countries, "sector": sectors, "input": sectors},
        attrs={**world.attrs, "name": world.name, "year": world.year},
    )


def save_world(world: World, path: str | os.PathLike[str]) -> None:
    """Write a world to NetCDF-4, whole or not at all (temporary file, fsync, rename).

    Args:
        world: what to write.
        path: the file; an existing one is replaced.
    """
    encoding: dict[str, Any] = {v: {"zlib": True, "complevel": 9, "shuffle": True} for v in ARRAYS}
    data = world_to_xarray(world)
    buffer = io.BytesIO()  # not straight to the file: the HDF5 library takes the process down where a disk is full
    data.to_netcdf(buffer, engine="h5netcdf", encoding=encoding)
    write_atomic(Path(path), lambda file: file.write_bytes(buffer.getvalue()))
