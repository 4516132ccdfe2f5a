"""The aligned page: the versions of a role clause by clause, side by side, gaps included."""

from dataclasses import dataclass, replace
from itertools import count

from flask import Blueprint, request

from kb.addresses import align_path, role_path
from kb.interface.labels import clause_tags, role_title
from kb.languages import LANGUAGES, Language, language
from kb.model import Clause, Role, RoleSection
from kb.web.context import library
from kb.web.frame import show
from kb.web.pages.parts import Text, role_link, wording_text
from kb.web.parameters import listed_languages
from kb.web.reader import gettext
from kb.web.retired import missing

blueprint = Blueprint("align", __name__)


@dataclass(frozen=True)
class Column:
    """A language on the page, and how many of the role's clauses it has."""

    language: Language
    is_source: bool
    present: int


@dataclass(frozen=True)
class Row:
    """A clause: one wording a column, None where it is missing."""

    id: str
    number: str
    path: str
    tags: tuple[str, ...]
    wordings: tuple[tuple[Language, Text | None], ...]

    @property
    def is_complete(self) -> bool:
        """Whether every column has a wording."""
        return all(text is not None for _, text in self.wordings)


@dataclass(frozen=True)
class Grouped:
    """The rows of a group, with its id and its title in each column; None for those of no group."""

    id: str | None
    titles: tuple[tuple[Language, str | None], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Part:
    """A section with the rows that are shown of it."""

    kind: str
    heading: str
    groups: tuple[Grouped, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all its groups."""
        return tuple(row for group in self.groups for row in group.rows)


@blueprint.get("/<language:language>/align/<id>")
def align(language: Language, id: str) -> str:
    """Show the versions of a role side by side."""
    role = library().role(id)
    if role is None:
        missing(library(), "role", id, lambda successor: align_path(language.code, successor))
    shown = _side_by_side(role, listed_languages(request.args, "with"))
    codes = [column.code for column in shown] if len(shown) < len(LANGUAGES) else []
    parts = tuple(_part(section, number, shown, language) for number, section in enumerate(role.sections, 1))
    only_missing = request.args.get("show") == "missing"
    shown_parts = tuple(_only_missing(part) for part in parts) if only_missing else parts
    rows = [row for part in parts for row in part.rows]
    return show(
        "align.html",
        title=gettext("%(role)s, aligned", role=role_title(role, language)),
        description=gettext("The versions of a job description side by side, clause by clause."),
        path=lambda code: align_path(code, id, codes),
        role_link=role_link(role, language),
        columns=tuple(_column(role, one) for one in shown),
        total=len(rows),
        missing_total=sum(not row.is_complete for row in rows),
        parts=[part for part in shown_parts if part.rows],
        contents=[(f"ui-{part.kind}", part.heading, len(part.rows)) for part in shown_parts if part.rows],
        only_missing=only_missing,
        choices=tuple(_choice(language, role, shown, one) for one in LANGUAGES),
        all_path=align_path(language.code, id, codes),
    )


def _side_by_side(role: Role, chosen: tuple[Language, ...]) -> tuple[Language, ...]:
    """Return the columns, the source first: those chosen, at least two; all where none is chosen."""
    source = language(role.source)
    wanted = set(chosen) | ({source} if len(chosen) == 1 else set())
    if len(wanted) < 2:
        wanted = set(LANGUAGES)
    return tuple(sorted(wanted, key=lambda one: (one is not source, LANGUAGES.index(one))))


def _part(section: RoleSection, number: int, shown: tuple[Language, ...], reader: Language) -> Part:
    position = count(1)
    groups = (
        Grouped(
            group.id if group else None,
            tuple((one, group.title(one.code)) for one in shown) if group else (),
            tuple(_row(clause, f"{number}.{next(position)}", shown, reader) for clause in clauses),
        )
        for group, clauses in section.grouped
    )
    return Part(section.kind, reader.heading(section.kind), tuple(groups))


def _row(clause: Clause, number: str, shown: tuple[Language, ...], reader: Language) -> Row:
    wordings = ((one, clause.wording(one.code)) for one in shown)
    return Row(
        clause.id,
        number,
        role_path(reader.code, clause.role, clause.id),
        clause_tags(clause, reader),
        tuple((one, wording_text(wording) if wording else None) for one, wording in wordings),
    )


def _only_missing(part: Part) -> Part:
    groups = (
        replace(group, rows=tuple(row for row in group.rows if not row.is_complete)) for group in part.groups
    )
    return replace(part, groups=tuple(group for group in groups if group.rows))


def _column(role: Role, shown: Language) -> Column:
    present = sum(clause.wording(shown.code) is not None for clause in role.clauses)
    return Column(shown, shown.code == role.source, present)


def _choice(
    reader: Language, role: Role, shown: tuple[Language, ...], toggled: Language
) -> tuple[Language, bool, str | None]:
    """Return a language, whether it is shown, and the address without or with it; None to keep two."""
    is_shown = toggled in shown
    after = [one for one in LANGUAGES if (one in shown) != (one is toggled)]
    path = align_path(reader.code, role.id, [one.code for one in after]) if len(after) > 1 else None
    return toggled, is_shown, path
