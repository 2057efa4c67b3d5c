"""States of the political sources under one code: ISO3, with codes of their own for states that are gone."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

__all__ = ["POWERS", "YUGOSLAVIA_TO", "CowCodes", "of_name"]

POWERS = (
    *("USA", "CHN", "RUS", "GBR", "FRA", "DEU", "JPN", "IND", "BRA", "ZAF", "IRN", "SAU", "TUR"),
    *("PAK", "IDN", "KOR", "EGY", "ETH", "ARE", "ISR", "ITA", "CAN", "AUS", "MEX", "ARG"),
)
"""Powers that ties are kept with, in the order of the table."""

YUGOSLAVIA_TO = 1992
"""Last year of Yugoslavia; its code of the Correlates of War goes on as Serbia."""

CHANGED = {511: "ZAN", 678: "YEM", 680: "YMD", 817: "RVN"}
"""Codes by Correlates of War that the source leaves out or puts together: both Yemens there have one code, South Vietnam has
the old one of the North. Yemen's north is carried on as YEM, as West Germany is as DEU and the Soviet Union as RUS."""

NAMES = {
    "Congo, Dem. Rep.": "COD",
    "Congo, Rep.": "COG",
    "Federal Republic of Germany": "DEU",
    "German Democratic Republic": "DDR",
    "Yemen Arab Republic": "YEM",
    "Yemen People's Republic": "YMD",
}
"""Names of historical states and other spellings that the packaged table of states lacks."""


class CowCodes:
    """ISO3 code by Correlates of War code and year.

    Args:
        raw: folder of the raw data.
    """

    def __init__(self, raw: Path) -> None:
        table = pd.read_csv(raw / "politics" / "cow_iso3.csv")
        self._by_code = {int(c): str(i) for c, i in zip(table["cow_ccode"], table["iso3"], strict=True)} | CHANGED

    def iso3(self, code: pd.Series, year: pd.Series) -> pd.Series:
        """Codes of states in years; a missing value where a code is not known, which no source is allowed to have.

        Args:
            code: Correlates of War. year: same length.
        """
        found = code.astype(int).map(self._by_code)
        unknown = sorted(set(code[found.isna()]))
        if unknown:
            raise ValueError(f"no ISO3 for Correlates of War code {unknown}")
        return found.mask((code == 345) & (year > YUGOSLAVIA_TO), "SRB")


def of_name(name: str, known: dict[str, str]) -> str | None:
    """ISO3 of a state by its name in a source, None where it is no state.

    Args:
        name: free text. known: lower-case names of states with their code.
    """
    return NAMES.get(name) or known.get(name.strip().lower())
