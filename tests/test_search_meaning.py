"""Search by meaning on a small content, with the real model: found, labelled, and left out when it fails."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kb.library import build_library
from kb.reading.content import read_content
from kb.search.answers import Answer, Query
from kb.search.meaning import MeaningIndex, MeaningModel
from kb.search.nearness import embedding_inputs
from kb.search.snapshot import Snapshot, open_snapshot
from kb.vectors import queries
from kb.vectors.model import is_installed

pytestmark = pytest.mark.skipif(not is_installed(), reason="the extra [semantic] is not installed")

ROLE = """---
title: {title}
---

## {duties}

1. {first} {{#collect-receivables}}
2. {second} {{#take-stock}}
3. {third} {{#substitution}}
"""
TEXTS = {
    "en": (
        ("Clerk", "Duties"),
        (
            "Sees that clients pay on time.",
            "Counts the goods in the store.",
            "Stands in for a colleague on leave.",
        ),
    ),
    "ru": (
        ("Учётчик", "Обязанности"),
        ("Следит за оплатой.", "Участвует в инвентаризации.", "Замещает коллегу на время отпуска."),
    ),
    "no": (
        ("Fullmektig", "Oppgaver"),
        ("Følger opp betaling.", "Teller varer på lageret.", "Vikarierer for en kollega i ferier."),
    ),
}
GLOSSARY = """---
title: Glossary
---

invoice {#invoice}
:   A request for payment.

warehouse {#warehouse}
:   Where goods are kept.

till {#till}
:   Where a shop keeps its money.
"""


@pytest.fixture(scope="module")
def reports() -> list[str]:
    return []


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("meaning") / "data"


@pytest.fixture(scope="module")
def snapshot(data: Path, reports: list[str]) -> Iterator[Snapshot]:
    folder = data.parent
    for code, ((title, duties), (first, second, third)) in TEXTS.items():
        (folder / "content" / code).mkdir(parents=True)
        text = ROLE.format(title=title, duties=duties, first=first, second=second, third=third)
        (folder / "content" / code / "clerk.md").write_text(text, encoding="utf-8")
    (folder / "content" / "en" / "glossary.md").write_text(GLOSSARY, encoding="utf-8")
    library = build_library(read_content(folder / "content"))
    model = MeaningModel(data)
    snapshot = open_snapshot(library, data, reports.append, model)
    assert snapshot.meaning is not None
    assert snapshot.meaning.wait() == "ready"
    yield snapshot
    snapshot.close()
    model.close()


@pytest.fixture
def ask(snapshot: Snapshot) -> Callable[[str], Answer]:
    return lambda text: snapshot.search(Query(text, "en"))


def until_ready(snapshot: Snapshot) -> None:
    deadline = time.monotonic() + 60
    while snapshot.meaning_state != "ready" and time.monotonic() < deadline:
        time.sleep(0.02)


def test_a_hit_that_shares_no_word_is_found_and_says_so(ask: Callable[[str], Answer]) -> None:
    answer = ask("late payment by customers")

    assert answer.meaning == "ready"
    assert [(hit.id, hit.matched_by) for hit in answer.hits][:1] == [("collect-receivables", "meaning")]


def test_a_literal_match_is_by_words_and_first(ask: Callable[[str], Answer]) -> None:
    first = ask("goods").hits[0]

    assert (first.id, first.matched_by) == ("take-stock", "words")


def test_a_phrase_asks_for_letters_only(ask: Callable[[str], Answer]) -> None:
    assert ask('"late payment by customers"').hits == ()


def test_all_texts_are_counted(snapshot: Snapshot) -> None:
    done, total = snapshot.meaning_progress

    assert done == total > 9


def test_equal_queries_give_equal_answers(ask: Callable[[str], Answer]) -> None:
    assert ask("money owed") == ask("money owed")


@pytest.mark.parametrize(
    ("one", "other"),
    [("late payment by customers", "Late PAYMENT by customers"), ("расчёты вовремя", "Расчеты вовремя")],
)
def test_capitals_and_the_dots_of_a_letter_change_nothing(
    ask: Callable[[str], Answer], one: str, other: str
) -> None:
    assert [hit.id for hit in ask(one).hits] == [hit.id for hit in ask(other).hits] != []


@pytest.mark.parametrize("text", ["\ufdfa" * 50, "\ud800", "x" * 1_000_000, "\x00", "🙂", ""])
def test_nothing_that_is_typed_stops_the_model(snapshot: Snapshot, text: str) -> None:
    assert snapshot.meaning is not None
    snapshot.meaning.near(text)

    assert snapshot.meaning_state == "ready"


def test_eight_at_once_are_answered(snapshot: Snapshot) -> None:
    texts = [f"someone is away {number}" for number in range(8)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda text: snapshot.search(Query(text, "en")), texts))

    assert {answer.meaning for answer in answers} <= {"ready", "failed"}
    until_ready(snapshot)
    assert snapshot.meaning_state == "ready"


def test_a_model_without_time_leaves_search_by_words(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert snapshot.meaning is not None
    monkeypatch.setattr(queries, "SECONDS", 0.01)
    with snapshot.meaning._model.model._turn:
        answer = snapshot.search(Query("goods that nobody has asked for", "en"))

    assert answer.hits[0].id == "take-stock"
    assert snapshot.meaning_state == "ready"


def test_a_killed_process_leaves_search_by_words_and_comes_back(snapshot: Snapshot, reports: list[str]) -> None:
    meaning = snapshot.meaning
    assert meaning is not None
    process = meaning.process_id
    assert process is not None
    os.kill(process, signal.SIGSTOP)

    answer = snapshot.search(Query("goods and something else", "en"))

    assert answer.meaning == "failed"
    assert answer.hits[0].id == "take-stock"
    assert any("Search by meaning is unavailable" in line for line in reports)
    until_ready(snapshot)
    assert snapshot.search(Query("inventory of products", "en")).meaning == "ready"


def test_vectors_are_not_made_twice(snapshot: Snapshot, data: Path) -> None:
    model = MeaningModel(data)
    told: list[str] = []
    again = MeaningIndex(
        model, lambda: embedding_inputs(snapshot.library, snapshot.naming, snapshot.engine), told.append
    )
    try:
        assert again.wait() == "ready"
    finally:
        model.close()

    assert told == []
