"""A parsed query in, the hits that answer it out as groups of documents in order, with totals and facets."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kb.analysis.folding import fold
from kb.analysis.names import NameFinder
from kb.analysis.terms import TermFinder
from kb.search.answers import Facet, Filters
from kb.search.corpus import Corpus, Ranks, Scores
from kb.search.facets import count_facets, in_all, passing, starts
from kb.search.fusion import fused
from kb.search.glossary import Related, related
from kb.search.matching import Matcher, Scored
from kb.search.nearness import Near
from kb.search.queries import ParsedQuery, Unit

_NAMED_BONUS = 1e6
"""Above any score: a role whose name is the query stands before whatever contains the query."""
_COVERED_BONUS = 1e3
"""Above any score: what has more of the words, or other names of the same, stands before what has fewer ..."""
_LITERAL_BONUS = 1e2
"""... and what has the words themselves before what has other names."""
_OTHER_NAME = 0.4
"""How much another name of a term counts."""
FEW = 5
"""With fewer hits than this those that lack a word are shown, too, below the others."""


@dataclass(frozen=True)
class Group:
    """One hit: the documents of it that matched and pass the filters, the best first."""

    documents: tuple[int, ...]


@dataclass(frozen=True)
class Ranking:
    """Hits from *offset* on, the total, and what was looked for.

    *related* is what the glossary added. *complete* counts the hits, before filters, that have everything;
    *dropped* is what the best of the others lacks.
    """

    groups: tuple[Group, ...]
    total: int
    facets: tuple[Facet, ...]
    units: tuple[Unit, ...]
    related: tuple[Related, ...]
    complete: int
    dropped: tuple[Unit, ...]


@dataclass(frozen=True)
class RoleNames:
    """What finds roles by name: titles apart from synonyms; what is found are ranks of documents."""

    titles: NameFinder[int]
    synonyms: NameFinder[int]

    def found(self, text: str) -> tuple[tuple[int, ...], ...]:
        """Return the roles that *text* names: by title, by synonym, by an inflected title, synonym."""
        return (
            self.titles.exact(text),
            self.synonyms.exact(text),
            self.titles.inflected(text),
            self.synonyms.inflected(text),
        )


@dataclass(frozen=True)
class Found:
    """Documents by rank, ascending, that have any of the units: how many of them, and a score by words."""

    ranks: Ranks
    covered: Ranks
    scores: Scores

    def only(self, kept: npt.NDArray[np.bool_]) -> "Found":
        """Return those that are *kept*."""
        return Found(self.ranks[kept], self.covered[kept], self.scores[kept])


@dataclass(frozen=True)
class Ranker:
    """Finds, filters, groups and orders."""

    corpus: Corpus
    matcher: Matcher
    names: RoleNames
    terms: TermFinder

    def rank(
        self, query: ParsedQuery, filters: Filters, offset: int, limit: int, near: Near | None = None
    ) -> Ranking:
        """Return the hits for *query* from *offset* on, at most *limit*; *near* are documents of like meaning."""
        units = self._telling(query.wanted)
        others = tuple(related(units, self.terms, self.matcher))
        found = self._without(self._found(units, others), query.unwanted)
        complete = self._count(found, len(units))
        kept = found.only(found.covered >= self._least(found, len(units)))
        ranks, scores = kept.ranks, kept.scores
        if near is not None:
            near = self._not_unwanted(near, query.unwanted)
            ranks, scores = fused(self.corpus.groups, ranks, scores, self._is_sure(kept, units), near)
        scores = self._raised(query.text, ranks, scores)
        passes = passing(self.corpus, ranks, filters)
        in_filters = in_all(passes, ranks)
        groups, total = self._groups(ranks[in_filters], scores[in_filters], offset, limit)
        dropped = self._dropped(units, found.only(found.covered < len(units)))
        facets = count_facets(self.corpus, ranks, passes, filters)
        return Ranking(groups, total, facets, units, others, complete, dropped)

    def _found(self, units: tuple[Unit, ...], others: tuple[Related, ...]) -> Found:
        """Return what has any of the units, or another name of a term in their place."""
        each = [self.matcher.score(unit) for unit in units]
        size = len(self.corpus.documents)
        scores, literal = _added(each, size)
        covered = literal.copy()
        for other in others:
            _, there = _added([each[unit] for unit in other.units], size)
            lacking = len(other.units) - there[other.found.ranks]
            covered[other.found.ranks] += lacking
            scores[other.found.ranks] += _OTHER_NAME * other.found.scores * lacking / len(other.units)
        ranks = np.flatnonzero(covered)
        weighed = scores[ranks] * self.corpus.weights[ranks]
        bonus = covered[ranks] * _COVERED_BONUS + literal[ranks] * _LITERAL_BONUS
        return Found(ranks, covered[ranks], weighed + bonus)

    def _without(self, found: Found, unwanted: Sequence[Unit]) -> Found:
        for unit in unwanted:
            found = found.only(np.isin(found.ranks, self.matcher.without(unit), invert=True))
        return found

    def _not_unwanted(self, near: Near, unwanted: Sequence[Unit]) -> Near:
        for unit in unwanted:
            near = near.only(np.isin(near.ranks, self.matcher.without(unit), invert=True))
        return near

    def _is_sure(self, found: Found, units: tuple[Unit, ...]) -> npt.NDArray[np.bool_]:
        """Tell which of *found* have everything, and not by mere parts of compounds."""
        sure: npt.NDArray[np.bool_] = found.covered == len(units)
        for unit in units:
            if unit.kind == "word" and sure.any():
                by_part = np.setdiff1d(self.matcher.score(unit).ranks, self.matcher.without(unit))
                sure = np.logical_and(sure, np.isin(found.ranks, by_part, invert=True))
        return sure

    def _count(self, found: Found, wanted: int) -> int:
        return len(np.unique(self.corpus.groups[found.ranks[found.covered >= wanted]])) if wanted else 0

    def _least(self, found: Found, wanted: int) -> int:
        """Return how many of the units a document must have: all, or fewer where that gives few hits.

        The filters have no say in this, so that each facet counts the same documents.
        """
        for least in range(wanted, 1, -1):
            hits = self._count(found, least)
            if hits >= FEW or (hits and (least - 1) * 2 < wanted):
                return least
        return 1

    def _telling(self, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        """Leave out stop words, unless there is nothing else."""
        telling = tuple(unit for unit in units if unit.kind != "word" or not self._is_stop_word(unit.words[0]))
        return telling or units

    def _is_stop_word(self, word: str) -> bool:
        return any(lexicon.is_stop_word(fold(word)) for lexicon in self.matcher.lexicons.values())

    def _raised(self, text: str, ranks: Ranks, scores: Scores) -> Scores:
        """Raise the roles that the query names above all else, the exact name the highest."""
        raised = scores.copy()
        for tier, named in enumerate(reversed(self.names.found(text)), start=1):
            at = np.isin(ranks, named)
            raised[at] = scores[at] + tier * _NAMED_BONUS
        return raised

    def _groups(self, ranks: Ranks, scores: Scores, offset: int, limit: int) -> tuple[tuple[Group, ...], int]:
        if not len(ranks):
            return (), 0
        begins = starts(self.corpus.groups[ranks])
        order = _top(np.maximum.reduceat(scores, begins), offset + limit)[offset:]
        ends = np.append(begins[1:], len(ranks))
        return tuple(_group(ranks[begins[at] : ends[at]], scores[begins[at] : ends[at]]) for at in order), len(
            begins
        )

    def _dropped(self, units: tuple[Unit, ...], lacking: Found) -> tuple[Unit, ...]:
        """Return what the best of the documents that do not have everything lacks."""
        if not len(lacking.ranks):
            return ()
        best = lacking.ranks[np.argmax(lacking.scores)]
        return tuple(unit for unit in units if best not in self.matcher.score(unit).ranks)


def _added(found: Sequence[Scored], size: int) -> tuple[Scores, Ranks]:
    """Return the sum of scores of every document, and in how many of *found* it is."""
    scores, counts = np.zeros(size), np.zeros(size, dtype=np.int64)
    for each in found:
        scores[each.ranks] += each.scores
        counts[each.ranks] += 1
    return scores, counts


def _group(ranks: Ranks, scores: Scores) -> Group:
    return Group(tuple(int(rank) for rank in ranks[np.argsort(-scores, kind="stable")]))


def _top(scores: Scores, count: int) -> npt.NDArray[np.int64]:
    """Return where the *count* highest scores stand, the highest first, equal ones in their order."""
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    threshold = np.partition(scores, len(scores) - count)[len(scores) - count] if count else np.inf
    candidates = np.flatnonzero(scores >= threshold)
    return candidates[np.argsort(-scores[candidates], kind="stable")][:count]
