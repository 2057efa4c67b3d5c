"""Build the distance of every state from the named powers.

python tools/build_data/politics_distance.py --raw ../shared/data --out src/multipolar/data/politics
"""

from __future__ import annotations

import pandas as pd

from multipolar.labels import state_names
from multipolar.politics import ties

from arguments import raw_and_out
from politics_write import record, write_parquet

GEODIST = "politics/cepii_geodist.csv.gz"


def main() -> None:
    """Write distances.parquet and its record."""
    folders = raw_and_out(__doc__)
    raw, out = folders.raw, folders.out
    table = pd.read_csv(raw / GEODIST, usecols=["iso_o", "iso_d", "distcap"])
    powers = list(ties().powers)
    table = table[table["iso_d"].isin(powers) & table["iso_o"].isin(list(state_names()))].dropna()
    table = table[table["iso_o"] != table["iso_d"]]
    table = table.rename(columns={"iso_o": "iso3", "iso_d": "power", "distcap": "km"})
    write_parquet(table.round({"km": 0}), out / "distances.parquet", ["iso3", "power"])
    facts = {
        "source": "CEPII GeoDist (Mayer and Zignago 2011), Etalab Open Licence 2.0",
        "licence": "Etalab Open Licence 2.0",
        "years": "about 2010",
        "computed": "distance between capitals to the named powers, rounded to km; Serbia, Montenegro, Kosovo, South Sudan missing",
    }
    record(out / "distances.parquet", raw, [GEODIST], facts)


if __name__ == "__main__":
    main()
