"""Recognise values of facets in words: no experience, 3 years of experience, higher education."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.analysis.lexicon import Lexicon, is_stop_word_in_any
from kb.analysis.names import readings
from kb.search.answers import EXPERIENCES
from kb.search.documents import experience_value
from kb.search.query.intent import BREAK

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
        for length in range(min(_LONGEST, len(spoken)), 0, -1):
            for start in range(len(spoken) - length + 1):
                run = tuple(spoken[start : start + length])
                if BREAK in run:
                    continue
                asked = self._named(run) or self._years(run)
                if asked is not None:
                    return FacetWords(*asked, (*spoken[:start], *spoken[start + length :]))
        return None

    def _named(self, run: Phrase) -> tuple[str, tuple[str, ...]] | None:
        for reading in self._readings(run):
            if reading in self._phrases:
                facet, value = self._phrases[reading]
                return facet, (value,)
        return None

    def _years(self, run: Phrase) -> tuple[str, tuple[str, ...]] | None:
        """Return the experience that a number of years asks for: "3 years of experience", "under 2 years"."""
        numbers = [int(word) for word in run if _NUMBER.fullmatch(word)]
        others = [word for word in run if not _NUMBER.fullmatch(word) and not self._is_dull(word)]
        kinds = [self._word_kind(word) for word in others]
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

    def _word_kind(self, word: str) -> str | None:
        return next((self._kinds[key] for key in self._readings((word,)) if key in self._kinds), None)

    def _readings(self, words: Sequence[str]) -> Iterator[tuple[str, Phrase]]:
        for code, lexicon in self.lexicons.items():
            yield from ((code, reading) for reading in readings(" ".join(words), lexicon.keys))

    @cached_property
    def _phrases(self) -> Mapping[tuple[str, Phrase], tuple[str, str]]:
        return {
            (code, reading): (facet, value)
            for code, lexicon in self.lexicons.items()
            for (facet, value), phrases in lexicon.language.facet_phrases.items()
            for phrase in phrases
            for reading in readings(phrase, lexicon.keys)
        }

    @cached_property
    def _kinds(self) -> Mapping[tuple[str, Phrase], str]:
        return {
            (code, reading): kind
            for code, lexicon in self.lexicons.items()
            for kind, words in lexicon.language.experience_words.items()
            for word in words
            for reading in readings(word, lexicon.keys)
        }

    def _is_dull(self, word: str) -> bool:
        return is_stop_word_in_any(word, self.lexicons.values())
