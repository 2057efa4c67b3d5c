"""Typed moves: what a power can do, as frozen values that know no equations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

__all__ = ["MOVE_TYPES", "Loan", "Move", "Passage", "Status", "not_modelled"]

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


class Loan(Frozen):
    """Terms of a loan."""

    rate_pct: Number
    years: Annotated[int, Field(ge=1, le=100)]


class LoanTerms(Frozen):
    """`terms: {loan: {rate_pct, years}}`."""

    loan: Loan


Terms = Literal["grant", "loan"] | LoanTerms


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

    def active(self, year: int) -> bool:
        """Whether the move holds in a year."""
        return (self.from_ is None or self.from_ <= year) and (self.until is None or year <= self.until)


class Tariff(Move):
    """Import duty of `by` on goods from `on`: points added, or a level set."""

    kind = "tariff"
    by: Names
    on: Names
    add_pp: Percent | None = None
    set_pct: Percent | None = None
    sectors: Names = ("goods",)

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        if (self.add_pp is None) == (self.set_pct is None):
            raise ValueError("give exactly one of add_pp and set_pct")
        return self


class Retaliation(Move):
    """Answer in kind to an earlier move, named by its id."""

    kind = "retaliation"
    by: Names
    against: Name
    answer: Literal["mirror"] = Field(default="mirror", alias="kind")


class ExportCurb(Move):
    """Exports withheld (a share of them) or taxed, by sector or by commodity."""

    kind = "export_curb"
    by: Names
    on: Names = ("all",)
    sectors: Names | None = None
    commodities: Names | None = None
    share: Share | None = None
    tax_pct: Percent | None = None

    @model_validator(mode="after")
    def _one_of_each(self) -> Self:
        if (self.sectors is None) == (self.commodities is None):
            raise ValueError("give exactly one of sectors and commodities")
        if (self.share is None) == (self.tax_pct is None):
            raise ValueError("give exactly one of share and tax_pct")
        return self


class Sanction(Move):
    """Trade cut off: a share of it, one way (exports to `on`) or both."""

    kind = "sanction"
    by: Names
    on: Names
    sectors: Names = ("goods",)
    both_ways: bool = True
    share: Share = 1.0


class SanctionsRelief(Move):
    """A share of the fitted wedges of `sanctions-2023` between `by` and `on` removed, both directions."""

    kind = "sanctions_relief"
    by: Names
    on: Names
    share: Share


class _Paired(Move):
    """Moves between two sides, or of one side towards another."""

    between: Names | None = None
    by: Names | None = None
    on: Names | None = None
    sectors: Names = ("goods",)

    @model_validator(mode="after")
    def _sides(self) -> Self:
        if (self.between is None) == (self.by is None) or (self.by is None) != (self.on is None):
            raise ValueError("give either between, or both by and on")
        return self


class TradeCost(_Paired):
    """Iceberg cost of trade up or down, in per cent of its present level; with by/on only imports of `by` from `on`."""

    kind = "trade_cost"
    cost_pct: Percent


class TradeAgreement(_Paired):
    """Duties lowered to at most a level, and trade costs with them."""

    kind = "trade_agreement"
    tariffs_to_pct: Percent | None = None
    cost_pct: Percent | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.tariffs_to_pct is None and self.cost_pct is None:
            raise ValueError("give tariffs_to_pct or cost_pct")
        return self


class _Money(Move):
    """Money that one side gives or lends another."""

    by: Names
    to: Names
    usd_bn: Amount
    terms: Terms = "grant"
    conditional: bool = False
    trade_cost_pct: Percent | None = None


class Transfer(_Money):
    """Money given every year, billion USD."""

    kind = "transfer"


class Aid(_Money):
    """Aid, with or without conditions."""

    kind = "aid"


class InfrastructureFinance(_Money):
    """Finance of infrastructure, as grant or loan."""

    kind = "infrastructure_finance"


class EnergyDeal(Move):
    """Sale of energy or minerals, in billion USD or as a share of the seller's exports."""

    kind = "energy_deal"
    by: Names
    to: Names
    commodity: Name
    usd_bn: Amount | None = None
    share: Share | None = None
    sanction_exposed: bool = True

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        if (self.usd_bn is None) == (self.share is None):
            raise ValueError("give exactly one of usd_bn and share")
        return self


class Visit(Move):
    """A state visit."""

    kind = "visit"
    by: Names
    to: Names
    rank: Name | None = None


class Call(Visit):
    """A call or talks."""

    kind = "call"


class Guarantee(Move):
    """A security guarantee (positive) or doubt about one (negative)."""

    kind = "guarantee"
    by: Names
    to: Names
    level: Annotated[float, Field(ge=-1, le=1, allow_inf_nan=False)]


class Membership(Move):
    """A state joins or leaves a body."""

    kind = "membership"
    who: Names
    body: Name
    change: Literal["joins", "leaves"] | None = None
    joins: Name | None = None
    leaves: Name | None = None

    @model_validator(mode="before")
    @classmethod
    def _body_from_verb(cls, data: Any) -> Any:
        """`joins: BRICS` and `leaves: WTO` name the body directly."""
        if isinstance(data, dict) and "body" not in data:
            verbs = [v for v in ("joins", "leaves") if v in data]
            if len(verbs) == 1:
                return {**data, "body": data[verbs[0]], "change": verbs[0]}
        return data


class PeaceDeal(Move):
    """A peace deal: who is in, who is out, what is lifted and rebuilt."""

    kind = "peace_deal"
    parties: Names
    includes: Names | None = None
    excludes: Names | None = None
    lifts: Share = 0.0
    reconstruction_usd_bn: Amount = 0.0


class Pressure(Move):
    """Pressure of one state on another."""

    kind = "pressure"
    by: Names
    on: Names
    weight: Share = 1.0


class Attention(Move):
    """A power's attention moves from one theatre to another."""

    kind = "attention"
    by: Names
    from_theatre: Name
    to_theatre: Name
    weight: Share = 1.0


class InstitutionReform(Move):
    """Voting weights or quotas of a body change."""

    kind = "institution_reform"
    body: Name
    weights: Text | dict[str, Number] | None = None
    quota: Share | Text | None = None


class Withdrawal(Move):
    """A state leaves a body or a treaty."""

    kind = "withdrawal"
    who: Names
    body: Name


MOVE_TYPES: dict[str, type[Move]] = {
    m.kind: m
    for m in (
        Tariff,
        Retaliation,
        ExportCurb,
        Sanction,
        SanctionsRelief,
        TradeCost,
        TradeAgreement,
        Transfer,
        Aid,
        InfrastructureFinance,
        EnergyDeal,
        Visit,
        Call,
        Guarantee,
        Membership,
        PeaceDeal,
        Pressure,
        Attention,
        InstitutionReform,
        Withdrawal,
    )
}
"""Every kind of move by its name in a scenario file."""

MODELLED = frozenset(
    {
        "tariff",
        "retaliation",
        "export_curb",
        "sanction",
        "sanctions_relief",
        "trade_cost",
        "trade_agreement",
        "transfer",
        "energy_deal",
        "peace_deal",
    }
)
"""Kinds that change the economy today; the others parse, validate and are named in the warnings of a run."""


def not_modelled(move: Move, moves: Sequence[Move]) -> str | None:
    """What of a move changes no number today, in words; None where the move is modelled.

    Args:
        move: the move. moves: those of its scenario, to see what a retaliation answers.
    """
    if isinstance(move, Retaliation):
        answered = next((m for m in moves if m.id == move.against), None)
        what = None if answered is None else not_modelled(answered, moves)
        return None if what is None else f"retaliation to {what}"
    if isinstance(move, ExportCurb) and move.commodities is not None:
        return "export_curb on commodities"
    if isinstance(move, PeaceDeal) and move.lifts == 0:
        return "peace_deal that lifts no sanctions"
    return None if move.kind in MODELLED else move.kind
