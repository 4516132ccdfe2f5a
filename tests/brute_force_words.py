"""Documents that have a word, a prefix or a phrase, found by reading all of them; scored by BM25."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from math import log

from kb.analysis.lexicon import HEAD, LEMMA, PART
from kb.analysis.tokens import tokens
from kb.search.documents import SEPARATOR, Document
from kb.search.engines import PhraseExpansion, QueryTerm, TermNames, Weights

WORDING = {"text": 1.0, "title": 3.0, "names": 1.5}
CONTEXT = {"context": 1.0}
ZONES = {**WORDING, **CONTEXT}
"""What a document has texts in, with how much a word counts there."""

BELOW = 1.5e3
"""How much less a term counts where the context alone has it."""

SHORTENING = {"text": 0.3, "title": 0.75, "names": 0.75, "context": 0.3}
"""How much a long text counts against a word in it: b of BM25."""

SATURATION = 1.2
"""How soon repeating a word stops to count: k1 of BM25."""

GAP = 100
"""Positions between texts that no phrase may cross."""

COMMON_PART = 20
"""One part of a compound finds something where at most a twentieth of the documents have it, or so many."""

Scores = Mapping[int, float]
"""Documents by their numbers, each with its score."""


@dataclass(frozen=True)
class Words:
    """The words of one text: folded word to its positions; *length* counts positions."""

    places: Mapping[str, Sequence[int]]
    length: int


Fields = Mapping[tuple[str, str], Words]
"""Zone and language to the words of a document there."""
Count = Callable[[Words], float]


@dataclass(frozen=True)
class Reader:
    """Finds documents, given the words of each; a document's number is its place among *fields*."""

    fields: Sequence[Fields]
    sizes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many documents have words in a zone and language."""
    totals: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How many words all have there."""
    zones: Mapping[str, float] = field(default_factory=lambda: WORDING)
    """Where it looks."""

    def __post_init__(self) -> None:
        for fields in self.fields if not self.sizes else ():
            for zone, words in fields.items():
                self.sizes[zone] += words.length > 0
                self.totals[zone] += words.length

    @cached_property
    def of_context(self) -> "Reader":
        """What finds documents by their contexts."""
        return replace(self, zones=CONTEXT)

    def score(self, term: QueryTerm) -> Scores:
        """Return the documents that have *term* in any language, in their context below all others."""
        return self._everywhere(lambda of: of.scored(term))

    def _everywhere(self, find: Callable[["Reader"], Scores]) -> Scores:
        around = {number: score - BELOW for number, score in find(self.of_context).items()}
        return {**around, **find(self)}

    def scored(self, term: QueryTerm) -> Scores:
        """Return the documents that have *term* in any language, each with its best score."""
        found = [self._phrase(code, phrase) for code, phrase in term.phrases.items()]
        for code, expansion in term.words.items():
            found.append(self.having(code, expansion.words))
            if expansion.parts:
                is_there = any(weight >= LEMMA for weight in expansion.words.values())
                found.append(self._parts(code, expansion.parts, alone=not is_there))
        return best(found)

    def inflections(self, term: QueryTerm) -> Scores:
        """Return the documents that have a word itself, in any inflection and language."""
        return best(
            self.having(code, {word: 1.0 for word, weight in expansion.words.items() if weight >= LEMMA})
            for code, expansion in term.words.items()
        )

    def surely(self, term: QueryTerm) -> frozenset[int]:
        """Return the documents that have a word in any inflection, or all parts of the compound that it is."""
        together = [
            of._all(code, each.parts)
            for of in (self, self.of_context)
            for code, each in term.words.items()
            if each.parts
        ]
        return frozenset({**self.inflections(term), **self.of_context.inflections(term)}).union(*together)

    def excluded_by(self, term: QueryTerm) -> frozenset[int]:
        """Return the documents that minus *term* keeps out: of a word those with an inflection of it."""
        return frozenset(self.inflections(term) if term.kind == "word" else self.scored(term))

    def named(self, names: TermNames) -> Scores:
        """Return the documents that have all words of any of *names*, in their context below all others."""
        return self._everywhere(lambda of: best(of._all(code, words) for code, words in names.names if words))

    def having(self, code: str, weights: Weights) -> Scores:
        """Return the documents that have any of some index terms in one language."""

        def count(words: Words) -> float:
            there = weights.keys() & words.places.keys()
            return sum(weights[word] * len(words.places[word]) for word in sorted(there))

        return self._weighed(code, count)

    def _all(self, code: str, each: Iterable[Weights]) -> Scores:
        return reduce(both, [self.having(code, weights) for weights in each])

    def _parts(self, code: str, parts: Sequence[Weights], *, alone: bool) -> Scores:
        """Return what has all parts of a compound, or the last, or any one *alone*, where that says enough."""
        together = scaled(self._all(code, parts), PART / len(parts))
        single = [self.having(code, part) for part in (parts if alone else parts[-1:])]
        most = max(COMMON_PART, len(self.fields) // 20)
        return best([together, *(scaled(each, HEAD) for each in single if len(each) <= most)])

    def _phrase(self, code: str, phrase: PhraseExpansion) -> Scores:
        """Return what has the words one after another; letter by letter counts more than inflected."""
        literal = self._sequence(code, tuple(frozenset({word}) for word in phrase.literal))
        return best([literal, scaled(self._sequence(code, phrase.forms), LEMMA)])

    def _sequence(self, code: str, sequence: Sequence[frozenset[str]]) -> Scores:
        def count(words: Words) -> float:
            starts = [
                {place - at for word in forms for place in words.places.get(word, ())}
                for at, forms in enumerate(sequence)
            ]
            return len(set.intersection(*starts))

        return self._weighed(code, count)

    def _weighed(self, code: str, count: Count) -> Scores:
        """Return the documents in whose texts in one language there is something to *count*."""
        each = ((number, self._frequency(fields, code, count)) for number, fields in enumerate(self.fields))
        found = {number: frequency for number, frequency in each if frequency}
        rarity = inverse_frequency(len(found), max(self.sizes[zone, code] for zone in WORDING))
        return {number: rarity * each * (SATURATION + 1) / (each + SATURATION) for number, each in found.items()}

    def _frequency(self, fields: Fields, code: str, count: Count) -> float:
        frequency = 0.0
        for zone, weight in self.zones.items():
            words = fields.get((zone, code))
            if words and (counted := count(words)):
                relative = words.length * self.sizes[zone, code] / self.totals[zone, code]
                frequency += weight * counted / (1 - SHORTENING[zone] + SHORTENING[zone] * relative)
        return frequency


def inverse_frequency(count: int, size: int) -> float:
    """Return how much a word says that *count* of *size* documents have."""
    return log(1 + (max(size, count) - count + 0.5) / (count + 0.5))


def best(found: Iterable[Scores]) -> Scores:
    """Return all documents of *found*, each with its best score."""
    united: dict[int, float] = {}
    for scores in found:
        for number, score in scores.items():
            united[number] = max(score, united.get(number, 0.0))
    return united


def both(one: Scores, other: Scores) -> Scores:
    """Return the documents that are in both, with their added scores."""
    return {number: score + other[number] for number, score in one.items() if number in other}


def scaled(scores: Scores, factor: float) -> Scores:
    """Return *scores* times a factor."""
    return {number: score * factor for number, score in scores.items()}


def fields_of(document: Document) -> Fields:
    """Return the words of *document*."""
    zones = zip(ZONES, document.zones, strict=True)
    return {(zone, code): _words(text) for zone, texts in zones for code, text in texts.items()}


def _words(text: str) -> Words:
    places: dict[str, list[int]] = {}
    for folded, position in _placed(text):
        places.setdefault(folded, []).append(position)
    return Words(places, len({position for of_word in places.values() for position in of_word}))


def _placed(text: str) -> Iterator[tuple[str, int]]:
    base = 0
    for part in text.split(SEPARATOR):
        found = tokens(part)
        yield from ((token.folded, base + token.position) for token in found)
        base += len(found) + GAP
