"""The exception tree: what went wrong, where, and what to do about it.

MultipolarError
├── InputError          exit code 2: something the user gave cannot be used
│   ├── LabelError      an unknown or mismatched country, sector or group
│   ├── WorldError      a world file that is unreadable or inconsistent
│   └── ScenarioError   a scenario file that is unreadable or invalid
└── NotSolvedError      exit code 3: the model has no solution, or none was found
"""

from __future__ import annotations

__all__ = ["InputError", "LabelError", "MultipolarError", "NotSolvedError", "ScenarioError", "WorldError"]


class MultipolarError(Exception):
    """Base of every error that Multipolar raises on purpose; its message is one printable line."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__("".join(c if c.isprintable() else ascii(c)[1:-1] for c in message))


class InputError(MultipolarError):
    """Input that cannot be used; the message names the place and the remedy."""

    exit_code = 2


class LabelError(InputError):
    """An unknown or mismatched label."""


class WorldError(InputError):
    """A world that breaks its contract."""


class ScenarioError(InputError):
    """A scenario file that cannot be read or does not validate.

    Args:
        message: one sentence. field: path of the value, such as moves[0].tariff.by. line: of the file; both where known.
    """

    def __init__(self, message: str, *, field: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.line = line


class NotSolvedError(MultipolarError):
    """No equilibrium: none exists, or the solver did not reach it.

    Args:
        reason: one sentence on what happened.
        remedy: one sentence on what to change.
    """

    exit_code = 3

    def __init__(self, reason: str, remedy: str) -> None:
        self.reason = reason
        self.remedy = remedy
        super().__init__(f"{reason} {remedy}")
