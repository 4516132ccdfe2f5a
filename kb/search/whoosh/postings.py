"""Cache the postings of an index as arrays by rank."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, fields, replace
from threading import Lock
from typing import Any, TypeVar

import numpy as np

from kb.search.whoosh.arrays import Postings
from kb.search.whoosh.corpus import Ranks
from kb.search.whoosh.index import Reader

_MOST_BYTES = 20 * 1024 * 1024
"""Of arrays that are kept: some thousand terms of a content of 300,000 clauses."""

Kept = TypeVar("Kept")
"""Arrays that are cached: a dataclass of them, or None."""


class PostingsCache:
    """Reads postings, and keeps these and other arrays for a while."""

    def __init__(self, reader: Reader, rank_of: Ranks | None) -> None:
        self._reader = reader
        self._rank_of = rank_of
        self._reading = Lock()
        self._keeping = Lock()
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._bytes = 0

    def read(self, field: str, term: str) -> Postings | None:
        """Return the postings of *term* in *field* without positions, or None."""
        return self.keep((field, term), lambda: self._read(field, term, positions=False))

    def places(self, field: str, term: str) -> Ranks | None:
        """Return rank and position of each *term* in *field* in one number, in order, or None without any."""

        def read() -> Places | None:
            postings = self._read(field, term, positions=True)
            return Places(postings.places) if postings else None

        found = self.keep((field, term, "positions"), read)
        return found.numbers if found else None

    def keep(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return the arrays cached for *key*, or make them now."""
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: Kept = self._kept[key][0]
                return found
        made = make()
        self._add(key, made, _size(made))
        return made

    def close(self) -> None:
        """Close the index, and empty the cache."""
        with self._reading:
            self._reader.close()
        with self._keeping:
            self._kept.clear()

    def _add(self, key: Hashable, made: object, size: int) -> None:
        with self._keeping:
            if key in self._kept:
                return
            self._kept[key] = (made, size)
            self._bytes += size
            while self._bytes > _MOST_BYTES:
                _, (_, freed) = self._kept.popitem(last=False)
                self._bytes -= freed

    def _read(self, field: str, term: str, *, positions: bool) -> Postings | None:
        # Whoosh's readers share a file position among their postings: one thread at a time.
        with self._reading:
            raw = self._reader.postings(field, term, positions=positions)
        if raw is None:
            return None
        if self._rank_of is None:
            return raw
        ranked = replace(raw, documents=self._rank_of[raw.documents])
        in_order = (ranked.documents[1:] > ranked.documents[:-1]).all() and ranked.documents[0] >= 0
        return ranked if in_order else _in_order(ranked)


def _in_order(postings: Postings) -> Postings | None:
    """Leave out documents that are no longer valid, and bring the others in the order of their ranks."""
    order = np.argsort(postings.documents, kind="stable")
    order = order[np.searchsorted(postings.documents[order], 0) :]
    if not len(order):
        return None
    positions = postings.positions
    if len(positions):
        ends = np.cumsum(postings.frequencies, dtype=np.int64)
        runs = postings.frequencies[order].astype(np.int64)
        # Where each run of positions begins, less where it begins among those that come before it.
        begins = np.repeat(ends[order] - runs - (np.cumsum(runs) - runs), runs)
        positions = positions[begins + np.arange(len(begins))]
    return Postings(postings.documents[order], postings.frequencies[order], positions)


@dataclass(frozen=True)
class Places:
    """Where a term stands: rank and position in one number each, in order."""

    numbers: Ranks


def _size(made: object) -> int:
    overhead = 400
    if made is None:
        return overhead
    return overhead + sum(getattr(made, field.name).nbytes for field in fields(made))  # type: ignore[arg-type]
