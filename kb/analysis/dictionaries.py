"""Look up lemmas of word forms and forms of lemmas.

The dictionaries are those of simplemma. They are big and slow to read (a second or two a language), so only
indexing may import this module; its results are stored with the index.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain
from threading import Lock, Timer

# The public mapping decodes every entry anew, which makes a walk through all of them ten times as long.
from simplemma.strategies.dictionaries.dictionary_factory import _load_dictionary_from_disk

from kb.analysis.folding import fold
from kb.analysis.stems import stem, without_genitive
from kb.analysis.stopwords import stop_words
from kb.analysis.wordlist import WordList, word_list
from kb.languages import Language

_HELD_SECONDS = 60.0
"""How long an open dictionary stays in memory for further use."""

_LONGEST_IRREGULAR = 6
"""Letters of the longest form whose lemma may begin with another letter (better, good).

For longer ones such an entry is an error: the second word of a set phrase as the lemma of its first
("дебиторской": "задолженность").
"""


class Dictionary:
    """The lemma dictionary of one language; words and lemmas are casefolded."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._lemma_of: dict[bytes, bytes] = _load_dictionary_from_disk(language.dictionary)

    @cached_property
    def _lemmas(self) -> frozenset[bytes]:
        return frozenset(self._lemma_of.values())

    def knows(self, word: str) -> bool:
        """Tell whether *word* is a form of any lemma."""
        return word.encode() in self._lemma_of

    def is_lemma(self, word: str) -> bool:
        """Tell whether *word* is a lemma."""
        return word.encode() in self._lemmas

    def lemmas(self, word: str) -> tuple[str, ...]:
        """Return the lemmas of *word*, several where it is ambiguous; empty where it is out of vocabulary.

        The dictionary has one lemma a form. A word that is a lemma itself is added as its own
        (leder is a form of lede and a lemma), for any other its stem if that is a lemma (rabatter is a form of
        rabattere and of rabatt). Only stop words have stop words as lemmas. Genitives, which the dictionary does
        not list, are looked up without their ending.
        """
        found = self._lemma_of.get(word.encode()) or self._lemma_of.get(word.capitalize().encode())
        named = found.decode().casefold() if found else None
        lemmas = [named] if named and _is_believable(word, named) else []
        other = word if self.is_lemma(word) else stem(word, self._language)
        if other not in lemmas and self.is_lemma(other):
            lemmas.append(other)
        if not lemmas and (nominative := without_genitive(word, self._language)):
            return self.lemmas(nominative)
        stops = stop_words(self._language)
        return tuple(lemma for lemma in lemmas if word in stops or lemma not in stops)

    def word_list(self) -> WordList:
        """Return a compact list of all forms and lemmas."""
        return word_list(chain(self._lemma_of, self._lemmas))

    def forms(self, lemmas: Iterable[str]) -> Iterator[str]:
        """Yield every listed form of *lemmas*."""
        wanted = frozenset(lemma.encode() for lemma in lemmas)
        return (form.decode() for form, lemma in self._lemma_of.items() if lemma in wanted)


def _is_believable(form: str, lemma: str) -> bool:
    return len(form) <= _LONGEST_IRREGULAR or fold(form)[:1] == fold(lemma)[:1]


_held: dict[str, Dictionary] = {}
"""Open dictionaries by language code."""

_lock = Lock()
"""Guards _held, so that no dictionary is read twice at once."""


def open_dictionary(language: Language) -> Dictionary:
    """Return the dictionary of *language*, read from disk unless it was opened within the last minute."""
    with _lock:
        if language.code not in _held:
            _held[language.code] = Dictionary(language)
            timer = Timer(_HELD_SECONDS, _held.pop, (language.code, None))
            timer.daemon = True
            timer.start()
        return _held[language.code]
