"""Connections that do not stay open without asking anything: a time for every request to arrive whole."""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["Patient", "protocol"]


class Patient(H11Protocol):
    """uvicorn's protocol, which closes a connection where a request does not arrive whole in time, or no answer is read.

    uvicorn itself bounds the header's size and the time between requests, not the time of a request.
    """

    idle_seconds = 15.0
    _waiting: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """See asyncio."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """See asyncio."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """See asyncio."""
        self._forget()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        """See asyncio: the client does not read its answer."""
        super().pause_writing()
        self._stuck = self.loop.call_later(self.idle_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """See asyncio."""
        super().resume_writing()
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None

    def _watch(self) -> None:
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            if self._waiting is None:
                self._waiting = self.loop.call_later(self.idle_seconds, self._close)
        else:
            self._forget()

    def _forget(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _close(self) -> None:
        self._waiting = None
        if self.conn.their_state in (h11.IDLE, h11.SEND_BODY) and not self.transport.is_closing():
            self.transport.abort()


def protocol(idle_seconds: float) -> type[Patient]:
    """The protocol with a time.

    Args:
        idle_seconds: from the first byte, or from the start of the connection, to the last byte of a request; and
            most that a client leaves an answer unread.
    """
    return type("Patient", (Patient,), {"idle_seconds": idle_seconds})
