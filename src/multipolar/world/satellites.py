"""Satellite economies: goods trade of 2023 and GDP of the states that a world's accounts leave in ROW."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources

import numpy as np
import numpy.typing as npt

from multipolar.world.model import World

__all__ = ["REST", "SatelliteData", "satellite_codes", "satellite_data", "silent_codes"]

Array = npt.NDArray[np.float64]

TABLE = "satellites-2023"
"""The packaged table, as worlds name it."""
SILENT = ("RUS", "KOR", "ARG", "POL", "VNM")
"""Large states that had not reported 2023 when the source was made."""
REST = "ROW"
"""The economy of a world that stands for all states without accounts of their own."""


@dataclass(frozen=True, eq=False)
class SatelliteData:
    """Trade and size of states, those of the world included, so that each can be treated as a satellite.

    Args:
        codes: P ISO3 codes. flow: [exporter, importer] goods, million USD, 2023, diagonal 0.
        gdp: [code] million USD. gdp_year: [code]; 2023 stands for 2022 to 2024.
        sources: by variable. licence: of both.
    """

    codes: tuple[str, ...]
    flow: Array
    gdp: Array
    gdp_year: npt.NDArray[np.int64]
    sources: dict[str, str]
    licence: str


@functools.cache
def satellite_data() -> SatelliteData:
    """The packaged table (CEPII BACI and World Bank; built by tools/build_data/satellites.py)."""
    import h5netcdf

    resource = resources.files("multipolar").joinpath("data", f"{TABLE}.nc")
    with resources.as_file(resource) as path, h5netcdf.File(path, "r", decode_vlen_strings=True) as file:
        flow = np.asarray(file.variables["flow"][...], dtype=np.float64)
        gdp = np.asarray(file.variables["gdp"][...], dtype=np.float64)
        years = np.asarray(file.variables["gdp_year"][...], dtype=np.int64)
        for array in (flow, gdp, years):
            array.setflags(write=False)
        return SatelliteData(
            codes=tuple(c.decode() for c in file.variables["exporter"][...]),
            flow=flow,
            gdp=gdp,
            gdp_year=years,
            sources=json.loads(str(file.attrs["sources"])),
            licence=str(file.attrs["licence"]),
        )


@functools.lru_cache(maxsize=12)
def satellite_codes(world: World) -> tuple[str, ...]:
    """Codes of the satellites of a world; empty for worlds that the table does not belong to.

    Args:
        world: its attribute `satellites` names the table, and it has a rest of the world; a copy, edited or after a
            scenario, keeps the attribute.
    """
    data = satellite_data()
    if world.attrs.get("satellites") != TABLE or REST not in world.countries:
        return ()
    return tuple(c for c in data.codes if c not in world.countries)


@functools.cache
def silent_codes() -> frozenset[str]:
    """States that had not reported 2023: their trade with one another stands as 0 in the table and is not known."""
    data = satellite_data()
    both = data.flow + data.flow.T
    large = [data.codes.index(c) for c in SILENT]
    return frozenset(c for c, trade in zip(data.codes, both[:, large], strict=True) if not trade.any())
