"""Pack the frames of news events, so that they load fast: run it after a change of src/multipolar/news/frames/*.yaml.

    PYTHONPATH=src python tools/pack_frames.py

Writes src/multipolar/data/news/frames.json. A pack of other files than those at hand is passed over, never read.
"""

from __future__ import annotations

import sys

from multipolar.news.frames import pack_frames
from multipolar.news.frames.loader import PACKED


def main() -> int:
    """Write the pack."""
    text = pack_frames()
    PACKED.write_text(text, "utf8")
    sys.stdout.write(f"{PACKED.name}: {len(text):,} characters\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
