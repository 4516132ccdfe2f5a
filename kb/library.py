"""All roles, concepts, terms and guides in all languages: what content files say, brought together and linked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from kb.errors import Problem
from kb.languages import CODES, DEFAULT
from kb.model import (
    SECTION_KINDS,
    Clause,
    Concept,
    Entry,
    Glossary,
    Guide,
    GuideVersion,
    Retired,
    Role,
    RoleSection,
    RoleVersion,
    Term,
    Wording,
)
from kb.reading.content import Content

InLanguage = TypeVar("InLanguage", RoleVersion, GuideVersion, Entry)


@dataclass(frozen=True)
class SharedClauses:
    """What two or three roles have of one section kind: concepts in all of them, and those in one only."""

    kind: str
    shared: tuple[Concept, ...]
    partly: tuple[Concept, ...]
    only: tuple[tuple[str, tuple[Concept, ...]], ...]


@dataclass(frozen=True)
class Library:
    """Everything that is served, as one unchanging whole.

    Ids are unique within roles, concepts, guides and terms each. *problems* are all that reading found;
    *fingerprint* is equal for equal files and never for others.
    """

    roles: tuple[Role, ...]
    concepts: tuple[Concept, ...]
    guides: tuple[Guide, ...]
    glossaries: tuple[Glossary, ...]
    terms: tuple[Term, ...]
    retired: tuple[Retired, ...]
    problems: tuple[Problem, ...]
    fingerprint: str

    @cached_property
    def _roles(self) -> Mapping[str, Role]:
        return {role.id: role for role in self.roles}

    @cached_property
    def _concepts(self) -> Mapping[str, Concept]:
        return {concept.id: concept for concept in self.concepts}

    @cached_property
    def _guides(self) -> Mapping[str, Guide]:
        return {guide.id: guide for guide in self.guides}

    @cached_property
    def _terms(self) -> Mapping[str, Term]:
        return {term.id: term for term in self.terms}

    @cached_property
    def _retired(self) -> Mapping[tuple[str, str], Retired]:
        return {(retired.kind, retired.id): retired for retired in self.retired}

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of every role."""
        return tuple(clause for role in self.roles for clause in role.clauses)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages in which anything is written, sorted."""
        found = {code for role in self.roles for code in role.languages}
        found |= {code for guide in self.guides for code in guide.languages}
        found |= {entry.language for term in self.terms for entry in term.entries}
        return tuple(sorted(found))

    def role(self, id: str) -> Role | None:
        """Return the role with this *id*, or None."""
        return self._roles.get(id)

    def concept(self, id: str) -> Concept | None:
        """Return the concept with this *id*, or None."""
        return self._concepts.get(id)

    def guide(self, id: str) -> Guide | None:
        """Return the guide with this *id*, or None."""
        return self._guides.get(id)

    def term(self, id: str) -> Term | None:
        """Return the term with this *id*, or None."""
        return self._terms.get(id)

    def glossary(self, language: str) -> Glossary | None:
        """Return the glossary of *language*, if it has one."""
        return next((glossary for glossary in self.glossaries if glossary.language == language), None)

    def retired_id(self, kind: str, id: str) -> Retired | None:
        """Return what became of a retired *id* of this *kind* (concept, role, guide, term), or None."""
        return self._retired.get((kind, id))

    def counterpart(self, wording: Wording, language: str) -> Wording | None:
        """Return the wording of the same clause in *language*, or None while it is untranslated."""
        role = self.role(wording.role)
        clause = role.clause(wording.id) if role else None
        return clause.wording(language) if clause else None

    def elsewhere(self, clause: Clause) -> tuple[Clause, ...]:
        """Return the clauses of other roles that say the same."""
        concept = self.concept(clause.id)
        return tuple(other for other in concept.clauses if other.role != clause.role) if concept else ()

    def related_roles(self, role: Role) -> tuple[tuple[Role, int], ...]:
        """Return the roles that share duties with *role*, most first, each with how many it shares."""
        counts: dict[str, int] = {}
        for section in role.sections:
            if section.kind != "duties":
                continue
            for clause in section.clauses:
                for other in self.elsewhere(clause):
                    counts[other.role] = counts.get(other.role, 0) + 1
        related = ((other, counts[other.id]) for other in self.roles if other.id in counts)
        return tuple(sorted(related, key=lambda pair: -pair[1]))

    def compare(self, roles: Iterable[Role]) -> tuple[SharedClauses, ...]:
        """Return, section kind by section kind, what the *roles* share and what each has alone."""
        compared = tuple(roles)
        return tuple(
            shared for kind in SECTION_KINDS if (shared := self._compare_kind(kind, compared)) is not None
        )

    def _compare_kind(self, kind: str, roles: tuple[Role, ...]) -> SharedClauses | None:
        owners: dict[str, list[str]] = {}
        for role in roles:
            section = role.section(kind)
            for clause in section.clauses if section else ():
                owners.setdefault(clause.id, []).append(role.id)
        if not owners:
            return None
        concepts = {id: self._concepts[id] for id in owners}
        return SharedClauses(
            kind=kind,
            shared=tuple(concepts[id] for id, of in owners.items() if len(of) == len(roles)),
            partly=tuple(concepts[id] for id, of in owners.items() if 1 < len(of) < len(roles)),
            only=tuple(
                (
                    role.id,
                    tuple(concepts[id] for id, of in owners.items() if of == [role.id] and len(roles) > 1),
                )
                for role in roles
            ),
        )


def build_library(content: Content, *, drafts: bool = False) -> Library:
    """Bring together what was read; drafts are left out unless *drafts* is true."""
    versions = [version for version in content.role_versions if drafts or version.status == "ready"]
    guide_versions = [version for version in content.guide_versions if drafts or version.status == "ready"]
    roles = _roles(versions)
    return Library(
        roles=roles,
        concepts=_concepts(roles),
        guides=_guides(guide_versions),
        glossaries=content.glossaries,
        terms=_terms(entry for glossary in content.glossaries for entry in glossary.entries),
        retired=content.retired,
        problems=content.problems,
        fingerprint=content.fingerprint + ("-drafts" if drafts else ""),
    )


def _in_language_order(values: Iterable[InLanguage]) -> tuple[InLanguage, ...]:
    return tuple(sorted(values, key=lambda value: CODES.index(value.language)))


def _roles(versions: Iterable[RoleVersion]) -> tuple[Role, ...]:
    by_role: dict[str, list[RoleVersion]] = {}
    for version in versions:
        by_role.setdefault(version.role, []).append(version)
    return tuple(_role(id, _in_language_order(by_role[id])) for id in sorted(by_role))


def _role(id: str, versions: tuple[RoleVersion, ...]) -> Role:
    source = next((version.source for version in versions if version.source), DEFAULT.code)
    return Role(
        id=id,
        source=source,
        isco=next((version.isco for version in versions if version.isco), None),
        education=next((v.requires.education for v in versions if v.requires.education), None),
        experience_years=next(
            (v.requires.experience_years for v in versions if v.requires.experience_years is not None), None
        ),
        versions=versions,
        sections=_sections(id, source, versions),
        reviewed=next((version.reviewed for version in versions if version.reviewed), None),
    )


def _sections(role: str, source: str, versions: tuple[RoleVersion, ...]) -> tuple[RoleSection, ...]:
    source_first = sorted(versions, key=lambda version: version.language != source)
    kinds: dict[str, dict[str, list[Wording]]] = {}
    for version in source_first:
        for section in version.sections:
            clauses = kinds.setdefault(section.kind, {})
            for wording in section.wordings:
                clauses.setdefault(wording.id, []).append(wording)
    return tuple(
        RoleSection(
            kind,
            tuple(
                Clause(id, kind, role, tuple(sorted(wordings, key=lambda w: CODES.index(w.language))))
                for id, wordings in clauses.items()
            ),
        )
        for kind, clauses in kinds.items()
    )


def _concepts(roles: tuple[Role, ...]) -> tuple[Concept, ...]:
    clauses: dict[str, list[Clause]] = {}
    for role in roles:
        for clause in role.clauses:
            clauses.setdefault(clause.id, []).append(clause)
    return tuple(Concept(id, clauses[id][0].kind, tuple(clauses[id])) for id in sorted(clauses))


def _guides(versions: Iterable[GuideVersion]) -> tuple[Guide, ...]:
    by_guide: dict[str, list[GuideVersion]] = {}
    for version in versions:
        by_guide.setdefault(version.guide, []).append(version)
    return tuple(Guide(id, _in_language_order(by_guide[id])) for id in sorted(by_guide))


def _terms(entries: Iterable[Entry]) -> tuple[Term, ...]:
    by_term: dict[str, list[Entry]] = {}
    for entry in entries:
        by_term.setdefault(entry.id, []).append(entry)
    return tuple(Term(id, _in_language_order(by_term[id])) for id in sorted(by_term))
