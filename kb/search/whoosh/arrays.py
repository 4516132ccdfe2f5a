"""Gather postings as arrays; encode and decode them as bytes."""

import struct
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
"""Document numbers, or places."""
_Numbers = npt.NDArray[np.integer]
"""Numbers of any width."""

_HEADER = struct.Struct("<QQBBB")
"""Numbers of documents and occurrences; codes of the types of gaps, frequencies and positions."""
_DTYPES = tuple(np.dtype(f"<u{size}") for size in (1, 2, 4))
"""The types of numbers on disk, by code."""
_LARGEST = tuple(np.iinfo(dtype).max for dtype in _DTYPES)
"""The largest number of each type."""


@dataclass(frozen=True)
class Postings:
    """Where a term stands in one field: documents, ascending, how often in each, and all positions.

    *positions* may have been left unread; then there are none.
    """

    documents: Numbers
    frequencies: _Numbers
    positions: _Numbers

    @property
    def places(self) -> Numbers:
        """Document and position in one number each, in order."""
        return (np.repeat(self.documents, self.frequencies) << 32) + self.positions

    def shifted(self, offset: int) -> "Postings":
        """Return the same of documents that are numbered from *offset* on."""
        return replace(self, documents=self.documents + offset) if offset else self


@dataclass(frozen=True)
class EncodedPostings:
    """The postings of one word as they are kept: in how many documents, how often, and the bytes."""

    word: str
    documents: int
    occurrences: int
    content: bytes


class Occurrences:
    """The words of one field as they follow one another, with their documents and positions."""

    def __init__(self) -> None:
        self._number_of = _Numbering()
        self._words = array("i")
        self._positions = array("i")
        self._documents = array("i")
        self._lengths = array("i")

    def add(self, document: int, words: Sequence[str], positions: Iterable[int]) -> None:
        """Add *words* of a *document* with their *positions*, both ascending."""
        # This is done with every word of the content: no loop but those of the arrays themselves.
        self._words.extend(map(self._number_of.__getitem__, words))
        self._positions.extend(positions)
        self._documents.append(document)
        self._lengths.append(len(words))

    def counts(self) -> dict[str, int]:
        """Return how often each word stands there."""
        found = np.bincount(np.frombuffer(self._words, np.intc), minlength=len(self._number_of))
        return dict(zip(self._number_of, found.tolist(), strict=True))

    def encoded(self, spell: Callable[[str], str]) -> Iterator[EncodedPostings]:
        """Yield in order the postings of each index term; *spell* gives that of a word."""
        spelt = [spell(word) for word in self._number_of]
        in_order = sorted(frozenset(spelt))
        place = {word: at for at, word in enumerate(in_order)}
        words = np.array([place[word] for word in spelt], np.intc)[np.frombuffer(self._words, np.intc)]
        order = np.argsort(words, kind="stable")
        documents = np.repeat(np.frombuffer(self._documents, np.intc), np.frombuffer(self._lengths, np.intc))
        yield from _encode(
            in_order, words[order], documents[order], np.frombuffer(self._positions, np.intc)[order]
        )


class _Numbering(dict[str, int]):
    """Gives every word a number when it is first asked for."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number


def _encode(
    in_order: list[str], words: _Numbers, documents: _Numbers, positions: _Numbers
) -> Iterator[EncodedPostings]:
    # All words are worked on at once, since most of them stand in a few documents only.
    is_first = np.diff(words, prepend=-1) != 0
    starts = np.flatnonzero(is_first | (np.diff(documents, prepend=-1) != 0))
    by_document = np.flatnonzero(is_first[starts])
    # Gaps between numbers are small where a word is common, and that is where it matters.
    gaps = np.diff(documents[starts], prepend=0)
    gaps[by_document] = documents[starts[by_document]]
    frequencies = np.diff(starts, append=len(words))
    columns = (
        _Column(gaps, by_document),
        _Column(frequencies, by_document),
        _Column(positions, np.flatnonzero(is_first)),
    )
    for word, *found in zip(in_order, *columns, strict=True):
        _, had_by, standing = (len(content) // _DTYPES[code].itemsize for code, content in found)
        header = _HEADER.pack(had_by, standing, *(code for code, _ in found))
        yield EncodedPostings(word, had_by, standing, b"".join((header, *(content for _, content in found))))


class _Column:
    """One kind of number of all words: for each the code of a type that is wide enough, and its numbers in it."""

    def __init__(self, numbers: _Numbers, starts: Numbers) -> None:
        largest = np.maximum.reduceat(numbers, starts) if len(starts) else numbers
        self._codes = np.searchsorted(_LARGEST, largest).tolist()
        self._bounds = (*starts.tolist(), len(numbers))
        self._numbers = [numbers.astype(dtype) for dtype in _DTYPES]

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        for code, (start, end) in zip(self._codes, pairwise(self._bounds), strict=True):
            yield code, self._numbers[code][start:end].tobytes()


def read(get: Callable[[int, int], bytes], offset: int, *, positions: bool = True) -> Postings:
    """Decode the postings at *offset*; *get* returns the bytes at an offset, so many.

    *positions*, most of the bytes, are read only where they are asked for.
    """
    documents, occurrences, *codes = _HEADER.unpack(get(offset, _HEADER.size))
    offset += _HEADER.size
    columns = []
    for count, code in zip((documents, documents, occurrences if positions else 0), codes, strict=True):
        size = count * _DTYPES[code].itemsize
        columns.append(np.frombuffer(bytes(get(offset, size)), _DTYPES[code]))
        offset += size
    gaps, frequencies, found_positions = columns
    return Postings(np.cumsum(gaps, dtype=np.int64), frequencies, found_positions)
