"""What the server holds: the warm engine, threads, processes, and answers that never change."""

from __future__ import annotations

import functools
import os
import queue
import threading
from collections.abc import Callable, Generator, Hashable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from typing import Any, get_args

from multipolar.catalogue import catalogue, parameters
from multipolar.ensemble import Pool, warm_pool
from multipolar.garbage import settle
from multipolar.questions import questions
from multipolar.scenario import Scenario, load_scenario
from multipolar.stages import STAGES, stages
from multipolar.web.answers import line_of
from multipolar.web.bodies import Belief, SimulateBody
from multipolar.web.helper import Helper, uninterrupted
from multipolar.web.json_text import dumps
from multipolar.web.kept import Kept
from multipolar.web.lanes import Lane, Lanes
from multipolar.web.limits import Limits
from multipolar.web.problems import Problem, log
from multipolar.web.runs import Run, Runs
from multipolar.web.static import Page

__all__ = ["Service", "names_of"]

FIRST = "us-china-60"
"""Scenario that warms the engine; the one that the page opens with."""
YEARS = "1990:2024"
"""Years that the page shows the order of."""
MOST_WORKERS = 4
"""Most processes that draw; each takes some 600 MB."""
HELPERS = 2
"""Processes for answers that take long, started when they are needed: one that is asked, one that prepares."""
QUIET = 6.0
"""Seconds without a run before the next answer is prepared: a hand on a slider, and the draws after it, have the cores."""
LAST = 19
"""What they add to their nice value: draws, at 15, come before what is prepared."""
READER = 5
"""What the process that reads news adds: it comes before draws, and after the slider."""
REMEMBERED = 64
"""Answers of helper processes that are kept, and, apart from them, views of one state: of those a slider asks many."""


class Service:
    """Everything behind the routes.

    Args:
        limits: see `Limits`. page: the built page.
    """

    def __init__(self, limits: Limits, page: Page) -> None:
        self.limits, self.page = limits, page
        self.lanes = Lanes(limits.threads, HELPERS)
        self._helpers: queue.LifoQueue[Helper] = queue.LifoQueue()
        self._solvers: queue.LifoQueue[Helper] = queue.LifoQueue()
        self._readers: queue.LifoQueue[Helper] = queue.LifoQueue()
        for free, count, nice in (
            (self._helpers, HELPERS, LAST),
            (self._solvers, limits.threads, 0),
            (self._readers, 1, READER),
        ):
            for _ in range(count):
                free.put(Helper(nice))
        self.runs = Runs(self.lanes, limits)
        self.step = "starting"
        self.ready = threading.Event()
        self._fixed: dict[Hashable, bytes] = {}
        self.answers, self.views = Kept(REMEMBERED), Kept(REMEMBERED)
        self._pool: Pool | None = None
        self._lock, self._closed = threading.Lock(), threading.Event()

    def warm(self, report: Callable[[str], None] = lambda step: None) -> None:
        """Load the world, compile the solver and make what never changes, so that the first request is as quick as any.

        Args:
            report: called with what is being done.
        """
        work: tuple[tuple[str, Callable[[], object]], ...] = (
            ("reading the world and compiling the solver", self._compile),
            ("starting the processes for draws", self.pool),
            ("making the catalogue", lambda: [self.catalogue(), *(self.parameters(b) for b in get_args(Belief))]),
        )
        for step, done in work:
            self.step = step
            report(step)
            try:
                done()
            except Exception:  # the server works without it, only slower, and the request that needs it says why
                log.exception("%s failed", step)
        settle()
        self.step = "ready"
        self.ready.set()
        threading.Thread(target=self._prepare, daemon=True).start()

    def _prepare(self) -> None:
        """Answer what will be asked before it is asked: the questions, one after another, while nobody runs anything."""
        for task, arguments in (
            ("order", (YEARS,)),
            *(("question", (q.id, 0, 0)) for q in questions() if not q.missing),
        ):
            try:
                while self.lanes.waiting(Lane.HELP) or self.lanes.quiet() < QUIET:
                    if self._closed.wait(0.2):
                        return
                self.lanes.submit(
                    Lane.HELP,
                    functools.partial(
                        self.helped, task, arguments, self._closed.is_set, lambda: self.lanes.quiet() < QUIET
                    ),
                ).result()
            except (CancelledError, RuntimeError, Problem):
                if self._closed.is_set():
                    return
                log.exception("%s %s could not be prepared", task, arguments)

    def helped(
        self,
        task: str,
        arguments: tuple[Any, ...],
        cancelled: Callable[[], bool],
        held: Callable[[], bool] = lambda: False,
    ) -> bytes:
        """An answer of the helper process that depends on its arguments alone, or the one that was kept; in its lane.

        Args:
            task, arguments: see `multipolar.web.answers.compute`. cancelled: whether nobody waits any more.
            held: whether the process should leave the cores to others for now.
        """
        key = dumps([task, *arguments])
        found = self.answers.get(key)
        if found is None:
            found = self.ask(task, arguments, cancelled, held)
            self.answers.add(key, found)
        return found

    def ask(
        self,
        task: str,
        arguments: tuple[Any, ...],
        cancelled: Callable[[], bool],
        held: Callable[[], bool] = lambda: False,
    ) -> bytes:
        """An answer of a helper process, computed anew; in its lane.

        Args:
            task, arguments, cancelled, held: as in `helped`.
        """
        return self._of(self._helpers, task, arguments, cancelled, held)

    def read(self, task: str, arguments: tuple[Any, ...], cancelled: Callable[[], bool]) -> bytes:
        """An answer of the process that reads news, where the language model stays loaded; in its lane.

        Args:
            task, arguments, cancelled: as in `helped`.
        """
        return self._of(self._readers, task, arguments, cancelled)

    def close(self) -> None:
        """End threads and processes."""
        self._closed.set()
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.close()
        self.lanes.close()
        for free in (self._helpers, self._solvers, self._readers):
            while not free.empty():
                free.get().close()

    def pool(self) -> Pool:
        """Processes that draw, with less claim to the cores than the slider; started with the first who needs them."""
        with self._lock:
            if self._closed.is_set():
                raise RuntimeError("the server is closed")
            if self._pool is None:
                with uninterrupted():
                    self._pool = warm_pool(min(MOST_WORKERS, os.cpu_count() or 1))
            return self._pool

    def lines(self, asked: SimulateBody, run: Run) -> Generator[bytes, None, None]:
        """Stages of a run as lines; each is made when it is asked for.

        The first comes from a solver: those of many people are computed on all cores together, each in a process.
        """
        if "last" in asked.stages:
            yield self.solved(asked.scenario)
        rest = [name for name in asked.stages if name != "last"]
        if not rest and not asked.draws:
            return
        found = stages(
            Scenario.from_dict(asked.scenario, packaged_only=True),
            wanted=rest,
            draws=asked.draws,
            seed=asked.seed,
            tornado=asked.tornado,
            pool=self.pool() if asked.draws else None,
            cancelled=run.cancelled,
        )
        for stage in found:
            yield line_of(stage)

    def solved(self, scenario: dict[str, Any]) -> bytes:
        """The line of the stage `last`, from a solver that is free; as many may be asked at once as there are threads."""
        return self._of(self._solvers, "last", (scenario,), lambda: False)

    def _of(
        self,
        free: queue.LifoQueue[Helper],
        task: str,
        arguments: tuple[Any, ...],
        cancelled: Callable[[], bool],
        held: Callable[[], bool] = lambda: False,
    ) -> bytes:
        helper = free.get()
        try:
            return helper.ask(task, arguments, lambda: cancelled() or self._closed.is_set(), held)
        finally:
            free.put(helper)

    def _compile(self) -> None:
        """One run of everything: here, and in all solvers."""
        first = load_scenario(FIRST)
        plain = first.to_dict()
        with ThreadPoolExecutor(self.limits.threads) as solvers:
            waiting = [solvers.submit(self.solved, plain) for _ in range(self.limits.threads)]
            list(stages(first))
            for each in waiting:
                each.result()

    def catalogue(self) -> bytes:
        """What there is to choose from: kinds of moves, states, scenarios, questions and so on."""
        return self._once(("catalogue", ""), lambda: dumps(catalogue()))

    def parameters(self, belief: str) -> bytes:
        """Every parameter of behaviour under a belief."""
        return self._once(("parameters", belief), lambda: dumps({"parameters": parameters(belief)}))

    def _once(self, key: Hashable, make: Callable[[], bytes]) -> bytes:
        found = self._fixed.get(key)
        if found is None:
            found = self._fixed[key] = make()
        return found


def names_of(asked: SimulateBody) -> tuple[str, ...]:
    """Names of the stages that a request gets, in order."""
    return (*(name for name in STAGES if name in asked.stages), *(["intervals"] if asked.draws else []))
