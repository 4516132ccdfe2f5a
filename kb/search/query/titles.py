"""Recognise roles by parts of their names: a territory sales manager is a sales manager."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log

from kb.analysis.lexicon import Lexicon
from kb.analysis.tokens import tokens
from kb.languages.record import Language
from kb.library import Library

_HEAD_WEIGHT = 0.4
"""The most that the noun of a title weighs: manager, specialist and adviser say little of which."""
_UNKNOWN_WEIGHT = 0.7
"""How much a word weighs that stands in no name: territory, regional."""
_FILLER_WEIGHT = 0.1
"""How much a word weighs that stands in any title: department, team."""
_PART = 0.7
"""How much a part of a compound counts for the whole, and the whole for its part."""
_SAME_PART = 0.4
"""How much two compounds count for each other that have a part in common."""
_SAME_RANK = 0.8
"""How much a noun of those who lead others counts for another one: director, head."""
_LEAST_COVERED = 0.5
"""The least of a query's weight that the names of a role have to hold."""
_NEAR_BEST = 0.9
"""Roles that match nearly as well as the best one are meant, too."""
_MOST_TITLES = 3
_MOST_WORDS = 1_000
"""Words that are remembered."""

Keys = frozenset[tuple[str, str]]
"""What a word is recognised by: language codes with keys."""


@dataclass(frozen=True)
class _Word:
    """A word of a name or query: its keys, and those of its parts if it is a compound.

    It may be the head of a title, one of those who lead others, or a word that stands in any title.
    """

    keys: Keys
    parts: Keys
    is_head: bool
    leads: bool
    is_filler: bool


@dataclass(frozen=True)
class Titles:
    """Finds roles by parts of their names, how telling these are considered."""

    library: Library
    lexicons: Mapping[str, Lexicon]
    _known: dict[str, _Word] = field(default_factory=dict, repr=False)

    def knows(self, word: str) -> bool:
        """Tell whether *word*, or a part of it, stands in the name of a role or is the noun of titles."""
        found = self._word(word)
        return found.is_head or bool((found.keys | found.parts) & self._counts.keys())

    def is_head(self, word: str) -> bool:
        """Tell whether *word* is the noun of titles: manager, selger, специалист."""
        return self._word(word).is_head

    def found(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the roles whose names hold most of the distinctive *words* of a query, the best first."""
        asked = [part for word in words for part in self._asked(word)]
        scored = {id: self._score(asked, names) for id, names in self._names.items()}
        best = max(scored.values(), default=0.0)
        if best < _LEAST_COVERED:
            return ()
        order = sorted(scored, key=lambda id: -scored[id])
        return tuple(id for id in order if scored[id] >= _NEAR_BEST * best)[:_MOST_TITLES]

    def _asked(self, word: str) -> Iterator[_Word]:
        """Yield a *word* that some name has, else those parts that some have of the compound that it may be.

        What a distriktsselger has before the noun says nothing of the roles that there are.
        """
        found = self._word(word)
        if found.keys & self._counts.keys():
            yield found
            return
        parts = (
            tuple(_parts(spelling, lexicon))
            for lexicon in self.lexicons.values()
            for spelling in _spellings(word, lexicon)
        )
        known = [self._word(part) for part in next(filter(None, parts), ())]
        yield from [part for part in known if part.is_head or part.keys & self._counts.keys()] or [found]

    def _score(self, asked: Sequence[_Word], names: Sequence[Sequence[_Word]]) -> float:
        """Return how much of what is *asked* the best of some *names* holds, and how much of it that is."""
        every = [word for name in names for word in name]
        covered = _coverage(asked, every, self._weight)
        if covered < _LEAST_COVERED:
            return 0.0
        return max(
            0.5 * _coverage(asked, name, self._weight) + 0.3 * _coverage(name, asked, self._weight) + 0.2 * covered
            for name in names
        )

    def _weight(self, word: _Word) -> float:
        if word.is_filler:
            return _FILLER_WEIGHT
        counts = [self._counts[key] for key in word.keys if key in self._counts]
        counts = counts or [self._counts[key] for key in word.parts if key in self._counts]
        if not counts:
            return _HEAD_WEIGHT if word.is_head else _UNKNOWN_WEIGHT
        weight = log(1.0 + len(self._names) / min(counts))
        return min(weight, _HEAD_WEIGHT) if word.is_head and not (word.leads or word.parts) else weight

    @cached_property
    def _names(self) -> Mapping[str, tuple[tuple[_Word, ...], ...]]:
        """The distinctive words of every name of each role."""
        found: dict[str, list[tuple[_Word, ...]]] = {}
        for role in self.library.roles:
            for version in role.versions:
                for name in (version.title, *version.synonyms, *version.search_names):
                    words = tuple(self._word(word) for word in self._distinctive(name, version.language))
                    if words:
                        found.setdefault(role.id, []).append(words)
        return {id: tuple(names) for id, names in found.items()}

    @cached_property
    def _counts(self) -> Mapping[tuple[str, str], int]:
        """In the names of how many roles each key stands."""
        counts: dict[tuple[str, str], int] = {}
        for names in self._names.values():
            for key in {key for name in names for word in name for key in word.keys | word.parts}:
                counts[key] = counts.get(key, 0) + 1
        return counts

    @cached_property
    def _heads(self) -> Keys:
        return self._listed(lambda language: (*language.occupations, *language.leading_occupations))

    @cached_property
    def _leaders(self) -> Keys:
        return self._listed(lambda language: language.leading_occupations)

    @cached_property
    def _fillers(self) -> Keys:
        return self._listed(lambda language: language.title_fillers)

    def _listed(self, words: Callable[[Language], Iterable[str]]) -> Keys:
        return frozenset(
            key
            for lexicon in self.lexicons.values()
            for word in words(lexicon.language)
            for key in _keys(word, lexicon)
        )

    def _distinctive(self, name: str, code: str) -> Iterator[str]:
        for token in tokens(name):
            if not token.whole and not self.lexicons[code].is_stop_word(token.text):
                yield token.text

    def _word(self, text: str) -> _Word:
        found = self._known.get(text)
        if found is None:
            found = self._made(text)
            if len(self._known) < _MOST_WORDS:
                self._known[text] = found
        return found

    def _made(self, text: str) -> _Word:
        keys: set[tuple[str, str]] = set()
        parts: set[tuple[str, str]] = set()
        heads: set[tuple[str, str]] = set()
        for lexicon in self.lexicons.values():
            for spelling in _spellings(text, lexicon):
                keys.update(_keys(spelling, lexicon))
                found = [tuple(_keys(part, lexicon)) for part in _parts(spelling, lexicon)]
                parts.update(*found)
                heads.update(*found[-1:])
        heads |= keys
        return _Word(
            frozenset(keys),
            frozenset(parts),
            is_head=not heads.isdisjoint(self._heads),
            leads=not heads.isdisjoint(self._leaders),
            is_filler=not keys.isdisjoint(self._fillers),
        )


def _coverage(words: Iterable[_Word], others: Sequence[_Word], weight: Callable[[_Word], float]) -> float:
    """Return which share of the weight of *words* stands among *others*."""
    held = total = 0.0
    for word in words:
        each = weight(word)
        total += each
        held += each * max((_alike(word, other) for other in others), default=0.0)
    return held / total if total else 0.0


def _alike(one: _Word, other: _Word) -> float:
    if one.keys & other.keys:
        return 1.0
    if one.leads and other.leads and not (one.parts and other.parts):
        return _SAME_RANK
    if one.keys & other.parts or one.parts & other.keys:
        return _PART
    return _SAME_PART if one.parts & other.parts else 0.0


def _keys(word: str, lexicon: Lexicon) -> Iterator[tuple[str, str]]:
    """Yield what the forms of a word share, and its stem, which related words may share: bank, banking."""
    if not lexicon.is_stop_word(word):
        for key in (*lexicon.keys(word), *(f"{stem}~" for stem in lexicon.stems(word))):
            yield lexicon.language.code, key


def _parts(word: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield the parts of a compound; of an unknown one what stands before the noun of titles, and that."""
    if not lexicon.language.has_compounds:
        return
    if known := lexicon.parts(word):
        yield from known
        return
    heads = (*lexicon.language.occupations, *lexicon.language.leading_occupations)
    for head in sorted(heads, key=len, reverse=True):
        before = word.removesuffix(head)
        if len(head) > 3 and before != word and len(before) > 2:
            yield before.removesuffix("s") if len(before) > 4 else before
            yield head
            return


def _spellings(word: str, lexicon: Lexicon) -> Iterator[str]:
    """Yield *word* and, where the language knows no such word, the spellings of its other written standard."""
    yield word
    if not lexicon.exact(word) and not lexicon.lemmas(word):
        for ending, other in lexicon.language.standard_endings.items():
            if word.endswith(ending):
                yield word.removesuffix(ending) + other
