"""A production server for the app: waitress, which listens at once and ends cleanly when it is told to."""

import errno
import logging
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

from flask import Flask
from waitress import wasyncore  # type: ignore[import-untyped]  # waitress has no types
from waitress.adjustments import Adjustments  # type: ignore[import-untyped]

from kb.errors import KbError, reason_of
from kb.web.channels import Channel
from kb.web.listening import Listener, most_connections
from kb.web.threads import Threads

LARGEST_BODY = 1 << 20
"""Bytes; nothing that a visitor sends is used, but for its address."""

STOP_SECONDS = 5
"""How long requests at hand may take to end when the server is stopped."""

_SWITCH_SECONDS = 0.0005
"""How long a thread that computes keeps one from running that has something to read or send.

The loop that serves all connections meets this with every one of them: with Python's 5 ms, a hundred busy readers
would be served 200 times a second at most.
"""


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


@contextmanager
def listen(app: Flask, host: str, port: int, threads: Threads | None = None) -> Iterator[Server]:
    """Serve *app* within the block; ServerError where the address cannot be used.

    *threads* answer. They do from the beginning of the block, also while the block is still making what the app
    shows. SIGTERM raises SystemExit in the block.
    """
    channels: dict[int, Any] = {}
    # A browser opens more connections at once than there are threads: that some wait is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    threads = threads or Threads()
    try:
        _open(app, host, port, channels, threads)
    except (OSError, ValueError) as error:
        # A host that cannot be found is a ValueError of waitress.
        wasyncore.close_all(channels)
        raise ServerError(_reason(error, host, port)) from error
    threads.start()
    thread = Thread(target=wasyncore.loop, args=(1.0, True, channels), name="server", daemon=True)
    previous = signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    switching = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_SECONDS)
    thread.start()
    try:
        yield Server(_address(channels), thread)
    finally:
        signal.signal(signal.SIGTERM, previous)
        sys.setswitchinterval(switching)
        threads.stop(STOP_SECONDS)
        _close(channels)
        thread.join(STOP_SECONDS)


def _open(app: Flask, host: str, port: int, channels: dict[int, Any], threads: Threads) -> None:
    """Listen at every address that *host* has."""
    # Forwarded headers are read by ProxyFix alone, and only where proxies are trusted.
    settings = Adjustments(
        host=host,
        port=port,
        ident=None,
        connection_limit=most_connections(),
        max_request_body_size=LARGEST_BODY,
        clear_untrusted_proxy_headers=False,
        # An answer waits in full for its reader: no thread does.
        outbuf_high_watermark=1 << 40,
    )
    for address in settings.listen:
        Listener(app, channels, dispatcher=threads, adj=settings, sockinfo=address)


def _listeners(channels: dict[int, Any]) -> list[Any]:
    return [channel for channel in list(channels.values()) if hasattr(channel, "effective_port")]


def _address(channels: dict[int, Any]) -> str:
    listener = _listeners(channels)[0]
    host = listener.effective_host
    return f"http://{f'[{host}]' if ':' in host else host}:{listener.effective_port}"


def _close(channels: dict[int, Any]) -> None:
    # The loop owns its sockets: they are closed in its thread, after which it has nothing to wait for.
    for listener in _listeners(channels)[:1]:
        listener.trigger.pull_trigger(lambda: _hang_up(channels))


def _hang_up(channels: dict[int, Any]) -> None:
    for channel in list(channels.values()):
        if isinstance(channel, Channel):
            channel.hang_up()
    wasyncore.close_all(channels)


def _reason(error: OSError | ValueError, host: str, port: int) -> str:
    if not isinstance(error, OSError):
        return f"there is no host “{host}” to listen at; choose another with --host"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} of {host} is in use by another program; choose another with --port"
    if error.errno == errno.EACCES:
        return f"port {port} may not be used by this user; choose one above 1023 with --port"
    return f"cannot listen at {host}:{port} ({reason_of(error)}); choose another with --host or --port"
