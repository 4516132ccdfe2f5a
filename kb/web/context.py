"""The snapshot that a request works on: taken once at its start, and used to its end."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import g

from kb.errors import KbError
from kb.library import Library
from kb.search.snapshot import Snapshot


@dataclass(frozen=True)
class FailedReload:
    """When the content was last to be read anew, and why it was not."""

    at: datetime
    reason: str


@dataclass(frozen=True)
class Condition:
    """What whoever runs the site should mend.

    *index* is why the index is a temporary one, *reload* why changes of the content are not served.
    """

    index: str | None = None
    reload: FailedReload | None = None


class Source(Protocol):
    """What gives the content as it is now."""

    def snapshot(self) -> Snapshot | None:
        """Return the current snapshot, or None while the first is being made."""

    def condition(self) -> Condition:
        """Return what does not go as it should."""


class StartingError(KbError):
    """Nothing can be shown yet: library and index are being made."""


def take_snapshot(source: Source) -> None:
    """Give the current request its snapshot."""
    g.snapshot = source.snapshot()
    g.source = source


def snapshot() -> Snapshot:
    """Return the snapshot of the current request; StartingError while there is none."""
    current: Snapshot | None = g.get("snapshot")
    if current is None:
        raise StartingError("library and index are being made; try again in a moment")
    return current


def condition() -> Condition:
    """Return what does not go as it should."""
    source: Source = g.source
    return source.condition()


def library() -> Library:
    """Return the library of the current request."""
    return snapshot().library
