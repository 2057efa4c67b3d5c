"""The build of the page: found Node, messages without it, and no build where nothing changed. Needs no Node itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FAKE = """#!/bin/sh
[ "$1" = --version ] && {{ echo {version}; exit 0; }}
exit 0
"""
FAKE_NPM = """#!{python}
import pathlib, sys
root = pathlib.Path({root!r})
with (root / "calls").open("a") as out:
    print(*sys.argv[1:], file=out)
if "ci" in sys.argv:
    (root / "frontend" / "node_modules").mkdir(exist_ok=True)
if "build" in sys.argv:
    static = root / "src" / "multipolar" / "web" / "static"
    static.mkdir(parents=True, exist_ok=True)
    (static / "index.html").write_text("built")
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A small clone: the script, a page of two files, a map, the colours shared with the report."""
    for folder in ("tools", "frontend/src", "src/multipolar/data", "src/multipolar/report/templates", "bin"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "tools/build_page.py").write_bytes((ROOT / "tools/build_page.py").read_bytes())
    (tmp_path / "frontend/package-lock.json").write_text("{}")
    (tmp_path / "frontend/src/main.ts").write_text("one")
    (tmp_path / "src/multipolar/data/map_110m.json").write_text("{}")
    (tmp_path / "src/multipolar/report/templates/palette.css").write_text(":root {}")
    return tmp_path


def program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


def node(clone: Path, version: str) -> None:
    """A Node of a version and an npm that notes its calls."""
    program(clone / "bin/node", FAKE.format(version=version))
    program(clone / "bin/npm", FAKE_NPM.format(python=sys.executable, root=str(clone)))


def build(clone: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-S", str(clone / "tools/build_page.py"), *options]  # -S: no Node of our own environment
    return subprocess.run(command, capture_output=True, text=True, env={"PATH": str(clone / "bin")}, check=False)


def calls(clone: Path) -> list[str]:
    return (clone / "calls").read_text().splitlines()


def test_without_node_the_message_says_what_to_install_and_what_works(clone: Path) -> None:
    done = build(clone)
    assert done.returncode == 1
    assert "there is none here" in done.stderr
    for words in ("Node.js 20.19, 22.12 or newer", "nodejs.org", "make node", "make run"):
        assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("version", ["v18.19.0", "v20.18.3", "v21.7.3", "v22.11.0"])
def test_a_node_too_old_is_named(clone: Path, version: str) -> None:
    node(clone, version)
    done = build(clone, "--or-built")
    assert done.returncode == 1
    assert f"here is {version[1:]}" in done.stderr
    assert not (clone / "calls").exists()


@pytest.mark.parametrize("version", ["v20.19.0", "v22.12.0", "v24.19.0"])
def test_builds_once_for_each_state_of_the_sources(clone: Path, version: str) -> None:
    node(clone, version)
    for _ in range(2):
        assert build(clone).returncode == 0
    assert calls(clone) == ["ci --no-audit --no-fund", "run --silent build"]
    (clone / "frontend/src/main.ts").write_text("two")
    assert build(clone).returncode == 0
    assert calls(clone)[2:] == ["run --silent build"], "the packages are those of the same lock"
    (clone / "src/multipolar/data/map_110m.json").write_text("[]")
    (clone / "frontend/package-lock.json").write_text("{ }")
    assert build(clone, "--checks").returncode == 0
    assert calls(clone)[3:] == ["ci --no-audit --no-fund", *(f"run --silent {s}" for s in ("check", "test", "build"))]
    (clone / "src/multipolar/report/templates/palette.css").write_text(":root { --ink: #111 }")
    assert build(clone).returncode == 0
    assert calls(clone)[7:] == ["run --silent build"], "the colours are a source too"


def test_a_page_built_before_is_served_without_node(clone: Path) -> None:
    node(clone, "v20.19.0")
    assert build(clone).returncode == 0
    (clone / "frontend/src/main.ts").write_text("two")
    (clone / "bin/node").unlink()
    assert build(clone).returncode == 1
    done = build(clone, "--or-built")
    assert done.returncode == 0
    assert "the page built before is served" in done.stderr


def test_a_failed_step_ends_the_build(clone: Path) -> None:
    node(clone, "v20.19.0")
    program(clone / "bin/npm", "#!/bin/sh\nexit 1\n")
    done = build(clone)
    assert done.returncode == 1
    assert "The page was not built" in done.stderr
    assert not (clone / "frontend/.built").exists()
