"""What has each of the units of a query in, what has any of them out: how many of them, with one score."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from kb.search.query.naming import Related
from kb.search.whoosh.corpus import Corpus, Ranks, Scores, starts
from kb.search.whoosh.matching import Scored, both

_COVERED_BONUS = 1e4
"""Above any score: what has more of the words, or other names of the same, stands before what has fewer ..."""
_LITERAL_BONUS = 1e3
"""... what has the words themselves, or what is as good, before what has other names ..."""
_BESIDE_BONUS = 1e2
"""... and clauses of the role and the section that are named before those that mention them."""
_OTHER_NAME = 0.4
"""How much another name of a term counts."""
_MANY = 8
"""From an eighth of all documents on a place for every document costs less than finding out whose are needed."""

Counts = npt.NDArray[np.uint16]


@dataclass(frozen=True)
class Found:
    """Documents by rank, ascending, that have any of the units: how many of them, and a score by words."""

    ranks: Ranks
    covered: Counts
    scores: Scores

    def only(self, kept: npt.NDArray[np.bool_]) -> "Found":
        """Return those that are *kept*."""
        # Numbers of a few are taken much faster than by a mask of all, three times.
        at = np.flatnonzero(kept)
        return self if len(at) == len(kept) else Found(self.ranks[at], self.covered[at], self.scores[at])


def all_of(each: Sequence[Scored], corpus: Corpus) -> Found:
    """Return what has all of the units, each of which gave what is in *each*."""
    found = reduce(both, sorted(each, key=lambda one: len(one.ranks)))
    bonus = len(each) * (_COVERED_BONUS + _LITERAL_BONUS)
    scores = found.scores * corpus.weights[found.ranks] + bonus
    return Found(found.ranks, np.full(len(found.ranks), len(each), dtype=np.uint16), scores)


def any_of(each: Sequence[Scored], others: Sequence[Related], corpus: Corpus) -> Found:
    """Return what has any of the units, each of which gave what is in *each*, or in their place what they name."""
    ranks, places = _united([*(one.ranks for one in each), *(other.found.ranks for other in others)], corpus)
    scores, has = np.zeros(len(ranks)), np.zeros((len(each), len(ranks)), dtype=np.bool_)
    for number, (one, at) in enumerate(zip(each, places, strict=False)):
        scores[at] += one.scores
        has[number, at] = True
    literal = has.sum(axis=0, dtype=np.uint16)
    found, covered = literal > 0, literal.copy()
    for other, at in zip(others, places[len(each) :], strict=True):
        # What several names say of the same words is counted once.
        lacking = np.zeros(len(at), dtype=np.uint16)
        for unit in other.units:
            lacking += ~has[unit, at]
            has[unit, at] = True
        covered[at] += lacking
        if other.kind == "term":
            scores[at] += _OTHER_NAME * other.found.scores * lacking / len(other.units)
        else:
            literal[at] += lacking
            scores[at] += other.found.scores * lacking
        if other.is_beside:
            scores[at] += _BESIDE_BONUS
        else:
            found[at] = True
    of_role = [(other, at) for other, at in zip(others, places[len(each) :], strict=True) if other.kind == "role"]
    for other, at in of_role:
        found[at] |= _shared(has, corpus.groups[ranks], other.units, at)
        covered[at] = has[:, at].sum(axis=0)
    # A role or a section alone answers a query that asks for nothing else, or for nothing else that is there.
    kept = np.flatnonzero(found | (covered == len(each)))
    kept = kept if len(kept) else np.flatnonzero(covered)
    ranks, covered = ranks[kept], covered[kept]
    scores = scores[kept] * corpus.weights[ranks] + _COVERED_BONUS * covered + _LITERAL_BONUS * literal[kept]
    for other, _ in of_role:
        of_best = _above_the_best(scores, covered, corpus.groups[ranks])
        scores = np.where(np.isin(ranks, other.found.ranks), np.maximum(scores, of_best), scores)
    return Found(ranks, covered, scores)


def _shared(has: npt.NDArray[np.bool_], groups: Ranks, named: Sequence[int], at: Ranks) -> npt.NDArray[np.bool_]:
    """Let the clauses of a role, *at* some places, have what others with the same id have; tell which have any.

    "At least one year in sales" says nothing of experience, but it is what that role asks in its place. The units
    that are *named* say which role, and not what of it.
    """
    found = np.zeros(len(at), dtype=np.bool_)
    for unit in set(range(len(has))).difference(named):
        has[unit, at] |= np.isin(groups[at], groups[has[unit]])
        found |= has[unit, at]
    return found


def _above_the_best(scores: Scores, covered: Counts, groups: Ranks) -> Scores:
    """Return for documents that have as much as any of their hit what stands above the best of these."""
    if not len(groups):
        return scores
    begins = starts(groups)
    of_hit = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(groups)))
    has_most = covered == np.maximum.reduceat(covered, begins)[of_hit]
    return np.where(has_most, np.maximum.reduceat(scores, begins)[of_hit] + 1.0, 0.0)


def everything(corpus: Corpus) -> Found:
    """Return all documents, none better than another: what a query of nothing but filters begins with."""
    count = len(corpus.groups)
    return Found(np.arange(count), np.ones(count, dtype=np.uint16), np.zeros(count))


def _united(found: Sequence[Ranks], corpus: Corpus) -> tuple[Ranks, Sequence[Ranks]]:
    """Return at least the documents that are in any of *found*, and where those of each stand among them."""
    if sum(map(len, found)) * _MANY > len(corpus.groups):
        return np.arange(len(corpus.groups)), found
    ranks = np.sort(np.concatenate(found)) if found else np.array([], dtype=np.int64)
    ranks = ranks[starts(ranks)]
    return ranks, [np.searchsorted(ranks, one) for one in found]
