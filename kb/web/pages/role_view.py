"""A role as its page shows it: library in, numbered sections of clauses out, terms marked."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from kb.addresses import concept_path, role_path
from kb.languages import LANGUAGES, Language
from kb.model import Clause, Role, RoleSection, RoleVersion
from kb.search.snapshot import Snapshot
from kb.web.pages.parts import (
    Dot,
    Link,
    RelatedRole,
    Text,
    from_content,
    in_order,
    linked_terms,
    related_roles,
    role_link,
)
from kb.web.tables import readable_tables

LONGEST_FACT = 80
"""Characters that fit into a line beneath the facts; what is longer is read in its section, and never clipped."""


@dataclass(frozen=True)
class ClauseView:
    """A clause on a role page: *text* is what is read first, *others* unfold beneath it.

    *missing* says that this clause lacks a wording where the rest of the role has one.
    """

    id: str
    number: str
    text: Text
    missing: bool
    dots: tuple[Dot, ...]
    others: tuple[Text, ...]
    elsewhere: tuple[Link, ...]
    concept_path: str


@dataclass(frozen=True)
class SectionView:
    """A section on a role page."""

    kind: str
    number: int
    heading: Text
    prose: Text | None
    clauses: tuple[ClauseView, ...]


@dataclass(frozen=True)
class RoleView:
    """A role in the reader's language, as far as there is one."""

    role: Role
    version: RoleVersion
    reports_to: str | None
    sections: tuple[SectionView, ...]
    related: tuple[RelatedRole, ...]


def view_role(role: Role, snapshot: Snapshot, reader: Language) -> RoleView:
    """Return what the page of a *role* shows to a reader of this language."""
    return RoleView(
        role=role,
        version=role.best_version(reader.code),
        reports_to=_reports_to(role, reader),
        sections=tuple(
            _view_section(section, number, role, snapshot, reader)
            for number, section in enumerate(role.sections, 1)
        ),
        related=related_roles(role, snapshot.library, reader),
    )


def role_dots(clause: Clause) -> tuple[Dot, ...]:
    """Return the dots of a *clause*, each leading to it in that language's page."""
    return tuple(
        Dot(language, role_path(language.code, clause.role, clause.id) if has_wording else None)
        for language in LANGUAGES
        for has_wording in (clause.wording(language.code) is not None,)
    )


def _view_section(
    section: RoleSection, number: int, role: Role, snapshot: Snapshot, reader: Language
) -> SectionView:
    version = role.best_version(reader.code)
    written = version.section(section.kind)
    mark = linked_terms(snapshot, reader)
    heading = (
        Text(version.language, Markup.escape(written.heading))
        if written
        else Text(reader.code, Markup.escape(reader.heading(section.kind)))
    )
    return SectionView(
        kind=section.kind,
        number=number,
        heading=heading,
        prose=_prose(section.kind, role, mark, reader),
        clauses=tuple(
            _view_clause(clause, f"{number}.{position}", role, snapshot, mark, reader)
            for position, clause in enumerate(section.clauses, 1)
        ),
    )


def _prose(kind: str, role: Role, mark: Callable[[str, str], Markup], reader: Language) -> Text | None:
    section = role.best_version(reader.code).section(kind)
    if section is None or not section.prose_html:
        return None
    language = role.best_version(reader.code).language
    html = readable_tables(mark(section.prose_html, language), section.heading)
    return Text(language, from_content(html))


def _view_clause(
    clause: Clause,
    number: str,
    role: Role,
    snapshot: Snapshot,
    mark: Callable[[str, str], Markup],
    reader: Language,
) -> ClauseView:
    shown = role.best_wording(clause, reader.code)
    others = snapshot.library.elsewhere(clause)
    roles = ((other, snapshot.library.role(other.role)) for other in others)
    links = (role_link(other_role, reader, other.id) for other, other_role in roles if other_role)
    return ClauseView(
        id=clause.id,
        number=number,
        text=Text(shown.language, mark(shown.html, shown.language)),
        missing=shown.language != reader.code and role.version(reader.code) is not None,
        dots=role_dots(clause),
        others=tuple(
            Text(wording.language, from_content(wording.html))
            for wording in clause.wordings
            if wording is not shown
        ),
        elsewhere=in_order(links, reader),
        concept_path=concept_path(reader.code, clause.id),
    )


def _reports_to(role: Role, reader: Language) -> str | None:
    clause = role.clause("subordination")
    wording = clause.wording(reader.code) if clause else None
    return wording.text.removesuffix(".") if wording and len(wording.text) <= LONGEST_FACT else None
