"""Cache embeddings on disk by the text they are of."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import numpy as np

from kb.vectors.model import DIMENSIONS, NAME, Vector

FILE_NAME = "vectors.sqlite3"
"""The file of the cache in its folder."""
_CHUNK = 500
"""Vectors that are looked up in one statement."""
_NOT_NOW = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)
"""Errors of SQLite that are of the place where a file stands, and not of the file."""
_ROUNDING = 1e-3
"""How far the length of a vector, which is 1, may be off."""


class VectorCache:
    """A file of vectors in *folder*; any number of processes may use it, and a damaged one is begun anew."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / FILE_NAME

    def find(self, kind: str, texts: Iterable[str]) -> dict[str, Vector]:
        """Return the vectors that are there, by text; a text has one for each *kind* of use."""
        keys = {_key(kind, text): text for text in texts}
        try:
            with self._open() as connection:
                return {keys[key]: vector for key, vector in _rows(connection, list(keys))}
        except (sqlite3.DatabaseError, OSError) as error:
            self._begin_anew(error)
            return {}

    def add(self, kind: str, vectors: Mapping[str, Vector]) -> None:
        """Keep *vectors* by text."""
        rows = [(_key(kind, text), vector.astype(np.float32).tobytes()) for text, vector in vectors.items()]
        try:
            with self._open() as connection, connection:
                connection.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)
        except (sqlite3.DatabaseError, OSError) as error:
            # They can be made again: better slow next time than not at all now.
            self._begin_anew(error)

    def _begin_anew(self, error: Exception) -> None:
        """Remove a damaged file; one that is sound and cannot be used just now stays."""
        if self._file.is_file() and getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_NOW:
            return
        # What stands there and cannot be removed, a folder or somebody else's file, leaves us without a cache.
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file, timeout=30)) as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB NOT NULL)")
            yield connection


def _key(kind: str, text: str) -> bytes:
    return hashlib.sha256(f"{NAME}\0{kind}\0{text}".encode("utf-8", "surrogatepass")).digest()


def _rows(connection: sqlite3.Connection, keys: Sequence[bytes]) -> Iterator[tuple[bytes, Vector]]:
    for start in range(0, len(keys), _CHUNK):
        some = keys[start : start + _CHUNK]
        marks = ",".join("?" * len(some))
        # Only question marks are put in.
        statement = f"SELECT key, value FROM vector WHERE key IN ({marks})"  # noqa: S608
        for key, value in connection.execute(statement, some):
            vector = _read(value)
            if vector is not None:
                yield key, vector


def _read(value: object) -> Vector | None:
    """Return the vector that was kept as *value*, None where that has been damaged since."""
    if not isinstance(value, bytes) or len(value) != DIMENSIONS * np.dtype(np.float32).itemsize:
        return None
    vector = np.frombuffer(value, dtype=np.float32)
    return vector if abs(float(vector @ vector) - 1) < _ROUNDING else None
