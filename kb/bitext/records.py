"""What is known of each owner on disk: what it teaches, what its checks asked and found.

While its texts are the same, and each question has the answer it had, it is not looked at again.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.bitext.checks.learned import Question
from kb.bitext.checks.lessons import Lesson
from kb.bitext.checks.rules import Finding, Rule
from kb.bitext.kept import finding_of, row_of, write_beside


@dataclass(frozen=True)
class Record:
    """What is known of an owner; *key* is equal for equal texts, *asked* are its questions with the answers."""

    key: str
    lesson: Lesson
    asked: Mapping[Question, Any] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Records:
    """The records of all owners, and how well texts fit; *basis* is what all of it follows from, too."""

    basis: str
    owners: Mapping[str, Record] = field(default_factory=dict)
    fits: Mapping[str, float] = field(default_factory=dict)


def read_records(file: Path | None, basis: str, rules: Mapping[str, Rule]) -> Records:
    """Return what *file* keeps, nothing where that does not follow from this *basis*."""
    if file is None:
        return Records(basis)
    try:
        kept = json.loads(file.read_bytes())
        if kept["basis"] != basis:
            return Records(basis)
        owners = {owner: _record(row, rules) for owner, row in kept["owners"].items()}
        return Records(basis, owners, kept["fits"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Records(basis)


def write_records(file: Path | None, records: Records) -> None:
    """Keep *records*; a folder that cannot be written to is left as it is."""
    if file is not None:
        owners = {owner: _row(record) for owner, record in records.owners.items()}
        write_beside(file, {"basis": records.basis, "owners": owners, "fits": records.fits})


def _record(row: Sequence[Any], rules: Mapping[str, Rule]) -> Record:
    key, lesson, asked, found = row
    questions = {tuple(question): answer for question, answer in asked}
    return Record(key, Lesson.from_json(lesson), questions, tuple(finding_of(each, rules) for each in found))


def _row(record: Record) -> list[Any]:
    asked = list(record.asked.items())
    return [record.key, record.lesson.as_json(), asked, list(map(row_of, record.findings))]
