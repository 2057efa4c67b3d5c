"""Leaders by the date of the article, in sentences of our own."""

from __future__ import annotations

import csv
from collections import Counter
from importlib import resources

import pandas as pd
import pytest

pytest.importorskip("spacy")

from multipolar.news.gazetteer import Gazetteer
from news.actors import actors

DATA = resources.files("multipolar").joinpath("data")
ROWS = list(csv.DictReader(DATA.joinpath("news", "leaders.csv").read_text(encoding="utf8").splitlines()))
TOP = {"president", "prime minister", "chancellor", "leader", "king", "crown prince"}


@pytest.mark.parametrize(
    ("text", "when", "passage", "expected"),
    [
        ("Mr Xi went to Hanoi.", "2015-11-05", "Xi", "CHN/Xi Jinping"),
        ("President Xi went to Hanoi.", "2023-12-12", "Xi", "CHN/Xi Jinping"),
        ("Trump called Tokyo.", "2019-05-01", "Trump", "USA/Donald Trump"),
        ("Trump called Tokyo.", None, "Trump", "USA/Donald Trump"),
        ("Obama called Tokyo.", None, "Obama", "USA/Barack Obama"),
        ("Bush called Tokyo.", None, "Bush", "USA/George W. Bush"),
        ("Modi called Tokyo.", None, "Modi", "IND/Narendra Modi"),
        ("Trump called Tokyo.", "2024-06-01", "Trump", "USA/Donald Trump"),
        ("Bush called Tokyo.", "1991-02-01", "Bush", "USA/George H. W. Bush"),
        ("Bush called Tokyo.", "2003-02-01", "Bush", "USA/George W. Bush"),
        ("President George Bush called Tokyo.", "1990-02-01", "George Bush", "USA/George H. W. Bush"),
        ("President George Bush called Tokyo.", "2004-02-01", "George Bush", "USA/George W. Bush"),
        ("Clinton flew to Haifa.", "1997-06-01", "Clinton", "USA/Bill Clinton"),
        (
            "Secretary of State Hillary Clinton flew to Haifa. Clinton spoke.",
            "2011-06-01",
            "Clinton",
            "USA/Hillary Clinton",
        ),
        ("Mrs. Clinton flew to Haifa.", "2010-06-01", "Clinton", "USA/Hillary Clinton"),
        ("Mr. Clinton flew to Haifa.", "2000-06-01", "Clinton", "USA/Bill Clinton"),
        ("Assad sent troops to Lebanon.", "1992-03-01", "Assad", "SYR/Hafez al-Assad"),
        ("Assad sent troops to Aleppo.", "2016-03-01", "Assad", "SYR/Bashar al-Assad"),
        ("Kim tested a missile off Wonsan.", "2009-05-25", "Kim", "PRK/Kim Jong-il"),
        ("Kim tested a missile off Wonsan.", "2017-09-15", "Kim", "PRK/Kim Jong-un"),
        ("Lee met reporters in Seoul.", "2010-05-25", "Lee", "KOR/Lee Myung-bak"),
        ("Lee met reporters in Singapore.", "2010-05-25", "Lee", "SGP/Lee Hsien Loong"),
        ("Trudeau met Chirac.", "1983-05-25", "Trudeau", "CAN/Pierre Trudeau"),
        ("Trudeau met Macron.", "2018-05-25", "Trudeau", "CAN/Justin Trudeau"),
        ("Zelenskyy thanked Poland.", "2023-02-01", "Zelenskyy", "UKR/Volodymyr Zelensky"),
        ("Volodymyr Zelenskiy thanked Poland.", "2022-07-01", "Volodymyr Zelenskiy", "UKR/Volodymyr Zelensky"),
        ("Lula thanked Lisbon.", "2024-02-01", "Lula", "BRA/Luiz Inácio Lula da Silva"),
        ("Erdogan threatened Athens.", "2020-09-01", "Erdogan", "TUR/Recep Tayyip Erdoğan"),
        ("Gadhafi threatened Chad.", "1991-09-01", "Gadhafi", "LBY/Muammar Gaddafi"),
        ("Guterres urged restraint.", "2001-09-01", "Guterres", "PRT/António Guterres"),
        ("Guterres urged restraint.", "2021-09-01", "Guterres", "UN/António Guterres"),
        ("Rutte praised Ankara.", "2018-09-01", "Rutte", "NLD/Mark Rutte"),
        ("Rutte praised Ankara.", "2025-09-01", "Rutte", "NATO/Mark Rutte"),
        ("Deng opened the coast of China.", "1992-03-01", "Deng", "CHN/Deng Xiaoping"),
        ("Richard Nixon went to Beijing long ago.", "2025-03-01", "Richard Nixon", "USA/Richard Nixon"),
        ("Gorbachev let the Baltic states go.", "2011-03-01", "Gorbachev", "RUS/Mikhail Gorbachev"),
        ("The Chinese leader flew to Moscow.", "2005-07-01", "Chinese leader", "CHN/Hu Jintao"),
        ("The Chinese leader flew to Moscow.", "2023-03-20", "Chinese leader", "CHN/Xi Jinping"),
        ("The Russian president flew to Minsk.", "2010-03-20", "Russian president", "RUS/Dmitry Medvedev"),
        ("The Russian president flew to Minsk.", None, "Russian president", "RUS"),
        ("Iran's supreme leader flew to Qom.", "2015-03-20", "Iran's supreme leader", "IRN/Ali Khamenei"),
        ("Iran's president flew to Qom.", "2015-03-20", "Iran's president", "IRN/Hassan Rouhani"),
        ("The German leader flew to Paris.", "2015-03-20", "German leader", "DEU/Angela Merkel"),
        ("The prime minister of Japan flew to Guam.", "2014-03-20", "prime minister of Japan", "JPN/Shinzo Abe"),
        ("The Trump administration cut aid.", "2025-03-20", "Trump administration", "USA"),
        ("Biden's administration cut aid.", "2022-03-20", "Biden's administration", "USA"),
    ],
)
def test_by_date(text: str, when: str | None, passage: str, expected: str) -> None:
    assert actors(text, when).get(passage) == expected


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Brown said the shop would close.", "2023-05-01"),
        ("Putin Street is closed.", "1985-05-01"),
        ("Obama sold the shop.", "1990-05-01"),
        ("May is a warm month.", "2017-05-01"),
        ("Kim opened a bakery in Leeds.", "1975-05-01"),
    ],
)
def test_surnames_alone_need_their_time(text: str, when: str) -> None:
    assert not [a for a in actors(text, when).values() if "/" in a]


def test_a_full_name_introduces_the_surname() -> None:
    found = actors("Gordon Brown spoke in Lagos. Brown said Britain would pay.", "2023-05-01")
    assert found["Brown"] == "GBR/Gordon Brown"


def test_one_leader_stands_before_another_name() -> None:
    found = actors("Russian President Vladimir Putin met China's leader, Xi Jinping.", "2024-05-16")
    assert found["Vladimir Putin"] == "RUS/Vladimir Putin"
    assert found["Xi Jinping"] == "CHN/Xi Jinping"


def test_the_sixty_largest_economies_have_a_leader_all_the_time() -> None:
    table = pd.read_parquet(str(DATA.joinpath("politics", "economies.parquet")))
    table = table[table.year == 2023].sort_values("gdp_usd_mn", ascending=False)
    largest = [c for c in table.iso3 if c not in ("PRI",)][:60]
    gaps = []
    for code in largest:
        spells = [(r["start"], r["end"] or "9999") for r in ROWS if r["code"] == code and r["office"] in TOP]
        for year in range(1995, 2026):
            if not any(start <= f"{year}-06-15" <= end for start, end in spells):
                gaps.append((code, year))
    allowed = {"ETH", "UKR", "CZE", "SVK", "HKG", "GTM", "IRQ", "CHE", "BGR", "LUX"}
    assert not [g for g in gaps if g[0] not in allowed], gaps


def test_rows_are_in_order() -> None:
    assert all(r["start"] < (r["end"] or "9999") or r["doubtful"] == "1" for r in ROWS)
    assert {r["gender"] for r in ROWS} <= {"m", "f", ""}
    assert not [k for k, n in Counter((r["code"], r["person"], r["office"], r["start"]) for r in ROWS).items() if n > 1]
    assert len(Gazetteer.packaged().leaders) > 1000
