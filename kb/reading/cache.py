"""Parsed files on disk: what a reading found, kept for the next process that reads the same files.

Packs are files that never change: the pickles of some content files, one after another. The manifest says which
packs there are, with their sizes and hashes, and where the pickle of each content file stands. Whatever is not as
the manifest says is thrown away, and what it was read from is parsed again.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from stat import S_ISREG
from typing import Any

from kb.collecting import collecting_later
from kb.errors import DataError
from kb.reading.files import FileState, KnownFile
from kb.reading.pickling import pickled, schema, unpickled
from kb.storage import alone_in, private_folder, remove

logger = logging.getLogger(__name__)

_FOLDER = "parsed"
_MANIFEST = "manifest.json"
_PACK = ".pack"

FULL = 16 * 1024**2
"""Bytes: a pack is closed when it has so many; what is rewritten at once is never much more."""

SMALL = FULL // 16
MOST_SMALL = 8
"""So many small packs may lie side by side before they become one."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where in which pack the pickle of a content file stands, and of which bytes of it."""

    state: FileState | None
    digest: str
    pack: str
    start: int
    end: int


@dataclass(frozen=True)
class _Manifest:
    """The packs by name, with size and SHA-256, and what is kept in them by the paths of the content files."""

    packs: Mapping[str, tuple[int, str]]
    files: Mapping[str, _Kept]


_NOTHING = _Manifest({}, {})


class ParseCache:
    """The parsed files in the *data* folder of a content; where that cannot be used, reading goes on without."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._on_disk: Mapping[str, KnownFile] = {}

    @collecting_later()
    def load(self) -> Mapping[str, KnownFile]:
        """Return what is kept and sound, by the paths of the content files."""
        with suppress(DataError):
            folder = self._folder()
            with alone_in(folder, _silently):
                self._on_disk = dict(_load(folder, _read_manifest(folder)))
        return self._on_disk

    def save(self, known: Mapping[str, KnownFile]) -> None:
        """Keep what is *known* and nothing else; it costs what has changed since the last time."""
        if known == self._on_disk:
            return
        # What cannot be kept is not tried again before something else has changed.
        self._on_disk = known
        with suppress(DataError):
            folder = self._folder()
            try:
                with alone_in(folder, _silently):
                    _save(folder, known)
            except OSError as error:
                # It may be read-only on purpose; and whoever needs room for an index says that there is none.
                logger.info("%s: parsed files cannot be kept (%s)", folder, error.strerror)

    def _folder(self) -> Path:
        """Return the folder of packs; DataError where there can be none, which whoever makes an index says."""
        folder = private_folder(self._data) / _FOLDER
        if folder.is_symlink() or not folder.is_dir():
            with suppress(OSError):
                remove(folder)
        return private_folder(folder)


def _silently(_: str) -> None:
    """Say nothing of waiting for another process: it keeps files in a moment."""


def _load(folder: Path, manifest: _Manifest) -> Iterator[tuple[str, KnownFile]]:
    for name, files in _by_pack(manifest.files).items():
        content = _sound_bytes(folder / name, *manifest.packs[name])
        if content is None:
            with suppress(OSError):
                remove(folder / name)
            continue
        for path, kept in files:
            parsed = unpickled(content[kept.start : kept.end])
            if parsed is not None:
                yield path, KnownFile(kept.state, kept.digest, parsed)


def _by_pack(files: Mapping[str, _Kept]) -> dict[str, list[tuple[str, _Kept]]]:
    packs: dict[str, list[tuple[str, _Kept]]] = {}
    for path, kept in files.items():
        packs.setdefault(kept.pack, []).append((path, kept))
    return packs


def _sound_bytes(file: Path, size: int, digest: str) -> bytes | None:
    content = _bytes(file, size)
    return content if content is not None and hashlib.sha256(content).hexdigest() == digest else None


def _bytes(file: Path, size: int | None = None) -> bytes | None:
    """Return what *file* holds; None where it is no file (a pipe never ends) or is not of this *size*."""
    try:
        found = file.lstat()
        return file.read_bytes() if S_ISREG(found.st_mode) and size in (None, found.st_size) else None
    except OSError:
        return None


def _read_manifest(folder: Path) -> _Manifest:
    digest, _, text = (_bytes(folder / _MANIFEST) or b"").partition(b"\n")
    if digest != hashlib.sha256(text).hexdigest().encode():
        return _NOTHING
    found = json.loads(text)
    return _manifest(**found) if found.pop("schema") == schema() else _NOTHING


def _manifest(packs: Mapping[str, tuple[int, str]], files: Mapping[str, Sequence[Any]]) -> _Manifest:
    return _Manifest(
        {name: (size, digest) for name, (size, digest) in packs.items()},
        {path: _Kept(state and FileState(*state), *rest) for path, (state, *rest) in files.items()},
    )


def _write_manifest(folder: Path, manifest: _Manifest) -> None:
    files = {
        path: (kept.state and astuple(kept.state), kept.digest, kept.pack, kept.start, kept.end)
        for path, kept in manifest.files.items()
    }
    text = json.dumps({"schema": schema(), "packs": manifest.packs, "files": files}).encode()
    written = folder / f"{_MANIFEST}.new"
    written.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
    written.replace(folder / _MANIFEST)


def _save(folder: Path, known: Mapping[str, KnownFile]) -> None:
    """Write what is in no pack into new ones, then the manifest, and delete the packs that are not in it."""
    before = _read_manifest(folder)
    stand = {name for name, (size, _) in before.packs.items() if _is_there(folder / name, size)}
    kept = {
        path: replace(each, state=known[path].state)
        for path, each in before.files.items()
        if each.pack in stand and path in known and each.digest == known[path].digest
    }
    stay = _staying(before.packs, kept.values())
    files = {path: each for path, each in kept.items() if each.pack in stay}
    packs = {name: before.packs[name] for name in stay}
    # What could not be read has no digest: it is tried again every time.
    missing = {path: each for path, each in known.items() if path not in files and each.digest}
    while missing:
        name, packs[name], written = _write_pack(folder, missing)
        files |= written
        missing = {path: each for path, each in missing.items() if path not in written}
    _write_manifest(folder, _Manifest(packs, files))
    for file in folder.glob(f"*{_PACK}"):
        if file.name not in packs:
            remove(file)


def _is_there(file: Path, size: int) -> bool:
    try:
        return file.lstat().st_size == size
    except OSError:
        return False


def _staying(packs: Mapping[str, tuple[int, str]], kept: Iterable[_Kept]) -> set[str]:
    """Return the packs that are not written anew: none that is half empty, nor many small ones."""
    used: dict[str, int] = {}
    for each in kept:
        used[each.pack] = used.get(each.pack, 0) + each.end - each.start
    staying = {name for name, size in used.items() if size >= packs[name][0] / 2}
    small = {name for name in staying if packs[name][0] < SMALL}
    return staying - small if len(small) >= MOST_SMALL else staying


def _write_pack(folder: Path, known: Mapping[str, KnownFile]) -> tuple[str, tuple[int, str], dict[str, _Kept]]:
    """Write as many files as make a pack; return its name, its size and hash, and what is in it."""
    digest, size, spans = hashlib.sha256(), 0, dict[str, tuple[int, int]]()
    unfinished = folder / f"new{_PACK}"
    with unfinished.open("wb") as pack:
        for path, each in known.items():
            content = pickled(each.parsed)
            pack.write(content)
            digest.update(content)
            spans[path] = size, size + len(content)
            size += len(content)
            if size >= FULL:
                break
    name = f"{digest.hexdigest()[:32]}{_PACK}"
    unfinished.replace(folder / name)
    files = {path: _Kept(known[path].state, known[path].digest, name, *span) for path, span in spans.items()}
    return name, (size, digest.hexdigest()), files
