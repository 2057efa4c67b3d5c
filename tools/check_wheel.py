"""Check that a built wheel holds every file of the package.

python tools/check_wheel.py dist
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src"


def main() -> None:
    """Fail with the names of what is missing."""
    wheels = sorted(Path(sys.argv[1]).glob("multipolar-*.whl"), key=lambda p: p.stat().st_mtime)
    if not wheels:
        sys.exit(f"no wheel in {sys.argv[1]}")
    names = set(zipfile.ZipFile(wheels[-1]).namelist())
    files = [p for p in SOURCE.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    missing = [n for p in files if (n := p.relative_to(SOURCE).as_posix()) not in names]
    if missing:
        sys.exit(f"{wheels[-1].name} lacks {', '.join(missing)}")
    print(f"{wheels[-1].name}: {wheels[-1].stat().st_size / 1e6:.1f} MB, complete")


if __name__ == "__main__":
    main()
