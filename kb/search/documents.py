"""A library in, the documents of its index out, in the order in which equal hits are shown."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kb.library import Library
from kb.model import Clause, Concept, Guide, GuideVersion, Paragraph, Role

SEPARATOR = "\n"
"""Stands between texts of one field that no phrase may cross."""


@dataclass(frozen=True)
class Part:
    """A paragraph of a guide in one language: the *number*-th under the heading with the id *heading*."""

    version: GuideVersion
    heading: str | None
    title: str
    number: int
    paragraph: Paragraph


@dataclass(frozen=True)
class Document:
    """What is found as one: a clause of a role or a role, in all languages, or a paragraph of a guide.

    *owner* is the role or guide that it goes away with; *group* names the hit that it belongs to. *texts*,
    *titles* and *names* (synonyms of a role, the heading above a paragraph) are by language.
    """

    key: str
    owner: str
    group: str
    subject: Concept | Role | Guide
    source: Clause | Role | Part
    texts: Mapping[str, str]
    titles: Mapping[str, str]
    names: Mapping[str, str]


def documents(library: Library) -> tuple[Document, ...]:
    """Return the documents of *library*: roles, then clauses by concept in the order of the roles, then guides."""
    clauses: dict[str, list[Document]] = {}
    for clause in library.clauses:
        concept = library.concept(clause.id)
        assert concept is not None
        clauses.setdefault(clause.id, []).append(_clause(clause, concept))
    return (
        *map(_role, library.roles),
        *(document for grouped in clauses.values() for document in grouped),
        *(document for guide in library.guides for document in _paragraphs(guide)),
    )


def _clause(clause: Clause, concept: Concept) -> Document:
    texts = {wording.language: wording.text for wording in clause.wordings}
    key = f"{clause.id}@{clause.role}"
    return Document(key, f"role:{clause.role}", clause.id, concept, clause, texts, {}, {})


def _role(role: Role) -> Document:
    id = f"role:{role.id}"
    texts = {version.language: version.summary_text for version in role.versions}
    titles = {version.language: version.title for version in role.versions}
    names = {version.language: SEPARATOR.join(version.synonyms) for version in role.versions}
    return Document(id, id, id, role, role, texts, titles, names)


def _paragraphs(guide: Guide) -> Iterator[Document]:
    id = f"guide:{guide.id}"
    for version in guide.versions:
        numbers = ((part, number) for part in version.parts for number in range(len(part.paragraphs)))
        for part, number in numbers:
            paragraph = part.paragraphs[number]
            key = f"{id}@{version.language}:{part.id or ''}:{number}"
            source = Part(version, part.id, part.title, number, paragraph)
            texts, titles, names = (
                {version.language: text} for text in (paragraph.text, version.title, part.title)
            )
            yield Document(key, id, id, guide, source, texts, titles, names)


def owner_hashes(found: tuple[Document, ...]) -> dict[str, str]:
    """Return for every owner what changes whenever any text of its documents does."""
    hashes: dict[str, hashlib._Hash] = {}
    for document in found:
        owner = hashes.setdefault(document.owner, hashlib.sha256())
        fields = (document.texts, document.titles, document.names)
        owner.update(repr((document.key, *(sorted(field.items()) for field in fields))).encode())
    return {owner: found_hash.hexdigest() for owner, found_hash in hashes.items()}
