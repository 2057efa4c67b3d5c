"""Draws: the same run many times, with what is uncertain drawn, and every number with its interval."""

from multipolar.ensemble.inputs import Inputs, drawn
from multipolar.ensemble.run import with_draws
from multipolar.ensemble.schedulers import Scheduler, in_processes, scheduler_of, serial

__all__ = ["Inputs", "Scheduler", "drawn", "in_processes", "scheduler_of", "serial", "with_draws"]
