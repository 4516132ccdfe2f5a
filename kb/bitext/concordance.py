"""Words in, every place where they stand out: in any inflection, in context, with counterparts marked."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kb.analysis.tokens import Token, tokens
from kb.bitext.checker import Checker
from kb.bitext.checks.subjects import Subject
from kb.bitext.glossary import Use
from kb.bitext.patterns import Word
from kb.bitext.units import Text, Unit
from kb.errors import UsageError
from kb.languages import LANGUAGES

LONGEST_QUERY = 200
_LEAST_SURE = 0.5
"""A word that goes with one that is asked for at least so often is marked as its counterpart."""

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Line:
    """A text with what is marked in it, from and to which character."""

    language: str
    text: str
    marks: Marks


@dataclass(frozen=True)
class Occurrence:
    """A unit in which the words stand, and the same unit in the other languages."""

    unit: str
    owner: str
    kind: str
    line: Line
    counterparts: tuple[Line, ...]


@dataclass(frozen=True)
class Concordance:
    """Finds words in the units of a library; made once for it."""

    checker: Checker
    _places: dict[str, dict[str, list[tuple[int, int]]]] = field(default_factory=dict, repr=False)

    def find(
        self,
        query: str,
        language: str | None = None,
        sections: Iterable[str] = (),
        owners: Iterable[str] = (),
    ) -> tuple[Occurrence, ...]:
        """Return where the words of *query* stand side by side, in one *language* or in all.

        They come in the order of the content.
        *sections* are kinds, *owners* roles; none means all. Raises UsageError for a query that is too long.
        """
        if len(query) > LONGEST_QUERY:
            message = f"the query has {len(query)} characters; use at most {LONGEST_QUERY}"
            raise UsageError("query_too_long", message)
        kinds, wanted = frozenset(sections), frozenset(owners)
        codes = [one.code for one in LANGUAGES if language in (None, one.code)]
        found = []
        for code in codes:
            for number, spans in self._matches(query, code).items():
                unit, text = self._texts[code][number]
                if (not kinds or unit.kind in kinds) and (not wanted or unit.owner in wanted):
                    found.append((self._order[unit.id], code, self._occurrence(unit, text, tuple(spans), query)))
        return tuple(
            occurrence for _, _, occurrence in sorted(found, key=lambda one: (one[0], codes.index(one[1])))
        )

    def _matches(self, query: str, code: str) -> Mapping[int, list[tuple[int, int]]]:
        """Return by text where the words of *query* begin and end in it."""
        sought = [self.checker.analyses[code][token.text].sought for token in _words(query)]
        if not sought:
            return {}
        found: dict[int, list[tuple[int, int]]] = {}
        begun = sorted({place for key in sought[0] for place in self._index(code).get(key, ())})
        for number, first in begun:
            words = self._words_of(code)[number][first : first + len(sought)]
            keys = (self.checker.analyses[code][word.text].keys for word in words)
            if len(words) == len(sought) and all(not s.isdisjoint(k) for s, k in zip(sought, keys, strict=True)):
                found.setdefault(number, []).append((words[0].start, words[-1].end))
        return found

    def _index(self, code: str) -> Mapping[str, list[tuple[int, int]]]:
        """Return, for what words are found by, the texts and their words that have it; made when first needed."""
        if code not in self._places:
            places: dict[str, list[tuple[int, int]]] = {}
            for number, words in enumerate(self._words_of(code)):
                for position, word in enumerate(words):
                    for key in self.checker.analyses[code][word.text].keys:
                        places.setdefault(key, []).append((number, position))
            self._places[code] = places
        return self._places[code]

    def _words_of(self, code: str) -> Sequence[Sequence[Token]]:
        return self._words[code]

    @cached_property
    def _texts(self) -> Mapping[str, list[tuple[Unit, Text]]]:
        found: dict[str, list[tuple[Unit, Text]]] = {one.code: [] for one in LANGUAGES}
        for units in self.checker.units.values():
            for unit in units:
                for text in unit.texts:
                    found[text.language].append((unit, text))
        return found

    @cached_property
    def _words(self) -> Mapping[str, list[list[Token]]]:
        return {code: [list(_words(text.text)) for _, text in texts] for code, texts in self._texts.items()}

    @cached_property
    def _order(self) -> Mapping[str, int]:
        units = (unit.id for units in self.checker.units.values() for unit in units)
        return {id: number for number, id in enumerate(units)}

    def _occurrence(self, unit: Unit, text: Text, spans: Marks, query: str) -> Occurrence:
        others = (other for other in unit.texts if other.language != text.language)
        counterparts = tuple(
            Line(other.language, other.text, self._counterpart(unit, text, other, spans, query))
            for other in others
        )
        return Occurrence(unit.id, unit.owner, unit.kind, Line(text.language, text.text, spans), counterparts)

    def _counterpart(self, unit: Unit, text: Text, other: Text, spans: Marks, query: str) -> Marks:
        """Return what says the same in another language: names of the same term, else words that go together."""
        one, two = (self.checker.subject(unit, each) for each in (text, other))
        terms = self.checker.vocabulary.glossary
        asked = {
            use.entry.id
            for block in one.blocks
            for use in terms.uses(block.tagged)
            if any(_overlap(_span(block.tagged.words, use), span) for span in spans)
        }
        if len(one.blocks) > 1 or len(two.blocks) > 1:
            return ()
        tagged = two.blocks[0].tagged
        named = tuple(_span(tagged.words, use) for use in terms.uses(tagged) if use.entry.id in asked)
        return named or tuple(self._by_words(query, one, two))

    def _by_words(self, query: str, one: Subject, two: Subject) -> Iterator[tuple[int, int]]:
        telling, fits = self.checker.vocabulary.telling, self.checker.learned.fits
        is_source = one.is_source
        languages = (one.language, two.language) if is_source else (two.language, one.language)
        if not (is_source or two.is_source) or not fits.is_taught(*languages):
            return
        words = two.blocks[0].tagged.words
        keys = tuple(telling.word_keys(two.language, word.text) for word in words)
        asked = tuple(telling.word_keys(one.language, token.text) for token in _words(query))
        source, target = (one, two) if is_source else (two, one)
        known = fits.association(source.language, target.language)
        for number in known.counterparts(asked, keys, _LEAST_SURE, turned=not is_source):
            yield words[number].start, words[number].end


def _words(text: str) -> Iterator[Token]:
    return (token for token in tokens(text) if not token.whole)


def _span(words: Sequence[Word], use: Use) -> tuple[int, int]:
    return words[use.first].start, words[use.after - 1].end


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
