"""What the rows of the panel make of the parameters: the table of estimates. A part of alignment_panel.py."""

from __future__ import annotations

from typing import Any

import numpy as np

from multipolar.params.alignment import alignment_priors
from multipolar.params.alignment_units import (
    adjusted_share,
    beta_of_slope,
    iceberg_pct,
    peers_of_slope,
    share_of_beta,
    spread_of_bound,
)
from multipolar.world import load_world

from alignment_motion import Row

HEADLINE = {"specification": "changes by position", "power": "all", "outcome": "gap", "horizon": 3}
"""The specification that feeds `measured`, the same for all levers of attraction (decision 026 says why this one)."""
SIGNIFICANT = 0.05


def headline(rows: list[Row], lever: str, **want: Any) -> list[Row]:
    """The rows of a lever that feed `measured`: one a sample, under the fixed specification."""
    asked = HEADLINE | want
    return [r for r in rows if r.lever == lever and all(getattr(r, k) == v for k, v in asked.items())]


def entry(mean: float, sd: float, source: str, grade: str, note: str = "") -> dict[str, Any]:
    """A block of the table of estimates."""
    block = {"mean": round(float(mean), 4), "sd": round(float(sd), 4), "source": source, "grade": grade}
    return block | ({"note": note} if note else {})


def pooled(values: np.ndarray, errors: np.ndarray) -> tuple[float, float]:
    """Mean of independent estimates weighted by precision, and its standard error."""
    weights = errors**-2.0
    return float(values @ weights / weights.sum()), float(weights.sum() ** -0.5)


def sceptical(mean: float, se: float, prior_sd: float) -> tuple[float, float, bool]:
    """Zero-centred normal prior after an estimate; the mean stays zero where the estimate cannot be told from zero."""
    found, sd = pooled(np.array([0.0, mean]), np.array([prior_sd, se]))
    null = abs(mean) <= 1.959964 * se
    return 0.0 if null else found, sd, null


def lever_entry(
    rows: list[tuple[Row, Row]], prior_sd: float, pull: float, peers: float, speed: float
) -> dict[str, Any]:
    """A lever's beta from its rows: slope over the share of adjustment made, pooled over samples, against a sceptical prior.

    Args:
        rows: the regression and its placebo, a pair for each sample; the larger of the clustered error and the spread over
            shuffles counts. prior_sd: of the zero-centred prior. pull, peers, speed: of the model.
    """
    first = rows[0][0]
    horizon = first.horizon
    made = float(np.mean([adjusted_share(speed, k + 0.5) for k in range(horizon)]))
    slopes = np.array([r.estimate for r, _ in rows])
    errors = np.array([max(r.se, shuffled.se) for r, shuffled in rows])
    beta, se = (beta_of_slope(v / made, pull, peers) for v in pooled(slopes, errors))
    mean, sd, null = sceptical(beta, se, prior_sd)
    said = "; ".join(
        f"{r.sample} {r.estimate:+.4f} +- {r.se:.4f} (shuffled {shuffled.se:.4f}, {r.clusters} states)"
        for r, shuffled in rows
    )
    return entry(
        mean,
        sd,
        f"own panel: {', '.join(dict.fromkeys(r.lever for r, _ in rows))}, changes over {horizon} years, effects of year by mean position, errors by state",
        f"estimated{' (null)' if null else ''}, association",
        f"{first.unit}: {said}; pooled beta {beta:+.3f} +- {se:.3f} against a prior of 0 +- {prior_sd:.3g}",
    )


def peers_entry(rows: list[Row], pull: float) -> dict[str, Any]:
    """The judged weight of peers updated by how far states follow them within a year."""
    row = headline(rows, "peers", specification="changes", horizon=1, outcome="follow")[0]
    prior = alignment_priors("literature")["peers"]
    rho = peers_of_slope(row.estimate, pull)
    se = row.se * (1 + pull) / (1 - row.estimate) ** 2
    mean, sd = pooled(np.array([prior.mean, rho]), np.array([prior.sd, se]))
    said = f"states follow {row.estimate:+.3f} +- {row.se:.3f} of their peers' movement, weight {rho:+.3f} +- {se:.3f}"
    source = f"judgement of {prior.mean} +- {prior.sd} updated by the own panel, {row.sample}: {row.note}"
    return entry(mean, sd, source, "judgement, estimated (null)", f"{said}; adds nothing to forecasts out of sample")


def estimates(rows: list[Row], motion: dict[str, tuple[float, float]]) -> dict[str, Any]:
    """The table of estimates from the rows of the panel.

    Args:
        rows: all. motion: mean and standard error of speed, noise_sd and anchor_drift_sd.
    """
    priors = alignment_priors("literature")
    source = "own estimate on the positions of all states, origins 2000-2023, horizons 1 to 8; errors by bootstrap over states"
    entries = {name: entry(mean, se, source, "estimated") for name, (mean, se) in motion.items()}
    pull, speed = priors["pull"].mean, motion["speed"][0]
    entries["peers"] = peers_entry(rows, pull)
    peers = entries["peers"]["mean"]
    bound = spread_of_bound(0.05, pull, peers)
    entries["income"] = entry(
        0.0,
        bound,
        "judgement: zero-centred, 2.5 % that a gain of 1 % closes more than 5 % of the distance to the pole",
        "judgement (calibrated)",
        f"beta {1.959964 * bound:.3f} closes {share_of_beta(1.959964 * bound, pull, peers):.3f} at pull {pull} and peers {peers}",
    )
    fed = {
        "dependence": (("trade over GDP (ICIO)", "trade over GDP (COW)"), bound),
        "loans": (("finance",), priors["loans"].sd),
        "visit": (("visits",), priors["visit"].sd),
        "sanction": (("sanctions",), priors["sanction"].sd),
    }
    for name, (levers, prior_sd) in fed.items():
        of = [
            (row, shuffled)
            for lever in levers
            for row, shuffled in zip(
                headline(rows, lever),
                headline(rows, lever, specification=f"placebo of {HEADLINE['specification']}"),
                strict=True,
            )
        ]
        entries[name] = lever_entry(of, prior_sd, pull, peers, speed)
    entries["membership"] = membership_entry(rows)
    entries["feedback"] = feedback_entry(rows)
    return entries


def membership_entry(rows: list[Row]) -> dict[str, Any]:
    """Shift of the position for ten more organisations shared with the United States, after 1992."""
    late, early = headline(
        rows, "shared organisations", specification="levels by position", power="USA", outcome="toward", horizon=1
    )
    null = late.p > SIGNIFICANT
    said = "; ".join(f"{r.sample} {r.estimate:+.3f} +- {r.se:.3f} ({r.clusters} states)" for r in (late, early))
    return entry(
        0.0 if null else late.estimate,
        late.se,
        f"own panel: organisations shared with the USA, {late.sample}, a year ahead, effects of state and of year by mean position, errors by state",
        f"estimated{' (null)' if null else ''}, association",
        f"{late.unit}: {said}; what the longer sample finds comes from the end of the Cold War",
    )


def feedback_entry(rows: list[Row]) -> dict[str, Any]:
    """Trade cost per unit of distance from the gravity row with distance a year before."""
    row = headline(rows, "distance on trade", specification="ppml", outcome="trade", horizon=1)[0]
    world = load_world("2022")
    traded = world.flow.sum(axis=(0, 1)) - np.einsum("iij->j", world.flow)
    elasticity = float(np.average(world.trade_elasticity, weights=traded))
    cost, se = iceberg_pct(row.estimate, elasticity), 100 * row.se / elasticity
    mean, sd, null = sceptical(cost, se, alignment_priors("literature")["feedback"].sd)
    return entry(
        mean,
        sd,
        f"own gravity, {row.note}, {row.sample}; elasticity of trade {elasticity:.2f} (world 2022, weighted by trade)",
        f"estimated{' (null)' if null else ''}, association",
        f"log trade {row.estimate:+.4f} +- {row.se:.4f} per ideal point ({row.clusters} pairs), cost {cost:+.2f} +- {se:.2f} %",
    )
