"""Whoosh, and nothing else of the house: words with positions in, postings as arrays out.

Only what Whoosh 2.7.4 has, too, is used, and either reads what the other wrote.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from whoosh import index
from whoosh.fields import FieldType, Schema
from whoosh.formats import Format

from kb.search.whoosh.arrays import Kept, Postings
from kb.search.whoosh.codec import ArrayCodec, Pool

OWNER = "owner"
"""The field of what documents go away with."""


def _untyped(whoosh_object: Any) -> Any:
    # Whoosh annotates its public functions in part only, and the two distributions differ in it.
    return whoosh_object


class _WordsField(FieldType):
    """A field whose words are given to the pool, and not to Whoosh's documents."""

    def __init__(self) -> None:
        super().__init__(format=Format(), analyzer=_untyped(None))


def create(folder: Path, fields: Iterable[str]) -> None:
    """Make an empty index with these *fields* in an existing *folder*."""
    schema = Schema(**{name: _WordsField() for name in (OWNER, *fields)})
    _untyped(index.create_in(str(folder), schema)).close()


def change(folder: Path, gone: Iterable[str], added: int, fields: Mapping[str, Iterable[Kept]]) -> list[int]:
    """Delete the documents of the owners that are *gone*, add so many, in one commit; return what is deleted.

    Documents keep their numbers; those that are *added*, with the postings of their words in *fields*, get the
    next ones.
    """
    reader = Reader(folder)
    deleted = [number for owner in gone for number in reader.numbers_of(owner)]
    reader.close()
    writer = _untyped(index.open_dir(str(folder))).writer(codec=ArrayCodec())
    try:
        writer.pool = Pool(fields)
        for number in deleted:
            writer.delete_document(number)
        for _ in range(added):
            writer.add_document()
        # Merging would give documents other numbers.
        writer.commit(merge=False)
    except BaseException:
        # Whoosh may fail again over files that it could not finish, or closed before: what is told is why.
        with suppress(Exception):
            if not writer.is_closed:
                writer.cancel()
        raise
    return deleted


def segments(folder: Path) -> int:
    """Return in how many places a word must be looked up."""
    found = _untyped(index.open_dir(str(folder)))
    try:
        return len(found._segments())
    finally:
        found.close()


class Reader:
    """An open index; not to be used by two threads at once."""

    def __init__(self, folder: Path) -> None:
        self._reader = _untyped(index.open_dir(str(folder))).reader()
        self._leaves = list(self._reader.leaf_readers())

    def numbers_of(self, owner: str) -> list[int]:
        """Return the documents that go away with *owner*."""
        found = self.postings(OWNER, owner)
        return (
            [number for number in found.documents.tolist() if not self._reader.is_deleted(number)] if found else []
        )

    def postings(self, field: str, word: str) -> Postings | None:
        """Return where *word* stands in *field*, or None; deleted documents may be among them."""
        found = [
            Postings(each.documents + offset, each.frequencies, each.positions)
            for leaf, offset in self._leaves
            if (field, word) in leaf
            for each in (_postings(leaf.postings(field, word)),)
        ]
        if len(found) < 2:
            return found[0] if found else None
        return Postings(*(np.concatenate([getattr(each, name) for each in found]) for name in vars(found[0])))

    def close(self) -> None:
        """Let go of the files."""
        self._reader.close()


def _postings(matcher: Any) -> Postings:
    # Around the matcher may stand one that leaves out deleted documents; the caller does that with arrays.
    found: Postings = getattr(matcher, "child", matcher).postings
    return found
