"""Content that is served while it changes: a folder in, the snapshot of its newest sound state out."""

import logging
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kb.errors import ContentError, KbError
from kb.library import build_library
from kb.reading.content import Content, read_content
from kb.search.meaning import MeaningModel
from kb.search.snapshot import Snapshot, open_snapshot

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0
SETTLE_SECONDS = 0.2
"""How long files must stay as they are before they are read: an editor may be writing the rest."""

GRACE_SECONDS = 30.0
"""How long a snapshot stays open after it was replaced: requests may still be reading it."""

STOP_SECONDS = 5.0
"""How long `close` waits for a snapshot that is being made."""

Files = tuple[tuple[str, int, int], ...]


class LiveContent:
    """Serves a content folder and, with *reload*, notices when its files change.

    With a model of *meaning*, snapshots search by meaning as soon as their vectors are made, and the model is
    closed with this. A new snapshot is made whole before it takes the old one's place; where that fails, the old
    one stays.
    """

    def __init__(
        self,
        content: Path,
        data: Path,
        *,
        drafts: bool = False,
        reload: bool = True,
        report: Callable[[str], None] = logger.info,
        meaning: MeaningModel | None = None,
    ) -> None:
        self._content = content
        self._data = data
        self._drafts = drafts
        self._reload = reload
        self._report = report
        self._meaning = meaning
        self._snapshot: Snapshot | None = None
        self._read_before: Content | None = None
        self._replaced: list[tuple[float, Snapshot]] = []
        self._files: Files = ()
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="content", daemon=True)

    def snapshot(self) -> Snapshot | None:
        """Return the current snapshot, or None before `open` is done."""
        return self._snapshot

    def open(self) -> Snapshot:
        """Make the first snapshot and begin to watch the files; what is wrong with either is raised."""
        self._files = files_in(self._content)
        self._snapshot = self._read()
        if self._reload:
            self._watcher.start()
        return self._snapshot

    def close(self) -> None:
        """Stop watching, and close what is open."""
        self._ended.set()
        if self._watcher.is_alive():
            # An index may take minutes; what is left of an unfinished one goes at the next start.
            self._watcher.join(STOP_SECONDS)
        self._close_replaced(at_least=0)
        if self._snapshot is not None:
            self._snapshot.close()
        self._snapshot = None
        if self._meaning is not None:
            self._meaning.close()

    def reload(self) -> bool:
        """Read the files anew where they have changed; return whether another snapshot is served now."""
        files = files_in(self._content)
        if files == self._files:
            return False
        try:
            snapshot = self._read()
        except (KbError, OSError) as error:
            logger.error("the content is served as it was before: %s", error)
            self._files = files
            return False
        self._files = files
        return self._swap(snapshot)

    def _read(self) -> Snapshot:
        if not self._content.is_dir():
            raise ContentError(f"{self._content} is not a folder any more; bring it back")
        # A file that its author has not finished counts as it was before.
        self._read_before = content = read_content(self._content, self._read_before)
        library = build_library(content, drafts=self._drafts)
        snapshot = open_snapshot(library, self._data, self._report, self._meaning)
        snapshot.warm_up()
        return snapshot

    def _swap(self, snapshot: Snapshot) -> bool:
        before = self._snapshot
        if before is not None and before.library.fingerprint == snapshot.library.fingerprint:
            snapshot.close()
            return False
        self._snapshot = snapshot
        if before is not None:
            self._replaced.append((time.monotonic(), before))
            # What it was still preparing is the new one's to prepare.
            before.stop_preparing()
        self._report(f"the content has changed; now serving {snapshot.library.fingerprint}")
        return True

    def _close_replaced(self, at_least: float) -> None:
        now = time.monotonic()
        while self._replaced and now - self._replaced[0][0] >= at_least:
            self._replaced.pop(0)[1].close()

    def _watch(self) -> None:
        while not self._ended.wait(POLL_SECONDS):
            self._close_replaced(at_least=GRACE_SECONDS)
            files = files_in(self._content)
            changed = files != self._files and not self._ended.wait(SETTLE_SECONDS)
            if changed and files_in(self._content) == files:
                self.reload()


def files_in(folder: Path) -> Files:
    """Return every file and folder below *folder* with when it was changed and its size.

    What goes away meanwhile is left out.
    """
    found = []
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(parent, name)
            with suppress(OSError):
                state = path.stat()
                found.append((str(path), state.st_mtime_ns, state.st_size))
    return tuple(sorted(found))
