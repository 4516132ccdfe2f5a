"""The postings of words as arrays by rank: read once, shared by all threads, let go of when too many."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import fields, replace
from threading import Lock
from typing import Any, TypeVar

import numpy as np

from kb.search.whoosh.arrays import Postings
from kb.search.whoosh.corpus import Ranks, starts
from kb.search.whoosh.index import Reader

_MOST_BYTES = 256 * 1024 * 1024

Kept = TypeVar("Kept")


class PostingsCache:
    """Reads postings, and keeps these and other arrays for a while."""

    def __init__(self, reader: Reader, rank_of: Ranks) -> None:
        self._reader = reader
        self._rank_of = None if (rank_of == np.arange(len(rank_of))).all() else rank_of
        self._reading = Lock()
        self._keeping = Lock()
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._bytes = 0

    def read(self, field: str, word: str) -> Postings | None:
        """Return the postings of *word* in *field*, or None."""
        return self.keep((field, word), lambda: self._read(field, word))

    def keep(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what was made for *key* before, or make it now."""
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: Kept = self._kept[key][0]
                return found
        made = make()
        self._add(key, made, _size(made))
        return made

    def close(self) -> None:
        """Let go of the index."""
        with self._reading:
            self._reader.close()

    def _add(self, key: Hashable, made: object, size: int) -> None:
        with self._keeping:
            if key in self._kept:
                return
            self._kept[key] = (made, size)
            self._bytes += size
            while self._bytes > _MOST_BYTES:
                _, (_, freed) = self._kept.popitem(last=False)
                self._bytes -= freed

    def _read(self, field: str, word: str) -> Postings | None:
        # Whoosh's readers share a file position among their postings: one thread at a time.
        with self._reading:
            raw = self._reader.postings(field, word)
        if raw is None:
            return None
        if self._rank_of is None:
            return raw
        ranked = replace(raw, documents=self._rank_of[raw.documents])
        in_order = (ranked.documents[1:] > ranked.documents[:-1]).all() and ranked.documents[0] >= 0
        return ranked if in_order else _in_order(ranked)


def _in_order(postings: Postings) -> Postings | None:
    """Leave out deleted documents, and bring the others in the order of their ranks."""
    ranks = np.repeat(postings.documents, postings.frequencies)
    order = np.argsort(ranks, kind="stable")
    order = order[ranks[order] >= 0]
    if not len(order):
        return None
    ranks = ranks[order]
    first = starts(ranks)
    return Postings(ranks[first], np.diff(first, append=len(ranks)), postings.positions[order])


def _size(made: object) -> int:
    overhead = 400
    if made is None:
        return overhead
    return overhead + sum(getattr(made, field.name).nbytes for field in fields(made))  # type: ignore[arg-type]
