"""`content/<language>/accepted.csv`: findings that somebody looked at and that may stand, each with a reason."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from pathlib import Path

from kb.bitext.tables import Table, now, parse_table, read_table, table_text
from kb.errors import Problem
from kb.writing.files import rewrite

FILE_NAME = "accepted.csv"
COLUMNS = ("unit", "rule", "fingerprint", "source_fingerprint", "reason", "by", "on")


@dataclass(frozen=True)
class Acceptance:
    """That what *rule* finds in a unit may stand while neither its wording nor its source changes."""

    unit: str
    rule: str
    fingerprint: str
    source_fingerprint: str
    reason: str
    by: str
    on: str

    @property
    def key(self) -> tuple[str, str]:
        """The unit and the rule: one of each is in force."""
        return self.unit, self.rule


@dataclass(frozen=True)
class Accepted:
    """What was accepted in one language, the newest of each unit and rule."""

    language: str
    found: Mapping[tuple[str, str], Acceptance]
    others: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    def covers(self, unit: str, rule: str, fingerprint: str, source_fingerprint: str) -> bool:
        """Tell whether a finding was accepted for these very texts."""
        found = self.found.get((unit, rule))
        return found is not None and (found.fingerprint, found.source_fingerprint) == (
            fingerprint,
            source_fingerprint,
        )


def read_accepted(folder: Path, language: str) -> Accepted:
    """Read what was accepted in *language*."""
    return _of(language, read_table(folder / language / FILE_NAME, _shown(folder, language), COLUMNS))


def add_accepted(folder: Path, language: str, new: Mapping[tuple[str, str], Acceptance]) -> None:
    """Add *new* acceptances to those of *language*; other writers of the language wait.

    Raises WritingError where their file cannot be read or written: nothing in it is lost.
    """

    def changed(text: str) -> str:
        accepted = _of(language, parse_table(text, _shown(folder, language), COLUMNS))
        return table_text(COLUMNS, map(astuple, {**accepted.found, **new}.values()), accepted.others)

    rewrite(folder, f"{language}/{FILE_NAME}", changed, create=True)


def _shown(folder: Path, language: str) -> str:
    return f"{folder.name}/{language}/{FILE_NAME}"


def _of(language: str, table: Table) -> Accepted:
    found: dict[tuple[str, str], Acceptance] = {}
    for _, row in table.rows:
        one = Acceptance(*row)
        if one.key not in found or found[one.key].on <= one.on:
            found[one.key] = one
    return Accepted(language, found, table.others, table.problems)


def accept(unit: str, rule: str, fingerprints: tuple[str, str], reason: str, by: str) -> Acceptance:
    """Return the acceptance of a finding on texts with these *fingerprints*, those of wording and source."""
    return Acceptance(unit, rule, *fingerprints, reason, by, now())
