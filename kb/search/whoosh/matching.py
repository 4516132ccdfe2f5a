"""One thing looked for in, the documents that have it out, each with a score."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from math import log

import numpy as np
import numpy.typing as npt

from kb.analysis.folding import fold
from kb.analysis.lexicon import HEAD, LEMMA, PART, Lexicon
from kb.search.query.parsing import Unit
from kb.search.whoosh.corpus import Corpus, Ranks, Scores, starts
from kb.search.whoosh.fields import ZONES, field_name
from kb.search.whoosh.postings import PostingsCache

_SATURATION = 1.2
"""BM25's k1: how soon repeating a word stops to count."""
_ZONE_WEIGHTS = dict(zip(ZONES, (1.0, 3.0, 1.5), strict=True))
_COMMON_PART = 20
"""A compound's part alone finds something where at most a twentieth of the documents, or so many, have it."""

_HOMOGRAPH = 0.3
"""How much an inflection counts of what another language has letter by letter."""

Sequences = tuple[tuple[frozenset[str], ...], ...]
"""Alternatives, each of them words one after another, with the forms that each may have."""


@dataclass(frozen=True)
class Scored:
    """Documents by rank, ascending, each with its score."""

    ranks: Ranks
    scores: Scores


NOTHING = Scored(np.array([], dtype=np.int64), np.array([], dtype=np.float64))


@dataclass(frozen=True)
class Matcher:
    """Finds documents by words, phrases and prefixes, in every language at once."""

    corpus: Corpus
    postings: PostingsCache
    lexicons: Mapping[str, Lexicon]

    def score(self, unit: Unit) -> Scored:
        """Return the documents that have *unit* in any language, each with its best score."""
        return self.postings.keep(unit, lambda: best(self._in_languages(unit)))

    def score_in(self, code: str, unit: Unit, *, exactly: bool = False) -> Scored:
        """Return the documents that have the word *unit* in one language, in any inflection unless *exactly*."""
        lexicon = self.lexicons[code]
        words = lexicon.exact(unit.words[0]) if exactly else _meant(lexicon, unit)
        return self.postings.keep((code, unit, exactly), lambda: self._score_words(code, words))

    def without(self, unit: Unit) -> Ranks:
        """Return the documents that *unit* keeps out: those that have it, in any inflection but in no compound."""
        if unit.kind != "word":
            return self.score(unit).ranks
        found = [
            self._score_words(code, {word: 1.0 for word, weight in matches.items() if weight >= LEMMA})
            for code, matches in self.meant(unit).items()
        ]
        return best(found).ranks

    def surely(self, unit: Unit) -> Ranks:
        """Return the documents that have the word *unit* in any inflection, or all parts of the compound it is."""
        found = [self.without(unit)]
        for code, lexicon in self.lexicons.items():
            parts = lexicon.parts(unit.words[0])
            if parts:
                found.append(reduce(both, self._each_part(code, parts)).ranks)
        return np.concatenate(found)

    def meant(self, unit: Unit) -> dict[str, Mapping[str, float]]:
        """Return by language the words of the content that *unit*, a word or prefix, stands for.

        What one language has letter by letter is hardly an inflection in another: skills are no Norwegian skiller.
        """
        found = {code: _meant(lexicon, unit) for code, lexicon in self.lexicons.items()}
        word = unit.words[0]
        if unit.kind != "word" or not any(lexicon.exact(word) for lexicon in self.lexicons.values()):
            return found
        for code, lexicon in self.lexicons.items():
            if not lexicon.exact(word):
                kept = found[code] if lexicon.lemmas(word) else {}
                found[code] = {form: _HOMOGRAPH * weight for form, weight in kept.items()}
        return found

    def marks(self, unit: Unit) -> dict[str, Sequences]:
        """Return by language the words of the content that are marked for *unit*, parts of compounds included."""
        if unit.kind == "phrase":
            return {code: (self.sequence(code, unit.words),) for code in self.lexicons}
        found = {code: frozenset(words) for code, words in self.meant(unit).items()}
        for code, lexicon in self.lexicons.items():
            parts = lexicon.parts(unit.words[0]) if unit.kind == "word" else ()
            found[code] = found[code].union(*(lexicon.matches(part) for part in parts))
        return {code: ((words,),) for code, words in found.items()}

    def sequence(self, code: str, words: Sequence[str]) -> tuple[frozenset[str], ...]:
        """Return for each of *words* itself and its inflections that the content has in one language."""
        lexicon = self.lexicons[code]
        meant = (lexicon.matches(word) for word in words)
        return tuple(frozenset(word for word, weight in each.items() if weight >= LEMMA) for each in meant)

    def score_phrase(self, code: str, words: tuple[str, ...]) -> Scored:
        """Return the documents that have *words* one after another in one language, in whatever inflection.

        What has them letter by letter counts more.
        """
        return self.postings.keep((code, words), lambda: self._score_phrase(code, words))

    def _in_languages(self, unit: Unit) -> Iterator[Scored]:
        if unit.kind == "phrase":
            yield from (self.score_phrase(code, unit.words) for code in self.lexicons)
            return
        for code, words in self.meant(unit).items():
            yield self._score_words(code, words)
            parts = self.lexicons[code].parts(unit.words[0]) if unit.kind == "word" else ()
            if parts:
                is_there = any(weight >= LEMMA for weight in words.values())
                yield self._score_parts(code, parts, alone=not is_there)

    def _score_words(self, code: str, words: Mapping[str, float]) -> Scored:
        found: list[Scored] = []
        for zone, zone_weight in _ZONE_WEIGHTS.items():
            field = field_name(zone, code)
            for word, weight in sorted(words.items()):
                postings = self.postings.read(field, word)
                if postings is not None:
                    frequencies = postings.frequencies / self.corpus.norms[field][postings.documents]
                    found.append(Scored(postings.documents, zone_weight * weight * frequencies))
        return self._weigh(code, found)

    def _weigh(self, code: str, found: list[Scored]) -> Scored:
        """Return BM25 scores for frequencies that are weighted and normalised already."""
        if not found:
            return NOTHING
        ranks, frequencies = united(found, np.add)
        size = max(self.corpus.sizes[field_name(zone, code)] for zone in ZONES)
        weights = rarity(len(ranks), size) * frequencies * (_SATURATION + 1.0) / (frequencies + _SATURATION)
        return Scored(ranks, weights)

    def _score_parts(self, code: str, parts: tuple[str, ...], *, alone: bool) -> Scored:
        """Return what has all parts of a compound, or the last, or any one *alone*, where that says enough."""
        found = self._each_part(code, parts)
        all_parts = reduce(both, found)
        alternatives = [Scored(all_parts.ranks, all_parts.scores * PART / len(parts))]
        most = max(_COMMON_PART, len(self.corpus.documents) // 20)
        single = found if alone else found[-1:]
        alternatives += (Scored(each.ranks, each.scores * HEAD) for each in single if len(each.ranks) <= most)
        return best(alternatives)

    def _each_part(self, code: str, parts: tuple[str, ...]) -> list[Scored]:
        return [self._score_words(code, self.lexicons[code].matches(part)) for part in parts]

    def _score_phrase(self, code: str, words: tuple[str, ...]) -> Scored:
        exactly = tuple(frozenset({fold(word)}) for word in words)
        in_any_form = self._score_sequence(code, self.sequence(code, words))
        literally = self._score_sequence(code, exactly)
        return best((literally, Scored(in_any_form.ranks, LEMMA * in_any_form.scores)))

    def _score_sequence(self, code: str, sequence: tuple[frozenset[str], ...]) -> Scored:
        found: list[Scored] = []
        for zone, zone_weight in _ZONE_WEIGHTS.items():
            field = field_name(zone, code)
            ranks, counts = _in_sequence([self._places(field, words, at) for at, words in enumerate(sequence)])
            if len(ranks):
                found.append(Scored(ranks, zone_weight * counts / self.corpus.norms[field][ranks]))
        return self._weigh(code, found)

    def _places(self, field: str, words: frozenset[str], before: int) -> Ranks:
        """Return where any of *words* stands, as if it stood *before* places earlier, in order."""
        read = (self.postings.read(field, word) for word in sorted(words))
        places = [postings.places(before) for postings in read if postings is not None]
        return np.sort(np.concatenate(places)) if places else NOTHING.ranks


def _meant(lexicon: Lexicon, unit: Unit) -> Mapping[str, float]:
    word = unit.words[0]
    if unit.kind == "prefix":
        return dict.fromkeys(lexicon.with_prefix(fold(word)), 1.0)
    if unit.whole is None:
        return lexicon.matches(word)
    return {**lexicon.matches(unit.whole), **lexicon.matches(word)}


def rarity(count: int, size: int) -> float:
    """Return what it tells that a document is one of *count* among *size*: BM25's inverse document frequency."""
    return log(1.0 + (max(size, count) - count + 0.5) / (count + 0.5))


def best(found: Iterable[Scored]) -> Scored:
    """Return all documents of *found*, each with its best score."""
    some = [each for each in found if len(each.ranks)]
    return Scored(*united(some, np.maximum)) if some else NOTHING


def united(found: Sequence[Scored], how: np.ufunc) -> tuple[Ranks, Scores]:
    """Return all documents of *found*, ascending, with what *how* makes of the scores of each."""
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
