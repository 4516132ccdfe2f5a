"""Score documents for one query term with BM25."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from math import log

import numpy as np
import numpy.typing as npt

from kb.analysis.lexicon import HEAD, LEMMA, PART
from kb.search.answers import FACETS, Filters
from kb.search.engines import Alternative, PhraseExpansion, QueryTerm, TermNames, Weights
from kb.search.whoosh.corpus import Corpus, Ranks, Scores, starts
from kb.search.whoosh.fields import CONTEXT, field_name
from kb.search.whoosh.postings import PostingsCache

BM25_K1 = 1.2
"""How soon repeating a term stops to count: k1 of BM25."""

Zones = tuple[tuple[str, float], ...]
"""Zones of a document, each with how much a term counts there."""

_WORDING: Zones = (("text", 1.0), ("title", 3.0), ("names", 1.5))
"""The zones that say what a document is."""

_CONTEXT: Zones = ((CONTEXT, 1.0),)
"""The zone of what stands around a wording."""

_BELOW = 1.5e3
"""What a term counts less in the context alone: more than it counts as another name, less than not to be there.

So a document that has a term in its wording stands above all that have it in their context, however often.
"""

_COMMON_PART = 20
"""A compound's part alone finds something where at most a twentieth of the documents, or so many, have it."""


@dataclass(frozen=True)
class Scored:
    """Documents by rank, ascending, each with its score, under 0 if found in its context alone."""

    ranks: Ranks
    scores: Scores

    @property
    def by_wording(self) -> Ranks:
        """Those that were not found by their context alone."""
        return self.ranks[self.scores >= 0.0]

    @property
    def by_context(self) -> Ranks:
        """Those that were found by their context alone."""
        return self.ranks[self.scores < 0.0]


NOTHING = Scored(np.array([], dtype=np.int64), np.array([], dtype=np.float64))
"""No document."""


@dataclass(frozen=True)
class Matcher:
    """Finds documents by words, phrases and prefixes in some *zones*, in every language at once."""

    corpus: Corpus
    postings: PostingsCache
    zones: Zones = _WORDING

    @property
    def in_context(self) -> "Matcher | None":
        """What finds documents by their contexts, where any has one."""
        return replace(self, zones=_CONTEXT) if self.corpus.has_context else None

    def score(self, term: QueryTerm) -> Scored:
        """Return the documents that have *term* in any language, each with its best score."""
        return self.postings.keep(term, lambda: self._everywhere(lambda of: best(of._in_languages(term))))

    def strong_matches(self, term: QueryTerm) -> Ranks:
        """Return the documents that have a word in any inflection, or all parts of the compound that it is."""
        found = []
        for matcher in filter(None, (self, self.in_context)):
            found.append(matcher._inflections(term))
            for code, expansion in term.words.items():
                if expansion.parts:
                    found.append(reduce(both, matcher._each_part(code, expansion.parts)).ranks)
        return np.concatenate(found)

    def excluded_by(self, term: QueryTerm) -> Ranks:
        """Return the documents that minus *term* keeps out: those with an inflection of it, but in no compound."""
        return self._inflections(term) if term.kind == "word" else self.score(term).by_wording

    def excluded_by_context(self, term: QueryTerm) -> Ranks:
        """Return the documents that have in their context what minus *term* keeps out."""
        of = self.in_context
        if of is None:
            return NOTHING.ranks
        return of._inflections(term) if term.kind == "word" else best(of._in_languages(term)).ranks

    def answering(self, alternative: Alternative) -> Scored:
        """Return the documents that answer some terms of a question in their place."""
        if alternative.filters is not None:
            return self._passing(alternative.filters)
        if alternative.names is not None:
            return self.named(alternative.names)
        assert alternative.compound is not None, "an alternative says what answers"
        return self.score(alternative.compound)

    def named(self, names: TermNames) -> Scored:
        """Return the documents that have all words of any of *names*, wherever."""

        def found(of: Matcher) -> Scored:
            having = (
                reduce(both, [of.score_words(language, weights) for weights in words])
                for language, words in names.names
                if words
            )
            return best(having)

        return self.postings.keep(names, lambda: self._everywhere(found))

    def score_words(self, code: str, words: Weights) -> Scored:
        """Return the documents that have any of the index terms *words* in one language."""
        found: list[Scored] = []
        for zone, zone_weight in self.zones:
            field = field_name(zone, code)
            for word, weight in sorted(words.items()):
                postings = self.postings.read(field, word)
                if postings is not None:
                    frequencies = postings.frequencies / self.corpus.norms[field].of(postings.documents)
                    found.append(Scored(postings.documents, zone_weight * weight * frequencies))
        return self._weigh(code, found)

    def _passing(self, filters: Filters) -> Scored:
        """Return all documents that pass *filters* of one facet, as if its value were a word in them."""

        def found() -> Scored:
            size = len(self.corpus.groups)
            [name] = (facet for facet in FACETS if filters.chosen(facet))
            passes = self.corpus.facets[name].having(np.arange(size), filters.chosen(name))
            ranks = np.flatnonzero(passes)
            return self._weighted(Scored(ranks, np.full(len(ranks), inverse_frequency(len(ranks), size))))

        return self.postings.keep(filters, found)

    def _everywhere(self, find: Callable[["Matcher"], Scored]) -> Scored:
        """Return what *find* finds, and far below it what it finds in contexts alone: with a score under 0."""
        found, in_context = self._weighted(find(self)), self.in_context
        if in_context is None:
            return found
        around = find(in_context)
        return best((found, Scored(around.ranks, around.scores - _BELOW)))

    def having(self, code: str, words: Weights) -> Ranks:
        """Return the documents that have any of the index terms *words* in one language."""

        def found() -> Scored:
            return self.score_words(code, words)

        return self.postings.keep((code, frozenset(words)), found).ranks

    def _weighted(self, found: Scored) -> Scored:
        """Return *found* with scores by how good an answer the kind of each document is."""
        return Scored(found.ranks, found.scores * self.corpus.weights(found.ranks))

    def _inflections(self, term: QueryTerm) -> Ranks:
        found = [
            self.score_words(code, {word: 1.0 for word, weight in expansion.words.items() if weight >= LEMMA})
            for code, expansion in term.words.items()
        ]
        return best(found).ranks

    def _in_languages(self, term: QueryTerm) -> Iterator[Scored]:
        for code, phrase in term.phrases.items():
            yield self._score_phrase(code, phrase)
        for code, expansion in term.words.items():
            yield self.score_words(code, expansion.words)
            if expansion.parts:
                is_there = any(weight >= LEMMA for weight in expansion.words.values())
                yield self._score_parts(code, expansion.parts, alone=not is_there)

    def _weigh(self, code: str, found: list[Scored]) -> Scored:
        """Return BM25 scores for frequencies that are weighted and normalised already."""
        if not found:
            return NOTHING
        ranks, frequencies = united(found, np.add)
        size = max(self.corpus.sizes[field_name(zone, code)] for zone, _ in _WORDING)
        idf = inverse_frequency(len(ranks), size)
        return Scored(ranks, idf * frequencies * (BM25_K1 + 1.0) / (frequencies + BM25_K1))

    def _score_parts(self, code: str, parts: Sequence[Weights], *, alone: bool) -> Scored:
        """Score documents with all parts of a compound, or with a rare one: the last, or any if *alone*."""
        found = self._each_part(code, parts)
        all_parts = reduce(both, found)
        alternatives = [Scored(all_parts.ranks, all_parts.scores * PART / len(parts))]
        most = max(_COMMON_PART, len(self.corpus.groups) // 20)
        single = found if alone else found[-1:]
        alternatives += (Scored(each.ranks, each.scores * HEAD) for each in single if len(each.ranks) <= most)
        return best(alternatives)

    def _each_part(self, code: str, parts: Sequence[Weights]) -> list[Scored]:
        return [self.score_words(code, part) for part in parts]

    def _score_phrase(self, code: str, phrase: PhraseExpansion) -> Scored:
        """Score documents with the words of *phrase* in order; literal matches count more than inflected."""
        literally = self._score_sequence(code, tuple(frozenset({word}) for word in phrase.literal))
        in_any_form = self._score_sequence(code, phrase.forms)
        return best((literally, Scored(in_any_form.ranks, LEMMA * in_any_form.scores)))

    def _score_sequence(self, code: str, sequence: tuple[frozenset[str], ...]) -> Scored:
        found: list[Scored] = []
        for zone, zone_weight in self.zones:
            field = field_name(zone, code)
            ranks, counts = _in_sequence([self._places(field, words, at) for at, words in enumerate(sequence)])
            if len(ranks):
                found.append(Scored(ranks, zone_weight * counts / self.corpus.norms[field].of(ranks)))
        return self._weigh(code, found)

    def _places(self, field: str, words: frozenset[str], before: int) -> Ranks:
        """Return where any of *words* stands, as if it stood *before* places earlier, in order."""
        read = (self.postings.places(field, word) for word in sorted(words))
        places = [found - before for found in read if found is not None]
        return np.sort(np.concatenate(places)) if places else NOTHING.ranks


def inverse_frequency(count: int, size: int) -> float:
    """Return the inverse document frequency of BM25 for a term that *count* of *size* documents have."""
    return log(1.0 + (max(size, count) - count + 0.5) / (count + 0.5))


def best(found: Iterable[Scored]) -> Scored:
    """Return all documents of *found*, each with its best score."""
    some = [each for each in found if len(each.ranks)]
    return Scored(*united(some, np.maximum)) if some else NOTHING


def united(found: Sequence[Scored], how: np.ufunc) -> tuple[Ranks, Scores]:
    """Return all documents of *found*, ascending, the scores of each reduced by *how*."""
    if len(found) == 1:
        return found[0].ranks, found[0].scores
    ranks = np.concatenate([each.ranks for each in found])
    scores = np.concatenate([each.scores for each in found])
    # A stable sort finds the runs that are in order already, and merges them.
    order = np.argsort(ranks, kind="stable")
    ranks = ranks[order]
    first = starts(ranks)
    return ranks[first], how.reduceat(scores[order], first)


def both(one: Scored, other: Scored) -> Scored:
    """Return the documents that are in both, with their added scores."""
    if len(one.ranks) > len(other.ranks):
        one, other = other, one
    if not len(one.ranks):
        return NOTHING
    at, is_there = found_in(one.ranks, other.ranks)
    return Scored(one.ranks[is_there], one.scores[is_there] + other.scores[at[is_there]])


def found_in(ranks: Ranks, others: Ranks) -> tuple[Ranks, npt.NDArray[np.bool_]]:
    """Return for each of *ranks* where it would stand among *others*, of which there are some, and if it does."""
    at = np.minimum(np.searchsorted(others, ranks), len(others) - 1)
    return at, others[at] == ranks


def _in_sequence(places: Sequence[Ranks]) -> tuple[Ranks, Ranks]:
    """Return the documents that have something at all of *places*, and how often."""
    common, *others = sorted(places, key=len)
    for each in others:
        if not len(common):
            break
        common = common[found_in(common, each)[1]]
    ranks = common >> 32
    first = starts(ranks)
    return ranks[first], np.diff(first, append=len(ranks))
