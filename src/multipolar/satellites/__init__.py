"""Satellite economies: first-order effects on states outside the world's accounts, with errors judged on those inside."""

from multipolar.satellites.judging import error_table
from multipolar.satellites.outcome import SATELLITE_UNITS, Near, NearEffects, Satellite, Satellites, satellites_of

__all__ = ["SATELLITE_UNITS", "Near", "NearEffects", "Satellite", "Satellites", "error_table", "satellites_of"]
