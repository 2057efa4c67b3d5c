"""How fast the page is, in one run: slider to painted map, draws, first paint, size, and sixteen people dragging.

python benchmarks/page.py [--json FILE] [--inputs 120] [--people 16]

Needs the built page (`make page`), the extras `web` and `page`, and Chromium. It starts its own server. Nothing is timed in
tests: these are figures of the machine that runs it. Latency is taken in the page, from the event of the slider to the
frame after the map's classes changed; every answer is the exact equilibrium of the last year.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import multipolar

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
RUN = "import sys; from multipolar.cli import main; sys.argv = ['multipolar', *sys.argv[1:]]; main()"
STATIC = Path(multipolar.__file__).parent / "web" / "static"
BUDGETS = {
    "paint_p50_ms": 50,
    "paint_p95_ms": 100,
    "draws_s": 3,
    "first_paint_ms": 1000,
    "page_kb": 250,
    "people_p95_ms": 250,
}
DRAG = """
async ({ values, pause }) => {
  const slider = document.querySelector('input[type=range][data-lever]');
  const map = document.querySelector('svg.map');
  const times = [];
  let missed = 0;
  for (const value of values) {
    const took = await new Promise((done) => {
      let start = 0;
      const seen = new MutationObserver(() => {
        seen.disconnect();
        clearTimeout(late);
        requestAnimationFrame(() => {
          const channel = new MessageChannel(); // a message sent in a frame arrives when that frame is painted
          channel.port1.onmessage = () => done(performance.now() - start);
          channel.port2.postMessage(0);
        });
      });
      const late = setTimeout(() => { seen.disconnect(); done(null); }, 5000);
      seen.observe(map, { subtree: true, attributes: true, attributeFilter: ['class', 'd', 'fill'] });
      slider.value = String(value);
      start = performance.now();
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    });
    if (took === null) missed += 1; else times.push(took);
    const wait = Array.isArray(pause) ? pause[0] + Math.random() * (pause[1] - pause[0]) : pause;
    if (wait) await new Promise((done) => setTimeout(done, wait));
  }
  return { times, missed };
}
"""
"""Move the first slider of the levers through values, each when the one before is painted."""


def quantile(values: list[float], share: float) -> float:
    """The value below which a share of the values lies, nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


@contextmanager
def served() -> Iterator[str]:
    """A server of its own on a free port, warm."""
    command = [sys.executable, "-c", RUN, "serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": "200"})
    try:
        assert process.stdout
        address = next(word for line in process.stdout for word in line.split() if word.startswith("http://"))
        threading.Thread(target=process.stdout.read, daemon=True).start()
        address = address.rstrip("/.")
        while not warm(address):
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def warm(address: str) -> bool:
    """Whether the server answers and has compiled what it needs."""
    try:
        return json.loads(fetch(f"{address}/api/health"))["status"] == "ready"
    except urllib.error.URLError:
        return False


def fetch(url: str, body: object = None, client: str = "benchmark") -> bytes:
    """Body of an answer."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json", "x-client": client}
    with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=60) as answer:  # noqa: S310
        return answer.read()


def spread(count: int, seed: int) -> list[int]:
    """Distinct neighbours far enough apart that the classes of the map change."""
    source, values = random.Random(seed), [60]  # noqa: S311
    while len(values) < count + 1:
        value = source.randrange(2, 100)
        if abs(value - values[-1]) >= 25:
            values.append(value)
    return values[1:]


def settle(page: Any) -> None:
    """Wait until nothing is computed."""
    page.wait_for_function(
        "() => { const m = document.getElementById('main').dataset; return m.reached === 'intervals' && !m.busy; }",
        timeout=120_000,
    )


def in_chromium(address: str, inputs: int) -> dict[str, Any]:
    """What a reader at the page sees."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        paints = []
        for _ in range(5):
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            page = context.new_page()
            page.goto(address)
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
            paints.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            context.close()
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.goto(address)
        settle(page)
        page.evaluate(DRAG, {"values": spread(10, 1), "pause": 0})  # first answers of a new page warm its code
        drag = page.evaluate(DRAG, {"values": spread(inputs, 2), "pause": 0})
        draws = [draws_after(page, value) for value in spread(3, 3)]
        during = page.evaluate(DRAG, {"values": spread(20, 4), "pause": [400, 2500]})
        browser.close()
    return {
        "inputs": len(drag["times"]),
        "inputs_without_change": drag["missed"],
        "paint_p50_ms": quantile(drag["times"], 0.5),
        "paint_p95_ms": quantile(drag["times"], 0.95),
        "paint_max_ms": max(drag["times"]),
        "draws_s": statistics.median(d["stream"] for d in draws),
        "draws_from_input_s": statistics.median(d["input"] for d in draws),
        "paint_during_draws_p50_ms": quantile(during["times"], 0.5),
        "paint_during_draws_p95_ms": quantile(during["times"], 0.95),
        "first_paint_ms": statistics.median(paints),
    }


def draws_after(page: Any, value: int) -> dict[str, float]:
    """Seconds until intervals stand on the page: of their own request, and from the input."""
    page.evaluate("performance.clearResourceTimings()")
    start = page.evaluate("performance.now()")
    page.evaluate(DRAG, {"values": [value], "pause": 0})
    settle(page)
    end = page.evaluate("performance.now()")
    stream = page.evaluate(
        "Math.max(...performance.getEntriesByType('resource').filter(e => e.name.endsWith('api/simulate')).map(e => e.duration))"
    )
    return {"stream": stream / 1000, "input": (end - start) / 1000}


def sizes() -> dict[str, Any]:
    """Bytes that a first visit loads, as sent."""
    page = (STATIC / "index.html").read_text(encoding="utf8")
    files = [p for p in (STATIC / "assets").iterdir() if p.name in page]
    brotli = sum((p.parent / f"{p.name}.br").stat().st_size for p in files)
    zipped = sum((p.parent / f"{p.name}.gz").stat().st_size for p in files)
    report = (STATIC / "assets" / "report.html").stat().st_size
    return {"page_kb": zipped / 1000, "page_brotli_kb": brotli / 1000, "report_shell_kb": report / 1000}


def people(address: str, count: int, each: int = 25) -> dict[str, Any]:
    """Sixteen at once, each asking for the next value when the one before is back; answers against serial ones."""
    scenario = json.loads(fetch(f"{address}/api/scenario", {"name": "us-china-60"}))["scenario"]

    def body(value: int) -> dict[str, Any]:
        changed = json.loads(json.dumps(scenario))
        changed["moves"][0]["tariff"]["add_pp"] = value
        return {"scenario": changed, "stages": ["last"]}

    def last(answer: bytes) -> str:
        line = json.loads(answer.splitlines()[0])
        assert line["stage"] == "last", line
        return json.dumps(line["result"], sort_keys=True)

    values = [spread(each, 100 + person) for person in range(count)]
    serial = {v: last(fetch(f"{address}/api/simulate", body(v))) for v in sorted({v for own in values for v in own})}
    asked = {value: json.dumps(body(value)) for value in serial}
    times: list[float] = []
    answers: list[tuple[int, bytes]] = []  # read after the clock has stopped: the people share the cores of the server
    wrong: list[str] = []

    def drag(person: int) -> None:
        line = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc)  # kept open, as a browser does
        sent = {"content-type": "application/json", "x-client": f"person-{person}"}
        for value in values[person]:
            start = time.perf_counter()
            try:
                line.request("POST", "/api/simulate", asked[value], sent)
                answer = line.getresponse().read()
                times.append(1000 * (time.perf_counter() - start))
                answers.append((value, answer))
            except Exception as error:  # every failure counts, whatever it is
                wrong.append(f"{value}: {error!r}")

    threads = [threading.Thread(target=drag, args=(person,)) for person in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wrong += [f"{value}: another answer" for value, answer in answers if last(answer) != serial[value]]
    return {
        "people": count,
        "requests": len(times),
        "people_p50_ms": quantile(times, 0.5),
        "people_p95_ms": quantile(times, 0.95),
        "errors_or_other_answers": len(wrong),
        "first_wrong": wrong[:1],
    }


def main() -> None:
    """Print every figure with its budget."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--inputs", type=int, default=120)
    parser.add_argument("--people", type=int, default=16)
    given = parser.parse_args()
    with served() as address:
        found = {"cores": os.cpu_count(), "machine": platform.machine(), **sizes()}
        found |= in_chromium(address, given.inputs)
        found |= people(address, given.people)
    for name, value in found.items():
        shown = f"{value:,.1f}" if isinstance(value, float) else str(value)
        budget = BUDGETS.get(name)
        verdict = "" if budget is None else f"   budget {budget}{'' if value <= budget else '   MISSED'}"
        print(f"{name:28} {shown:>12}{verdict}")
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
