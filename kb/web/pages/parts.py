"""What several pages are made of: texts, links to roles, dots of languages, terms that lead to the glossary."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from kb.addresses import glossary_path, role_path
from kb.glossaries import Entry
from kb.interface.labels import role_title, title_language
from kb.languages import Language
from kb.library import Library
from kb.model import Group, Role, Wording
from kb.search.snapshot import Snapshot
from kb.web.reader import gettext
from kb.web.tables import readable_tables


@dataclass(frozen=True)
class Text:
    """Something to read, and the code of its language; *notes* are beside it and no part of it."""

    language: str
    html: Markup
    notes: tuple[Markup, ...] = ()


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
class RelatedRole:
    """A role that shares duties, and how many."""

    id: str
    link: Link
    shared: int


def from_content(html: str) -> Markup:
    """Return *html* as templates show it: what comes from the content was sanitised when it was read."""
    return Markup(html)  # noqa: S704


def wording_text(wording: Wording, mark: Callable[[str, str], Markup] | None = None) -> Text:
    """Return a *wording* with its notes; *mark* makes links of the terms in it."""
    html = mark(wording.html, wording.language) if mark else from_content(wording.html)
    notes = (from_content(readable_tables(note.html, gettext("Note"))) for note in wording.notes)
    return Text(wording.language, html, tuple(notes))


def group_title(role: Role, group: Group, reader: Language) -> Text:
    """Return the title of a *group*, in the source's language while the reader's has none."""
    language, title = role.best_title(group, reader.code)
    return Text(language, Markup.escape(title))


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


def in_order(links: Iterable[Link], reader: Language) -> tuple[Link, ...]:
    """Return *links* in the order of the reader's alphabet."""
    return tuple(sorted(links, key=lambda link: reader.place_in_alphabet(link.title)))


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
        return from_content(snapshot.terms.mark(html, language, wrap))

    return mark
