"""Texts of the tariff scenarios: descriptions, sources and notes."""

from __future__ import annotations

import textwrap

WIDTH = 96

IN_FORCE_CAVEATS = (
    "Partners' duties are frozen at March 2025: the lists of China and Canada are included although reported lifted "
    "(China's on 10 November 2025, Canada's mostly on 1 September 2025); drop moves chn-us-list-1, ... to leave them out.",
    "The duty of section 122 (10 %) is included as observed on 2026-07-22; its last day is 2026-07-23.",
    "Within a partner the duties outside section 232 are spread evenly over sectors; exempt goods pay too much.",
)
"""What every result of the scenario must repeat."""

IN_FORCE_DESCRIPTION = """\
Duties that the United States added since January 2025 and that were in force on {date}, the \
latest observed date; duties of January 2025 (ordinary, section 301, section 232 of 2018) are in \
the world's accounts. Changes dated after that day, among them the end of section 122 (last day \
2026-07-23), are announced, not in force, and left out.

Sources: W = M. Waugh, trade-war tracker, GitHub tradewartracker/trade-war-redux-2025 at 726c595 \
(MIT): import-weighted mean of the added duties by partner, US imports of 2024. T = The Budget Lab \
at Yale, GitHub Budget-Lab-Yale/tariff-rate-tracker at 8315fff (MIT): statutory layers. Ordinary \
duties: US Harmonized Tariff Schedule.

Each partner's mean over goods, weighted by US imports of 2024, equals W. The spread over sectors \
is ours: section 232 rates (metals by annex of April 2026, vehicles, wood, furniture, a few \
chips) times the covered share of the sector, a judgement; then one uniform remainder on all that \
is left. In truth section 122 exempts energy, medicines and some electronics, so the remainder is \
too high there and too low elsewhere. Sectors come from two-digit chapters by main sector: \
computers count as machinery, refined oil as crude; C27 takes the points of chapter 85. Canada and \
Mexico: metals pay in full, vehicles are free for 40 % of the value claiming USMCA. Vehicles of \
the EU, Japan, Korea and Switzerland pay 15 % in total, British ones 10 %.

The EU is one partner (Slovakia's own figure is not used). ROW is the import-weighted mean of W's \
states outside the world: {row}. W does not list {others}: they pay the same section 232 table and \
a remainder of {remainder:.2f} points, the import-weighted mean of listed partners below 20 \
billion USD without free-trade agreement (section 122's 10 % less its exemptions).

China adds 10 points on all US goods since 14 May 2025 (State Council Tariff Commission: \
announcement 4 of 2025, 34 points from 10 April; 5, 84 points, in its place from the same day; 6, \
125 points from 12 April; 7, 10 points from 14 May, the other 24 suspended, in November 2025 until \
10 November 2026).{lists} Retaliation by others is not covered."""

LISTS_TEXT = """ FROZEN AT MARCH 2025, flagged: China's lists of 10 March (15 and 10 %) and \
Canada's 25 % of 4 March, from W, as sector averages = rate x share of US exports to the partner \
that is listed (lists 2024 by chapter, exports ICIO 2022 at basic prices, share at most 1; \
six-digit lines overstate Canada's list: 39 billion USD against 30 billion CAD announced). \
Later reports say both \
were lifted: China's on 10 November 2025, Canada's on 1 September 2025 save steel, aluminium and \
cars; delete the moves chn-us-list and can-us-list for that reading. Canada's later duties on \
steel, aluminium and cars are not in our data."""

LISTS: dict[str, dict[str, str]] = {
    "CHN": {
        "source": "W, lists of 2025-03-10",
        "note": "frozen at March 2025; reported lifted 2025-11-10",
    },
    "CAN": {
        "source": "W, list of 2025-03-04",
        "note": "frozen at March 2025; reported lifted 2025-09-01",
    },
}

ANNOUNCED_DESCRIPTION = """\
The rates that the United States announced on 2 April 2025 (Executive Order 14257, Annex I, 90 FR \
15041), as points added to the duties of January 2025. They were suspended on 9 April 2025 before \
most took effect, and the emergency powers behind them ended in February 2026.

Source: Ignatenko, Lashkaripour, Macedoni and Simonovska (2025), Making America Great Again? The \
Economic Impacts of Liberation Day Tariffs, Journal of International Economics; trade 2023 from \
CEPII BACI, version 202501 (Gaulier and Zignago 2010).

All goods pay the same rate: the exemptions of Annex II (energy, medicines, semiconductors, \
copper, lumber, some minerals) and the goods under section 232 are not modelled. Canada (10) and \
Mexico (17) were outside the order: their rates in the source are effective averages of the \
fentanyl duties. China (54) is 34 plus the 20 points of fentanyl duties. Taiwan (32) is entered \
by hand from Annex I. Hong Kong is as in the source. {outside} pay nothing: partners under \
column 2 of the tariff schedule were outside the order (the source gives BLR 24, which Annex I \
does not). ROW is \
the mean of {row_states} states weighted by their 2023 exports to the United States."""


def wrap(text: str) -> list[str]:
    """Lines of `text`, paragraphs kept apart by an empty line."""
    lines: list[str] = []
    for paragraph in text.split("\n\n"):
        lines += [*textwrap.wrap(paragraph, WIDTH), ""]
    return lines[:-1]
