"""The world: a frozen, labelled data set of trade, tariffs and technology, validated once."""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import hashlib
import json
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from multipolar.errors import WorldError

__all__ = ["World"]

Array = npt.NDArray[np.float64]

LABEL = re.compile(r"\w[\w .&()/-]{0,60}")
"""What a country or sector code may look like: it ends up in tables, file names and spreadsheets."""

MAX_TARIFF = 1e5
"""Largest tariff (fraction) that a world may hold; above it a unit error is likelier than a policy."""


@dataclasses.dataclass(frozen=True, eq=False)
class World:
    """Observed trade, tariffs and technology of N economies and J sectors in one year.

    Args:
        name: short name, shown in every result.
        year: year of the flows.
        countries: N economy codes (ISO3; `ROW` for the rest of the world).
        sectors: J sector codes.
        sector_names: J names for people.
        is_goods: [J] whether `goods` in a move includes the sector.
        flow: [exporter, importer, sector] million USD, basic prices, tariff-exclusive, domestic sales on the diagonal.
        tariff: [exporter, importer, sector] duty levied by the importer, fraction.
        value_added_share: [exporter, sector] value added over gross output, fraction.
        input_share: [exporter, input, sector] cost share of each input, fraction; with value added sums to 1.
        trade_elasticity: [sector] theta > 0, the default set of this world.
        attrs: provenance: licence, sources, notes, checksums of inputs.

    Raises:
        WorldError: with the variable, the cell and what is wrong with it.
    """

    name: str
    year: int
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    sector_names: tuple[str, ...]
    is_goods: npt.NDArray[np.bool_]
    flow: Array
    tariff: Array
    value_added_share: Array
    input_share: Array
    trade_elasticity: Array
    attrs: Mapping[str, Any] = dataclasses.field(default_factory=dict)

    def __post_init__(self) -> None:
        for field in ("is_goods", *ARRAYS):
            array = np.array(getattr(self, field))
            array.setflags(write=False)
            object.__setattr__(self, field, array)
        object.__setattr__(self, "attrs", MappingProxyType(dict(self.attrs)))
        validate(self)

    @property
    def n_countries(self) -> int:
        """Number of economies."""
        return len(self.countries)

    @property
    def n_sectors(self) -> int:
        """Number of sectors."""
        return len(self.sectors)

    def sha256(self) -> str:
        """Checksum of labels and numbers: two worlds with the same hash give the same answers."""
        return self._sha256

    @functools.cached_property
    def _sha256(self) -> str:
        digest = hashlib.sha256()
        digest.update(repr((self.year, self.countries, self.sectors)).encode())
        for field in ("is_goods", *ARRAYS):
            digest.update(np.ascontiguousarray(getattr(self, field)).tobytes())
        return digest.hexdigest()

    def attribute(self, name: str) -> Any:
        """An attribute, a JSON object where its text is one; None where the world has none of that name."""
        value = self.attrs.get(name)
        if isinstance(value, str) and value.startswith("{"):
            with contextlib.suppress(json.JSONDecodeError):
                return json.loads(value)
        return value

    def replace(self, **changes: Any) -> World:
        """A new world with some parts replaced, validated again."""
        return dataclasses.replace(self, **changes)


ARRAYS: dict[str, tuple[str, ...]] = {
    "flow": ("exporter", "importer", "sector"),
    "tariff": ("exporter", "importer", "sector"),
    "value_added_share": ("exporter", "sector"),
    "input_share": ("exporter", "input", "sector"),
    "trade_elasticity": ("sector",),
}
"""The numeric variables of a world and their dimensions."""


def validate(world: World) -> None:
    """Check every promise that a world makes; raise at the first that is broken."""
    _check_labels(world)
    for variable in ARRAYS:
        _check_array(world, variable)
    _check_range(world, "flow", world.flow < 0, "is negative")
    _check_range(world, "tariff", world.tariff <= -1, "is -100 % or below")
    _check_range(world, "tariff", world.tariff > MAX_TARIFF, "is above 10,000,000 %: are the units fractions?")
    _check_range(world, "trade_elasticity", world.trade_elasticity <= 0, "must be above 0")
    _check_range(world, "value_added_share", world.value_added_share < 0, "is negative")
    _check_range(world, "input_share", world.input_share < 0, "is negative")
    total = world.value_added_share + world.input_share.sum(axis=1)
    _check_range(world, "value_added_share", abs(total - 1) > 1e-6, "plus its input shares does not sum to 1", total)
    output = world.flow.sum(axis=1)
    idle = (output > 0) & (world.value_added_share <= 0)
    _check_range(world, "value_added_share", idle, "is 0 although the sector has output")
    if not (output.sum(axis=1) > 0).all():
        empty = [c for c, y in zip(world.countries, output.sum(axis=1), strict=True) if y <= 0]
        raise WorldError(f"flow: {', '.join(empty)} has no output in any sector; drop the economy.")
    _check_final_demand(world, output)


def final_demand(world: World) -> Array:
    """[importer, sector] final demand at purchaser prices, million USD (conditions in `economy`)."""
    use = (world.flow * (1 + world.tariff)).sum(axis=0)
    inputs = np.einsum("nkj,nj->nk", world.input_share, world.flow.sum(axis=1))
    return np.asarray(use - inputs)


def _check_final_demand(world: World, output: Array) -> None:
    demand = final_demand(world)
    scale = (world.flow * (1 + world.tariff)).sum(axis=0)
    inputs = scale - demand
    bad = demand < -1e-9 * np.maximum(scale, inputs)
    if bad.any():
        n, j = (int(v) for v in np.argwhere(bad)[0])
        raise WorldError(
            f"input_share: {int(bad.sum())} cells have negative final demand, first {world.countries[n]} "
            f"{world.sectors[j]}: use {scale[n, j]:.6g}, inputs {inputs[n, j]:.6g} million USD; "
            "lower input_share of that input, raise flow, or run `multipolar world repair`."
        )


def _check_labels(world: World) -> None:
    for what, labels in (("exporter", world.countries), ("sector", world.sectors)):
        if len(labels) == 0:
            raise WorldError(f"{what}: no labels; a world needs at least one {what}.")
        doubled = sorted({label for label in labels if labels.count(label) > 1})
        if doubled:
            raise WorldError(f"{what}: {', '.join(doubled)} appears more than once; each label must be unique.")
        odd = [label for label in labels if not LABEL.fullmatch(label)]
        if odd:
            raise WorldError(f"{what}: {odd[0]!r} is no label; use letters, digits, spaces and . _ & ( ) / -.")
    if len(world.sector_names) != world.n_sectors or len(world.is_goods) != world.n_sectors:
        raise WorldError(f"sector_name and is_goods must have one entry for each of {world.n_sectors} sectors.")


def _check_array(world: World, variable: str) -> None:
    sizes = {"sector": world.n_sectors, "input": world.n_sectors}
    want = tuple(sizes.get(d, world.n_countries) for d in ARRAYS[variable])
    array = getattr(world, variable)
    if array.shape != want:
        raise WorldError(f"{variable}: shape is {array.shape}, expected {want} for {', '.join(ARRAYS[variable])}.")
    if array.dtype != np.float64:
        raise WorldError(f"{variable}: type is {array.dtype}, expected float64.")
    _check_range(world, variable, ~np.isfinite(array), "is not a finite number")


def _check_range(
    world: World, variable: str, bad: npt.NDArray[np.bool_], complaint: str, shown: Array | None = None
) -> None:
    if not bad.any():
        return
    cell = tuple(int(v) for v in np.argwhere(bad)[0])
    axes = {"sector": world.sectors, "input": world.sectors}
    where = ", ".join(f"{d} {axes.get(d, world.countries)[i]}" for d, i in zip(ARRAYS[variable], cell, strict=True))
    value = (getattr(world, variable) if shown is None else shown)[cell]
    raise WorldError(f"{variable} at {where} {complaint} (found {value:.6g}); {int(bad.sum())} such cells.")
