"""The glossary at work: which entry a query names, and where a wording uses a term."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from kb.analysis.lexicon import Lexicon
from kb.analysis.markup import map_text
from kb.analysis.names import NameFinder, name_finder, readings
from kb.analysis.tokens import Token, tokens
from kb.model import Entry, Term

_LINKS = re.compile(r"(<a\b.*?</a>)", re.DOTALL)
_BETWEEN_WORDS = re.compile(r"[\s\u00ad\u2010\u2011-]*")

_Key = tuple[str, ...]
_Names = Mapping[str, list[tuple[_Key, Entry]]]
"""The first key of a name to the names that begin with it."""

_MOST_WORDS = 100_000


@dataclass(frozen=True)
class TermFinder:
    """Finds glossary entries by their names, in any inflection."""

    _named: NameFinder[Term]
    _names: Mapping[str, _Names]
    _lexicons: Mapping[str, Lexicon]
    _begun: dict[tuple[str, str], tuple[tuple[_Key, Entry], ...]] = field(default_factory=dict, repr=False)

    def named(self, text: str) -> Term | None:
        """Return the entry that *text* as a whole names, in any language and inflection, by avoided terms, too."""
        found = self._named.exact(text) or self._named.inflected(text)
        return found[0] if found else None

    def mark(self, html: str, language: str, wrap: Callable[[Entry, str], str]) -> str:
        """Return *html* with every term of *language* in it wrapped, the longest first, none inside a link."""
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
        """Return the longest name that begins with the *number*-th word: its length and its entry."""
        for keys, entry in self._names_from(found[number].text, language):
            if self._reads(text, found[number : number + len(keys)], keys, language):
                return len(keys), entry
        return 0, None

    def _reads(self, text: str, found: list[Token], keys: _Key, language: str) -> bool:
        """Tell whether the words *found* are the words of a name, with nothing else between them."""
        lexicon = self._lexicons[language]
        return (
            len(found) == len(keys)
            and all(key in lexicon.keys(token.text) for key, token in zip(keys[1:], found[1:], strict=True))
            and all(_BETWEEN_WORDS.fullmatch(text, one.end, other.start) for one, other in pairwise(found))
        )

    def _names_from(self, word: str, language: str) -> tuple[tuple[_Key, Entry], ...]:
        """Return the names that begin with *word*, the longest first."""
        known = self._begun.get((language, word))
        if known is None:
            keys = self._lexicons[language].keys(word)
            names = [name for key in keys for name in self._names[language].get(key, ())]
            known = tuple(sorted(names, key=lambda name: -len(name[0])))
            if len(self._begun) < _MOST_WORDS:
                self._begun[(language, word)] = known
        return known


def term_finder(terms: Iterable[Term], lexicons: Mapping[str, Lexicon]) -> TermFinder:
    """Return a finder for *terms*; *lexicons* by language code know the words of their names."""
    entries = [(term, entry) for term in terms for entry in term.entries]
    named = name_finder(_all_names(entries), lexicons)
    return TermFinder(named, {code: _names(entries, lexicon) for code, lexicon in lexicons.items()}, lexicons)


def _all_names(entries: list[tuple[Term, Entry]]) -> Iterator[tuple[str, str, Term]]:
    """Yield the preferred names of all first, then the admitted, then the avoided ones."""
    yield from ((entry.language, entry.preferred, term) for term, entry in entries)
    yield from ((entry.language, name, term) for term, entry in entries for name in entry.admitted)
    yield from ((entry.language, name, term) for term, entry in entries for name in entry.avoided)


def _names(entries: list[tuple[Term, Entry]], lexicon: Lexicon) -> _Names:
    names: dict[str, list[tuple[_Key, Entry]]] = {}
    for _, entry in entries:
        if entry.language == lexicon.language.code:
            for name in entry.names:
                for keys in readings(name, lexicon.keys):
                    names.setdefault(keys[0], []).append((keys, entry))
    return names
