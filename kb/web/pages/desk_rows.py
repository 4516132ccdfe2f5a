"""What stands side by side on the desk: a role, a guide or the glossary in, rows of texts in each language out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup, escape

from kb.addresses import glossary_path, guide_path, role_path
from kb.analysis.terms import TermFinder
from kb.bitext.units import GROUP, SUMMARY, TITLE, Unit
from kb.glossaries import Entry, Term
from kb.interface.labels import clause_tags
from kb.languages import Language
from kb.model import Clause, Guide, Role, RoleSection
from kb.web.pages.parts import Text, from_content, wording_text
from kb.web.reader import gettext
from kb.web.tables import readable_tables

HEAD = "head"
"""The part with the title and the summary."""

Mark = Callable[[str, str], Markup]


@dataclass(frozen=True)
class Row:
    """What says the same: a text in each language, None where it is missing; *units* are what states are of.

    *number* and *path* are where readers see it; *is_heading* tells that it titles the rows below it.
    """

    id: str
    number: str
    path: str
    tags: tuple[str, ...]
    texts: Mapping[str, Text]
    units: tuple[Unit, ...]
    is_heading: bool = False

    @property
    def is_head(self) -> bool:
        """Whether it is the title or the summary of the whole."""
        return self.id.startswith("ui-")


@dataclass(frozen=True)
class Part:
    """Rows under one heading; *id* is the kind of a section, or HEAD."""

    id: str
    heading: str
    rows: tuple[Row, ...]


def role_parts(role: Role, units: Sequence[Unit], reader: Language, mark: Mark) -> tuple[Part, ...]:
    """Return title, summary and clauses of a *role*, section by section."""
    of_clause: dict[str | None, list[Unit]] = {}
    for unit in units:
        if unit.kind != GROUP:
            of_clause.setdefault(unit.concept, []).append(unit)
    groups = {unit.id.partition("#")[2]: unit for unit in units if unit.kind == GROUP}
    sections = (
        Part(
            section.kind, reader.heading(section.kind), _section(section, number, of_clause, groups, reader, mark)
        )
        for number, section in enumerate(role.sections, 1)
    )
    return _head(role, of_clause.get(None, []), reader), *sections


def guide_parts(guide: Guide, units: Sequence[Unit], reader: Language, mark: Mark) -> tuple[Part, ...]:
    """Return the title and the sections of a *guide*."""
    rows = tuple(_guide_row(guide, unit, reader, mark) for unit in units)
    return (Part(HEAD, gettext("Sections"), rows),)


def glossary_parts(terms: Sequence[Term], units: Sequence[Unit], reader: Language) -> tuple[Part, ...]:
    """Return the entries of the glossary."""
    of_term = {unit.id.removeprefix("term:"): unit for unit in units}
    return (Part(HEAD, gettext("Terms"), tuple(_term_row(term, of_term, reader) for term in terms)),)


def all_terms_marked(terms: TermFinder, reader: Language) -> Mark:
    """Return a function that links every glossary term in HTML of a language to its entry."""

    def wrap(entry: Entry, html: str) -> str:
        path, title = escape(glossary_path(reader.code, entry.id)), escape(entry.definition_text)
        return f'<a class="term" href="{path}" title="{title}">{html}</a>'

    return lambda html, language: from_content(terms.mark(html, language, wrap))


def _head(role: Role, units: Sequence[Unit], reader: Language) -> Part:
    rows = (_head_row(role, unit, reader) for unit in units if unit.kind in (TITLE, SUMMARY))
    return Part(HEAD, gettext("Title and summary"), tuple(rows))


def _head_row(role: Role, unit: Unit, reader: Language) -> Row:
    name = unit.id.partition("@")[2]
    if unit.kind == TITLE:
        texts = {text.language: Text(text.language, escape(text.text)) for text in unit.texts}
    else:
        texts = {
            version.language: Text(version.language, from_content(version.summary_html))
            for version in role.versions
            if version.summary_text
        }
    return Row(f"ui-{name}", "", role_path(reader.code, role.id), (), texts, (unit,))


def _section(
    section: RoleSection,
    number: int,
    of_clause: Mapping[str | None, list[Unit]],
    groups: Mapping[str, Unit],
    reader: Language,
    mark: Mark,
) -> tuple[Row, ...]:
    position = count(1)
    rows: list[Row] = []
    for group, clauses in section.grouped:
        if group is not None:
            titles = {code: Text(code, escape(title)) for code, title in group.titles}
            path = role_path(reader.code, section.clauses[0].role, group.id)
            titled = tuple(groups[id] for id in (group.id,) if id in groups)
            rows.append(Row(group.id, "", path, (), titles, titled, is_heading=True))
        for clause in clauses:
            units = tuple(of_clause.get(clause.id, ()))
            rows.append(_clause_row(clause, f"{number}.{next(position)}", units, reader, mark))
    return tuple(rows)


def _clause_row(clause: Clause, number: str, units: tuple[Unit, ...], reader: Language, mark: Mark) -> Row:
    texts = {wording.language: wording_text(wording, mark) for wording in clause.wordings}
    path = role_path(reader.code, clause.role, clause.id)
    return Row(clause.id, number, path, clause_tags(clause, reader), texts, units)


def _guide_row(guide: Guide, unit: Unit, reader: Language, mark: Mark) -> Row:
    name = unit.id.partition("#")[2]
    if unit.kind == TITLE:
        texts = {text.language: Text(text.language, escape(text.text)) for text in unit.texts}
    else:
        texts = {
            version.language: Text(
                version.language,
                mark(
                    _titled(part.title)
                    + readable_tables(
                        "\n".join(each.html for each in part.paragraphs), part.title or version.title
                    ),
                    version.language,
                ),
            )
            for version in guide.versions
            for part in version.parts
            if (part.id or "") == name
        }
    id = name or f"ui-{unit.id.rpartition('@')[2]}"
    return Row(id, "", guide_path(reader.code, guide.id, name or None), (), texts, (unit,))


def _titled(title: str) -> str:
    return f"<p><strong>{escape(title)}</strong></p>\n" if title else ""


def _term_row(term: Term, of_term: Mapping[str, Unit], reader: Language) -> Row:
    texts = {entry.language: Text(entry.language, _entry(entry)) for entry in term.entries}
    units = (of_term[term.id],) if term.id in of_term else ()
    return Row(term.id, "", glossary_path(reader.code, term.id), (), texts, units)


def _entry(entry: Entry) -> Markup:
    names = "; ".join(
        (
            f"<strong>{escape(entry.preferred)}</strong>",
            *(str(escape(name)) for name in entry.admitted),
            *(f"<s>{escape(name)}</s>" for name in entry.avoided),
        )
    )
    return from_content(f"<p>{names}</p>{readable_tables(entry.definition_html, entry.preferred)}")
