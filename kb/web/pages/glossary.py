"""The page of the glossary: every term, in the order of the reader's alphabet."""

from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint
from markupsafe import Markup

from kb.addresses import glossary_path
from kb.glossaries import Entry, Term
from kb.languages import LANGUAGES, Language
from kb.languages import language as language_of
from kb.web.caching import kept
from kb.web.context import library, snapshot
from kb.web.frame import show
from kb.web.pages.parts import from_content
from kb.web.reader import gettext
from kb.web.tables import readable_tables

blueprint = Blueprint("glossary", __name__)


@dataclass(frozen=True)
class TermView:
    """A glossary entry in the reader's language, or in another while it has none, and in the others.

    *is_used* tells whether any text has one of its names, in whatever language; *only_in* is the one language
    that has such a thing.
    """

    id: str
    entry: Entry
    definition: Markup
    others: tuple[tuple[Language, Entry], ...]
    is_used: bool
    only_in: Language | None


@blueprint.get("/<language:language>/glossary")
@kept
def glossary(language: Language) -> str:
    """Show every term, in the order of the alphabet."""
    terms = sorted(
        (_view_term(term, language) for term in library().terms),
        key=lambda term: (language.place_in_alphabet(term.entry.preferred), term.id),
    )
    written = library().glossary(language.code)
    title = gettext("Glossary")
    return show(
        "glossary.html",
        title=title,
        description=gettext("The terms of job descriptions: which to use, which to avoid, and what they mean."),
        path=glossary_path,
        intro=from_content(readable_tables(written.intro_html, title)) if written else None,
        letters=[(letter, list(group)) for letter, group in groupby(terms, key=_initial)],
    )


def _view_term(term: Term, reader: Language) -> TermView:
    entry = term.best_entry(reader.code)
    found = ((language, term.entry(language.code)) for language in LANGUAGES)
    return TermView(
        id=term.id,
        entry=entry,
        definition=from_content(readable_tables(entry.definition_html, entry.preferred)),
        others=tuple((language, other) for language, other in found if other and other is not entry),
        is_used=snapshot().is_used(term),
        only_in=next((language_of(each.language) for each in term.entries if each.only), None),
    )


def _initial(term: TermView) -> str:
    return term.entry.preferred[0].upper()
