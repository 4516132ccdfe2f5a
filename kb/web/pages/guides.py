"""The pages of a guide and of the glossary."""

from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint
from markupsafe import Markup

from kb.addresses import glossary_path, guide_path
from kb.languages import LANGUAGES, Language
from kb.model import Entry, Guide, GuidePart, GuideVersion, Term
from kb.web.caching import kept
from kb.web.context import library, snapshot
from kb.web.frame import show
from kb.web.pages.role_view import Dot
from kb.web.reader import gettext
from kb.web.retired import missing
from kb.web.tables import readable_tables

blueprint = Blueprint("guides", __name__)


@dataclass(frozen=True)
class TermView:
    """A glossary entry in the reader's language, or in another while it has none, and in the others.

    *is_used* tells whether any text has one of its names, in whatever language.
    """

    id: str
    entry: Entry
    definition: Markup
    others: tuple[tuple[Language, Entry], ...]
    is_used: bool


@blueprint.get("/<language:language>/guides/<id>")
@kept
def guide(language: Language, id: str) -> str:
    """Show a guide."""
    found = library().guide(id)
    if found is None:
        missing(library(), "guide", id, lambda successor: guide_path(language.code, successor))
    version = found.best_version(language.code)
    paragraphs = tuple(version.paragraphs)
    return show(
        "guide.html",
        title=version.title,
        description=paragraphs[0].text if paragraphs else version.title,
        path=lambda code: guide_path(code, id),
        version=version,
        parts=tuple((part, _part_html(part, version)) for part in version.parts),
        dots=tuple(_dot(found, language) for language in LANGUAGES),
        untranslated=version.language != language.code,
    )


@blueprint.get("/<language:language>/glossary")
@kept
def glossary(language: Language) -> str:
    """Show every term, in the order of the alphabet."""
    terms = sorted(
        (_view_term(term, language) for term in library().terms),
        key=lambda term: (language.place_in_alphabet(term.entry.preferred), term.id),
    )
    return show(
        "glossary.html",
        title=gettext("Glossary"),
        description=gettext("The terms of job descriptions: which to use, which to avoid, and what they mean."),
        path=glossary_path,
        letters=[(letter, list(group)) for letter, group in groupby(terms, key=_initial)],
    )


def _part_html(part: GuidePart, version: GuideVersion) -> Markup:
    html = "\n".join(paragraph.html for paragraph in part.paragraphs)
    return Markup(readable_tables(html, part.title or version.title))  # noqa: S704  # sanitised when it was read


def _dot(guide: Guide, language: Language) -> Dot:
    has_version = guide.version(language.code) is not None
    return Dot(language, guide_path(language.code, guide.id) if has_version else None)


def _view_term(term: Term, reader: Language) -> TermView:
    entry = term.best_entry(reader.code)
    found = ((language, term.entry(language.code)) for language in LANGUAGES)
    return TermView(
        id=term.id,
        entry=entry,
        definition=Markup(entry.definition_html),  # noqa: S704  # sanitised when it was read
        others=tuple((language, other) for language, other in found if other and other is not entry),
        is_used=snapshot().is_used(term),
    )


def _initial(term: TermView) -> str:
    return term.entry.preferred[0].upper()
