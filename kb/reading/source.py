"""A content file as text with numbered lines: bytes in, lines out, every character accounted for."""

import re
import stat
from dataclasses import dataclass
from pathlib import Path

from kb.errors import Place, Problem

MAXIMUM_SIZE = 4 * 1024 * 1024
"""Bytes: far above any job description; a file beyond it is a mistake."""

_END = re.compile(r"\r\n?|\n")
_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its end; *number* counts from 1, *start* is its first character in the file."""

    number: int
    start: int
    text: str

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing but white space."""
        return not self.text.strip()


@dataclass(frozen=True)
class Source:
    """A file that could be read; *path* is as people are shown it."""

    path: str
    language: str
    lines: tuple[Line, ...]

    def place(self, line: int = 1) -> Place:
        """Return the place of a line of this file."""
        return Place(self.path, line)


def read_bytes(file: Path, path: str) -> bytes | Problem:
    """Read the bytes of *file*, or say why they cannot be read."""
    try:
        mode = file.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            return Problem(Place(path, 1), "unreadable", "is a pipe or a device, and no file; move it away")
        with file.open("rb") as opened:
            content = opened.read(MAXIMUM_SIZE + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        return Problem(Place(path, 1), "unreadable", f"cannot be read ({reason}); mend its permissions")
    if len(content) > MAXIMUM_SIZE:
        return Problem(
            Place(path, 1), "unreadable", f"is larger than {MAXIMUM_SIZE // 1024**2} MiB; split or shorten it"
        )
    return content


def decode(content: bytes, path: str, language: str) -> Source | Problem:
    """Return the text of a file, or say where it is none."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", content[: error.start])) + 1
        return Problem(Place(path, line), "not-utf-8", "is not UTF-8 here; save the file as UTF-8")
    return Source(path, language, split_lines(text))


def split_lines(text: str) -> tuple[Line, ...]:
    """Split at the three line ends of files, and not at the other characters that str.splitlines knows."""
    lines = []
    start = len(_BYTE_ORDER_MARK) if text.startswith(_BYTE_ORDER_MARK) else 0
    number = 0
    for match in _END.finditer(text, start):
        number += 1
        lines.append(Line(number, start, text[start : match.start()]))
        start = match.end()
    if start < len(text) or not lines:
        lines.append(Line(number + 1, start, text[start:]))
    return tuple(lines)
