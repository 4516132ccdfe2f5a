"""The translators' desk: a library, its reviews and what was accepted in; states and findings by owner out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kb.analysis.analyses import Analyses
from kb.bitext.accepted import Accepted, read_accepted
from kb.bitext.checker import Checker
from kb.bitext.checks.rules import Finding
from kb.bitext.reviews import Reviews, read_reviews, unknown_units
from kb.bitext.states import UnitState, state_of
from kb.bitext.units import Unit
from kb.errors import Problem
from kb.languages import CODES, LANGUAGES
from kb.library import Library


def open_analyses(folder: Path | None) -> dict[str, Analyses]:
    """Return the analyses of every language, kept in *folder*."""
    return {language.code: Analyses(language, folder) for language in LANGUAGES}


@dataclass(frozen=True)
class Desk:
    """Everything that waits for a translator of *library*; one request may share it with others."""

    library: Library
    checker: Checker
    reviews: Mapping[str, Reviews]
    accepted: Mapping[str, Accepted]

    @cached_property
    def units(self) -> Mapping[str, tuple[Unit, ...]]:
        """The units of each owner."""
        return self.checker.units

    def findings(self, owner: str) -> tuple[Finding, ...]:
        """Return what was found in a role, `guide:<id>` or `glossary` and was not accepted."""
        return self.open_findings(self.checker.findings(owner))

    def open_findings(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return those *findings* that nobody accepted."""
        return tuple(found for found in findings if not self._is_accepted(found))

    def states(self, owner: str, language: str) -> tuple[UnitState, ...]:
        """Return the state of every unit of an *owner* that is asked for in a *language*; of no note."""
        units = (unit for unit in self.units.get(owner, ()) if unit.is_asked(language))
        return tuple(state_of(unit, language, self.reviews[language]) for unit in units)

    def problems(self) -> tuple[Problem, ...]:
        """Return what is wrong with the files of reviews and acceptances."""
        is_reviewed = any(of.found for of in self.reviews.values())
        units = [unit for of_owner in self.units.values() for unit in of_owner] if is_reviewed else []
        return (
            *(problem for of in self.reviews.values() for problem in (*of.problems, *unknown_units(of, units))),
            *(problem for of in self.accepted.values() for problem in of.problems),
        )

    def _is_accepted(self, found: Finding) -> bool:
        accepted = self.accepted[found.language]
        return accepted.covers(found.unit, found.rule.id, found.fingerprint, found.source_fingerprint)


def open_desk(library: Library, content: Path | None, data: Path | None, before: Desk | None = None) -> Desk:
    """Return the desk of a *library* that was read from *content*; *data* keeps what is slow to find out.

    Without *content* there are no reviews and nothing was accepted.

    What the desk *before* this one knows is taken over: it costs what has changed since.
    """
    checker = before.checker if before else None
    return Desk(
        library,
        Checker(library, {} if checker else open_analyses(data), data, checker),
        {code: read_reviews(content, code) if content else Reviews(code, {}) for code in CODES},
        {code: read_accepted(content, code) if content else Accepted(code, {}) for code in CODES},
    )
