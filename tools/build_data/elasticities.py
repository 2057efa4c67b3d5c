"""Write the named sets of trade elasticities (theta = sigma - 1) as a parameter file.

python tools/build_data/elasticities.py --raw ../shared/data --out src/multipolar/params
"""

from __future__ import annotations

import csv

import yaml

from arguments import raw_and_out

SETS = {
    "FGO": (
        "Fontagne, Guimbard and Orefice (2022), Tariff-based product-level trade elasticities, J. Int. Econ. 137",
        4.0,
    ),
    "IS": (
        "In-sample triple-difference estimates after Caliendo and Parro (2015), as tabulated in the ICIO tariff-war data",
        None,
    ),
    "U4": (
        "Simonovska and Waugh (2014), The elasticity of trade: estimates and evidence, J. Int. Econ. 92: uniform 4",
        None,
    ),
    "CP": (
        "Caliendo and Parro (2015), Estimates of the Trade and Welfare Effects of NAFTA, Rev. Econ. Stud. 82(1), table 1; "
        "petroleum (64.85) capped at 20",
        None,
    ),
    "BSY": ("Bagwell, Staiger and Yurukoglu (2021), Multilateral trade bargaining, Econometrica 89", None),
    "GYY": (
        "Giri, Yi and Yilmazkuday (2021), Gains from trade: does sectoral heterogeneity matter?, J. Int. Econ. 129",
        None,
    ),
    "Shap": ("Shapiro (2016), Trade costs, CO2, and the environment, AEJ: Economic Policy 8(4)", None),
    "LL": (
        "Lashkaripour and Lugovskyy (2023), Profits, scale economies, and the gains from trade and industrial policy, AER 113(10)",
        None,
    ),
}
CAP = 20.0
GRADES = {"FGO": "estimated; services 4 is the convention of the literature (judgement)", "U4": "published"}


def main() -> None:
    """Read the table of sigmas, write the parameter file."""
    args = raw_and_out(__doc__)
    with open(args.raw / "icio" / "elasticities.csv", encoding="utf8") as handle:
        rows = list(csv.DictReader(handle))
    content: dict[str, object] = {}
    for name, (source, services) in SETS.items():
        theta = {r["sector"]: round(min(float(r[f"sigma_{name}"]) - 1, CAP), 6) for r in rows}
        if services is not None:
            theta["SERV"] = services
        content[name] = {
            "source": source,
            "grade": GRADES.get(name, "estimated"),
            "unit": "theta, elasticity of trade flows to cost",
            "theta": theta,
        }
    path = args.out / "trade_elasticity.yaml"
    header = "# Named sets of long-run trade elasticities by sector; written by tools/build_data/elasticities.py.\n"
    path.write_text(header + yaml.safe_dump(content, sort_keys=False, width=110), encoding="utf8")
    print(path)


if __name__ == "__main__":
    main()
