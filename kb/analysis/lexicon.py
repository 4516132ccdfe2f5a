"""The words of the content in one language: a typed word in, the words of the content that it means out."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kb.analysis.compounds import split_compound
from kb.analysis.folding import fold, script, twin, without_optional_letters
from kb.analysis.stems import stem, without_genitive
from kb.analysis.stopwords import stop_words
from kb.analysis.wordlist import NO_WORDS, WordList
from kb.languages import Language

EXACT, LEMMA, STEM, PART, HEAD = 1.0, 0.9, 0.6, 0.45, 0.25
"""How much a word of the content counts that meets the typed one exactly, by lemma, by stem, by a part."""

_SHORTEST_WITHOUT_MARKS = 4
"""Letters; shorter ones that the dictionaries list are more often typed for another word: pa for på."""

Matches = Mapping[str, float]
"""Folded words of the content, each with how much it counts."""


@dataclass(frozen=True)
class Word:
    """A word of the content: as it is written there, how often, its lemmas, the parts of a compound, stems.

    *lemmas* are casefolded and not folded, none where no dictionary has the word. *parts* are lemmas of the parts
    and of neighbouring parts together. *stems* are folded, of the lemmas and of the word.
    """

    text: str
    count: int
    lemmas: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lexicon:
    """What is known of the words of the content in one *language*.

    *words* are keyed by their folded form. *read_forms* gives, for folded forms of the lemmas that the
    content has, these lemmas: how an inflection that the content does not have is understood. *dictionary* has
    the spelling of words, be they in the content or not.
    """

    language: Language
    words: Mapping[str, Word]
    read_forms: Callable[[], Mapping[str, tuple[str, ...]]]
    dictionary: WordList = NO_WORDS

    def with_words(self, words: Mapping[str, Word], *, is_same_vocabulary: bool) -> "Lexicon":
        """Return the lexicon with other *words*; where only counts differ it shares what is derived from them."""
        lexicon = replace(self, words=words, read_forms=lambda: self.forms)
        if is_same_vocabulary:
            shared = ("_sorted", "_by_lemma", "_by_part", "_by_stem")
            vars(lexicon).update({name: value for name, value in vars(self).items() if name in shared})
        return lexicon

    @cached_property
    def forms(self) -> Mapping[str, tuple[str, ...]]:
        """Folded form to lemmas, read when first asked for."""
        return self.read_forms()

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.words)

    @property
    def _telling(self) -> Iterator[tuple[str, Word]]:
        # What is folded alike may be a form of a stop word, too: vare would find er, of være.
        return ((key, word) for key, word in self.words.items() if not self.is_stop_word(word.text))

    @cached_property
    def _by_lemma(self) -> Mapping[str, list[str]]:
        return _inverted((key, word.lemmas) for key, word in self._telling)

    @cached_property
    def _by_part(self) -> Mapping[str, list[str]]:
        return _inverted((key, word.parts) for key, word in self.words.items())

    @cached_property
    def _by_stem(self) -> Mapping[str, list[str]]:
        return _inverted((key, word.stems) for key, word in self._telling)

    def is_stop_word(self, word: str) -> bool:
        """Tell whether a casefolded *word* carries no meaning of its own, also where its letters lack their marks.

        But vare is a word, and no være without its marks, and so is nær, which is no når.
        """
        if without_optional_letters(word) in self._plain_stop_words:
            return True
        return fold(word) in self._folded_stop_words and not self._is_another(word)

    def _is_another(self, word: str) -> bool:
        is_telling = not word.isascii() or len(word) >= _SHORTEST_WITHOUT_MARKS
        return is_telling and word in self.dictionary

    @cached_property
    def _plain_stop_words(self) -> frozenset[str]:
        return frozenset(map(without_optional_letters, stop_words(self.language)))

    @cached_property
    def _folded_stop_words(self) -> frozenset[str]:
        return frozenset(map(fold, stop_words(self.language)))

    def writes(self, word: str) -> bool:
        """Tell whether *word* is in the script of the language, so that it can be inflected in it."""
        return script(word) == self.language.script

    def lemmas(self, word: str) -> tuple[str, ...]:
        """Return the lemmas of a casefolded *word*, none where it is unknown."""
        folded = fold(word)
        known = self.words.get(folded)
        if known and known.lemmas:
            return known.lemmas
        return self.forms.get(folded) or self.forms.get(without_genitive(folded, self.language) or "", ())

    def keys(self, word: str) -> tuple[str, ...]:
        """Return what is equal for words that differ only in inflection: lemmas, else a stem.

        A stop word is equal to nothing but itself.
        """
        if not self.writes(word):
            return (fold(word),)
        if self.is_stop_word(word):
            return (f"{fold(word)}.",)
        lemmas = self.lemmas(word)
        return tuple(map(fold, lemmas)) or (f"{fold(stem(word, self.language))}~",)

    def stems(self, word: str) -> tuple[str, ...]:
        """Return the folded stems of a casefolded *word* and of its lemmas; a stop word has one of its own."""
        if not self.writes(word):
            return (fold(word),)
        if self.is_stop_word(word):
            return (f"{fold(word)}.",)
        known = self.words.get(fold(word))
        return known.stems if known else stems_of(word, self.lemmas(word), self.language)

    def exact(self, word: str) -> Matches:
        """Return the words of the content that a casefolded *word* is spelt like, in either script."""
        folded = fold(word)
        return {form: EXACT for form in (folded, twin(folded)) if form is not None and form in self.words}

    def matches(self, word: str) -> Matches:
        """Return the words of the content that a casefolded *word* means, the best reason counting."""
        found = dict(self.exact(word))
        if self.writes(word):
            lemmas = self.lemmas(word)
            for lemma in lemmas:
                _add(found, self._by_lemma.get(lemma, ()), LEMMA)
            for each in self.stems(word):
                # Where no dictionary knows the word its stem is all there is to tell its inflections by.
                _add(found, self._by_stem.get(each, ()), STEM if lemmas else LEMMA)
            for part in (word, *lemmas):
                _add(found, self._by_part.get(part, ()), PART)
        return found

    def parts(self, word: str) -> tuple[str, ...]:
        """Return the parts of a compound that a reader typed, in words that the content knows."""
        if not self.language.has_compounds or not self.writes(word):
            return ()
        readings = split_compound(word, self.language, self._is_lemma, self._is_known)
        return readings[0] if readings else ()

    def with_prefix(self, prefix: str) -> list[str]:
        """Return the folded words of the content that begin with a folded *prefix*, in order."""
        start = bisect_left(self._sorted, prefix)
        end = bisect_left(self._sorted, prefix + "\U0010ffff")
        return self._sorted[start:end]

    def _is_lemma(self, word: str) -> bool:
        return word in self._by_lemma or word in self._by_part or word in self.lemmas(word)

    def _is_known(self, word: str) -> bool:
        folded = fold(word)
        return folded in self.words or folded in self.forms or word in self._by_part


def is_stop_word_in_any(word: str, lexicons: Iterable[Lexicon]) -> bool:
    """Tell whether a casefolded *word* carries no meaning of its own in any of the languages of *lexicons*."""
    return any(lexicon.is_stop_word(word) for lexicon in lexicons)


def stems_of(word: str, lemmas: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """Return the folded stems of casefolded *lemmas* and of the *word* that they were found for."""
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


def _inverted(pairs: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, list[str]]:
    inverted: dict[str, list[str]] = {}
    for key, values in pairs:
        for value in values:
            inverted.setdefault(value, []).append(key)
    return inverted
