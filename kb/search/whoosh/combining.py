"""Combine scores of query terms into one, by coverage first."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from kb.search.engines import Alternative
from kb.search.whoosh.corpus import Corpus, Ranks, Scores, starts
from kb.search.whoosh.matching import Scored, both

_COVERED_BONUS = 1e4
"""Bonus for each term covered, above any score: documents that cover more terms stand first."""

_LITERAL_BONUS = 1e3
"""Bonus for each term covered exactly: of equal coverage, other names of glossary terms come last."""

_BESIDE_BONUS = 1e2
"""Bonus for clauses of the role and the section that are named, before those that mention them."""

_OTHER_NAME = 0.4
"""How much another name of a glossary term counts."""

_MANY = 8
"""From an eighth of all documents on an array over all costs less than uniting those that matched."""

Counts = npt.NDArray[np.uint16]
"""Numbers of terms, by document."""


@dataclass(frozen=True)
class Matched:
    """Documents by rank, ascending: how many query terms each covers, and its score."""

    ranks: Ranks
    covered: Counts
    scores: Scores

    def only(self, kept: npt.NDArray[np.bool_]) -> "Matched":
        """Return those that are *kept*."""
        # Numbers of a few are taken much faster than by a mask of all, three times.
        at = np.flatnonzero(kept)
        return self if len(at) == len(kept) else Matched(self.ranks[at], self.covered[at], self.scores[at])


@dataclass(frozen=True)
class Answering:
    """An alternative with the documents that answer its terms."""

    alternative: Alternative
    found: Scored

    @property
    def is_beside(self) -> bool:
        """Tell whether the name, of a role or section, stands beside the text of a clause."""
        return self.alternative.kind in ("role", "section")


def match_all(per_term: Sequence[Scored]) -> Matched:
    """Return the documents that have every term, given the documents of each."""
    found = reduce(both, sorted(per_term, key=lambda one: len(one.ranks)))
    bonus = len(per_term) * (_COVERED_BONUS + _LITERAL_BONUS)
    covered = np.full(len(found.ranks), len(per_term), dtype=np.uint16)
    return Matched(found.ranks, covered, found.scores + bonus)


def coverage(per_term: Sequence[Scored], excluded: Ranks, corpus: Corpus) -> Counts:
    """Return for every document of *corpus* how many terms it has: none where it is *excluded*."""
    covered = np.zeros(len(corpus.groups), np.uint16)
    for one in per_term:
        covered[one.ranks] += 1
    covered[excluded] = 0
    return covered


def match_covering(per_term: Sequence[Scored], covered: Counts, least: int) -> Matched:
    """Return the documents that have at least so many terms, by coverage, then BM25."""
    scores = np.zeros(len(covered))
    for one in per_term:
        scores[one.ranks] += one.scores
    ranks = np.flatnonzero(covered >= least)
    return Matched(ranks, covered[ranks], scores[ranks] + (_COVERED_BONUS + _LITERAL_BONUS) * covered[ranks])


def match_any(per_term: Sequence[Scored], answering: Sequence[Answering], corpus: Corpus) -> Matched:
    """Return the documents matching any term or alternative, by coverage, then exactness, then BM25."""
    if not answering:
        return match_covering(per_term, coverage(per_term, np.array([], np.int64), corpus), 1)
    each = [*(one.ranks for one in per_term), *(other.found.ranks for other in answering)]
    ranks, places = _united(each, corpus)
    scores, has = np.zeros(len(ranks)), np.zeros((len(per_term), len(ranks)), dtype=np.bool_)
    # What a term counts less where the context alone has it: nothing, as soon as a name answers it.
    less = np.zeros(has.shape)
    for number, (one, at) in enumerate(zip(per_term, places, strict=False)):
        scores[at] += one.scores
        has[number, at] = True
        less[number, at] = np.minimum(one.scores, 0.0)
    literal = has.sum(axis=0, dtype=np.uint16)
    found, covered = literal > 0, literal.copy()
    for other, at in zip(answering, places[len(per_term) :], strict=True):
        # What several alternatives say of the same terms is counted once.
        lacking = np.zeros(len(at), dtype=np.uint16)
        for term in other.alternative.terms:
            lacking += ~has[term, at]
            has[term, at] = True
        covered[at] += lacking
        if other.alternative.kind == "term":
            scores[at] += _OTHER_NAME * other.found.scores * lacking / len(other.alternative.terms)
        else:
            literal[at] += lacking
            scores[at] += other.found.scores * lacking
            for term in other.alternative.terms:
                scores[at] -= less[term, at]
                less[term, at] = 0.0
        if other.is_beside:
            scores[at] += _BESIDE_BONUS
        else:
            found[at] = True
    of_role = [
        (other, at)
        for other, at in zip(answering, places[len(per_term) :], strict=True)
        if other.alternative.kind == "role"
    ]
    for other, at in of_role:
        found[at] |= _propagate_coverage(has, corpus.groups[ranks], other.alternative.terms, at)
        covered[at] = has[:, at].sum(axis=0)
    # A role or a section alone answers a query that asks for nothing else, or for nothing else that is there.
    kept = np.flatnonzero(found | (covered == len(per_term)))
    kept = kept if len(kept) else np.flatnonzero(covered)
    ranks, covered = ranks[kept], covered[kept]
    scores = scores[kept] + _COVERED_BONUS * covered + _LITERAL_BONUS * literal[kept]
    for other, _ in of_role:
        of_best = _full_coverage_bonus(scores, covered, corpus.groups[ranks])
        scores = np.where(np.isin(ranks, other.found.ranks), np.maximum(scores, of_best), scores)
    return Matched(ranks, covered, scores)


def _propagate_coverage(
    has: npt.NDArray[np.bool_], groups: npt.NDArray[np.signedinteger], named: Sequence[int], at: Ranks
) -> npt.NDArray[np.bool_]:
    """Let the clauses of a role, *at* some places, inherit the matches of their concept; tell which have any.

    "At least one year in sales" says nothing of experience, but it is what that role asks in its place. The terms
    that are *named* say which role, and not what of it.
    """
    found = np.zeros(len(at), dtype=np.bool_)
    for term in set(range(len(has))).difference(named):
        has[term, at] |= np.isin(groups[at], groups[has[term]])
        found |= has[term, at]
    return found


def _full_coverage_bonus(scores: Scores, covered: Counts, groups: npt.NDArray[np.signedinteger]) -> Scores:
    """Return for documents that cover as much as any of their hit a score above the best of these."""
    if not len(groups):
        return scores
    begins = starts(groups)
    of_hit = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(groups)))
    has_most = covered == np.maximum.reduceat(covered, begins)[of_hit]
    return np.where(has_most, np.maximum.reduceat(scores, begins)[of_hit] + 1.0, 0.0)


def everything(corpus: Corpus) -> Matched:
    """Return all documents, with equal scores, for a query of nothing but filters."""
    count = len(corpus.groups)
    return Matched(np.arange(count), np.ones(count, dtype=np.uint16), np.zeros(count))


def _united(found: Sequence[Ranks], corpus: Corpus) -> tuple[Ranks, Sequence[Ranks]]:
    """Return at least the documents that are in any of *found*, and where those of each stand among them."""
    if sum(map(len, found)) * _MANY > len(corpus.groups):
        return np.arange(len(corpus.groups)), found
    ranks = np.sort(np.concatenate(found)) if found else np.array([], dtype=np.int64)
    ranks = ranks[starts(ranks)]
    return ranks, [np.searchsorted(ranks, one) for one in found]
