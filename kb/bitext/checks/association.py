"""Which words of two languages go together: learned from pairs of texts, and how well two texts fit by them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from kb.analysis.folding import script
from kb.analysis.transliteration import roughly_transliterated
from kb.bitext.checks.telling import Keys, magnitude
from kb.languages import Language

SIGNS = "§#"
"""A term of the glossary, a number."""
_LEAST_COGNATE = 65.0
_SHORTEST_COGNATE = 5
_Matrix = npt.NDArray[np.float32]
_Numbers = npt.NDArray[np.intp]


class Side:
    """The words of one side of all pairs, numbered, with how many texts have each."""

    def __init__(self, texts: Sequence[Keys], language: Language, other: Language) -> None:
        self.numbers = {key: number for number, key in enumerate(dict.fromkeys(key for t in texts for key in t))}
        self.counts = np.zeros(len(self.numbers) + 1, np.float32)
        for text in texts:
            self.counts[self.of(text)] += 1
        self._most = magnitude(int(self.counts.max(initial=1)))
        self._languages = language, other
        self._letters: dict[str, str] = {}

    def of(self, text: Keys) -> _Numbers:
        """Return the numbers of the words of a text; those never seen share one."""
        return np.array([self.numbers.get(key, len(self.numbers)) for key in text], np.intp)

    def weights(self, numbers: _Numbers) -> _Matrix:
        """Return how much each word tells: what many texts have tells little."""
        weights: _Matrix = np.log1p(self._most / (1 + self.counts[numbers]))
        return weights

    def letters(self, text: Keys) -> list[str]:
        """Return words in letters in which cognates look alike, those too short to tell empty."""
        known = self._letters
        for key in text:
            if key not in known:
                known[key] = self._spelt(key)
        return [known[key] for key in text]

    def _spelt(self, key: str) -> str:
        word = key.rstrip("~")
        if key[0] in SIGNS or len(word) < _SHORTEST_COGNATE:
            return ""
        language, other = self._languages
        needs_letters = script(word) != other.script and bool(other.transliteration)
        return roughly_transliterated(word, other) if needs_letters and language is not other else word


@dataclass(eq=False)
class Association:
    """How often words stand in texts of either side, and in a text and its translation."""

    source: Side
    target: Side
    together: _Matrix
    pairs: frozenset[tuple[Keys, Keys]]

    def strengths(self, source: Keys, target: Keys) -> _Matrix:
        """Return from 0 to 1 how surely each word goes with each; a pair that was learned from is left out."""
        rows, columns = self.source.of(source), self.target.of(target)
        without = float((source, target) in self.pairs)
        together = self.together[np.ix_(rows, columns)] - without
        counts = self.source.counts[rows][:, None] + self.target.counts[columns][None, :] - 2 * without
        known: _Matrix = np.where(together > 0, 2 * together / np.maximum(counts, 1), 0).astype(np.float32)
        return np.maximum(known, self._kinship(source, target))

    def _kinship(self, source: Keys, target: Keys) -> _Matrix:
        """Return how much words are alike that need no learning: terms, numbers, cognates."""
        ours, theirs = self.source.letters(source), self.target.letters(target)
        alike = process.cdist(ours, theirs, scorer=fuzz.ratio, score_cutoff=_LEAST_COGNATE, dtype=np.float32) / 100
        same_letter = np.array([w[:1] for w in ours])[:, None] == np.array([w[:1] for w in theirs])[None, :]
        is_word = np.array([bool(w) for w in ours])[:, None]
        equal = np.array(source)[:, None] == np.array(target)[None, :]
        signs = np.array([key[0] in SIGNS for key in source])[:, None]
        kin: _Matrix = np.where(equal & signs, 1.0, np.where(same_letter & is_word, alike, 0)).astype(np.float32)
        return kin

    def fit(self, source: Keys, target: Keys) -> float:
        """Return from 0 to 1 how well two texts fit, by what is known from other pairs."""
        if not source or not target:
            return 0.0
        strengths = self.strengths(source, target)
        there = np.average(strengths.max(axis=1), weights=self.source.weights(self.source.of(source)))
        back = np.average(strengths.max(axis=0), weights=self.target.weights(self.target.of(target)))
        return float(there + back) / 2

    def counterparts(self, asked: Keys, other: Keys, least: float, *, turned: bool = False) -> list[int]:
        """Return which words of an *other* text go with any of those *asked* for at least so surely.

        *turned* tells that these are of the target side.
        """
        if not asked or not other:
            return []
        strengths = (
            self.strengths(other, asked).max(axis=1) if turned else self.strengths(asked, other).max(axis=0)
        )
        return [int(number) for number in np.flatnonzero(strengths >= least)]


def learn_association(pairs: Iterable[tuple[Keys, Keys]], source: Language, target: Language) -> Association:
    """Learn from *pairs* of texts; a pair that several roles have counts as often."""
    known = list(pairs)
    ours = Side([pair[0] for pair in known], source, target)
    theirs = Side([pair[1] for pair in known], target, source)
    together = np.zeros((len(ours.counts), len(theirs.counts)), np.float32)
    for one, other in known:
        together[np.ix_(ours.of(one), theirs.of(other))] += 1
    return Association(ours, theirs, together, frozenset(known))
