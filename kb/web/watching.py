"""A folder of files in, what they are like now out: whatever befalls one of them makes a difference."""

import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

SETTLE_SECONDS = 0.2
"""How long files must stay as they are before they are read: an editor may be writing the rest."""
MOST_SETTLE_SECONDS = 3.0
"""How long that is waited for: what is written again and again is read as it is."""

File = tuple[str, int, int, int, int, int]
Files = tuple[File, ...]


def files_in(folder: Path) -> Files:
    """Return every file and folder below *folder*, also behind links, with its times, size and place on disk.

    What goes away meanwhile is left out.
    """
    return tuple(sorted(_files_in(folder)))


def _files_in(folder: Path) -> Iterator[File]:
    # A link may lead to a folder that it stands in.
    seen: set[tuple[int, int]] = set()
    folders = [folder]
    while folders:
        with suppress(OSError):
            for path in sorted(folders.pop().iterdir()):
                with suppress(OSError):
                    state = path.stat()
                    place = state.st_dev, state.st_ino
                    yield str(path), state.st_mtime_ns, state.st_ctime_ns, state.st_size, *place
                    if stat.S_ISDIR(state.st_mode) and place not in seen:
                        seen.add(place)
                        folders.append(path)


def settle(folder: Path, ended: Event) -> None:
    """Wait until the files of *folder* stay as they are, but not for ever."""
    before, deadline = files_in(folder), time.monotonic() + MOST_SETTLE_SECONDS
    while time.monotonic() < deadline and not ended.wait(SETTLE_SECONDS):
        now = files_in(folder)
        if now == before:
            return
        before = now
