"""The way in: to the reader's language, the home page, and other codes of a language to its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from kb.addresses import guide_path, home_path
from kb.interface.labels import group_label
from kb.languages import LANGUAGES, Language
from kb.library import Library
from kb.model import GuideVersion, Role
from kb.web.caching import kept
from kb.web.context import library
from kb.web.frame import first_sentence, show
from kb.web.pages.parts import Link, role_link
from kb.web.reader import gettext, preferred_language

blueprint = Blueprint("home", __name__)


@dataclass(frozen=True)
class Row:
    """A role in the list: its title, what it is in one sentence, and the languages it is there in."""

    link: Link
    line: str
    languages: tuple[tuple[Language, bool], ...]


@dataclass(frozen=True)
class Group:
    """The roles of one major group of ISCO-08; the *digit* is empty for those in none."""

    digit: str
    title: str
    rows: tuple[Row, ...]


@blueprint.get("/")
def to_language() -> ResponseReturnValue:
    """Redirect to the home page in the reader's language."""
    response = redirect(home_path(preferred_language().code), 302)
    response.vary.update(("Accept-Language", "Cookie"))
    return response


@blueprint.get("/<alias:language>")
@blueprint.get("/<alias:language>/<path:rest>")
@blueprint.get("/<alias:language>/")
def from_alias(language: Language, rest: str = "") -> ResponseReturnValue:
    """Redirect from another code of a language to its own, whatever follows."""
    query = request.query_string.decode("ascii", "replace")
    return redirect(home_path(language.code) + quote(rest) + (f"?{query}" if query else ""), 301)


@blueprint.get("/<language:language>")
def to_home(language: Language) -> ResponseReturnValue:
    """Redirect to the home page."""
    return redirect(home_path(language.code), 301)


@blueprint.get("/<language:language>/<any(roles, guides):list_of>")
def to_list(language: Language, list_of: str) -> ResponseReturnValue:
    """Redirect to the list on the home page, which is what remains of an address cut at its end."""
    return redirect(f"{home_path(language.code)}#ui-{list_of}", 301)


@blueprint.get("/<language:language>/")
@kept
def home(language: Language) -> str:
    """Show the home page: search, roles, guides."""
    of = library()
    return show(
        "home.html",
        title=gettext("Job descriptions, linked duty by duty"),
        description=gettext(
            "Search, read and compare job descriptions in %(languages)s, linked duty by duty and right by right.",
            languages=", ".join(language.name for language in LANGUAGES),
        ),
        path=home_path,
        groups=_groups(of, language),
        guides=_guides(of, language),
    )


def _groups(of: Library, reader: Language) -> list[Group]:
    """Return the roles by the first digit of their ISCO-08 code, most first; those without a code come last."""
    digits = groupby(sorted(of.roles, key=_digit), key=_digit)
    groups = (Group(digit, group_label(digit, reader), _rows(roles, reader)) for digit, roles in digits)
    return sorted(groups, key=lambda group: (not group.digit, -len(group.rows), group.digit))


def _digit(role: Role) -> str:
    return (role.isco or "")[:1]


def _rows(roles: Iterable[Role], reader: Language) -> tuple[Row, ...]:
    rows = (_row(role, reader) for role in roles)
    return tuple(sorted(rows, key=lambda row: reader.place_in_alphabet(row.link.title)))


def _row(role: Role, reader: Language) -> Row:
    return Row(
        role_link(role, reader),
        first_sentence(role.best_version(reader.code).summary_text),
        tuple((one, one.code in role.languages) for one in LANGUAGES),
    )


def _guides(of: Library, reader: Language) -> list[tuple[GuideVersion, str]]:
    """Return the guides, each in the reader's language or one that it has, with its address."""
    guides = ((guide.best_version(reader.code), guide_path(reader.code, guide.id)) for guide in of.guides)
    return sorted(guides, key=lambda guide: reader.place_in_alphabet(guide[0].title))
