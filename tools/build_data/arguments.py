"""Arguments that the build tools share."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

__all__ = ["RawAndOut", "raw_and_out"]


@dataclass(frozen=True)
class RawAndOut:
    """Folder of raw data, and folder to write into."""

    raw: Path
    out: Path


def raw_and_out(description: str | None) -> RawAndOut:
    """`--raw` and `--out` of the command line, both needed.

    Args:
        description: for the help, the docstring of the tool.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--raw", type=Path, required=True, help="folder of the raw data")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    given = parser.parse_args()
    return RawAndOut(given.raw, given.out)
