"""The aligned page: the versions of a role clause by clause, side by side, gaps included."""

from dataclasses import dataclass, replace

from flask import Blueprint, request
from markupsafe import Markup

from kb.addresses import align_path, role_path
from kb.interface.labels import role_title
from kb.languages import LANGUAGES, Language, language
from kb.model import Clause, Role, RoleSection
from kb.web.context import library
from kb.web.frame import show
from kb.web.pages.parts import from_content, role_link
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
    wordings: tuple[tuple[Language, Markup | None], ...]

    @property
    def is_complete(self) -> bool:
        """Whether every column has a wording."""
        return all(html is not None for _, html in self.wordings)


@dataclass(frozen=True)
class Part:
    """A section with the rows that are shown of it."""

    kind: str
    heading: str
    rows: tuple[Row, ...]


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
    return Part(
        section.kind,
        reader.heading(section.kind),
        tuple(
            _row(clause, f"{number}.{position}", shown, reader)
            for position, clause in enumerate(section.clauses, 1)
        ),
    )


def _row(clause: Clause, number: str, shown: tuple[Language, ...], reader: Language) -> Row:
    wordings = ((one, clause.wording(one.code)) for one in shown)
    return Row(
        clause.id,
        number,
        role_path(reader.code, clause.role, clause.id),
        tuple((one, from_content(wording.html) if wording else None) for one, wording in wordings),
    )


def _only_missing(part: Part) -> Part:
    return replace(part, rows=tuple(row for row in part.rows if not row.is_complete))


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
