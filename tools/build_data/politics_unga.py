"""Build ideal points, roll calls and the two votes on Ukraine from the records of the General Assembly.

python tools/build_data/politics_unga.py --raw ../shared/data --out src/multipolar/data/politics
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import h5netcdf
import numpy as np
import pandas as pd

from arguments import raw_and_out
from politics_codes import YUGOSLAVIA_TO, CowCodes
from politics_write import record, write_parquet

ISSUES = ("me", "nu", "di", "co", "hr", "ec")
ISSUE_NAMES = {
    "me": "Palestinian conflict",
    "nu": "nuclear weapons and material",
    "di": "arms control and disarmament",
    "co": "colonialism",
    "hr": "human rights",
    "ec": "economic development",
}
TITLE = 100
"""Longest title, characters."""
POINTS = (
    "Bailey, M. A., A. Strezhnev and E. Voeten (2017), Estimating Dynamic State Preferences from United Nations Voting "
    "Data, Journal of Conflict Resolution 61(2):430-456; release of July 2025, Harvard Dataverse doi:10.7910/DVN/LEJUQZ."
)
VOTES = (
    "Voeten, E., A. Strezhnev and M. Bailey, United Nations General Assembly Voting Data, Harvard Dataverse; through the "
    "R package unvotes (D. Robinson and N. Goguen-Compagnoni), MIT."
)


def build_points(raw: Path, out: Path) -> None:
    """Ideal points of states in years, final-passage votes; rows without a point are left out."""
    file = "unga/ideal_points_2025.csv.gz"
    table = pd.read_csv(raw / file).dropna(subset="idealpointfp")
    table["iso3"] = CowCodes(raw).iso3(table["ccode"], table["year"])
    table = table.rename(columns={"idealpointfp": "ideal_point"})[["iso3", "year", "ideal_point"]]
    table = table.astype({"year": "int16", "ideal_point": "float32"})
    path = out / "ideal_points.parquet"
    write_parquet(table, path, ["iso3", "year"])
    facts = {
        "source": POINTS,
        "licence": "CC0",
        "years": "1946-2024",
        "computed": "Nothing: series idealpointfp, higher is closer to the United States. Codes: TWN holds China's seat to "
        f"1971, CHN from then; YUG to {YUGOSLAVIA_TO}, SRB from 2000; West Germany is DEU, the Soviet Union RUS, the Yemen "
        "Arab Republic YEM, the People's Republic YMD. No point is estimated for a state without votes in a year.",
    }
    record(path, raw, [file, "politics/cow_iso3.csv"], facts)
    print(f"{path.name}: {len(table)} rows, {table['iso3'].nunique()} states, {path.stat().st_size} bytes")


def _title(short: object, long: object) -> str:
    """Subject of a roll call in lower case: the short title, or the head of the description up to its kind of text."""
    text = str(short) if isinstance(short, str) else str(long) if isinstance(long, str) else ""
    text = re.sub(r"\s+", " ", re.sub(r"<[0-9a-f]{2}>", "", re.split(r" : |\\", text)[0])).strip().lower()
    return text if len(text) <= TITLE else text[: TITLE - 4].rsplit(" ", 1)[0] + " ..."


def _votes(raw: Path, dates: pd.Series) -> tuple[list[str], np.ndarray]:
    """States and their votes; a state under two names is joined, one name for two states is split."""
    with np.load(raw / "unga" / "votes_matrix.npz", allow_pickle=False) as data:
        names, votes = [str(c) for c in data["country"]], data["votes"]
    table = pd.read_csv(raw / "unga" / "vote_countries.csv").set_index("country")
    cow = table["cow_ccode"].fillna(-1).astype(int)
    years = dates.str[:4].astype(int).to_numpy()
    codes = CowCodes(raw)
    columns: dict[str, np.ndarray] = {}
    for name, vote in zip(names, votes.T, strict=True):
        labels = codes.iso3(pd.Series(cow[name], index=range(len(years))), pd.Series(years))
        for label in labels.unique():
            part = np.where(labels == label, vote, 0).astype(np.int8)
            if not part.any():
                continue
            before = columns.get(label, np.zeros_like(part))
            if ((before > 0) & (part > 0)).any():
                raise ValueError(f"{label}: two votes in one roll call")
            columns[label] = before + part
    states = sorted(columns)
    return states, np.stack([columns[s] for s in states], axis=1)


def build_votes(raw: Path, out: Path) -> None:
    """Roll calls with date, title, issues, and every state's vote."""
    calls = pd.read_csv(raw / "unga" / "roll_calls.csv.gz")
    with np.load(raw / "unga" / "votes_matrix.npz", allow_pickle=False) as data:
        if (data["rcid"] != calls["rcid"].to_numpy()).any():
            raise ValueError("roll calls are not in the order of the votes")
    states, vote = _votes(raw, calls["date"])
    issues = pd.read_csv(raw / "unga" / "roll_call_issues.csv.gz")
    flags = np.array(
        [calls["rcid"].isin(issues.loc[issues["short_name"] == i, "rcid"]) for i in ISSUES], dtype=np.int8
    ).T
    titles = [_title(s, d).encode() for s, d in zip(calls["short"], calls["descr"], strict=True)]
    path = out / "votes.nc"
    packed = {"compression": "gzip", "compression_opts": 9, "shuffle": True}
    with h5netcdf.File(path, "w") as file:
        file.dimensions = {"roll_call": len(calls), "state": len(states), "issue": len(ISSUES)}
        vote_of = file.create_variable("vote", ("roll_call", "state"), data=vote, chunks=vote.shape, **packed)
        vote_of.attrs["meaning"] = "0 absent or no member, 1 yes, 2 abstain, 3 no"
        file.create_variable("state", ("state",), data=np.array([s.encode() for s in states]))
        file.create_variable("issue", ("issue",), data=np.array([i.encode() for i in ISSUES]))
        file.create_variable("issue_flag", ("roll_call", "issue"), data=flags, **packed)
        per_call = {
            "rcid": calls["rcid"].to_numpy(np.int32),
            "year": calls["date"].str[:4].to_numpy(np.int16),
            "session": calls["session"].to_numpy(np.int16),
            "date": np.array([d.encode() for d in calls["date"]]),
            "title": np.array(titles),
            "important": calls["importantvote"].fillna(-1).to_numpy(np.int8),
            "part": calls[["amend", "para"]].max(axis=1).fillna(-1).to_numpy(np.int8),
        }
        for name, values in per_call.items():
            file.create_variable(name, ("roll_call",), data=values, **packed)
        file["important"].attrs["meaning"] = "1 important to the United States, 0 not, -1 not known"
        file["part"].attrs["meaning"] = "1 on an amendment or a paragraph, 0 on the whole text, -1 not known"
        file.attrs["issue_names"] = json.dumps(ISSUE_NAMES)
        file.attrs["source"] = VOTES
    facts = {
        "source": VOTES,
        "licence": "votes CC0, as packaged in unvotes MIT",
        "years": "1946-01-01 to 2020-01-14",
        "computed": f"Titles in lower case, cut to {TITLE} characters. Absence and non-membership are both 0. States as in "
        "ideal_points.parquet; ZAN is Zanzibar (1963).",
    }
    inputs = ["votes_matrix.npz", "vote_countries.csv", "roll_calls.csv.gz", "roll_call_issues.csv.gz"]
    record(path, raw, [f"unga/{i}" for i in inputs] + ["politics/cow_iso3.csv"], facts)
    print(f"{path.name}: {vote.shape}, {(vote > 0).sum()} votes, {path.stat().st_size} bytes")


def build_ukraine(raw: Path, out: Path) -> None:
    """Recorded votes on Crimea (2014) and on the invasion (2022)."""
    file = "unga/ukraine_votes.csv"
    table = pd.read_csv(raw / file)[["iso3", "resolution", "vote"]]
    path = out / "ukraine.parquet"
    write_parquet(table, path, ["resolution", "iso3"])
    facts = {
        "source": "United Nations, recorded votes on A/RES/68/262 (27 March 2014) and A/RES/ES-11/1 (2 March 2022); list "
        "compared by its totals with the record: 100 yes, 11 no, 58 abstained; 141 yes, 5 no, 35 abstained.",
        "licence": "facts of a public record",
        "years": "2014, 2022",
        "computed": "Nothing; absent means did not vote.",
    }
    record(path, raw, [file], facts)
    print(f"{path.name}: {len(table)} rows, {path.stat().st_size} bytes")


def main() -> None:
    """Write the three tables."""
    args = raw_and_out(__doc__)
    args.out.mkdir(parents=True, exist_ok=True)
    build_points(args.raw, args.out)
    build_votes(args.raw, args.out)
    build_ukraine(args.raw, args.out)


if __name__ == "__main__":
    main()
