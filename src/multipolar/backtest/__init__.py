"""Backtest of positions: forecasts from every origin since 2000, scored against what came and against simple baselines."""

from multipolar.backtest.plain import backtest_schema, backtest_to_dict
from multipolar.backtest.run import Ablation, Backtest, Placebo, Row, Table, backtest

__all__ = [
    "Ablation",
    "Backtest",
    "Placebo",
    "Row",
    "Table",
    "backtest",
    "backtest_schema",
    "backtest_to_dict",
]
