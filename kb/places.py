"""Where things are on disk: content, templates and translations, in a wheel or a checkout, and the data folder."""

import hashlib
import os
import sys
from pathlib import Path

from kb.errors import ContentError

_PACKAGE = Path(__file__).resolve().parent


def content_folder(given: str | None = None) -> Path:
    """Return the folder of the content: the one *given*, else KB_CONTENT, else the shipped one.

    Links in its path stay, since they may lead elsewhere later. Raises ContentError where it is not a folder.
    """
    named = given or os.environ.get("KB_CONTENT")
    folder = _absolute(Path(named)) if named else _shipped("content")
    if not folder.is_dir():
        raise ContentError(f"{folder} is not a folder; name the content with --content or KB_CONTENT")
    return folder


def templates_folder() -> Path:
    """Return the folder of the page templates."""
    return _shipped("templates")


def translations_folder() -> Path:
    """Return the folder of the interface strings, one folder a locale."""
    return _PACKAGE / "translations"


def data_folder(content: Path) -> Path:
    """Return the folder for what is derived from *content*, under KB_DATA or the user's cache folder.

    It is not made here, and is another one for every content.
    """
    digest = hashlib.sha256(os.fsencode(_absolute(content))).hexdigest()[:16]
    return _data_root() / f"{content.name}-{digest}"


def _absolute(path: Path) -> Path:
    # Only the system knows what is above the folder that a link leads to.
    return path.resolve() if ".." in path.parts else path.absolute()


def _shipped(name: str) -> Path:
    in_wheel = _PACKAGE / name
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent / name


def _data_root() -> Path:
    if named := os.environ.get("KB_DATA"):
        return Path(named).resolve()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "rolebook" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "rolebook"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rolebook"
