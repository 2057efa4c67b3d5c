"""Draws: the same run many times, with what is uncertain drawn, and every number with its interval."""

from multipolar.ensemble.inputs import Inputs, drawn
from multipolar.ensemble.pool import Pool, PoolError, warm_pool
from multipolar.ensemble.run import Cancelled, with_draws
from multipolar.ensemble.schedulers import Scheduler, in_processes, scheduler_of, serial

__all__ = [
    "Cancelled",
    "Inputs",
    "Pool",
    "PoolError",
    "Scheduler",
    "drawn",
    "in_processes",
    "scheduler_of",
    "serial",
    "warm_pool",
    "with_draws",
]
