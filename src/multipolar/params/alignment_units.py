"""From the units of regressions to those of the alignment model, and back.

At first order the position of a state moves by dA_p (theta_p - theta_i) / (1 + rho + a) when the attraction of pole p changes
by dA_p, so that dA_p / (1 + rho + a) is the share of the distance to the pole that is closed. The baseline
attraction of one of P poles is a/P.
"""

from __future__ import annotations

import math

__all__ = [
    "POLES",
    "adjusted_share",
    "beta_of_slope",
    "iceberg_pct",
    "peers_of_slope",
    "share_of_beta",
    "spread_of_bound",
]

POLES = 3
"""Poles among which the baseline attraction is shared: the United States, China and Russia."""

ONE_DOSE = math.tanh(1.0)
"""What a lever of one dose adds to log attraction, per unit of beta."""


def share_of_beta(beta: float, pull: float, peers: float, doses: float = 1.0) -> float:
    """Share of the distance to a pole that a lever closes in the long run: (a/P)(exp(beta tanh x) - 1)/(1 + rho + a).

    Args:
        beta: of the lever. pull: a. peers: rho. doses: x, in doses of the lever.
    """
    return (pull / POLES) * math.expm1(beta * math.tanh(doses)) / (1 + peers + pull)


def beta_of_slope(slope: float, pull: float, peers: float) -> float:
    """Beta whose first order closes the share of the distance that a regression gives per unit of tanh(x/s).

    Args:
        slope: share of the distance closed in the long run per unit of tanh(x/s). pull: a. peers: rho.
    """
    return slope * (1 + peers + pull) * POLES / pull


def spread_of_bound(share: float, pull: float, peers: float, normal_quantile: float = 1.959964) -> float:
    """Standard deviation of a beta around zero whose upper quantile closes a share of the distance with one dose.

    Args:
        share: closed at the quantile. pull: a. peers: rho. normal_quantile: of the upper end; 97.5 % by default.
    """
    return math.log1p(share * (1 + peers + pull) * POLES / pull) / ONE_DOSE / normal_quantile


def adjusted_share(speed: float, years: float) -> float:
    """Share of a lasting change of the equilibrium that a position has made after some years: 1 - (1 - speed)^years."""
    return float(1 - (1 - speed) ** years)


def peers_of_slope(slope: float, pull: float) -> float:
    """Weight rho of peers from the share of their mean movement that a state follows in the long run: rho/(1 + rho + a).

    Args:
        slope: that share, below 1. pull: a.
    """
    return slope * (1 + pull) / (1 - slope)


def iceberg_pct(slope: float, elasticity: float) -> float:
    """Trade cost, in % per unit of distance, that makes log trade fall by a slope.

    Args:
        slope: of log trade on distance, negative where distance costs trade. elasticity: of trade to its cost, positive.
    """
    return 100 * math.expm1(-slope / elasticity)
