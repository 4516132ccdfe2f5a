"""What visitors who mean ill can send to a real `kb serve`: no 500, no traceback, and no query in the log."""

import re
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from urllib.parse import quote

import pytest

from tests.serving import Running, serving
from tests.web_site import SMALL, write

KB = [sys.executable, "-m", "kb"]
SECRET = "sykepermisjonssak"
"""A word that stands in every query."""

ADDRESSES = ("/en/search", "/api/v1/search", "/api/v1/suggest", "/en/concordance")
TEXTS = {
    "1 MB": "a" * 1_000_000,
    "200 kB": "%20a" * 50_000,
    "201 characters": "a" * 201,
    "a lone surrogate": "%ED%A0%80",
    "two halves of a pair": "%ED%A0%BD%ED%B8%80",
    "NUL": "a%00b",
    "only NUL": "%00" * 50,
    "U+FDFA": "%EF%B7%BA" * 50,
    "not UTF-8": "%FF%FE%C0%80%F8%88%80%80%80",
    "broken escapes": "%%%zz%1%",
    "raw bytes": "\xff\xfe\xe5",
    "marks on one letter": "a" + "%CC%81" * 150,
    "beyond the first plane": "%F0%9F%98%80%F3%A0%80%81",
    "right to left": "%E2%80%AE%D7%90%E2%80%8F",
    "lines": "a%0D%0ASet-Cookie:%20x=1",
    "quotes": '%22%22%22%27%22--*-"*"*',
    "only operators": "-+-*%20-%22*%22%20**%20--",
    "brackets": "((((((" * 30,
    "tags": "%3Cscript%3Ealert(1)%3C/script%3E",
    "template": "{{7*7}}{%25%20raw%20%25}%25(x)s",
    "field": "section:duties%20role:*%20text_en:a",
    "numbers": "%D9%A1%C2%B2%E2%85%A7",
    "many words": "%20".join("abcdefghij"[:2] for _ in range(60)),
}


@dataclass(frozen=True)
class Reply:
    """What came back: status, header lines, body."""

    status: int
    headers: dict[str, str]
    body: bytes


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("hostility")
    settings = {"KB_CONTENT": str(write(SMALL, folder / "content")), "KB_DATA": str(folder / "data")}
    with serving(KB, folder, settings) as running:
        yield running


def connect(server: Running) -> socket.socket:
    host, port = server.url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=60)


def send(server: Running, request: bytes) -> Reply:
    """Send *request* as it is, and return what comes back until the server hangs up."""
    with connect(server) as connection:
        try:
            connection.sendall(request)
            received = b"".join(iter(lambda: connection.recv(65536), b""))
        except (BrokenPipeError, ConnectionResetError):
            # The server need not read to its end what it has refused already.
            received = b"HTTP/1.1 431 refused\r\n\r\n"
    head, _, body = received.partition(b"\r\n\r\n")
    start, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    return Reply(int(start.split()[1]), headers, body)


def ask(server: Running, path: str, *lines: str, method: str = "GET") -> Reply:
    head = [f"{method} {path} HTTP/1.1", "Host: localhost", *lines, "Connection: close"]
    return send(server, "\r\n".join((*head, "", "")).encode("latin-1"))


def is_served(server: Running) -> bool:
    return SECRET not in server.log.read_text() and ask(server, "/healthz").status == 200


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("name", TEXTS)
def test_no_query_is_too_much(server: Running, address: str, name: str) -> None:
    reply = ask(server, f"{address}?reader=no&q={SECRET}%20{TEXTS[name]}")

    assert reply.status in (200, 400, 414, 431)
    assert b"Traceback" not in reply.body
    assert "set-cookie" not in reply.headers
    assert is_served(server)


@pytest.mark.parametrize(
    "parameters",
    [
        "limit=-1&offset=-99999999999999999999",
        "limit=" + "9" * 5000,
        "limit=%D9%A1",
        "limit=1e3",
        "offset=1000000",
        "reader=%00",
        "reader=xx",
        "section=%ED%A0%80",
        "role=../../etc/passwd",
        "&".join("role=guard" for _ in range(2000)),
        "&".join(f"x{number}=1" for number in range(5000)),
        "education=none&education=higher&experience=x",
        "q=b&q=c&=&&;=",
        "limit=&offset=&section=",
        "language=%ED%A0%80&show=%00&rule=" + "x" * 5000,
    ],
    ids=lambda parameters: parameters[:30],
)
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_parameter_is_too_much(server: Running, address: str, parameters: str) -> None:
    assert ask(server, f"{address}?q={SECRET}&{parameters}").status in (200, 400)


@pytest.mark.parametrize("owner", ["guard", "guides/doors", "glossary"])
@pytest.mark.parametrize(
    "query",
    [
        "with=%00,xx",
        "with=" + "ru," * 5000,
        "show=%ED%A0%80",
        "rule=../../etc/passwd",
        "section=%3Cscript%3E",
        "section=" + "a" * 50_000,
        "&".join(f"show=stale&rule={number}" for number in range(2000)),
    ],
    ids=lambda query: query[:30],
)
def test_no_filter_of_the_desk_is_too_much(server: Running, owner: str, query: str) -> None:
    reply = ask(server, f"/en/align/{owner}?{query}")

    assert reply.status in (200, 400, 414, 431)
    assert b"<script>" not in reply.body
    assert ask(server, "/healthz").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/static/../pyproject.toml",
        "/static/..%2f..%2fpyproject.toml",
        "/static/%2e%2e/%2e%2e/kb/cli.py",
        "/static//etc/passwd",
        "/../../../../etc/passwd",
        "//etc/passwd",
        "/en/guides/..%2f..%2fretired",
        "/en/guides/../glossary.md",
        "/en/roles/guard%00",
        "/en/roles/%ED%A0%80",
        "/en/roles/" + "a" * 10_000,
        "/en/align/guard?with=" + "no," * 3000,
        "/en/compare?roles=" + "guard," * 3000,
        "/en/compare?roles=../guard,%00",
        "/api/v1/roles/..%2f..%2f",
        "/api/v1/concepts/%ff",
        "/\\..\\..\\windows",
        "/" + "a/" * 5000,
        "/%",
        "/\xff\xfe",
    ],
    ids=lambda path: path[:40],
)
def test_no_path_leads_out_of_the_site(server: Running, path: str) -> None:
    reply = ask(server, path)

    assert reply.status in (200, 301, 302, 400, 404)
    assert not re.search(rb"root:x:0|\[build-system\]|import click", reply.body)
    assert not reply.headers.get("location", "/").startswith(("//", "http"))


@pytest.mark.parametrize(
    "line",
    [
        "Cookie: " + "language=no; " * 5000,
        "Cookie: language=\xff\x01; language=../..; =; ;;",
        "Accept-Language: " + "no;q=0.1," * 8000,
        "Accept-Language: \xff;q=x, *;q=-1, nb;q=" + "9" * 5000,
        "If-None-Match: W/" + '"' * 2000,
        "If-None-Match: \xff",
        "If-Modified-Since: Thu, 99 Foo 99999 99:99:99 XXX",
        "Range: bytes=9-1,-,x",
        "Accept-Encoding: \x01, gzip;q=\xff",
        "X-Forwarded-Host: evil.example",
        "X-Forwarded-Proto: gopher",
        "Forwarded: host=evil.example;proto=//",
        "Referer: " + "x" * 60_000,
        "Upgrade: websocket",
        "Transfer-Encoding: chunked, \x0b",
        "Content-Length: -1",
        "Content-Length: 99999999999999999999",
        "Content-Type: multipart/form-data",
        "X-Big: " + "a" * 300_000,
        "No colon at all",
        " folded",
        ": no name",
        "Na me: with a blank",
        "X\x00Y: NUL",
        "Host: evil.example",
    ],
    ids=lambda line: line[:30],
)
@pytest.mark.parametrize("path", ["/", f"/en/search?q={SECRET}"])
def test_no_header_does_harm(server: Running, path: str, line: str) -> None:
    reply = ask(server, path, line)

    assert reply.status in (200, 302, 304, 400, 413, 417, 431, 501)
    assert "evil.example" not in reply.headers.get("location", "")
    assert b"evil.example" not in reply.body


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\r\n\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
        b"get / http/1.1\r\nConnection: close\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"\x00" * 100 + b"\r\n\r\n",
        b"GET http://evil.example/en/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /en/#fragment HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
    ids=lambda request_bytes: request_bytes[:30].decode("latin-1").encode("unicode_escape").decode(),
)
def test_what_is_no_request_is_refused_or_answered(server: Running, request_bytes: bytes) -> None:
    with connect(server) as connection:
        connection.sendall(request_bytes)
        connection.shutdown(socket.SHUT_WR)
        received = b"".join(iter(lambda: connection.recv(65536), b""))

    assert not re.match(rb"HTTP/\S+ 5", received)
    assert b"evil.example" not in received
    assert is_served(server)


@pytest.mark.parametrize("path", ["/api/v1/search?reader=ru&q={}", "/ru/search?q={}", "/ru/roles/{}"])
def test_letters_beyond_ascii_need_no_escapes(server: Running, path: str) -> None:
    as_typed = send(server, f"GET {path.format('ключница')} HTTP/1.0\r\n\r\n".encode())
    escaped = send(server, f"GET {path.format(quote('ключница'))} HTTP/1.0\r\n\r\n".encode())

    assert (as_typed.status, as_typed.body) == (escaped.status, escaped.body)
    assert as_typed.status == (404 if "roles" in path else 200)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"])
@pytest.mark.parametrize("path", ["/en/", f"/en/search?q={SECRET}", "/api/v1/search", "/healthz", "/static/x"])
def test_other_methods_than_reading_are_refused(server: Running, path: str, method: str) -> None:
    reply = ask(server, path, "Content-Length: 0", method=method)

    assert reply.status in ((404, 405) if path == "/static/x" else (405,))
    assert reply.status != 405 or "get" in reply.headers["allow"]


def test_a_body_is_not_read(server: Running) -> None:
    body = b"q=" + b"a" * 100_000
    head = f"POST /api/v1/search HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {len(body)}"

    assert send(server, f"{head}\r\n\r\n".encode() + body).status in (405, 413)


@pytest.mark.parametrize(
    "path", ["/en/", "/en/roles/guard", f"/en/search?q={SECRET}", "/api/v1/roles", "/healthz", "/nowhere"]
)
def test_head_is_get_without_its_body(server: Running, path: str) -> None:
    head, get = ask(server, path, method="HEAD"), ask(server, path)

    assert (head.status, head.body) == (get.status, b"")
    assert head.headers["content-length"] == str(len(get.body))
    assert head.headers["content-type"] == get.headers["content-type"]


def test_slow_visitors_keep_nobody_waiting(server: Running) -> None:
    with ExitStack() as slow:
        connections = [slow.enter_context(connect(server)) for _ in range(30)]
        for connection in connections:
            connection.sendall(f"GET /en/search?q={SECRET} HTTP/1.1\r\nHost: ".encode())
        assert [ask(server, "/en/").status for _ in range(10)] == [200] * 10
        for connection in connections:
            connection.sendall(b"localhost\r\nConnection: close\r\n\r\n")
        answers = [b"".join(iter(lambda: connection.recv(65536), b"")) for connection in connections]  # noqa: B023

    assert [answer[:15] for answer in answers] == [b"HTTP/1.1 200 OK"] * 30


def test_visitors_who_do_not_read_keep_nobody_waiting(server: Running) -> None:
    with ExitStack() as slow:
        for _ in range(30):
            connection = slow.enter_context(connect(server))
            connection.sendall(b"GET /en/roles/guard HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50)
        assert [ask(server, "/en/").status for _ in range(10)] == [200] * 10


def test_thirty_at_once_are_all_answered(server: Running) -> None:
    paths = [f"/api/v1/search?q={SECRET}%20guests%20{number}" for number in range(300)]
    with ThreadPoolExecutor(30) as visitors:
        replies = list(visitors.map(lambda path: ask(server, path), paths))

    assert {reply.status for reply in replies} == {200}
    assert all(str(number).encode() in reply.body for number, reply in enumerate(replies))


def test_afterwards_the_log_holds_no_traceback_and_no_query(server: Running) -> None:
    time.sleep(0.5)
    log = server.log.read_text()

    assert "Traceback" not in log
    assert SECRET not in log
    assert server.process.poll() is None
