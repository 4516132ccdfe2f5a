"""A role as its page shows it: library in, numbered sections of clauses out, terms marked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

from kb.addresses import concept_path, role_path
from kb.interface.labels import clause_tags
from kb.languages import LANGUAGES, Language
from kb.model import Clause, Role, RoleSection, RoleVersion
from kb.search.snapshot import Snapshot
from kb.web.pages.parts import (
    Dot,
    Link,
    RelatedRole,
    Text,
    from_content,
    group_title,
    in_order,
    linked_terms,
    related_roles,
    role_link,
    wording_text,
)
from kb.web.tables import readable_tables

LONGEST_FACT = 80
"""Characters that fit into a line beneath the facts; what is longer is read in its section, and never clipped."""


@dataclass(frozen=True)
class ClauseView:
    """A clause on a role page: *text* is what is read first, *others* unfold beneath it.

    *missing* says that this clause lacks a wording where the rest of the role has one, *tags* whom it is for.
    """

    id: str
    number: str
    text: Text
    missing: bool
    tags: tuple[str, ...]
    dots: tuple[Dot, ...]
    others: tuple[Text, ...]
    elsewhere: tuple[Link, ...]
    concept_path: str


@dataclass(frozen=True)
class GroupView:
    """Clauses that stand together on a role page; *id* and *title* are None for those of no group."""

    id: str | None
    title: Text | None
    clauses: tuple[ClauseView, ...]


@dataclass(frozen=True)
class SectionView:
    """A section on a role page."""

    kind: str
    number: int
    heading: Text
    prose: Text | None
    groups: tuple[GroupView, ...]

    @property
    def clause_count(self) -> int:
        """How many clauses it has."""
        return sum(len(group.clauses) for group in self.groups)


@dataclass(frozen=True)
class RoleView:
    """A role in the reader's language, as far as there is one."""

    role: Role
    version: RoleVersion
    reports_to: str | None
    sections: tuple[SectionView, ...]
    other: tuple[tuple[str, Text], ...]
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
        other=_other(role, reader),
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
        groups=tuple(_view_groups(section, number, role, snapshot, mark, reader)),
    )


def _view_groups(
    section: RoleSection,
    number: int,
    role: Role,
    snapshot: Snapshot,
    mark: Callable[[str, str], Markup],
    reader: Language,
) -> Iterator[GroupView]:
    position = count(1)
    for group, clauses in section.grouped:
        yield GroupView(
            group.id if group else None,
            group_title(role, group, reader) if group else None,
            tuple(
                _view_clause(clause, f"{number}.{next(position)}", role, snapshot, mark, reader)
                for clause in clauses
            ),
        )


def _prose(kind: str, role: Role, mark: Callable[[str, str], Markup], reader: Language) -> Text | None:
    section = role.best_version(reader.code).section(kind)
    if section is None or not section.prose_html:
        return None
    language = role.best_version(reader.code).language
    html = readable_tables(mark(section.prose_html, language), section.heading)
    return Text(language, from_content(html))


def _other(role: Role, reader: Language) -> tuple[tuple[str, Text], ...]:
    """Return what fits no section, with its titles: it is of one version, and no other says the same."""
    version = role.best_version(reader.code)
    return tuple(
        (other.title, Text(version.language, from_content(readable_tables(other.html, other.title))))
        for other in version.other
    )


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
        text=wording_text(shown, mark),
        missing=shown.language != reader.code and role.version(reader.code) is not None,
        tags=clause_tags(clause, reader),
        dots=role_dots(clause),
        others=tuple(wording_text(wording) for wording in clause.wordings if wording is not shown),
        elsewhere=in_order(links, reader),
        concept_path=concept_path(reader.code, clause.id),
    )


def _reports_to(role: Role, reader: Language) -> str | None:
    clause = role.clause("subordination")
    wording = clause.wording(reader.code) if clause else None
    return wording.text.removesuffix(".") if wording and len(wording.text) <= LONGEST_FACT else None
