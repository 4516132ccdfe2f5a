"""Names (of roles, of terms) in every language in, the ones that a query is out, in any inflection."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice, product
from typing import Generic, TypeVar

from kb.analysis.folding import twin
from kb.analysis.lexicon import Lexicon
from kb.analysis.tokens import Token, tokens

Named = TypeVar("Named")

_MOST_READINGS = 16
_MOST_TEXTS = 10_000
_Key = tuple[str, ...]


@dataclass(frozen=True)
class NameFinder(Generic[Named]):
    """Finds what a text names as a whole."""

    _exact: Mapping[_Key, tuple[Named, ...]]
    _inflected: tuple[tuple[Lexicon, Mapping[_Key, tuple[Named, ...]], frozenset[str]], ...] = field(repr=False)
    _known: dict[str, tuple[Named, ...]] = field(default_factory=dict, repr=False)

    def exact(self, text: str) -> tuple[Named, ...]:
        """Return what *text* names letter by letter, spellings folded, in the order in which names were given."""
        key = tuple(token.folded for token in _spoken(text))
        return self._exact.get(key) or self._exact.get(tuple(twin(word) or word for word in key), ())

    def inflected(self, text: str) -> tuple[Named, ...]:
        """Return what *text* names in any inflection of any language, in the order in which names were given."""
        known = self._known.get(text)
        if known is None:
            known = self._read(text)
            if len(self._known) < _MOST_TEXTS:
                self._known[text] = known
        return known

    def _read(self, text: str) -> tuple[Named, ...]:
        found: dict[Named, None] = {}
        first = next(iter(_spoken(text)), None)
        # A word that one language knows is no unheard-of inflection in another: leader is no Norwegian lead.
        known = first is not None and any(_knows(lexicon, first.text) for lexicon, _, _ in self._inflected)
        for lexicon, names, beginnings in self._inflected:
            # Few texts begin like a name: the others need not be read in every way.
            if first and not beginnings.isdisjoint(lexicon.stems(first.text)):
                if known and not _knows(lexicon, first.text):
                    continue
                for reading in readings(text, lexicon.stems):
                    found.update(dict.fromkeys(names.get(reading, ())))
        return tuple(found)


def name_finder(names: Iterable[tuple[str, str, Named]], lexicons: Mapping[str, Lexicon]) -> NameFinder[Named]:
    """Return a finder for *names*: each with its language and what it names."""
    exact: dict[_Key, dict[Named, None]] = {}
    inflected: dict[str, dict[_Key, dict[Named, None]]] = {code: {} for code in lexicons}
    for language, name, named in names:
        exact.setdefault(tuple(token.folded for token in _spoken(name)), {})[named] = None
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
    """Return the sequences of keys that the words of *text* may stand for, none without words."""
    spoken = _spoken(text)
    if not spoken:
        return []
    return list(islice(product(*(keys(token.text) for token in spoken)), _MOST_READINGS))


def _knows(lexicon: Lexicon, word: str) -> bool:
    return bool(lexicon.exact(word) or lexicon.lemmas(word))


@lru_cache(maxsize=1000)
def _spoken(text: str) -> tuple[Token, ...]:
    # A query is held against several lists of names in several languages.
    return tuple(token for token in tokens(text) if not token.whole)
