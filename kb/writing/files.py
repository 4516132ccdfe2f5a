"""A file of the content rewritten in one step: what it is to become is written beside it and takes its place."""

import fcntl
import os
import re
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kb.errors import ChangedError, WritingError

_BESIDE = re.compile(r"\..+\.[0-9a-f]{8}\.new")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


def rewrite(content: Path, path: str, change: Callable[[str], str], *, create: bool = False) -> bool:
    """Give a file of the folder *content* the text that *change* makes of its own; return whether that is another.

    *path* begins below the folder; a file that is not there is empty, if it may be *created*. Others that write to
    the same language wait. Whoever reads meanwhile, and whatever ends us, finds the old file or the new one, with
    the mode that it had.
    """
    with _locked(content, path) as (folder, name):
        is_new = create and not _is_there(folder, name)
        before, state = ("", None) if is_new else _read(folder, name, path)
        after = change(before)
        if after == before:
            return False
        if state is None:
            state = _touch(folder, name, path)
        _replace(folder, name, path, after.encode(), state)
        return True


@contextmanager
def _locked(content: Path, path: str) -> Iterator[tuple[int, str]]:
    """Yield the folder of a file as an open descriptor, and its name there, while its language is ours alone."""
    root = content.resolve()
    real = (root / path).resolve()
    if not real.is_relative_to(root) or len(real.relative_to(root).parts) < 2:
        raise WritingError(f"{path} leads out of the content; change the file where it lies")
    first, *inside, name = real.relative_to(root).parts
    with _opened(root / first) as language:
        # The lock is on the folder itself: the content gets no file of ours. It ends with the descriptor.
        fcntl.flock(language, fcntl.LOCK_EX)
        with _opened(Path(*inside) if inside else Path(), language) as folder:
            _remove_remains(folder)
            yield folder, name


@contextmanager
def _opened(folder: Path, within: int | None = None) -> Iterator[int]:
    try:
        descriptor = os.open(folder, _FOLDER, dir_fd=within)
    except OSError as error:
        raise WritingError(f"{folder} cannot be opened ({error.strerror}); mend that and try again") from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _remove_remains(folder: int) -> None:
    """Remove what a writer left that was killed: nobody else writes, as long as the lock is ours."""
    for name in os.listdir(folder):
        if _BESIDE.fullmatch(name):
            with suppress(FileNotFoundError):
                os.unlink(name, dir_fd=folder)


def _is_there(folder: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _touch(folder: int, name: str, path: str) -> os.stat_result:
    try:
        descriptor = os.open(name, _NEW, 0o666, dir_fd=folder)
    except OSError as error:
        raise WritingError(f"{path} cannot be made ({error.strerror}); mend that and try again") from error
    try:
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _read(folder: int, name: str, path: str) -> tuple[str, os.stat_result]:
    try:
        descriptor = os.open(name, _FILE, dir_fd=folder)
    except OSError as error:
        raise WritingError(f"{path} cannot be read ({error.strerror}); mend that and try again") from error
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode):
        os.close(descriptor)
        raise WritingError(f"{path} is no file; move it away")
    with os.fdopen(descriptor, "rb") as file:
        try:
            return file.read().decode(), state
        except UnicodeDecodeError as error:
            raise WritingError(f"{path} is not UTF-8; save the file as UTF-8") from error


def _replace(folder: int, name: str, path: str, content: bytes, before: os.stat_result) -> None:
    beside = f".{name}.{secrets.token_hex(4)}.new"
    descriptor = os.open(beside, _NEW, 0o600, dir_fd=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            # Only root may give a file away; whoever may write a file of somebody else may own its successor.
            with suppress(PermissionError):
                os.fchown(descriptor, before.st_uid, before.st_gid)
            os.fchmod(descriptor, stat.S_IMODE(before.st_mode))
            os.fsync(descriptor)
        if _changed(before, os.stat(name, dir_fd=folder, follow_symlinks=False)):
            raise ChangedError(f"{path} was saved by somebody else meanwhile; look at it and try again")
        os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(beside, dir_fd=folder)
        raise
    os.fsync(folder)


def _changed(before: os.stat_result, now: os.stat_result) -> bool:
    """Tell whether a file is not what was read: an editor does not ask for our lock."""
    return (before.st_ino, before.st_mtime_ns, before.st_size) != (now.st_ino, now.st_mtime_ns, now.st_size)
