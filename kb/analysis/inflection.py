"""A word in, everything that it may be a form of out: what makes two inflections of a word equal.

Russian has pymorphy3, the others the dictionaries of lemmas; both take long to open, so what was found is kept in
`kb.analysis.analyses`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from typing import Protocol

from kb.analysis.folding import fold, script
from kb.analysis.stems import stem, without_genitive
from kb.languages import Language

_LEAST_LIKELY = 0.001
"""Below it a reading of pymorphy3 is one that the corpus it counted never has: лет as a form of лёт."""


@dataclass(frozen=True)
class Analysis:
    """What a word may be: its folded *lemmas*, its *stem*, the lemmas of its *parts* where it is a compound.

    *known* tells whether a dictionary lists the word, or all parts of it.
    """

    lemmas: tuple[str, ...]
    stem: str
    parts: tuple[str, ...] = ()
    known: bool = False

    @cached_property
    def keys(self) -> frozenset[str]:
        """What a word of a text is found by: its lemmas, or the stem of one that no dictionary has."""
        return frozenset(self.lemmas) if self.known and self.lemmas else frozenset((*self.lemmas, f"{self.stem}~"))

    @cached_property
    def sought(self) -> frozenset[str]:
        """What a word that is looked for matches: lemmas, and the stem that an unlisted inflection has."""
        return frozenset((*self.lemmas, f"{self.stem}~"))


class Analyser(Protocol):
    """Analyses the words of one language."""

    def analyse(self, word: str) -> Analysis:
        """Return what a casefolded *word* may be."""


class _Morphology:
    """Analyses by pymorphy3: any reading counts, since a sentence is not parsed."""

    def __init__(self, language: Language) -> None:
        import pymorphy3

        self._language = language
        self._parse = pymorphy3.MorphAnalyzer(lang=language.dictionary).parse

    def analyse(self, word: str) -> Analysis:
        readings = [reading for reading in self._parse(word) if reading.score >= _LEAST_LIKELY]
        known = any(reading.is_known for reading in readings)
        lemmas = dict.fromkeys(fold(reading.normal_form) for reading in readings if reading.is_known or not known)
        return Analysis(tuple(lemmas), fold(stem(word, self._language)), (), known)


class _Dictionary:
    """Analyses by the dictionary of lemmas, and compounds by their parts."""

    def __init__(self, language: Language) -> None:
        from kb.analysis.dictionaries import open_dictionary

        self._language = language
        self._dictionary = open_dictionary(language)

    def analyse(self, word: str) -> Analysis:
        lemmas = self._lemmas(word)
        parts = tuple(dict.fromkeys(map(fold, self._parts(word))))
        known = bool(lemmas) or bool(parts) or self._is_listed(word)
        return Analysis(tuple(map(fold, lemmas)), fold(stem(word, self._language)), parts, known)

    def _lemmas(self, word: str) -> tuple[str, ...]:
        """Return the lemmas, and the word without an s that may be its ending: analyses is of analyse, too."""
        lemmas, bare = self._dictionary.lemmas(word), without_genitive(word, self._language)
        also = (bare,) if bare and bare not in lemmas and self._dictionary.is_lemma(bare) else ()
        return (*lemmas, *also)

    def _is_listed(self, word: str) -> bool:
        return any(map(self._dictionary.knows, (word, word.capitalize(), word.upper())))

    def _parts(self, word: str) -> Iterator[str]:
        from kb.analysis.learning import parts_of

        return parts_of(word, self._language, self._dictionary)


class _Foreign:
    """Takes words of another script as they are: they are not inflected."""

    def analyse(self, word: str) -> Analysis:
        return Analysis((fold(word),), fold(word), (), False)


_FOREIGN = _Foreign()


@cache
def _analyser(language: Language) -> Analyser:
    has_morphology = find_spec(f"pymorphy3_dicts_{language.dictionary}") is not None
    return _Morphology(language) if has_morphology else _Dictionary(language)


def analyse(word: str, language: Language) -> Analysis:
    """Return what a casefolded *word* may be in *language*; this opens the dictionary of the language."""
    written = script(word)
    if written is None or written != language.script:
        return _FOREIGN.analyse(word)
    return _analyser(language).analyse(word)
