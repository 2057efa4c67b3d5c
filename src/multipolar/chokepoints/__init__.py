"""Chokepoints: what a curb on a commodity or a sector costs each importer in the long run, the short run and at worst."""

from multipolar.chokepoints.entries import Chokepoint, ImporterLoss
from multipolar.chokepoints.plain import chokepoints_schema, chokepoints_to_list
from multipolar.chokepoints.rows import CURB_UNITS, curb_rows
from multipolar.chokepoints.run import chokepoints_of
from multipolar.chokepoints.words import (
    READ_ALL_THREE,
    chokepoint_sources,
    chokepoint_warnings,
    hardest_hit_to_list,
    worst_first,
)

__all__ = [
    "CURB_UNITS",
    "READ_ALL_THREE",
    "Chokepoint",
    "ImporterLoss",
    "chokepoint_sources",
    "chokepoint_warnings",
    "chokepoints_of",
    "chokepoints_schema",
    "chokepoints_to_list",
    "curb_rows",
    "hardest_hit_to_list",
    "worst_first",
]
