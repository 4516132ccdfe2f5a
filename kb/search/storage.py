"""Folders for indexes: made beside, checked by a manifest, put in place in one step, cleaned up."""

import hashlib
import json
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import DataError

_MANIFEST = "manifest.json"
_BUILDING = "building-"
_OLDEST_BUILDING_SECONDS = 3600.0

Report = Callable[[str], None]


def private_folder(folder: Path) -> Path:
    """Return *folder*, made if need be; refuse one that somebody else could have written into.

    What stands in it is opened as pickles, which run as code.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError as error:
        raise DataError(
            f"{folder}: cannot be used for the index ({error.strerror}); choose another KB_DATA"
        ) from error
    if found.st_uid != os.getuid() or found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise DataError(
            f"{folder}: others can write here, and an index must be yours alone; "
            f"run chmod 700 on it, or choose another KB_DATA"
        )
    return folder


def seal(folder: Path, schema: str, fingerprint: str) -> None:
    """Write the manifest of a finished index."""
    manifest = {"schema": schema, "fingerprint": fingerprint, "files": _fingerprints(folder)}
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def is_sound(folder: Path, schema: str, fingerprint: str) -> bool:
    """Tell whether *folder* holds exactly the files of its manifest, for this *schema* and *fingerprint*."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        expected = {"schema": schema, "fingerprint": fingerprint, "files": _fingerprints(folder)}
    except (OSError, ValueError):
        return False
    return bool(manifest == expected)


def fingerprint_of(folder: Path) -> str:
    """Return the fingerprint in the manifest of an index, empty where there is none."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    found = manifest.get("fingerprint") if isinstance(manifest, dict) else None
    return found if isinstance(found, str) else ""


def _fingerprints(folder: Path) -> dict[str, list[int | str]]:
    files = sorted(path for path in folder.rglob("*") if path.name != _MANIFEST and not path.is_dir())
    return {str(path.relative_to(folder)): [path.stat().st_size, _sha256(path)] for path in files}


def _sha256(path: Path) -> str:
    if path.is_symlink():
        return "a link"
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def building(target: Path) -> Iterator[Path]:
    """Give a folder to make an index in; afterwards it stands at *target*, or nothing is left of it.

    Where another process was faster its index stays, and this one is thrown away.
    """
    name = f"{_BUILDING}{os.getpid()}-{time.monotonic_ns()}"
    folder = target.parent / name
    folder.mkdir(mode=0o700)
    try:
        yield folder
        # A folder is only renamed onto an empty one: losing the race raises.
        folder.rename(target)
    except OSError:
        if not target.is_dir():
            raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove(folder: Path) -> None:
    """Delete an index; other processes that have it open keep what they opened."""
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)
    else:
        folder.unlink(missing_ok=True)


def older(target: Path, schema: str) -> list[Path]:
    """Return the other indexes of the same *schema* beside *target*, the newest first."""
    prefix = f"{schema}-"
    found = [path for path in target.parent.glob(f"{prefix}*") if path != target and path.is_dir()]
    return sorted(found, key=lambda path: path.stat().st_mtime, reverse=True)


def clean_up(target: Path) -> None:
    """Delete every other index beside *target*, and what killed builds have left."""
    remove_abandoned(target)
    for path in target.parent.iterdir():
        if path != target and not path.name.startswith(_BUILDING):
            remove(path)


def remove_abandoned(target: Path) -> None:
    """Delete what killed builds have left beside *target*."""
    for path in target.parent.glob(f"{_BUILDING}*"):
        if _is_abandoned(path):
            remove(path)


def _is_abandoned(folder: Path) -> bool:
    owner = folder.name.removeprefix(_BUILDING).split("-")[0]
    if not owner.isdecimal() or not _is_alive(int(owner)):
        return True
    try:
        return time.time() - folder.stat().st_mtime > _OLDEST_BUILDING_SECONDS
    except OSError:
        return False


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
