"""Hand-made tables behind the tariff scenarios: section 232 rows, partner groups, dates.

Statutory rates come from source T (Budget Lab at Yale, tariff-rate-tracker, `policy_params.yaml`,
MIT) unless a comment says otherwise. Coverage shares are JUDGEMENT: the product lists behind them
are at ten digits, our import weights at two, so a share says how much of a chapter's import value
we take to be on the list.
"""

from __future__ import annotations

from dataclasses import dataclass, field

OBSERVED_DATE = "2026-07-22"  # latest date of source W that had been observed
BASE_DATE = "2025-01-01"

EU_MEMBERS = [
    "AUT",
    "BEL",
    "BGR",
    "CYP",
    "CZE",
    "DEU",
    "DNK",
    "ESP",
    "EST",
    "FIN",
    "FRA",
    "GRC",
    "HRV",
    "HUN",
    "IRL",
    "ITA",
    "LTU",
    "LUX",
    "LVA",
    "MLT",
    "NLD",
    "POL",
    "PRT",
    "ROU",
    "SVK",
    "SVN",
    "SWE",
]

# Partners whose steel and aluminium paid no section 232 duty in January 2025 (quota, tariff-rate
# quota or exemption). Source T, `section_232_country_exemptions`; all ended 2025-03-12.
METALS_EXEMPT_BEFORE = frozenset(["CAN", "MEX", "EU", "GBR", "JPN", "KOR", "AUS", "BRA", "ARG", "UKR"])

# Free-trade partners: most-favoured-nation duty taken as zero under a 15 % floor, and left out of
# the mean that stands in for partners without data.
FTA_PARTNERS = frozenset(
    [
        "AUS",
        "CAN",
        "CHL",
        "COL",
        "CRI",
        "DOM",
        "GTM",
        "HND",
        "ISR",
        "JOR",
        "KOR",
        "MAR",
        "MEX",
        "NIC",
        "PER",
        "SGP",
        "SLV",
    ]
)

# Two-digit chapter -> sector weights exist only for the primary sector of a chapter. Electrical
# equipment shares chapter 85 with electronics, so it takes the points computed for that chapter.
SECTOR_FROM_CHAPTER = {"C27": "85"}


@dataclass(frozen=True)
class Section232:
    """One section 232 programme on one import chapter.

    rate_pp: statutory additional duty, per cent of value.
    coverage: share of the chapter's imports on the list (judgement).
    before_pp: duty of the same programme already paid in January 2025 by partners outside
        METALS_EXEMPT_BEFORE; only the difference is added.
    rate_by, coverage_by: partner -> value that replaces the default.
    floor: the rate is a total that includes the ordinary duty, which is subtracted.
    floor_for: partners for whom alone the rate is such a total.
    usmca: GTAP sector whose USMCA share exempts the content of Canadian and Mexican goods.
    """

    programme: str
    chapter: str
    rate_pp: float
    coverage: float
    before_pp: float = 0.0
    rate_by: dict[str, float] = field(default_factory=dict)
    coverage_by: dict[str, float] = field(default_factory=dict)
    floor: bool = False
    floor_for: tuple[str, ...] = ()
    usmca: str | None = None


_UK_CORE = {"GBR": 25.0}  # annex I-A `uk_rate`, steel and aluminium but not copper
_UK_DOWN = {"GBR": 15.0}  # annex I-B `uk_rate`
# 15 % totals of the EU, Japan, Korea and Switzerland (T, `floor_rates`, auto headings 9903.94);
# UK 10 % total inside its quota (US-UK Economic Prosperity Deal, May 2025; the quota is ignored).
_AUTO_TOTALS = {"EU": 15.0, "JPN": 15.0, "KOR": 15.0, "CHE": 15.0, "GBR": 10.0}
# Wood products: 15 % cap for the EU and Japan, 10 % for the UK (proclamation of 2025-09-29).
_WOOD_CAPS = {"EU": 15.0, "JPN": 15.0, "GBR": 10.0}
_COMPUTER_SELLERS = {"TWN": 0.04, "MYS": 0.04}

# Aluminium from Russia has paid 200 % since 2023 and still does: nothing is added (before = rate).
RUSSIA_ALUMINIUM_ADDED_PP = 0.0

SECTION_232: tuple[Section232, ...] = (
    # C24A. Pig iron, ferro-alloys and scrap of chapter 72 are outside: 0.9.
    # Brazil, Russia and Ukraine sell much pig iron.
    Section232(
        "steel, annex I-A",
        "72",
        50,
        0.90,
        before_pp=25,
        rate_by=_UK_CORE,
        coverage_by={"BRA": 0.50, "RUS": 0.10, "UKR": 0.10},
    ),
    # C25. Tubes and structures I-A, the rest I-B; about half of the I-A part paid 25 % before.
    Section232("steel articles, annex I-A", "73", 50, 0.60, before_pp=12.5, rate_by=_UK_CORE),
    Section232("steel articles, annex I-B", "73", 25, 0.25, rate_by=_UK_DOWN),
    Section232("tools, annex I-B", "82", 25, 0.15, rate_by=_UK_DOWN),
    Section232("hardware, annex I-B", "83", 25, 0.35, rate_by=_UK_DOWN),
    # C24B. Refined copper (7403) is outside: hardly anything of what mining countries sell.
    Section232(
        "copper, annex I-A",
        "74",
        50,
        0.90,
        coverage_by={"CHL": 0.03, "PER": 0.03, "COD": 0.03, "AUS": 0.03, "KAZ": 0.03, "CAN": 0.50, "MEX": 0.50},
    ),
    # Aluminium articles 7610-7616 were outside the 10 % duty of 2018: 7 points on average.
    Section232("aluminium, annex I-A", "76", 50, 0.95, before_pp=7, rate_by=_UK_CORE),
    # C28 and C26/C27. Appliances, machinery and cables of metal; annex III is a 15 % total.
    # What Taiwan and Malaysia sell here is mostly computers and chips: lower shares.
    Section232("machinery, annex I-B", "84", 25, 0.08, rate_by=_UK_DOWN, coverage_by=_COMPUTER_SELLERS),
    Section232("machinery, annex III", "84", 15, 0.08, floor=True, coverage_by=_COMPUTER_SELLERS),
    Section232("electrical, annex I-B", "85", 25, 0.08, rate_by=_UK_DOWN, coverage_by=_COMPUTER_SELLERS),
    Section232("electrical, annex III", "85", 15, 0.04, floor=True),
    # C26. Advanced chips: few headings, and data-centre and research uses are free (9903.79.02).
    Section232("semiconductors", "85", 25, 0.01),
    # C29. Cars, light trucks and parts, then heavy vehicles and buses (no 15 % totals there).
    # Motorcycles, bicycles and farm tractors of chapter 87 are outside.
    Section232(
        "cars, light trucks, parts",
        "87",
        25,
        0.85,
        rate_by=_AUTO_TOTALS,
        floor_for=("EU", "JPN", "KOR", "CHE", "GBR"),
        usmca="mvh",
    ),
    Section232("heavy trucks and buses", "87", 25, 0.08, usmca="mvh"),
    # C16. Softwood lumber.
    Section232("softwood", "44", 10, 0.10, coverage_by={"CAN": 0.45, "EU": 0.45}),
    # C31T33. Upholstered furniture, kitchen cabinets and vanities; then metal furniture (I-B).
    Section232("wooden furniture", "94", 25, 0.12, rate_by=_WOOD_CAPS),
    Section232("metal furniture, annex I-B", "94", 25, 0.08, rate_by=_UK_DOWN),
)

# Share of a North American vehicle whose USMCA claim exempts it: only its US content counts.
# Source T, `auto_rebate.us_auto_content_share`.
USMCA_AUTO_CONTENT = 0.40

# Most-favoured-nation duty of passenger cars and most parts, HTS 8703: part of the 15 % total.
CAR_MFN_PP = 2.5
