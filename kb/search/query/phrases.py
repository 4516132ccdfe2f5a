"""Find phrases that a language knows among the words of a query, in any inflection."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kb.analysis.lexicon import Lexicon
from kb.analysis.names import readings
from kb.languages.record import Language

Value = TypeVar("Value")
"""What a phrase stands for."""


@dataclass(frozen=True)
class Phrases(Generic[Value]):
    """What phrases stand for, by language and the keys of their words; made by phrases_of()."""

    lexicons: Mapping[str, Lexicon]
    values: Mapping[str, Mapping[tuple[str, ...], Value]]

    def value(self, words: Sequence[str]) -> Value | None:
        """Return what casefolded *words* stand for as a whole, in the first language that knows them."""
        for code, lexicon in self.lexicons.items():
            for reading in readings(" ".join(words), lexicon.keys):
                if reading in self.values[code]:
                    return self.values[code][reading]
        return None


def phrases_of(
    lexicons: Mapping[str, Lexicon], known: Callable[[Language], Mapping[Value, Iterable[str]]]
) -> Phrases[Value]:
    """Return the phrases that are *known* to every language; of those with equal keys the first counts."""
    values: dict[str, dict[tuple[str, ...], Value]] = {code: {} for code in lexicons}
    for code, lexicon in lexicons.items():
        for value, phrases in known(lexicon.language).items():
            for phrase in phrases:
                for reading in readings(phrase, lexicon.keys):
                    values[code].setdefault(reading, value)
    return Phrases(lexicons, values)


def runs(words: Sequence[str], longest: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield all words in a row with where they start, at most so many, the longest first."""
    for length in range(min(longest, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            yield start, tuple(words[start : start + length])
