"""Cut a library into documents: roles, clauses, passages of guides.

A document's key is `<concept>@<role>`, `role:<role>` or `guide:<guide>@<language>:<heading>:<number>`. What stands
before the @ is the id of the hit that it belongs to. Its *owner* is the role or guide that it changes with.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape

from kb.library import Library
from kb.model import Clause, Concept, Guide, GuideVersion, Paragraph, Role, RoleVersion, Wording
from kb.search.answers import EXPERIENCES

SEPARATOR = "\n"
"""Stands between texts of one field that no phrase may cross."""

ROLE, GUIDE = "role:", "guide:"
"""What the owners of documents begin with."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a guide in one language: the *number*-th under the heading with the id *heading*."""

    guide: Guide
    version: GuideVersion
    heading: str | None
    title: str
    number: int
    paragraph: Paragraph


Content = Clause | Role | Passage
"""The part of a library that a document is made of."""


@dataclass(frozen=True, slots=True)
class Document:
    """The unit of indexing: a role or a clause of one in all languages, or a passage of a guide.

    *texts*, *titles*, *names* (what else a role is called, the heading above a passage) and *context* are by
    language. The context is what stands around a clause or a summary, and is found below them: the notes of a
    clause and the title of its group, the prose of a role's sections and what fits no kind in it. *languages* are
    those in which the content can be read.
    """

    key: str
    owner: str
    content: Content
    role: Role | None
    texts: Mapping[str, str]
    titles: Mapping[str, str]
    names: Mapping[str, str]
    context: Mapping[str, str]
    languages: tuple[str, ...]

    @property
    def hit(self) -> str:
        """The id of the hit that the document belongs to."""
        return hit_of(self.key)

    @property
    def zones(self) -> tuple[Mapping[str, str], ...]:
        """All that is indexed, by language: texts, titles, names, context."""
        return self.texts, self.titles, self.names, self.context

    @property
    def facets(self) -> Iterator[tuple[str, str]]:
        """Every facet, but the role, with a value that the document has in it."""
        if isinstance(self.content, Clause):
            yield "section", self.content.kind
        if self.role is not None and self.role.education:
            yield "education", self.role.education
        if self.role is not None and self.role.experience_years is not None:
            yield "experience", experience_value(self.role.experience_years)
        yield from (("language", code) for code in self.languages)


def hit_of(key: str) -> str:
    """Return the id of the hit that the document with this *key* belongs to."""
    return key.partition("@")[0]


def experience_value(years: int) -> str:
    """Return the value in EXPERIENCES for so many *years*."""
    return EXPERIENCES[0] if years <= 0 else EXPERIENCES[1] if years <= 2 else EXPERIENCES[2 if years <= 4 else 3]


@dataclass(frozen=True)
class Documents:
    """The documents of *library*, owner by owner: roles in the order of their ids, then guides.

    A document is made when it is asked for: most never are.
    """

    library: Library

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Every owner, the roles before the guides."""
        roles = (ROLE + role.id for role in self.library.roles)
        return (*roles, *(GUIDE + guide.id for guide in self.library.guides))

    def of(self, owner: str) -> tuple[Document, ...]:
        """Return the documents of one *owner*: of a role the role itself, then its clauses in their order."""
        if owner.startswith(ROLE):
            role = self.library.role(owner.removeprefix(ROLE))
            assert role is not None, f"no {owner}"
            return (_role(role), *(_clause(clause, role) for clause in role.clauses))
        guide = self.library.guide(owner.removeprefix(GUIDE))
        assert guide is not None, f"no {owner}"
        return tuple(map(_passage, passages(guide)))

    def __iter__(self) -> Iterator[Document]:
        return (document for owner in self.owners for document in self.of(owner))

    def by_hit(self, owners: Collection[str] | None = None) -> Iterator[tuple[Document, int]]:
        """Yield the documents, or those of some *owners*, in the order in which equal hits are shown.

        Roles come first, then clauses, those of one concept together, then guides. Each document is given with its
        place among those of its owner.
        """
        roles = [role for role in self.library.roles if owners is None or ROLE + role.id in owners]
        yield from ((_role(role), 0) for role in roles)
        clauses: dict[str, list[tuple[Clause, Role, int]]] = {}
        for role in roles:
            for place, clause in enumerate(role.clauses, start=1):
                clauses.setdefault(clause.id, []).append((clause, role, place))
        for of_concept in clauses.values():
            yield from ((_clause(clause, role), place) for clause, role, place in of_concept)
        for guide in self.library.guides:
            if owners is None or GUIDE + guide.id in owners:
                yield from ((_passage(each), place) for place, each in enumerate(passages(guide)))

    def count(self) -> int:
        """Return how many documents there are."""
        guides = sum(1 for guide in self.library.guides for _ in passages(guide))
        return len(self.library.roles) + len(self.library.clauses) + guides

    def __getitem__(self, key: str) -> Document:
        """Return the document with this *key*; KeyError where there is none."""
        hit, _, rest = key.partition("@")
        if hit.startswith(GUIDE):
            return next(document for document in self.of(hit) if document.key == key)
        role = self.library.role(rest or hit.removeprefix(ROLE))
        if role is None:
            raise KeyError(key)
        if not rest:
            return _role(role)
        clause = self.library.clause(hit, rest)
        if clause is None:
            raise KeyError(key)
        return _clause(clause, role)

    def subject(self, document: Document) -> Concept | Role | Guide:
        """Return the concept, role or guide that the hit of *document* shows."""
        if isinstance(document.content, Clause):
            concept = self.library.concept(document.content.id)
            assert concept is not None, f"no concept {document.content.id}"
            return concept
        return document.content if isinstance(document.content, Role) else document.content.guide


def passages(guide: Guide) -> Iterator[Passage]:
    """Yield every paragraph of a *guide*, language by language."""
    for version in guide.versions:
        for part in version.parts:
            for number, paragraph in enumerate(part.paragraphs):
                yield Passage(guide, version, part.id, part.title, number, paragraph)


def _clause(clause: Clause, role: Role) -> Document:
    texts = {wording.language: wording.text for wording in clause.wordings}
    context = {
        wording.language: SEPARATOR.join(text for text, _ in around_wording(wording, role))
        for wording in clause.wordings
        if wording.notes or wording.group
    }
    return Document(f"{clause.id}@{role.id}", ROLE + role.id, clause, role, texts, {}, {}, context, tuple(texts))


def _role(role: Role) -> Document:
    key = ROLE + role.id
    texts = {version.language: version.summary_text for version in role.versions}
    titles = {version.language: version.title for version in role.versions}
    names = {version.language: SEPARATOR.join(other_names(role, version)) for version in role.versions}
    found = ((version.language, [text for text, _ in around_summary(version)]) for version in role.versions)
    context = {code: SEPARATOR.join(texts) for code, texts in found if texts}
    return Document(key, key, role, role, texts, titles, names, context, role.languages)


def shown_names(role: Role, version: RoleVersion) -> tuple[str, ...]:
    """Return the names of a *role* in one *version* besides its title: synonyms, and its code in ISCO-08."""
    return (*version.synonyms, role.isco) if role.isco else version.synonyms


def other_names(role: Role, version: RoleVersion) -> tuple[str, ...]:
    """Return the names that lead to a *role* besides its title: also those that are never shown."""
    return (*shown_names(role, version), *version.search_names)


def around_wording(wording: Wording, role: Role) -> Iterator[tuple[str, str]]:
    """Yield the notes of a *wording* and the title of its group, each as text and as HTML."""
    yield from ((note.text, note.html) for note in wording.notes)
    section = role.section(wording.kind) if wording.group else None
    for group in section.groups if section else ():
        if group.id == wording.group and (title := group.title(wording.language)):
            yield title, escape(title, quote=False)


def around_summary(version: RoleVersion) -> Iterator[tuple[str, str]]:
    """Yield the prose of the sections of a *version* and what fits no kind in it, each as text and as HTML."""
    for section in version.sections:
        yield from ((paragraph.text, paragraph.html) for paragraph in section.prose)
    for other in version.other:
        yield other.title, escape(other.title, quote=False)
        yield from ((paragraph.text, paragraph.html) for paragraph in other.paragraphs)


def _passage(passage: Passage) -> Document:
    owner, code = GUIDE + passage.guide.id, passage.version.language
    key = f"{owner}@{code}:{passage.heading or ''}:{passage.number}"
    texts, titles, names = (
        {code: text} for text in (passage.paragraph.text, passage.version.title, passage.title)
    )
    return Document(key, owner, passage, None, texts, titles, names, {}, passage.guide.languages)


def fingerprint(documents: Iterable[Document]) -> str:
    """Return a hash that changes whenever anything does that is indexed of *documents*."""
    found = hashlib.sha256()
    for document in documents:
        indexed = (document.key, document.zones, tuple(document.facets))
        found.update(repr(indexed).encode("utf-8", "surrogatepass"))
    return found.hexdigest()
