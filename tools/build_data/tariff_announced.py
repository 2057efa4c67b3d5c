"""The US rates announced on 2 April 2025, by economy of the world.

Source: Annex I of Executive Order 14257 (US government, public domain) as tabulated by Ignatenko,
Lashkaripour, Macedoni and Simonovska (2025), with 2023 trade from CEPII BACI for the rest of the
world.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from tariff_in_force import Raw
from tariff_tables import EU_MEMBERS

# Absent from the table: Executive Order 14257, Annex I.
BY_HAND_PCT = {"TWN": 32.0}
# Under column 2 of the tariff schedule, hence outside the order (its section 3(b)); the table
# gives Belarus 24 %, which Annex I does not.
OUTSIDE_THE_ORDER = ("BLR", "RUS")


def announced_rates(raw_dir: Path, raw: Raw) -> tuple[dict[str, float], int]:
    """Announced points by economy (`EU` for its members, `ROW` pooled) and states behind ROW."""
    table = pd.read_csv(raw_dir / "liberation_day" / "countries_gdp_usrate.csv")
    rate = 100.0 * table.set_index("iso3").us_liberation_day_rate
    union = rate[list(EU_MEMBERS)].unique()
    if len(union) != 1:
        raise ValueError(f"EU members carry different announced rates: {union}")
    rates = {"EU": float(union[0])}
    for partner in raw.economies:
        if partner in EU_MEMBERS or partner in OUTSIDE_THE_ORDER:
            continue
        rates[partner] = BY_HAND_PCT[partner] if partner in BY_HAND_PCT else float(rate[partner])
    with np.load(raw_dir / "liberation_day" / "trade_2023.npz", allow_pickle=False) as trade:
        iso = trade["iso"].tolist()
        exports = pd.Series(trade["X_kusd"][:, iso.index("USA")].astype(float), index=iso)
    outside = [c for c in rate.index if c not in raw.economies and c != "USA"]
    exports = exports[outside]
    rates["ROW"] = float((exports * rate[outside]).sum() / exports.sum())
    return {p: round(r, 4) for p, r in rates.items()}, len(outside)
