"""Words and phrases in, a matcher out that finds them in a text in any inflection, the longest first.

A word of a phrase stands for all its forms; `=word` for that form alone, `word*` for all that begins so, `#` for a
number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kb.analysis.analyses import Analyses
from kb.analysis.folding import fold

NUMBER = "#"
_SHORTEST_WORD = 4
_Elements = tuple["Element", ...]


class Word(NamedTuple):
    """A word of a text: casefolded, folded, from *start* to *end* in the text; a number in digits is `#`."""

    text: str
    folded: str
    start: int
    end: int


@dataclass(frozen=True)
class Element:
    """One word of a phrase: it matches by a shared key, by its exact form, or by its beginning."""

    keys: frozenset[str] = frozenset()
    exact: str = ""
    prefix: str = ""

    def matches(self, word: Word, analyses: Analyses) -> bool:
        """Tell whether *word* is this one, in any form."""
        if self.exact:
            return word.folded == self.exact
        if self.prefix:
            # не and без are words of their own, beside what begins so.
            is_short = len(self.prefix) < _SHORTEST_WORD and word.folded == self.prefix
            return word.folded.startswith(self.prefix) and not is_short
        return not self.keys.isdisjoint(analyses[word.text].keys)


class Match(NamedTuple):
    """Phrases found in a text: their *names*, the first word and the one after the last."""

    names: tuple[str, ...]
    first: int
    after: int


@dataclass
class Patterns:
    """Phrases by name, in one language."""

    analyses: Analyses
    _phrases: list[tuple[str, _Elements]] = field(default_factory=list)
    _begun: dict[str, tuple[tuple[_Elements, tuple[str, ...]], ...]] = field(default_factory=dict)

    def add(self, name: str, phrase: str) -> None:
        """Let *phrase* be found under *name*."""
        if elements := self.elements(phrase):
            self._phrases.append((name, elements))

    def elements(self, phrase: str) -> tuple[Element, ...]:
        """Return what the words of *phrase* match."""
        return tuple(map(self._element, _split(phrase)))

    def find(self, words: Sequence[Word]) -> list[Match]:
        """Return what is found, from left to right, each word at most once, longer phrases before shorter."""
        found, number = [], 0
        while number < len(words):
            match = self._match(words, number)
            if match is None:
                number += 1
            else:
                found.append(match)
                number = match.after
        return found

    def _match(self, words: Sequence[Word], number: int) -> Match | None:
        """Return the longest phrase that begins with the *number*-th word, with all the names of that length."""
        found: dict[str, None] = {}
        longest = 0
        for elements, names in self._beginning(words[number]):
            if len(elements) < longest:
                break
            if self._goes_on(elements, words[number + 1 : number + len(elements)]):
                found.update(dict.fromkeys(names))
                longest = len(elements)
        return Match(tuple(found), number, number + longest) if found else None

    def _goes_on(self, elements: _Elements, rest: Sequence[Word]) -> bool:
        if len(rest) != len(elements) - 1:
            return False
        pairs = zip(elements[1:], rest, strict=True)
        return all(element.matches(word, self.analyses) for element, word in pairs)

    def _beginning(self, word: Word) -> tuple[tuple[_Elements, tuple[str, ...]], ...]:
        """Return the phrases that begin with *word*, the longest first."""
        known = self._begun.get(word.text)
        if known is None:
            known = self._begun[word.text] = tuple(
                (elements, names)
                for elements, names in self._candidates(word)
                if elements[0].matches(word, self.analyses)
            )
        return known

    def _candidates(self, word: Word) -> Iterable[tuple[_Elements, tuple[str, ...]]]:
        keys = {word.folded, *self.analyses[word.text].keys}
        numbers = {number for key in keys for number in self._by_key.get(key, ())}
        numbers.update(number for prefix, number in self._by_prefix if word.folded.startswith(prefix))
        return (self._ordered[number] for number in sorted(numbers))

    @cached_property
    def _ordered(self) -> list[tuple[_Elements, tuple[str, ...]]]:
        merged: dict[_Elements, dict[str, None]] = {}
        for name, elements in self._phrases:
            merged.setdefault(elements, {})[name] = None
        return sorted(((e, tuple(names)) for e, names in merged.items()), key=lambda pair: -len(pair[0]))

    @cached_property
    def _by_key(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, (elements, _) in enumerate(self._ordered):
            for key in (*elements[0].keys, elements[0].exact):
                found.setdefault(key, []).append(number)
        return found

    @cached_property
    def _by_prefix(self) -> list[tuple[str, int]]:
        return [(e[0].prefix, number) for number, (e, _) in enumerate(self._ordered) if e[0].prefix]

    def _element(self, written: str) -> Element:
        if written == NUMBER:
            return Element(exact=NUMBER)
        if written.startswith("="):
            return Element(exact=fold(written[1:].casefold()))
        if written.endswith("*"):
            return Element(prefix=fold(written[:-1].casefold()))
        return Element(keys=self.analyses[written.casefold()].sought)


def _split(phrase: str) -> list[str]:
    """Return the words of a *phrase*; after `=` all of them are meant in that form alone."""
    words = phrase.split()
    return [f"={word.removeprefix('=')}" for word in words] if phrase.startswith("=") else words
