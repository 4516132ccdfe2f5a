"""Tell known, misspelt and out-of-vocabulary words of a query apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kb.analysis.lexicon import LEMMA, Lexicon, is_stop_word_in_any
from kb.analysis.tokens import Token
from kb.search.query.parsing import ParsedQuery

_MOST_WORDS = 100_000
"""Words that are remembered as known or not."""
_LONGEST_ABBREVIATION = 5
"""Letters of the longest word in capitals that is taken for an abbreviation."""
_SHORTEST = 3
"""Letters of the shortest distinctive word."""


@dataclass(frozen=True)
class KnownWords:
    """Looks casefolded words up in the lexicons of all languages, by code."""

    lexicons: Mapping[str, Lexicon]
    _found: dict[str, bool] = field(default_factory=dict, repr=False)

    def finds(self, word: str) -> bool:
        """Tell whether the content has *word* in any inflection, alone or in a compound, in any language."""
        found = self._found.get(word)
        if found is None:
            found = self._finds(word)
            if len(self._found) < _MOST_WORDS:
                self._found[word] = found
        return found

    def _finds(self, word: str) -> bool:
        return any(
            lexicon.is_stop_word(word) or lexicon.matches(word) or lexicon.parts(word)
            for lexicon in self.lexicons.values()
        )

    def has(self, code: str, word: str) -> bool:
        """Tell whether the content has *word* in one language, and not by its stem or its parts alone."""
        lexicon = self.lexicons[code]
        return lexicon.is_stop_word(word) or max(lexicon.matches(word).values(), default=0.0) >= LEMMA

    def is_distinctive(self, word: str) -> bool:
        """Tell whether *word*, of letters alone, is long enough to be no other by chance, and no stop word."""
        is_long = len(word) >= _SHORTEST and word.isalpha()
        return is_long and not is_stop_word_in_any(word, self.lexicons.values())

    def is_spelt_right(self, word: str) -> bool:
        """Tell whether *word* stands so in the content, or is a form of a word in it or in a dictionary."""
        return any(self.is_right_in(code, word) for code in self.lexicons)

    def is_right_in(self, code: str, word: str) -> bool:
        """Tell the same of one language."""
        lexicon = self.lexicons[code]
        is_known = lexicon.writes(word) and (lexicon.lemmas(word) or word in lexicon.dictionary)
        return bool(lexicon.exact(word) or is_known)

    def languages_beside(self, token: Token, query: ParsedQuery) -> frozenset[str]:
        """Return the languages in which most of the other distinctive words of *query* are spelt right."""
        others = [each.text for each in query.spelt if each is not token and self.is_distinctive(each.text)]
        right = {code: sum(self.is_right_in(code, word) for word in others) for code in self.lexicons}
        most = max(right.values(), default=0)
        return frozenset(code for code, count in right.items() if count == most > 0)

    def out_of_vocabulary(self, query: ParsedQuery) -> tuple[Token, ...]:
        """Return the words of *query* that are out of vocabulary; none with a digit is."""
        unknown = [token for token in query.spelt if not _has_digit(token.text) and not self.finds(token.text)]
        wholes = [token for token in query.spelt if token.whole and token not in unknown]
        return tuple(token for token in unknown if not token.whole and not _is_in_any(token, wholes))

    def misspelt(self, query: ParsedQuery) -> Iterator[Token]:
        """Yield the out-of-vocabulary words of *query* that are in no dictionary, and look like no name."""
        for token in self.out_of_vocabulary(query):
            if not self.is_spelt_right(token.text) and not is_name(token, query):
                yield token


def is_name(token: Token, query: ParsedQuery) -> bool:
    """Tell whether a word is short and in capitals, has one inside, or has one where a word before it has none."""
    typed = query.typed[token.start : token.end]
    if typed.isupper():
        return len(typed) <= _LONGEST_ABBREVIATION and (len(query.spelt) == 1 or not query.typed.isupper())
    if not typed[1:].islower():
        return True
    before = (query.typed[other.start : other.end] for other in query.spelt if other.end <= token.start)
    return typed[:1].isupper() and any(word.islower() for word in before)


def _is_in_any(token: Token, wholes: list[Token]) -> bool:
    return any(whole.start <= token.start and token.end <= whole.end for whole in wholes)


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
