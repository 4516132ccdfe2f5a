"""All roles, concepts, terms and guides in all languages: what content files say, brought together and linked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeVar

from kb.collecting import collecting_later
from kb.errors import Problem
from kb.glossaries import Entry, Glossary, Term
from kb.languages import CODES, DEFAULT
from kb.model import (
    SECTION_KINDS,
    Clause,
    Concept,
    Group,
    Guide,
    GuideVersion,
    Retired,
    Role,
    RoleSection,
    RoleVersion,
    Wording,
)
from kb.reading.content import Content

InLanguage = TypeVar("InLanguage", RoleVersion, GuideVersion, Entry)
Linked = TypeVar("Linked", Role, Guide, Term)


@dataclass(frozen=True)
class SharedClauses:
    """What two or three roles have of one section kind: concepts in all of them, and those in one only."""

    kind: str
    shared: tuple[Concept, ...]
    partly: tuple[Concept, ...]
    only: tuple[tuple[str, tuple[Concept, ...]], ...]


@dataclass(frozen=True)
class Changes:
    """What differs between two libraries: the ids of roles, guides and terms that are new, changed or gone."""

    roles: frozenset[str]
    guides: frozenset[str]
    terms: frozenset[str]


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
        sections = chain.from_iterable(role.sections for role in self.roles)
        return tuple(chain.from_iterable(section.clauses for section in sections))

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

    def changes_since(self, before: "Library") -> Changes:
        """Tell what has changed since *before*, from which this library was built: what is not the same object."""
        return Changes(
            _changed(before._roles, self._roles),
            _changed(before._guides, self._guides),
            _changed(before._terms, self._terms),
        )

    def clause(self, concept: str, role: str) -> Clause | None:
        """Return the clause of a *role* with this *concept*, or None."""
        found = self.concept(concept)
        for clause in found.clauses if found else ():
            if clause.role == role:
                return clause
        return None

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


@collecting_later()
def build_library(content: Content, *, drafts: bool = False, before: Library | None = None) -> Library:
    """Bring together what was read; drafts are left out unless *drafts* is true.

    With the library *before*, only what has changed is made anew. The rest is the same objects: roles with their
    clauses, guides, terms, and concepts that no changed role has. Where one ContentReader has read both, it costs
    what has changed.
    """
    versions = [version for version in content.role_versions if drafts or version.status == "ready"]
    guide_versions = [version for version in content.guide_versions if drafts or version.status == "ready"]
    glossaries = tuple(glossary for glossary in content.glossaries if drafts or glossary.status == "ready")
    entries = (entry for glossary in glossaries for entry in glossary.entries)
    roles = _roles(versions, before)
    concepts = _concepts(roles, before)
    library = Library(
        roles=roles,
        concepts=tuple(concepts.values()),
        guides=_guides(guide_versions, before),
        glossaries=glossaries,
        terms=_terms(entries, before),
        retired=content.retired,
        problems=content.problems,
        fingerprint=content.fingerprint + ("-drafts" if drafts else ""),
    )
    # What the cached property would make a second time.
    vars(library)["_concepts"] = concepts
    return library


def _changed(before: Mapping[str, object], after: Mapping[str, object]) -> frozenset[str]:
    return frozenset(id for id in before.keys() | after.keys() if before.get(id) is not after.get(id))


def _in_language_order(values: Iterable[InLanguage]) -> tuple[InLanguage, ...]:
    return tuple(sorted(values, key=lambda value: CODES.index(value.language)))


def _roles(versions: Iterable[RoleVersion], before: Library | None) -> tuple[Role, ...]:
    by_role: dict[str, list[RoleVersion]] = {}
    for version in versions:
        by_role.setdefault(version.role, []).append(version)
    return tuple(_kept_role(id, _in_language_order(by_role[id]), before) for id in sorted(by_role))


def _kept_role(id: str, versions: tuple[RoleVersion, ...], before: Library | None) -> Role:
    known = before.role(id) if before else None
    return known if known and known.versions == versions else _role(id, versions)


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
    return tuple(_section(kind, role, clauses, _groups(kind, source_first)) for kind, clauses in kinds.items())


def _section(kind: str, role: str, clauses: Mapping[str, list[Wording]], groups: tuple[Group, ...]) -> RoleSection:
    places = {group.id: place for place, group in enumerate(groups)}
    made = (
        Clause(id, kind, role, tuple(sorted(wordings, key=lambda w: CODES.index(w.language))))
        for id, wordings in clauses.items()
    )
    in_order = sorted(made, key=lambda clause: places[clause.group] if clause.group else -1) if groups else made
    return RoleSection(kind, tuple(in_order), groups)


def _groups(kind: str, source_first: Iterable[RoleVersion]) -> tuple[Group, ...]:
    titles: dict[str, dict[str, str]] = {}
    for version in source_first:
        for section in version.sections:
            for group in section.groups if section.kind == kind else ():
                titles.setdefault(group.id, {})[version.language] = group.title
    return tuple(
        Group(id, tuple((code, of_group[code]) for code in CODES if code in of_group))
        for id, of_group in titles.items()
    )


def _concepts(roles: tuple[Role, ...], before: Library | None) -> dict[str, Concept]:
    """Return the concepts by id, in the order of ids."""
    after = {role.id: role for role in roles}
    known = before._roles if before else {}
    changed = _changed(known, after)
    clauses: dict[str, list[Clause]] = {}
    for id in sorted(changed & after.keys()):
        for clause in after[id].clauses:
            clauses.setdefault(clause.id, []).append(clause)
    if before is None:
        return {id: _concept(id, clauses[id]) for id in sorted(clauses)}
    gone = {clause.id for id in changed & known.keys() for clause in known[id].clauses}
    concepts = dict(before._concepts)
    for id in gone | clauses.keys():
        others = concepts[id].clauses if id in concepts else ()
        found = [*(each for each in others if each.role not in changed), *clauses.get(id, ())]
        if found:
            concepts[id] = _concept(id, sorted(found, key=lambda clause: clause.role))
        else:
            del concepts[id]
    if all(id in before._concepts for id in clauses):
        return concepts
    ids = sorted(concepts)
    return dict(zip(ids, map(concepts.__getitem__, ids), strict=True))


def _concept(id: str, clauses: Sequence[Clause]) -> Concept:
    return Concept(id, clauses[0].kind, tuple(clauses))


def _guides(versions: Iterable[GuideVersion], before: Library | None) -> tuple[Guide, ...]:
    by_guide: dict[str, list[GuideVersion]] = {}
    for version in versions:
        by_guide.setdefault(version.guide, []).append(version)
    guides = (Guide(id, _in_language_order(by_guide[id])) for id in sorted(by_guide))
    return tuple(_kept(guide, before.guide(guide.id) if before else None) for guide in guides)


def _terms(entries: Iterable[Entry], before: Library | None) -> tuple[Term, ...]:
    by_term: dict[str, list[Entry]] = {}
    for entry in entries:
        by_term.setdefault(entry.id, []).append(entry)
    terms = (Term(id, _in_language_order(by_term[id])) for id in sorted(by_term))
    return tuple(_kept(term, before.term(term.id) if before else None) for term in terms)


def _kept(made: Linked, before: Linked | None) -> Linked:
    """Return *before* where it is equal."""
    return before if before == made and before is not None else made
