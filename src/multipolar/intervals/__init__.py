"""Intervals of a result: what draws left, their quantiles, and what each of the things drawn does alone."""

from multipolar.intervals.draws import QUANTILES, Case, Draws, LeftOut, quantiles_of
from multipolar.intervals.plain import draws_schema, with_intervals
from multipolar.intervals.rows import draws_table, quantile_columns
from multipolar.intervals.tornado import Bar, Tornado, tornado_of

__all__ = [
    "QUANTILES",
    "Bar",
    "Case",
    "Draws",
    "LeftOut",
    "Tornado",
    "draws_schema",
    "draws_table",
    "quantile_columns",
    "quantiles_of",
    "tornado_of",
    "with_intervals",
]
