"""Connections that are held: idle, dripping, not reading, too many. Others are served, and they end."""

import resource
import socket
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from flask import Flask

from kb.web import channels, listening
from kb.web.channels import Wait
from kb.web.refusals import refuse_here
from kb.web.server import listen
from kb.web.threads import AT_ONCE
from tests.serving import serving
from tests.web_site import SMALL, write

SECONDS = 60
"""After so long a test that waits for the server gives up."""
LARGE = 4_000_000
ASKED = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
LAST = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
ASKED_LARGE = b"GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture
def app() -> Flask:
    app = Flask(__name__)
    app.add_url_rule("/", "short", lambda: "here", methods=["GET", "POST"])
    app.add_url_rule("/large", "large", lambda: "x" * LARGE)
    app.before_request(refuse_here)
    return app


@contextmanager
def listening_to(app: Flask) -> Iterator[int]:
    with listen(app, "127.0.0.1", 0) as server:
        yield int(server.address.rpartition(":")[2])


def connect(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
    connection.settimeout(SECONDS)
    return connection


def rest(connection: socket.socket) -> bytes:
    """Return all that the server sends before it hangs up."""
    return b"".join(iter(lambda: connection.recv(65536), b""))


def is_served(port: int) -> bool:
    with connect(port) as connection:
        connection.sendall(LAST)
        return rest(connection).endswith(b"\r\n\r\nhere")


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every client have a tenth of a second for everything."""
    waits: tuple[Wait, ...] = ("first", "head", "body", "next", "reading", "leaving")
    for wait in waits:
        monkeypatch.setitem(channels.PATIENCE, wait, 0.1)


def drip(connection: socket.socket, ended: threading.Event) -> None:
    """Send a byte now and then, as long as the server takes it."""
    with suppress(OSError):
        while not ended.wait(0.02):
            connection.sendall(b"a")


def send_until_nobody_takes_it(connection: socket.socket) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        connection.sendall(b"a")
        time.sleep(0.02)


@pytest.mark.parametrize(
    "begun",
    [
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: loc",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nabc",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n30000\r\nabc",
        ASKED + b"GET / HT",
    ],
)
@pytest.mark.usefixtures("hurry")
def test_a_request_that_drips_is_refused(app: Flask, begun: bytes) -> None:
    ended = threading.Event()
    with listening_to(app) as port, ThreadPoolExecutor(1) as dripping, connect(port) as connection:
        connection.sendall(begun)
        dripping.submit(drip, connection, ended)
        received = b""
        with suppress(ConnectionError):
            while b"408" not in received and (piece := connection.recv(65536)):
                received += piece
        ended.set()

    assert b"HTTP/1.0 408 REQUEST TIMEOUT\r\n" in received.replace(b"HTTP/1.1 408", b"HTTP/1.0 408")
    assert b"\r\nConnection: close\r\n" in received


@pytest.mark.usefixtures("hurry")
def test_whoever_says_nothing_is_hung_up_on_without_a_word(app: Flask) -> None:
    with listening_to(app) as port, connect(port) as connection:
        assert rest(connection) == b""


@pytest.mark.usefixtures("hurry")
def test_blank_lines_are_no_request(app: Flask) -> None:
    with listening_to(app) as port, connect(port) as connection:
        connection.sendall(b"\r\n\r\n\r\n")
        assert rest(connection) == b""


@pytest.mark.usefixtures("hurry")
def test_a_connection_that_is_kept_for_nothing_is_closed(app: Flask) -> None:
    with listening_to(app) as port, connect(port) as connection:
        connection.sendall(ASKED)
        received = rest(connection)

    assert received.endswith(b"\r\n\r\nhere")
    assert b"Connection: close" not in received


@pytest.mark.usefixtures("hurry")
def test_whoever_does_not_read_his_answer_is_hung_up_on(app: Flask) -> None:
    with listening_to(app) as port, connect(port) as connection:
        connection.sendall(ASKED_LARGE)
        with pytest.raises(ConnectionError):
            send_until_nobody_takes_it(connection)
        assert is_served(port)


def test_whoever_asks_ahead_gets_every_answer_and_holds_no_thread(app: Flask) -> None:
    number = 12
    with listening_to(app) as port, ExitStack() as ahead:
        connections = [ahead.enter_context(connect(port)) for _ in range(2 * AT_ONCE)]
        for connection in connections:
            connection.sendall(ASKED_LARGE * number + LAST)
        assert is_served(port)
        received = rest(connections[0])

    assert received.count(b"HTTP/1.1 200 OK") == number + 1
    assert received.count(b"x") > number * LARGE
    assert received.endswith(b"here")


def test_who_is_waited_for_longest_makes_room(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "MOST_CONNECTIONS", 10)
    with listening_to(app) as port, ExitStack() as idle:
        connections = [idle.enter_context(connect(port)) for _ in range(50)]
        for number, connection in enumerate(connections):
            with suppress(ConnectionError):
                connection.sendall((b"", b"GET", ASKED)[number % 3])
        assert all(is_served(port) for _ in range(20))
        with suppress(ConnectionError):
            assert b"408" not in rest(connections[0])


def test_who_is_being_served_makes_no_room(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "MOST_CONNECTIONS", AT_ONCE + 3)
    at_once = threading.Barrier(AT_ONCE + 1)
    app.add_url_rule("/slow", "slow", lambda: str(at_once.wait(SECONDS)))
    with listening_to(app) as port, ExitStack() as busy:
        connections = [busy.enter_context(connect(port)) for _ in range(AT_ONCE)]
        for connection in connections:
            connection.sendall(LAST.replace(b"GET /", b"GET /slow"))
        while at_once.n_waiting < AT_ONCE:
            time.sleep(0.01)
        others = [busy.enter_context(connect(port)) for _ in range(20)]
        with suppress(ConnectionError):
            for other in others[:10]:
                rest(other)
        at_once.wait(SECONDS)
        answers = [rest(connection) for connection in connections]

    assert [answer[:15] for answer in answers] == [b"HTTP/1.1 200 OK"] * AT_ONCE


def test_what_is_refused_is_told_though_more_is_coming(app: Flask) -> None:
    head = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000000\r\n\r\n"
    with listening_to(app) as port, connect(port) as connection, ThreadPoolExecutor(1) as sending:
        sent = sending.submit(connection.sendall, head + b"a" * 5_000_000)
        received = rest(connection)
        with suppress(OSError):
            sent.result()

    assert received.startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize("descriptors", [100, 400, 2000])
def test_few_descriptors_are_enough_for_any_number_of_clients(tmp_path: Path, descriptors: int) -> None:
    settings = {"KB_CONTENT": str(write(SMALL, tmp_path / "content")), "KB_DATA": str(tmp_path / "data")}
    limited = ["sh", "-c", f'ulimit -n {descriptors} && exec "$@"', "sh", sys.executable, "-m", "kb"]
    with serving(limited, tmp_path, settings) as server, ExitStack() as idle:
        port = int(server.url.rpartition(":")[2])
        for number in range(1200):
            connection = idle.enter_context(connect(port))
            with suppress(ConnectionError):
                connection.sendall(b"GET /en/ HTTP/1.1\r\nHost: " * (number % 2))
        for _ in range(10):
            assert server.json("/healthz")["status"] == "ok"

    assert "Traceback" not in server.log.read_text()
    assert "exception" not in server.log.read_text()


def test_of_a_thousand_descriptors_all_but_some_are_for_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    allowed: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda _, both: allowed.append(both))
    found = []
    for soft, hard in ((1024, 4096), (1024, 1024), (100, 100), (-1, -1), (64, -1)):
        monkeypatch.setattr(resource, "getrlimit", lambda _, both=(soft, hard): both)
        found.append(listening.most_connections())

    assert found == [1000, 824, 50, 1000, 1000]
    assert allowed == [(1200, 4096), (1024, 1024), (100, 100), (1200, -1)]
