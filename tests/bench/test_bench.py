"""The parts of the benchmarks that are not times: fits, sizes, texts, what is said where nothing can be measured."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from multipolar import cli
from multipolar.bench import gegravity_side, lines
from multipolar.bench.growth import cache_level, fitted_exponents, synthetic_world
from multipolar.bench.machine import Caches, caches, parse_lscpu, parse_size
from multipolar.bench.problem import array_bytes, bytes_per_iteration, loop_of, working_set
from multipolar.bench.timing import Line, not_measured, timed
from multipolar.cli import tables
from multipolar.economy.equilibrium import Economy
from multipolar.economy.shocks import no_shocks

LSCPU = """\
Model name:              Some CPU
L1d cache:               64 KiB (2 instances)
L2 cache:                1 MiB (2 instances)
L3 cache:                32 MiB (1 instance)
"""


def test_exponents_of_a_known_law_are_found() -> None:
    sizes = np.array([(n, j) for n in (10, 20, 80) for j in (1, 7, 28)], dtype=float)
    times = 3e-4 * sizes[:, 0] ** 1.9 * sizes[:, 1] ** 0.8
    assert fitted_exponents(sizes, times) == pytest.approx((1.9, 0.8), abs=1e-12)


def test_lscpu_and_sizes_are_read() -> None:
    assert parse_lscpu(LSCPU) == Caches(512 * 2**10, 32 * 2**20)
    assert parse_lscpu("L2 cache: unknown\n") == Caches(None, None)
    assert [parse_size(t) for t in ("512K", "1.5 MiB", "64", "many")] == [2**19, 3 * 2**19, 64, None]


def test_caches_come_from_the_kernel_else_from_lscpu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for index, (level, kind, size) in enumerate(
        (("1", "Data", "32K"), ("2", "Unified", "512K"), ("3", "Unified", "16M"))
    ):
        folder = tmp_path / f"index{index}"
        folder.mkdir()
        for name, text in (("level", level), ("type", kind), ("size", size)):
            (folder / name).write_text(text + "\n", encoding="ascii")
    known = caches(tmp_path)
    assert known == Caches(2**19, 2**24)
    assert [cache_level(s, known) for s in (2**18, 2**20, 2**25)] == [
        "fits L2",
        "fits L3, not L2",
        "beyond the known caches",
    ]
    program = tmp_path / "lscpu"
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{LSCPU}END\n", encoding="ascii")
    program.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(program))
    assert caches(tmp_path / "nowhere") == parse_lscpu(LSCPU)
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert caches(tmp_path / "nowhere") == Caches(None, None)


def test_bytes_are_those_of_the_arrays_of_the_problem() -> None:
    countries, sectors = 5, 3
    economy = Economy(synthetic_world(countries, sectors))
    shocks = no_shocks(economy.observed)
    shocks.tariff[:, 0, 1] += 0.2
    loop = loop_of(economy, shocks)
    assert float(loop().residual) < 1e-9
    held = {name: array.nbytes for name, array in loop.arrays.items()}
    assert array_bytes(countries, sectors) == held
    assert working_set(countries, sectors) == sum(held.values())
    again = held["offers abroad"] + 2 * held["changes remembered"]  # read once more, and twice more
    assert bytes_per_iteration(countries, sectors) == sum(held.values()) + again


def test_lines_are_shown_with_units_and_reasons() -> None:
    median, best = timed(lambda: None, 3)
    shown = [Line("g", "a thing", median, "ms", best, "how"), not_measured("g", "gegravity", "no network")]
    out = io.StringIO()
    tables.benchmark(Console(file=out, width=120), [line.to_dict() for line in shown])
    assert "a thing" in out.getvalue()
    assert "not measured: no network" in out.getvalue()
    assert shown[1].to_dict()["value"] is None


def test_without_a_registry_gegravity_is_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gegravity_side, "_environment", lambda folder: tmp_path / "no" / "python")
    found = gegravity_side.gegravity_lines(True, tmp_path)
    missing = [line for line in found if line.value is None]
    assert len(missing) == 1
    assert "not measured: gegravity could not be installed or run" in missing[0].note
    assert all(line.value > 0 for line in found if line.value is not None)


def test_the_command_prints_what_was_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lines, "LINES", [lambda quick: [Line("engine", f"quick {quick}", 1.5, "ms")]])
    monkeypatch.setattr(lines, "gegravity_lines", lambda quick, folder: [not_measured("side", str(folder), "none")])
    monkeypatch.setattr(sys, "argv", ["multipolar", "bench", "--quick", "--env", "somewhere", "--json"])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 0
    printed = json.loads(capsys.readouterr().out)
    assert [(line["what"], line["value"]) for line in printed] == [("quick True", 1.5), ("somewhere", None)]
