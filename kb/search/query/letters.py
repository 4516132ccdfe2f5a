"""Correct queries typed on another keyboard or in another script."""

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
"""Signs between spaces: on another keyboard any sign may be a letter."""
_LATIN = re.compile(r"[^\W\d_]+(?:['’`ʹ][^\W\d_]+)*['’`ʹ]?")
"""A word with the apostrophes that transliterations have for soft signs."""
_NO_LETTER = re.compile(r"\W")
"""A sign of a transliteration that is left out where words are compared."""
_SHORT = 2
"""Words of so few letters may be any: stop words among them are taken along with longer ones."""

Span = tuple[int, int]
"""Start and end of a place in a text."""
Changes = Mapping[Span, str]
"""Places of a text, each with what shall stand there."""


def changed(text: str, changes: Changes) -> str:
    """Return *text* with *changes* that do not overlap."""
    for (start, end), new in sorted(changes.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return text


@dataclass(frozen=True)
class OtherLetters:
    """Maps words typed on another keyboard or in another script to those of the content."""

    known: KnownWords

    def retype(self, query: ParsedQuery) -> Changes:
        """Return out-of-vocabulary words retyped on the keyboard that makes most of them known."""
        unknown = self.known.out_of_vocabulary(query)
        found = (self._retyped(query, unknown, *pair) for pair in permutations(LANGUAGES, 2)) if unknown else ()
        # The first of equals: languages are listed in the order in which they are likely.
        return max(found, key=len, default={})

    def transliterate(self, query: ParsedQuery) -> Changes:
        """Return transliterations of Latin words that no lexicon or dictionary has."""
        return self._for_some(query, self._no_words(query))

    def transliterate_known_words(self, query: ParsedQuery) -> Changes:
        """Return transliterations of out-of-vocabulary Latin words, also of those in a dictionary."""
        return self._for_some(query, self.known.out_of_vocabulary(query))

    def latinise(self, query: ParsedQuery) -> Changes:
        """Return Latin words of the content for non-words in other scripts (кпи → KPI)."""
        found = {(token.start, token.end): self._latin_word(token.text) for token in self._no_words(query)}
        return {span: word for span, word in found.items() if word is not None}

    def _no_words(self, query: ParsedQuery) -> tuple[Token, ...]:
        return tuple(
            token for token in self.known.out_of_vocabulary(query) if not self.known.is_spelt_right(token.text)
        )

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
        return sorted({word for lexicon in latin for word in lexicon.words if self.known.is_distinctive(word)})

    def on_other_keyboards(self, query: ParsedQuery) -> list[tuple[Span, str]]:
        """Return the misspelt parts of *query* retyped on all other keyboards, words or not."""
        misspelt = tuple(self.known.misspelt(query))
        chunks = [span for span, found in _chunks(_CHUNK, query) if _has_any(found, misspelt)]
        return [
            (span, _retyped(query.typed[slice(*span)], *pair))
            for span in chunks
            for pair in permutations(LANGUAGES, 2)
        ]

    def in_other_letters(self, query: ParsedQuery) -> list[tuple[Span, str]]:
        """Return rough transliterations of the misspelt words of *query*, words or not."""
        return [
            ((token.start, token.end), roughly_transliterated(token.text, language))
            for token in self.known.misspelt(query)
            for language in LANGUAGES
        ]

    def _retyped(
        self, query: ParsedQuery, unknown: tuple[Token, ...], typed: Language, meant: Language
    ) -> Changes:
        changes: dict[Span, str] = {}
        is_sure = False
        for span, found in _chunks(_CHUNK, query):
            text = _retyped(query.typed[slice(*span)], typed, meant)
            read = tokens(text)
            if not read or text == query.typed[slice(*span)]:
                continue
            if _has_any(found, unknown) and all(self.known.has(meant.code, token.text) for token in read):
                changes[span] = text
                is_sure = is_sure or any(self.known.is_distinctive(token.text) for token in read)
            elif all(len(token.text) <= _SHORT and self._is_stop_word(token, meant) for token in read):
                changes[span] = text
        return changes if is_sure else {}

    def _is_stop_word(self, token: Token, language: Language) -> bool:
        return self.known.lexicons[language.code].is_stop_word(token.text)

    def _for_some(self, query: ParsedQuery, unknown: tuple[Token, ...]) -> Changes:
        found = (self._transliterated(query, unknown, language) for language in LANGUAGES) if unknown else ()
        return max(found, key=len, default={})

    def _transliterated(self, query: ParsedQuery, unknown: tuple[Token, ...], language: Language) -> Changes:
        changes: dict[Span, str] = {}
        is_sure = False
        for span, found in _chunks(_LATIN, query):
            typed = query.typed[slice(*span)]
            meant = None if typed.isupper() and len(typed) > 1 else self._word(typed, language)
            if meant is not None:
                changes[span] = meant
                is_sure = is_sure or (self.known.is_distinctive(meant) and _has_any(found, unknown))
        return changes if is_sure else {}

    def _word(self, typed: str, language: Language) -> str | None:
        """Return the commonest word of *language* that *typed* may transliterate."""
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


def _has_any(found: list[Token], unknown: tuple[Token, ...]) -> bool:
    return any(token in unknown for token in found)


def _count(lexicon: Lexicon, key: str) -> int:
    # Words of the glossary alone have no count, and forms that stand nowhere not even that.
    return lexicon.words[key].count if key in lexicon.words else -1
