"""Words of scenario files: names, years, shares, where a move comes from, and what all moves have in common."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

__all__ = [
    "Amount",
    "Frozen",
    "Move",
    "Name",
    "Names",
    "Number",
    "Passage",
    "Percent",
    "Share",
    "Status",
    "Text",
    "Year",
]

Status = Literal["in_force", "announced", "threatened", "pledged", "called_for"]


def _as_tuple(value: Any) -> Any:
    """A single name stands for a list of one."""
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$")]
Names = Annotated[tuple[Name, ...], BeforeValidator(_as_tuple), Field(min_length=1, max_length=300)]
Year = Annotated[int, Field(ge=1900, le=2200, strict=True)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Percent = Annotated[float, Field(gt=-100, le=1e7, allow_inf_nan=False)]
Number = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)]
Amount = Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]
Text = Annotated[str, Field(max_length=2000)]


class Frozen(BaseModel):
    """Base of every value in a scenario file: immutable, unknown keys forbidden."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Passage(Frozen):
    """Where in a document a move comes from: character offsets of its sentence; the sentence itself is optional."""

    file: Name
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    sentence: Text | None = None


class Move(Frozen):
    """What all moves share: when, how sure, and who says so.

    Args:
        from_: first year (`from` in a file). until: last year, inclusive. id: name by which others refer to it.
        status: in_force, announced, threatened, pledged or called_for. probability: that it is carried out.
        source: free text or a passage of a document. size: where the magnitude comes from. note: free text.
    """

    kind: ClassVar[str]
    from_: Year | None = Field(default=None, alias="from")
    until: Year | None = None
    id: Name | None = None
    status: Status = "in_force"
    probability: Share = 1.0
    source: Text | Passage | None = None
    size: Text | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _years_in_order(self) -> Self:
        if self.from_ is not None and self.until is not None and self.until < self.from_:
            raise ValueError(f"until {self.until} lies before from {self.from_}")
        return self

    def named(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Fields that name states or groups, with the names, where there are any."""
        for what in _naming(type(self)):
            names = getattr(self, what)
            if names:
                yield what, names

    @property
    def actors(self) -> tuple[str, ...]:
        """Names of who makes the move, as written: the side or the sides that act."""
        given = dict(self.named())
        return next((given[what] for what in ("by", "between", "who", "parties") if what in given), ())

    def active(self, year: int) -> bool:
        """Whether the move holds in a year."""
        return (self.from_ is None or self.from_ <= year) and (self.until is None or year <= self.until)

    def stage(self, year: int, start: int) -> int:
        """0 where the move does not hold in a year, else 1, or more for what it has become by then.

        Args:
            year: the year. start: first year of the scenario, for moves without `from`.
        """
        return int(self.active(year))


@functools.cache
def _naming(kind: type[Move]) -> tuple[str, ...]:
    """Fields of a kind of move that name states or groups."""
    fields = ("by", "on", "to", "between", "who", "parties", "includes", "excludes")
    return tuple(what for what in fields if what in kind.model_fields)
