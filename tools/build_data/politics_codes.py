"""States of the political sources under one code: ISO3, with codes of their own for states that are gone."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

__all__ = ["POWERS", "YUGOSLAVIA_TO", "CowCodes", "states_in_years"]

POWERS = (
    *("USA", "CHN", "RUS", "GBR", "FRA", "DEU", "JPN", "IND", "BRA", "ZAF", "IRN", "SAU", "TUR"),
    *("PAK", "IDN", "KOR", "EGY", "ETH", "ARE", "ISR", "ITA", "CAN", "AUS", "MEX", "ARG"),
)
"""Powers that ties are kept with."""

YUGOSLAVIA_TO = 1992
"""Last year of Yugoslavia; its code of the Correlates of War goes on as Serbia."""

CHANGED = {511: "ZAN", 678: "YEM", 680: "YMD", 817: "RVN"}
"""Codes by Correlates of War that the source leaves out or puts together: both Yemens there have one code, South Vietnam has
the old one of the North. Yemen's north is carried on as YEM, as West Germany is as DEU and the Soviet Union as RUS."""


class CowCodes:
    """ISO3 code by Correlates of War code and year.

    Args:
        raw: folder of the raw data.
    """

    def __init__(self, raw: Path) -> None:
        table = pd.read_csv(raw / "politics" / "cow_iso3.csv")
        self._by_code = {int(c): str(i) for c, i in zip(table["cow_ccode"], table["iso3"], strict=True)} | CHANGED

    def iso3(self, code: pd.Series, year: pd.Series) -> pd.Series:
        """Codes of states in years.

        Args:
            code: Correlates of War. year: same length.

        Raises:
            ValueError: a code has no ISO3.
        """
        found = code.astype(int).map(self._by_code)
        unknown = sorted(set(code[found.isna()]))
        if unknown:
            raise ValueError(f"no ISO3 for Correlates of War code {unknown}")
        return found.mask((code == 345) & (year > YUGOSLAVIA_TO), "SRB")


def states_in_years(raw: Path, first: int, last: int) -> pd.DataFrame:
    """`iso3`, `year` of every member of the system of states; those of 2016, where the list ends, go on.

    Args:
        raw: folder of the raw data. first, last: years.
    """
    table = pd.read_csv(raw / "politics" / "cow_states.csv.gz")
    table["end"] = table["endyear"].where(table["endyear"] < 2016, last)
    spans = [
        (code, year)
        for code, start, end in zip(table["ccode"], table["styear"], table["end"], strict=True)
        for year in range(max(start, first), min(end, last) + 1)
    ]
    frame = pd.DataFrame(spans, columns=["ccode", "year"])
    frame["iso3"] = CowCodes(raw).iso3(frame["ccode"], frame["year"])
    return frame[["iso3", "year"]].drop_duplicates()
