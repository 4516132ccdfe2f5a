"""A word in, its Snowball stem out."""

from collections.abc import Callable
from functools import cache, lru_cache
from threading import Lock

import Stemmer

from kb.languages import Language

_lock = Lock()


@lru_cache(maxsize=50_000)
def stem(word: str, language: Language) -> str:
    """Return the Snowball stem of a casefolded *word*."""
    # A Stemmer object must not be used by two threads at once.
    with _lock:
        return _stemmer(language.stemmer)(word)


@cache
def _stemmer(name: str) -> Callable[[str], str]:
    stem_word: Callable[[str], str] = Stemmer.Stemmer(name).stemWord
    return stem_word
