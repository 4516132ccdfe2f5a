"""How long readers wait for a real `kb serve`: one alone, and eight at once, by words and with meaning.

    python -m bench.load [--json]

Clients ask over HTTP, each with a connection of its own, and ask again as soon as they are answered. Each column
has a server of its own, which is asked each query once: no answer and no vector of a query is there from before.
Any status but 200 counts as an error.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import Any
from urllib.parse import quote

from bench.questions import questions
from bench.speed import percentiles, show
from kb.addresses import home_path, role_path, search_path
from kb.languages import CODES
from kb.library import Library, build_library
from kb.reading.content import read_content
from kb.vectors.model import is_installed

CLIENTS = (1, 8)
_READY_SECONDS = 600
_PATHS = 300
_EACH = 120
"""Queries of each kind, half of them for the API and half for the page."""

Report = dict[str, Any]


def measure(content: Path) -> Report:
    """Return percentiles in milliseconds, and how many requests failed, by phase, clients and kind of address."""
    asked = _paths(build_library(read_content(content)))
    report: Report = {}
    with tempfile.TemporaryDirectory() as folder:
        for phase, meaning in (("words", "off"), ("meaning", "ready"))[: 1 + is_installed()]:
            report[phase] = {}
            for clients in CLIENTS:
                with serving(content, Path(folder), meaning) as port:
                    times = {kind: _times(port, clients, paths) for kind, paths in asked.items()}
                report[phase][str(clients)] = times
    return report


def _paths(library: Library) -> dict[str, list[str]]:
    texts = list(dict.fromkeys(question.text for question in questions(library, _EACH)))
    asked = list(zip(texts, cycle(CODES), strict=False))
    pages = [role_path(code, role.id) for role in library.roles for code in CODES]
    return {
        "/api/v1/search": [f"/api/v1/search?q={quote(text)}&reader={code}" for text, code in asked[::2]],
        "/api/v1/suggest": [f"/api/v1/suggest?q={quote(text[:4])}&reader={code}" for text, code in asked],
        "search page": [search_path(code, text) for text, code in asked[1::2]],
        "role page": (pages * (_PATHS // len(pages) + 1))[:_PATHS],
        "home": [home_path(code) for code in CODES] * (_PATHS // len(CODES)),
    }


@contextmanager
def serving(content: Path, folder: Path, meaning: str) -> Iterator[int]:
    """Run `kb serve` until *meaning* is in the state that is wanted, and give its port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    settings = {"KB_DATA": str(folder), "KB_MEANING": "off" if meaning == "off" else "on"}
    command = [sys.executable, "-m", "kb", "serve", "--content", str(content), "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, **settings}, stderr=subprocess.DEVNULL)
    try:
        _wait(process, port, meaning)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int, meaning: str) -> None:
    deadline = monotonic() + _READY_SECONDS
    while process.poll() is None and monotonic() < deadline:
        try:
            status, body = _get(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "/healthz")
        except ConnectionError:
            status, body = 0, b""
        if status == http.HTTPStatus.OK and json.loads(body)["meaning"] == meaning:
            return
        sleep(0.2)
    raise SystemExit("kb serve did not get ready")


def _times(port: int, clients: int, paths: Sequence[str]) -> dict[str, float]:
    with ThreadPoolExecutor(clients) as pool:
        shares = pool.map(lambda first: list(_client(port, paths[first::clients])), range(clients))
        found = [each for share in shares for each in share]
    errors = sum(status != http.HTTPStatus.OK for status, _ in found)
    return {**percentiles(took for _, took in found), "errors": errors}


def _client(port: int, paths: Sequence[str]) -> Iterator[tuple[int, float]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for path in paths:
        start = perf_counter()
        status, _ = _get(connection, path)
        yield status, (perf_counter() - start) * 1000
    connection.close()


def _get(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read()


def table(report: Report) -> str:
    """Return *report* as people read it."""
    columns = [(phase, clients) for phase, found in report.items() for clients in found]
    heads = (f"{phase}, {clients} client{'s' * (clients != '1')}" for phase, clients in columns)
    lines = [f"{'served, ms, p50 (p95)':24}" + "".join(f"{head:>22}" for head in heads)]
    for kind in next(iter(next(iter(report.values())).values())):
        found = (report[phase][clients][kind] for phase, clients in columns)
        lines.append(f"{kind:24}" + "".join(f"{_cell(each):>22}" for each in found))
    return "\n".join(lines)


def _cell(found: dict[str, float]) -> str:
    errors = f", {found['errors']:.0f} failed" if found["errors"] else ""
    return f"{found['p50']:.1f} ({found['p95']:.1f}){errors}"


if __name__ == "__main__":
    show(__doc__, measure, table)
