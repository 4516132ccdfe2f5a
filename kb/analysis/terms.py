"""Recognise and mark glossary terms in any inflection."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from kb.analysis.lexicon import Lexicon
from kb.analysis.markup import map_text
from kb.analysis.names import NameFinder, name_finder, readings
from kb.analysis.tokens import Token, tokens
from kb.glossaries import Entry, Term

_LINKS = re.compile(r"(<a\b.*?</a>)", re.DOTALL)
"""A link in HTML, with its text."""

_BETWEEN_WORDS = re.compile(r"[\s\u00ad\u2010\u2011-]*")
"""The signs that may separate the words of a name: white space and hyphens."""

_MOST_WORDS = 100_000
"""Words whose names are cached by one finder."""

_Key = tuple[str, ...]
"""A name in the keys of its words (Lexicon.keys)."""

_Names = Mapping[str, list[tuple[_Key, Entry]]]
"""The first key of a name to the names that begin with it, each with its glossary entry."""


@dataclass(frozen=True)
class TermFinder:
    """Finds glossary terms by their names, in any inflection; made by term_finder()."""

    _named: NameFinder[Term]
    """Finds terms by whole names, avoided ones and search names included."""
    _names: Mapping[str, _Names]
    """Language code to the names to mark: preferred and admitted ones."""
    _lexicons: Mapping[str, Lexicon]
    """Lexicons by language code."""
    _cache: dict[tuple[str, str], tuple[tuple[_Key, Entry], ...]] = field(default_factory=dict, repr=False)
    """Language code and word to the names that begin with the word."""

    def named(self, text: str) -> Term | None:
        """Return the term of which *text* is any name, be it avoided or hidden, in any language; or None."""
        found = self._named.exact(text) or self._named.inflected(text)
        return found[0] if found else None

    def mark(self, html: str, language: str, wrap: Callable[[Entry, str], str]) -> str:
        """Return *html* with *wrap*(entry, text) in place of each name of a term in *language*.

        Of overlapping names the first is wrapped, of those that begin together the longest; none within a link.
        """
        if language not in self._names:
            return html
        pieces = _LINKS.split(html)
        pieces[::2] = [
            map_text(piece, lambda text: self._mark_text(text, language, wrap)) for piece in pieces[::2]
        ]
        return "".join(pieces)

    def _mark_text(self, text: str, language: str, wrap: Callable[[Entry, str], str]) -> str:
        found = [token for token in tokens(text) if not token.whole]
        marked, done, number = [], 0, 0
        while number < len(found):
            length, entry = self._match(text, found, number, language)
            if entry is None:
                number += 1
                continue
            start, end = found[number].start, found[number + length - 1].end
            marked += [text[done:start], wrap(entry, text[start:end])]
            done, number = end, number + length
        return "".join((*marked, text[done:])) if marked else text

    def _match(self, text: str, found: list[Token], number: int, language: str) -> tuple[int, Entry | None]:
        """Return the length in tokens and the entry of the longest name that begins with token *number*."""
        for keys, entry in self._names_from(found[number].text, language):
            if self._is_name(text, found[number : number + len(keys)], keys, language):
                return len(keys), entry
        return 0, None

    def _is_name(self, text: str, found: list[Token], keys: _Key, language: str) -> bool:
        """Tell whether tokens *found* have *keys*, with nothing but space or hyphens between them."""
        lexicon = self._lexicons[language]
        return (
            len(found) == len(keys)
            and all(key in lexicon.keys(token.text) for key, token in zip(keys[1:], found[1:], strict=True))
            and all(_BETWEEN_WORDS.fullmatch(text, one.end, other.start) for one, other in pairwise(found))
        )

    def _names_from(self, word: str, language: str) -> tuple[tuple[_Key, Entry], ...]:
        """Return the names that begin with *word*, the longest first."""
        names = self._cache.get((language, word))
        if names is None:
            keys = self._lexicons[language].keys(word)
            found = [name for key in keys for name in self._names[language].get(key, ())]
            names = tuple(sorted(found, key=lambda name: -len(name[0])))
            if len(self._cache) < _MOST_WORDS:
                self._cache[(language, word)] = names
        return names


def term_finder(terms: Iterable[Term], lexicons: Mapping[str, Lexicon]) -> TermFinder:
    """Return a finder for *terms*; *lexicons*, by language code, give the keys of words."""
    entries = [(term, entry) for term in terms for entry in term.entries]
    named = name_finder(_all_names(entries), lexicons)
    return TermFinder(named, {code: _names(entries, lexicon) for code, lexicon in lexicons.items()}, lexicons)


def _all_names(entries: list[tuple[Term, Entry]]) -> Iterator[tuple[str, str, Term]]:
    """Yield language code, name and term: all preferred names, then admitted, avoided, and search names."""
    yield from ((entry.language, entry.preferred, term) for term, entry in entries)
    yield from ((entry.language, name, term) for term, entry in entries for name in entry.admitted)
    yield from ((entry.language, name, term) for term, entry in entries for name in entry.avoided)
    yield from ((entry.language, name, term) for term, entry in entries for name in entry.search_names)


def _names(entries: list[tuple[Term, Entry]], lexicon: Lexicon) -> _Names:
    names: dict[str, list[tuple[_Key, Entry]]] = {}
    for _, entry in entries:
        if entry.language == lexicon.language.code:
            for name in entry.names:
                for keys in readings(name, lexicon.keys):
                    names.setdefault(keys[0], []).append((keys, entry))
    return names
