"""What the commands of translators do: a desk and arguments in, text to print out."""

import getpass
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kb.analysis.hunspell import has_speller
from kb.bitext.checker import RULES
from kb.bitext.concordance import Concordance, Line, Occurrence
from kb.bitext.desk import Desk, open_desk
from kb.bitext.recording import (
    ALL,
    languages_to_review,
    record_accepted,
    record_minor,
    record_reviews,
    select,
)
from kb.bitext.reports import (
    check_csv,
    counts_json,
    finding_json,
    problem_json,
    status_json,
    status_lines,
)
from kb.errors import KbError, Problem, Severity, UsageError
from kb.languages import CODES, LANGUAGES, find_language
from kb.library import build_library
from kb.model import SECTION_KINDS
from kb.places import data_folder
from kb.reading.content import Content


@dataclass(frozen=True)
class CheckReport:
    """What `kb check` prints, the severities of what it found, and what is to be said beside it."""

    output: str
    severities: tuple[Severity, ...]
    remarks: tuple[str, ...]


def desk_of(content: Content, folder: Path, *, drafts: bool) -> Desk:
    """Return the desk of a *content* that was read from *folder*."""
    return open_desk(build_library(content, drafts=drafts), folder, data_folder(folder))


def check_report(desk: Desk, problems: Sequence[Problem], shape: str) -> CheckReport:
    """Return what `kb check` reports as text, json or csv: *problems* and what the checks find."""
    findings = desk.open_findings(desk.checker.all_findings())
    severities = (*(problem.severity for problem in problems), *(finding.severity for finding in findings))
    if shape == "json":
        rows = [*map(problem_json, problems), *map(finding_json, findings)]
        rows.sort(key=lambda row: (row["path"], row["line"]))
        return CheckReport(_as_json({"problems": rows, "counts": counts_json(desk, findings)}), severities, ())
    if shape == "csv":
        return CheckReport(check_csv(problems, findings), severities, tuple(_count_lines(desk, findings)))
    placed = [
        *((problem.place, problem.severity, problem.message) for problem in problems),
        *((one.place, one.severity, f"{one.message} [{one.rule.id}, {one.unit}]") for one in findings),
    ]
    marks = {"error": "", "warning": "warning: ", "note": "note: "}
    lines = (f"{place}: {marks[severity]}{message}\n" for place, severity, message in sorted(placed))
    return CheckReport("".join(lines), severities, tuple(_unchecked()))


def accept(desk: Desk, folder: Path, unit: str, **given: str | None) -> str:
    """Accept what a rule finds in a *unit*, a role, or everywhere; return what was done."""
    rule, reason = given.get("rule"), given.get("reason")
    if rule not in RULES:
        raise UsageError("unknown_rule", f"--rule must be one of {', '.join(RULES)}")
    if not reason:
        raise UsageError("no_reason", "say with --reason why the finding may stand")
    language = _language(given.get("language"))
    found = [
        one
        for one in desk.open_findings(desk.checker.all_findings())
        if one.rule.id == rule and one.language == language and unit in (ALL, one.owner, one.unit)
    ]
    if not found:
        raise KbError(f"the rule {rule} finds nothing in {unit} ({language}); see kb check")
    count = record_accepted(folder, found, reason, given.get("by") or _user())
    return f"Accepted {count} of {rule} in {folder.name}/{language}/accepted.csv."


def review(
    desk: Desk, folder: Path, selection: str, language: str, by: str | None, *, minor: bool
) -> Iterator[str]:
    """Record reviews of what is selected; yield what was done, language by language."""
    units = select([unit for of_owner in desk.units.values() for unit in of_owner], selection)
    languages = languages_to_review(units[0].source, _language(language), minor=minor)
    record = record_minor if minor else record_reviews
    for recorded in record(folder, units, languages, by or _user()):
        verb = "Kept current" if minor else "Reviewed"
        skipped = f"; {recorded.skipped} had nothing to record" if recorded.skipped else ""
        yield f"{verb} {recorded.done} of {len(units)} in {recorded.language}{skipped}."


def status(desk: Desk, shape: str) -> str:
    """Return what `kb status` says."""
    if shape == "json":
        guides = {code: sum(code in guide.languages for guide in desk.library.guides) for code in CODES}
        terms = {code: sum(term.entry(code) is not None for term in desk.library.terms) for code in CODES}
        return _as_json({"languages": status_json(desk, guides, terms)})
    today = datetime.now(UTC).date().isoformat()
    return "".join(f"{line}\n" for line in status_lines(desk, today))


def concordance(
    desk: Desk, words: str, language: str | None, sections: Sequence[str], roles: Sequence[str], shape: str
) -> str:
    """Return where *words* stand, as text or json."""
    code = _language(language) if language else None
    for section in sections:
        if section not in SECTION_KINDS:
            raise UsageError(
                "unknown_section", f"there is no section {section}; name one of {', '.join(SECTION_KINDS)}"
            )
    for role in roles:
        if desk.library.role(role) is None:
            raise UsageError("unknown_role", f"there is no role {role}; kb status lists them")
    found = Concordance(desk.checker).find(words, code, sections, roles)
    desk.checker.save()
    if shape == "json":
        occurrences = list(map(occurrence_json, found))
        return _as_json({"query": words, "language": code, "total": len(found), "occurrences": occurrences})
    return "".join(f"{line}\n" for occurrence in found for line in _occurrence_lines(occurrence))


def occurrence_json(occurrence: Occurrence) -> dict[str, Any]:
    """Return an occurrence as JSON has it; marks are from and to which character."""
    return {
        "unit": occurrence.unit,
        "owner": occurrence.owner,
        "section": occurrence.kind,
        **_line_json(occurrence.line),
        "counterparts": list(map(_line_json, occurrence.counterparts)),
    }


def _line_json(line: Line) -> dict[str, Any]:
    return {"language": line.language, "text": line.text, "marks": [list(mark) for mark in line.marks]}


def _occurrence_lines(occurrence: Occurrence) -> Iterator[str]:
    yield occurrence.unit
    for line in (occurrence.line, *occurrence.counterparts):
        yield f"  {line.language}  {_marked(line)}"


def _marked(line: Line) -> str:
    text, done = "", 0
    for start, end in line.marks:
        text += f"{line.text[done:start]}[{line.text[start:end]}]"
        done = end
    return " ".join((text + line.text[done:]).split())


def _count_lines(desk: Desk, findings: Sequence[Any]) -> Iterator[str]:
    for code, counts in counts_json(desk, findings).items():
        listed = ", ".join(f"{type} {count}" for type, count in counts["per_1000_words"].items())
        yield f"{code}: {counts['words']} words; findings in 1,000: {listed or 'none'}"
    yield from _unchecked()


def _unchecked() -> Iterator[str]:
    missing = [language.english_name for language in LANGUAGES if not has_speller(language)]
    if missing:
        remedy = "install the extra [spelling] and Hunspell dictionaries"
        yield f"Spelling was not checked in {', '.join(missing)}: {remedy}."


def _language(name: str | None) -> str:
    language = find_language(name or "")
    if language is None:
        raise UsageError("unknown_language", f"--language must be one of {', '.join(CODES)}")
    return language.code


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"


def _as_json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
