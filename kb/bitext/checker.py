"""A library in, what the checks find in it out, owner by owner: a role, a guide, or the glossary."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

from kb.analysis.analyses import Analyses
from kb.bitext.checks import meaning, names, spelling, structure, terms, text, typography
from kb.bitext.checks.context import Context, Vocabulary
from kb.bitext.checks.fits import Fits
from kb.bitext.checks.learned import Learned
from kb.bitext.checks.lessons import Lesson, learn, together
from kb.bitext.checks.rules import Finding, Rule, registry
from kb.bitext.checks.subjects import Examiner, Pair, Subject, Version
from kb.bitext.kept import KeptFindings, state_of_the_checks
from kb.bitext.quantities import Quantity
from kb.bitext.records import Found, Record, Records, read_records, write_records
from kb.bitext.tagging import Tagged, Tagger
from kb.bitext.units import GLOSSARY, TITLE, Text, Unit, units_by_owner
from kb.collecting import collecting_later
from kb.library import Library

RULES: Mapping[str, Rule] = registry(
    meaning.RULES, names.RULES, text.RULES, typography.RULES, spelling.RULES, terms.RULES, structure.RULES
)
"""Every rule by id."""

_Section = tuple[str, str, str]


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
        self._found = self._kept.read() or {}
        self._file = folder / f"checked{_variant(library)}.json" if folder else None
        self._known = before.records if before and not self._found else None
        self._taggers: Mapping[str, Tagger] = before._taggers if before else _Taggers(self.analyses)
        self._examiner: Examiner = before._examiner if before else Examiner(self._taggers)
        self._records: dict[str, Record] = {}
        self._same = _same_units(library, before) if before else {}

    @cached_property
    def units(self) -> Mapping[str, tuple[Unit, ...]]:
        """The units of each owner."""
        known, self._same = self._same, {}
        return units_by_owner(self.library, known)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The glossary and the titles."""
        return Vocabulary(self.library.terms, self._titles, self.analyses)

    @property
    def records(self) -> Records:
        """What is known of all owners, for the checker after this one."""
        if "_lessons" not in vars(self):
            return self._before
        unseen = {owner: Record(lessons) for owner, lessons in self._lessons.items()}
        return Records(self._basis, {**unseen, **self._records}, self.learned.fits.found)

    @cached_property
    def learned(self) -> Learned:
        """What the content as a whole teaches."""
        lessons = {
            owner: together(lesson for _, lesson in units.values()) for owner, units in self._lessons.items()
        }
        before = (lesson for record in self._before.owners.values() for _, lesson in record.lessons.values())
        fits = Fits(
            [fact for lesson in lessons.values() for fact in lesson.facts],
            [fact for lesson in before for fact in lesson.facts],
            self._before.fits,
        )
        return Learned(lessons, fits)

    def findings(self, owner: str) -> tuple[Finding, ...]:
        """Return what is found in a role, `guide:<id>` or `glossary`, in the order of files and lines."""
        if owner not in self._found and owner in self.units:
            record = self._records[owner] = self._record(owner)
            whole = record.whole.findings if record.whole else ()
            found = [*whole, *(one for unit in record.units.values() for one in unit.findings)]
            self._found[owner] = tuple(sorted(found, key=lambda one: (one.place, one.unit, one.rule.id)))
        return self._found.get(owner, ())

    @collecting_later()
    def all_findings(self) -> tuple[Finding, ...]:
        """Return everything that is found, owner by owner, and keep it for the next time."""
        is_new = any(owner not in self._found for owner in self.units)
        found = {owner: self.findings(owner) for owner in self.units}
        if is_new:
            self._kept.write(found)
            write_records(self._file, self.records)
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
    def _lessons(self) -> Mapping[str, Mapping[str, tuple[str, Lesson]]]:
        """What the units of each owner teach, each with the key of its texts."""
        return {owner: dict(self._lessons_of(owner)) for owner in self.units}

    def _lessons_of(self, owner: str) -> Iterator[tuple[str, tuple[str, Lesson]]]:
        before, openings = self._before.owners.get(owner), self._openings(owner)
        known = before.lessons if before else {}
        for unit in self.units[owner]:
            key = _key(unit, openings)
            lesson = known.get(unit.id)
            yield unit.id, lesson if lesson and lesson[0] == key else (key, self._learnt(unit))

    def _learnt(self, unit: Unit) -> Lesson:
        return learn(*self._examiner.subjects(unit), self.vocabulary.glossary, self.vocabulary.telling)

    def _record(self, owner: str) -> Record:
        before = self._before.owners.get(owner) or Record({})
        lessons = self._lessons[owner]
        introduced = cache(lambda: frozenset(self._introduced(owner)))
        units = {
            unit.id: self._unit_found(unit, lessons[unit.id][0], before.units.get(unit.id), introduced)
            for unit in self.units[owner]
        }
        return Record(lessons, units, self._whole_found(owner, before.whole))

    def _unit_found(
        self, unit: Unit, key: str, known: Found | None, introduced: Callable[[], frozenset[_Section]]
    ) -> Found:
        lines = {text.language: text.place.line for text in unit.texts}
        if known and known.holds(key, self.learned):
            return known.moved(lines)
        context = Context(self.vocabulary, self.learned, introduced())
        findings = _check(*self._examiner.subjects(unit), context)
        return Found(key, lines, context.asked, tuple(findings))

    def _whole_found(self, owner: str, known: Found | None) -> Found:
        """Return what is found in an owner as a whole: in the order and the number of its clauses."""
        keys = (key for key, _ in self._lessons[owner].values())
        key = _digest(*keys, *(text.place for unit in self.units[owner] for text in unit.texts))
        if known and known.holds(key, self.learned):
            return known
        context = Context(self.vocabulary, self.learned)
        versions = self._examiner.versions(self.units[owner])
        findings = (finding for version in versions for finding in _check_version(version, context))
        return Found(key, {}, context.asked, tuple(findings))

    def _openings(self, owner: str) -> tuple[_Section, ...]:
        """Return the opening words of the sections of a role, each with its kind and language."""
        role = self.library.role(owner)
        return tuple(
            (section.kind, version.language, section.prose_text)
            for version in (role.versions if role else ())
            for section in version.sections
            if section.prose_text
        )

    def _introduced(self, owner: str) -> Iterator[_Section]:
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


def _check(subjects: Iterable[Subject], pairs: Iterable[Pair], context: Context) -> Iterator[Finding]:
    """Yield what is found in a unit."""
    for subject in subjects:
        yield from text.check(subject, context)
        yield from typography.check(subject)
        yield from spelling.check(subject, context)
        yield from terms.check(subject, context)
        yield from structure.check(subject, context)
    for pair in pairs:
        yield from meaning.check(pair)
        yield from names.check(pair, context)
        yield from text.check_pair(pair, context)
        yield from terms.check_pair(pair, context)


def _check_version(version: Version, context: Context) -> Iterator[Finding]:
    """Yield what is found in all units of an owner in one language, beside each other."""
    yield from terms.check_translations(version, context)
    for nested in (False, True):
        yield from typography.check_ends(_sections(version, nested=nested))
    yield from structure.check_version(version, context)


def _key(unit: Unit, openings: tuple[_Section, ...]) -> str:
    """Return what is equal for units that checks find the same in, wherever they stand in their files."""
    texts = [
        (
            text.language,
            text.text,
            text.is_draft,
            text.place.path,
            [(each, place.line - text.place.line, place in text.quoted) for each, place in text.blocks],
        )
        for text in unit.texts
    ]
    return _digest(unit.kind, unit.source, unit.concept, unit.is_local, texts, openings)


def _variant(library: Library) -> str:
    """Return what parts a library with drafts from one without: both are kept."""
    return "".join(library.fingerprint.partition("-")[1:])


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _same_units(library: Library, before: Checker) -> Mapping[str, tuple[Unit, ...]]:
    """Return the units, by owner, of what has not changed since a checker *before*."""
    changes = library.changes_since(before.library)
    others = {*changes.roles, *(f"guide:{id}" for id in changes.guides), *([GLOSSARY] if changes.terms else [])}
    return {owner: units for owner, units in before.units.items() if owner not in others}


def _sections(version: Version, *, nested: bool) -> list[list[Subject]]:
    """Return the clauses, or the *nested* items, of each section."""
    groups: dict[str, list[Subject]] = {}
    for subject in version.subjects:
        if subject.unit.concept is not None and not subject.unit.is_local and subject.unit.is_nested == nested:
            groups.setdefault(subject.unit.kind, []).append(subject)
    return list(groups.values())
