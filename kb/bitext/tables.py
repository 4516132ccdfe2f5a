"""The files that translators' work is kept in: CSV that people, git and several machines share.

Sorted by line, so that a union merge of two clones is a sorted file again; what cannot be understood is kept.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from kb.errors import Place, Problem, reason_of

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
        return parse_table(file.read_text(encoding="utf-8"), path, columns)
    except FileNotFoundError:
        return Table(path, (), (), ())
    except UnicodeDecodeError:
        message = "is not UTF-8; save it as UTF-8"
    except OSError as error:
        message = f"cannot be read ({reason_of(error)}); mend that and try again"
    return Table(path, (), (), (Problem(Place(path, 1), "unreadable-table", message),))


def parse_table(text: str, path: str, columns: Row) -> Table:
    """Return the rows of *columns* in the *text* of a file, shown to people as *path*."""
    rows, others, problems = [], [], []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        cells = _cells(line)
        if len(cells) == len(columns) and cells != columns:
            rows.append((number, cells))
        elif line.strip() and cells != columns:
            others.append(line)
            message = f"not a row of {len(columns)} cells; write {','.join(columns)}, or remove it"
            problems.append(Problem(Place(path, number), "unknown-row", message, "warning"))
    return Table(path, tuple(rows), tuple(others), tuple(problems))


def table_text(columns: Row, rows: Iterable[Row], others: Sequence[str]) -> str:
    """Return the text of a file of the *columns*, then the *rows* and the *others*, sorted."""
    lines = sorted({*map(as_line, rows), *others})
    return "".join(f"{line}\n" for line in (as_line(columns), *lines))


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
