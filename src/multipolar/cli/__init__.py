"""The command line: commands, their options and their tables."""

from multipolar.cli.commands import app, main, scenario_app, world_app

__all__ = ["app", "main", "scenario_app", "world_app"]
