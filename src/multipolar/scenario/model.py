"""Scenarios: a frozen list of moves with settings, read from a file that a person can review."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr, SerializeAsAny, field_validator

from multipolar.errors import ScenarioError
from multipolar.move_base import Amount
from multipolar.moves import Frozen, Move, Name, Names, Percent, Share, Text, Year
from multipolar.params.alignment import Prior
from multipolar.scenario.assumptions import believed, checked
from multipolar.scenario.places import Places, place, problem

__all__ = ["DEFAULT_FIRST_YEAR", "MAX_MOVES", "Coalition", "Document", "Punishment", "Scenario", "Settings"]

MAX_MOVES = 2000
DEFAULT_FIRST_YEAR = 2026
"""First year of a scenario none of whose moves is dated."""
Finite = Annotated[float, Field(allow_inf_nan=False)]


class Settings(Frozen):
    """How a scenario is run.

    Args:
        horizon: last year. elasticities: name of a set (FGO, IS, GYY, CP, U4 ...), or `world` for the set in
            the world file, which in the packaged world is FGO.
        deficits: closure. adjustment: `long_run` elasticities in every year, or the `path` of Boehm et al. (2023)
            that grows from the first year of the moves. beliefs: whose parameters of alignment. feedback: whether
            positions change trade costs. assumptions: parameters set by the user, by name; draws hold them.
    """

    horizon: Year = 2035
    elasticities: Name = "world"
    deficits: Literal["own", "world", "balanced"] = "own"
    adjustment: Literal["long_run", "path"] = "long_run"
    beliefs: Literal["measured", "literature", "article"] = "measured"
    feedback: bool = True
    assumptions: Annotated[dict[Name, Finite], AfterValidator(checked), Field(max_length=200)] = Field(default={})

    @property
    def priors(self) -> Mapping[str, Prior]:
        """Parameters of alignment in force: those of the beliefs, those set by the user held at their values."""
        return believed(self.beliefs, self.assumptions)


class Document(Frozen):
    """A document that moves cite; the checksum tells whether the copy at hand is the same text."""

    file: Name
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Punishment(Frozen):
    """What refusers and joiners are threatened with, points of tariff."""

    by_proposer_pp: Percent = 0.0
    by_target_pp: Percent = 0.0
    probability: Share = 1.0


class Coalition(Frozen):
    """Who proposes to whom, against whom, with which moves on offer (ids).

    Args:
        strategic_sectors: where a hedger joins. closeness_weight: lambda, % of real income per unit (0-1) of closeness
            to the proposer. rivalry_weight: % of real income that being in one coalition with a rival costs. None
            takes the default of `params/coalition.yaml`. rivals: pairs among proposer and candidates.
    """

    proposer: Name
    target: Name
    candidates: Names
    offer: tuple[Name, ...] = ()
    punishment: Punishment | None = None
    strategic_sectors: Names | None = None
    closeness_weight: Amount | None = None
    rivalry_weight: Amount | None = None
    rivals: Annotated[tuple[tuple[Name, Name], ...], Field(max_length=300)] = ()


class Scenario(Frozen):
    """A frozen list of moves on a world, with the settings of the run.

    Args:
        multipolar: version of the format, 1. name: title. description: own words. world: packaged name or file.
        after: name or file of a scenario; the run starts from the world after its equilibrium.
        poles: the great powers. moves: in order; later ones act on what earlier ones left.
        settings: see `Settings`. documents: texts that moves cite. caveats: sentences that every result repeats. coalition: optional block.
    """

    multipolar: Literal[1]
    name: Name
    description: Annotated[str, Field(max_length=10000)] = ""
    world: Annotated[str, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)] = "2022"
    after: Annotated[str, Field(min_length=1)] | None = None
    poles: Names = ("USA", "CHN", "RUS")
    documents: tuple[Document, ...] = ()
    caveats: Annotated[tuple[Text, ...], Field(max_length=20)] = ()
    moves: tuple[SerializeAsAny[Move], ...] = ()
    settings: Settings = Settings()
    coalition: Coalition | None = None

    @field_validator("poles")
    @classmethod
    def _poles_once(cls, poles: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(poles)) < len(poles):
            raise ValueError("a pole is named twice; name each once")
        return poles

    _file: Path | None = PrivateAttr(default=None)
    _places: Places = PrivateAttr(default_factory=dict)

    @property
    def first_year(self) -> int:
        """First year of any move; `DEFAULT_FIRST_YEAR` where none is dated."""
        return min((m.from_ for m in self.moves if m.from_ is not None), default=DEFAULT_FIRST_YEAR)

    @property
    def file(self) -> Path | None:
        """The file that it was read from; None if it was built in memory."""
        return self._file

    @classmethod
    def from_dict(
        cls, data: Mapping[str, Any], *, packaged_only: bool = False, default_sizes: bool = False
    ) -> Scenario:
        """A scenario from plain values in the layout of the file, `extends` among them, checked as a file is.

        Args:
            data: as a file holds it; it is not changed. packaged_only: `world`, `after` and `extends` may name packaged
                things alone, so that no file is read that the data name. default_sizes: take sizes that are left open (None)
                from `params/default_sizes.yaml`.

        Raises:
            ScenarioError: with field and nearest name.
        """
        from multipolar.scenario.reading import scenario_from_dict

        return scenario_from_dict(data, packaged_only=packaged_only, default_sizes=default_sizes)

    def where(self, *path: str | int) -> str:
        """File, line and field of a value, for messages; the line of the nearest value that holds it.

        Args:
            path: for example ("moves", 3, "by").
        """
        return place(self._places, self._full(path), self._called)[0]

    def problem(self, path: tuple[str | int, ...], message: str) -> ScenarioError:
        """An error at a value, with file, line and field.

        Args:
            path: as in `where`. message: what is wrong.
        """
        return problem(self._places, self._full(path), message, self._called)

    @property
    def _called(self) -> str:
        return str(self._file or "scenario")

    def _full(self, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
        """A path with the kind of the move, as a file has it."""
        if len(path) > 2 and path[0] == "moves" and isinstance(path[1], int):
            return (*path[:2], self.moves[path[1]].kind, *path[2:])
        return path

    def to_dict(self) -> dict[str, Any]:
        """The scenario as plain values, in the layout of the file."""
        plain = self.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"moves"})
        if not plain["settings"]["assumptions"]:
            del plain["settings"]["assumptions"]
        plain["moves"] = [
            {m.kind: m.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)}
            for m in self.moves
        ]
        return plain

    def to_yaml(self) -> str:
        """The scenario as the text of a scenario file, with what it inherits written out; reading it gives the same scenario."""
        from multipolar.scenario.text import scenario_text

        return scenario_text(self)
