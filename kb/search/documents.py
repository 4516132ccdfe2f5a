"""A library in, the documents of its index out, in the order in which equal hits are shown."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kb.library import Library
from kb.model import Clause, Concept, Guide, GuideVersion, Paragraph, Role, RoleVersion

SEPARATOR = "\n"
"""Stands between texts of one field that no phrase may cross."""


@dataclass(frozen=True)
class Part:
    """A paragraph of a guide in one language: the *number*-th under the heading with the id *heading*."""

    guide: Guide
    version: GuideVersion
    heading: str | None
    title: str
    number: int
    paragraph: Paragraph


@dataclass(frozen=True, slots=True)
class Document:
    """What is found as one: a clause of a role or a role, in all languages, or a paragraph of a guide.

    *owner* is the role or guide that it goes away with; *group* names the hit that it belongs to. *texts*,
    *titles* and *names* (what else a role is called, the heading above a paragraph) are by language.
    """

    key: str
    owner: str
    group: str
    subject: Concept | Role | Guide
    source: Clause | Role | Part
    texts: Mapping[str, str]
    titles: Mapping[str, str]
    names: Mapping[str, str]


Source = Clause | Role | Part


@dataclass(frozen=True)
class Documents:
    """The documents of *library*: roles, then clauses by concept in the order of the roles, then guides.

    A document is made when it is asked for: most never are.
    """

    library: Library

    def __len__(self) -> int:
        return len(self.sources)

    def __getitem__(self, rank: int) -> Document:
        source = self.sources[rank]
        if isinstance(source, Clause):
            concept = self.library.concept(source.id)
            assert concept is not None
            return _clause(source, concept)
        return _role(source) if isinstance(source, Role) else _paragraph(source)

    def __iter__(self) -> Iterator[Document]:
        return (self[rank] for rank in range(len(self)))

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """What each document is made of."""
        clauses: dict[str, list[Clause]] = {}
        for clause in self.library.clauses:
            clauses.setdefault(clause.id, []).append(clause)
        return (
            *self.library.roles,
            *(clause for of_concept in clauses.values() for clause in of_concept),
            *(part for guide in self.library.guides for part in _parts(guide)),
        )

    @property
    def groups(self) -> Iterator[str]:
        """The hit that each document belongs to."""
        for source in self.sources:
            if isinstance(source, Clause):
                yield source.id
            else:
                yield _role_id(source) if isinstance(source, Role) else _guide_id(source.guide)


def _clause(clause: Clause, concept: Concept) -> Document:
    texts = {wording.language: wording.text for wording in clause.wordings}
    key = f"{clause.id}@{clause.role}"
    return Document(key, f"role:{clause.role}", clause.id, concept, clause, texts, {}, {})


def _role(role: Role) -> Document:
    id = _role_id(role)
    texts = {version.language: version.summary_text for version in role.versions}
    titles = {version.language: version.title for version in role.versions}
    names = {version.language: SEPARATOR.join(other_names(role, version)) for version in role.versions}
    return Document(id, id, id, role, role, texts, titles, names)


def other_names(role: Role, version: RoleVersion) -> tuple[str, ...]:
    """Return what a *role* is called in one *version* besides its title: synonyms, and its code in ISCO-08."""
    return (*version.synonyms, role.isco) if role.isco else version.synonyms


def _paragraph(part: Part) -> Document:
    id = _guide_id(part.guide)
    key = f"{id}@{part.version.language}:{part.heading or ''}:{part.number}"
    texts, titles, names = (
        {part.version.language: text} for text in (part.paragraph.text, part.version.title, part.title)
    )
    return Document(key, id, id, part.guide, part, texts, titles, names)


def _parts(guide: Guide) -> Iterator[Part]:
    for version in guide.versions:
        for part in version.parts:
            for number, paragraph in enumerate(part.paragraphs):
                yield Part(guide, version, part.id, part.title, number, paragraph)


def _role_id(role: Role) -> str:
    return f"role:{role.id}"


def _guide_id(guide: Guide) -> str:
    return f"guide:{guide.id}"


def owner_hashes(found: Documents) -> dict[str, str]:
    """Return for every owner what changes whenever any text of its documents does."""
    hashes: dict[str, hashlib._Hash] = {}
    for document in found:
        owner = hashes.setdefault(document.owner, hashlib.sha256())
        owner.update(repr((document.key, document.texts, document.titles, document.names)).encode())
    return {owner: found_hash.hexdigest() for owner, found_hash in hashes.items()}
