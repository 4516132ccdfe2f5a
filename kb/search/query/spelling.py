"""Find the likeliest spelling corrections of an out-of-vocabulary word."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from kb.analysis.folding import fold
from kb.analysis.lexicon import LEMMA, Lexicon

_SHORTEST = 3
"""Letters of the longest word that is never corrected, and of the shortest part of two words typed as one."""
_SHORT = 5
"""Letters of the longest word that is one edit off at most, and of the shortest that may begin otherwise."""
_LONG = 8
"""Letters of the shortest word that may begin otherwise and have another edit."""
_LETTERS = 32
"""Bits of a set of letters."""


def allowed_edits(word: str) -> int:
    """Return by how many letters that are wrong, missing, too many or swapped about *word* may differ."""
    if len(word) <= _SHORTEST:
        # Abbreviations, more often than not.
        return 0
    return 1 if len(word) <= _SHORT else 2


@dataclass(frozen=True, order=True)
class Option:
    """A word, or two, of the content that may be meant; the least is the likeliest."""

    edits: int
    begins_otherwise: bool
    rarity: int
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """Words with their lengths and the sets of their letters, as bits."""

    words: Sequence[str]
    lengths: npt.NDArray[np.int64]
    letters: npt.NDArray[np.uint32]

    def near(self, word: str, edits: int) -> Iterator[tuple[str, int]]:
        """Yield the words within so many *edits* of *word*, each with how many it takes."""
        # An edit changes the length by one at most, and the set of letters by two.
        lengths = np.abs(self.lengths - len(word)) <= edits
        letters = np.bitwise_count(self.letters ^ np.uint32(_letters(word))) <= 2 * edits
        likely = [self.words[at] for at in np.flatnonzero(lengths & letters).tolist()]
        for found, distance, _ in process.extract(
            word, likely, scorer=OSA.distance, score_cutoff=edits, limit=None
        ):
            yield found, int(distance)


def vocabulary(words: Sequence[str]) -> Vocabulary:
    """Return *words* as a vocabulary."""
    return Vocabulary(
        words,
        np.array([len(word) for word in words], dtype=np.int64),
        np.array([_letters(word) for word in words], dtype=np.uint32),
    )


@dataclass(frozen=True)
class Speller:
    """Finds spelling corrections among the words of one language."""

    lexicon: Lexicon

    def options(self, word: str, edits: int) -> Iterator[Option]:
        """Yield corrections of a casefolded *word* within so many *edits*."""
        folded = fold(word)
        # Letters that were swapped may have made a pair that is folded: mangaer.
        for spelling in {folded, word}:
            for key, distance in self._words.near(spelling, edits):
                option = self._option(distance, folded, key)
                may_begin_otherwise = len(folded) >= (_LONG if distance > 1 else _SHORT)
                if may_begin_otherwise or not option.begins_otherwise:
                    yield option
        if edits > 1 and not self.lexicon.language.has_compounds:
            yield from self._parted(folded)

    def inflections(self, word: str, edits: int) -> Iterator[Option]:
        """Yield the words of the content that have a form one edit away, where *word* is long enough for two."""
        folded = fold(word)
        for form, distance in self._forms.near(folded, 1) if edits > 1 else ():
            for key, weight in self.lexicon.matches(form).items():
                if weight >= LEMMA:
                    yield self._option(distance, folded, key)

    @cached_property
    def _words(self) -> Vocabulary:
        return vocabulary([key for key in self.lexicon.words if self._can_be_meant(key)])

    @cached_property
    def _forms(self) -> Vocabulary:
        return vocabulary([form for form in self.lexicon.forms if self._can_be_meant(form)])

    def _can_be_meant(self, key: str) -> bool:
        return len(key) >= _SHORTEST and key.isalpha() and not self.lexicon.is_stop_word(key)

    def _option(self, distance: int, folded: str, key: str) -> Option:
        return Option(distance, key[0] != folded[0], -self.lexicon.words[key].count, (key,))

    def _parted(self, folded: str) -> Iterator[Option]:
        words = self.lexicon.words
        for at in range(_SHORTEST, len(folded) - _SHORTEST + 1):
            pair = folded[:at], folded[at:]
            if all(key in words and words[key].count and self._can_be_meant(key) for key in pair):
                yield Option(1, False, -min(words[key].count for key in pair), pair)


def likeliest(spellers: Mapping[str, Speller], word: str, edits: int) -> tuple[str, tuple[str, ...]] | None:
    """Return the language, by code, and the folded words that a casefolded *word* is likely meant for."""
    fitting = {code: speller for code, speller in spellers.items() if speller.lexicon.writes(word)}
    for look in (Speller.options, Speller.inflections):
        found = [(option, code) for code, speller in fitting.items() for option in look(speller, word, edits)]
        if found:
            option, code = min(found)
            return code, option.keys
    return None


@lru_cache(maxsize=200_000)
def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << ord(letter) % _LETTERS
    return bits
