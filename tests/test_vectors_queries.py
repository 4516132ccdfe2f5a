"""Queries that are asked at the same time, with a model that waits until it may answer."""

import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
import pytest

from kb.vectors import queries
from kb.vectors.model import Model, ModelBusyError, ModelError, Vector, Vectors
from kb.vectors.queries import QueryVectors

SECONDS = 60


class Waiting(Model):
    """Gives every text a vector of its length, once it may."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[list[str]] = []
        self.is_asked = threading.Event()
        self.may_answer = threading.Event()
        self.error: ModelError | None = None

    def queries(self, texts: Sequence[str], seconds: float) -> Vectors:
        del seconds
        self.asked.append(list(texts))
        self.is_asked.set()
        assert self.may_answer.wait(SECONDS)
        if self.error:
            raise self.error
        return np.array([[len(text)] for text in texts], dtype=np.float32)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "SECONDS", SECONDS)


@pytest.fixture
def model() -> Waiting:
    return Waiting()


@pytest.fixture
def vectors(model: Waiting) -> QueryVectors:
    return QueryVectors(model)


@pytest.fixture
def readers(model: Waiting) -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(20) as readers:
        yield readers
        model.may_answer.set()


def until_waiting(vectors: QueryVectors, number: int) -> None:
    deadline = time.monotonic() + SECONDS
    while len(vectors._asked) < number:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def ask(readers: ThreadPoolExecutor, vectors: QueryVectors, *texts: str) -> list["Future[Vector | None]"]:
    return [readers.submit(vectors.vector, text) for text in texts]


def numbers(asked: list["Future[Vector | None]"]) -> list[float]:
    found = (each.result(SECONDS) for each in asked)
    return [float(vector[0]) for vector in found if vector is not None]


def test_equal_queries_are_made_once(model: Waiting, vectors: QueryVectors, readers: ThreadPoolExecutor) -> None:
    asked = ask(readers, vectors, "late", "late", "Late", " late!", "late", "late")
    model.may_answer.set()

    assert numbers(asked) == [4.0] * 6
    assert model.asked == [["late"]]


def test_those_that_wait_are_made_together(
    model: Waiting, vectors: QueryVectors, readers: ThreadPoolExecutor
) -> None:
    first = ask(readers, vectors, "a")
    assert model.is_asked.wait(SECONDS)
    others = ask(readers, vectors, *("b" * number for number in range(1, 13)))
    until_waiting(vectors, 13)
    model.may_answer.set()

    assert numbers(first + others) == [1.0, *map(float, range(1, 13))]
    assert [len(texts) for texts in model.asked] == [1, 8, 4]


def test_what_is_known_waits_for_nobody(
    model: Waiting, vectors: QueryVectors, readers: ThreadPoolExecutor
) -> None:
    model.may_answer.set()
    vectors.vector("known")
    model.may_answer.clear()
    model.is_asked.clear()
    asked = ask(readers, vectors, "other")
    assert model.is_asked.wait(SECONDS)

    assert [vectors.vector("Known"), vectors.vector("?")] == [np.array([5.0]), None]
    assert not asked[0].done()
    model.may_answer.set()


def test_a_failure_is_told_to_all_who_asked_and_to_nobody_later(
    model: Waiting, vectors: QueryVectors, readers: ThreadPoolExecutor
) -> None:
    model.error = ModelError("the model ended")
    asked = ask(readers, vectors, "late", "late")
    assert model.is_asked.wait(SECONDS)
    model.may_answer.set()
    errors = [each.exception(SECONDS) for each in asked]
    model.error = None

    assert ModelError in map(type, errors)
    assert vectors.vector("late") == np.array([4.0])


def test_who_waits_too_long_for_others_is_told_that_the_model_is_busy(
    model: Waiting, vectors: QueryVectors, readers: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask(readers, vectors, "a")
    assert model.is_asked.wait(SECONDS)
    monkeypatch.setattr(queries, "SECONDS", 0.01)
    with pytest.raises(ModelBusyError):
        vectors.vector("bb")
    monkeypatch.setattr(queries, "SECONDS", SECONDS)
    model.may_answer.set()

    assert numbers(asked) == [1.0]
    assert vectors.vector("bb") == np.array([2.0])


def test_only_so_many_are_kept(model: Waiting, vectors: QueryVectors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_MOST_KEPT", 2)
    model.may_answer.set()
    for text in ("a", "b", "a", "c", "a", "b"):
        vectors.vector(text)

    assert model.asked == [["a"], ["b"], ["c"], ["b"]]
