"""Expand query terms into the words of the content.

A lexicon has the vocabulary of the content in one language. It matches a query term by spelling, lemma, stem and
compound part, each with a weight.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kb.analysis.compounds import split_compound
from kb.analysis.folding import fold, script, twin, without_optional_letters
from kb.analysis.stems import stem, without_genitive
from kb.analysis.stopwords import stop_words
from kb.analysis.wordlist import NO_WORDS, WordList
from kb.languages import Language

EXACT = 1.0
"""The weight of a match with the same spelling."""

LEMMA = 0.9
"""The weight of a match by lemma, and by stem for words that no dictionary has."""

STEM = 0.6
"""The weight of a match by stem alone."""

PART = 0.45
"""The weight of a compound that has the query term as a part, and of the parts of a compound query term."""

HEAD = 0.25
"""The weight of one part of a compound query term by itself: the head (the last), or any if so wanted."""

_MOST_WORDS = 100_000
"""Words that are remembered as stop words or none."""

_SHORTEST_WITHOUT_MARKS = 4
"""Letters; shorter words without marks are more often typed for a stop word with them (pa for på)."""

Matches = Mapping[str, float]
"""Folded words of the content, each with the weight of its match."""


@dataclass(frozen=True)
class Word:
    """A word of the content with its linguistic analysis."""

    text: str
    """Its most frequent spelling, casefolded and not folded; a stop word's where it has no other."""
    count: int
    """Its number of occurrences in the content."""
    lemmas: tuple[str, ...] = ()
    """Its lemmas, casefolded and not folded; none where no dictionary has it."""
    parts: tuple[str, ...] = ()
    """Lemmas of the parts of a compound, and longer beginnings and ends of it (nøkkelkunde, kundeansvarlig)."""
    stems: tuple[str, ...] = ()
    """Folded stems of its lemmas and of itself."""


@dataclass(frozen=True)
class Lexicon:
    """The vocabulary of the content in one language."""

    language: Language
    words: Mapping[str, Word]
    """Folded word to its analysis."""
    read_forms: Callable[[], Mapping[str, tuple[str, ...]]]
    """Returns *forms*; called once, when first needed."""
    dictionary: WordList = NO_WORDS
    """The spelling of words of the language, in the content or not."""

    def with_words(self, changed: Mapping[str, Word | None]) -> "Lexicon":
        """Return the lexicon with some words *changed*, by folded word; None stands for a word that is gone.

        What was derived from the other words is taken over.
        """
        words = dict(self.words)
        for key, word in changed.items():
            words.pop(key, None)
            if word is not None:
                words[key] = word
        lexicon = replace(self, words=words)
        vars(lexicon).update({name: vars(self)[name] for name in ("forms", "_stop_words") if name in vars(self)})
        respelt = [key for key, word in changed.items() if not _is_same(self.words.get(key), word)]
        for name in _DERIVED:
            if name in vars(self):
                vars(lexicon)[name] = _DERIVED[name](self, lexicon, respelt)
        return lexicon

    @cached_property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """Folded form to lemmas, for forms of the lemmas of the content that the content itself may not have."""
        return self.read_forms()

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.words)

    @cached_property
    def _by_lemma(self) -> dict[str, list[str]]:
        return _inverted((key, self._lemmas_of(word)) for key, word in self.words.items())

    @cached_property
    def _by_part(self) -> dict[str, list[str]]:
        return _inverted((key, word.parts) for key, word in self.words.items())

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        return _inverted((key, self._stems_of(word)) for key, word in self.words.items())

    # A word may be folded like the form of a stop word: vare would match er, a form of være.

    def _lemmas_of(self, word: Word) -> tuple[str, ...]:
        return () if self.is_stop_word(word.text) else word.lemmas

    def _stems_of(self, word: Word) -> tuple[str, ...]:
        return () if self.is_stop_word(word.text) else word.stems

    def is_stop_word(self, word: str) -> bool:
        """Tell whether a casefolded *word* is a stop word, be it typed without the marks of its letters.

        A word of the dictionary is none where its spelling differs: vare is not være, nær is not når.
        """
        found = self._stop_words.get(word)
        if found is None:
            found = self._is_stop_word(word)
            if len(self._stop_words) < _MOST_WORDS:
                self._stop_words[word] = found
        return found

    @cached_property
    def _stop_words(self) -> dict[str, bool]:
        """Whether words that were asked for before are stop words."""
        return {}

    def _is_stop_word(self, word: str) -> bool:
        if without_optional_letters(word) in self._plain_stop_words:
            return True
        return fold(word) in self._folded_stop_words and not self._is_dictionary_word(word)

    def _is_dictionary_word(self, word: str) -> bool:
        is_reliable = not word.isascii() or len(word) >= _SHORTEST_WITHOUT_MARKS
        return is_reliable and word in self.dictionary

    @cached_property
    def _plain_stop_words(self) -> frozenset[str]:
        return frozenset(map(without_optional_letters, stop_words(self.language)))

    @cached_property
    def _folded_stop_words(self) -> frozenset[str]:
        return frozenset(map(fold, stop_words(self.language)))

    def writes(self, word: str) -> bool:
        """Tell whether *word* is in the script of the language, and so may be inflected."""
        return script(word) == self.language.script

    def lemmas(self, word: str) -> tuple[str, ...]:
        """Return the lemmas of a casefolded *word*; empty where it is out of vocabulary."""
        folded = fold(word)
        known = self.words.get(folded)
        if known and known.lemmas:
            return known.lemmas
        return self.forms.get(folded) or self.forms.get(without_genitive(folded, self.language) or "", ())

    def keys(self, word: str) -> tuple[str, ...]:
        """Return keys that inflected forms of one word share: its folded lemmas, else its stem with a tilde.

        A stop word shares its key with no other word.
        """
        if not self.writes(word):
            return (fold(word),)
        if self.is_stop_word(word):
            return (f"{fold(word)}.",)
        lemmas = self.lemmas(word)
        return tuple(map(fold, lemmas)) or (f"{fold(stem(word, self.language))}~",)

    def stems(self, word: str) -> tuple[str, ...]:
        """Return the folded stems of a casefolded *word* and of its lemmas; a stop word shares its with none."""
        if not self.writes(word):
            return (fold(word),)
        if self.is_stop_word(word):
            return (f"{fold(word)}.",)
        known = self.words.get(fold(word))
        return known.stems if known else stems_of(word, self.lemmas(word), self.language)

    def exact(self, word: str) -> Matches:
        """Return the words of the content spelt like a casefolded *word*, also in look-alike letters."""
        folded = fold(word)
        return {form: EXACT for form in (folded, twin(folded)) if form is not None and form in self.words}

    def matches(self, word: str) -> Matches:
        """Return the words of the content that match a casefolded query term, each with its highest weight."""
        found = dict(self.exact(word))
        if self.writes(word):
            lemmas = self.lemmas(word)
            for lemma in lemmas:
                _add(found, self._by_lemma.get(lemma, ()), LEMMA)
            for each in self.stems(word):
                # The inflected forms of an out-of-vocabulary word are known by their stem only.
                _add(found, self._by_stem.get(each, ()), STEM if lemmas else LEMMA)
            for part in (word, *lemmas):
                _add(found, self._by_part.get(part, ()), PART)
        return found

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the parts of a casefolded compound query term that the content has; empty for other words."""
        if not self.language.has_compounds or not self.writes(word):
            return ()
        splits = split_compound(word, self.language, self._is_lemma, self._is_known)
        return splits[0] if splits else ()

    def with_prefix(self, prefix: str) -> list[str]:
        """Return the folded words of the content that begin with a folded *prefix*, in alphabetical order."""
        start = bisect_left(self._sorted, prefix)
        end = bisect_left(self._sorted, prefix + "\U0010ffff")
        return self._sorted[start:end]

    def _is_lemma(self, word: str) -> bool:
        return word in self._by_lemma or word in self._by_part or word in self.lemmas(word)

    def _is_known(self, word: str) -> bool:
        folded = fold(word)
        return folded in self.words or folded in self.forms or word in self._by_part


def is_stop_word_in_any(word: str, lexicons: Iterable[Lexicon]) -> bool:
    """Tell whether a casefolded *word* is a stop word in at least one language of *lexicons*."""
    return any(lexicon.is_stop_word(word) for lexicon in lexicons)


def stems_of(word: str, lemmas: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return the folded stems of the casefolded *lemmas* of *word* and of itself, without repeats."""
    return tuple(dict.fromkeys(fold(stem(each, language)) for each in (*lemmas, word)))


def usual_spelling(spellings: Mapping[str, int], language: Language) -> str:
    """Return the casefolded spelling that stands for all *spellings* of one index term, given with their counts.

    Spellings that are folded alike may be two words: vare is looked for, være, a stop word, is not.
    """
    dull = stop_words(language)
    return min(spellings, key=lambda spelling: (spelling in dull, -spellings[spelling], spelling))


def _add(found: dict[str, float], words: Iterable[str], weight: float) -> None:
    for word in words:
        if found.get(word, 0.0) < weight:
            found[word] = weight


def _inverted(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, list[str]]:
    inverted: dict[str, list[str]] = {}
    for key, values in pairs:
        for value in values:
            inverted.setdefault(value, []).append(key)
    return inverted


def _is_same(before: Word | None, after: Word | None) -> bool:
    """Tell whether two words differ in nothing but how often they stand there."""
    return before is not None and after is not None and replace(before, count=0) == replace(after, count=0)


def _resorted(before: Lexicon, after: Lexicon, changed: Iterable[str]) -> list[str]:
    """Return the words of *after* in order, given those of *before*."""
    words = before._sorted.copy()
    for key in changed:
        at = bisect_left(words, key)
        is_there = at < len(words) and words[at] == key
        if key in after.words and not is_there:
            words.insert(at, key)
        elif key not in after.words and is_there:
            del words[at]
    return words


def _reinverted(
    name: str, values: Callable[[Lexicon, Word], tuple[str, ...]]
) -> Callable[[Lexicon, Lexicon, Iterable[str]], dict[str, list[str]]]:
    """Return what brings the inverted table called *name* up to date; *values* are what it has a word under."""

    def update(before: Lexicon, after: Lexicon, changed: Iterable[str]) -> dict[str, list[str]]:
        table: dict[str, list[str]] = dict(getattr(before, name))
        for key in changed:
            for value in values(before, before.words[key]) if key in before.words else ():
                table[value] = [each for each in table[value] if each != key]
                if not table[value]:
                    del table[value]
            for value in values(after, after.words[key]) if key in after.words else ():
                table[value] = [*table.get(value, ()), key]
        return table

    return update


_DERIVED: Mapping[str, Callable[[Lexicon, Lexicon, Iterable[str]], object]] = {
    "_sorted": _resorted,
    "_by_lemma": _reinverted("_by_lemma", Lexicon._lemmas_of),
    "_by_part": _reinverted("_by_part", lambda _, word: word.parts),
    "_by_stem": _reinverted("_by_stem", Lexicon._stems_of),
}
"""How each table that a lexicon derives from its words is brought up to date when some of them change."""
