"""Replace an unusable data folder by a temporary one.

That is one that is full, read-only or not ours.
"""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from kb.errors import DataError
from kb.storage import Report

_MEMORY = Path("/dev/shm")  # noqa: S108 (a folder of our own is made in it)
"""Where Linux keeps files in memory: there may be room when all disks are full."""

Made = TypeVar("Made")
"""Anything that is made in a data folder."""


class DataFolder:
    """The folder for index and cache, or while it is unusable a private one that goes at the end."""

    def __init__(self, folder: Path, report: Report) -> None:
        self.folder = folder
        self._report = report
        self._stand_in: TemporaryDirectory[str] | None = None
        self.trouble: DataError | None = None
        """Why the data folder cannot be used, None while it can."""

    def use(self, make: Callable[[Path], Made]) -> Made:
        """Call *make* with the data folder, or with another one where that raises DataError.

        Where there is room nowhere, the DataError says so.
        """
        try:
            made = make(self.folder)
        except DataError as error:
            if str(error) != str(self.trouble):
                self._report(f"{error}. Until then the index is a temporary one.")
            self.trouble = error
            made = self._elsewhere(make, error)
        else:
            self.trouble = None
            self.close()
        return made

    def close(self) -> None:
        """Remove the temporary folder; files that are open in it can be read on."""
        folder, self._stand_in = self._stand_in, None
        if folder is not None:
            with suppress(OSError):
                folder.cleanup()

    def _elsewhere(self, make: Callable[[Path], Made], trouble: DataError) -> Made:
        for folder in self._folders():
            with suppress(DataError):
                return make(Path(folder))
            self.close()
        raise DataError(f"{trouble}; nor is there room in a temporary folder: name one with TMPDIR") from trouble

    def _folders(self) -> Iterator[str]:
        """Yield temporary folders to try; the one that is not given up is kept."""
        if self._stand_in is not None:
            yield self._stand_in.name
        for place in _places():
            with suppress(OSError):
                self._stand_in = TemporaryDirectory(prefix="rolebook-", dir=place, ignore_cleanup_errors=True)
                yield self._stand_in.name


def _places() -> Iterator[Path]:
    # Without any folder of the system for such files, this is the current one, which is no place for them.
    with suppress(OSError):
        if (found := Path(tempfile.gettempdir())) != Path.cwd():
            yield found
    yield _MEMORY
