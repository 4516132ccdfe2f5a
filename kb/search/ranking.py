"""A parsed query in, the hits that answer it out as groups of documents in order, with totals and facets."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kb.analysis.folding import fold
from kb.analysis.names import NameFinder
from kb.search.answers import Facet, Filters
from kb.search.corpus import Corpus, Ranks, Scores
from kb.search.facets import count_facets, in_all, passing, starts
from kb.search.matching import Matcher, Scored
from kb.search.queries import ParsedQuery, Unit

_NAMED_BONUS = 1e6
"""Above any score: a role whose name is the query stands before whatever contains the query."""
_COVERAGE_BONUS = 1e3
"""Above any score: what has more of the words stands before what has fewer."""
_FEW = 5
"""With fewer hits than this those that lack a word are shown, too, below the others."""


@dataclass(frozen=True)
class Group:
    """One hit: the documents of it that matched and pass the filters, the best first."""

    documents: tuple[int, ...]


@dataclass(frozen=True)
class Ranking:
    """Hits from *offset* on, the total, and what was looked for; *dropped* is what hits with fewer words lack."""

    groups: tuple[Group, ...]
    total: int
    facets: tuple[Facet, ...]
    units: tuple[Unit, ...]
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
class Ranker:
    """Finds, filters, groups and orders."""

    corpus: Corpus
    matcher: Matcher
    names: RoleNames

    def rank(self, query: ParsedQuery, filters: Filters, offset: int, limit: int) -> Ranking:
        """Return the hits for *query* from *offset* on, at most *limit*."""
        units = self._telling(query.wanted)
        found, counts = self._combined([self.matcher.score(unit) for unit in units], query.unwanted)
        least = self._least(found.ranks, counts, len(units))
        kept = counts >= least
        ranks, counts = found.ranks[kept], counts[kept]
        scores = self._raised(query.text, ranks, found.scores[kept] + counts * _COVERAGE_BONUS)
        passes = passing(self.corpus, ranks, filters)
        in_filters = in_all(passes, ranks)
        groups, total = self._groups(ranks[in_filters], scores[in_filters], offset, limit)
        dropped = self._dropped(units, ranks[counts < len(units)], scores[counts < len(units)])
        return Ranking(groups, total, count_facets(self.corpus, ranks, passes, filters), units, dropped)

    def _least(self, ranks: Ranks, counts: Ranks, wanted: int) -> int:
        """Return how many of the units a document must have: all, or fewer where that gives few hits.

        The filters have no say in this, so that each facet counts the same documents.
        """
        for least in range(wanted, 1, -1):
            hits = len(np.unique(self.corpus.groups[ranks[counts >= least]]))
            if hits >= _FEW or (hits and (least - 1) * 2 < wanted):
                return least
        return 1

    def _telling(self, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        """Leave out stop words, unless there is nothing else."""
        telling = tuple(unit for unit in units if unit.kind != "word" or not self._is_stop_word(unit.words[0]))
        return telling or units

    def _is_stop_word(self, word: str) -> bool:
        return any(lexicon.is_stop_word(fold(word)) for lexicon in self.matcher.lexicons.values())

    def _combined(self, found: Sequence[Scored], unwanted: Sequence[Unit]) -> tuple[Scored, Ranks]:
        """Return what has any of the units with its added scores, and how many it has; without the unwanted."""
        size = len(self.corpus.documents)
        scores, counts = np.zeros(size), np.zeros(size, dtype=np.int64)
        for each in found:
            scores[each.ranks] += each.scores
            counts[each.ranks] += 1
        for unit in unwanted:
            counts[self.matcher.without(unit)] = 0
        ranks = np.flatnonzero(counts)
        return Scored(ranks, scores[ranks] * self.corpus.weights[ranks]), counts[ranks]

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

    def _dropped(self, units: tuple[Unit, ...], ranks: Ranks, scores: Scores) -> tuple[Unit, ...]:
        """Return what the best of the documents that do not have everything lacks."""
        if not len(ranks):
            return ()
        best = ranks[np.argmax(scores)]
        return tuple(unit for unit in units if best not in self.matcher.score(unit).ranks)


def _group(ranks: Ranks, scores: Scores) -> Group:
    return Group(tuple(int(rank) for rank in ranks[np.argsort(-scores, kind="stable")]))


def _top(scores: Scores, count: int) -> npt.NDArray[np.int64]:
    """Return where the *count* highest scores stand, the highest first, equal ones in their order."""
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    threshold = np.partition(scores, len(scores) - count)[len(scores) - count] if count else np.inf
    candidates = np.flatnonzero(scores >= threshold)
    return candidates[np.argsort(-scores[candidates], kind="stable")][:count]
