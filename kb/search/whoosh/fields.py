"""Which fields the index has, and what a document has in each: texts in, words with positions out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from kb.analysis.tokens import spelling, written_words
from kb.languages import CODES
from kb.search.documents import SEPARATOR, Document
from kb.search.whoosh.arrays import Kept, Occurrences
from kb.search.whoosh.index import OWNER

Lengths = npt.NDArray[np.uint32]

ZONES = ("text", "title", "names")
"""The wording itself; the title of a role or guide; what else a role is called, the heading above a paragraph."""

_GAP = 100
"""Positions between texts that no phrase may cross."""


def field_name(zone: str, language: str) -> str:
    """Return the name of the field for a *zone* in a *language*."""
    return f"{zone}_{language}"


FIELDS = tuple(field_name(zone, code) for zone in ZONES for code in CODES)
"""Every field, in the order in which lengths are kept."""

_NAMES = {(zone, code): field_name(zone, code) for zone in ZONES for code in CODES}
_NUMBERS = {name: number for number, name in enumerate(FIELDS)}


class Words:
    """The words of documents, field by field, gathered to become an index."""

    def __init__(self) -> None:
        self._fields = {name: Occurrences() for name in FIELDS}
        self._owners = Occurrences()
        self._lengths: list[list[int]] = []
        self.keys: list[str] = []

    def add(self, document: Document) -> None:
        """Add the next document."""
        lengths = [0] * len(FIELDS)
        for name, text in texts(document):
            words, positions = _placed(text)
            self._fields[name].add(len(self.keys), words, positions)
            # The whole of a hyphenated compound stands where its first part stands.
            lengths[_NUMBERS[name]] = len(positions) if isinstance(positions, range) else len(frozenset(positions))
        self._owners.add(len(self.keys), (document.owner,), (0,))
        self._lengths.append(lengths)
        self.keys.append(document.key)

    @property
    def lengths(self) -> Lengths:
        """A row for each document: how many words it has in each of FIELDS."""
        return np.array(self._lengths, np.uint32).reshape(-1, len(FIELDS))

    def kept(self) -> dict[str, Iterable[Kept]]:
        """Return the postings of all words by field, the owners of documents among them."""
        fields: dict[str, Iterable[Kept]] = {
            name: found.kept(lambda written: spelling(written)[1]) for name, found in self._fields.items()
        }
        return {**fields, OWNER: self._owners.kept(str)}

    def counts(self) -> dict[str, Counter[str]]:
        """Return by language how often each casefolded word stands there."""
        counts: dict[str, Counter[str]] = {code: Counter() for code in CODES}
        for number, found in enumerate(self._fields.values()):
            for written, count in found.counts().items():
                counts[CODES[number % len(CODES)]][spelling(written)[0]] += count
        return counts


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the fields of *document* with their texts."""
    for zone, by_language in zip(ZONES, (document.texts, document.titles, document.names), strict=True):
        for code, text in by_language.items():
            yield _NAMES[zone, code], text


def _placed(text: str) -> tuple[list[str], Sequence[int]]:
    """Return the words of *text* as written and their positions, a gap between its parts."""
    if SEPARATOR not in text:
        return written_words(text)
    words: list[str] = []
    places: list[int] = []
    for part in text.split(SEPARATOR):
        base = places[-1] + _GAP if places else 0
        written, positions = written_words(part)
        words.extend(written)
        places.extend(base + position for position in positions)
    return words, places
