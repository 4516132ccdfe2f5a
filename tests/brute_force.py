"""An engine without an index: each question reads all documents. It shows what the seam asks of an engine.

What makes the order of hits, the weightier first: roles that the query names, tier by tier; where meaning takes
part, whether a document surely has everything; how many terms it covers; how many of them not by another name of a
glossary term; whether it stands in the role or section that is named; BM25; the order of documents by hit.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import zip_longest

from kb.search.answers import FACET_VALUES, FACETS, NO_FILTERS, Facet, Filters
from kb.search.documents import GUIDE, ROLE, Documents
from kb.search.engines import FEW, Alternative, Found, FoundHit, Question, TermNames, Weights
from tests.brute_force_facets import count_facet, passes, place_of
from tests.brute_force_words import ZONES, Fields, Reader, Scores, both, fields_of, inverse_frequency

NAMED, SURE, COVERED, LITERAL, BESIDE = 1e6, 1e5, 1e4, 1e3, 1e2
"""What is added for each rule of the order, always more than all below it."""

OTHER_NAME, OF_GUIDE, AGREEMENT = 0.4, 0.6, 5.0
"""How much another name of a term counts, a passage of a guide, and the cosine of what has the words."""


class BruteForce:
    """Answers from the documents themselves; implements `kb.search.engines.Engine`."""

    def __init__(self, documents: Documents, known: Mapping[str, Fields] | None = None) -> None:
        self.documents = tuple(document for document, _ in documents.by_hit())
        read = known or {}
        self.fields = {each.key: read.get(each.key) or fields_of(each) for each in self.documents}
        self.reader = Reader(tuple(self.fields[each.key] for each in self.documents))
        self.values = {"role": tuple(role.id for role in documents.library.roles), **FACET_VALUES}

    def find(self, question: Question) -> Found:
        """Return the hits that answer *question*, in order, with totals and facets."""
        return Search(self, question).found()

    def example(self, language: str, word: str) -> str | None:
        """Return the key of the first document that has an index term, texts before titles, names, contexts."""
        return next(
            (
                document.key
                for zone in ZONES
                for document in self.documents
                if (words := self.fields[document.key].get((zone, language))) and word in words.places
            ),
            None,
        )

    def containing(self, language: str, words: Collection[Weights]) -> Iterator[str]:
        """Yield in order the keys of the documents that have, in one language, something of each of *words*."""
        return self._keys(reduce(both, [self.reader.having(language, weights) for weights in words]))

    def named(self, names: TermNames) -> Iterator[str]:
        """Yield in order the keys of the documents that have all words of any of *names*."""
        return self._keys({number: score for number, score in self.reader.named(names).items() if score >= 0})

    def _keys(self, found: Scores) -> Iterator[str]:
        return (self.documents[number].key for number in sorted(found))

    def update(self, documents: Documents, changed: Collection[str]) -> "BruteForce":
        """Return an engine for *documents*, of which only those of the owners *changed* are new to this one."""
        kept = (each.key for each in self.documents if each.owner not in changed)
        return BruteForce(documents, {key: self.fields[key] for key in kept})

    def close(self) -> None:
        """Let go of nothing: there is no index."""


@dataclass(frozen=True)
class Answering:
    """An alternative with the documents that answer its terms."""

    alternative: Alternative
    scores: Scores


class Search:
    """One question to one engine, and what it finds step by step."""

    def __init__(self, engine: BruteForce, question: Question) -> None:
        self.documents, self.reader, self.values = engine.documents, engine.reader, engine.values
        self.question = question
        self.per_term = [self.reader.score(term) for term in question.terms]
        self.answering = [Answering(each, self._scores(each)) for each in question.alternatives]
        self.has: list[set[int]] = [set(scores) for scores in self.per_term]
        """The documents that cover each term, by itself or by an alternative."""

    def found(self) -> Found:
        """Return hits, totals and facets."""
        question = self.question
        covered, scores = self._matched()
        complete = 0 if self._is_of_filters_alone else self._hits(covered, len(question.terms))
        least = self._least(covered, complete)
        kept = {number: scores[number] for number in scores if covered[number] >= least}
        near = self._near()
        shown = kept if near is None else self._fused(kept, near, covered)
        is_partial = any(covered[number] < len(question.terms) for number in kept)
        raised = self._raised(shown)
        within = self._passing(raised, question.within)
        passing = self._passing(within, question.filters)
        hits = self._grouped(passing)
        return Found(
            tuple(
                FoundHit(
                    tuple(self.documents[number].key for number in hit),
                    near is not None and kept.keys().isdisjoint(hit),
                )
                for hit in hits[question.offset : question.offset + question.limit]
            ),
            len(hits),
            tuple(self._facets(within)) if question.with_facets else (),
            complete,
            is_partial,
            tuple(self._missing(shown)) if is_partial else (),
        )

    @property
    def _is_of_filters_alone(self) -> bool:
        return not self.question.terms and self.question.within != NO_FILTERS

    def _scores(self, alternative: Alternative) -> Scores:
        """Return the documents that answer some terms in their place."""
        if alternative.names is not None:
            return self.reader.named(alternative.names)
        if alternative.compound is not None:
            return self.reader.score(alternative.compound)
        assert alternative.filters is not None
        filters = alternative.filters
        found = [number for number in range(len(self.documents)) if passes(self.documents[number], filters)]
        return dict.fromkeys(found, inverse_frequency(len(found), len(self.documents)))

    def _matched(self) -> tuple[Mapping[int, int], Scores]:
        """Return the documents that have any of the terms: how many each covers, and its score."""
        if self._is_of_filters_alone:
            left = [number for number in range(len(self.documents)) if number not in self._excluded]
            return dict.fromkeys(left, 1), dict.fromkeys(left, 0.0)
        matched = set().union(*self.has)
        literal = {number: sum(number in has for has in self.has) for number in matched}
        scores = {number: sum(each.get(number, 0.0) for each in self.per_term) for number in matched}
        for other in self.answering:
            matched |= self._add(other, literal, scores)
        for other in self.answering:
            if other.alternative.kind == "role":
                matched |= self._inherited(other)
        covered = {number: sum(number in has for has in self.has) for number in scores}
        everything = {number for number in scores if number in matched or covered[number] == len(self.has)}
        kept = sorted(everything or scores)
        scores = {
            number: scores[number] * (OF_GUIDE if self.documents[number].owner.startswith(GUIDE) else 1.0)
            + COVERED * covered[number]
            + LITERAL * literal[number]
            for number in kept
        }
        for other in self.answering:
            if other.alternative.kind == "role":
                scores = self._raised_in_hits(scores, covered, other.scores)
        kept = [number for number in kept if number not in self._excluded]
        return {number: covered[number] for number in kept}, {number: scores[number] for number in kept}

    def _add(self, other: Answering, literal: dict[int, int], scores: dict[int, float]) -> set[int]:
        """Count the terms that an alternative answers where nothing did; return what it finds by itself."""
        terms, is_beside = other.alternative.terms, other.alternative.kind in ("role", "section")
        for number, score in other.scores.items():
            lacking = sum(number not in self.has[term] for term in terms)
            for term in terms:
                self.has[term].add(number)
            is_other_name = other.alternative.kind == "term"
            worth = OTHER_NAME / len(terms) if is_other_name else 1.0
            scores[number] = scores.get(number, 0.0) + worth * score * lacking + BESIDE * is_beside
            literal[number] = literal.get(number, 0) + (0 if is_other_name else lacking)
        return set() if is_beside else set(other.scores)

    def _inherited(self, role: Answering) -> set[int]:
        """Let the clauses of a role that is named have the terms of their concept; return which have any."""
        found: set[int] = set()
        for term in set(range(len(self.has))).difference(role.alternative.terms):
            hits = {self.documents[number].hit for number in self.has[term]}
            inherited = {number for number in role.scores if self.documents[number].hit in hits}
            self.has[term] |= inherited
            found |= inherited
        return found

    def _raised_in_hits(
        self, scores: dict[int, float], covered: Mapping[int, int], role: Scores
    ) -> dict[int, float]:
        """Put the clauses of a role that is named first in their hits, where none of the hit covers more."""
        raised = dict(scores)
        for hit in self._grouped(scores):
            most, highest = max(covered[number] for number in hit), scores[hit[0]]
            for number in role.keys() & set(hit):
                if covered[number] == most:
                    raised[number] = max(scores[number], highest + 1)
        return raised

    @cached_property
    def _excluded(self) -> frozenset[int]:
        """What the excluded terms keep out: a clause in all languages, and a passage with its other versions."""
        found: set[int] = set()
        for term in self.question.excluded:
            found |= self.reader.excluded_by(term)
            found |= self.reader.of_context.excluded_by(term) & self._by_context
        places = {place_of(self.documents[number]) for number in found} - {None}
        return frozenset(found).union(
            number for number, document in enumerate(self.documents) if place_of(document) in places
        )

    @property
    def _by_context(self) -> set[int]:
        """What has a term, or what stands for some, in its context alone."""
        each = (*self.per_term, *(other.scores for other in self.answering))
        return {number for scores in each for number, score in scores.items() if score < 0}

    def _hits(self, covered: Mapping[int, int], least: int) -> int:
        if not self.question.terms:
            return 0
        return len({self.documents[number].hit for number, count in covered.items() if count >= least})

    def _least(self, covered: Mapping[int, int], complete: int) -> int:
        """Return how many terms an answer must cover: all, or fewer where that gives few hits."""
        hits = complete
        for least in range(len(self.question.terms), 1, -1):
            if hits >= FEW:
                return least
            hits = self._hits(covered, least - 1)
        return 1

    def _near(self) -> Scores | None:
        near = self.question.near
        if near is None:
            return None
        numbers = {document.key: number for number, document in enumerate(self.documents)}
        known = sorted((numbers[key], cosine) for key, cosine in near.items() if key in numbers)
        return {number: cosine for number, cosine in known if number not in self._excluded}

    def _fused(self, kept: Scores, near: Scores, covered: Mapping[int, int]) -> Scores:
        """Put what surely has everything first, then in turn hits by meaning and hits by some of the words."""
        sure = {number for number in kept if covered[number] == len(self.question.terms)} - self._by_stem_or_part()
        unsure = [{number: score for number, score in each.items() if number not in sure} for each in (near, kept)]
        in_turn = zip_longest(*(map(self._hit, self._grouped(each)) for each in unsure))
        places = {
            hit: place for place, hit in enumerate(dict.fromkeys(hit for pair in in_turn for hit in pair if hit))
        }
        highest = 1 + max(kept.values(), default=0.0)

        def score(number: int) -> float:
            by_words, by_meaning = kept.get(number, 0.0), near.get(number, 0.0)
            if number in sure:
                return SURE + by_words + AGREEMENT * by_meaning
            return (by_words / highest + by_meaning) / 4 - places[self.documents[number].hit]

        return {number: score(number) for number in sorted({*kept, *near})}

    def _by_stem_or_part(self) -> set[int]:
        """Return what has one of the words by its stem or one part of it alone, and no other name of it."""
        found: set[int] = set()
        for number, term in enumerate(self.question.terms):
            if term.kind == "word":
                others = (other.scores for other in self.answering if number in other.alternative.terms)
                found |= self.per_term[number].keys() - self.reader.surely(term).union(*others)
        return found

    def _raised(self, scores: Scores) -> Scores:
        tiers = self.question.named_roles
        best_tier = {ROLE + id: place for place, ids in reversed(list(enumerate(tiers))) for id in ids}
        tier_of = [best_tier.get(document.key, len(tiers)) for document in self.documents]
        return {number: score + NAMED * (len(tiers) - tier_of[number]) for number, score in scores.items()}

    def _passing(self, found: Scores, filters: Filters) -> Scores:
        return {number: score for number, score in found.items() if passes(self.documents[number], filters)}

    def _facets(self, found: Scores) -> Iterator[Facet]:
        documents = [self.documents[number] for number in sorted(found)]
        for name in FACETS:
            yield count_facet(name, self.values[name], documents, self.question.filters)

    def _grouped(self, scores: Scores) -> list[list[int]]:
        """Return the documents hit by hit, both the best first, equal ones in their order."""
        hits: dict[str, list[int]] = {}
        for number in sorted(scores, key=lambda number: (-scores[number], number)):
            hits.setdefault(self.documents[number].hit, []).append(number)
        # Of equally good hits the first is the one whose documents come first, be they good or not.
        return sorted(hits.values(), key=lambda hit: (-scores[hit[0]], min(hit)))

    def _hit(self, numbers: list[int]) -> str:
        return self.documents[numbers[0]].hit

    def _missing(self, shown: Scores) -> Iterator[int]:
        """Yield the terms that nothing has of what is shown, by whatever name."""
        for number, scores in enumerate(self.per_term):
            others = (other.scores for other in self.answering if number in other.alternative.terms)
            if shown.keys().isdisjoint(scores.keys() | set().union(*others)):
                yield number
