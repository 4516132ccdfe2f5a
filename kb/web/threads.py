"""Few threads answer requests; for each that waits for another process, another one answers meanwhile."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from waitress.task import ThreadedTaskDispatcher  # type: ignore[import-untyped]  # waitress has no types

AT_ONCE = 4
"""Requests that are computed at once; more would only take turns in Python."""
MOST_ASIDE = 12
"""How many may wait for another process before the rest waits for them."""


class Threads(ThreadedTaskDispatcher):  # type: ignore[misc]
    """The threads of a server, from its start to its end."""

    def __init__(self) -> None:
        super().__init__()
        self._aside = 0
        self._is_serving = False
        self._counting = threading.Lock()

    def start(self) -> None:
        """Begin to answer."""
        self._count(0, is_serving=True)

    def stop(self, seconds: float) -> None:
        """Answer what is at hand within so many *seconds*, and nothing more."""
        self._count(0, is_serving=False)
        self.shutdown(timeout=seconds)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Have another thread in the place of this one within the block."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def _count(self, more: int, *, is_serving: bool | None = None) -> None:
        with self._counting:
            self._aside += more
            self._is_serving = self._is_serving if is_serving is None else is_serving
            if self._is_serving:
                self.set_thread_count(AT_ONCE + min(self._aside, MOST_ASIDE))
