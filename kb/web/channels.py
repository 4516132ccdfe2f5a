"""Connections that nobody can hold for long: so many seconds to ask, to send a body, to read an answer."""

import re
import socket
import time
from contextlib import suppress
from typing import Any, Literal

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]  # waitress has no types
from waitress.parser import HTTPRequestParser  # type: ignore[import-untyped]
from waitress.utilities import Error  # type: ignore[import-untyped]

from kb.web.refusals import RefusalTask

Wait = Literal["first", "head", "body", "next", "reading", "leaving"]
"""What a client is waited for: a first request, the rest of one, its body, another one; to read; to hang up."""

PATIENCE: dict[Wait, float] = {
    "first": 10.0,
    "head": 10.0,
    "body": 10.0,
    "next": 60.0,
    "reading": 120.0,
    "leaving": 2.0,
}
"""How many seconds a client has for each, however often it sends or takes a byte meanwhile."""

NEW_SECONDS = 0.5
"""How long a connection that has just been accepted makes no room: what its client sends may not be read yet."""

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


class _TooSlowError(Error):  # type: ignore[misc]
    code = 408
    reason = "Request Timeout"


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Understands addresses with letters beyond ASCII, too, as curl and scripts send them: …/search?q=договор."""

    def parse_header(self, header: bytes) -> None:
        """Read the first line and the fields of a request."""
        line, end, fields = header.partition(b"\r\n")
        super().parse_header(_BEYOND_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], line) + end + fields)


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows how long it has been waiting for its client.

    The thread of the server's loop calls everything but `service`, and `hold`, which whoever gives out requests
    calls under their lock.
    """

    parser_class = _Parser
    error_task_class = RefusalTask
    request: Any
    will_close: bool
    lingers = False
    """Whether to read on for a moment after the answer: closed with something unread, the answer would be lost."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        self._asked = 0
        self._is_leaving = False
        self._is_held = False
        super().__init__(*arguments, **named)
        self._waits: tuple[Wait | None, int] = ("first", 0)
        self.since = time.monotonic()

    def waits_for(self) -> Wait | None:
        """Return what the client is waited for, None while the server is at work for it."""
        if self._is_leaving:
            return "leaving"
        if self.total_outbufs_len:
            return "reading"
        if self.requests:
            return None
        if self.will_close or self.close_when_flushed:
            # The system holds the end of the answer, and says nothing before the client has read some of it.
            return "reading"
        if self.request is not None and _is_begun(self.request):
            return "body" if self.request.headers_finished else "head"
        return "next" if self._asked else "first"

    def look(self, now: float) -> None:
        """Notice what the client is waited for, if that is something else than at the last look."""
        waits = (self.waits_for(), self._asked)
        if waits != self._waits:
            self._waits, self.since = waits, now

    def may_make_room(self, now: float) -> bool:
        """Return whether the client has been given a moment, and is being waited for."""
        self.look(now)
        waits = self._waits[0]
        return waits is not None and (waits != "first" or now - self.since >= NEW_SECONDS)

    def end_if_overdue(self, now: float) -> None:
        """End a wait that has been too long."""
        self.look(now)
        waits = self._waits[0]
        if waits is None or now - self.since < PATIENCE[waits]:
            return
        if waits in ("head", "body"):
            self._refuse()
        else:
            self.hang_up()

    def hang_up(self) -> None:
        """Close now: whoever does not read would never let a last word through."""
        self.lingers = False
        self.handle_close()

    def hold(self) -> bool:
        """Return whether the next request must wait until the client has read the answer to the one before."""
        self._asked += 1
        self._is_held = bool(self.total_outbufs_len)
        return self._is_held

    def readable(self) -> bool:
        """Tell whether to read from the client."""
        return bool(self.connected) and (self._is_leaving or bool(super().readable()))

    def writable(self) -> bool:
        """Tell whether there is something to send, or to end."""
        return bool(self.connected and super().writable())

    def handle_read(self) -> None:
        """Read from the client."""
        if self._is_leaving:
            with suppress(OSError):
                self.recv(self.adj.recv_bytes)
            return
        super().handle_read()
        self.look(time.monotonic())

    def handle_write(self) -> None:
        """Send what there is to send."""
        super().handle_write()
        with self.requests_lock:
            if self._is_held and not self.total_outbufs_len and self.requests and self.connected:
                self._is_held = False
                self.server.task_dispatcher.add_task(self)
        self.look(time.monotonic())

    def service(self) -> None:
        """Answer a request."""
        super().service()
        self.look(time.monotonic())

    def handle_close(self) -> None:
        """Close, at once or after what the client is still sending."""
        if self.lingers and self.will_close and self.connected and not self._is_leaving:
            with suppress(OSError):
                self.socket.shutdown(socket.SHUT_WR)
                self._is_leaving, self.will_close = True, False
                return
        super().handle_close()

    def _refuse(self) -> None:
        with self.requests_lock:
            refused, self.request = self.request, None
            refused.error, refused.completed = _TooSlowError(""), True
            self.requests.append(refused)
            self.server.add_task(self)


def _is_begun(request: Any) -> bool:
    return bool(request.headers_finished or request.header_plus.strip())
