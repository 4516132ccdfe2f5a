"""The way in: to the reader's language, the home page, and other codes of a language to its own."""

from urllib.parse import quote

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from kb.addresses import guide_path, home_path
from kb.languages import LANGUAGES, Language
from kb.library import Library
from kb.model import GuideVersion, Role
from kb.web.caching import kept
from kb.web.context import library
from kb.web.pages import first_sentence, shortened, show
from kb.web.reader import preferred_language
from kb.web.role_view import Link, role_link

blueprint = Blueprint("home", __name__)


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
        roles=sorted((_row(role, language) for role in of.roles), key=lambda row: row[0].title.casefold()),
        guides=guides_in(of, language),
        clause_count=len(of.clauses),
        concept_count=len(of.concepts),
        term_count=len(of.terms),
    )


def guides_in(of: Library, reader: Language) -> list[tuple[GuideVersion, str]]:
    """Return the guides, each in the reader's language or one that it has, with its address."""
    return [
        (guide.version(reader.code) or guide.versions[0], guide_path(reader.code, guide.id)) for guide in of.guides
    ]


def _row(role: Role, reader: Language) -> tuple[Link, str, list[tuple[Language, bool]]]:
    version = role.best_version(reader.code)
    line = shortened(first_sentence(version.summary_text), 180)
    return role_link(role, reader), line, [(one, one.code in role.languages) for one in LANGUAGES]
