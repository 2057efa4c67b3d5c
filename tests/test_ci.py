"""The run of everything that must pass: whichever step fails, it fails, and what the linters said is shown whole."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / ".ci" / "run"
STEPS = [
    "make test",
    "make lint",
    "make docs",
    "python tools/build_page.py --checks",
    "python -m hatchling build -d dist",
    "python tools/check_wheel.py dist --serve",
    "python -m pytest -rs -m page tests/page",
]
PROGRAM = """#!{python} -S
import os, pathlib, sys, time
step = " ".join([{name!r}, *sys.argv[1:]])
root = pathlib.Path({root!r})
with (root / "calls").open("a") as out:
    print(step, file=out)
time.sleep(0.3 if step == "make lint" else 0)
print("said by", step)
sys.exit(3 if step == os.environ["FAILS"] else 0)
"""

pytestmark = pytest.mark.skipif(not SCRIPT.exists(), reason="a source distribution has no .ci/run")


def run(root: Path, fails: str) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """The script with programs that only note their calls; with it, what was called."""
    programs, environment = root / "bin", root / ".venv" / "bin"
    for folder in (programs, environment, root / ".ci"):
        folder.mkdir(parents=True)
    shutil.copy(SCRIPT, root / ".ci" / "run")
    for path in (programs / "make", environment / "python"):
        path.write_text(PROGRAM.format(python=sys.executable, name=path.name, root=str(root)), encoding="utf8")
        path.chmod(0o755)
    for name in ("bash", "dirname", "mktemp", "rm", "cat"):
        (programs / name).symlink_to(str(shutil.which(name)))
    done = subprocess.run(
        [str(programs / "bash"), str(root / ".ci" / "run")],
        capture_output=True,
        text=True,
        env={"PATH": str(programs), "FAILS": fails, "TMPDIR": str(root)},
        check=False,
    )
    return done, set((root / "calls").read_text(encoding="utf8").splitlines())


def test_all_steps_are_taken(tmp_path: Path) -> None:
    done, calls = run(tmp_path, "nothing")
    assert done.returncode == 0, done.stderr
    assert calls == {*STEPS, "python tools/build_page.py --find"}
    lines = done.stdout.splitlines()
    assert lines[0] == "said by make test"
    assert lines[-2:] == ["said by make lint", f"said by {STEPS[-1]}"]
    assert not list(tmp_path.glob("tmp.*"))


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_fails_fails_the_run(tmp_path: Path, step: str) -> None:
    done, calls = run(tmp_path, step)
    assert done.returncode == 3
    assert step in calls
    assert done.stdout.splitlines().count("said by make lint") == (step != "make test")
    assert not list(tmp_path.glob("tmp.*"))


def test_without_node_it_is_installed(tmp_path: Path) -> None:
    done, calls = run(tmp_path, "python tools/build_page.py --find")
    assert done.returncode == 0, done.stderr
    assert "make node" in calls
