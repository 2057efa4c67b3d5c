"""Facts of record after the packaged series end, own compilation: defence pacts, and duties of China on American goods."""

from __future__ import annotations

__all__ = ["CHINA_ON_USA", "LISTED_TO", "pact_since"]

LISTED_TO = 2025
"""Year to which the list of later pacts was kept."""

_PACTS = {
    ("AZE", "TUR"): 2021,  # Shusha declaration, 15 June 2021
    ("FRA", "GRC"): 2021,  # strategic partnership with a defence clause, 28 September 2021
    ("PRK", "RUS"): 2024,  # comprehensive strategic partnership, in force 4 December 2024
    ("AUS", "PNG"): 2025,  # Pukpuk treaty, 6 October 2025
    ("PAK", "SAU"): 2025,  # strategic mutual defence agreement, 17 September 2025
}
"""Pacts with a duty of defence signed after ATOP 5.1 ends (2018), outside NATO and the CSTO; by pair, with the year."""

CHINA_ON_USA = (("2025-04-10", 84.0), ("2025-04-12", 125.0), ("2025-05-14", 10.0))
"""Points that China added on all American goods, from the date: State Council Tariff Commission, announcements 4 to 7 of 2025;
lists of February and March 2025 (10 and 15 % on some goods) are not in it."""


def pact_since(a: str, b: str, year: int) -> int | None:
    """Year of a pact of the list in force by a year; None where there is none.

    Args:
        a, b: ISO3. year: of the claim.
    """
    first, last = sorted((a, b))
    since = _PACTS.get((first, last))
    return since if since is not None and since <= year else None
