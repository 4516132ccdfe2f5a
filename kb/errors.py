"""What goes wrong, and where: a place in a file, a problem found there, and the errors of Rolebook."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A line of a content file: *path* as it is shown to people, *line* counted from 1."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the content; *message* says what is wrong and, after a semicolon, what to do.

    *last_line* is the last line of the file that the problem covers, and that is therefore not served.
    """

    place: Place
    code: str
    message: str
    severity: Severity = "error"
    clause: str | None = None
    last_line: int | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class KbError(Exception):
    """Base of every error that a user can cause and mend; its text says what to do."""


def reason_of(error: OSError) -> str:
    """Return why a file could not be used, also where the system has given no reason."""
    # Some libraries raise errors of their own where less was written than asked.
    return error.strerror or str(error) or type(error).__name__


class ContentError(KbError):
    """The folder given as content cannot be used at all."""


class DataError(KbError):
    """The folder for index and cache cannot be used."""


class UsageError(KbError):
    """A request or a command asks for something that does not exist; *code* is the one in the JSON of the API."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class WritingError(KbError):
    """A file of the content cannot be changed as asked; its text says what to do."""


class ChangedError(WritingError):
    """What is to be changed is not what it was when somebody looked at it."""
