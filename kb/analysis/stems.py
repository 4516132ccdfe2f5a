"""Stem words with Snowball, and take off genitive endings."""

from collections.abc import Callable
from functools import cache, lru_cache
from threading import Lock

import Stemmer

from kb.languages import Language

_lock = Lock()
"""Guards the stemmers, which must not be used by two threads at once."""


@lru_cache(maxsize=50_000)
def stem(word: str, language: Language) -> str:
    """Return the Snowball stem of a casefolded *word*, with the language's corrections of stem endings."""
    with _lock:
        stemmed = _stemmer(language.stemmer)(word)
    for ending, corrected in language.stem_endings.items():
        if stemmed.endswith(ending):
            return stemmed.removesuffix(ending) + corrected
    return stemmed


def without_genitive(word: str, language: Language) -> str | None:
    """Return *word* without the genitive ending of *language*, or None where it is short or has no such ending."""
    ending = language.genitive
    if ending and word.endswith(ending) and len(word) >= language.shortest_genitive:
        return word.removesuffix(ending)
    return None


@cache
def _stemmer(name: str) -> Callable[[str], str]:
    stem_word: Callable[[str], str] = Stemmer.Stemmer(name).stemWord
    return stem_word
