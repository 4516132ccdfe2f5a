"""The status page: how much there is in each language, and what is wrong with the content."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from flask import Blueprint

from kb.addresses import align_path, status_path
from kb.bitext.due import overdue
from kb.bitext.states import State
from kb.coverage import LanguageCoverage, RoleCoverage, coverage
from kb.errors import Problem
from kb.interface.catalogues import catalogue, translatable
from kb.languages import DEFAULT, Language
from kb.languages import language as language_of
from kb.web.context import condition, library, snapshot
from kb.web.desks import OpenDesk, open_desk_now
from kb.web.frame import show
from kb.web.pages.desk_view import STATE_LABELS
from kb.web.pages.parts import Link, role_link
from kb.web.pages.waiting import Waiting, waiting_in
from kb.web.reader import gettext

blueprint = Blueprint("status", __name__)

SEVERITY_LABELS = {
    "error": translatable("error"),
    "warning": translatable("warning"),
    "note": translatable("note"),
}


@dataclass(frozen=True)
class Count:
    """How many of *total* a language has; *path* leads to those it lacks."""

    language: Language
    present: int
    total: int
    path: str | None = None
    waiting: Waiting | None = None

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return self.present == self.total

    @property
    def states(self) -> Mapping[State, int]:
        """What waits for translators; of what is missing nothing where it is the clauses that are counted."""
        counts = self.waiting.counts if self.waiting else {}
        gap = self.total - self.present
        return {state: count for state, count in counts.items() if state != "missing" or count != gap}


@blueprint.get("/<language:language>/status")
def status(language: Language) -> str:
    """Show coverage, problems, and how search by meaning is getting on, which is why the page is not kept."""
    of, desk = library(), open_desk_now()
    found = coverage(of)
    problems = sorted(of.problems, key=lambda problem: problem.place)
    return show(
        "status.html",
        title=gettext("Status"),
        description=gettext("How complete each language is, and what is wrong with the content."),
        path=status_path,
        roles=_role_rows(found, desk, language),
        states={state: gettext(label) for state, label in STATE_LABELS.items()},
        overdue=list(_overdue(desk, language)) if desk else [],
        is_checked=desk is not None,
        guides=tuple(Count(language_of(one.language), one.guides, one.guides_total) for one in found),
        terms=tuple(Count(language_of(one.language), one.terms, one.terms_total) for one in found),
        problems=[(path, list(group)) for path, group in groupby(problems, key=_path)],
        problem_count=len(problems),
        severities={severity: gettext(label) for severity, label in SEVERITY_LABELS.items()},
        message_tag=DEFAULT.tag,
        fingerprint=of.fingerprint,
        meaning=_meaning(language),
        condition=condition(),
        failed_at=_failed_at(language),
    )


def _failed_at(reader: Language) -> str:
    """Return when a reload last failed."""
    failed = condition().reload
    return f"{catalogue(reader).moment(failed.at)} UTC" if failed else ""


def _meaning(reader: Language) -> str | None:
    """Return how search by meaning is getting on, or None where it is off."""
    match snapshot().meaning_state:
        case "starting":
            done, total = map(catalogue(reader).decimal, snapshot().meaning_progress)
            return gettext("Being prepared: %(done)s of %(total)s texts.", done=done, total=total)
        case "ready":
            return gettext("Ready.")
        case "failed":
            return gettext("Unavailable. Search by words works as before.")
        case _:
            return None


def _role_rows(
    found: tuple[LanguageCoverage, ...], desk: OpenDesk | None, reader: Language
) -> list[tuple[Link, tuple[Count, ...]]]:
    rows = [
        (role_link(counts[0].role, reader), tuple(_role_counts(counts, desk, reader)))
        for counts in zip(*(one.roles for one in found), strict=True)
    ]
    return sorted(rows, key=lambda row: reader.place_in_alphabet(row[0].title))


def _role_counts(counts: Sequence[RoleCoverage], desk: OpenDesk | None, reader: Language) -> Iterator[Count]:
    role = counts[0].role.id
    path = align_path(reader.code, role)
    waiting = waiting_in(desk, role, path) if desk else (None,) * len(counts)
    for count, waits in zip(counts, waiting, strict=True):
        language = language_of(count.language)
        yield Count(language, count.present, count.clauses, f"{path}?show=missing", waits)


def _overdue(desk: OpenDesk, reader: Language) -> Iterator[tuple[Link, str]]:
    """Yield the roles whose review is overdue, each with the day when it was due."""
    today = datetime.now(UTC).date().isoformat()
    for role, due in overdue(library().roles, desk.desk.checker, today):
        yield role_link(role, reader), catalogue(reader).day(due)


def _path(problem: Problem) -> str:
    return problem.place.path
