"""Who matters most to a network of complements: the intercentrality of Ballester, Calvo-Armengol and Zenou (2006).

Who's who in networks. Wanted: the key player, Econometrica 74(5), 1403-1417, theorem 3.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from multipolar.errors import InputError

__all__ = ["bonacich", "intercentrality"]

Array = npt.NDArray[np.float64]


def bonacich(network: Array, decay: float) -> Array:
    """Bonacich centrality b = (I - decay G)^-1 1, [node].

    Args:
        network: G, [node, node], not negative. decay: at least 0 and below one over the spectral radius of G.

    Raises:
        InputError: the sum over paths does not converge.
    """
    return np.asarray(_paths(network, decay).sum(axis=1))


def intercentrality(network: Array, decay: float) -> Array:
    """c_i = b_i^2 / m_ii: by how much all efforts fall in sum when node i leaves, [node]; the key player has the largest.

    Args:
        network, decay: as in `bonacich`; the network is symmetric.

    Raises:
        InputError: the sum over paths does not converge.
    """
    paths = _paths(network, decay)
    own: Array = paths.sum(axis=1) * paths.sum(axis=0) / np.diag(paths)
    return own


def _paths(network: Array, decay: float) -> Array:
    """M = sum over k of decay^k G^k."""
    if network.ndim != 2 or network.shape[0] != network.shape[1] or not (network >= 0).all():
        raise InputError("network: give a square array without negative or missing links.")
    radius = float(abs(np.linalg.eigvals(network)).max(initial=0))
    if decay < 0 or decay * radius >= 1 - 1e-9:
        limit = f"below {1 / radius:.4g}" if radius else "at least 0"
        raise InputError(f"decay {decay:g}: paths do not sum; take it at least 0 and {limit}.")
    return np.asarray(np.linalg.inv(np.eye(len(network)) - decay * network))
