"""A parsed query in, the hits that answer it out as groups of documents in order, with totals and facets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from kb.analysis.lexicon import is_stop_word_in_any
from kb.search.answers import Facet, Filters
from kb.search.documents import Part
from kb.search.nearness import Near
from kb.search.query.naming import Naming, Related
from kb.search.query.parsing import ParsedQuery, Unit
from kb.search.whoosh.combining import Found, all_of, any_of, everything
from kb.search.whoosh.corpus import Corpus, Ranks, Scores, starts
from kb.search.whoosh.facets import count_facets, in_all, passing
from kb.search.whoosh.fusion import fused
from kb.search.whoosh.matching import Matcher

_NAMED_BONUS = 1e6
"""Above any score: a role whose name is the query stands before whatever contains the query."""
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
    *is_partial* tells whether there are others, too, and *dropped* is what none of all has. *by_meaning* are the
    documents that were found by nothing else.
    """

    groups: tuple[Group, ...]
    total: int
    facets: tuple[Facet, ...]
    units: tuple[Unit, ...]
    related: tuple[Related, ...]
    complete: int
    is_partial: bool
    dropped: tuple[Unit, ...]
    by_meaning: frozenset[int]

    def is_by_meaning(self, group: Group) -> bool:
        """Tell whether all documents of *group* were found by nothing but meaning."""
        return self.by_meaning.issuperset(group.documents)


@dataclass(frozen=True)
class Ranker:
    """Finds, filters, groups and orders."""

    corpus: Corpus
    matcher: Matcher
    naming: Naming

    def rank(
        self,
        query: ParsedQuery,
        filters: Filters,
        offset: int,
        limit: int,
        near: Near | None = None,
        *,
        with_facets: bool = True,
    ) -> Ranking:
        """Return the hits for *query* from *offset* on, at most *limit*; *near* are documents of like meaning."""
        units = self._telling(query.wanted)
        others = tuple(self.naming.related(query, units))
        found, complete = self._found(units, others, query)
        kept = found.only(found.covered >= self._least(found, len(units), complete))
        ranks, scores = kept.ranks, kept.scores
        by_meaning: frozenset[int] = frozenset()
        if near is not None:
            near = self._not_unwanted(near, query.unwanted)
            ranks, scores = fused(self.corpus.groups, ranks, scores, self._is_sure(kept, units, others), near)
            by_meaning = frozenset(np.setdiff1d(near.ranks, kept.ranks).tolist())
        shown = ranks
        scores = self._raised(query.text, ranks, scores)
        # Typed filters are part of the query, as its words are: the facets count within them.
        within = passing(self.corpus, ranks, query.filters)
        ranks, scores = in_all(within, ranks), in_all(within, scores)
        passes = passing(self.corpus, ranks, filters)
        groups, total = self._groups(in_all(passes, ranks), in_all(passes, scores), offset, limit)
        is_partial = bool((kept.covered < len(units)).any())
        dropped = self._dropped(units, others, shown) if is_partial else ()
        facets = count_facets(self.corpus, ranks, passes, filters) if with_facets else ()
        return Ranking(groups, total, facets, units, others, complete, is_partial, dropped, by_meaning)

    def _without(self, found: Found, unwanted: Sequence[Unit]) -> Found:
        for unit in unwanted:
            found = found.only(np.isin(found.ranks, self._gone(unit), invert=True))
        return found

    def _not_unwanted(self, near: Near, unwanted: Sequence[Unit]) -> Near:
        for unit in unwanted:
            near = near.only(np.isin(near.ranks, self._gone(unit), invert=True))
        return near

    def _gone(self, unit: Unit) -> Ranks:
        """Return what *unit* keeps out: a clause goes in every language, and so does a paragraph of a guide."""
        ranks = self.matcher.without(unit)
        versions = [self._versions[rank] for rank in ranks.tolist() if rank in self._versions]
        return np.concatenate([ranks, *versions])

    @cached_property
    def _versions(self) -> Mapping[int, Ranks]:
        """The paragraphs that stand at the same place of a guide, by the rank of each of them."""
        places: dict[tuple[str, str | None, int], list[int]] = {}
        for rank, source in enumerate(self.corpus.documents.sources):
            if isinstance(source, Part):
                places.setdefault((source.guide.id, source.heading, source.number), []).append(rank)
        return {rank: np.array(ranks) for ranks in places.values() for rank in ranks}

    def _is_sure(self, found: Found, units: Sequence[Unit], others: Sequence[Related]) -> npt.NDArray[np.bool_]:
        """Tell which of *found* have everything, by whatever name, not by mere stems or one part of a compound."""
        sure: npt.NDArray[np.bool_] = found.covered == len(units)
        for number, unit in enumerate(units):
            if unit.kind == "word" and sure.any():
                by_part = np.setdiff1d(self.matcher.score(unit).ranks, self.matcher.surely(unit))
                for other in others:
                    if number in other.units:
                        by_part = np.setdiff1d(by_part, other.found.ranks)
                sure = np.logical_and(sure, np.isin(found.ranks, by_part, invert=True))
        return sure

    def _found(self, units: Sequence[Unit], others: Sequence[Related], query: ParsedQuery) -> tuple[Found, int]:
        """Return what has any of the units, or all of them where those are enough; and how many hits have all.

        A query of nothing but filters begins with everything.
        """
        unwanted = query.unwanted
        if not units and query.filters != Filters():
            return self._without(everything(self.corpus), unwanted), 0
        each = [self.matcher.score(unit) for unit in units]
        if each and not others:
            found = self._without(all_of(each, self.corpus), unwanted)
            if len(each) == 1 or self._count(found, len(units)) >= FEW:
                return found, self._count(found, len(units))
        found = self._without(any_of(each, others, self.corpus), unwanted)
        return found, self._count(found, len(units))

    def _least(self, found: Found, wanted: int, complete: int) -> int:
        """Return how many of the units a document must have: all, or fewer where that gives few hits.

        The filters have no say in this, so that each facet counts the same documents.
        """
        hits = complete
        for least in range(wanted, 1, -1):
            if hits >= FEW:
                return least
            hits = self._count(found, least - 1) if least > 2 else 0
        return 1

    def _count(self, found: Found, wanted: int) -> int:
        return len(starts(self.corpus.groups[found.ranks[found.covered >= wanted]])) if wanted else 0

    def _telling(self, units: tuple[Unit, ...]) -> tuple[Unit, ...]:
        """Leave out stop words, unless there is nothing else."""
        lexicons = self.matcher.lexicons.values()
        telling = (
            unit for unit in units if unit.kind != "word" or not is_stop_word_in_any(unit.words[0], lexicons)
        )
        return tuple(telling) or units

    def _raised(self, text: str, ranks: Ranks, scores: Scores) -> Scores:
        """Raise the roles that the query names above all else, the exact name the highest."""
        raised = scores
        for tier, named in enumerate(reversed(self.naming.roles.found(text)), start=1):
            if named:
                at = np.isin(ranks, named)
                raised = np.where(at, scores + tier * _NAMED_BONUS, raised)
        return raised

    def _groups(self, ranks: Ranks, scores: Scores, offset: int, limit: int) -> tuple[tuple[Group, ...], int]:
        if not len(ranks):
            return (), 0
        begins = starts(self.corpus.groups[ranks])
        order = _top(np.maximum.reduceat(scores, begins), offset + limit)[offset:]
        bounds = np.append(begins, len(ranks))
        shown = zip(bounds[order].tolist(), bounds[order + 1].tolist(), strict=True)
        return tuple(_group(ranks[start:end], scores[start:end]) for start, end in shown), len(begins)

    def _dropped(self, units: Sequence[Unit], others: Sequence[Related], shown: Ranks) -> tuple[Unit, ...]:
        """Return the units that none of the documents *shown* has, by whatever name."""
        is_shown = np.zeros(len(self.corpus.groups), dtype=np.bool_)
        is_shown[shown] = True

        def has(number: int, unit: Unit) -> bool:
            ranks = (self.matcher.score(unit).ranks, *(o.found.ranks for o in others if number in o.units))
            return any(is_shown[each].any() for each in ranks)

        return tuple(unit for number, unit in enumerate(units) if not has(number, unit))


def _group(ranks: Ranks, scores: Scores) -> Group:
    if len(ranks) == 1:
        return Group((int(ranks[0]),))
    return Group(tuple(ranks[np.argsort(-scores, kind="stable")].tolist()))


def _top(scores: Scores, count: int) -> npt.NDArray[np.int64]:
    """Return where the *count* highest scores stand, the highest first, equal ones in their order."""
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    threshold = np.partition(scores, len(scores) - count)[len(scores) - count] if count else np.inf
    candidates = np.flatnonzero(scores >= threshold)
    return candidates[np.argsort(-scores[candidates], kind="stable")][:count]
