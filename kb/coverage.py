"""How complete each language is: a library in, counts of what is there and what is missing out."""

from dataclasses import dataclass

from kb.languages import CODES
from kb.library import Library
from kb.model import Role


@dataclass(frozen=True)
class RoleCoverage:
    """How many of the *clauses* of a role are *present* in a language."""

    role: Role
    language: str
    clauses: int
    present: int

    @property
    def missing(self) -> int:
        """How many have no wording yet."""
        return self.clauses - self.present


@dataclass(frozen=True)
class LanguageCoverage:
    """What there is in one language; the totals are of all languages together.

    A term that says it is of one language alone (`model.Entry.only`) is in the total of that language only.
    """

    language: str
    roles: tuple[RoleCoverage, ...]
    guides: int
    guides_total: int
    terms: int
    terms_total: int


def coverage(library: Library) -> tuple[LanguageCoverage, ...]:
    """Count what *library* has in each language, in the order of LANGUAGES."""
    return tuple(
        LanguageCoverage(
            code,
            tuple(_role_coverage(role, code) for role in library.roles),
            sum(code in guide.languages for guide in library.guides),
            len(library.guides),
            sum(term.entry(code) is not None for term in library.terms),
            sum(term.is_wanted(code) for term in library.terms),
        )
        for code in CODES
    )


def _role_coverage(role: Role, language: str) -> RoleCoverage:
    clauses = tuple(role.clauses)
    present = sum(clause.wording(language) is not None for clause in clauses)
    return RoleCoverage(role, language, len(clauses), present)
