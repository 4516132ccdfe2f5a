"""What has each of the units of a query in, what has any of them out: how many of them, with one score."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from kb.search.corpus import Corpus, Ranks, Scores, starts
from kb.search.matching import Scored, both
from kb.search.naming import Related

_COVERED_BONUS = 1e3
"""Above any score: what has more of the words, or other names of the same, stands before what has fewer ..."""
_LITERAL_BONUS = 1e2
"""... and what has the words themselves, or what is as good, before what has other names."""
_OTHER_NAME = 0.4
"""How much another name of a term counts."""
_MANY = 8
"""From an eighth of all documents on a place for every document costs less than finding out whose are needed."""


@dataclass(frozen=True)
class Found:
    """Documents by rank, ascending, that have any of the units: how many of them, and a score by words."""

    ranks: Ranks
    covered: Ranks
    scores: Scores

    def only(self, kept: npt.NDArray[np.bool_]) -> "Found":
        """Return those that are *kept*."""
        if kept.all():
            return self
        return Found(self.ranks[kept], self.covered[kept], self.scores[kept])


def all_of(each: Sequence[Scored], corpus: Corpus) -> Found:
    """Return what has all of the units, each of which gave what is in *each*."""
    found = reduce(both, sorted(each, key=lambda one: len(one.ranks)))
    bonus = len(each) * (_COVERED_BONUS + _LITERAL_BONUS)
    scores = found.scores * corpus.weights[found.ranks] + bonus
    return Found(found.ranks, np.full(len(found.ranks), len(each)), scores)


def any_of(each: Sequence[Scored], others: Sequence[Related], corpus: Corpus) -> Found:
    """Return what has any of the units, each of which gave what is in *each*, or another name in their place."""
    ranks, places = _united([*(one.ranks for one in each), *(other.found.ranks for other in others)], corpus)
    scores, has = np.zeros(len(ranks)), np.zeros((len(each), len(ranks)), dtype=np.bool_)
    for number, (one, at) in enumerate(zip(each, places, strict=False)):
        scores[at] += one.scores
        has[number, at] = True
    literal = has.sum(axis=0)
    for other, at in zip(others, places[len(each) :], strict=True):
        # What several names say of the same words is counted once.
        lacking = np.zeros(len(at), dtype=np.int64)
        for unit in other.units:
            lacking += ~has[unit, at]
            has[unit, at] = True
        if other.is_literal:
            literal[at] += lacking
            scores[at] += other.found.scores * lacking
        else:
            scores[at] += _OTHER_NAME * other.found.scores * lacking / len(other.units)
    covered = has.sum(axis=0)
    scores *= corpus.weights[ranks]
    scores += covered * _COVERED_BONUS + literal * _LITERAL_BONUS
    return Found(ranks, covered, scores).only(covered > 0)


def everything(corpus: Corpus) -> Found:
    """Return all documents, none better than another: what a query of nothing but filters begins with."""
    count = len(corpus.groups)
    return Found(np.arange(count), np.ones(count, dtype=np.int64), np.zeros(count))


def _united(found: Sequence[Ranks], corpus: Corpus) -> tuple[Ranks, Sequence[Ranks]]:
    """Return at least the documents that are in any of *found*, and where those of each stand among them."""
    if sum(map(len, found)) * _MANY > len(corpus.groups):
        return np.arange(len(corpus.groups)), found
    ranks = np.sort(np.concatenate(found)) if found else np.array([], dtype=np.int64)
    ranks = ranks[starts(ranks)]
    return ranks, [np.searchsorted(ranks, one) for one in found]
