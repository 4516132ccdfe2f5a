"""The translators' desk of the content that is served: made when a page asks for it, and kept up to date."""

import logging
import threading
from pathlib import Path

from flask import current_app

from kb.bitext.accepted import FILE_NAME as ACCEPTED
from kb.bitext.concordance import Concordance
from kb.bitext.desk import Desk, open_desk
from kb.bitext.memory import Match, nearest
from kb.bitext.reviews import FILE_NAME as REVIEWS
from kb.bitext.units import Unit
from kb.languages import CODES
from kb.library import Library
from kb.web.context import library as served

logger = logging.getLogger(__name__)

WAIT_SECONDS = 2.0
"""How long a page waits for the checks before it is shown without them."""

DESKS = "kb-desks"
"""Where the app keeps its desks."""

Stamp = tuple[tuple[int, int] | None, ...]
"""Size and time of each file of reviews and acceptances, None where there is none."""


class OpenDesk:
    """A desk whose checks are done, with what its pages look up again and again."""

    def __init__(self, desk: Desk, stamp: Stamp) -> None:
        self.desk = desk
        self.stamp = stamp
        self.concordance = Concordance(desk.checker)
        self._nearest: dict[tuple[str, str], tuple[Match, ...]] = {}

    def nearest(self, unit: Unit, language: str) -> tuple[Match, ...]:
        """Return the translations into *language* of the units whose source is nearest to that of *unit*."""
        source, key = unit.source_text, (unit.id, language)
        if source is None:
            return ()
        if key not in self._nearest:
            others = (one for units in self.desk.units.values() for one in units if one.id != unit.id)
            self._nearest[key] = nearest(source.text, others, unit.source, language)
        return self._nearest[key]


class Desks:
    """Keeps the desk of one *content* folder; *data* keeps what is slow to find out.

    Without a folder nothing was ever reviewed or accepted. Any number of threads may ask. A desk takes over what
    the one before it knew, so that it costs what has changed.
    """

    def __init__(self, content: Path | None = None, data: Path | None = None) -> None:
        self._content = content
        self._data = data
        self._open: OpenDesk | None = None
        self._made = threading.Condition()
        self._is_making = False

    def get(self, library: Library, wait: float = WAIT_SECONDS) -> OpenDesk | None:
        """Return the desk of *library*, or None where its checks take longer than *wait* seconds."""
        stamp = self._stamp()
        with self._made:
            if self._fits(library, stamp):
                return self._open
            if not self._is_making:
                self._is_making = True
                threading.Thread(target=self._make, args=(library, stamp), name="desk", daemon=True).start()
            self._made.wait_for(lambda: self._fits(library, stamp) or not self._is_making, wait)
            return self._open if self._fits(library, stamp) else None

    def _fits(self, library: Library, stamp: Stamp) -> bool:
        return self._open is not None and self._open.desk.library is library and self._open.stamp == stamp

    def _make(self, library: Library, stamp: Stamp) -> None:
        made = None
        try:
            desk = open_desk(library, self._content, self._data, self._open.desk if self._open else None)
            desk.checker.all_findings()
            made = OpenDesk(desk, stamp)
        except Exception:
            # Whatever it was, the pages are shown without states and findings, and say so.
            logger.exception("the translators' checks failed")
        with self._made:
            self._open = made or self._open
            self._is_making = False
            self._made.notify_all()

    def _stamp(self) -> Stamp:
        content = self._content
        return (
            tuple(_stamp(content / code / name) for code in CODES for name in (REVIEWS, ACCEPTED))
            if content
            else ()
        )


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def open_desk_now() -> OpenDesk | None:
    """Return the desk of the library of the current request, or None while its checks are running."""
    desks: Desks = current_app.extensions[DESKS]
    return desks.get(served())
