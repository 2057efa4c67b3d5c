"""Names of states and groups in sources that use free text, as ISO3."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from politics_codes import YUGOSLAVIA_TO

__all__ = ["Groups", "Names"]

OWN = {
    "burma (myanmar)": "MMR",
    "china, people’s republic of": "CHN",
    "congo - brazzaville": "COG",
    "congo - kinshasa": "COD",
    "congo, democratic republic of": "COD",
    "congo, democratic republic of the": "COD",
    "congobrazz": "COG",
    "czechoslovakia": "CSK",
    "czechrep": "CZE",
    "democratic republic of the congo (zaire)": "COD",
    "denmark (greenland)": "DNK",
    "domrepublic": "DOM",
    "egermany": "DDR",
    "egypt, arab rep.": "EGY",
    "ethiopia (excludes eritrea)": "ETH",
    "etimor": "TLS",
    "fry": "SRB",
    "fyromacedonia": "MKD",
    "gambia, the": "GMB",
    "german democratic republic": "DDR",
    "germany, east": "DDR",
    "germany, federal republic of": "DEU",
    "korea, north": "PRK",
    "korea, republic of": "KOR",
    "korea, south": "KOR",
    "macedonia, former yugoslav republic of": "MKD",
    "malagasy republic": "MDG",
    "malaya": "MYS",
    "marshallis": "MHL",
    "micronesia, federated states of": "FSM",
    "micronesiafs": "FSM",
    "nokorea": "PRK",
    "north vietnam": "VNM",
    "nyemen": "YEM",
    "serbia and montenegro": "SRB",
    "serbia-montenegro (kosovo)": "SRB",
    "soafrica": "ZAF",
    "sokorea": "KOR",
    "sosudan": "SSD",
    "south vietnam": "RVN",
    "southern rhodesia (zimbabwe)": "ZWE",
    "soviet union": "RUS",
    "stkitts": "KNA",
    "svietnam": "RVN",
    "syemen": "YMD",
    "transjordan": "JOR",
    "u.s.s.r.": "RUS",
    "united kingdom (northern ireland)": "GBR",
    "united kingdom (wales)": "GBR",
    "west bank": "PSE",
    "wgermany": "DEU",
    "wsamoa": "WSM",
    "yemen, north": "YEM",
    "yugoslavia": "YUG",
    "yugoslavia (kosovo)": "YUG",
    "yugoslaviaserb": "YUG",
    "zanzibar": "ZAN",
}
"""Names, lower case, that the packaged table of states lacks."""

ALIAS = {"EEC": "EU", "African Union": "AU", "Organisation of African Unity": "AU", "G8": "G7"}
"""Groups under other names, or as their successor."""

WITH_COMMA = sorted((name for name in OWN if ", " in name), key=len, reverse=True)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


class Names:
    """ISO3 by a name in a source.

    Args:
        states: the packaged table of states.
    """

    def __init__(self, states: Path) -> None:
        self._known: dict[str, str] = {}
        self.iso3: set[str] = set()
        with open(states, encoding="utf8") as handle:
            for row in csv.DictReader(handle):
                self.iso3.add(row["iso3"])
                for name in (row["name"], *row["aliases"].split(";")):
                    self._known[_plain(name)] = row["iso3"]

    def of(self, name: str, year: int) -> str | None:
        """Code of a state by its name in a year; None where it is no state that we know."""
        code = OWN.get(name.strip().lower()) or self._known.get(_plain(name))
        return "SRB" if code == "YUG" and year > YUGOSLAVIA_TO else code

    def parts(self, text: str) -> list[str]:
        """Names in a list with commas, some of which are part of a name."""
        for name in WITH_COMMA:
            text = re.sub(re.escape(name), name.replace(",", "\0"), text, flags=re.IGNORECASE)
        return [part.strip().replace("\0", ",") for part in text.split(",")]


class Groups:
    """Members of groups by year.

    Args:
        memberships: the packaged table.
    """

    def __init__(self, memberships: Path) -> None:
        self._rows: dict[str, list[tuple[str, int, int]]] = {}
        with open(memberships, encoding="utf8") as handle:
            for row in csv.DictReader(handle):
                if row["group"].isupper() or row["group"] == "G7":
                    span = int(row["joined"][:4] or 0), int(row["left"][:4] or 9999)
                    self._rows.setdefault(row["group"], []).append((row["iso3"], *span))

    def members(self, group: str, year: int) -> set[str]:
        """States that were members at any time in a year; empty for a group that we do not know."""
        rows = self._rows.get(ALIAS.get(group, group), [])
        return {state for state, joined, left in rows if joined <= year <= left}
