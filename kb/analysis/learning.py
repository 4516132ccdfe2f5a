"""Learn a language's lexicon from word counts and dictionaries.

It imports the dictionaries, which are slow to read: only indexing may import it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from functools import cached_property

from kb.analysis.compounds import split_compound
from kb.analysis.dictionaries import Dictionary, open_dictionary
from kb.analysis.folding import fold
from kb.analysis.lexicon import Lexicon, Word, stems_of, usual_spelling
from kb.analysis.wordlist import NO_WORDS, WordList
from kb.languages import Language


class Learner:
    """Makes the lexicon of one language; entries of *known*, an older one, are used again.

    The dictionary is read for new words only.
    """

    def __init__(self, language: Language, known: Lexicon | None = None) -> None:
        self._language = language
        self._known = known

    def learn(self, counts: Mapping[str, int]) -> Lexicon:
        """Return the lexicon of a content whose casefolded words have these numbers of occurrences."""
        spellings: dict[str, Counter[str]] = {}
        for text, count in counts.items():
            spellings.setdefault(fold(text), Counter())[text] += count
        words = {folded: self._word(found) for folded, found in sorted(spellings.items())}
        forms = self._forms(words)
        return Lexicon(self._language, words, lambda: forms, self._word_list() if words else NO_WORDS)

    def _word_list(self) -> WordList:
        known = self._known.dictionary if self._known else NO_WORDS
        return known if len(known.hashes) else self._dictionary.word_list()

    def _word(self, spellings: Counter[str]) -> Word:
        text = usual_spelling(spellings, self._language)
        known = self._known.words.get(fold(text)) if self._known else None
        if known and known.text == text:
            return replace(known, count=spellings.total())
        lemmas = self._dictionary.lemmas(text)
        stems = stems_of(text, lemmas, self._language)
        return Word(text, spellings.total(), lemmas, tuple(self._parts(text)), stems)

    @cached_property
    def _dictionary(self) -> Dictionary:
        return open_dictionary(self._language)

    def _parts(self, text: str) -> Iterator[str]:
        return parts_of(text, self._language, self._dictionary) if self._language.has_compounds else iter(())

    def _forms(self, words: Mapping[str, Word]) -> Mapping[str, tuple[str, ...]]:
        """Return folded form to lemmas, for every form of the lemmas of *words* and of their compound parts."""
        wanted = {lemma for word in words.values() for lemma in (*word.lemmas, *word.parts)}
        if not wanted:
            return {}
        if (known := self._known_forms(wanted)) is not None:
            return known
        found: dict[str, tuple[str, ...]] = {}
        dictionary = self._dictionary
        for form in sorted(set(map(str.casefold, dictionary.forms(wanted)))):
            lemmas = dictionary.lemmas(form)
            if wanted.intersection(lemmas):
                folded = fold(form)
                found[folded] = tuple(dict.fromkeys((*found.get(folded, ()), *lemmas)))
        return found

    def _known_forms(self, wanted: Set[str]) -> Mapping[str, tuple[str, ...]] | None:
        """Return the forms of *wanted* lemmas that the known lexicon has; None where only the dictionary tells.

        Of two forms that are folded alike it cannot tell which is left where the lemma of one is gone.
        """
        covered = _lemmas_of(self._known.words.values()) if self._known else set()
        if self._known is None or not wanted <= covered:
            return None
        left = {form: of for form, of in self._known.forms.items() if not wanted.isdisjoint(of)}
        gone = covered - wanted
        return left if all(gone.isdisjoint(of) for of in left.values()) else None


def parts_of(text: str, language: Language, dictionary: Dictionary) -> Iterator[str]:
    """Yield the lemmas of every part of a compound, and of parts that stand together, once each."""
    if not language.has_compounds:
        return
    found: dict[str, None] = {}
    for parts in split_compound(text, language, dictionary.is_lemma, dictionary.knows):
        for part in parts:
            found.update(dict.fromkeys(dictionary.lemmas(part) or (part,)))
        joints = [text.index(part) for part in parts[1:-1]] if len(parts) > 2 else []
        found.update(dict.fromkeys(text[:joint] + part for joint, part in zip(joints, parts[1:-1], strict=True)))
        found.update(dict.fromkeys(text[joint:] for joint in joints))
    yield from found


def _lemmas_of(words: Iterable[Word]) -> set[str]:
    return {lemma for word in words for lemma in (*word.lemmas, *word.parts)}
