"""Recognise names of roles and terms in any inflection."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, product
from typing import Generic, TypeVar

from kb.analysis.folding import twin
from kb.analysis.lexicon import Lexicon
from kb.analysis.tokens import Token, tokens

Named = TypeVar("Named")
"""The thing that has a name: a role id, a term."""

_MOST_READINGS = 16
"""Key sequences that a text may have; ambiguous words multiply them."""

_MOST_TEXTS = 2_000
"""Texts whose names are cached by one finder."""

_Key = tuple[str, ...]
"""A name in the keys (folded forms, stems, lemmas) of its words."""

_Table = Mapping[_Key, tuple[Named, ...]]
"""Names by their keys, each with the things that it names."""


@dataclass(frozen=True)
class NameFinder(Generic[Named]):
    """Finds the things of which a text, as a whole, is a name; made by name_finder()."""

    _exact: _Table[Named]
    """Names by the folded forms of their words."""
    _inflected: tuple[tuple[Lexicon, _Table[Named], frozenset[str]], ...] = field(repr=False)
    """For each language: its lexicon, names by the stems of their words, and the first of these stems."""
    _cache: dict[str, tuple[Named, ...]] = field(default_factory=dict, repr=False)
    """Results of inflected()."""

    def exact(self, text: str) -> tuple[Named, ...]:
        """Return the things whose names *text* spells, spelling variants folded, in the order given."""
        key = tuple(token.folded for token in _word_tokens(text))
        return self._exact.get(key) or self._exact.get(tuple(twin(word) or word for word in key), ())

    def inflected(self, text: str) -> tuple[Named, ...]:
        """Return the things whose names are *text* in any inflection, by language, then in the order given."""
        found = self._cache.get(text)
        if found is None:
            found = self._find_inflected(text)
            if len(self._cache) < _MOST_TEXTS:
                self._cache[text] = found
        return found

    def _find_inflected(self, text: str) -> tuple[Named, ...]:
        found: dict[Named, None] = {}
        first = next(iter(_word_tokens(text)), None)
        # A word in the vocabulary of one language is not stemmed as an unknown word of another: English leader is
        # no inflection of Norwegian lead.
        known = first is not None and any(_knows(lexicon, first.text) for lexicon, _, _ in self._inflected)
        for lexicon, names, beginnings in self._inflected:
            # Few texts begin like a name; the readings of the others need not be made.
            if first and not beginnings.isdisjoint(lexicon.stems(first.text)):
                if known and not _knows(lexicon, first.text):
                    continue
                for reading in readings(text, lexicon.stems):
                    found.update(dict.fromkeys(names.get(reading, ())))
        return tuple(found)


def name_finder(names: Iterable[tuple[str, str, Named]], lexicons: Mapping[str, Lexicon]) -> NameFinder[Named]:
    """Return a finder for *names*: language code, name, and the thing named; *lexicons* are by language code."""
    exact: dict[_Key, dict[Named, None]] = {}
    inflected: dict[str, dict[_Key, dict[Named, None]]] = {code: {} for code in lexicons}
    for language, name, named in names:
        exact.setdefault(tuple(token.folded for token in _word_tokens(name)), {})[named] = None
        for reading in readings(name, lexicons[language].stems):
            inflected[language].setdefault(reading, {})[named] = None
    return NameFinder(
        {key: tuple(found) for key, found in exact.items() if key},
        tuple(
            (
                lexicons[code],
                {key: tuple(found) for key, found in keyed.items()},
                frozenset(key[0] for key in keyed),
            )
            for code, keyed in inflected.items()
        ),
    )


def readings(text: str, keys: Callable[[str], tuple[str, ...]]) -> list[_Key]:
    """Return the sequences of keys of the words of *text*, several where words have several *keys*.

    *keys* is asked for each casefolded word. A text without words has no reading.
    """
    found = _word_tokens(text)
    if not found:
        return []
    return list(islice(product(*(keys(token.text) for token in found)), _MOST_READINGS))


def _knows(lexicon: Lexicon, word: str) -> bool:
    return bool(lexicon.exact(word) or lexicon.lemmas(word))


@lru_cache(maxsize=20_000)
def _word_tokens(text: str) -> tuple[Token, ...]:
    # Cached since a query is looked up in several lists of names, and all names are read again after an edit.
    return tuple(token for token in tokens(text) if not token.whole)
