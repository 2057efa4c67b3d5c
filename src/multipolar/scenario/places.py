"""Where in a file a value of a scenario was written, and errors that say so."""

from __future__ import annotations

from multipolar.errors import ScenarioError

__all__ = ["Path", "Places", "dotted", "place", "problem"]

Path = tuple[str | int, ...]
"""Where a value stands in a scenario, for example ("moves", 3, "tariff", "by")."""

Places = dict[Path, tuple[str, int]]
"""File and line of every value, by its path; empty for a scenario that was built in memory."""


def problem(places: Places, path: Path, message: str, file: str) -> ScenarioError:
    """An error at a value: file, line and field, then what is wrong.

    Args:
        places: of the scenario. path: of the value. message: a clause. file: what to name where no line is known.
    """
    end = "" if message.endswith((".", "?")) else "."
    where, line = place(places, path, file)
    return ScenarioError(f"{where}: {message}{end}", field=dotted(path) or None, line=line)


def place(places: Places, path: Path, file: str) -> tuple[str, int | None]:
    """File, line and field of a value as text, and the line; the line of the nearest value that holds it.

    Args:
        places: of the scenario. path: of the value. file: what to name where no line is known.
    """
    for length in range(len(path), -1, -1):
        if path[:length] in places:
            where, line = places[path[:length]]
            return f"{where}:{line}: {dotted(path) or 'scenario'}", line
    return f"{file}: {dotted(path) or 'scenario'}", None


def dotted(path: Path) -> str:
    """A path as text, for example moves[3].tariff.by; empty for the whole."""
    return "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path).removeprefix(".")
