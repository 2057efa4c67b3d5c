"""The machine under the benchmarks: cores, caches, and how fast memory can be read and written."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from multipolar.bench.timing import Line, timed

__all__ = ["Caches", "bandwidth_gb_s", "caches", "machine_lines", "parse_lscpu", "parse_size"]

UNITS = {"": 1, "B": 1, "K": 2**10, "KB": 2**10, "KIB": 2**10, "M": 2**20, "MB": 2**20, "MIB": 2**20, "G": 2**30}
UNITS |= {"GB": 2**30, "GIB": 2**30}
SYSTEM = Path("/sys/devices/system/cpu/cpu0/cache")
IN_CACHE = 4 * 2**20
"""Bytes of the array whose pass measures the bandwidth behind the bytes-moved bound; it is read into a second one."""
PASSES_MIB = (0.125, 1, 4, 8, 16, 64, 256)
"""Sizes of the arrays whose passes show where the caches end."""


@dataclass(frozen=True)
class Caches:
    """Bytes of cache that one core can use; None where the machine does not say."""

    level_2: int | None
    level_3: int | None


def parse_size(text: str) -> int | None:
    """Bytes of a size such as `512K` or `32 MiB`; None where it is none."""
    match = re.fullmatch(r"([\d.]+)\s*([A-Za-z]*)", text.strip())
    if match is None or match[2].upper() not in UNITS:
        return None
    return int(float(match[1]) * UNITS[match[2].upper()])


def parse_lscpu(text: str) -> Caches:
    """Caches by the output of lscpu, which prints totals and the number of instances."""
    found: dict[str, int | None] = {}
    for level in ("L2", "L3"):
        match = re.search(rf"^{level} cache:\s*([^(\n]+?)\s*(?:\((\d+) instances?\))?$", text, re.MULTILINE)
        total = parse_size(match[1]) if match else None
        found[level] = total if total is None or match is None else total // int(match[2] or 1)
    return Caches(found["L2"], found["L3"])


def caches(system: Path = SYSTEM) -> Caches:
    """Caches of the first core as the kernel describes them, else as lscpu does."""
    sizes: dict[str, int | None] = {}
    for index in sorted(system.glob("index*")):
        level = (index / "level").read_text(encoding="ascii").strip()
        if (index / "type").read_text(encoding="ascii").strip() != "Instruction":
            sizes[level] = parse_size((index / "size").read_text(encoding="ascii"))
    lscpu = shutil.which("lscpu")
    if not sizes and lscpu:
        said = subprocess.run([lscpu], capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"})
        return parse_lscpu(said.stdout)
    return Caches(sizes.get("2"), sizes.get("3"))


def bandwidth_gb_s(size: int) -> float:
    """Bytes read plus bytes written by a pass over an array of a size, per nanosecond (best of 15 to 400)."""
    source = np.ones(size // 8)
    target = np.zeros_like(source)
    repeat = min(400, max(15, 2**29 // size))
    return 2 * source.nbytes / (1e6 * timed(lambda: np.multiply(source, 1.0001, out=target), repeat)[1])


def machine_lines(quick: bool) -> list[Line]:
    """Cores, caches and bandwidth."""
    known = caches()
    lines = [Line("machine", f"cores, Python {platform.python_version()}", float(os.cpu_count() or 0), "")]
    for name, size in (("L2", known.level_2), ("L3", known.level_3)):
        value = None if size is None else size / 2**20
        lines.append(Line("machine", f"{name} cache", value, "MiB", note="" if size else "the machine does not say"))
    for mebibytes in PASSES_MIB[:: 3 if quick else 1]:
        size = int(mebibytes * 2**20)
        note = f"best; read plus written, {2 * mebibytes:g} MiB in use"
        lines.append(Line("machine", f"pass over {mebibytes:g} MiB", bandwidth_gb_s(size), "GB/s", note=note))
    return lines
