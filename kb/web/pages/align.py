"""The translators' desk: the versions of a role, a guide or the glossary side by side, and what waits in each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, abort, current_app

from kb.addresses import align_glossary_path, align_guide_path, align_path, glossary_path, guide_path
from kb.bitext.states import State
from kb.bitext.units import GLOSSARY, Unit
from kb.languages import DEFAULT, Language
from kb.languages import language as language_of
from kb.web.context import library, snapshot
from kb.web.desks import OpenDesk, open_desk_now
from kb.web.frame import show
from kb.web.pages.desk_filters import Asked, filters, read_asked
from kb.web.pages.desk_rows import Mark, Part, all_terms_marked, glossary_parts, guide_parts, role_parts
from kb.web.pages.desk_starting import show_starting
from kb.web.pages.desk_view import STATE_LABELS, Sheet, filtered
from kb.web.pages.parts import Link, role_link
from kb.web.reader import gettext
from kb.web.retired import missing

blueprint = Blueprint("align", __name__)

Parts = Callable[[Sequence[Unit], Mark], tuple[Part, ...]]
"""Makes what stands on a page of the units of its owner and a function that marks terms."""


@dataclass(frozen=True)
class Subject:
    """What is laid side by side: its *owner* on the desk, name, source language, and where readers find it."""

    owner: str
    link: Link
    source: Language
    path: Callable[[str], str]


@dataclass(frozen=True)
class Column:
    """A language on the page: how many clauses it has, of how many, and what waits in it."""

    language: Language
    is_source: bool
    present: int
    total: int
    counts: Mapping[State, int]
    finding_count: int


@blueprint.get("/<language:language>/align/<id>")
def align(language: Language, id: str) -> str:
    """Show the versions of a role side by side."""
    role = library().role(id)
    if role is None:
        missing(library(), "role", id, lambda successor: align_path(language.code, successor))
    subject = Subject(id, role_link(role, language), language_of(role.source), lambda code: align_path(code, id))
    return _show(subject, language, lambda units, mark: role_parts(role, units, language, mark))


@blueprint.get("/<language:language>/align/guides/<id>")
def align_guide(language: Language, id: str) -> str:
    """Show the versions of a guide side by side."""
    guide = library().guide(id)
    if guide is None:
        missing(library(), "guide", id, lambda successor: align_guide_path(language.code, successor))
    version = guide.best_version(language.code)
    link = Link(version.title, guide_path(language.code, id), version.language)
    subject = Subject(f"guide:{id}", link, DEFAULT, lambda code: align_guide_path(code, id))
    return _show(subject, language, lambda units, mark: guide_parts(guide, units, language, mark))


@blueprint.get("/<language:language>/align/glossary")
def align_glossary(language: Language) -> str:
    """Show the glossaries side by side."""
    terms = library().terms
    if not terms:
        abort(404)
    link = Link(gettext("Glossary"), glossary_path(language.code), language.code)
    subject = Subject(GLOSSARY, link, DEFAULT, align_glossary_path)
    return _show(subject, language, lambda units, _: glossary_parts(terms, units, language))


def _show(subject: Subject, reader: Language, parts_of: Parts) -> str:
    asked, found = read_asked(subject.source), open_desk_now()
    title = gettext("%(role)s, aligned", role=subject.link.title)
    description = gettext("The versions side by side: what is missing, what is out of date, what differs.")
    path = partial(_path, subject, asked)
    if found is None:
        return show_starting(title, description, path, subject.link)
    parts = _parts(found, subject.owner, reader, parts_of)
    sheet = Sheet(subject.owner, found, asked.shown, current_app.config["EDIT_URL"])
    views = sheet.views(parts)
    shown = tuple(filtered(views, asked.wanted, asked.rule, asked.section))
    rows = [row for view in views for row in view.rows if not row.row.is_heading]
    return show(
        "align.html",
        title=title,
        description=description,
        path=path,
        indexed=False,
        link=subject.link,
        columns=tuple(_column(subject, sheet, parts, one) for one in asked.shown),
        parts=shown,
        contents=[(f"ui-{view.part.id}", view.part.heading, len(view.rows)) for view in shown],
        state_names={state: gettext(label) for state, label in STATE_LABELS.items()},
        open_count=sum(row.is_open for row in rows),
        filters=filters(asked, subject.path(reader.code), sheet, parts, rows),
    )


def _parts(found: OpenDesk, owner: str, reader: Language, parts_of: Parts) -> tuple[Part, ...]:
    """Return what stands on a page of an *owner*; kept, since marking the terms takes longest."""
    mark = all_terms_marked(snapshot().terms, reader)
    return found.keep((owner, reader.code), lambda: parts_of(found.desk.units[owner], mark))


def _path(subject: Subject, asked: Asked, code: str) -> str:
    return subject.path(code) + asked.query()


def _column(subject: Subject, sheet: Sheet, parts: Sequence[Part], shown: Language) -> Column:
    """Return a column with how many rows it has; title and summary of a role are no clauses."""
    rows = [
        row
        for part in parts
        for row in part.rows
        if not row.is_heading and not row.is_head and _is_asked(row.units, shown)
    ]
    return Column(
        shown,
        shown is subject.source,
        sum(shown.code in row.texts for row in rows),
        len(rows),
        sheet.counts(shown.code),
        sheet.finding_count(shown.code),
    )


def _is_asked(units: Sequence[Unit], of: Language) -> bool:
    return not units or any(unit.is_asked(of.code) for unit in units)
