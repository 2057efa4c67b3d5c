"""Known answers of landscape theory (the Unix case) and of the key player in a network of eleven nodes."""

from __future__ import annotations

import itertools

import numpy as np

from multipolar.politics.key_player import intercentrality
from multipolar.politics.landscape import local_minima
from multipolar.published.comparison import Comparison, expected

__all__ = ["key_player", "unix"]

FILE = "blocs.yaml"


def unix() -> list[Comparison]:
    """Nine makers of computers around two standards: how many stable divisions there are, and their energies."""
    data = expected(FILE)["unix"]
    firms = data["firms"]
    size = np.array([entry[0] for entry in firms.values()])
    kind = np.array([entry[1] for entry in firms.values()])
    found = local_minima(tuple(firms), size, np.where(kind[:, None] == kind[None, :], -1.0, 0.0))
    name, source = "unix-landscape", data["source"]
    rows = [Comparison(name, "stable divisions, number", data["minima"], len(found), 0.0, source, data["reading"])]
    for camps in found:
        quantity = f"energy, {', '.join(camps.first)} against {', '.join(camps.second)}"
        rows.append(
            Comparison(name, quantity, data["energy"], camps.energy, data["tolerance"], source, data["reading"])
        )
    return rows


def key_player() -> list[Comparison]:
    """Intercentrality of three nodes at two decays."""
    data = expected(FILE)["key_player"]
    nodes = sorted({n for clique in data["cliques"] for n in clique} | {data["bridge"]["node"]})
    ties = [pair for clique in data["cliques"] for pair in itertools.combinations(clique, 2)]
    ties += [(data["bridge"]["node"], other) for other in data["bridge"]["to"]]
    network = np.zeros((len(nodes),) * 2)
    for a, b in ties:
        network[nodes.index(a), nodes.index(b)] = network[nodes.index(b), nodes.index(a)] = 1
    rows = []
    for decay, values in data["intercentrality"].items():
        ours = intercentrality(network, decay)
        for node, published in values.items():
            quantity = f"intercentrality of node {node}, decay {decay}"
            value = float(ours[nodes.index(node)])
            rows.append(Comparison("key-player", quantity, published, value, data["tolerance"], data["source"]))
    return rows
