"""A production server for the app: waitress, which listens at once and ends cleanly when it is told to."""

import errno
import logging
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

from flask import Flask
from waitress import wasyncore  # type: ignore[import-untyped]  # waitress has no types
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.parser import HTTPRequestParser  # type: ignore[import-untyped]
from waitress.server import create_server  # type: ignore[import-untyped]

from kb.errors import KbError

THREADS = 4
"""More only take turns in Python; some are left for those who wait for the model."""
LARGEST_BODY = 1 << 20
"""Bytes; nothing that a visitor sends is used, but for its address."""

STOP_SECONDS = 5
"""How long requests at hand may take to end when the server is stopped."""

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")


class ServerError(KbError):
    """The server cannot listen at the address it was given."""


@dataclass(frozen=True)
class Server:
    """A server that answers at *address* in a thread of its own."""

    address: str
    thread: Thread

    def run(self) -> None:
        """Wait until SIGINT or SIGTERM ends the server."""
        try:
            while self.thread.is_alive():
                self.thread.join(timeout=1)
        except KeyboardInterrupt:
            return


class _Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """Understands addresses with letters beyond ASCII, too, as curl and scripts send them: …/search?q=договор."""

    def parse_header(self, header: bytes) -> None:
        """Read the first line and the fields of a request."""
        line, end, fields = header.partition(b"\r\n")
        super().parse_header(_BEYOND_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], line) + end + fields)


class _Channel(HTTPChannel):  # type: ignore[misc]
    parser_class = _Parser


@contextmanager
def listen(app: Flask, host: str, port: int) -> Iterator[Server]:
    """Serve *app* within the block; ServerError where the address cannot be used.

    The app answers from the beginning of the block, also while the block is still making what it shows. SIGTERM
    raises SystemExit in the block.
    """
    channels: dict[int, Any] = {}
    # A browser opens more connections at once than there are threads: that some wait is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    try:
        # Forwarded headers are read by ProxyFix alone, and only where proxies are trusted.
        waitress = create_server(
            app,
            map=channels,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_BODY,
            clear_untrusted_proxy_headers=False,
        )
    except (OSError, ValueError) as error:
        # A host that cannot be found is a ValueError of waitress.
        wasyncore.close_all(channels)
        raise ServerError(_reason(error, host, port)) from error
    for listener in _listeners(channels):
        listener.channel_class = _Channel
    thread = Thread(target=waitress.run, name="server", daemon=True)
    previous = signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    thread.start()
    try:
        yield Server(_address(channels), thread)
    finally:
        signal.signal(signal.SIGTERM, previous)
        waitress.task_dispatcher.shutdown(timeout=STOP_SECONDS)
        _close(channels)
        thread.join(STOP_SECONDS)


def _listeners(channels: dict[int, Any]) -> list[Any]:
    return [channel for channel in list(channels.values()) if hasattr(channel, "effective_port")]


def _address(channels: dict[int, Any]) -> str:
    listener = _listeners(channels)[0]
    host = listener.effective_host
    return f"http://{f'[{host}]' if ':' in host else host}:{listener.effective_port}"


def _close(channels: dict[int, Any]) -> None:
    # The loop owns its sockets: they are closed in its thread, after which it has nothing to wait for.
    for listener in _listeners(channels)[:1]:
        listener.trigger.pull_trigger(lambda: wasyncore.close_all(channels))


def _reason(error: OSError | ValueError, host: str, port: int) -> str:
    if not isinstance(error, OSError):
        return f"there is no host “{host}” to listen at; choose another with --host"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} of {host} is in use by another program; choose another with --port"
    if error.errno == errno.EACCES:
        return f"port {port} may not be used by this user; choose one above 1023 with --port"
    return f"cannot listen at {host}:{port} ({error.strerror or error}); choose another with --host or --port"
