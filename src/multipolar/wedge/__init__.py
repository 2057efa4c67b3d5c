"""Wedge: how much a power must offer a target to loosen its tie with a rival, with the rival passive and answering."""

from multipolar.wedge.outcome import Wedge, wedge_schema
from multipolar.wedge.sides import Sides, sides_of
from multipolar.wedge.sweep import wedge_sweep
from multipolar.wedge.terms import Terms, default_terms

__all__ = ["Sides", "Terms", "Wedge", "default_terms", "sides_of", "wedge_schema", "wedge_sweep"]
