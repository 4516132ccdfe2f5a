"""Recognise values of facets in words: no experience, 3 years of experience, higher education."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.analysis.lexicon import Lexicon, is_stop_word_in_any
from kb.search.answers import EXPERIENCES
from kb.search.documents import experience_value
from kb.search.query.intent import BREAK
from kb.search.query.phrases import Phrases, phrases_of, runs

_LONGEST = 5
"""Words in the longest phrase that is looked for."""
_NUMBER = re.compile(r"\d{1,2}")

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class FacetWords:
    """The *values* of a *facet* that some words of a query ask for, and the other words of it."""

    facet: str
    values: tuple[str, ...]
    rest: tuple[str, ...]


@dataclass(frozen=True)
class FacetFinder:
    """Finds such words in every language."""

    lexicons: Mapping[str, Lexicon]

    def found(self, spoken: Sequence[str]) -> FacetWords | None:
        """Return what the longest such words among *spoken* ask for, or None."""
        for start, run in runs(spoken, _LONGEST):
            asked = None if BREAK in run else self._named(run) or self._years(run)
            if asked is not None:
                return FacetWords(*asked, (*spoken[:start], *spoken[start + len(run) :]))
        return None

    def _named(self, run: Phrase) -> tuple[str, tuple[str, ...]] | None:
        found = self._phrases.value(run)
        return (found[0], (found[1],)) if found else None

    def _years(self, run: Phrase) -> tuple[str, tuple[str, ...]] | None:
        """Return the experience that a number of years asks for: "3 years of experience", "under 2 years"."""
        numbers = [int(word) for word in run if _NUMBER.fullmatch(word)]
        others = [word for word in run if not _NUMBER.fullmatch(word) and not self._is_dull(word)]
        kinds = [self._words.value((word,)) for word in others]
        if (
            len(numbers) != 1
            or "years" not in kinds
            or None in kinds
            or self._is_dull(run[0])
            or self._is_dull(run[-1])
        ):
            return None
        if "under" in kinds:
            return "experience", EXPERIENCES[: EXPERIENCES.index(experience_value(max(0, numbers[0] - 1))) + 1]
        return ("experience", (experience_value(numbers[0]),)) if "experience" in kinds else None

    @cached_property
    def _phrases(self) -> Phrases[tuple[str, str]]:
        return phrases_of(self.lexicons, lambda language: language.facet_phrases)

    @cached_property
    def _words(self) -> Phrases[str]:
        return phrases_of(self.lexicons, lambda language: language.experience_words)

    def _is_dull(self, word: str) -> bool:
        return is_stop_word_in_any(word, self.lexicons.values())
