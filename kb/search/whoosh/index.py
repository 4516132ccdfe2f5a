"""Write postings into a Whoosh index; read them as arrays.

Only what Whoosh 2.7.4 has, too, is used, and either reads what the other wrote.
"""

import weakref
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index
from whoosh.fields import FieldType, Schema
from whoosh.formats import Format

from kb.search.whoosh.arrays import EncodedPostings, Postings
from kb.search.whoosh.codec import ArrayCodec, Pool


def _untyped(whoosh_object: Any) -> Any:
    # Whoosh annotates its public functions in part only, and the two distributions differ in it.
    return whoosh_object


class _TermsField(FieldType):
    """A field whose terms are given to the pool, and not to Whoosh's documents."""

    def __init__(self) -> None:
        super().__init__(format=Format(), analyzer=_untyped(None))


def create(folder: Path, fields: Iterable[str]) -> None:
    """Make an empty index with these *fields* in an existing *folder*."""
    schema = Schema(**{name: _TermsField() for name in fields})
    _untyped(index.create_in(str(folder), schema)).close()


def commit(
    folder: Path, added: int, fields: Mapping[str, Iterable[EncodedPostings]], dropped: Collection[str] = ()
) -> str:
    """Add a segment of so many documents with the postings of their terms; return the name of the segment.

    The segments *dropped* go in the same step. Documents are numbered from 0 in each segment.
    """
    # In one compound file Whoosh would read a segment into memory as a whole.
    writer = _untyped(index.open_dir(str(folder))).writer(codec=ArrayCodec(), compound=False)
    try:
        writer.pool = Pool(fields)
        for _ in range(added):
            writer.add_document()
        # Segments are never merged: those that remain keep the numbers of their documents.
        writer.commit(
            mergetype=lambda _, segments: [each for each in segments if each.segment_id() not in dropped]
        )
    except BaseException:
        # Whoosh may fail again over files that it could not finish, or closed before: what is told is why.
        with suppress(Exception):
            if not writer.is_closed:
                writer.cancel()
        raise
    name: str = writer.newsegment.segment_id()
    return name


class Reader:
    """An open index of segments; not to be used by two threads at once."""

    def __init__(self, folder: Path) -> None:
        self._reader = _untyped(index.open_dir(str(folder))).reader()
        # Whoever lets go of a reader lets go of its files.
        self._close = weakref.finalize(self, self._reader.close)
        # An index without a segment has a leaf that is of none.
        self._leaves = [(leaf, offset) for leaf, offset in self._reader.leaf_readers() if leaf.segment()]
        self.segments: tuple[str, ...] = tuple(leaf.segment().segment_id() for leaf, _ in self._leaves)
        """Names of the segments, in the order in which their documents are numbered."""

    def postings(self, field: str, term: str, *, positions: bool) -> Postings | None:
        """Return where *term* stands in *field*, or None; *positions* only where they are asked for."""
        found = [
            each.shifted(offset)
            for leaf, offset in self._leaves
            if (field, term) in leaf
            for each in (_postings(leaf.postings(field, term)).read(positions=positions),)
        ]
        if len(found) < 2:
            return found[0] if found else None
        return Postings(*(np.concatenate([getattr(each, name) for each in found]) for name in vars(found[0])))

    def close(self) -> None:
        """Let go of the files."""
        self._close()


def _postings(matcher: Any) -> Any:
    # Around the matcher may stand one that leaves out deleted documents; there are none here.
    return getattr(matcher, "child", matcher)
