"""The page of a concept: one duty or right in every language, and every role that has it."""

from flask import Blueprint

from kb.addresses import concept_path
from kb.interface.labels import clause_label, clause_tags
from kb.languages import LANGUAGES, Language
from kb.model import Clause, Concept, Role
from kb.web.caching import kept
from kb.web.context import library, snapshot
from kb.web.frame import shortened, show
from kb.web.pages.parts import Dot, Link, Text, linked_terms, role_link, wording_text
from kb.web.retired import missing

blueprint = Blueprint("concept", __name__)

Versions = tuple[tuple[Language, Text | None], ...]
"""A clause in every language, None where it has no wording."""


@blueprint.get("/<language:language>/concepts/<id>")
@kept
def concept(language: Language, id: str) -> str:
    """Show a concept: every role that has it, and its wordings in every language."""
    found = library().concept(id)
    if found is None:
        missing(library(), "concept", id, lambda successor: concept_path(language.code, successor))
    return _concept_page(found, language)


def _concept_page(concept: Concept, reader: Language) -> str:
    named = _naming_clause(concept, reader)
    best = _role_of(named).best_wording(named, reader.code)
    label = clause_label(concept.kind, reader)
    return show(
        "concept.html",
        title=shortened(best.text, 90),
        description=f"{label}: {best.text}",
        path=lambda code: concept_path(code, concept.id),
        concept=concept,
        label=label,
        heading=reader.heading(concept.kind),
        shown=Text(best.language, linked_terms(snapshot(), reader)(best.html, best.language)),
        dots=tuple(_concept_dot(concept, language) for language in LANGUAGES),
        role_count=len(concept.clauses),
        clauses=_clause_rows(concept, reader),
    )


def _naming_clause(concept: Concept, reader: Language) -> Clause:
    """Return the clause that a concept is shown by: the shortest, as the one with least of its role."""
    readable = [clause for clause in concept.clauses if clause.wording(reader.code)]
    clauses = readable or list(concept.clauses)
    return min(clauses, key=lambda clause: len(_role_of(clause).best_wording(clause, reader.code).text))


def _concept_dot(concept: Concept, language: Language) -> Dot:
    has_wording = language.code in concept.languages
    return Dot(language, concept_path(language.code, concept.id) if has_wording else None)


def _clause_rows(concept: Concept, reader: Language) -> list[tuple[list[Link], tuple[str, ...], Versions]]:
    """Return the wordings in every language with notes and tags, each set once, with the roles that have it."""
    rows: dict[tuple[tuple[str, ...], Versions], list[Link]] = {}
    for clause in concept.clauses:
        key = (clause_tags(clause, reader), _versions(clause))
        rows.setdefault(key, []).append(role_link(_role_of(clause), reader, clause.id))
    return [(links, *key) for key, links in rows.items()]


def _versions(clause: Clause) -> Versions:
    wordings = ((language, clause.wording(language.code)) for language in LANGUAGES)
    return tuple((language, wording_text(wording) if wording else None) for language, wording in wordings)


def _role_of(clause: Clause) -> Role:
    role = library().role(clause.role)
    if role is None:
        raise LookupError(clause.role)
    return role
