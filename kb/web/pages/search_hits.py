"""A hit as the search page shows it: the text, where else it matched, and the roles that have it."""

import re
from dataclasses import dataclass

from kb.interface.labels import clause_label, title_language
from kb.languages import LANGUAGES, Language
from kb.model import Concept, Guide, Role
from kb.search.answers import Excerpt, Hit
from kb.web.context import library
from kb.web.hits import hit_path, hit_title
from kb.web.pages.parts import Link, Text, from_content, in_order, role_link
from kb.web.reader import gettext
from kb.web.tables import found_rows, readable_tables

_LINK = re.compile(r"</?a\b[^>]*>")


@dataclass(frozen=True)
class HitView:
    """A hit as it is shown; *matched* are the texts in which it was found, if *text* does not show that.

    Those that are no wordings, such as notes, are *beside* it.
    *roles* have the clause just so, *other_roles* worded in another way.
    """

    label: str
    by_meaning: bool
    title: Link | None
    path: str
    text: Text
    matched: tuple[Text, ...]
    beside: tuple[Text, ...]
    roles: tuple[Link, ...]
    other_roles: tuple[Link, ...]
    languages: tuple[tuple[Language, bool], ...]


def view_hit(hit: Hit, reader: Language) -> HitView:
    """Return a *hit* as the page in the reader's language shows it."""
    labels = {"role": gettext("Role"), "guide": gettext("Guide")}
    elsewhere = _found_elsewhere(hit)
    text, *found = _excerpts(hit, elsewhere, reader)
    roles, other_roles = _roles(hit, reader)
    return HitView(
        label=clause_label(hit.section, reader) if hit.section else labels[hit.kind],
        by_meaning=hit.matched_by == "meaning",
        title=_title(hit, reader),
        path=hit_path(hit, reader),
        text=text,
        matched=tuple(each for each, of in zip(found, elsewhere, strict=True) if not of.of_context),
        beside=tuple(each for each, of in zip(found, elsewhere, strict=True) if of.of_context),
        roles=roles,
        other_roles=other_roles,
        languages=tuple((language, language.code in hit.languages) for language in LANGUAGES),
    )


def _title(hit: Hit, reader: Language) -> Link | None:
    """Return the heading of a role or guide that was found; a clause has none but its text."""
    match hit.subject:
        case Role() as role:
            language = title_language(role, reader)
        case Guide() as guide:
            language = reader.code if guide.version(reader.code) else hit.text.language
        case _:
            return None
    return Link(hit_title(hit, reader), hit_path(hit, reader), language)


def _excerpts(hit: Hit, elsewhere: tuple[Excerpt, ...], reader: Language) -> list[Text]:
    """Return the text of a *hit*, and after it those *elsewhere* in which it was found."""
    excerpts = [hit.text, *elsewhere]
    if hit.kind == "clause":
        # The text of a clause is a link itself.
        htmls = [_without_links(hit.text.html), *(excerpt.html for excerpt in excerpts[1:])]
    else:
        cut = found_rows([excerpt.html for excerpt in excerpts])
        htmls = [readable_tables(html, hit_title(hit, reader)) for html in cut]
    return [Text(excerpt.language, from_content(html)) for excerpt, html in zip(excerpts, htmls, strict=True)]


def _found_elsewhere(hit: Hit) -> tuple[Excerpt, ...]:
    """Return the texts with the match, where that is not in the language shown, or there in another text."""
    if hit.matched_by == "meaning":
        return ()
    if hit.text.language not in hit.matched_languages:
        return hit.texts
    if hit.text.is_marked:
        return ()
    of_language = (excerpt for excerpt in hit.texts if excerpt.language == hit.text.language)
    return tuple(excerpt for excerpt in of_language if excerpt != hit.text)


def _roles(hit: Hit, reader: Language) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """Return the roles of a clause that was found: those that have it as it is shown, and the others."""
    if not isinstance(hit.subject, Concept) or hit.clause is None:
        return (), ()
    shown = hit.clause.wording(hit.text.language)
    links: dict[bool, list[Link]] = {True: [], False: []}
    for clause in hit.subject.clauses:
        role = library().role(clause.role)
        if role is not None and role.id in hit.roles:
            wording = clause.wording(hit.text.language)
            is_so = wording is not None and shown is not None and wording.html == shown.html
            links[is_so].append(role_link(role, reader, clause.id))
    return in_order(links[True], reader), in_order(links[False], reader)


def _without_links(html: str) -> str:
    """Return *html* without its links, for a place that is a link itself."""
    return _LINK.sub("", html)
