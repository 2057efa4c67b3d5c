"""The packaged political tables as frozen arrays, each read once; missing is NaN or an empty text, never 0.

Where they come from and what was computed stands in `data/politics/provenance.yaml` and in docs/data.md.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.errors import LabelError
from multipolar.labels import did_you_mean

__all__ = [
    "Concentration",
    "Economies",
    "IdealPoints",
    "Ties",
    "Votes",
    "concentration",
    "distances",
    "economies",
    "ideal_points",
    "read_parquet",
    "ties",
    "ukraine_votes",
    "votes",
]

Array = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int_]
Texts = npt.NDArray[np.str_]


def _at(labels: Sequence[str], wanted: str, what: str) -> int:
    """Position of a label, or an error with the nearest one."""
    if wanted not in labels:
        raise LabelError(f"{what}: no {wanted!r}{did_you_mean(wanted, labels)}")
    return labels.index(wanted)


def _year(years: Sequence[int], wanted: int, what: str) -> int:
    """Position of a year, or an error with the years there are."""
    if wanted not in years:
        raise LabelError(f"{what}: no year {wanted}; the table has {years[0]} to {years[-1]}.")
    return years.index(wanted)


@dataclass(frozen=True, eq=False)
class IdealPoints:
    """Positions in the General Assembly (Bailey, Strezhnev and Voeten 2017); higher is closer to the United States.

    Args:
        states: ISO3, or the code of a state that is gone. years: all, in order.
        values: [state, year], no unit; NaN where a state has no position (Taiwan and Hong Kong never after 1971).
    """

    states: tuple[str, ...]
    years: tuple[int, ...]
    values: Array

    def of(self, state: str) -> Array:
        """[year] positions of a state.

        Raises:
            LabelError: the state has no position in any year.
        """
        of: Array = self.values[_at(self.states, state, "ideal points")]
        return of

    def at(self, year: int) -> Array:
        """[state] positions in a year.

        Raises:
            LabelError: the year is not in the table.
        """
        at: Array = self.values[:, _year(self.years, year, "ideal points")]
        return at


@dataclass(frozen=True, eq=False)
class Votes:
    """Roll calls of the General Assembly, 1946 to January 2020.

    Args:
        states: as in the ideal points. issues: codes of the issues: Palestinian conflict (me), nuclear (nu),
            disarmament (di), colonialism (co), human rights (hr), economic development (ec).
        vote: [roll call, state] 0 absent or no member, 1 yes, 2 abstain, 3 no.
        rcid, year, session: [roll call]. date: [roll call] YYYY-MM-DD. title: [roll call] subject in lower case.
        issue_flag: [roll call, issue] whether it is on the issue; a roll call may be on several, or none.
        important: [roll call] 1 important to the United States, 0 not, -1 not known.
        part: [roll call] 1 on an amendment or a paragraph, 0 on the whole text, -1 not known.
    """

    states: tuple[str, ...]
    issues: tuple[str, ...]
    vote: npt.NDArray[np.int8]
    rcid: Ints
    year: Ints
    session: Ints
    date: Texts
    title: Texts
    issue_flag: npt.NDArray[np.bool_]
    important: npt.NDArray[np.int8]
    part: npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Ties:
    """Ties of every state with the named powers, by year.

    Args:
        states, powers: ISO3. years: all, in order. features: names of what is measured; units are in docs/data.md.
        columns: by feature [state, power, year], NaN where there are no data or the series does not reach.
        trade_source: [state, power, year] `cow`, `icio` or `baci`; empty where there is no trade figure.
    """

    states: tuple[str, ...]
    powers: tuple[str, ...]
    years: tuple[int, ...]
    columns: Mapping[str, Array]
    trade_source: Texts

    @property
    def features(self) -> tuple[str, ...]:
        """Names of what is measured."""
        return tuple(self.columns)

    def values(self, feature: str, year: int) -> Array:
        """[state, power] a feature in a year; NaN where there are no data.

        Raises:
            LabelError: no such feature or year.
        """
        return self.series(feature)[:, :, _year(self.years, year, "ties")]

    def series(self, feature: str) -> Array:
        """[state, power, year] a feature.

        Raises:
            LabelError: no such feature.
        """
        _at(self.features, feature, "ties")
        return self.columns[feature]

    def latest(self, feature: str, year: int) -> tuple[Array, Array]:
        """[state, power] the last known value of a feature at or before a year, and the year that it is of.

        Args:
            feature: its name. year: in the table. Both are NaN where nothing was known by then.

        Raises:
            LabelError: no such feature or year.
        """
        values = self.series(feature)[:, :, : _year(self.years, year, "ties") + 1]
        known = np.isfinite(values)
        last = values.shape[2] - 1 - np.argmax(known[:, :, ::-1], axis=2)
        value = np.take_along_axis(values, last[:, :, None], axis=2)[:, :, 0]
        return value, np.where(known.any(axis=2), np.asarray(self.years)[last], np.nan)

    def span(self, feature: str) -> tuple[int, int]:
        """First and last year with data of a feature.

        Raises:
            LabelError: no such feature.
        """
        known = np.flatnonzero(np.isfinite(self.series(feature)).any(axis=(0, 1)))
        return self.years[known[0]], self.years[known[-1]]


@dataclass(frozen=True, eq=False)
class Economies:
    """Size of states by year.

    Args:
        states: ISO3. years: all, in order. gdp_usd_mn: [state, year] million current USD.
        population: [state, year] persons. military_usd_mn: [state, year] military spending, million current USD.
        exports_usd_mn, imports_usd_mn: [state, year] goods trade with all partners, million current USD.
        trade_source: [state, year] `cow`, `icio` or `baci`: levels of different sources do not compare.

    NaN, or an empty source, where there are no data.
    """

    states: tuple[str, ...]
    years: tuple[int, ...]
    gdp_usd_mn: Array
    population: Array
    military_usd_mn: Array
    exports_usd_mn: Array
    imports_usd_mn: Array
    trade_source: Texts


@dataclass(frozen=True)
class Concentration:
    """How concentrated a kind of power was in a year.

    Args:
        year: of the shares. measure: what was shared out (docs/data.md). n_eff: effective number of poles, 1 / sum of squared
            shares. hhi: sum of squared shares. ray_singer: Ray-Singer index, 0 equal to 1 all in one.
        states: number of states with data. top: the largest, with their share as a fraction.
    """

    year: int
    measure: str
    n_eff: float
    hhi: float
    ray_singer: float
    states: int
    top: tuple[tuple[str, float], ...]


def _bytes(name: str) -> bytes:
    return resources.files("multipolar").joinpath(f"data/politics/{name}").read_bytes()


def read_parquet(name: str) -> dict[str, Any]:
    """Columns of a packaged political table: nulls as NaN or as an empty text.

    Args:
        name: of the file.
    """
    from pyarrow.parquet import ParquetFile

    table = ParquetFile(io.BytesIO(_bytes(name))).read()
    return {c: _column(table.column(c).combine_chunks()) for c in table.column_names}


def _column(column: Any) -> npt.NDArray[Any]:
    """A column of Arrow as an array. Arrow's own conversion would load pandas, which takes half a second."""
    if str(column.type).endswith("string"):
        coded = column.dictionary_encode()
        words = np.array(["", *coded.dictionary.to_pylist()])
        place, known = _buffer(coded.indices, "int64")
        texts: Texts = words[np.where(known, place + 1, 0)]
        return texts
    whole = not column.null_count and str(column.type).startswith("int")
    values, known = _buffer(column, "int64" if whole else "float64")
    return values if known.all() else np.where(known, values, np.nan)


def _buffer(column: Any, kind: str) -> tuple[npt.NDArray[Any], npt.NDArray[np.bool_]]:
    """Numbers of a column, and which of them are known."""
    column = column.cast(kind)
    values = np.frombuffer(column.buffers()[1], dtype=kind)[column.offset : column.offset + len(column)]
    return values, np.from_dlpack(column.is_valid().cast("uint8")).astype(bool)


def _axis(column: npt.NDArray[Any]) -> tuple[tuple[Any, ...], Ints]:
    """Labels in order, and the place of every row among them."""
    labels, place = np.unique(column, return_inverse=True)
    return tuple(labels.tolist()), place


def _frozen(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    values.setflags(write=False)
    return values


def _grid(shape: tuple[int, ...], places: tuple[Ints, ...], column: Any) -> Array:
    """Values of rows on a full grid, NaN elsewhere."""
    grid = np.full(shape, np.nan)
    grid[places] = column
    return _frozen(grid)


def _text_grid(shape: tuple[int, ...], places: tuple[Ints, ...], column: Any) -> Texts:
    """Texts of rows on a full grid, empty elsewhere."""
    grid = np.full(shape, "", dtype="U4")
    grid[places] = column
    return _frozen(grid)


@functools.cache
def ideal_points() -> IdealPoints:
    """Ideal points 1946 to 2024."""
    table = read_parquet("ideal_points.parquet")
    states, row = _axis(table["iso3"])
    years, column = _axis(table["year"])
    return IdealPoints(states, years, _grid((len(states), len(years)), (row, column), table["ideal_point"]))


@functools.cache
def votes() -> Votes:
    """Roll calls 1946 to January 2020."""
    import h5py

    with h5py.File(io.BytesIO(_bytes("votes.nc")), "r") as file:
        texts = {name: np.char.decode(file[name][:], "utf8") for name in ("state", "issue", "date", "title")}
        ints = {name: _frozen(file[name][:].astype(int)) for name in ("rcid", "year", "session")}
        return Votes(
            states=tuple(texts["state"].tolist()),
            issues=tuple(texts["issue"].tolist()),
            vote=_frozen(file["vote"][:]),
            date=_frozen(texts["date"]),
            title=_frozen(texts["title"]),
            issue_flag=_frozen(file["issue_flag"][:].astype(bool)),
            important=_frozen(file["important"][:]),
            part=_frozen(file["part"][:]),
            **ints,
        )


@functools.cache
def ties() -> Ties:
    """Ties of states with the named powers."""
    table = read_parquet("ties.parquet")
    source = table.pop("trade_source")
    (states, row), (powers, column), (years, depth) = (_axis(table.pop(k)) for k in ("iso3", "power", "year"))
    shape, places = (len(states), len(powers), len(years)), (row, column, depth)
    columns = {name: _grid(shape, places, values) for name, values in table.items()}
    return Ties(states, powers, years, MappingProxyType(columns), _text_grid(shape, places, source))


@functools.cache
def economies() -> Economies:
    """GDP, population and military spending."""
    table = read_parquet("economies.parquet")
    source = table.pop("trade_source")
    (states, row), (years, column) = _axis(table.pop("iso3")), _axis(table.pop("year"))
    shape, places = (len(states), len(years)), (row, column)
    grids = {name: _grid(shape, places, values) for name, values in table.items()}
    return Economies(states, years, **grids, trade_source=_text_grid(shape, places, source))


@functools.cache
def distances() -> Mapping[tuple[str, str], float]:
    """Distance between capitals in km, by state and named power; no entry where there are no data."""
    table = read_parquet("distances.parquet")
    rows = zip(table["iso3"], table["power"], table["km"].tolist(), strict=True)
    return MappingProxyType({(state, power): km for state, power, km in rows})


@functools.cache
def concentration() -> tuple[Concentration, ...]:
    """Concentration of power by measure and year."""
    table = read_parquet("concentration.parquet")
    columns = (table[name].tolist() for name in ("year", "measure", "n_eff", "hhi", "ray_singer", "states"))
    tops = [_shares(text) for text in table["top"]]
    return tuple(Concentration(*row) for row in zip(*columns, tops, strict=True))


def _shares(text: str) -> tuple[tuple[str, float], ...]:
    """`USA:0.25;CHN:0.17` as pairs."""
    return tuple((name, float(share)) for name, share in (part.split(":") for part in text.split(";")))


@functools.cache
def ukraine_votes(resolution: str) -> Mapping[str, str]:
    """Recorded votes by state: `yes`, `no`, `abstain` or `absent`.

    Args:
        resolution: `68/262` (27 March 2014, Crimea) or `ES-11/1` (2 March 2022, invasion).

    Raises:
        LabelError: another resolution.
    """
    table = read_parquet("ukraine.parquet")
    rows = list(zip(*(table[name].tolist() for name in ("resolution", "iso3", "vote")), strict=True))
    _at(sorted({r[0] for r in rows}), resolution, "votes on Ukraine")
    return MappingProxyType({state: vote for name, state, vote in rows if name == resolution})
