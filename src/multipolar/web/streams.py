"""The answer of a run: a line of JSON for each stage, as soon as it is there."""

from __future__ import annotations

import asyncio
from collections.abc import Generator

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from multipolar.web.json_text import dumps
from multipolar.web.lanes import Lane
from multipolar.web.problems import Problem, answer_problem, problem_of
from multipolar.web.runs import Run, Runs

__all__ = ["LANES", "NDJSON", "StageStream"]

NDJSON = "application/x-ndjson"
LANES = {"last": Lane.SHORT, "path": Lane.LONG, "ranges": Lane.LONG, "intervals": Lane.DRAWS}
"""Where each stage is computed."""
DONE = b"\n" + dumps({"stage": "done"})
"""What follows the last stage, in the same piece: who waits for an answer of milliseconds is woken once."""


class StageStream(Response):
    """Sends the stages of a run; what is wrong before the first of them decides on the status of the whole.

    Args:
        runs: that hold the run. run: the request. lines: of its stages, made in the threads, one at a time. names: of those to come.
    """

    media_type = NDJSON

    def __init__(self, runs: Runs, run: Run, lines: Generator[bytes, None, None], names: tuple[str, ...]) -> None:
        super().__init__()
        self.runs, self.run, self.lines, self.names = runs, run, lines, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        watching = asyncio.create_task(self.run.watch(receive))
        begun = False
        try:
            for name in self.names:
                line = await self.run.step(LANES[name], self._next)
                if not begun:
                    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", NDJSON.encode())]})  # fmt: skip
                begun = True
                more = name != self.names[-1]
                await _send_line(send, line if more else line + DONE, more)
        except Exception as error:
            problem = problem_of(error)
            if begun:
                await _send_line(send, dumps({"stage": "error", **problem.to_dict()}), False)
            else:
                await answer_problem(problem)(scope, receive, send)
        finally:
            watching.cancel()
            self.runs.finish(self.run)

    def _next(self) -> bytes:
        """The next stage as a line; called in a thread, and by one at a time."""
        line = next(self.lines, None)
        if line is None:  # nobody waits any more
            raise Problem(409, "It is over.")
        return line


async def _send_line(send: Send, line: bytes, more: bool) -> None:
    await send({"type": "http.response.body", "body": line + b"\n", "more_body": more})
