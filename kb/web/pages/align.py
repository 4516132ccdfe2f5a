"""The translators' desk: the versions of a role, a guide or the glossary side by side, and what waits in each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, abort, current_app, request

from kb.addresses import align_glossary_path, align_guide_path, align_path, glossary_path, guide_path
from kb.bitext.checker import RULES
from kb.bitext.states import STATES, State
from kb.bitext.units import GLOSSARY, Unit
from kb.errors import UsageError
from kb.languages import DEFAULT, LANGUAGES, Language
from kb.languages import language as language_of
from kb.model import SECTION_KINDS
from kb.web.context import library, snapshot
from kb.web.desks import OpenDesk, open_desk_now
from kb.web.frame import show
from kb.web.pages.desk_rows import HEAD, Mark, Part, all_terms_marked, glossary_parts, guide_parts, role_parts
from kb.web.pages.desk_view import FINDINGS, OPEN, STATE_LABELS, RowView, Sheet, filtered
from kb.web.pages.desk_waiting import show_waiting
from kb.web.pages.parts import Link, role_link
from kb.web.parameters import listed_languages
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
class Asked:
    """What a reader wants to see: languages, rows in a state or with findings, of a *rule*, of a section."""

    shown: tuple[Language, ...]
    wanted: str
    rule: str
    section: str

    def query(self, **changed: str) -> str:
        """Return the query string that asks for this with some things *changed*, with its question mark."""
        codes = "" if len(self.shown) == len(LANGUAGES) else ",".join(one.code for one in self.shown)
        values = {"with": codes, "show": self.wanted, "rule": self.rule, "section": self.section, **changed}
        text = urlencode({name: value for name, value in values.items() if value}, safe=",")
        return f"?{text}" if text else ""


@dataclass(frozen=True)
class Column:
    """A language on the page: how many clauses it has, of how many, and what waits in it."""

    language: Language
    is_source: bool
    present: int
    total: int
    counts: Mapping[State, int]
    finding_count: int


@dataclass(frozen=True)
class Choice:
    """A filter that can be chosen, and where that leads."""

    label: str
    count: int
    path: str
    is_chosen: bool


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
    asked, found = _asked(subject), open_desk_now()
    title = gettext("%(role)s, aligned", role=subject.link.title)
    description = gettext("The versions side by side: what is missing, what is out of date, what differs.")
    path = partial(_path, subject, asked)
    if found is None:
        return show_waiting(title, description, path, subject.link)
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
        wanted=asked.wanted,
        open_count=sum(row.is_open for row in rows),
        **_filters(subject, asked, reader, sheet, parts, rows),
    )


def _filters(
    subject: Subject, asked: Asked, reader: Language, sheet: Sheet, parts: Sequence[Part], rows: Sequence[RowView]
) -> dict[str, Any]:
    """Return what can be chosen, for the template."""
    base = subject.path(reader.code)
    return {
        "states_shown": tuple(_choices(rows, asked, base)),
        "rules": tuple(_rules(sheet, asked, base)),
        "sections": tuple(_sections(parts, asked, base)),
        "languages_shown": tuple(_toggle(base, asked, one) for one in LANGUAGES),
        "is_filtered": bool(asked.wanted or asked.rule or asked.section),
        "all_path": base + asked.query(show="", rule="", section=""),
    }


def _parts(found: OpenDesk, owner: str, reader: Language, parts_of: Parts) -> tuple[Part, ...]:
    """Return what stands on a page of an *owner*; kept, since marking the terms takes longest."""
    mark = all_terms_marked(snapshot().terms, reader)
    return found.keep((owner, reader.code), lambda: parts_of(found.desk.units[owner], mark))


def _path(subject: Subject, asked: Asked, code: str) -> str:
    return subject.path(code) + asked.query()


def _asked(subject: Subject) -> Asked:
    wanted, rule, section = (request.args.get(name, "") for name in ("show", "rule", "section"))
    if wanted not in ("", OPEN, FINDINGS, *STATES):
        raise _unknown(wanted, "show")
    if rule not in ("", *RULES):
        raise _unknown(rule, "rule")
    if section not in ("", HEAD, *SECTION_KINDS):
        raise _unknown(section, "section")
    return Asked(_side_by_side(subject.source, listed_languages(request.args, "with")), wanted, rule, section)


def _unknown(value: str, name: str) -> UsageError:
    message = gettext('"%(value)s" is not a value of the filter "%(filter)s".', value=value[:100], filter=name)
    return UsageError("unknown_filter_value", message)


def _side_by_side(source: Language, chosen: tuple[Language, ...]) -> tuple[Language, ...]:
    """Return the columns, the source always first: with those chosen, at least one; all where none is."""
    wanted = set(chosen) | {source}
    if len(wanted) < 2:
        wanted = set(LANGUAGES)
    return tuple(sorted(wanted, key=lambda one: (one is not source, LANGUAGES.index(one))))


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


def _choices(rows: Sequence[RowView], asked: Asked, base: str) -> list[Choice]:
    """Return the filters by state that have any rows, after the one that shows all."""
    # Title and summary are no clauses: "all" is what the heads of the columns count.
    labels = {"": gettext("All"), OPEN: gettext("Open"), FINDINGS: gettext("Findings")}
    labels |= {state: gettext(label) for state, label in STATE_LABELS.items()}
    choices = []
    for wanted in ("", *(state for state in STATES if state != "current"), FINDINGS, OPEN):
        counted = rows if wanted else [row for row in rows if not row.row.is_head]
        count = sum(any(cell.has(wanted, "") for cell in row.cells) for row in counted)
        if count or wanted in ("", "missing", asked.wanted):
            path = base + asked.query(show=wanted, rule="")
            choices.append(Choice(labels[wanted], count, path, asked.wanted == wanted and not asked.rule))
    return choices


def _rules(sheet: Sheet, asked: Asked, base: str) -> list[Choice]:
    counts = {**({asked.rule: 0} if asked.rule else {}), **sheet.rules}
    return [
        Choice(rule, count, base + asked.query(show=FINDINGS, rule=rule), rule == asked.rule)
        for rule, count in sorted(counts.items())
    ]


def _sections(parts: Sequence[Part], asked: Asked, base: str) -> list[Choice]:
    return [
        Choice(part.heading, len(part.rows), base + asked.query(section=part.id), part.id == asked.section)
        for part in parts
        if len(parts) > 1
    ]


def _toggle(base: str, asked: Asked, toggled: Language) -> tuple[Language, bool, str | None]:
    """Return a language, whether it is shown, and the address without or with it; None for what stays."""
    is_shown = toggled in asked.shown
    after = [one for one in LANGUAGES if (one in asked.shown) != (one is toggled)]
    is_kept = toggled is asked.shown[0] or len(after) < 2
    codes = ",".join(one.code for one in after)
    return toggled, is_shown, None if is_kept else base + asked.query(**{"with": codes})
