"""Two servers of one content and one KB_DATA, asked by eight threads while the content changes."""

import sys
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from kb import storage
from kb.library import build_library
from kb.reading.content import read_content
from kb.search.answers import Query
from kb.search.snapshot import open_snapshot
from kb.web.api.objects import answer_json
from tests.serving import Running, serving
from tests.web_site import SMALL, write

KB = [sys.executable, "-m", "kb"]
THREADS = 8
STATES = tuple(
    SMALL["en/guard.md"].replace("Greets guests at the door.", f"Greets guests at the door of house {number}.")
    for number in range(4)
)
QUERIES = tuple(
    (text, reader)
    for text in ("guests", "гости", "guests house 2", "nøkkelskap", '"at the door"', "gre* -seats", "doors")
    for reader in ("en", "ru", "no")
)


class States:
    """What each state of the content is called, and what it answers to one thread in one process."""

    def __init__(self, folder: Path) -> None:
        self.fingerprints: list[str] = []
        self.answers: list[Mapping[tuple[str, str], Any]] = []
        for state in STATES:
            library = build_library(read_content(write({**SMALL, "en/guard.md": state}, folder / "content")))
            snapshot = open_snapshot(library, folder / "data", lambda _: None)
            self.fingerprints.append(library.fingerprint)
            self.answers.append({query: answer_json(snapshot.search(Query(*query)), library) for query in QUERIES})
            snapshot.close()


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> States:
    return States(tmp_path_factory.mktemp("apart"))


def save(text: str, file: Path) -> None:
    """Put *text* in the place of *file* in one step, as careful editors do."""
    beside = file.parents[2] / "unsaved"
    beside.write_bytes(text.encode())
    beside.replace(file)


def wait_for(fingerprint: str, servers: list[Running]) -> None:
    deadline = time.monotonic() + 120
    while {server.json("/healthz")["content"] for server in servers} != {fingerprint}:
        assert time.monotonic() < deadline, [server.log.read_text() for server in servers]
        time.sleep(0.1)


def asking(servers: list[Running], states: States, ended: threading.Event) -> int:
    """Ask the servers in turn until it *ended*; return how many answers there were."""
    newest = dict.fromkeys(range(len(servers)), 0)
    for number in count():
        if ended.is_set():
            return number
        at = number % len(servers)
        query = QUERIES[number % len(QUERIES)]
        answer = servers[at].json(f"/api/v1/search?q={quote(query[0])}&reader={query[1]}")
        same = [state for state in range(newest[at], len(STATES)) if states.answers[state][query] == answer]
        assert same, f"{query}: no state of the content answers {answer}"
        newest[at] = same[0]
    raise AssertionError


def test_every_answer_is_the_one_of_a_state_of_the_content(states: States, tmp_path: Path) -> None:
    content = write({**SMALL, "en/guard.md": STATES[0]}, tmp_path / "content")
    settings = {"KB_CONTENT": str(content), "KB_DATA": str(tmp_path / "data")}
    ended = threading.Event()
    with ExitStack() as running, ThreadPoolExecutor(THREADS) as threads:
        servers = []
        for name in ("first", "second"):
            (tmp_path / name).mkdir()
            servers.append(running.enter_context(serving(KB, tmp_path / name, settings)))
        wait_for(states.fingerprints[0], servers)
        asked = [threads.submit(asking, servers, states, ended) for _ in range(THREADS)]
        try:
            for state, fingerprint in zip(STATES[1:], states.fingerprints[1:], strict=True):
                save(state, content / "en" / "guard.md")
                wait_for(fingerprint, servers)
        finally:
            ended.set()
        assert min(one.result() for one in asked) > 0

    for server in servers:
        log = server.log.read_text()
        assert "Traceback" not in log
        assert log.count("the content has changed; now serving") == len(STATES) - 1
    (data,) = (tmp_path / "data").iterdir()
    assert [path.name.split("-")[1] for path in (data / "index").iterdir()] == [states.fingerprints[-1]]


def test_a_server_that_waits_for_an_index_ends_when_it_is_told_to(tmp_path: Path) -> None:
    content = write(SMALL, tmp_path / "content")
    with serving(KB, tmp_path, {"KB_CONTENT": str(content), "KB_DATA": str(tmp_path / "data")}) as server:
        (data,) = (tmp_path / "data").iterdir()
        with storage.alone_in(data, lambda _: None):
            save(STATES[1], content / "en" / "guard.md")
            while "waiting for it" not in server.log.read_text():
                time.sleep(0.1)
            server.process.terminate()

            assert server.process.wait(timeout=60) == 0
