"""What the checks look at: a unit in one language, alone or beside its source, with its texts tagged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kb.bitext.checks.rules import Finding, Rule
from kb.bitext.quantities import Counter, Quantity
from kb.bitext.tagging import Tagged, Tagger
from kb.bitext.units import Text, Unit
from kb.errors import Place


@dataclass(frozen=True, eq=False)
class Block:
    """A paragraph and its place; what is known of its words is found out when asked for."""

    text: str
    language: str
    place: Place
    examiner: "Examiner"
    is_quoted: bool = False

    @cached_property
    def is_own(self) -> bool:
        """Whether it belongs to its language alone: a quotation, or what begins “In Britain, 2026:”."""
        return self.is_quoted or self.tagged.is_of_one_country

    @cached_property
    def tagged(self) -> Tagged:
        """The text with what is known of its words."""
        return self.examiner.examined(self.language, self.text)[0]

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Its numbers."""
        return self.examiner.examined(self.language, self.text)[1]

    @cached_property
    def folded(self) -> frozenset[str]:
        """Its folded words, and these without an s that may be an ending."""
        words = {word.folded for word in self.tagged.words}
        return frozenset(words | {word.removesuffix("s") for word in words})


@dataclass(frozen=True, eq=False)
class Subject:
    """A unit in one language."""

    unit: Unit
    text: Text
    blocks: tuple[Block, ...]

    @property
    def language(self) -> str:
        """The language of the text."""
        return self.text.language

    @property
    def is_source(self) -> bool:
        """Whether the others are translated from it."""
        return self.language == self.unit.source

    def finding(self, rule: Rule, place: Place, expected: str, found: str) -> Finding:
        """Return a finding here."""
        source = None if self.is_source else self.unit.source_text
        return Finding(
            rule,
            self.unit.id,
            self.unit.owner,
            self.unit.concept,
            self.language,
            place,
            expected,
            found,
            self.text.fingerprint,
            source.fingerprint if source else "",
            self.text.is_draft,
        )


@dataclass(frozen=True, eq=False)
class Pair:
    """A unit in its source language, and in another."""

    source: Subject
    target: Subject

    @cached_property
    def blocks(self) -> tuple[tuple[Block, Block], ...]:
        """The paragraphs side by side, where there are as many, without those of one language alone."""
        source, target = (
            [block for block in side.blocks if not block.is_own] for side in (self.source, self.target)
        )
        return tuple(zip(source, target, strict=True)) if len(source) == len(target) else ()

    def finding(self, rule: Rule, place: Place, expected: str, found: str) -> Finding:
        """Return a finding in the translation."""
        return self.target.finding(rule, place, expected, found)


@dataclass(frozen=True, eq=False)
class Version:
    """One language of a role, a guide or the glossary: its units, and what stands in them."""

    language: str
    units: tuple[Unit, ...]
    subjects: tuple[Subject, ...]
    pairs: tuple[Pair, ...]
    sources: tuple[Subject, ...]

    @property
    def owner(self) -> str:
        """The role, `guide:<id>` or glossary that it is of."""
        return self.units[0].owner

    @property
    def extra(self) -> Iterator[Subject]:
        """The clauses that the source, where there is one, does not have."""
        if self.sources:
            yield from (s for s in self._clauses(self.subjects) if s.unit.source_text is None)

    @property
    def missing(self) -> Iterator[Subject]:
        """The clauses of the source that have no wording here."""
        return (s for s in self._clauses(self.sources) if s.unit.text(self.language) is None)

    @staticmethod
    def _clauses(subjects: tuple[Subject, ...]) -> Iterator[Subject]:
        return (s for s in subjects if s.unit.concept and not s.unit.is_nested and not s.unit.is_local)


class Examiner:
    """Tags texts for the checks, each text once; *taggers* by language code."""

    def __init__(self, taggers: Mapping[str, Tagger]) -> None:
        self._taggers = taggers
        self._counters: dict[str, Counter] = {}
        self._known: dict[tuple[str, str], tuple[Tagged, tuple[Quantity, ...]]] = {}

    def subject(self, unit: Unit, text: Text) -> Subject:
        """Return a unit in one language."""
        blocks = text.blocks or ((text.text, text.place),)
        return Subject(
            unit,
            text,
            tuple(Block(each, text.language, place, self, place in text.quoted) for each, place in blocks),
        )

    def subjects(self, unit: Unit) -> tuple[tuple[Subject, ...], tuple[Pair, ...]]:
        """Return a *unit* in each language that has it, and each translation beside its source."""
        known = tuple(self.subject(unit, text) for text in unit.texts)
        source = next((subject for subject in known if subject.is_source), None)
        pairs = (Pair(source, subject) for subject in known if source and not subject.is_source)
        return known, tuple(pairs)

    def versions(self, units: tuple[Unit, ...]) -> Iterator[Version]:
        """Yield the *units* of one owner in each language that any of them has."""
        known = {(unit.id, text.language): self.subject(unit, text) for unit in units for text in unit.texts}
        source = {unit.id: known[unit.id, unit.source] for unit in units if unit.source_text}
        for language in dict.fromkeys(code for _, code in known):
            subjects = tuple(known[key] for key in ((unit.id, language) for unit in units) if key in known)
            is_source = all(subject.is_source for subject in subjects)
            pairs = (Pair(source[s.unit.id], s) for s in subjects if s.unit.id in source and not s.is_source)
            sources = () if is_source else tuple(source.values())
            yield Version(language, units, subjects, tuple(pairs), sources)

    def quantities(self, text: str, language: str) -> tuple[Quantity, ...]:
        """Return the numbers of a text."""
        return self.examined(language, text)[1]

    def examined(self, language: str, text: str) -> tuple[Tagged, tuple[Quantity, ...]]:
        """Return a text with what is known of its words, and its numbers."""
        known = self._known.get((language, text))
        if known is None:
            tagged = self._taggers[language].tag(text)
            known = self._known[(language, text)] = tagged, self._counter(language).quantities(tagged)
        return known

    def _counter(self, language: str) -> Counter:
        if language not in self._counters:
            self._counters[language] = Counter(self._taggers[language])
        return self._counters[language]
