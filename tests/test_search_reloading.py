"""Threads that search while the content changes: every answer is the one that its content gives to one thread."""

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kb.search.answers import Answer, Filters, Query, Suggestion
from kb.search.snapshot import Snapshot
from kb.web.live import LiveContent
from tests.web_site import SMALL, write

THREADS = 8
STATES = tuple(
    SMALL["en/host.md"].replace("Greets guests by name.", f"Greets guests {'and clients ' * n}by name {n}.")
    + "".join(f"{number + 2}. Paid {number} times. {{#paid-{number}}}\n" for number in range(n))
    for n in range(6)
)
"""The same file, as its author goes on writing."""

QUERIES = tuple(
    Query(text, reader, filters=filters)
    for text, filters in (
        ("guests", Filters()),
        ("гости", Filters()),
        ("nøkkelskap", Filters()),
        ('"guests by name"', Filters()),
        ("cli*", Filters()),
        ("paid -hour", Filters()),
        ("guests door paid", Filters(section=("duties",))),
        ("key box", Filters(role=("guard",), language=("en", "no"))),
        ("Host", Filters()),
        ("Receives", Filters(education=("none",))),
    )
    for reader in ("en", "ru", "no")
)
Answers = tuple[tuple[Answer, ...], tuple[Suggestion, ...]]


def answers(snapshot: Snapshot) -> Answers:
    return tuple(map(snapshot.search, QUERIES)), snapshot.suggest("gue", "en")


def write_state(folder: Path, state: int) -> None:
    write({"en/host.md": STATES[state]}, folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write({**SMALL, "en/host.md": STATES[0]}, tmp_path / "content")


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Answers]:
    """The answers of every state by fingerprint, from one thread and from an index of its own."""
    apart = tmp_path_factory.mktemp("apart")
    folder, found = write(SMALL, apart / "content"), {}
    for state in range(len(STATES)):
        write_state(folder, state)
        alone = LiveContent(folder, apart / f"data-{state}", reload=False)
        snapshot = alone.open()
        found[snapshot.library.fingerprint] = answers(snapshot)
        alone.close()
    return found


@pytest.fixture
def served(folder: Path, tmp_path: Path) -> Iterator[LiveContent]:
    content = LiveContent(folder, tmp_path / "data", reload=False)
    content.open()
    yield content
    content.close()


def searching(
    content: LiveContent, expected: Mapping[str, Answers], ended: threading.Event, start: threading.Barrier
) -> set[str]:
    """Search until it *ended*, and return the fingerprints of the contents that answered."""
    seen = set()
    start.wait()
    while not ended.is_set():
        snapshot = content.snapshot()
        assert snapshot is not None
        assert answers(snapshot) == expected[snapshot.library.fingerprint]
        seen.add(snapshot.library.fingerprint)
    return seen


def test_threads_get_the_answers_of_their_content(
    folder: Path, expected: Mapping[str, Answers], served: LiveContent
) -> None:
    ended, start = threading.Event(), threading.Barrier(THREADS + 1)
    with ThreadPoolExecutor(THREADS) as threads:
        searches = [threads.submit(searching, served, expected, ended, start) for _ in range(THREADS)]
        try:
            start.wait()
            for state in (1, 2, 3, 4, 5, 0, 3):
                write_state(folder, state)
                assert served.reload()
        finally:
            ended.set()
        seen = set().union(*(search.result() for search in searches))

    assert len(seen) > 1


def test_two_who_reload_at_once_from_one_folder_both_serve_the_new_content(
    folder: Path, expected: Mapping[str, Answers], tmp_path: Path
) -> None:
    both = [LiveContent(folder, tmp_path / "data", reload=False) for _ in range(2)]
    with ThreadPoolExecutor(2) as threads:
        snapshots = list(threads.map(LiveContent.open, both))
        for state in (1, 2, 3, 4, 5):
            write_state(folder, state)
            assert list(threads.map(LiveContent.reload, both)) == [True, True]
            snapshots = [one for content in both if (one := content.snapshot())]
            assert [answers(one) for one in snapshots] == [expected[snapshots[0].library.fingerprint]] * 2
    for content in both:
        content.close()

    assert len(list((tmp_path / "data" / "index").iterdir())) == 1
