"""Fuse keyword matches and embedding matches into one ranked list."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from kb.search.whoosh.corpus import Ranks, Scores

_SURE_BONUS = 1e5
"""Above any place in the mixed list."""
_AGREEMENT = 5.0
"""Weight of the cosine among keyword matches: less than a word, enough to break ties."""


@dataclass(frozen=True)
class Near:
    """Documents of like meaning: by rank, ascending, each with its cosine."""

    ranks: Ranks
    scores: Scores

    def only(self, kept: npt.NDArray[np.bool_]) -> "Near":
        """Return those that are *kept*."""
        return Near(self.ranks[kept], self.scores[kept])


def fuse(
    groups: npt.NDArray[np.integer], ranks: Ranks, scores: Scores, is_sure: npt.NDArray[np.bool_], near: Near
) -> tuple[Ranks, Scores]:
    """Return all documents, by rank, with scores that put them in one order.

    First what surely has everything that was typed, by its score. Then, hit about hit, what is near in meaning
    and what has some of the words: so a vague hit never pushes out the best literal ones.
    *groups* numbers the hits.
    """
    united = np.union1d(ranks, near.ranks)
    by_words, by_meaning = np.zeros(len(united)), np.zeros(len(united))
    by_words[np.searchsorted(united, ranks)] = scores
    by_meaning[np.searchsorted(united, near.ranks)] = near.scores
    sure = np.zeros(len(united), dtype=np.bool_)
    sure[np.searchsorted(united, ranks[is_sure])] = True
    unsure_words = _in_order(groups[united], np.where(sure, 0.0, by_words))
    unsure_near = _in_order(groups[united], np.where(sure, 0.0, by_meaning))
    places = {group: place for place, group in enumerate(_alternately(unsure_near, unsure_words))}
    mixed = np.array([-places.get(group, 0) for group in groups[united].tolist()], dtype=np.float64)
    # Within a hit its own scores decide which of its documents is the best.
    mixed += 0.5 * (by_words / (1.0 + by_words.max(initial=0.0)) + by_meaning) / 2.0
    return united, np.where(sure, _SURE_BONUS + by_words + _AGREEMENT * by_meaning, mixed)


def _in_order(groups: npt.NDArray[np.integer], scores: Scores) -> Iterator[int]:
    """Yield the groups that have a score, the best first, equal ones in their order."""
    order = np.argsort(-scores, kind="stable")
    yield from dict.fromkeys(groups[order[scores[order] > 0.0]].tolist())


def _alternately(one: Iterable[int], other: Iterable[int]) -> Iterator[int]:
    """Yield from both in turn, nothing twice."""
    seen: set[int] = set()
    for pair in zip_longest(one, other):
        for value in pair:
            if value is not None and value not in seen:
                seen.add(value)
                yield value
