"""The pages of a role and of a concept."""

from flask import Blueprint
from markupsafe import Markup

from kb.addresses import concept_path, role_path
from kb.interface.labels import clause_label, education_label, role_experience, same_label
from kb.languages import LANGUAGES, Language
from kb.model import Clause, Concept, Role
from kb.web.caching import kept
from kb.web.context import library, snapshot
from kb.web.frame import shortened, show
from kb.web.pages.role_view import Dot, Link, Text, linked_terms, role_link, view_role
from kb.web.reader import gettext
from kb.web.retired import missing

blueprint = Blueprint("roles", __name__)

Versions = tuple[tuple[Language, Text | None], ...]
"""A clause in every language, None where it has no wording."""


@blueprint.get("/<language:language>/roles/<id>")
@kept
def role(language: Language, id: str) -> str:
    """Show a role: what it is, its sections, and where each clause also stands."""
    found = library().role(id)
    if found is None:
        missing(library(), "role", id, lambda successor: role_path(language.code, successor))
    return _role_page(found, language)


@blueprint.get("/<language:language>/concepts/<id>")
@kept
def concept(language: Language, id: str) -> str:
    """Show a concept: every role that has it, and its wordings in every language."""
    found = library().concept(id)
    if found is None:
        missing(library(), "concept", id, lambda successor: concept_path(language.code, successor))
    return _concept_page(found, language)


def _role_page(role: Role, reader: Language) -> str:
    view = view_role(role, snapshot(), reader)
    facts = (
        (gettext("Education"), education_label(role.education, reader)),
        (gettext("Experience"), role_experience(role, reader)),
        ("ISCO-08", role.isco),
    )
    return show(
        "role.html",
        title=view.version.title,
        description=view.version.summary_text,
        path=lambda code: role_path(code, role.id),
        view=view,
        summary=Markup(view.version.summary_html),  # noqa: S704  # sanitised when it was read
        facts=tuple((name, value) for name, value in facts if value),
        untranslated=view.version.language != reader.code,
        same_label=same_label,
        other_roles=len(library().roles) > 1,
    )


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


def _clause_rows(concept: Concept, reader: Language) -> list[tuple[list[Link], Versions]]:
    """Return the wordings in every language, each set of them once, with the roles that have it."""
    rows: dict[Versions, list[Link]] = {}
    for clause in concept.clauses:
        rows.setdefault(_versions(clause), []).append(role_link(_role_of(clause), reader, clause.id))
    return [(links, versions) for versions, links in rows.items()]


def _versions(clause: Clause) -> Versions:
    wordings = ((language, clause.wording(language.code)) for language in LANGUAGES)
    return tuple(
        (language, Text(language.code, Markup(wording.html)) if wording else None)  # noqa: S704
        for language, wording in wordings
    )


def _role_of(clause: Clause) -> Role:
    role = library().role(clause.role)
    if role is None:
        raise LookupError(clause.role)
    return role
