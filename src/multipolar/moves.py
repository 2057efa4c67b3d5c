"""Typed moves: what a power can do, as frozen values that know no equations."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator

from multipolar.move_base import (
    Amount,
    Frozen,
    Move,
    Name,
    Names,
    Number,
    Passage,
    Percent,
    Share,
    Status,
    Text,
    Year,
)

__all__ = [
    "MOVE_TYPES",
    "Frozen",
    "Loan",
    "Move",
    "Name",
    "Names",
    "Passage",
    "Percent",
    "Share",
    "Status",
    "Text",
    "Year",
]


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


class ImportBan(Move):
    """Imports of `by` from `on` refused: a share of the varieties, by default all; exports to `on` go on."""

    kind = "import_ban"
    by: Names
    on: Names
    sectors: Names = ("goods",)
    share: Share = 1.0


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


class Loan(Frozen):
    """Terms of a loan: interest a year, and years over which the principal is repaid in equal parts."""

    rate_pct: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]
    years: Annotated[int, Field(ge=1, le=100)]


class LoanTerms(Frozen):
    """`terms: {loan: {rate_pct, years}}`."""

    loan: Loan


Terms = Annotated[
    Annotated[Literal["grant", "loan"], Tag("str")] | Annotated[LoanTerms, Tag("LoanTerms")],
    Discriminator(lambda value: "LoanTerms" if isinstance(value, dict | LoanTerms) else "str"),
]


SERVED, REPAID = 1, 2
"""Stages of a move with money: given or under debt service, and repaid."""


class Money(Move):
    """Money that one side gives or lends another.

    Args:
        by, to: givers and receivers. usd_bn: a gift of every year, or the principal of a loan.
        terms: grant, loan (at market terms), or a loan with its interest and years.
        conditional: whether strings are attached. trade_cost_pct: change of the iceberg cost between both sides.
    """

    by: Names
    to: Names
    usd_bn: Amount
    terms: Terms = "grant"
    conditional: bool = False
    trade_cost_pct: Percent | None = None

    def stage(self, year: int, start: int) -> int:
        """0 where it does not hold, `SERVED` while money is given or served, `REPAID` after the last year of a loan."""
        if not self.active(year):
            return 0
        first = start if self.from_ is None else self.from_
        repaid = isinstance(self.terms, LoanTerms) and year >= first + self.terms.loan.years
        return REPAID if repaid else SERVED


class Transfer(Money):
    """Money of no stated purpose."""

    kind = "transfer"


class Aid(Money):
    """Aid, with or without conditions."""

    kind = "aid"


class InfrastructureFinance(Money):
    """Finance of infrastructure, as grant or loan, that may change the cost of trade between both sides."""

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

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if self.change is None:
            raise ValueError("say which: `joins: BRICS`, or `body: BRICS` with `change: joins` or `change: leaves`")
        return self


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
    weights: Text | Annotated[dict[Name, Number], Field(max_length=300)] | None = None
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
        ImportBan,
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
