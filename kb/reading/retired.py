"""The list of ids that went away: `retired.csv` to Retired values."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from kb.errors import Problem
from kb.model import Retired
from kb.reading.ids import RULE, is_id
from kb.reading.source import Source

FILE_NAME = "retired.csv"
COLUMNS = ("id", "kind", "replaced_by", "retired_on")

Kind = Literal["concept", "role", "guide", "term"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class RetiredFile:
    """What `retired.csv` held, and its problems."""

    rows: tuple[Retired, ...]
    problems: tuple[Problem, ...]


def read_retired(source: Source) -> RetiredFile:
    """Read the lines of `retired.csv`; a line with a fault is left out and reported."""
    rows: list[Retired] = []
    problems: list[Problem] = []
    lines = [line for line in source.lines if not line.is_blank]
    if lines and tuple(_cells(lines[0].text) or ()) != COLUMNS:
        message = f"the first line names the columns; make it {','.join(COLUMNS)}"
        return RetiredFile((), (Problem(source.place(lines[0].number), "bad-columns", message),))
    for line in lines[1:]:
        row = _row(source, line.number, _cells(line.text))
        if isinstance(row, Problem):
            problems.append(row)
        else:
            rows.append(row)
    return RetiredFile(tuple(rows), (*problems, *_list_problems(rows)))


def _cells(text: str) -> list[str] | None:
    try:
        return [cell.strip() for cell in next(csv.reader([text], strict=True))]
    except (csv.Error, StopIteration):
        return None


def _row(source: Source, number: int, cells: Sequence[str] | None) -> Retired | Problem:
    place = source.place(number)
    if cells is None or len(cells) != len(COLUMNS):
        return Problem(place, "bad-row", f"not four cells; write {','.join(COLUMNS)}")
    id, kind, successor, retired_on = cells
    known = next((known for known in KINDS if known == kind), None)
    if known is None:
        return Problem(place, "bad-row", f"there is no kind “{kind}”; write one of {', '.join(KINDS)}")
    for name in (id, successor):
        if name and not is_id(name):
            return Problem(place, "bad-id", f"“{name}” cannot be an id; {RULE}")
    if not id:
        return Problem(place, "bad-row", "no id; write the one that went away")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", retired_on) or not _is_date(retired_on):
        return Problem(place, "bad-row", f"“{retired_on}” is no date; write it as 2026-03-31")
    return Retired(id, known, successor or None, place)


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _list_problems(rows: Sequence[Retired]) -> list[Problem]:
    """Find ids listed twice, and successors that are themselves retired."""
    problems = []
    first: dict[tuple[str, str], Retired] = {}
    for row in rows:
        if (earlier := first.setdefault((row.kind, row.id), row)) is not row:
            message = f"the {row.kind} #{row.id} stands twice (first in line {earlier.place.line}); remove one"
            problems.append(Problem(row.place, "retired-twice", message, clause=row.id))
    for row in rows:
        successor = first.get((row.kind, row.replaced_by or ""))
        if successor is not None:
            message = (
                f"#{row.id} is replaced by #{row.replaced_by}, which is retired too ({successor.place}); "
                "name an id in use, or none"
            )
            problems.append(Problem(row.place, "retired-chain", message, clause=row.id))
    return problems
