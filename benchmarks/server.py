"""The server under many: sixteen people who drag at once, and memory over ten thousand mixed requests.

python benchmarks/server.py people [--people 16] [--seconds 15] [--url http://127.0.0.1:8000] [--json FILE]
python benchmarks/server.py memory [--requests 10000] [--json FILE]

Without --url it starts its own server, as `multipolar serve` does. Every person waits for an answer before the next step
of the slider, and every step has another size, so that no answer can be had twice. The figures are in docs/server.md;
nothing passes or fails but by errors.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from multipolar import load_scenario

RUN = "import sys; from multipolar.cli import main; sys.argv = ['multipolar', *sys.argv[1:]]; main()"
SCENARIO = load_scenario("us-china-60").to_dict()


@contextmanager
def server(url: str | None) -> Iterator[tuple[str, int | None]]:
    """Address and process of a server: the one that runs there, or one of our own."""
    if url:
        yield url, None
        return
    command = [sys.executable, "-c", RUN, "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        found = re.search(r"http://\S+?:\d+", process.stdout.readline())
        if not found:
            sys.exit("the server did not start")
        try:
            settle(found[0])
            yield found[0], process.pid
        finally:
            process.terminate()


def settle(url: str) -> None:
    """Wait until the answers that the server prepares by itself are there."""
    for question in ("who-pays-60", "who-stands-with-russia"):
        httpx.get(f"{url}/api/questions/{question}", timeout=600, trust_env=False).raise_for_status()


def with_duty(duty: float) -> dict[str, Any]:
    """The scenario with another size of its first move."""
    first, *others = SCENARIO["moves"]
    return {**SCENARIO, "moves": [{"tariff": {**first["tariff"], "add_pp": duty}}, *others]}


def person(url: str, number: int, until: float) -> tuple[list[float], list[str]]:
    """One person who drags: times of answers, and what went wrong. The plainest client, which shares the cores."""
    dice, times, errors = random.Random(number), [], []  # noqa: S311
    headers = {"content-type": "application/json", "x-client": f"person-{number}"}
    own = http.client.HTTPConnection(url.removeprefix("http://"), timeout=60)
    own.connect()
    own.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while time.perf_counter() < until:
        sent = {"scenario": with_duty(round(dice.uniform(0, 100), 6)), "stages": ["last"]}
        body = json.dumps(sent).encode()
        began = time.perf_counter()
        own.request("POST", "/api/simulate", body, headers)
        answer = own.getresponse()
        text = answer.read()
        times.append(time.perf_counter() - began)
        if answer.status != 200 or not text.endswith(b'{"stage":"done"}\n'):
            errors.append(f"{answer.status} {text[:200]!r}")
    own.close()
    return times, errors


def cpu_seconds(pid: int) -> float:
    """Time that a process has computed, over all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text("utf8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def people(url: str, pid: int | None, count: int, seconds: float) -> dict[str, Any]:
    """Times of answers over all people."""
    person(url, -1, time.perf_counter() + 2)
    until, used = time.perf_counter() + seconds, cpu_seconds(pid) if pid else 0.0
    with ThreadPoolExecutor(count) as pool:
        found = list(pool.map(lambda n: person(url, n, until), range(count)))
    times = sorted(1000 * t for own, _ in found for t in own)
    errors = [e for _, own in found for e in own]
    cuts = statistics.quantiles(times, n=100)
    return {
        "people": count,
        "answers": len(times),
        "per_second": round(len(times) / seconds, 1),
        "p50_ms": round(cuts[49], 1),
        "p95_ms": round(cuts[94], 1),
        "max_ms": round(times[-1], 1),
        "cpu_ms_per_answer": round(1000 * (cpu_seconds(pid) - used) / len(times), 1) if pid else None,
        "errors": len(errors),
        "first_error": errors[0] if errors else None,
        "load": round(os.getloadavg()[0], 1),
    }


def resident_mb(pid: int) -> tuple[float, float]:
    """Memory of a process, and of it with the processes that it started, MB."""
    own = _status(pid, "VmRSS")
    others = [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit()]
    return own / 1024, (own + sum(_status(p, "VmRSS") for p in others if _status(p, "PPid") == pid)) / 1024


def _status(pid: int, name: str) -> int:
    """A number of a process; 0 where it has ended."""
    try:
        found = re.search(rf"^{name}:\s+(\d+)", Path(f"/proc/{pid}/status").read_text("utf8"), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0


def mixed(own: httpx.Client, dice: random.Random) -> int:
    """One request of many kinds, some of them wrong; its status."""
    kinds = ["last"] * 12 + [
        "path",
        "ranges",
        "wrong",
        "text",
        "page",
        "catalogue",
        "today",
        "yaml",
        "large",
        "gone",
        "order",
    ]
    kind = dice.choice(kinds)
    scenario = with_duty(round(dice.uniform(0, 100), 6))
    post = own.post
    if kind in ("last", "path", "ranges"):
        return post("/api/simulate", json={"scenario": scenario, "stages": [kind]}).status_code
    if kind == "assumed":
        settings = {**SCENARIO["settings"], "assumptions": {"trade_elasticity.C26": round(dice.uniform(1, 12), 6)}}
        return post(
            "/api/simulate", json={"scenario": {**scenario, "settings": settings}, "stages": ["last"]}
        ).status_code
    if kind == "wrong":
        return post("/api/simulate", json={"scenario": {**scenario, "world": "no" + str(dice.random())}}).status_code
    if kind == "text":
        return post("/api/simulate", content=b"[" * 5000, headers={"content-type": "application/json"}).status_code
    if kind == "large":
        return post("/api/simulate", content=b" " * 300_000, headers={"content-type": "application/json"}).status_code
    if kind == "today":
        return post("/api/today", json={"scenario": scenario}).status_code
    if kind == "yaml":
        return post("/api/export", json={"scenario": scenario, "format": "yaml"}).status_code
    if kind == "gone":
        with own.stream("POST", "/api/simulate", json={"scenario": scenario}) as answer:
            next(answer.iter_lines())
            return answer.status_code
    path = {"page": "/", "catalogue": "/api/catalogue", "order": "/api/order?years=1990:2024"}[kind]
    return own.get(path).status_code


def memory(url: str, pid: int, requests: int, clients: int = 4) -> dict[str, Any]:
    """Memory while requests go through, at ten points, and how often which status came."""
    statuses: dict[int, int] = {}
    lock, points = threading.Lock(), []
    began = time.perf_counter()

    def some(number: int, count: int) -> None:
        dice = random.Random(number)  # noqa: S311
        with httpx.Client(base_url=url, timeout=120, trust_env=False) as own:
            for _ in range(count):
                status = mixed(own, dice)
                with lock:
                    statuses[status] = statuses.get(status, 0) + 1

    for part in range(10):
        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(lambda n: some(n, requests // 10 // clients), range(part * clients, (part + 1) * clients)))
        points.append([round(mb) for mb in resident_mb(pid)])
        print(
            f"{(part + 1) * requests // 10:,} requests, {time.perf_counter() - began:.0f} s: server {points[-1][0]} MB, with its processes {points[-1][1]} MB",
            file=sys.stderr,
        )
    return {"requests": sum(statuses.values()), "mb_server_and_all": points, "statuses": dict(sorted(statuses.items()))}


def main() -> None:
    """Run one of the two and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["people", "memory"])
    parser.add_argument("--url")
    parser.add_argument("--people", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--pid", type=int, help="of the server at --url")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    if asked.what == "memory" and asked.url:
        parser.error("memory is that of a server of our own; leave --url out")
    with server(asked.url) as (url, pid):
        if asked.what == "people":
            found = people(url, pid or asked.pid, asked.people, asked.seconds)
        else:
            found = memory(url, pid or 0, asked.requests)
    text = json.dumps(found)
    print(text)
    if asked.json:
        asked.json.write_text(text + "\n", "utf8")


if __name__ == "__main__":
    main()
