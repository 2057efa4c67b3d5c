"""Catalogue: what can be moved and by what name, what is known about it, and every parameter with its source."""

from multipolar.catalogue.names import catalogue
from multipolar.catalogue.parameters import parameters

__all__ = ["catalogue", "parameters"]
