"""A query typed in the wrong letters in, the query as it was meant out: another keyboard, or transliterated."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from kb.analysis.keyboards import retyped
from kb.analysis.lexicon import Lexicon
from kb.analysis.tokens import Token, tokens
from kb.analysis.transliteration import latinised, roughly_transliterated, transliterated
from kb.languages import LANGUAGES, Language
from kb.search.query.known import KnownWords
from kb.search.query.parsing import ParsedQuery

_CHUNK = re.compile(r"\S+")
_LATIN = re.compile(r"[^\W\d_]+(?:['’`ʹ][^\W\d_]+)*['’`ʹ]?")
_NO_LETTER = re.compile(r"\W")
_SHORT = 2
"""Words of so few letters may be any: stop words among them are taken along with longer ones."""

Span = tuple[int, int]
Changes = Mapping[Span, str]
"""Places of a text, each with what shall stand there."""


def changed(text: str, changes: Changes) -> str:
    """Return *text* with *changes* that do not overlap."""
    for (start, end), new in sorted(changes.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return text


@dataclass(frozen=True)
class OtherLetters:
    """Knows the words of the content in whichever letters they are typed."""

    known: KnownWords

    def retype(self, query: ParsedQuery) -> Changes:
        """Return what stands on other keyboards for those words that only make sense so."""
        strange = self.known.strange(query)
        found = (self._retyped(query, strange, *pair) for pair in permutations(LANGUAGES, 2)) if strange else ()
        # The first of equals: languages are listed in the order in which they are likely.
        return max(found, key=len, default={})

    def transliterate(self, query: ParsedQuery) -> Changes:
        """Return the words that Latin letters stand for where they make no word of a language that has them."""
        return self._for_some(query, self._no_words(query))

    def transliterate_even_right(self, query: ParsedQuery) -> Changes:
        """Return the same where Latin letters make a word, but one that the content does not have."""
        return self._for_some(query, self.known.strange(query))

    def latinise(self, query: ParsedQuery) -> Changes:
        """Return the Latin words of the content that words in other letters, and no words in them, stand for."""
        found = {(token.start, token.end): self._latin_word(token.text) for token in self._no_words(query)}
        return {span: word for span, word in found.items() if word is not None}

    def _no_words(self, query: ParsedQuery) -> tuple[Token, ...]:
        return tuple(token for token in self.known.strange(query) if not self.known.is_spelt_right(token.text))

    def _latin_word(self, typed: str) -> str | None:
        meant = {word for language in LANGUAGES for word in latinised(typed, language, self._latin_words)}
        lexicons = self.known.lexicons.values()
        return min(
            meant, key=lambda word: (-max(_count(lexicon, word) for lexicon in lexicons), word), default=None
        )

    @cached_property
    def _latin_words(self) -> list[str]:
        """The words of the content in the languages that need no transliteration, in order."""
        latin = (lexicon for lexicon in self.known.lexicons.values() if not lexicon.language.transliteration)
        return sorted({word for lexicon in latin for word in lexicon.words if self.known.says_something(word)})

    def on_other_keyboards(self, query: ParsedQuery) -> list[tuple[Span, str]]:
        """Return what the misspelt parts of *query* would be on other keyboards, words or not."""
        misspelt = tuple(self.known.misspelt(query))
        chunks = [span for span, found in _chunks(_CHUNK, query) if _has_any(found, misspelt)]
        return [
            (span, _retyped(query.typed[slice(*span)], *pair))
            for span in chunks
            for pair in permutations(LANGUAGES, 2)
        ]

    def in_other_letters(self, query: ParsedQuery) -> list[tuple[Span, str]]:
        """Return what the misspelt words of *query* would roughly be in other letters, words or not."""
        return [
            ((token.start, token.end), roughly_transliterated(token.text, language))
            for token in self.known.misspelt(query)
            for language in LANGUAGES
        ]

    def _retyped(
        self, query: ParsedQuery, strange: tuple[Token, ...], typed: Language, meant: Language
    ) -> Changes:
        changes: dict[Span, str] = {}
        is_sure = False
        for span, found in _chunks(_CHUNK, query):
            text = _retyped(query.typed[slice(*span)], typed, meant)
            read = tokens(text)
            if not read or text == query.typed[slice(*span)]:
                continue
            if _has_any(found, strange) and all(self.known.has(meant.code, token.text) for token in read):
                changes[span] = text
                is_sure = is_sure or any(self.known.says_something(token.text) for token in read)
            elif all(len(token.text) <= _SHORT and self._is_stop_word(token, meant) for token in read):
                changes[span] = text
        return changes if is_sure else {}

    def _is_stop_word(self, token: Token, language: Language) -> bool:
        return self.known.lexicons[language.code].is_stop_word(token.text)

    def _for_some(self, query: ParsedQuery, strange: tuple[Token, ...]) -> Changes:
        found = (self._transliterated(query, strange, language) for language in LANGUAGES) if strange else ()
        return max(found, key=len, default={})

    def _transliterated(self, query: ParsedQuery, strange: tuple[Token, ...], language: Language) -> Changes:
        changes: dict[Span, str] = {}
        is_sure = False
        for span, found in _chunks(_LATIN, query):
            typed = query.typed[slice(*span)]
            meant = None if typed.isupper() and len(typed) > 1 else self._word(typed, language)
            if meant is not None:
                changes[span] = meant
                is_sure = is_sure or (self.known.says_something(meant) and _has_any(found, strange))
        return changes if is_sure else {}

    def _word(self, typed: str, language: Language) -> str | None:
        """Return the commonest word that *typed* stands for in the letters of *language*."""
        lexicon = self.known.lexicons[language.code]
        latin = _NO_LETTER.sub("", typed.casefold())
        found = transliterated(latin, language, self._known_words.get(language.code, []))
        counts = Counter({key: _count(lexicon, key) for key in found})
        best = min(counts, key=lambda key: (-counts[key], key), default=None)
        return None if best is None else lexicon.words[best].text if best in lexicon.words else best

    @cached_property
    def _known_words(self) -> Mapping[str, list[str]]:
        """All forms of the words of the content, by language, in order."""
        return {
            code: sorted({*lexicon.words, *lexicon.forms})
            for code, lexicon in self.known.lexicons.items()
            if lexicon.language.transliteration
        }


def _chunks(pattern: re.Pattern[str], query: ParsedQuery) -> Iterator[tuple[Span, list[Token]]]:
    """Yield the places that *pattern* matches, with the wanted words there, if any."""
    for match in pattern.finditer(query.typed):
        found = [token for token in query.spelt if match.start() <= token.start < match.end()]
        if found:
            yield match.span(), found


def _retyped(text: str, typed: Language, meant: Language) -> str:
    found = retyped(text, typed, meant)
    # Keys of signs on the one keyboard may be those of letters on the other, and know no capitals then.
    return found.upper() if text.isupper() else found


def _has_any(found: list[Token], strange: tuple[Token, ...]) -> bool:
    return any(token in strange for token in found)


def _count(lexicon: Lexicon, key: str) -> int:
    # Words of the glossary alone have no count, and forms that stand nowhere not even that.
    return lexicon.words[key].count if key in lexicon.words else -1
