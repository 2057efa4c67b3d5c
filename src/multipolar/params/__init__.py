"""Dated, sourced, graded parameters."""
