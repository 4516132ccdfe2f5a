"""Folders for indexes: made beside, checked by a manifest, put in place in one step, cleaned up."""

import errno
import fcntl
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path

from kb.errors import DataError, reason_of

_MANIFEST = "manifest.json"
_LOCK = "index.lock"
DAMAGED = "The index is damaged or not ours; making a new one."

Report = Callable[[str], None]


def private_folder(folder: Path) -> Path:
    """Return *folder*, made if need be; refuse one that somebody else could have written into.

    What stands in it is opened as pickles, which run as code.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError as error:
        raise _unusable(folder, error) from error
    if not _is_private(found):
        raise DataError(
            f"{folder}: others can write here, and an index must be yours alone; "
            f"run chmod 700 on it, or choose another KB_DATA"
        )
    return folder


def indexes_folder(data: Path, report: Report) -> Path:
    """Return the folder of indexes in *data*, made where there is none or something else stands in its place."""
    folder = data / "index"
    if os.path.lexists(folder) and not folder.is_dir():
        report(DAMAGED)
        try:
            remove(folder)
        except OSError as error:
            raise _unusable(folder, error) from error
    return private_folder(folder)


def _is_private(found: os.stat_result) -> bool:
    return found.st_uid == os.getuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _unusable(folder: Path, error: OSError) -> DataError:
    return DataError(f"{folder}: cannot be used for the index ({reason_of(error)}); choose another KB_DATA")


@contextmanager
def alone_in(folder: Path, report: Report) -> Iterator[None]:
    """Keep other processes from making, opening and deleting indexes in *folder*; wait until they let us.

    A killed process lets go, too. Whoever has opened an index may go on reading it.
    """
    if not os.access(folder, os.W_OK, effective_ids=True):
        # Nobody can change what stands in a read-only folder, and no lock be made there.
        yield
        return
    lock = _lock(folder, report)
    try:
        yield
    finally:
        os.close(lock)


def _lock(folder: Path, report: Report) -> int:
    file = folder / _LOCK
    try:
        if os.path.lexists(file) and not stat.S_ISREG(file.lstat().st_mode):
            remove(file)
        lock = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            report("Another process is busy with the index; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError as error:
        raise _unusable(folder, error) from error
    return lock


def seal(folder: Path, schema: str, fingerprint: str, *, like: Path | None = None) -> None:
    """Write the manifest of a finished index; what it shares with a sealed one *like* it is not hashed again."""
    manifest = _manifest(folder, schema, fingerprint, _known_hashes(like) if like else {})
    (folder / _MANIFEST).write_text(manifest, encoding="utf-8")


def is_sound(folder: Path, schema: str, fingerprint: str) -> bool:
    """Tell whether *folder* is ours and holds exactly the files of its manifest, of this *schema* and content."""
    try:
        if not _is_private(folder.lstat()):
            return False
        with _open_file(folder / _MANIFEST) as file:
            expected = _manifest(folder, schema, fingerprint).encode()
            return file.read(len(expected) + 1) == expected
    except (OSError, ValueError):
        return False


def _manifest(
    folder: Path, schema: str, fingerprint: str, known: Mapping[tuple[int, int], list[object]] | None = None
) -> str:
    """Return the manifest of *folder*; OSError where anything in it is neither a file nor a folder.

    Size and hash of files are taken from what is *known* by their place on disk.
    """
    paths = sorted(path for path in folder.rglob("*") if path != folder / _MANIFEST and not _is_folder(path))
    files = {
        str(path.relative_to(folder)): (known or {}).get(_place(path)) or [path.lstat().st_size, _sha256(path)]
        for path in paths
    }
    return json.dumps({"schema": schema, "fingerprint": fingerprint, "files": files}, indent=1)


def _known_hashes(folder: Path) -> dict[tuple[int, int], list[object]]:
    """Return size and hash of every file of a sealed index by its place on disk."""
    files = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))["files"]
    return {_place(folder / name): entry for name, entry in files.items()}


def _place(path: Path) -> tuple[int, int]:
    state = path.lstat()
    return state.st_dev, state.st_ino


def _is_folder(path: Path) -> bool:
    return stat.S_ISDIR(path.lstat().st_mode)


def _sha256(path: Path) -> str:
    with _open_file(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _open_file(path: Path) -> BufferedReader:
    """Open a regular file; OSError for a pipe, a device, or a link, which may change where it leads to."""
    # Without O_NONBLOCK, opening a pipe waits for somebody to write into it.
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(errno.EINVAL, "is no regular file", str(path))
    return file


@contextmanager
def building(target: Path) -> Iterator[Path]:
    """Give a folder to make an index in; afterwards it stands at *target*, or nothing is left of it."""
    folder = scratch(target)
    remove(folder)
    folder.mkdir(mode=0o700)
    try:
        yield folder
        folder.rename(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def scratch(target: Path) -> Path:
    """Return where what is not a whole index stands: one that is being made, or being deleted."""
    return target.with_name("building")


def remove(folder: Path) -> None:
    """Delete an index, or whatever stands there; other processes that have it open keep what they opened."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)
    else:
        folder.unlink(missing_ok=True)


def older(target: Path, schema: str) -> list[tuple[Path, str]]:
    """Return the other indexes of the same *schema* beside *target* with their fingerprints, the newest first."""
    prefix = f"{schema}-"
    found = [path for path in target.parent.glob(f"{prefix}*") if path != target and path.is_dir()]
    found.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    return [(path, path.name.removeprefix(prefix)) for path in found]


def clean_up(target: Path) -> None:
    """Delete every other index beside *target*, and what killed builds have left."""
    unfinished = scratch(target)
    for path in (unfinished, *target.parent.iterdir()):
        if path != target:
            # What cannot be deleted takes room, and nothing else: nobody opens it. Killed meanwhile, we leave no
            # part of an index under the name of a whole one.
            with suppress(OSError):
                remove(path.rename(unfinished))
