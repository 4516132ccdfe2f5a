"""Postings as arrays: what goes in comes out, and what an index has of a text is what tokens() says."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as some

from kb.search.whoosh.arrays import Occurrences, Postings, read


def occurrences(*texts: str) -> Occurrences:
    found = Occurrences()
    for document, text in enumerate(texts):
        found.add(document, text.split(), range(len(text.split())))
    return found


def as_read(found: Occurrences) -> dict[str, Postings]:
    kept = {each.word: each.content for each in found.encoded(str.casefold)}
    return {
        word: read(lambda at, length, content=content: content[at : at + length], 0)  # type: ignore[misc]
        for word, content in kept.items()
    }


def as_lists(postings: Postings) -> tuple[list[int], list[int], list[int]]:
    return postings.documents.tolist(), postings.frequencies.tolist(), postings.positions.tolist()


def test_a_word_has_its_documents_frequencies_and_positions() -> None:
    found = as_read(occurrences("plans sales", "sells", "Sales of sales"))

    assert {word: as_lists(postings) for word, postings in found.items()} == {
        "of": ([2], [1], [1]),
        "plans": ([0], [1], [0]),
        "sales": ([0, 2], [1, 2], [1, 0, 2]),
        "sells": ([1], [1], [0]),
    }


def test_spellings_of_one_word_are_counted_apart() -> None:
    assert occurrences("Sales of sales", "sales").counts() == {"Sales": 1, "of": 1, "sales": 2}


def test_nothing_was_found_in_nothing() -> None:
    assert as_read(occurrences()) == {}
    assert as_read(occurrences("", "")) == {}


@given(some.lists(some.integers(0, 2**31 - 1), unique=True, min_size=1).map(sorted), some.integers(0, 70_000))
def test_numbers_of_any_size_come_out_as_they_went_in(documents: list[int], position: int) -> None:
    found = Occurrences()
    for document in documents:
        found.add(document, ("word", "word"), (position, position + 1))

    assert as_lists(as_read(found)["word"]) == (
        documents,
        [2] * len(documents),
        [position, position + 1] * len(documents),
    )


def test_places_of_words_that_follow_one_another_are_equal() -> None:
    found = as_read(occurrences("plans sales", "sales plans"))

    assert np.intersect1d(found["plans"].places, found["sales"].places - 1).tolist() == [0]
