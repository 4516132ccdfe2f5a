"""The comparison of two or three roles: what they ask for, what they share, what each has alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import starmap

from flask import Blueprint, abort, request
from markupsafe import Markup

from kb.addresses import compare_path, concept_path
from kb.errors import UsageError
from kb.interface.labels import clause_tags, education_label, role_experience, role_title
from kb.languages import Language
from kb.library import SharedClauses
from kb.model import Concept, Role
from kb.web.context import library
from kb.web.frame import show
from kb.web.pages.parts import Link, Text, group_title, role_link, wording_text
from kb.web.parameters import listed
from kb.web.reader import gettext

blueprint = Blueprint("compare", __name__)

MOST = 3
"""Roles that are compared at once."""


@dataclass(frozen=True)
class Worded:
    """A text with its tags, and the roles that say so; its notes are those of all of them."""

    text: Text
    tags: tuple[str, ...]
    links: tuple[Link, ...]


Grouped = tuple[Text | None, tuple["Wordings", ...]]
"""The title of a group, None for what is in none, and what stands below it."""


@dataclass(frozen=True)
class Wordings:
    """A concept as the compared roles word it: once where they agree, else with who says which."""

    path: str
    texts: tuple[Worded, ...]


@dataclass(frozen=True)
class Part:
    """A section: what all the roles have, two of three have, and each has alone."""

    kind: str
    heading: str
    shared: tuple[Wordings, ...]
    partly: tuple[Wordings, ...]
    only: tuple[tuple[Link, int, tuple[Grouped, ...]], ...]


@blueprint.get("/<language:language>/compare")
def compare(language: Language) -> str:
    """Show what roles share, or ask for them while there are fewer than two."""
    ids = listed(request.args, "roles")
    if len(ids) > MOST:
        raise UsageError("too_many_roles", gettext("At most %(most)d roles can be compared at once.", most=MOST))
    roles = tuple(_role(id) for id in ids)
    if len(roles) < 2:
        return _form(roles, language)
    titles = [role_title(role, language) for role in roles]
    parts = tuple(_part(shared, roles, language) for shared in library().compare(roles))
    return show(
        "compare.html",
        title=gettext("Compared: %(roles)s", roles=", ".join(titles)),
        description=gettext(
            "What these roles share, and what each has alone: %(roles)s.", roles=", ".join(titles)
        ),
        path=lambda code: compare_path(code, ids),
        links=tuple(role_link(role, language) for role in roles),
        requirements=_requirements(roles, language),
        parts=parts,
        contents=[(f"ui-{part.kind}", part.heading, None) for part in parts],
        chosen=ids,
        all_roles=_all_roles(language),
        most=MOST,
    )


def _form(roles: tuple[Role, ...], reader: Language) -> str:
    return show(
        "compare.html",
        title=gettext("Compare roles"),
        description=gettext("Choose two or three roles to see what they share and what each has alone."),
        path=lambda code: compare_path(code, [role.id for role in roles]),
        links=(),
        requirements=(),
        parts=(),
        chosen=tuple(role.id for role in roles),
        all_roles=_all_roles(reader),
        most=MOST,
    )


def _all_roles(reader: Language) -> list[tuple[str, Link]]:
    rows = ((role.id, role_link(role, reader)) for role in library().roles)
    return sorted(rows, key=lambda row: reader.place_in_alphabet(row[1].title))


def _role(id: str) -> Role:
    role = library().role(id)
    if role is None:
        retired = library().retired_id("role", id)
        role = library().role(retired.replaced_by) if retired and retired.replaced_by else None
        if role is None:
            abort(410 if retired else 404)
    return role


def _requirements(roles: tuple[Role, ...], reader: Language) -> tuple[tuple[str, tuple[Text, ...]], ...]:
    def row(values: list[str | None]) -> tuple[Text, ...]:
        return tuple(Text(reader.code, Markup.escape(value or "–")) for value in values)

    return (
        (gettext("Education"), row([education_label(role.education, reader) for role in roles])),
        (gettext("Experience"), row([role_experience(role, reader) for role in roles])),
        ("ISCO-08", row([role.isco for role in roles])),
    )


def _part(shared: SharedClauses, roles: tuple[Role, ...], reader: Language) -> Part:
    def worded(concepts: tuple[Concept, ...]) -> tuple[Wordings, ...]:
        return tuple(_wordings(concept, roles, reader) for concept in concepts)

    by_id = {role.id: role for role in roles}
    return Part(
        kind=shared.kind,
        heading=reader.heading(shared.kind),
        shared=worded(shared.shared),
        partly=worded(shared.partly),
        only=tuple(
            (role_link(by_id[id], reader), len(concepts), tuple(_by_group(concepts, by_id[id], reader)))
            for id, concepts in shared.only
        ),
    )


def _by_group(concepts: tuple[Concept, ...], role: Role, reader: Language) -> Iterator[Grouped]:
    """Yield what a *role* has alone under the titles of its groups."""
    alone = {concept.id: concept for concept in concepts}
    section = role.section(concepts[0].kind) if concepts else None
    for group, clauses in section.grouped if section else ():
        found = (alone[clause.id] for clause in clauses if clause.id in alone)
        if wordings := tuple(_wordings(concept, (role,), reader) for concept in found):
            yield (group_title(role, group, reader) if group else None), wordings


def _wordings(concept: Concept, roles: tuple[Role, ...], reader: Language) -> Wordings:
    found: dict[tuple[Text, tuple[str, ...]], list[tuple[Text, Link]]] = {}
    clauses = {clause.role: clause for clause in concept.clauses}
    for role in roles:
        clause = clauses.get(role.id)
        if clause:
            text = wording_text(role.best_wording(clause, reader.code))
            key = (replace(text, notes=()), clause_tags(clause, reader))
            found.setdefault(key, []).append((text, role_link(role, reader, clause.id)))
    return Wordings(concept_path(reader.code, concept.id), tuple(starmap(_worded, found.items())))


def _worded(key: tuple[Text, tuple[str, ...]], found: list[tuple[Text, Link]]) -> Worded:
    text, tags = key
    notes = dict.fromkeys(note for noted, _ in found for note in noted.notes)
    return Worded(replace(text, notes=tuple(notes)), tags, tuple(link for _, link in found))
