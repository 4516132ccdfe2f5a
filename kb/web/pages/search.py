"""The search page: form, filters with counts, hits, and the way to more of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask import Blueprint, request

from kb.addresses import glossary_path, search_path
from kb.glossaries import Term
from kb.interface.catalogues import translatable
from kb.interface.labels import facet_label, title_language, value_title
from kb.languages import Language
from kb.model import Role
from kb.search.answers import FACETS, Answer, Facet
from kb.web.context import library, snapshot
from kb.web.frame import show
from kb.web.pages.parts import Link, RelatedRole, Text, from_content, in_order, related_roles, role_link
from kb.web.pages.search_hits import view_hit
from kb.web.pages.search_notes import view_notes
from kb.web.parameters import read_query
from kb.web.queries import printable, query_path
from kb.web.reader import gettext

blueprint = Blueprint("search", __name__)

MOST_RELATED = 6

MEANING_LABELS = {
    "starting": translatable("Search by meaning is being prepared; these results were found by words alone."),
    "failed": translatable("Search by meaning is unavailable."),
}
"""What is said where search by meaning takes no part, though it should."""


@dataclass(frozen=True)
class ValueView:
    """A value of a facet, to be ticked."""

    value: str
    title: str
    language: str
    count: int
    selected: bool


@blueprint.get("/<language:language>/search")
def search(language: Language) -> str:
    """Show what a query finds."""
    query = read_query(request.args, language, snapshot())
    answer = snapshot().search(query)
    text = printable(query.text)
    return show(
        "search.html",
        title=gettext("Search: %(query)s", query=text) if text else gettext("Search job descriptions"),
        description=gettext("Search job descriptions in every language at once."),
        path=lambda code: _path(code, answer),
        indexed=False,
        text=text,
        answer=answer,
        notes=tuple(view_notes(answer, text, lambda query: _path(language.code, replace(answer, query=query)))),
        term=_term(answer.term, language) if answer.term else None,
        hits=tuple(view_hit(hit, language) for hit in answer.hits),
        meaning_message=gettext(MEANING_LABELS[answer.meaning]) if answer.meaning in MEANING_LABELS else None,
        related=_related(answer, language),
        roles=() if text else _all_roles(language),
        facets=tuple(
            (facet.name, facet_label(facet.name, language), _values(facet, language))
            for facet in answer.facets
            if facet.values
        ),
        chosen=tuple(_chosen(answer, language)),
        plain_path=search_path(language.code, printable(answer.text_without_filters)),
        before_path=_path(language.code, answer, max(0, query.offset - query.limit)) if query.offset else None,
        more_path=_more_path(language, answer),
        first_path=_path(language.code, answer),
        last=min(query.offset + len(answer.hits), answer.total),
    )


def _path(code: str, answer: Answer, offset: int = 0) -> str:
    return query_path(answer.query, code, offset)


def _more_path(reader: Language, answer: Answer) -> str | None:
    following = answer.query.offset + answer.query.limit
    return _path(reader.code, answer, following) if following < answer.total else None


def _chosen(answer: Answer, reader: Language) -> Iterator[Link]:
    """Yield every value of a facet that was typed or chosen, with the address that does without it."""
    for typed in answer.typed_filters:
        path = _path(reader.code, replace(answer, query=replace(answer.query, text=typed.text_without)))
        title = value_title(typed.facet, typed.value, library(), reader)
        yield Link(title, path, _value_language(typed.facet, typed.value, reader))
    filters = answer.query.filters
    for facet in FACETS:
        values = filters.chosen(facet)
        for value in values:
            others = replace(filters, **{facet: tuple(each for each in values if each != value)})
            without = replace(answer, query=replace(answer.query, filters=others))
            title = value_title(facet, value, library(), reader)
            yield Link(title, _path(reader.code, without), _value_language(facet, value, reader))


def _related(answer: Answer, reader: Language) -> tuple[Role, tuple[RelatedRole, ...]] | None:
    """Return the role that is the first hit, and the roles that share most duties with it."""
    role = answer.hits[0].subject if answer.hits else None
    if not isinstance(role, Role):
        return None
    related = related_roles(role, library(), reader)[:MOST_RELATED]
    return (role, related) if related else None


def _all_roles(reader: Language) -> tuple[Link, ...]:
    return in_order((role_link(role, reader) for role in library().roles), reader)


def _term(term: Term, reader: Language) -> tuple[str, Text, str]:
    entry = term.best_entry(reader.code)
    return (
        entry.preferred,
        Text(entry.language, from_content(entry.definition_html)),
        glossary_path(reader.code, term.id),
    )


def _values(facet: Facet, reader: Language) -> tuple[ValueView, ...]:
    values = [
        ValueView(
            value=value.value,
            title=value_title(facet.name, value.value, library(), reader),
            language=_value_language(facet.name, value.value, reader),
            count=value.count,
            selected=value.selected,
        )
        for value in facet.values
    ]
    if facet.name == "role":
        values.sort(key=lambda value: reader.place_in_alphabet(value.title))
    return tuple(values)


def _value_language(facet: str, value: str, reader: Language) -> str:
    """Return the language of the title of a *value*: that of a role, or of a language's own name."""
    role = library().role(value) if facet == "role" else None
    if role is not None:
        return title_language(role, reader)
    return value if facet == "language" else reader.code
