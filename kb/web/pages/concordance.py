"""The concordance: every place where words stand, in any inflection, with its counterparts in other languages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import Blueprint, request
from markupsafe import Markup, escape

from kb.addresses import align_glossary_path, align_guide_path, align_path, concordance_path
from kb.bitext.concordance import Line, Occurrence
from kb.bitext.units import GLOSSARY
from kb.errors import UsageError
from kb.interface.labels import role_title, title_language
from kb.languages import LANGUAGES, Language
from kb.model import SECTION_KINDS
from kb.web.context import library
from kb.web.desks import open_desk_now
from kb.web.frame import show
from kb.web.pages.desk_starting import show_starting
from kb.web.pages.parts import Link
from kb.web.parameters import listed, named_language, number, query_text
from kb.web.queries import printable
from kb.web.reader import gettext

blueprint = Blueprint("concordance", __name__)

PER_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """Words that are looked for, and where: in one language, in sections, in roles; from which place on."""

    text: str
    language: Language | None
    sections: tuple[str, ...]
    roles: tuple[str, ...]
    offset: int = 0

    def path(self, code: str) -> str:
        """Return the address of this, with the interface in the language of *code*."""
        values = [("q", self.text), ("language", self.language.code if self.language else "")]
        values += [("section", section) for section in self.sections] + [("role", role) for role in self.roles]
        values += [("offset", str(self.offset) if self.offset else "")]
        text = urlencode([(name, value) for name, value in values if value])
        return concordance_path(code) + (f"?{text}" if text else "")


@dataclass(frozen=True)
class LineView:
    """A text in a language, its words marked."""

    language: Language
    html: Markup


@dataclass(frozen=True)
class Place:
    """Where the words stand: what it is part of, the line itself and the same in the other languages."""

    link: Link
    id: str
    line: LineView
    counterparts: tuple[LineView, ...]


@blueprint.get("/<language:language>/concordance")
def concordance(language: Language) -> str:
    """Show where words stand."""
    asked, found = _asked(), open_desk_now()
    title = gettext("Concordance: %(words)s", words=asked.text) if asked.text else gettext("Concordance")
    description = gettext("Every place where words stand, with what says the same in the other languages.")
    if found is None:
        return show_starting(title, description, asked.path)
    occurrences = found.concordance.find(
        asked.text, asked.language.code if asked.language else None, asked.sections, asked.roles
    )
    shown = occurrences[asked.offset : asked.offset + PER_PAGE]
    following, before = asked.offset + PER_PAGE, max(0, asked.offset - PER_PAGE)
    return show(
        "concordance.html",
        title=title,
        description=description,
        path=asked.path,
        indexed=False,
        asked=asked,
        total=len(occurrences),
        first=asked.offset + 1,
        last=asked.offset + len(shown),
        places=tuple(_place(one, language) for one in shown),
        sections=tuple((kind, language.heading(kind), kind in asked.sections) for kind in SECTION_KINDS),
        roles=tuple(_roles(asked, language)),
        more_path=replace(asked, offset=following).path(language.code) if following < len(occurrences) else None,
        before_path=replace(asked, offset=before).path(language.code) if asked.offset else None,
    )


def _asked() -> Asked:
    parameters = request.args
    sections, roles = listed(parameters, "section"), listed(parameters, "role")
    for name, values, known in (
        ("section", sections, SECTION_KINDS),
        ("role", roles, {role.id for role in library().roles}),
    ):
        unknown = next((value for value in values if value not in known), None)
        if unknown is not None:
            message = gettext(
                '"%(value)s" is not a value of the filter "%(filter)s".', value=unknown[:100], filter=name
            )
            raise UsageError("unknown_filter_value", message)
    code = parameters.get("language", "")
    return Asked(
        printable(query_text(parameters)),
        named_language(parameters, "language") if code else None,
        sections,
        roles,
        number(parameters, "offset", default=0, least=0, most=1_000_000),
    )


def _place(found: Occurrence, reader: Language) -> Place:
    return Place(
        _link(found, reader),
        found.unit,
        _line(found.line),
        tuple(map(_line, found.counterparts)),
    )


def _link(found: Occurrence, reader: Language) -> Link:
    """Return the link to a unit on the desk."""
    anchor = found.unit.partition("#")[2].partition("/")[0].partition("!")[0]
    if found.owner == GLOSSARY:
        term = found.unit.removeprefix("term:")
        return Link(gettext("Glossary"), f"{align_glossary_path(reader.code)}#{term}", reader.code)
    kind, _, id = found.owner.partition(":")
    if kind == "guide":
        guide = library().guide(id)
        assert guide is not None, "the desk is that of the library"
        version = guide.best_version(reader.code)
        path = align_guide_path(reader.code, id)
        return Link(version.title, f"{path}#{anchor}" if anchor else path, version.language)
    role = library().role(found.owner)
    assert role is not None, "the desk is that of the library"
    path = align_path(reader.code, role.id)
    return Link(role_title(role, reader), f"{path}#{anchor}" if anchor else path, title_language(role, reader))


def _line(line: Line) -> LineView:
    language = next(one for one in LANGUAGES if one.code == line.language)
    return LineView(language, Markup("").join(_marked(line)))


def _marked(line: Line) -> Iterator[Markup]:
    done = 0
    for start, end in line.marks:
        yield escape(line.text[done:start])
        yield Markup("<mark>{}</mark>").format(line.text[start:end])
        done = end
    yield escape(line.text[done:])


def _roles(asked: Asked, reader: Language) -> Iterator[tuple[str, str, str, bool]]:
    roles = sorted(library().roles, key=lambda role: reader.place_in_alphabet(role_title(role, reader)))
    for role in roles:
        yield role.id, role_title(role, reader), title_language(role, reader), role.id in asked.roles
