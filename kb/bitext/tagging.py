"""A text in, what the checks need to know of it out: modality, negations, numbers, bounds, countries."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kb.analysis.analyses import Analyses
from kb.analysis.folding import fold
from kb.analysis.tokens import tokens
from kb.bitext.patterns import NUMBER, Match, Patterns, Word
from kb.bitext.references import references
from kb.bitext.vocabulary import named, vocabulary
from kb.languages import language

_NOT_PATTERNS = (
    "affix except",
    "also words",
    "dangling",
    "repeatable",
    "prefix ",
    "quotes",
    "apostrophe",
    "decimal",
    "percent",
    "reference",
    "verbal noun",
)
_SEGMENT_END = re.compile(r"[;()]|[.!?](?=\s|$)|:(?=\s)")
_SENTENCE_END = re.compile(r"[.!?][)»”]?\s+(?=\S)")
_YEAR = re.compile(r",?\s\d{4}:\s")
_PART_END = re.compile(r"[;(),]|[.!?](?=\s|$)|:(?=\s)|\s[—–]\s")

# Thousands are parted by a comma, a full stop or a space; both signs may begin decimals.
DIGITS = re.compile(r"(?<![^\W_])(?:\d{1,3}(?:[\u00a0\u202f .,]\d{3})+(?!\d)|\d+(?:[.,:]\d+)?)")


@dataclass(frozen=True)
class Tag:
    """What is known of some words of a text: *name* as in the vocabulary, and where they stand in the text."""

    name: str
    first: int
    after: int
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Tagged:
    """A text with its words and tags."""

    language: str
    text: str
    words: tuple[Word, ...]
    tags: tuple[Tag, ...]

    def named(self, *names: str) -> Iterator[Tag]:
        """Yield the tags with one of these *names*."""
        return (tag for tag in self.tags if tag.name in names)

    def begun(self, name: str) -> Iterator[tuple[str, Tag]]:
        """Yield the tags of `name …`, each with what stands after it."""
        begun = f"{name} "
        return ((tag.name.removeprefix(begun), tag) for tag in self.tags if tag.name.startswith(begun))

    def has(self, *names: str) -> bool:
        """Tell whether anything has one of these *names*."""
        return any(True for _ in self.named(*names))

    @cached_property
    def segments(self) -> tuple[tuple[int, int], ...]:
        """What stands between full stops, semicolons and parentheses."""
        return _spans(self.text, _SEGMENT_END)

    @cached_property
    def parts(self) -> tuple[tuple[int, int], ...]:
        """What stands between commas, too."""
        return _spans(self.text, _PART_END)

    @cached_property
    def references(self) -> tuple[tuple[int, int], ...]:
        """Where numbers stand that name laws, articles and standards."""
        return tuple(references(self.text, language(self.language)))

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that are named."""
        return frozenset(country for country, _ in self.begun("country"))

    @cached_property
    def is_of_one_country(self) -> bool:
        """Whether it begins with a country and a year, and so states what holds there: “In Britain, 2026: …”."""
        first = next((tag for _, tag in self.begun("country")), None)
        return first is not None and first.first <= 1 and _YEAR.match(self.text, first.end) is not None

    def cites(self, at: int) -> bool:
        """Tell whether the sentence of what stands *at* a place cites a law, an article or a standard."""
        ends = [match.end() for match in _SENTENCE_END.finditer(self.text) if self.text[match.end()].isupper()]
        start = max((end for end in ends if end <= at), default=0)
        end = min((end for end in ends if end > at), default=len(self.text))
        return any(start <= begin < end for begin, _ in self.references)

    def is_aside(self, at: int, countries: frozenset[str]) -> bool:
        """Tell whether what stands *at* a place speaks of a country that is none of *countries*."""
        return any(start <= at < end for country, (start, end) in self._asides if country not in countries)

    @cached_property
    def _asides(self) -> tuple[tuple[str, tuple[int, int]], ...]:
        """From the comma before a country to the end of the sentence, or to its other semicolon or parenthesis."""
        found = []
        for country, tag in self.begun("country"):
            start = next((start for start, end in self.parts if start <= tag.start < end), tag.start)
            end = next((end for begin, end in self.segments if begin <= tag.start < end), tag.end)
            found.append((country, (start, end)))
        return tuple(found)

    def text_of(self, tag: Tag) -> str:
        """Return the words that a *tag* is of."""
        return self.text[tag.start : tag.end]


class Tagger:
    """Tags the texts of one language."""

    def __init__(self, analyses: Analyses) -> None:
        self.analyses = analyses
        self.language = analyses.language
        self._patterns = Patterns(analyses)
        excepted = [fold(word) for word in named(self.language, "affix except")]
        self._excepted = frozenset(word for word in excepted if not word.endswith("*"))
        self._excepted_beginnings = tuple(word.rstrip("*") for word in excepted if word.endswith("*"))
        for name, phrase in vocabulary(self.language):
            if not name.startswith(_NOT_PATTERNS):
                self._patterns.add(name, phrase)

    def tag(self, text: str) -> Tagged:
        """Return *text* with what is known of its words."""
        words = tuple(words_of(text))
        tags = (tag for match in self._patterns.find(words) for tag in self._tags(match, words, text))
        return Tagged(self.language.code, text, words, tuple(tags))

    def _tags(self, match: Match, words: tuple[Word, ...], text: str) -> Iterator[Tag]:
        first, last = words[match.first], words[match.after - 1]
        dated = [name for name in match.names if name.startswith("month ") and _is_dated(match, words, text)]
        # A word that has a name of its own is not told by how it begins.
        is_excepted = first.folded in self._excepted or first.folded.startswith(self._excepted_beginnings)
        by_beginning = len(match.names) == 1 and not is_excepted
        for name in dated or match.names:
            if by_beginning or not name.startswith("affix"):
                yield Tag(name, match.first, match.after, first.start, last.end)


def _is_dated(match: Match, words: tuple[Word, ...], text: str) -> bool:
    """Tell whether a capital and a number beside it make a month of a word that may be another: 12 May."""
    beside = (*words[max(0, match.first - 1) : match.first], *words[match.after : match.after + 1])
    return text[words[match.first].start].isupper() and any(word.text == NUMBER for word in beside)


def words_of(text: str) -> Iterator[Word]:
    """Yield the words of *text*; a number in digits, however it is written, is one."""
    numbers = {match.start(): match.end() for match in DIGITS.finditer(text)}
    done = 0
    for token in tokens(text):
        if token.whole or token.start < done:
            continue
        end = numbers.get(token.start)
        if end is not None:
            done = end
            yield Word(NUMBER, NUMBER, token.start, end)
            if token.end <= end:
                continue
            rest = text[end : token.end].casefold()
            yield Word(rest, fold(rest), end, token.end)
        else:
            yield Word(token.text, token.folded, token.start, token.end)


def _spans(text: str, ends: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    found, start = [], 0
    for match in ends.finditer(text):
        found.append((start, match.end()))
        start = match.end()
    return (*found, (start, len(text) + 1))
