"""A process that prepares answers: held while somebody runs something, whole afterwards."""

from __future__ import annotations

import json
import signal
import threading
import time

import pytest

from multipolar.web.helper import Helper
from multipolar.web.lanes import Lane, Lanes


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system cannot hold a process")
def test_a_held_process_waits_and_then_answers() -> None:
    helper, free = Helper(0), threading.Event()
    found: list[bytes] = []
    asked = threading.Thread(
        target=lambda: found.append(helper.ask("order", ("2020:2022",), lambda: False, lambda: not free.is_set()))
    )
    asked.start()
    try:
        deadline = time.monotonic() + 30
        while not helper._held and time.monotonic() < deadline:
            time.sleep(0.01)
        assert helper._held
        assert found == []
        free.set()
        asked.join(60)
        assert json.loads(found[0])
        assert not helper._held
    finally:
        free.set()
        helper.close()


def test_lanes_know_since_when_nobody_runs_anything() -> None:
    lanes = Lanes(1)
    try:
        time.sleep(0.05)
        before = lanes.quiet()
        assert before >= 0.05
        lanes.submit(Lane.HELP, lambda: None).result(5)
        assert lanes.quiet() >= before
        lanes.submit(Lane.SHORT, lambda: None).result(5)
        assert lanes.quiet() < 0.05
    finally:
        lanes.close()
