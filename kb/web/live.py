"""Content that is served while it changes: a folder in, the snapshot of its newest sound state out."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from kb.collecting import leave_for_good
from kb.errors import ContentError, KbError, reason_of
from kb.library import Library, build_library
from kb.reading.cache import ParseCache
from kb.reading.content import ContentReader
from kb.search.meaning import MeaningModel
from kb.search.snapshot import Snapshot, keep, learned, open_snapshot, update_snapshot
from kb.search.standin import DataFolder
from kb.web.context import Condition, FailedReload
from kb.web.watching import Files, files_in, settle

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5
"""Between two looks at the files."""
RETRY_SECONDS = 30.0
"""How long after a failure all is read again though no file has changed: the machine may have been at fault."""

STOP_SECONDS = 5.0
"""How long `close` waits for a snapshot that is being made."""


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
        self._reader = ContentReader(content, ParseCache(data))
        self._data = DataFolder(data, report)
        self._drafts = drafts
        self._reload = reload
        self._report = report
        self._meaning = meaning
        self._snapshot: Snapshot | None = None
        self._files: Files = ()
        self._failed: FailedReload | None = None
        self._retry_at = 0.0
        self._ended = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="content", daemon=True)
        self._is_learning = False
        self._turn = threading.RLock()

    def snapshot(self) -> Snapshot | None:
        """Return the current snapshot, or None before `open` is done."""
        return self._snapshot

    def condition(self) -> Condition:
        """Return what does not go as it should."""
        trouble = self._data.trouble
        return Condition(index=self._told(trouble) if trouble else None, reload=self._failed)

    def open(self) -> Snapshot:
        """Make the first snapshot and begin to watch the files; what is wrong with either is raised."""
        self._files = files_in(self._content)
        self._snapshot = snapshot = self._read()
        snapshot.warm_up()
        self._reader.keep()
        if self._reload:
            self._watcher.start()
        return self._snapshot

    def close(self) -> None:
        """Stop watching, and close what is open."""
        self._ended.set()
        if self._watcher.is_alive():
            # An index may take minutes; what is left of an unfinished one goes at the next start.
            self._watcher.join(STOP_SECONDS)
        # Learned words that are being kept are kept to the end.
        if self._turn.acquire(timeout=STOP_SECONDS):
            self._turn.release()
        if self._snapshot is not None:
            self._snapshot.close()
        self._snapshot = None
        self._data.close()
        if self._meaning is not None:
            self._meaning.close()

    def reload(self) -> bool:
        """Read the files anew where they have changed; return whether another snapshot is served now."""
        files = files_in(self._content)
        is_retry = self._failed is not None and time.monotonic() >= self._retry_at
        if files == self._files and not is_retry:
            return False
        self._files = files
        with self._turn:
            try:
                snapshot = self._read()
            except (KbError, OSError) as error:
                self._fail(error)
                return False
            self._failed = None
            is_another = self._swap(snapshot)
        self._reader.keep()
        return is_another

    def _fail(self, error: BaseException) -> None:
        """Say once why the content is served as it was, and try again later."""
        reason = self._told(error)
        if self._failed is None or self._failed.reason != reason:
            is_ours = not isinstance(error, KbError | OSError)
            logger.error("the content is served as it was before: %s", error, exc_info=error if is_ours else None)
        self._failed = FailedReload(datetime.now(UTC), reason)
        self._retry_at = time.monotonic() + RETRY_SECONDS

    def _told(self, error: BaseException) -> str:
        """Return what *error* says without where things lie on this machine, which is no reader's business."""
        if isinstance(error, OSError):
            return reason_of(error)
        if not isinstance(error, KbError):
            return type(error).__name__
        content, data = str(self._content), str(self._data.folder)
        return str(error).replace(data, "KB_DATA").replace(content, self._content.name)

    def _read(self) -> Snapshot:
        if not self._content.is_dir():
            raise ContentError(f"{self._content} is not a folder any more; bring it back")
        before = self._snapshot
        content = self._reader.read()
        library = build_library(content, drafts=self._drafts, before=before.library if before else None)
        if before is not None and before.library.fingerprint == library.fingerprint:
            return before
        if before is None:
            # A full collection would take a second at 300,000 clauses.
            leave_for_good()
        snapshot = self._data.use(lambda folder: self._opened(library, folder))
        try:
            # What the first readers will hardly need at once is made when this is served.
            snapshot.warm_up_search()
        except BaseException:
            snapshot.close()
            raise
        return snapshot

    def _opened(self, library: Library, folder: Path) -> Snapshot:
        if self._snapshot is None:
            return open_snapshot(library, folder, self._report, self._meaning)
        return update_snapshot(self._snapshot, library, folder, self._report, self._meaning)

    def _swap(self, snapshot: Snapshot) -> bool:
        before = self._snapshot
        if before is snapshot:
            return False
        # The last request that reads the old one lets go of its index.
        self._snapshot = snapshot
        if before is not None:
            # What it was still preparing is the new one's to prepare.
            before.stop_preparing()
        self._report(f"the content has changed; now serving {snapshot.library.fingerprint}")
        self._begin_to_learn()
        snapshot.warm_up()
        return True

    def _begin_to_learn(self) -> None:
        """Have the words that came with an update learned beside the serving."""
        if not self._is_learning and self._unlearned() is not None:
            self._is_learning = True
            threading.Thread(target=self._learn, name="words", daemon=True).start()

    def _unlearned(self) -> Snapshot | None:
        snapshot = self._snapshot
        return None if snapshot is None or snapshot.is_learned or self._ended.is_set() else snapshot

    def _learn(self) -> None:
        """Learn the words of what is served, again where that has changed meanwhile."""
        while True:
            with self._turn:
                snapshot = self._unlearned()
                self._is_learning = snapshot is not None
            if snapshot is None:
                return
            try:
                found = learned(snapshot)
                found.warm_up()
                with self._turn:
                    if self._unlearned() is snapshot:
                        # Served at once: that it cannot be kept, too, would be no reason not to.
                        self._snapshot = found
                        keep(found, self._report)
            except (KbError, OSError) as error:
                logger.error("new words are found as they are written only: %s", self._told(error))
                self._ended.wait(RETRY_SECONDS)

    def _watch(self) -> None:
        while not self._ended.wait(POLL_SECONDS):
            try:
                if files_in(self._content) != self._files:
                    settle(self._content, self._ended)
                if not self._ended.is_set():
                    self.reload()
            except BaseException as error:  # noqa: BLE001  # Whatever it is, also a panic of native code: watch on.
                self._fail(error)
