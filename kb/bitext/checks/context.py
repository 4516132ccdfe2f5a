"""What a content teaches its checks: usual lengths, borrowed words, the words of its glossary."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property

from kb.analysis.analyses import Analyses
from kb.analysis.folding import script
from kb.analysis.stopwords import stop_words
from kb.analysis.tokens import tokens
from kb.bitext.checks.fitting import Fitting
from kb.bitext.checks.subjects import Block, Pair, Subject, Version
from kb.bitext.glossary import TermMatcher, Use
from kb.bitext.lengths import LengthModel, learn_lengths
from kb.bitext.patterns import NUMBER, Word
from kb.bitext.units import GUIDE, TITLE
from kb.languages import LANGUAGES, Language, language
from kb.model import Term

_SHORTEST, _LONGEST = -3.2, 4.0
"""In standard deviations: what falls short of these, or exceeds them, is far off."""
_QUOTED = re.compile("«[^»]*»|“[^”]*”|„[^“]*“|‘[^’]*’")
_LEAST_USES, _RELIABLE = 4, 0.6
"""A term used as often is reliable where so large a share of its uses is rendered by the glossary."""
_LEAST_IN_GUIDE = 3
_LEAST_BORROWED = 3
"""A foreign word in as many concepts is one that the language has borrowed."""


class Context:
    """Everything that the checks of one wording need to know of the others; all of it is learned when asked for.

    *introduced* are the sections (owner, kind, language) whose opening words say already what is a right.
    """

    def __init__(
        self,
        versions: Iterable[Version],
        terms: Iterable[Term],
        analyses: Mapping[str, Analyses],
        introduced: Container[tuple[str, str, str]] = (),
    ) -> None:
        known = tuple(versions)
        self.subjects = tuple(subject for version in known for subject in version.subjects)
        self.pairs = tuple(pair for version in known for pair in version.pairs)
        self.terms = tuple(terms)
        self.analyses = analyses
        self.introduced = introduced
        self.glossary = TermMatcher(self.terms, analyses)
        self.fitting = Fitting(self.pairs, analyses, self.glossary)

    def usual_length(self, pair: Pair) -> int | None:
        """Return the length that a translation usually has, where this one is far off; else None."""
        if pair.target.unit.concept is None or not pair.blocks:
            return None
        model = self._lengths[pair.source.language, pair.target.language]
        source, target = pair.blocks[0]
        lengths = _lengths(source, target)
        deviations = [model.deviation(ours, theirs) for ours in lengths for theirs in _lengths(target, source)]
        if all(off < _SHORTEST for off in deviations) or all(off > _LONGEST for off in deviations):
            return round(model.ratio * min(lengths))
        return None

    def _deviation(self, pair: Pair, source: int, target: int) -> float:
        return abs(self._lengths[pair.source.language, pair.target.language].deviation(source, target))

    def is_part(self, extra: Subject, pair: Pair, least: float) -> bool:
        """Tell whether a wording without source says what a source says that its own wording does not."""
        source, ours, more = (len(subject.text.text) for subject in (pair.source, pair.target, extra))
        if self._deviation(pair, source, ours + more) >= self._deviation(pair, source, ours):
            return False
        return self.fitting.covered(pair.source, extra)[1] >= least

    def holds(self, pair: Pair, missing: Subject, least: float) -> bool:
        """Tell whether a wording says what another source says, too, which has none."""
        source, ours, more = (len(subject.text.text) for subject in (pair.source, pair.target, missing))
        if self._deviation(pair, source + more, ours) >= self._deviation(pair, source, ours):
            return False
        return self.fitting.covered(missing, pair.target)[0] >= least

    def is_missing(self, use: Use, source: Block, target: Block) -> bool:
        """Tell whether a term used in a source has no counterpart in the translation where one is expected."""
        code, term = target.tagged.language, use.entry.id
        start = source.tagged.words[use.first].start
        return (
            not use.is_avoided
            and self.glossary.is_in(code, term)
            and not source.tagged.is_aside(start, target.tagged.countries)
            and not self.glossary.has(target.tagged, term)
        )

    def is_reliable(self, term: str, pair: Pair) -> bool:
        """Tell whether the content mostly renders a term by its entry: what it never does says nothing."""
        uses, missing = self._renderings.get((term, pair.source.language, pair.target.language), (0, 0))
        return uses < _LEAST_USES or (uses - missing) / uses >= _RELIABLE

    @cached_property
    def _renderings(self) -> Mapping[tuple[str, str, str], tuple[int, int]]:
        """By term and languages, how often it stands in a source, and how often the translation lacks it."""
        found: dict[tuple[str, str, str], tuple[int, int]] = {}
        for pair in self.pairs:
            for source, target in pair.blocks if pair.target.unit.concept else ():
                for use in self.glossary.uses(source.tagged):
                    key = use.entry.id, pair.source.language, pair.target.language
                    uses, missing = found.get(key, (0, 0))
                    found[key] = uses + 1, missing + self.is_missing(use, source, target)
        return found

    @cached_property
    def _lengths(self) -> Mapping[tuple[str, str], LengthModel]:
        found: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for pair in self.pairs:
            lengths = found.setdefault((pair.source.language, pair.target.language), [])
            if pair.target.unit.concept is not None and pair.blocks:
                source, target = pair.blocks[0]
                lengths.append((min(_lengths(source, target)), min(_lengths(target, source))))
        return {languages: learn_lengths(lengths) for languages, lengths in found.items()}

    def foreign_words(self, block: Block, subject: Subject) -> Iterator[str]:
        """Yield the words of a text that are of another language."""
        spoken = language(subject.language)
        found = [
            (word, written)
            for word in block.tagged.words
            if self._is_foreign(word, written := block.text[word.start : word.end], spoken)
            and not self.is_known(word, spoken)
        ]
        if not found:
            return
        is_guide = subject.unit.kind == GUIDE
        quoted = [match.span() for match in _QUOTED.finditer(block.text)]
        words = [
            written
            for word, written in found
            if not any(start <= word.start < end for start, end in quoted)
            and not (is_guide and (word.folded in self._words_of_titles or not written.islower()))
        ]
        # A guide may well mention a word of another language.
        if not is_guide or len(words) >= _LEAST_IN_GUIDE:
            yield from words

    def _is_foreign(self, word: Word, written: str, spoken: Language) -> bool:
        if word.text == NUMBER or self.analyses[spoken.code][word.text].known or word.text in stop_words(spoken):
            return False
        letters = script(word.text)
        if letters is None or len(word.text) == 1:
            return False
        if letters != spoken.script:
            return letters in _SCRIPTS and (letters != "LATIN" or written.islower())
        if not written.islower():
            return False
        return any(
            word.text in stop_words(other) or self.analyses[other.code][word.text].known
            for other in LANGUAGES
            if other is not spoken and other.script == letters
        )

    def is_known(self, word: Word, spoken: Language) -> bool:
        """Tell whether a foreign *word* is one of the glossary, or one that many wordings use."""
        return (
            not self._names_of_terms[spoken.code].isdisjoint(self.analyses[spoken.code][word.text].keys)
            or len(self._concepts_with[spoken.code].get(word.folded, ())) >= _LEAST_BORROWED
        )

    def is_borrowed(self, subject: Subject) -> bool:
        """Tell whether all words of a text are names, or borrowed by its language."""
        spoken = language(subject.language)
        return all(
            word.text == NUMBER or not block.text[word.start : word.end].islower() or self.is_known(word, spoken)
            for block in subject.blocks
            for word in block.tagged.words
        )

    @cached_property
    def _names_of_terms(self) -> Mapping[str, frozenset[str]]:
        """By language, what the words of titles and terms are found by, in any inflection."""
        found: dict[str, set[str]] = {one.code: set() for one in LANGUAGES}
        for code, name in self._names():
            for word in tokens(name):
                found[code].update(self.analyses[code][word.text].sought)
        return {code: frozenset(names) for code, names in found.items()}

    @cached_property
    def _words_of_titles(self) -> frozenset[str]:
        """The words of all titles: guides speak of what posts are called in other countries."""
        titles = (subject for subject in self.subjects if subject.unit.kind == TITLE)
        return frozenset(word.folded for t in titles for block in t.blocks for word in block.tagged.words)

    def _names(self) -> Iterator[tuple[str, str]]:
        yield from (
            (entry.language, name) for term in self.terms for entry in term.entries for name in entry.names
        )
        yield from ((s.language, s.text.text) for s in self.subjects if s.unit.kind == TITLE)

    @cached_property
    def _concepts_with(self) -> Mapping[str, Mapping[str, set[str]]]:
        """By language, each word to the concepts, titles and sections in whose wordings it stands."""
        found: dict[str, dict[str, set[str]]] = {one.code: {} for one in LANGUAGES}
        for subject in self.subjects:
            of_language = found[subject.language]
            name = subject.unit.concept or subject.unit.id
            for block in subject.blocks:
                for word in block.tagged.words:
                    of_language.setdefault(word.folded, set()).add(name)
        return found

    def is_written_in(self, folded: str, code: str) -> bool:
        """Tell whether any text in a language has a folded word."""
        return folded in self._concepts_with[code]


_SCRIPTS = frozenset(one.script for one in LANGUAGES)


def _lengths(block: Block, other: Block) -> tuple[int, ...]:
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
