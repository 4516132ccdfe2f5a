"""Correct misspelt, mistyped and transliterated queries by a content's vocabulary."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from kb.analysis.lexicon import Lexicon
from kb.analysis.tokens import tokens
from kb.search.query.known import KnownWords, is_name
from kb.search.query.letters import Changes, OtherLetters, Span, changed
from kb.search.query.parsing import ParsedQuery
from kb.search.query.spelling import Speller, allowed_edits, likeliest

_LONG_GUESS, _LONGER_GUESS = 7, 9
"""Letters from which on a guess at what was typed may be one edit off, or two."""


@dataclass(frozen=True)
class Correction:
    """A query to be searched instead, and codes of the errors in the typed one."""

    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Corrector:
    """Corrects queries by the words of one content.

    *parse* understands a text as a query; *written* gives an index term of a language as a text has it, or None.
    """

    lexicons: Mapping[str, Lexicon]
    parse: Callable[[str], ParsedQuery]
    written: Callable[[str, str], str | None]

    def correct(self, query: ParsedQuery) -> Correction | None:
        """Return *query* with the words put right that are no words, as far as there is something near.

        A word is left as it is where the content has it in any language, alone or in a compound, where a
        dictionary has it, and where it looks like a name or a number.
        """
        if not self._known.out_of_vocabulary(query):
            return None
        codes: list[str] = []
        for code, step in (
            ("layout", self._letters.retype),
            ("transliteration", self._letters.transliterate),
            ("transliteration", self._letters.latinise),
            ("spelling", self._respell),
            ("layout", self._retype_and_respell),
            ("transliteration", self._transliterate_and_respell),
        ):
            if changes := step(query):
                codes.append(code)
                query = self.parse(changed(query.typed, changes))
        return Correction(query.typed, tuple(dict.fromkeys(codes))) if codes else None

    def offer(self, query: ParsedQuery) -> Correction | None:
        """Return *query* with other words for right ones that the content does not have.

        The same for words that it has only by a part or a stem, and that no dictionary has.
        """
        for code, step in (
            ("transliteration", self._letters.transliterate_known_words),
            ("spelling", self._replace_doubtful),
        ):
            if changes := step(query):
                return Correction(changed(query.typed, changes), (code,))
        return None

    @cached_property
    def _known(self) -> KnownWords:
        return KnownWords(self.lexicons)

    @cached_property
    def _letters(self) -> OtherLetters:
        return OtherLetters(self._known)

    @cached_property
    def _spellers(self) -> dict[str, Speller]:
        return {code: Speller(lexicon) for code, lexicon in self.lexicons.items()}

    def _respell(self, query: ParsedQuery) -> Changes:
        changes: dict[Span, str] = {}
        for token in self._known.misspelt(query):
            edits = allowed_edits(token.text)
            beside = self._known.languages_beside(token, query)
            near = (self._near(token.text, edits, beside) if beside else None) or self._near(token.text, edits)
            if near is not None:
                changes[token.start, token.end] = near
        return changes

    def _replace_doubtful(self, query: ParsedQuery) -> Changes:
        unknown = self._known.out_of_vocabulary(query)
        changes: dict[Span, str] = {}
        # What is offered has to stand together with the other words, if any: that keeps far-fetched ones out.
        is_alone = sum(self._known.is_distinctive(token.text) for token in query.spelt) == 1
        for token in query.spelt:
            is_right = self._known.is_spelt_right(token.text)
            is_doubtful = is_right == (token in unknown) and not token.whole and not is_name(token, query)
            if is_doubtful and self._known.is_distinctive(token.text):
                near = self._offered(token.text, is_alone=is_right and is_alone)
                if near is not None:
                    changes[token.start, token.end] = near
        return changes

    def _offered(self, word: str, *, is_alone: bool) -> str | None:
        """Return another word for a doubtful one: for one that is right and stands alone, of its own language."""
        if not is_alone:
            return self._near(word, allowed_edits(word))
        return self._near(word, 1, [code for code in self.lexicons if self._known.is_right_in(code, word)])

    def _retype_and_respell(self, query: ParsedQuery) -> Changes:
        return self._first_near(self._letters.on_other_keyboards(query))

    def _transliterate_and_respell(self, query: ParsedQuery) -> Changes:
        return self._first_near(self._letters.in_other_letters(query))

    def _first_near(self, guesses: list[tuple[Span, str]]) -> Changes:
        """Return for each place the word that is near to the first guess that any is near to."""
        changes: dict[Span, str] = {}
        for span, guess in guesses:
            found = [token.text for token in tokens(guess)]
            near = self._near(found[0], _edits_of_guess(found[0])) if len(found) == 1 else None
            if near is not None:
                changes.setdefault(span, near)
        return changes

    def _near(self, word: str, edits: int, languages: Collection[str] | None = None) -> str | None:
        """Return the likeliest word of some *languages*, or of all, that is near to *word*, as it is written."""
        spellers = {code: each for code, each in self._spellers.items() if languages is None or code in languages}
        found = likeliest(spellers, word, edits) if edits else None
        return " ".join(self._written(found[0], key) for key in found[1]) if found else None

    def _written(self, code: str, key: str) -> str:
        """Return a word as the content writes it, in capitals if it is an abbreviation, or the glossary."""
        written = self.written(code, key)
        if written is None:
            return self.lexicons[code].words[key].text
        return written.casefold() if written[1:].islower() else written


def _edits_of_guess(word: str) -> int:
    return (len(word) >= _LONG_GUESS) + (len(word) >= _LONGER_GUESS)
