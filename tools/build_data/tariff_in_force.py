"""US duties added since January 2025, by partner and sector, and partners' duties on the US.

Sources: W = Waugh, trade-war tracker (MIT); T = Budget Lab at Yale, tariff-rate-tracker (MIT);
most-favoured-nation duties = US Harmonized Tariff Schedule (public domain); OECD ICIO flows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from tariff_tables import (
    CAR_MFN_PP,
    EU_MEMBERS,
    FTA_PARTNERS,
    METALS_EXEMPT_BEFORE,
    OBSERVED_DATE,
    RUSSIA_ALUMINIUM_ADDED_PP,
    SECTION_232,
    SECTOR_FROM_CHAPTER,
    USMCA_AUTO_CONTENT,
    Section232,
)

SMALL_PARTNER_USD = 2e10


@dataclass(frozen=True)
class Raw:
    """The raw tables, indexed for look-up.

    imports: US imports 2024 in USD, partner x sector (source W, snapshot).
    chapters: the same by two-digit chapter.
    chapter_sector: chapter -> sector, our own concordance.
    published: added points and imports by partner on the observed date (source W).
    published_232: what source W's dates imply for section 232 alone, for the check only: points
        between the end of the emergency duties (2026-02-20) and section 122 (2026-02-24), plus the
        change of 2026-04-06, when the metals annexes replaced the earlier rates.
    usmca: share of imports claiming USMCA, GTAP sector x {canada, mexico} (source T).
    mfn: simple mean most-favoured-nation duty by chapter, per cent.
    """

    sectors: list[str]
    economies: list[str]
    imports: pd.DataFrame
    chapters: pd.DataFrame
    chapter_sector: dict[str, str]
    published: pd.DataFrame
    published_232: pd.Series
    usmca: pd.DataFrame
    mfn: pd.Series


@dataclass(frozen=True)
class PartnerDuty:
    """Points added by the US on one partner: sector -> points, with how they came about."""

    points: pd.Series
    part_232: float
    remainder: float
    scale_232: float
    target: float | None


def read_raw(raw: Path) -> Raw:
    """Read the tables that feed the scenarios from the folder `raw`."""
    tariffs, icio = raw / "us_tariffs", raw / "icio"
    sectors = pd.read_csv(icio / "sectors.csv").query("is_goods == 1").sector.tolist()
    countries = pd.read_csv(icio / "countries.csv").iso3.tolist()
    snapshot = pd.read_csv(tariffs / "us_tariff_by_country_icio28_snapshot.csv.gz")
    hs2 = pd.read_csv(tariffs / "us_tariff_by_country_hs2.csv.gz", dtype={"hs2": str})
    hs2["hs2"] = hs2.hs2.str.zfill(2)
    concordance = pd.read_csv(tariffs / "hs2_to_icio28.csv", dtype=str).dropna(subset=["primary_sector"])
    by_date = pd.read_csv(tariffs / "us_tariff_by_country_date.csv")
    dates = by_date.pivot(index="iso3", columns="date", values="new_tariff_pct")
    mfn = pd.read_csv(tariffs / "us_mfn_by_hs2.csv", dtype={"hs2": str})
    imports = snapshot.pivot_table(
        index="iso3", columns="sector", values="imports_2024_usd", aggfunc="sum", fill_value=0.0
    )
    return Raw(
        sectors=sectors,
        economies=[c for c in countries if c not in {"STP", "ROW", "USA"}],
        imports=imports.reindex(columns=sectors, fill_value=0.0),
        chapters=hs2.pivot_table(index="iso3", columns="hs2", values="imports_2024_usd", aggfunc="sum", fill_value=0.0),
        chapter_sector=dict(zip(concordance.hs2, concordance.primary_sector, strict=True)),
        published=by_date[by_date.date == OBSERVED_DATE].set_index("iso3"),
        published_232=dates["2026-02-20"] + dates["2026-04-06"] - dates["2026-02-24"],
        usmca=pd.read_csv(tariffs / "usmca_shares_by_gtap.csv").set_index("gtap_code"),
        mfn=mfn.set_index("hs2").mfn_simple_mean_pct,
    )


def added_232(row: Section232, partner: str, raw: Raw) -> float:
    """Points that `row` adds for `partner` over January 2025, on goods that it covers."""
    rate = row.rate_by.get(partner, row.rate_pp)
    if row.floor and partner not in FTA_PARTNERS:
        rate -= float(raw.mfn[row.chapter])
    if partner in row.floor_for and partner not in FTA_PARTNERS:
        rate -= CAR_MFN_PP
    if row.chapter == "76" and partner == "RUS":
        return RUSSIA_ALUMINIUM_ADDED_PP
    if partner not in METALS_EXEMPT_BEFORE:
        rate -= row.before_pp
    if row.usmca and partner in {"CAN", "MEX"}:
        share = raw.usmca[{"CAN": "canada", "MEX": "mexico"}[partner]].loc[row.usmca]
        rate *= 1.0 - float(share) * USMCA_AUTO_CONTENT
    return rate


def chapter_232(partner: str, raw: Raw) -> pd.DataFrame:
    """Coverage and points (coverage x added rate) of section 232 by chapter for `partner`."""
    rows = [
        (row.chapter, cover, cover * added_232(row, partner, raw))
        for row in SECTION_232
        for cover in [row.coverage_by.get(partner, row.coverage)]
    ]
    table = pd.DataFrame(rows, columns=["chapter", "coverage", "points"])
    table = table.groupby("chapter").sum()
    if (table.coverage > 1.0).any():
        raise ValueError(f"section 232 rows cover more than a whole chapter:\n{table}")
    return table


def sector_232(partner: str, chapters: pd.Series, world: pd.Series, raw: Raw) -> pd.DataFrame:
    """Coverage and points of section 232 by sector, chapters weighted by the partner's imports.

    A sector that the partner does not sell takes the chapter weights of all partners; sectors
    without a chapter of their own take the chapter named in SECTOR_FROM_CHAPTER.
    """
    table = chapter_232(partner, raw)
    out = pd.DataFrame(0.0, index=raw.sectors, columns=["coverage", "points"])
    for sector in {raw.chapter_sector[c] for c in table.index}:
        members = [c for c, s in raw.chapter_sector.items() if s == sector]
        weights = chapters.reindex(members, fill_value=0.0)
        if weights.sum() <= 0.0:
            weights = world.reindex(members, fill_value=0.0)
        full = table.reindex(members, fill_value=0.0)
        out.loc[sector] = full.mul(weights / weights.sum(), axis=0).sum()
    for sector, chapter in SECTOR_FROM_CHAPTER.items():
        out.loc[sector] = table.loc[chapter]
    return out


def fit_partner(part: pd.DataFrame, weights: pd.Series, target: float) -> PartnerDuty:
    """Uniform remainder on what section 232 leaves, so that the mean duty equals `target`.

    Mean over goods with import `weights`: sum w (points_232 + (1 - coverage) r) = target. If
    section 232 alone exceeds the target it is scaled down and r is 0.
    """
    w = weights / weights.sum()
    mean_232 = float((w * part.points).sum())
    remainder = (target - mean_232) / float((w * (1.0 - part.coverage)).sum())
    scale = 1.0
    if remainder < 0.0:
        remainder, scale = 0.0, target / mean_232
    points = scale * part.points + (1.0 - part.coverage) * remainder
    return PartnerDuty(points, scale * mean_232, remainder, scale, target)


def us_duties(raw: Raw) -> dict[str, PartnerDuty]:
    """Points added by the US on every partner of the world, the EU as one and ROW pooled."""
    states = raw.chapters.drop(index="EU")
    world = states.sum()
    listed = [p for p in raw.published.index if p not in EU_MEMBERS]
    duties = {}
    for partner in (p for p in listed if p == "EU" or p in raw.economies):
        part = sector_232(partner, raw.chapters.loc[partner], world, raw)
        target = float(raw.published.new_tariff_pct[partner])
        duties[partner] = fit_partner(part, raw.imports.loc[partner], target)
    outside = row_partners(raw)
    flow = raw.published.imports_2024_usd[outside]
    target = float((raw.published.new_tariff_pct[outside] * flow).sum() / flow.sum())
    part = sector_232("ROW", raw.chapters.loc[outside].sum(), world, raw)
    duties["ROW"] = fit_partner(part, raw.imports.loc[outside].sum(), target)
    remainder = stand_in_remainder(duties, raw)
    for partner in raw.economies:
        if partner in duties or partner in EU_MEMBERS:
            continue
        part = sector_232(partner, raw.chapters.loc[partner], world, raw)
        w = raw.imports.loc[partner] / raw.imports.loc[partner].sum()
        points = part.points + (1.0 - part.coverage) * remainder
        duties[partner] = PartnerDuty(points, float((w * part.points).sum()), remainder, 1.0, None)
    return duties


def row_partners(raw: Raw) -> list[str]:
    """Partners of source W that belong to the rest of the world."""
    known = set(raw.economies) | set(EU_MEMBERS) | {"EU"}
    return [p for p in raw.published.index if p not in known]


def stand_in_remainder(duties: dict[str, PartnerDuty], raw: Raw) -> float:
    """Import-weighted mean remainder of small listed partners without a free-trade agreement.

    It stands in for partners that source W does not list: section 122's 10 % times the share of
    goods that are not exempt from it.
    """
    flow = raw.published.imports_2024_usd
    small = [p for p in duties if p in flow.index and p not in FTA_PARTNERS and flow[p] < SMALL_PARTNER_USD]
    rates = pd.Series({p: duties[p].remainder for p in small})
    return float((rates * flow[small]).sum() / flow[small].sum())


def retaliation_points(raw_dir: Path, raw: Raw, partner: str) -> pd.Series:
    """Sector averages of the lists of March 2025 that `partner` put on US goods.

    rate x min(1, listed US exports 2024 / US exports 2022 to the partner in the sector). Lists are
    at six digits and reach sectors by their two-digit chapter; exports 2022 are ICIO basic prices.
    """
    lists = pd.read_csv(raw_dir / "us_tariffs" / "retaliation_lists_2025_03.csv.gz", dtype={"hs6": str})
    lists = lists[lists.retaliator == partner]
    sector = lists.hs6.str[:2].map(raw.chapter_sector)
    value = lists.us_exports_2024_usd / 1e6
    covered = value.groupby(sector).sum().reindex(raw.sectors, fill_value=0.0)
    charged = (value * lists.tariff_pct).groupby(sector).sum().reindex(raw.sectors, fill_value=0.0)
    with np.load(raw_dir / "icio" / "flows_2022.npz", allow_pickle=False) as flows:
        names, codes = flows["countries"].tolist(), flows["sectors"].tolist()
        exports = pd.Series(flows["X"][names.index("USA"), names.index(partner)], index=codes)
    exports = exports.reindex(raw.sectors).astype(float)
    base = np.maximum(covered, exports)  # caps the covered share at 1
    return (charged / base.where(base > 0.0)).fillna(0.0)
