"""Problems, findings and states in; the JSON, CSV and lines of the commands out."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kb.bitext.checks.rules import Finding
from kb.bitext.desk import Desk
from kb.bitext.due import overdue, review_due
from kb.bitext.states import STATES, count_states
from kb.errors import Problem
from kb.languages import CODES
from kb.model import Role

COLUMNS = (
    "path", "line", "unit", "clause", "code", "severity", "language", "type", "expected", "found", "message",
)  # fmt: skip
_PER = 1000
_Row = tuple[str, ...]


def problem_json(problem: Problem) -> dict[str, Any]:
    """Return a problem as `kb check --format json` gives it."""
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "clause": problem.clause,
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """Return a finding as `kb check --format json` and the pages give it."""
    return {
        "path": finding.place.path,
        "line": finding.place.line,
        "clause": finding.concept,
        "code": finding.rule.id,
        "severity": finding.severity,
        "message": finding.message,
        "unit": finding.unit,
        "language": finding.language,
        "rule": finding.rule.id,
        "type": finding.rule.type,
        "expected": finding.expected,
        "found": finding.found,
    }


def counts_json(desk: Desk, findings: Iterable[Finding]) -> dict[str, Any]:
    """Return, by language, the words of all wordings and the findings in a thousand of them, by MQM type."""
    words = words_by_language(desk)
    found: dict[str, Counter[str]] = {code: Counter() for code in CODES}
    for finding in findings:
        found[finding.language][finding.rule.type] += 1
    return {
        code: {
            "words": words[code],
            "findings": dict(sorted(found[code].items())),
            "per_1000_words": {
                type: round(_PER * count / max(words[code], 1), 2) for type, count in sorted(found[code].items())
            },
        }
        for code in CODES
    }


def words_by_language(desk: Desk) -> Mapping[str, int]:
    """Return how many words all units have in each language."""
    words = Counter(dict.fromkeys(CODES, 0))
    for units in desk.units.values():
        for unit in units:
            for text in unit.texts:
                words[text.language] += len(text.text.split())
    return words


def check_csv(problems: Sequence[Problem], findings: Sequence[Finding]) -> str:
    """Return a row for each problem and finding, in the order of files and lines."""
    rows: list[_Row] = [*map(_problem_row, problems), *map(_finding_row, findings)]
    rows.sort(key=lambda row: (row[0], int(row[1])))
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return buffer.getvalue()


def status_json(desk: Desk, guides: Mapping[str, int], terms: Mapping[str, int]) -> dict[str, Any]:
    """Return what `kb status --format json` gives; *guides* and *terms* are how many a language has."""
    return {
        code: {
            "roles": {role.id: _role_json(desk, role, code) for role in desk.library.roles},
            "guides": guides[code],
            "terms": terms[code],
        }
        for code in CODES
    }


def status_lines(desk: Desk, today: str) -> Iterator[str]:
    """Yield a table of all roles by language, and the reviews that are overdue."""
    for code in CODES:
        yield f"{code:<30}" + "".join(f"{state:>12}" for state in STATES)
        for owner in desk.units:
            counts = count_states(desk.states(owner, code))
            yield f"  {owner:<28}" + "".join(f"{counts[state] or '·':>12}" for state in STATES)
    for role, due in overdue(desk.library.roles, desk.checker, today):
        yield f"{role.id}: its review was due on {due}"


def _role_json(desk: Desk, role: Role, code: str) -> dict[str, Any]:
    states = [one for one in desk.states(role.id, code) if one.unit.concept]
    clauses = [one for one in states if not one.unit.is_nested]
    return {
        "clauses": len(clauses),
        "present": sum(one.unit.text(code) is not None for one in clauses),
        "states": count_states(clauses),
        "review_due": review_due(role, desk.checker),
    }


def _problem_row(problem: Problem) -> _Row:
    place, clause = problem.place, problem.clause or ""
    line, severity = str(place.line), problem.severity
    return (place.path, line, "", clause, problem.code, severity, "", "", "", "", problem.message)


def _finding_row(finding: Finding) -> _Row:
    return (
        finding.place.path,
        str(finding.place.line),
        finding.unit,
        finding.concept or "",
        finding.rule.id,
        finding.severity,
        finding.language,
        finding.rule.type,
        finding.expected,
        finding.found,
        finding.message,
    )
