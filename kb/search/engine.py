"""Whoosh, and nothing else of the house: words with positions in, postings as arrays out.

Only what Whoosh 2.7.4 has, too, is used, and either reads what the other wrote.
"""

from array import array
from collections.abc import Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import index
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Format

Positions = Mapping[str, list[int]]
"""The words of one field of one document, each with where it stands."""

_POSITION = "I"
_POSITION_BYTES = array(_POSITION).itemsize


def _untyped(whoosh_object: Any) -> Any:
    # Whoosh annotates its public functions in part only, and the two distributions differ in it.
    return whoosh_object


class PositionField(FieldType):
    """A field whose value is Positions, made elsewhere; a posting's value is the array of them.

    Whoosh's own format pickles every list of positions, which costs more than all the rest of reading it.
    """

    def __init__(self) -> None:
        super().__init__(format=Format(), analyzer=_untyped(None))

    def index(self, value: Positions, **_: Any) -> Generator[tuple[bytes, int, float, bytes], Any, None]:
        """Yield word, frequency, weight and value of every posting of one document."""
        for word, positions in value.items():
            count = len(positions)
            yield word.encode(), count, float(count), array(_POSITION, positions).tobytes()


@dataclass(frozen=True)
class Entry:
    """One document as the engine takes it: *fields* to Positions, *lengths* in the order of the fields."""

    key: str
    owner: str
    fields: Mapping[str, Positions]
    lengths: tuple[int, ...]


@dataclass(frozen=True)
class RawPostings:
    """Where a word stands: documents by number, how often in each, all positions one after another."""

    documents: npt.NDArray[np.int64]
    frequencies: npt.NDArray[np.int64]
    positions: npt.NDArray[np.int64]


def create(folder: Path, fields: Iterable[str]) -> None:
    """Make an empty index with these *fields* in an existing *folder*."""
    schema = Schema(key=STORED, lengths=STORED, owner=ID, **{name: PositionField() for name in fields})
    _untyped(index.create_in(str(folder), schema)).close()


def change(folder: Path, gone: Iterable[str], entries: Iterable[Entry]) -> None:
    """Delete the documents of the owners that are *gone*, and add *entries*, in one commit."""
    writer = _untyped(index.open_dir(str(folder))).writer(limitmb=128)
    try:
        for owner in gone:
            writer.delete_by_term("owner", owner)
        for entry in entries:
            writer.add_document(key=entry.key, lengths=entry.lengths, owner=entry.owner, **entry.fields)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


class Reader:
    """An open index; not to be used by two threads at once."""

    def __init__(self, folder: Path) -> None:
        self._reader = _untyped(index.open_dir(str(folder))).reader()
        self._leaves = list(self._reader.leaf_readers())

    @property
    def size(self) -> int:
        """One more than the highest document number; numbers of deleted documents are among them."""
        return int(self._reader.doc_count_all())

    def stored(self) -> Iterator[tuple[int, str, tuple[int, ...]]]:
        """Yield number, key and lengths of every document that is not deleted."""
        for number, fields in self._reader.iter_docs():
            yield number, fields["key"], tuple(fields["lengths"])

    def postings(self, field: str, word: str) -> RawPostings | None:
        """Return where *word* stands in *field*, or None; deleted documents may be among them."""
        numbers: list[int] = []
        values: list[bytes] = []
        for leaf, offset in self._leaves:
            if (field, word) in leaf:
                for ids, found in _blocks(leaf.postings(field, word)):
                    numbers.extend(id + offset for id in ids)
                    values.extend(found)
        if not numbers:
            return None
        return RawPostings(
            np.array(numbers, dtype=np.int64),
            np.array([len(value) // _POSITION_BYTES for value in values], dtype=np.int64),
            np.frombuffer(b"".join(values), dtype=np.uint32).astype(np.int64),
        )

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()


def _blocks(matcher: Any) -> Iterator[tuple[Iterable[int], Iterable[bytes]]]:
    """Yield the numbers and values of postings, a block of them at a time where there are blocks."""
    # Around the matcher may stand one that leaves out deleted documents; the caller does that with arrays.
    inner = getattr(matcher, "child", matcher)
    if not issubclass(type(inner), W3LeafMatcher):
        while matcher.is_active():
            yield (matcher.id(),), (matcher.value(),)
            matcher.next()
        return
    # Stepping through a block posting by posting costs ten times as much as taking it whole.
    while inner.is_active():
        inner._read_ids()
        inner._read_values()
        yield inner._ids, inner._values
        inner._next_block()
