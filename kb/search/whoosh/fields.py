"""Analyse documents into index terms with positions, field by field."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from kb.analysis.tokens import written_words
from kb.languages import CODES
from kb.search.documents import SEPARATOR, Document
from kb.search.vocabulary import Spellings, counted, index_term
from kb.search.whoosh.arrays import EncodedPostings, Occurrences

Lengths = npt.NDArray[np.uint32]
"""Numbers of words: a row for each document, a column for each of FIELDS."""

CONTEXT = "context"
ZONES = ("text", "title", "names", CONTEXT)
"""The wording; the title of a role or guide; other names of a role, the heading above a passage; the context."""

_GAP = 100
"""Positions between texts that no phrase may cross."""


def field_name(zone: str, language: str) -> str:
    """Return the name of the field for a *zone* in a *language*."""
    return f"{zone}_{language}"


FIELDS = tuple(field_name(zone, code) for zone in ZONES for code in CODES)
"""Every field, in the order in which lengths are kept."""

_NAMES = {(zone, code): field_name(zone, code) for zone in ZONES for code in CODES}
"""The names of fields by zone and language."""

_NUMBERS = {name: number for number, name in enumerate(FIELDS)}
"""The columns of fields."""


class DocumentTerms:
    """The terms of documents, field by field, gathered to become a segment of an index."""

    def __init__(self) -> None:
        self._fields = {name: Occurrences() for name in FIELDS}
        self._lengths: list[list[int]] = []

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, document: Document) -> None:
        """Add the terms of the next document."""
        lengths = [0] * len(FIELDS)
        for name, text in field_texts(document):
            words, positions = _placed(text)
            self._fields[name].add(len(self._lengths), words, positions)
            # The whole of a hyphenated compound stands where its first part stands.
            lengths[_NUMBERS[name]] = len(positions) if isinstance(positions, range) else len(frozenset(positions))
        self._lengths.append(lengths)

    @property
    def lengths(self) -> Lengths:
        """A row for each document: how many words it has in each of FIELDS."""
        return np.array(self._lengths, np.uint32).reshape(-1, len(FIELDS))

    def encoded(self) -> dict[str, Iterable[EncodedPostings]]:
        """Return the postings of all terms by field."""
        return {name: found.encoded(index_term) for name, found in self._fields.items()}

    def spellings(self) -> dict[str, Spellings]:
        """Return by language how often each word is written how."""
        found: dict[str, list[dict[str, int]]] = {code: [] for code in CODES}
        for number, occurrences in enumerate(self._fields.values()):
            found[CODES[number % len(CODES)]].append(occurrences.counts())
        return {
            code: counted(pair for counts in of_code for pair in counts.items()) for code, of_code in found.items()
        }


def field_texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the fields of *document* with their texts."""
    for zone, by_language in zip(ZONES, document.zones, strict=True):
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
