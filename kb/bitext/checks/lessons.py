"""What one unit, or all units of an owner, teach the checks of the others: plain values that are kept on disk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from kb.bitext.checks.subjects import Block, Pair, Subject
from kb.bitext.checks.telling import Keys, TellingWords
from kb.bitext.glossary import TermMatcher, Use


class Fact(NamedTuple):
    """A wording beside its source: what the telling words of both are found by, their lengths and fingerprints."""

    unit: str
    kind: str
    concept: str
    source: str
    target: str
    source_keys: Keys
    target_keys: Keys
    source_length: int
    target_length: int
    source_print: str
    target_print: str
    text: str

    @property
    def is_nested(self) -> bool:
        """Whether it is an item within a clause."""
        return "/" in self.unit


class Rendering(NamedTuple):
    """How often a term stands in sources of a language, and how often their translations lack it."""

    term: str
    source: str
    target: str
    uses: int
    missing: int


@dataclass(frozen=True)
class Lesson:
    """What is taught; *words* are the folded words of each language, by concept, title or section."""

    facts: tuple[Fact, ...] = ()
    renderings: tuple[Rendering, ...] = ()
    words: tuple[tuple[str, str, tuple[str, ...]], ...] = ()

    def as_json(self) -> list[Any]:
        """Return it as JSON has it."""
        return [self.facts, self.renderings, self.words]

    @classmethod
    def from_json(cls, rows: list[Any]) -> "Lesson":
        """Return what `as_json` gave."""
        facts, renderings, words = rows
        return cls(
            tuple(Fact._make((*row[:5], tuple(row[5]), tuple(row[6]), *row[7:])) for row in facts),
            tuple(Rendering(*row) for row in renderings),
            tuple((code, name, tuple(folded)) for code, name, folded in words),
        )


def learn(
    subjects: Iterable[Subject], pairs: Iterable[Pair], glossary: TermMatcher, telling: TellingWords
) -> Lesson:
    """Return what a unit teaches: its *subjects* in all languages, its *pairs* with their source."""
    translated = [pair for pair in pairs if pair.target.unit.concept is not None]
    return Lesson(
        tuple(_fact(pair, telling) for pair in translated),
        tuple(_renderings(translated, glossary)),
        tuple(_words(subjects)),
    )


def together(lessons: Iterable[Lesson]) -> Lesson:
    """Return what several *lessons* teach."""
    known = tuple(lessons)
    return Lesson(
        tuple(fact for lesson in known for fact in lesson.facts),
        tuple(rendering for lesson in known for rendering in lesson.renderings),
        tuple(words for lesson in known for words in lesson.words),
    )


def lengths_of(block: Block, other: Block) -> tuple[int, ...]:
    """Return the length of a text, and that without what speaks of a country which *other* does not name."""
    full = len(block.text)
    if block.tagged.countries <= other.tagged.countries:
        return (full,)
    core = sum(
        end - start
        for start, end in block.tagged.parts
        if not block.tagged.is_aside(start, other.tagged.countries)
    )
    return (full, core) if core else (full,)


def is_missing(use: Use, source: Block, target: Block, glossary: TermMatcher) -> bool:
    """Tell whether a term used in a source has no counterpart in the translation where one is expected."""
    code, term = target.language, use.entry.id
    start = source.tagged.words[use.first].start
    return (
        not use.is_avoided
        and glossary.is_in(code, term)
        and not source.tagged.is_aside(start, target.tagged.countries)
        and not glossary.has(target.tagged, term)
    )


def _fact(pair: Pair, telling: TellingWords) -> Fact:
    source, target = pair.source.blocks[0], pair.target.blocks[0]
    return Fact(
        pair.target.unit.id,
        pair.target.unit.kind,
        pair.target.unit.concept or "",
        pair.source.language,
        pair.target.language,
        telling.keys(pair.source),
        telling.keys(pair.target),
        min(lengths_of(source, target)),
        min(lengths_of(target, source)),
        pair.source.text.fingerprint,
        pair.target.text.fingerprint,
        pair.target.text.text,
    )


def _renderings(pairs: Iterable[Pair], glossary: TermMatcher) -> Iterator[Rendering]:
    found: dict[tuple[str, str, str], tuple[int, int]] = {}
    for pair in pairs:
        for source, target in pair.blocks:
            for use in glossary.uses(source.tagged):
                key = use.entry.id, pair.source.language, pair.target.language
                uses, missing = found.get(key, (0, 0))
                found[key] = uses + 1, missing + is_missing(use, source, target, glossary)
    return (Rendering(*key, *counts) for key, counts in found.items())


def _words(subjects: Iterable[Subject]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    found: dict[tuple[str, str], dict[str, None]] = {}
    for subject in subjects:
        words = found.setdefault((subject.language, subject.unit.concept or subject.unit.id), {})
        words.update((word.folded, None) for block in subject.blocks for word in block.tagged.words)
    return ((code, name, tuple(words)) for (code, name), words in found.items())
