"""The translators' desk of the content that is served: made when a page asks for it, and kept up to date."""

import logging
import threading
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from flask import current_app

from kb.bitext.accepted import FILE_NAME as ACCEPTED
from kb.bitext.concordance import Concordance
from kb.bitext.desk import Desk, open_desk
from kb.bitext.memory import Match, Memory
from kb.bitext.reviews import FILE_NAME as REVIEWS
from kb.bitext.states import STATES, State, count_states
from kb.bitext.units import Unit
from kb.languages import CODES
from kb.library import Library
from kb.web.context import library as served

logger = logging.getLogger(__name__)

WAIT_SECONDS = 2.0
"""How long a page waits for the checks before it is shown without them."""

DESKS = "kb-desks"
"""Where the app keeps its desks."""

_WAITING: frozenset[State] = frozenset(STATES) - {"current"}

Made = TypeVar("Made")

Opening = Callable[[Library, Path | None, Path | None, Desk | None], Desk]
"""Opens the desk of a library, as `open_desk` does."""

Stamp = tuple[tuple[int, int] | None, ...]
"""Size and time of each file of reviews and acceptances, None where there is none."""


class OpenDesk:
    """A desk whose checks are done, with what its pages look up again and again."""

    def __init__(self, desk: Desk, stamp: Stamp) -> None:
        self.desk = desk
        self.stamp = stamp
        self.concordance = Concordance(desk.checker)
        self.states = cache(desk.states)
        self.findings = cache(desk.findings)
        self._memory = cache(self._make_memory)
        self._nearest: dict[tuple[str, str], tuple[Match, ...]] = {}
        self._kept: dict[Hashable, Any] = {}

    def counts(self, owner: str, code: str) -> Mapping[State, int]:
        """Return how many units of an *owner* are in each state in a language, of those states that there are."""
        return {state: count for state, count in count_states(self.states(owner, code)).items() if count}

    def waiting_states(self, code: str) -> frozenset[State]:
        """Return the states that call for somebody; where nobody records reviews, none is waited for."""
        return _WAITING if self.desk.reviews[code].found else _WAITING - {"unreviewed"}

    def nearest(self, unit: Unit, code: str) -> tuple[Match, ...]:
        """Return the translations into a language of the units whose source is nearest to that of *unit*."""
        source, key = unit.source_text, (unit.id, code)
        if key not in self._nearest:
            memory = self._memory(unit.source, code)
            self._nearest[key] = memory.nearest(source.text) if source else ()
        return self._nearest[key]

    def keep(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what *make* returned for *key* the first time."""
        if key not in self._kept:
            self._kept[key] = make()
        made: Made = self._kept[key]
        return made

    def _make_memory(self, source: str, target: str) -> Memory:
        return Memory((unit for units in self.desk.units.values() for unit in units), source, target)


class Desks:
    """Keeps the desk of one *content* folder; *data* keeps what is slow to find out.

    Without a folder nothing was ever reviewed or accepted. Any number of threads may ask. A desk takes over what
    the one before it knew, so that it costs what has changed.
    """

    def __init__(
        self, content: Path | None = None, data: Path | None = None, opening: Opening = open_desk
    ) -> None:
        self._content = content
        self._data = data
        self._opening = opening
        self._open: OpenDesk | None = None
        self._failed: tuple[Library, Stamp] | None = None
        self._made = threading.Condition()
        self._is_making = False

    def get(self, library: Library, wait: float) -> OpenDesk | None:
        """Return the desk of *library*, or None where its checks take longer than *wait* seconds or failed."""
        stamp = self._stamp()
        with self._made:
            if self._find(library, stamp) is None and not self._is_making and not self.has_failed(library):
                self._is_making = True
                threading.Thread(target=self._make, args=(library, stamp), name="desk", daemon=True).start()
            self._made.wait_for(lambda: self._find(library, stamp) is not None or not self._is_making, wait)
            return self._find(library, stamp)

    def has_failed(self, library: Library) -> bool:
        """Whether the checks of *library* could not be done; they are tried again when anything changes."""
        return self._failed is not None and self._failed[0] is library and self._failed[1] == self._stamp()

    def _find(self, library: Library, stamp: Stamp) -> OpenDesk | None:
        found = self._open
        return found if found and found.desk.library is library and found.stamp == stamp else None

    def _make(self, library: Library, stamp: Stamp) -> None:
        made = None
        try:
            desk = self._opening(library, self._content, self._data, self._open.desk if self._open else None)
            desk.checker.all_findings()
            made = OpenDesk(desk, stamp)
        except Exception:
            # Whatever it was, the pages say so, and the site goes on.
            logger.exception("the translators' checks failed")
        with self._made:
            self._open, self._failed = made or self._open, None if made else (library, stamp)
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
    return _desks().get(served(), WAIT_SECONDS)


def checks_have_failed() -> bool:
    """Whether the checks of the library of the current request could not be done."""
    return _desks().has_failed(served())


def _desks() -> Desks:
    desks: Desks = current_app.extensions[DESKS]
    return desks
