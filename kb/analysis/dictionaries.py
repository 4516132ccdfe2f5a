"""The dictionaries of lemmas: a word in, its lemmas out, and back to every form of them.

They are big, and slow to read (a second or two a language), so only indexing may import this module; what it
finds is kept with the index.
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
# Some entries give the second word of a set phrase as the lemma of its first ("дебиторской": "задолженность").
# Only short words have lemmas that begin otherwise (better, good).
_LONGEST_IRREGULAR = 6


class Dictionary:
    """The dictionary of one language; words are casefolded."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._lemma_of: dict[bytes, bytes] = _load_dictionary_from_disk(language.dictionary)

    @cached_property
    def _lemmas(self) -> frozenset[bytes]:
        return frozenset(self._lemma_of.values())

    def knows(self, word: str) -> bool:
        """Tell whether *word* is a form of anything."""
        return word.encode() in self._lemma_of

    def is_lemma(self, word: str) -> bool:
        """Tell whether *word* is a lemma itself."""
        return word.encode() in self._lemmas

    def lemmas(self, word: str) -> tuple[str, ...]:
        """Return the lemmas that *word* may be a form of, none where it is unknown.

        The dictionary names one lemma a form; a word that is the lemma of other forms is one of its own, too
        (leder is a form of lede and a lemma of its own). Any other is a form of its stem where that is a lemma
        (rabatter is a form of rabattere and of rabatt). No word but a stop word is a form of one. Genitives are
        not listed.
        """
        found = self._lemma_of.get(word.encode()) or self._lemma_of.get(word.capitalize().encode())
        named = found.decode().casefold() if found else None
        lemmas = [named] if named and _is_believable(word, named) else []
        other = word if self.is_lemma(word) else stem(word, self._language)
        if other not in lemmas and self.is_lemma(other):
            lemmas.append(other)
        if not lemmas and (nominative := without_genitive(word, self._language)):
            return self.lemmas(nominative)
        dull = stop_words(self._language)
        return tuple(lemma for lemma in lemmas if word in dull or lemma not in dull)

    def word_list(self) -> WordList:
        """Return the list of everything that is known."""
        return word_list(chain(self._lemma_of, self._lemmas))

    def forms(self, lemmas: Iterable[str]) -> Iterator[str]:
        """Yield every form of *lemmas*."""
        wanted = frozenset(lemma.encode() for lemma in lemmas)
        return (form.decode() for form, lemma in self._lemma_of.items() if lemma in wanted)


def _is_believable(form: str, lemma: str) -> bool:
    return len(form) <= _LONGEST_IRREGULAR or fold(form)[:1] == fold(lemma)[:1]


_held: dict[str, Dictionary] = {}
_lock = Lock()


def open_dictionary(language: Language) -> Dictionary:
    """Return the dictionary of *language*, read anew where none is held; it is held for a minute, then let go."""
    with _lock:
        if language.code not in _held:
            _held[language.code] = Dictionary(language)
            timer = Timer(_HELD_SECONDS, _held.pop, (language.code, None))
            timer.daemon = True
            timer.start()
        return _held[language.code]
