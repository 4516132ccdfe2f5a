"""A library in, what the checks find in it out, owner by owner: a role, a guide, or the glossary."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby
from pathlib import Path

from kb.analysis.analyses import Analyses
from kb.bitext.checks import meaning, names, spelling, structure, terms, text, typography
from kb.bitext.checks.context import Context
from kb.bitext.checks.rules import Finding, Rule, registry
from kb.bitext.checks.subjects import Examiner, Subject, Version
from kb.bitext.kept import KeptFindings
from kb.bitext.quantities import Quantity
from kb.bitext.tagging import Tagged, Tagger
from kb.bitext.units import Text, Unit, units_of
from kb.library import Library

RULES: Mapping[str, Rule] = registry(
    meaning.RULES, names.RULES, text.RULES, typography.RULES, spelling.RULES, terms.RULES, structure.RULES
)
"""Every rule by id."""


class Checker:
    """Checks a *library*; what was found in an owner is kept, in *folder* if all of it is asked for.

    *analyses* by language code know its words. What a checker *before* this one read of equal texts is taken over.
    """

    def __init__(
        self,
        library: Library,
        analyses: Mapping[str, Analyses],
        folder: Path | None = None,
        before: "Checker | None" = None,
    ) -> None:
        self.library = library
        self.analyses: Mapping[str, Analyses] = before.analyses if before else analyses
        self._before = before
        self._kept = KeptFindings(folder, library.fingerprint, RULES)
        self._found = self._kept.read() or {}

    @cached_property
    def _taggers(self) -> Mapping[str, Tagger]:
        return {code: Tagger(known) for code, known in self.analyses.items()}

    @cached_property
    def _examiner(self) -> Examiner:
        before, self._before = self._before, None
        return before._examiner if before else Examiner(self._taggers)

    @cached_property
    def units(self) -> Mapping[str, tuple[Unit, ...]]:
        """The units of each owner."""
        grouped = groupby(units_of(self.library), key=lambda unit: unit.owner)
        return {owner: tuple(units) for owner, units in grouped}

    @cached_property
    def _versions(self) -> Mapping[str, tuple[Version, ...]]:
        return {owner: tuple(self._examiner.versions(units)) for owner, units in self.units.items()}

    @cached_property
    def context(self) -> Context:
        """What the content as a whole teaches."""
        versions = (version for of_owner in self._versions.values() for version in of_owner)
        return Context(versions, self.library.terms, self.analyses, frozenset(self._introduced()))

    def findings(self, owner: str) -> tuple[Finding, ...]:
        """Return what is found in a role, `guide:<id>` or `glossary`, in the order of files and lines."""
        if owner not in self._found:
            found = [*self._translations.get(owner, ())]
            for version in self._versions.get(owner, ()):
                found += self._check(version)
            self._found[owner] = tuple(sorted(found, key=lambda one: (one.place, one.unit, one.rule.id)))
        return self._found[owner]

    def all_findings(self) -> tuple[Finding, ...]:
        """Return everything that is found, owner by owner, and keep it for the next time."""
        is_new = any(owner not in self._found for owner in self.units)
        found = {owner: self.findings(owner) for owner in self.units}
        if is_new:
            self._kept.write(found)
            self.save()
        return tuple(finding for findings in found.values() for finding in findings)

    def save(self) -> None:
        """Keep the words that were looked up for the next time."""
        for analyses in self.analyses.values():
            analyses.save()

    def subject(self, unit: Unit, text: Text) -> Subject:
        """Return a unit in one language, tagged."""
        return self._examiner.subject(unit, text)

    def tagged(self, text: str, language: str) -> Tagged:
        """Return a *text* with what the checks know of its words."""
        return self._taggers[language].tag(text)

    def quantities(self, text: str, language: str) -> tuple[Quantity, ...]:
        """Return the numbers of a *text*."""
        return self._examiner.quantities(text, language)

    def _check(self, version: Version) -> Iterator[Finding]:
        for subject in version.subjects:
            yield from text.check(subject, self.context)
            yield from typography.check(subject)
            yield from spelling.check(subject, self.context)
            yield from terms.check(subject, self.context)
            yield from structure.check(subject, self.context)
        for pair in version.pairs:
            yield from meaning.check(pair)
            yield from names.check(pair, self.context)
            yield from text.check_pair(pair, self.context)
            yield from terms.check_pair(pair, self.context)
        for nested in (False, True):
            yield from typography.check_ends(_sections(version, nested=nested))
        yield from structure.check_version(version, self.context)

    @cached_property
    def _translations(self) -> Mapping[str, tuple[Finding, ...]]:
        found: dict[str, tuple[Finding, ...]] = {}
        for finding in terms.check_translations(self.context.pairs):
            found[finding.owner] = (*found.get(finding.owner, ()), finding)
        return found

    def _introduced(self) -> Iterator[tuple[str, str, str]]:
        """Yield the sections whose opening words say what holds for all their clauses: “The manager may:”."""
        for role in self.library.roles:
            for version in role.versions:
                for section in version.sections:
                    if section.prose_text and self._taggers[version.language].tag(section.prose_text).has("may"):
                        yield role.id, section.kind, version.language


def _sections(version: Version, *, nested: bool) -> list[list[Subject]]:
    """Return the clauses, or the *nested* items, of each section."""
    groups: dict[str, list[Subject]] = {}
    for subject in version.subjects:
        if subject.unit.concept is not None and not subject.unit.is_local and subject.unit.is_nested == nested:
            groups.setdefault(subject.unit.kind, []).append(subject)
    return list(groups.values())
