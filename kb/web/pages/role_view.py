"""A role as its page shows it: library in, numbered sections of clauses out, terms marked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from kb.addresses import concept_path, glossary_path, role_path
from kb.interface.labels import role_title, title_language
from kb.languages import LANGUAGES, Language
from kb.library import Library
from kb.model import Clause, Entry, Role, RoleSection, RoleVersion
from kb.search.snapshot import Snapshot
from kb.web.tables import readable_tables

_LINK = re.compile(r"</?a\b[^>]*>")

LONGEST_FACT = 80
"""Characters that fit into a line beneath the facts; what is longer is read in its section, and never clipped."""


@dataclass(frozen=True)
class Text:
    """Something to read, and the code of its language."""

    language: str
    html: Markup


@dataclass(frozen=True)
class Dot:
    """A language's dot; *path* leads to the wording there, None where it is missing."""

    language: Language
    path: str | None


@dataclass(frozen=True)
class Link:
    """A title and where it leads."""

    title: str
    path: str
    language: str


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
class RelatedRole:
    """A role that shares duties, and how many."""

    id: str
    link: Link
    shared: int


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


def related_roles(role: Role, library: Library, reader: Language) -> tuple[RelatedRole, ...]:
    """Return the roles that share duties with *role*, most first."""
    return tuple(
        RelatedRole(other.id, role_link(other, reader), shared) for other, shared in library.related_roles(role)
    )


def role_link(role: Role, reader: Language, clause: str | None = None) -> Link:
    """Return the link to a *role*, or to one of its clauses."""
    return Link(
        role_title(role, reader),
        role_path(reader.code, role.id, clause),
        title_language(role, reader),
    )


def role_dots(clause: Clause) -> tuple[Dot, ...]:
    """Return the dots of a *clause*, each leading to it in that language's page."""
    return tuple(
        Dot(language, role_path(language.code, clause.role, clause.id) if has_wording else None)
        for language in LANGUAGES
        for has_wording in (clause.wording(language.code) is not None,)
    )


def linked_terms(snapshot: Snapshot, reader: Language) -> Callable[[str, str], Markup]:
    """Return a function that links the terms in HTML of a language, each where it is named first."""
    seen: set[str] = set()

    def wrap(entry: Entry, html: str) -> str:
        if entry.id in seen:
            return html
        seen.add(entry.id)
        path = glossary_path(reader.code, entry.id)
        return f'<a class="term" href="{escape(path)}" title="{escape(entry.definition_text)}">{html}</a>'

    def mark(html: str, language: str) -> Markup:
        return Markup(snapshot.terms.mark(html, language, wrap))  # noqa: S704  # sanitised when it was read

    return mark


def without_links(html: str) -> str:
    """Return *html* without its links, for a place that is a link itself."""
    return _LINK.sub("", html)


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
    return Text(language, Markup(html))  # noqa: S704  # sanitised when it was read


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
            Text(wording.language, Markup(wording.html))  # noqa: S704  # sanitised when it was read
            for wording in clause.wordings
            if wording is not shown
        ),
        elsewhere=tuple(sorted(links, key=lambda link: reader.place_in_alphabet(link.title))),
        concept_path=concept_path(reader.code, clause.id),
    )


def _reports_to(role: Role, reader: Language) -> str | None:
    clause = role.clause("subordination")
    wording = clause.wording(reader.code) if clause else None
    return wording.text.removesuffix(".") if wording and len(wording.text) <= LONGEST_FACT else None
