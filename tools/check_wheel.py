"""Check that a built wheel holds every file of the package and the page, and serves it without Node and network.

python tools/check_wheel.py dist               files only
python tools/check_wheel.py dist --serve       and: install it in a clean environment, from files alone, and use it there
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src"
STATIC = "multipolar/web/static/"
LOCK = ROOT / "requirements" / "web.txt"
STARTS_IN = 120.0
"""Seconds in which a server on a busy machine must answer."""
DUTY = {"tariff": {"by": "USA", "on": "CHN", "add_pp": 60, "sectors": "goods", "from": 2026}}
VIETNAM = 0.535
"""Change of Vietnam's real income in the scenario `us-china-60`, in per cent."""


def newest(folder: Path) -> Path:
    """The wheel that was built last."""
    wheels = sorted(folder.glob("multipolar-*.whl"), key=lambda p: p.stat().st_mtime)
    if not wheels:
        sys.exit(f"no wheel in {folder}")
    return wheels[-1]


def check_files(wheel: Path) -> None:
    """Fail with the names of what is missing."""
    names = set(zipfile.ZipFile(wheel).namelist())
    files = [p for p in SOURCE.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    missing = [n for p in files if (n := p.relative_to(SOURCE).as_posix()) not in names]
    page = {n.removeprefix(STATIC) for n in names if n.startswith(STATIC)}
    for needed in ("index.html", "assets/report.html"):
        if needed not in page:
            missing.append(f"{STATIC}{needed} (make page)")
    scripts = [n for n in page if n.endswith((".js", ".css"))]
    missing += [f"{STATIC}{n}.{packed}" for n in scripts for packed in ("gz", "br") if f"{n}.{packed}" not in page]
    if missing or not scripts:
        sys.exit(f"{wheel.name} lacks {', '.join(missing) or 'the scripts of the page'}")
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, complete, with the page")


def install(wheel: Path, folder: Path) -> Path:
    """A clean environment with the wheel and what it names as its dependencies, installed from files alone."""
    files = folder / "wheels"
    quiet = ["--quiet", "--disable-pip-version-check"]
    pip = [sys.executable, "-m", "pip"]
    subprocess.run([*pip, "download", *quiet, "--require-hashes", "-r", str(LOCK), "-d", str(files)], check=True)
    venv.create(folder / "clean", with_pip=True)
    python = folder / "clean" / "bin" / "python"
    named = f"multipolar[web] @ {wheel.resolve().as_uri()}"
    alone = [*quiet, "--no-index", "--no-compile", "--find-links", str(files)]
    subprocess.run([str(python), "-m", "pip", "install", *alone, named], check=True)
    return python


def cut_off() -> list[str]:
    """How to start a program without any network but its own loopback; empty where the system does not allow it."""
    tool = shutil.which("unshare")
    if tool and subprocess.run([tool, "-rn", "true"], capture_output=True, check=False).returncode == 0:
        return [tool, "-rn"]
    return []


def raise_loopback() -> None:
    """Give a new network namespace its loopback: SIOCSIFFLAGS with IFF_UP and IFF_RUNNING."""
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, 0x8914, struct.pack("16sh", b"lo", 0x41))


def ask(url: str, body: object = None) -> tuple[bytes, Any]:
    """Body and headers of an answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"accept-encoding": "gzip", "content-type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=STARTS_IN) as answer:  # noqa: S310
        return answer.read(), answer.headers


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; fail where it ended or is too slow."""
    end = time.monotonic() + STARTS_IN
    while time.monotonic() < end:
        if server.poll() is not None:
            sys.exit(f"multipolar serve ended with {server.returncode}")
        try:
            ask(f"{url}/api/health")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    sys.exit(f"multipolar serve did not answer within {STARTS_IN:.0f} s")


def check_page(url: str) -> None:
    """The page, every file that it names, and one run on it."""
    page, headers = ask(f"{url}/")
    text = page.decode()
    assert "content-security-policy" in headers, "the page comes without a policy"
    assets = re.findall(r'(?:src|href)="([^":]+)"', text)
    assert any(name.endswith(".js") for name in assets), text
    for name in assets:
        body, headers = ask(f"{url}/{name.removeprefix('./').removeprefix('/')}")
        assert body, name
        assert headers["content-encoding"] == "gzip", f"{name} comes unpacked"
    scenario = {"multipolar": 1, "name": "60 % on China", "moves": [DUTY]}
    lines, _ = ask(f"{url}/api/simulate", {"scenario": scenario, "stages": ["last"]})
    stages = [json.loads(line) for line in lines.splitlines()]
    assert [s["stage"] for s in stages] == ["last", "done"], stages
    found = stages[0]["result"]["countries"]["VNM"]["real_income_pct"]
    assert round(found, 3) == VIETNAM, found
    print(f"served {len(assets)} files of the page and a run: Vietnam {found:+.3f} %")


def serve(python: Path, alone: bool) -> None:
    """Start the server of the clean environment, where there is no Node, and use it."""
    if alone:
        raise_loopback()
    programs = str(python.parent)
    assert shutil.which("node", path=programs) is None
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as home:
        command = [str(python.parent / "multipolar"), "serve", "--port", str(port)]
        server = subprocess.Popen(command, cwd=home, env={"PATH": programs, "HOME": home})
        try:
            wait_for(f"http://127.0.0.1:{port}", server)
            check_page(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(30)


def main() -> None:
    """Check the newest wheel of a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--serve", action="store_true", help="install it in a clean environment and use it")
    parser.add_argument("--installed", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.installed:
        return serve(given.installed, given.alone)
    wheel = newest(given.folder)
    check_files(wheel)
    if given.serve:
        with tempfile.TemporaryDirectory() as folder:
            python = install(wheel, Path(folder))
            without = cut_off()
            if not without:
                print(
                    "note: this system gives no network of its own to a program; the wheel is used with the network on"
                )
            alone = ["--alone"] if without else []
            command = [*without, str(python), __file__, str(given.folder), "--installed", str(python), *alone]
            subprocess.run(command, check=True, env={"PATH": os.defpath, "HOME": folder})
    return None


if __name__ == "__main__":
    main()
