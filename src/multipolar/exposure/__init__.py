"""Exposure: what an economy loses if a great power stops all trade with it, and what that costs the power."""

from multipolar.exposure.packaged import POLES, exposure_of_run, exposure_table
from multipolar.exposure.plain import exposure_by_pole, exposure_schema
from multipolar.exposure.table import ExposureTable

__all__ = [
    "POLES",
    "ExposureTable",
    "exposure_by_pole",
    "exposure_of_run",
    "exposure_schema",
    "exposure_table",
]
