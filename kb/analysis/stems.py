"""A word in, its Snowball stem out."""

from collections.abc import Callable
from functools import cache, lru_cache
from threading import Lock

import Stemmer

from kb.languages import Language

_lock = Lock()
_SHORTEST_GENITIVE = 5


@lru_cache(maxsize=50_000)
def stem(word: str, language: Language) -> str:
    """Return the Snowball stem of a casefolded *word*, but that m is not doubled at its end.

    Norwegian doubles it before endings only: program, programmer.
    """
    # A Stemmer object must not be used by two threads at once.
    with _lock:
        stemmed = _stemmer(language.stemmer)(word)
    return stemmed[:-1] if stemmed.endswith("mm") else stemmed


def without_genitive(word: str) -> str | None:
    """Return a *word* of some length without the s at its end, None where it is short or there is none."""
    return word[:-1] if word.endswith("s") and len(word) >= _SHORTEST_GENITIVE else None


@cache
def _stemmer(name: str) -> Callable[[str], str]:
    stem_word: Callable[[str], str] = Stemmer.Stemmer(name).stemWord
    return stem_word
