"""A library in, what the checks find in it out, owner by owner: a role, a guide, or the glossary."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import groupby
from pathlib import Path

from kb.analysis.analyses import Analyses
from kb.bitext.checks import meaning, names, spelling, structure, terms, text, typography
from kb.bitext.checks.context import Context, Vocabulary
from kb.bitext.checks.fits import Fits
from kb.bitext.checks.learned import Learned
from kb.bitext.checks.lessons import learn
from kb.bitext.checks.rules import Finding, Rule, registry
from kb.bitext.checks.subjects import Examiner, Subject, Version
from kb.bitext.kept import KeptFindings, state_of_the_checks
from kb.bitext.quantities import Quantity
from kb.bitext.records import Record, Records, read_records, write_records
from kb.bitext.tagging import Tagged, Tagger
from kb.bitext.units import TITLE, Text, Unit, units_of
from kb.library import Library

RULES: Mapping[str, Rule] = registry(
    meaning.RULES, names.RULES, text.RULES, typography.RULES, spelling.RULES, terms.RULES, structure.RULES
)
"""Every rule by id."""


class Checker:
    """Checks a *library*; what was found in an owner is kept, in *folder* if all of it is asked for.

    *analyses* by language code know its words. What a checker *before* this one found out is taken over: an owner
    is looked at again where its texts have changed, or what the rest of the content teaches its checks.
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
        self._kept = KeptFindings(folder, library.fingerprint, RULES)
        self._whole = self._kept.read() or {}
        self._file = folder / f"checked{_variant(library)}.json" if folder else None
        self._known = before.records if before and not self._whole else None
        self._taggers: Mapping[str, Tagger] = before._taggers if before else _Taggers(self.analyses)
        self._examiner: Examiner = before._examiner if before else Examiner(self._taggers)
        self._records: dict[str, Record] = {}
        self._versions: dict[str, tuple[Version, ...]] = {}

    @cached_property
    def units(self) -> Mapping[str, tuple[Unit, ...]]:
        """The units of each owner."""
        grouped = groupby(units_of(self.library), key=lambda unit: unit.owner)
        return {owner: tuple(units) for owner, units in grouped}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The glossary and the titles."""
        return Vocabulary(self.library.terms, self._titles, self.analyses)

    @property
    def records(self) -> Records:
        """What is known of all owners, for the checker after this one."""
        if not self._records:
            return self._before
        return Records(self._basis, {**self._lessons, **self._records}, self.learned.fits.found)

    @cached_property
    def learned(self) -> Learned:
        """What the content as a whole teaches."""
        lessons = {owner: record.lesson for owner, record in self._lessons.items()}
        before = [fact for record in self._before.owners.values() for fact in record.lesson.facts]
        facts = [fact for lesson in lessons.values() for fact in lesson.facts]
        return Learned(lessons, Fits(facts, before, self._before.fits))

    def findings(self, owner: str) -> tuple[Finding, ...]:
        """Return what is found in a role, `guide:<id>` or `glossary`, in the order of files and lines."""
        if owner in self._whole:
            return self._whole[owner]
        if owner not in self.units:
            return ()
        if owner not in self._records:
            known = self._before.owners.get(owner)
            self._records[owner] = known if known and self._holds(owner, known) else self._examined(owner)
        return self._records[owner].findings

    def all_findings(self) -> tuple[Finding, ...]:
        """Return everything that is found, owner by owner, and keep it for the next time."""
        if not self._whole:
            found = {owner: self.findings(owner) for owner in self.units}
            self._kept.write(found)
            write_records(self._file, self.records)
            self.save()
            self._whole = found
        return tuple(finding for findings in self._whole.values() for finding in findings)

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

    @cached_property
    def _before(self) -> Records:
        """What was found out before, if it follows from the same glossary, titles and rules."""
        known, self._known = self._known, None
        if known is None:
            return read_records(self._file, self._basis, RULES)
        return known if known.basis == self._basis else Records(self._basis)

    @cached_property
    def _basis(self) -> str:
        names = [
            (entry.id, entry.language, entry.names, entry.avoided)
            for term in self.library.terms
            for entry in term.entries
        ]
        return _digest(state_of_the_checks(), names, self._titles)

    @cached_property
    def _titles(self) -> tuple[tuple[str, str], ...]:
        titled = (unit for units in self.units.values() for unit in units if unit.kind == TITLE)
        return tuple((text.language, text.text) for unit in titled for text in unit.texts)

    @cached_property
    def _lessons(self) -> Mapping[str, Record]:
        """What each owner teaches; of those that have changed nothing else is known yet."""
        found = {}
        for owner, units in self.units.items():
            key, known = _digest(units, self._openings(owner)), self._before.owners.get(owner)
            if known is None or known.key != key:
                vocabulary = self.vocabulary
                known = Record(key, learn(self._of(owner), vocabulary.glossary, vocabulary.telling))
            found[owner] = known
        return found

    def _of(self, owner: str) -> tuple[Version, ...]:
        if owner not in self._versions:
            self._versions[owner] = tuple(self._examiner.versions(self.units[owner]))
        return self._versions[owner]

    def _holds(self, owner: str, known: Record) -> bool:
        """Tell whether what was found in an owner is what would be found now."""
        return known.key == self._lessons[owner].key and all(
            self.learned.answer(question) == answer for question, answer in known.asked.items()
        )

    def _examined(self, owner: str) -> Record:
        context = Context(self.vocabulary, self.learned, frozenset(self._introduced(owner)))
        found = [finding for version in self._of(owner) for finding in _check(version, context)]
        found.sort(key=lambda one: (one.place, one.unit, one.rule.id))
        lesson = self._lessons[owner]
        return Record(lesson.key, lesson.lesson, context.asked, tuple(found))

    def _openings(self, owner: str) -> tuple[tuple[str, str, str], ...]:
        """Return the opening words of the sections of a role, each with its kind and language."""
        role = self.library.role(owner)
        return tuple(
            (section.kind, version.language, section.prose_text)
            for version in (role.versions if role else ())
            for section in version.sections
            if section.prose_text
        )

    def _introduced(self, owner: str) -> Iterator[tuple[str, str, str]]:
        """Yield the sections whose opening words say what holds for all their clauses: “The manager may:”."""
        for kind, code, prose in self._openings(owner):
            if self._taggers[code].tag(prose).has("may"):
                yield owner, kind, code


class _Taggers(dict[str, Tagger]):
    """Makes the tagger of a language when it is first asked for."""

    def __init__(self, analyses: Mapping[str, Analyses]) -> None:
        super().__init__()
        self._analyses = analyses

    def __missing__(self, code: str) -> Tagger:
        self[code] = Tagger(self._analyses[code])
        return self[code]


def _check(version: Version, context: Context) -> Iterator[Finding]:
    for subject in version.subjects:
        yield from text.check(subject, context)
        yield from typography.check(subject)
        yield from spelling.check(subject, context)
        yield from terms.check(subject, context)
        yield from structure.check(subject, context)
    for pair in version.pairs:
        yield from meaning.check(pair)
        yield from names.check(pair, context)
        yield from text.check_pair(pair, context)
        yield from terms.check_pair(pair, context)
    yield from terms.check_translations(version, context)
    for nested in (False, True):
        yield from typography.check_ends(_sections(version, nested=nested))
    yield from structure.check_version(version, context)


def _variant(library: Library) -> str:
    """Return what parts a library with drafts from one without: both are kept."""
    return "".join(library.fingerprint.partition("-")[1:])


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _sections(version: Version, *, nested: bool) -> list[list[Subject]]:
    """Return the clauses, or the *nested* items, of each section."""
    groups: dict[str, list[Subject]] = {}
    for subject in version.subjects:
        if subject.unit.concept is not None and not subject.unit.is_local and subject.unit.is_nested == nested:
            groups.setdefault(subject.unit.kind, []).append(subject)
    return list(groups.values())
