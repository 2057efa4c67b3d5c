"""gegravity's own example, run by the Python of an environment that holds gegravity; prints one JSON object.

python gegravity_example.py sample.csv estimates.json repetitions
"""

import json
import sys
import time

start = time.perf_counter()
import pandas as pd  # noqa: E402

import gegravity as ge  # noqa: E402

imported = time.perf_counter() - start


def main(sample: str, parameters: str, repetitions: int) -> None:
    """Build the baseline and the counterfactual, some times over."""
    with open(parameters, encoding="utf8") as file:
        given = json.load(file)
    rows = pd.read_csv(sample, comment="#")
    rows["year"], rows["constant"] = "2006", 1
    rows["international"] = (rows["exporter"] != rows["importer"]).astype(int)
    estimates = pd.DataFrame(list(given["estimates"].items()), columns=["var", "beta"])
    costs = ge.CostCoeffs(estimates=estimates, identifier_col="var", coeff_col="beta")
    columns = {"trade_var_name": "trade", "imp_var_name": "importer", "exp_var_name": "exporter"}
    columns |= {"year_var_name": "year", "output_var_name": "Y", "expend_var_name": "E"}
    baselines, counterfactuals = [], []
    for _ in range(repetitions):
        begin = time.perf_counter()
        model = ge.OneSectorGE(
            ge.BaselineData(rows.copy(), **columns),
            year="2006",
            reference_importer=given["reference_importer"],
            sigma=given["sigma"],
            cost_variables=list(given["estimates"]),
            cost_coeff_values=costs,
            quiet=True,
        )
        model.build_baseline(omr_rescale=1)
        middle = time.perf_counter()
        after = model.baseline_data.copy()
        a, b = given["agreement"]
        after.loc[
            after["exporter"].isin([a, b]) & after["importer"].isin([a, b]) & (after["exporter"] != after["importer"]),
            "pta",
        ] = 1
        model.define_experiment(after)
        model.simulate()
        baselines.append(middle - begin)
        counterfactuals.append(time.perf_counter() - middle)
    statistic = model.country_results["welfare statistic"]
    found = {"import_s": imported, "baseline_s": baselines, "counterfactual_s": counterfactuals}
    json.dump({**found, "welfare_statistic": {str(k): float(v) for k, v in statistic.items()}}, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
