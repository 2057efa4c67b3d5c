"""Reading news measured: start, sentences a second on one core by stage, and what a line of 50 MB costs.

python benchmarks/news.py [FILES...]

Without files it reads the annotated articles for tuning in tests/news/gold/dev. Nothing passes or fails.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

GOLD = Path(__file__).parents[1] / "tests" / "news" / "gold" / "dev"
START = "from multipolar.news.read import read_documents; from multipolar.news.ingest import ingest; "
START += "read_documents([ingest(b'Canada met Peru.', 'a.txt')])"


def start(times: int = 3) -> None:
    """Seconds of a new process up to its first event."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", START], check=True)
        spent.append(time.perf_counter() - began)
    print(
        f"start, new process to first sentence read: {sorted(spent)[times // 2]:.2f} s (median of {times})", flush=True
    )


def speed(paths: list[Path], times: int) -> None:
    """Sentences a second on this core: all stages, and the parse alone."""
    from multipolar.news.ingest import read_path
    from multipolar.news.parse import parse
    from multipolar.news.read import prepare, read_documents

    pages = [page for path in paths for page in read_path(path)]
    read_documents(pages)
    tagged = prepare(pages)
    count = sum(len(parse(document)) for document in tagged)
    began, clock = time.process_time(), time.perf_counter()
    for _ in range(times):
        read_documents(pages)
    spent, wall = (time.process_time() - began) / times, (time.perf_counter() - clock) / times
    print(
        f"{len(pages)} articles, {count} sentences: {count / spent:.0f} sentences a second of processor time",
        flush=True,
    )
    print(f"  by the clock {count / wall:.0f} a second", flush=True)
    began = time.process_time()
    for _ in range(times):
        for document in tagged:
            parse(document)
    print(f"  parse alone {count * times / (time.process_time() - began):.0f} a second", flush=True)
    began = time.process_time()
    for _ in range(times):
        prepare([page for path in paths for page in read_path(path)])
    print(f"  ingest and tags alone {count * times / (time.process_time() - began):.0f} a second", flush=True)


def long_line() -> None:
    """Seconds and memory for a text of one line of 50 MB, and for one of the largest size that is read."""
    from multipolar.news.ingest import read_file

    with tempfile.TemporaryDirectory() as folder:
        for name, size in (("50 MB", 50_000_000), ("1 MB", 999_000)):
            path = Path(folder) / "line.txt"
            path.write_bytes((b"Canada said that it would go. " * (size // 30 + 1))[:size])
            began = time.perf_counter()
            (found,) = read_file(path)
            told = getattr(found, "reason", "read")
            print(f"one line of {name}: {time.perf_counter() - began:.2f} s to ingest, {told}", flush=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)


def main() -> None:
    """Runs all measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--times", type=int, default=3)
    asked = parser.parse_args()
    start()
    speed(asked.files or sorted(GOLD.glob("*.txt")), asked.times)
    long_line()


if __name__ == "__main__":
    main()
