"""Benchmarks: medians and ratios of one run on one machine; nothing here passes or fails."""

from multipolar.bench.lines import Line, benchmarks

__all__ = ["Line", "benchmarks"]
