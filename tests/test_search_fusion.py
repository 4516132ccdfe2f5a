"""Words and meaning in one list."""

import numpy as np

from kb.search.whoosh.fusion import Near, fuse


def order(groups: list[int], words: dict[int, float], sure: set[int], near: dict[int, float]) -> list[int]:
    """Return the documents in the order that words, sure ones and nearness put them in."""
    ranks = np.array(sorted(words), dtype=np.int64)
    scores = np.array([words[rank] for rank in sorted(words)])
    is_sure = np.array([rank in sure for rank in sorted(words)], dtype=np.bool_)
    by_meaning = Near(
        np.array(sorted(near), dtype=np.int64),
        np.array([near[rank] for rank in sorted(near)]),
    )
    united, final = fuse(np.array(groups), ranks, scores, is_sure, by_meaning)
    return [int(united[at]) for at in np.argsort(-final, kind="stable")]


def test_what_surely_has_everything_stands_before_all_that_is_near() -> None:
    found = order([0, 1, 2, 3], words={0: 1.0, 1: 2.0}, sure={0, 1}, near={2: 0.9, 3: 0.8, 0: 0.1})

    assert found == [1, 0, 2, 3]


def test_what_has_some_words_and_what_is_near_take_turns() -> None:
    words = {0: 9.0, 1: 8.0, 2: 7.0}
    near = {3: 0.3, 4: 0.2, 5: 0.1}

    assert order([0, 1, 2, 3, 4, 5], words, set(), near) == [3, 0, 4, 1, 5, 2]


def test_the_documents_of_a_hit_stand_together_the_best_first() -> None:
    found = order([0, 1, 1], words={0: 5.0}, sure=set(), near={1: 0.2, 2: 0.4})

    assert found == [2, 1, 0]


def test_without_anything_near_words_decide() -> None:
    assert order([0, 1], words={0: 1.0, 1: 2.0}, sure=set(), near={}) == [1, 0]
