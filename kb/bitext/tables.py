"""The files that translators' work is kept in: CSV that people, git and several machines share.

Sorted by line, so that a union merge of two clones is a sorted file again; what cannot be understood is kept.
"""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from kb.errors import Place, Problem

Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The rows of a file with their lines, the lines that are no rows of it, and what is wrong with these."""

    path: str
    rows: tuple[tuple[int, Row], ...]
    others: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_table(file: Path, path: str, columns: Row) -> Table:
    """Read a *file* of *columns*, shown to people as *path*; one that does not exist is empty."""
    try:
        text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    except UnicodeDecodeError:
        problem = Problem(Place(path, 1), "unreadable-table", "is not UTF-8; save it as UTF-8")
        return Table(path, (), (), (problem,))
    rows, others, problems = [], [], []
    for number, line in enumerate(text.splitlines(), 1):
        cells = _cells(line)
        if len(cells) == len(columns) and cells != columns:
            rows.append((number, cells))
        elif line.strip() and cells != columns:
            others.append(line)
            message = f"not a row of {len(columns)} cells; write {','.join(columns)}, or remove it"
            problems.append(Problem(Place(path, number), "unknown-row", message, "warning"))
    return Table(path, tuple(rows), tuple(others), tuple(problems))


def write_table(file: Path, columns: Row, rows: Iterable[Row], others: Sequence[str]) -> None:
    """Replace *file* by the *columns*, then the *rows* and the *others*, sorted, in one step."""
    lines = sorted({*map(as_line, rows), *others})
    text = "".join(f"{line}\n" for line in (as_line(columns), *lines))
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    with beside.open("w", encoding="utf-8", newline="") as open_file:
        open_file.write(text)
        open_file.flush()
        os.fsync(open_file.fileno())
    beside.replace(file)


def now() -> str:
    """Return the moment as it is written into a table."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def is_moment(text: str) -> bool:
    """Tell whether *text* is a date, or a date and time, as ISO 8601 writes them."""
    try:
        if len(text) == len("2026-03-01"):
            date.fromisoformat(text)
        else:
            datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _cells(line: str) -> Row:
    try:
        return tuple(next(csv.reader([line], strict=True), ()))
    except csv.Error:
        return ()


def as_line(row: Row) -> str:
    """Return the line that a row is written as."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(row)
    return buffer.getvalue()
