"""Rank matching documents, apply filters, and group them into hits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from kb.search.answers import Facet, Filters
from kb.search.engines import FEW, QueryTerm, Question
from kb.search.whoosh.combining import (
    Answering,
    Matched,
    coverage,
    everything,
    match_all,
    match_any,
    match_covering,
)
from kb.search.whoosh.corpus import Corpus, Ranks, Scores, starts
from kb.search.whoosh.facets import count_facets, in_all, passing
from kb.search.whoosh.fusion import Near, fuse
from kb.search.whoosh.matching import NOTHING, Matcher, Scored

Excludable = TypeVar("Excludable", Matched, Near)
"""Documents of which some can be excluded."""

_MOST_COUNTED = 100_000
"""Documents up to which it costs less to count the terms of each than to look for those that have all."""

_NAMED_BONUS = 1e6
"""Bonus above any score: a role whose name is the query stands before all that contain the query."""


Group = tuple[int, ...]
"""One hit: the ranks of its documents that matched and pass the filters, the best first."""


@dataclass(frozen=True)
class Ranking:
    """Hits of a page, the total, and how much of the question they answer.

    *complete* counts the hits, before filters, that have everything; *is_partial* tells whether there are others,
    too, and *missing* are the numbers of the terms that none of all has. *by_meaning* are the documents that were
    found by nothing else.
    """

    groups: tuple[Group, ...]
    total: int
    facets: tuple[Facet, ...]
    complete: int
    is_partial: bool
    missing: tuple[int, ...]
    by_meaning: frozenset[int]

    def is_by_meaning(self, group: Group) -> bool:
        """Tell whether all documents of *group* were found by nothing but meaning."""
        return bool(self.by_meaning) and self.by_meaning.issuperset(group)


@dataclass(frozen=True)
class Ranker:
    """Finds, filters, groups and orders the documents of one corpus."""

    corpus: Corpus
    matcher: Matcher

    def rank(self, question: Question, near: Near | None) -> Ranking:
        """Return the hits that answer *question*; *near* are its documents of like meaning, by rank."""
        answering = tuple(
            Answering(alternative, self.matcher.answering(alternative)) for alternative in question.alternatives
        )
        kept, complete = self._matched(question, answering)
        ranks, scores = kept.ranks, kept.scores
        by_meaning: frozenset[int] = frozenset()
        if near is not None:
            near = self._without(near, self._excluded(question))
            ranks, scores = fuse(self.corpus.groups, ranks, scores, self._is_sure(kept, question, answering), near)
            by_meaning = frozenset(np.setdiff1d(near.ranks, kept.ranks).tolist())
        shown = ranks
        ranks, scores = self._with_named(question, ranks, scores)
        scores = self._raised(question, ranks, scores)
        # Typed filters are part of the query, as its words are: the facets count within them.
        within = passing(self.corpus, ranks, question.within)
        ranks, scores = in_all(within, ranks), in_all(within, scores)
        passes = passing(self.corpus, ranks, question.filters)
        groups, total = self.page(in_all(passes, ranks), in_all(passes, scores), question.offset, question.limit)
        is_partial = bool((kept.covered < len(question.terms)).any())
        missing = self._missing(question, answering, shown) if is_partial else ()
        facets = count_facets(self.corpus, ranks, passes, question.filters) if question.with_facets else ()
        return Ranking(groups, total, facets, complete, is_partial, missing, by_meaning)

    def _without(self, found: Excludable, excluded: Ranks) -> Excludable:
        return found.only(np.isin(found.ranks, excluded, invert=True)) if len(excluded) else found

    def _excluded(self, question: Question) -> Ranks:
        """Return the documents that excluded terms keep out: clauses and passages of guides, in every language.

        An excluded term in the context of a document keeps it out where it was found by its context.
        """
        if not question.excluded:
            return NOTHING.ranks
        ranks = np.concatenate([self.matcher.excluded_by(term) for term in question.excluded])
        found = [ranks, self.corpus.versions_of(ranks)]
        if self.corpus.has_context:
            by_context = np.concatenate([self.matcher.excluded_by_context(term) for term in question.excluded])
            found.append(by_context[np.isin(by_context, self._found_by_context(question))])
        return np.concatenate(found)

    def _found_by_context(self, question: Question) -> Ranks:
        """Return the documents that have a term, or what stands for some, in their context alone."""
        terms = [self.matcher.score(term).by_context for term in question.terms]
        others = [self.matcher.answering(each).by_context for each in question.alternatives]
        return np.concatenate([NOTHING.ranks, *terms, *others])

    def _is_sure(
        self, found: Matched, question: Question, answering: Sequence[Answering]
    ) -> npt.NDArray[np.bool_]:
        """Tell which of *found* have all terms, by any name, not by mere stems or one part of a compound."""
        sure: npt.NDArray[np.bool_] = found.covered == len(question.terms)
        for number, term in enumerate(question.terms):
            if term.kind == "word" and sure.any():
                by_part = np.setdiff1d(self.matcher.score(term).ranks, self.matcher.strong_matches(term))
                for other in answering:
                    if number in other.alternative.terms:
                        by_part = np.setdiff1d(by_part, other.found.ranks)
                sure = np.logical_and(sure, np.isin(found.ranks, by_part, invert=True))
        return sure

    def _matched(self, question: Question, answering: Sequence[Answering]) -> tuple[Matched, int]:
        """Return documents with all terms or, where these are few, with any; and how many hits have all.

        A question of nothing but filters begins with everything.
        """
        excluded, wanted = self._excluded(question), len(question.terms)
        if not wanted and question.within != Filters():
            return self._without(everything(self.corpus), excluded), 0
        per_term = [self.matcher.score(term) for term in question.terms]
        if per_term and not answering:
            return self._covering(per_term, excluded)
        found = self._without(match_any(per_term, answering, self.corpus), excluded)
        complete = self._count(found.ranks[found.covered >= wanted]) if wanted else 0
        least = self._least(lambda least: found.ranks[found.covered >= least], wanted, complete)
        return found.only(found.covered >= least), complete

    def _covering(self, per_term: Sequence[Scored], excluded: Ranks) -> tuple[Matched, int]:
        """Return the same for terms that no alternative stands for, without scores for what is left out."""
        wanted = len(per_term)
        if wanted == 1 or len(self.corpus.groups) > _MOST_COUNTED:
            found = self._without(match_all(per_term), excluded)
            complete = self._count(found.ranks)
            if wanted == 1 or complete >= FEW:
                return found, complete
        covered = coverage(per_term, excluded, self.corpus)
        complete = self._count(np.flatnonzero(covered >= wanted))
        least = self._least(lambda least: np.flatnonzero(covered >= least), wanted, complete)
        return match_covering(per_term, covered, least), complete

    def _least(self, having: Callable[[int], Ranks], wanted: int, complete: int) -> int:
        """Return how many of the terms a document must have: all, or fewer where that gives few hits.

        *having* gives the documents that have at least so many.

        The filters have no say in this, so that each facet counts the same documents.
        """
        hits = complete
        for least in range(wanted, 1, -1):
            if hits >= FEW:
                return least
            hits = self._count(having(least - 1)) if least > 2 else 0
        return 1

    def _count(self, ranks: Ranks) -> int:
        """Return how many hits the documents *ranks* make."""
        groups = self.corpus.groups[ranks]
        return int(np.count_nonzero(groups[1:] != groups[:-1])) + 1 if len(groups) else 0

    def _with_named(self, question: Question, ranks: Ranks, scores: Scores) -> tuple[Ranks, Scores]:
        """Add what the query names, where it has nothing else of it, and is not excluded."""
        named = np.concatenate(self._tiers(question))
        if not len(named):
            return ranks, scores
        lacking = np.setdiff1d(named[named >= 0], np.concatenate([ranks, self._excluded(question)]))
        if not len(lacking):
            return ranks, scores
        united = np.concatenate([ranks, lacking])
        order = np.argsort(united, kind="stable")
        return united[order], np.concatenate([scores, np.zeros(len(lacking))])[order]

    def _tiers(self, question: Question) -> list[Ranks]:
        """Return the documents that the query names, those named the most exactly first."""
        named = self.corpus.ranks_of(question.named) if question.named else NOTHING.ranks
        return [named, *map(self.corpus.ranks_of_roles, question.named_roles)]

    def _raised(self, question: Question, ranks: Ranks, scores: Scores) -> Scores:
        """Raise what the query names above all else, the exact name the highest."""
        raised = scores
        for tier, named in enumerate(reversed(self._tiers(question)), start=1):
            if len(named):
                at = np.isin(ranks, named)
                raised = np.where(at, scores + tier * _NAMED_BONUS, raised)
        return raised

    def page(self, ranks: Ranks, scores: Scores, offset: int, limit: int) -> tuple[tuple[Group, ...], int]:
        """Return the hits that the documents *ranks* make, *limit* from *offset* on, and how many all are."""
        if not len(ranks):
            return (), 0
        if not limit:
            return (), self._count(ranks)
        begins = starts(self.corpus.groups[ranks])
        order = _top(np.maximum.reduceat(scores, begins), offset + limit)[offset:]
        firsts = ranks[begins[order]].tolist()
        bounds = np.append(begins, len(ranks))
        runs = zip(firsts, bounds[order].tolist(), bounds[order + 1].tolist(), strict=True)
        groups = (
            (first,) if end - start == 1 else _group(ranks[start:end], scores[start:end])
            for first, start, end in runs
        )
        return tuple(groups), len(begins)

    def _missing(self, question: Question, answering: Sequence[Answering], shown: Ranks) -> tuple[int, ...]:
        """Return the numbers of the terms that none of the documents *shown* has, by any name."""
        is_shown = np.zeros(len(self.corpus.groups), dtype=np.bool_)
        is_shown[shown] = True

        def has(number: int, term: QueryTerm) -> bool:
            others = (other.found.ranks for other in answering if number in other.alternative.terms)
            return any(is_shown[each].any() for each in (self.matcher.score(term).ranks, *others))

        return tuple(number for number, term in enumerate(question.terms) if not has(number, term))


def _group(ranks: Ranks, scores: Scores) -> Group:
    # Most are a handful, which Python sorts sooner than numpy.
    return tuple(rank for _, rank in sorted(zip((-scores).tolist(), ranks.tolist(), strict=True)))


def _top(scores: Scores, count: int) -> npt.NDArray[np.int64]:
    """Return where the *count* highest scores stand, the highest first, equal ones in their order."""
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    threshold = np.partition(scores, len(scores) - count)[len(scores) - count] if count else np.inf
    candidates = np.flatnonzero(scores >= threshold)
    return candidates[np.argsort(-scores[candidates], kind="stable")][:count]
