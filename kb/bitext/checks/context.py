"""What the checks of one wording need to know of the rest of the content."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from kb.analysis.analyses import Analyses
from kb.analysis.folding import script
from kb.analysis.stopwords import stop_words
from kb.analysis.tokens import tokens
from kb.bitext.checks.learned import Learned, Question
from kb.bitext.checks.lessons import is_missing, lengths_of
from kb.bitext.checks.subjects import Block, Pair, Subject
from kb.bitext.checks.telling import TellingWords
from kb.bitext.glossary import TermMatcher, Use
from kb.bitext.patterns import NUMBER, Word
from kb.bitext.tagging import words_of
from kb.bitext.units import GUIDE
from kb.glossaries import Term
from kb.languages import LANGUAGES, Language, language

_QUOTED = re.compile("«[^»]*»|“[^”]*”|„[^“]*“|‘[^’]*’")
_LEAST_IN_GUIDE = 3


class Vocabulary:
    """The glossary and the *titles*, each with its language: what all checks of a content share."""

    def __init__(
        self, terms: Iterable[Term], titles: Iterable[tuple[str, str]], analyses: Mapping[str, Analyses]
    ) -> None:
        self.analyses = analyses
        self._terms = tuple(terms)
        self._titles = tuple(titles)
        self.glossary = TermMatcher(self._terms, analyses)
        self.telling = TellingWords(analyses, self.glossary)

    @cached_property
    def names(self) -> Mapping[str, frozenset[str]]:
        """By language, what the words of titles and terms are found by, in any inflection."""
        found: dict[str, set[str]] = {one.code: set() for one in LANGUAGES}
        entries = (entry for term in self._terms for entry in term.entries)
        named = ((entry.language, name) for entry in entries for name in entry.names)
        for code, name in (*named, *self._titles):
            for word in tokens(name):
                found[code].update(self.analyses[code][word.text].sought)
        return {code: frozenset(names) for code, names in found.items()}

    @cached_property
    def words_of_titles(self) -> frozenset[str]:
        """The words of all titles: guides speak of what posts are called in other countries."""
        return frozenset(word.folded for _, title in self._titles for word in words_of(title))


class Context:
    """What the checks of one owner ask; *asked* are their questions to the rest of the content, with the answers.

    *introduced* are its sections (owner, kind, language) whose opening words say already what is a right.
    """

    def __init__(
        self, known: Vocabulary, learned: Learned, introduced: Container[tuple[str, str, str]] = ()
    ) -> None:
        self._known = known
        self.learned = learned
        self.introduced = introduced
        self.analyses = known.analyses
        self.glossary = known.glossary
        self.telling = known.telling
        self.asked: dict[Question, Any] = {}

    def _ask(self, *question: str | int) -> Any:
        answer = self.asked[question] = self.learned.answer(question)
        return answer

    def usual_length(self, pair: Pair) -> int | None:
        """Return the length that a translation usually has, where this one is far off; else None."""
        if pair.target.unit.concept is None or not pair.blocks:
            return None
        source, target = pair.blocks[0]
        ours, theirs = lengths_of(source, target), lengths_of(target, source)
        usual: int | None = self._ask(
            "length", pair.source.language, pair.target.language, len(ours), *ours, *theirs
        )
        return usual

    def swapped(self, owner: str, language: str) -> Mapping[str, str]:
        """Return the units of an owner whose wordings fit another source better, each with the concept of that."""
        found: Mapping[str, str] = self._ask("swapped", owner, language)
        return found

    def other_wordings(self, owner: str) -> Mapping[str, str]:
        """Return the usual wordings, by language and unit, of what an owner words otherwise."""
        found: Mapping[str, str] = self._ask("otherwise", owner)
        return found

    def is_part(self, extra: Subject, pair: Pair, least: float) -> bool:
        """Tell whether a wording without source says what a source says that its own wording does not."""
        source, ours, more = (len(subject.text.text) for subject in (pair.source, pair.target, extra))
        if self._deviation(pair, source, ours + more) >= self._deviation(pair, source, ours):
            return False
        return self._covered(pair.source, extra)[1] >= least

    def holds(self, pair: Pair, missing: Subject, least: float) -> bool:
        """Tell whether a wording says what another source says, too, which has none."""
        source, ours, more = (len(subject.text.text) for subject in (pair.source, pair.target, missing))
        if self._deviation(pair, source + more, ours) >= self._deviation(pair, source, ours):
            return False
        return self._covered(missing, pair.target)[0] >= least

    def _deviation(self, pair: Pair, source: int, target: int) -> float:
        self._ask("everything")
        return abs(self.learned.deviation(pair.source.language, pair.target.language, source, target))

    def _covered(self, source: Subject, target: Subject) -> tuple[float, float]:
        languages = source.language, target.language
        return self.learned.fits.covered(languages, self.telling.keys(source), self.telling.keys(target))

    def is_missing(self, use: Use, source: Block, target: Block) -> bool:
        """Tell whether a term used in a source has no counterpart in the translation where one is expected."""
        return is_missing(use, source, target, self.glossary)

    def is_reliable(self, term: str, pair: Pair) -> bool:
        """Tell whether the content mostly renders a term by its entry: what it never does says nothing."""
        return bool(self._ask("reliable", term, pair.source.language, pair.target.language))

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
            and not (is_guide and (word.folded in self._known.words_of_titles or not written.islower()))
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
        names = self._known.names[spoken.code]
        is_name = not names.isdisjoint(self.analyses[spoken.code][word.text].keys)
        return is_name or bool(self._ask("borrowed", spoken.code, word.folded))

    def is_borrowed(self, subject: Subject) -> bool:
        """Tell whether all words of a text are names, or borrowed by its language."""
        spoken = language(subject.language)
        return all(
            word.text == NUMBER or not block.text[word.start : word.end].islower() or self.is_known(word, spoken)
            for block in subject.blocks
            for word in block.tagged.words
        )

    def is_written_in(self, folded: str, code: str) -> bool:
        """Tell whether any text in a language has a folded word."""
        return bool(self._ask("written", code, folded))


_SCRIPTS = frozenset(one.script for one in LANGUAGES)
