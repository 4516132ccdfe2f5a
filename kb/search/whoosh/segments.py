"""Store per-document records of index segments beside Whoosh's files."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.search.answers import FACET_VALUES
from kb.search.documents import Document
from kb.search.whoosh.fields import FIELDS, Lengths

_BITS = {
    each: 1 << number
    for number, each in enumerate((facet, value) for facet, values in FACET_VALUES.items() for value in values)
}
"""The bit of each value of a facet, the lowest first."""

RECORD = np.dtype(
    [
        ("owner", "<u4"),
        ("place", "<u4"),
        ("hit", "<u8"),
        ("facets", "<u8"),
        ("lengths", "<u4", (len(FIELDS),)),
    ]
)
"""The record of a document: the number of its owner in the segment, its place among the owner's documents, a
hash of the id of its hit, its values of facets as bits, and how many words it has in each of FIELDS."""

Table = npt.NDArray[np.void]
"""An array of RECORDs."""


def hash_of(text: str) -> int:
    """Return 64 bits that stand for *text*: any two of a million texts are alike once in 30 million times."""
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


@dataclass(frozen=True)
class Segment:
    """The documents that came to the index in one step: their *owners*, and the key of each.

    A table of records, one of RECORD for each, stands on disk beside it (read_table).
    """

    name: str
    owners: tuple[str, ...]
    keys: bytes
    """One key a line, in the order of the records."""

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def keys_of(self, numbers: npt.NDArray[np.int64]) -> list[str]:
        """Return the keys of the documents with these *numbers* in the segment."""
        starts, ends = self._bounds[numbers].tolist(), (self._bounds[numbers + 1] - 1).tolist()
        return [self.keys[start:end].decode() for start, end in zip(starts, ends, strict=True)]

    @cached_property
    def _bounds(self) -> npt.NDArray[np.int64]:
        """Where each key begins, and the next one would."""
        return np.append(0, np.flatnonzero(np.frombuffer(self.keys, np.uint8) == ord("\n")) + 1)


class Records:
    """Gathers the records of the documents that are to become a segment, in the order of their numbers."""

    def __init__(self) -> None:
        self._owners: dict[str, int] = {}
        self._hashes: dict[str, int] = {}
        self._facts: list[tuple[int, int, int, int]] = []
        self._keys: list[str] = []

    def add(self, document: Document, place: int) -> None:
        """Add the next document, which has this *place* among those of its owner."""
        hit = document.hit
        if hit not in self._hashes:
            self._hashes[hit] = hash_of(hit)
        owner = self._owners.setdefault(document.owner, len(self._owners))
        self._facts.append((owner, place, self._hashes[hit], sum(_BITS[each] for each in document.facets)))
        self._keys.append(document.key)

    def save(self, name: str, lengths: Lengths, folder: Path) -> Segment:
        """Return the segment that the index has named so, kept in *folder*; *lengths* has a row a document."""
        records = np.zeros(len(self._keys), RECORD)
        records["lengths"] = lengths
        columns = np.array(self._facts, np.uint64).reshape(-1, 4)
        for number, column in enumerate(("owner", "place", "hit", "facets")):
            records[column] = columns[:, number]
        segment = Segment(name, tuple(self._owners), "".join(f"{key}\n" for key in self._keys).encode())
        # numpy does not tell why it could not write into a file.
        table = BytesIO()
        np.save(table, records, allow_pickle=False)
        _path(folder, name, "npy").write_bytes(table.getbuffer())
        _path(folder, name, "keys").write_bytes(segment.keys)
        _path(folder, name, "json").write_text(json.dumps(segment.owners), encoding="utf-8")
        return segment


def load_segment(name: str, folder: Path) -> Segment:
    """Return the segment that was saved in *folder*."""
    owners = json.loads(_path(folder, name, "json").read_text(encoding="utf-8"))
    return Segment(name, tuple(owners), _path(folder, name, "keys").read_bytes())


def read_table(segment: Segment, folder: Path) -> Table:
    """Return the records of the documents of *segment*, which stands in *folder*."""
    table: Table = np.load(_path(folder, segment.name, "npy"), allow_pickle=False)
    return table


def remove_segment(name: str, folder: Path) -> None:
    """Delete the files of a segment."""
    for kind in ("npy", "keys", "json"):
        _path(folder, name, kind).unlink(missing_ok=True)


def _path(folder: Path, name: str, kind: str) -> Path:
    return folder / f"{name}.{kind}"
