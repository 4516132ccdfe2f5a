"""What is known of each unit and owner on disk: what it teaches, what its checks asked and found.

While its texts are the same, and each question has the answer it had, it is not looked at again.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kb.bitext.checks.learned import Learned, Question
from kb.bitext.checks.lessons import Lesson
from kb.bitext.checks.rules import Finding, Rule
from kb.bitext.kept import finding_of, row_of, write_beside
from kb.errors import Place


@dataclass(frozen=True)
class Found:
    """What checks *asked* and found in texts of this *key*; *lines* are where these begin, by language."""

    key: str
    lines: Mapping[str, int]
    asked: Mapping[Question, Any]
    findings: tuple[Finding, ...]

    def holds(self, key: str, learned: Learned) -> bool:
        """Tell whether the same would be found now."""
        return self.key == key and all(learned.answer(asked) == answer for asked, answer in self.asked.items())

    def moved(self, lines: Mapping[str, int]) -> "Found":
        """Return the same for texts that begin in other *lines*."""
        if lines == self.lines:
            return self
        findings = (
            # What is missing in a language stands at no line of its own.
            replace(
                one, place=Place(one.place.path, one.place.line + lines.get(code, 0) - self.lines.get(code, 0))
            )
            for one in self.findings
            for code in (one.language,)
        )
        return Found(self.key, lines, self.asked, tuple(findings))


@dataclass(frozen=True)
class Record:
    """What is known of an owner: of each unit what it teaches and what was found, and what in the whole of it."""

    lessons: Mapping[str, tuple[str, Lesson]]
    """By unit, with the key of its texts."""
    units: Mapping[str, Found] = field(default_factory=dict)
    whole: Found | None = None


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
    lessons, units, whole = row
    return Record(
        {unit: (key, Lesson.from_json(lesson)) for unit, (key, lesson) in lessons.items()},
        {unit: _found(each, rules) for unit, each in units.items()},
        _found(whole, rules) if whole else None,
    )


def _found(row: Sequence[Any], rules: Mapping[str, Rule]) -> Found:
    key, lines, asked, findings = row
    questions = {tuple(question): answer for question, answer in asked}
    return Found(key, lines, questions, tuple(finding_of(each, rules) for each in findings))


def _row(record: Record) -> list[Any]:
    lessons = {unit: [key, lesson.as_json()] for unit, (key, lesson) in record.lessons.items()}
    units = {unit: _found_row(found) for unit, found in record.units.items()}
    return [lessons, units, _found_row(record.whole) if record.whole else None]


def _found_row(found: Found) -> list[Any]:
    return [found.key, found.lines, list(found.asked.items()), list(map(row_of, found.findings))]
