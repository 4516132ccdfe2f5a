"""Recognise the headings of sections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.analysis.folding import fold
from kb.analysis.lexicon import Lexicon
from kb.search.query.phrases import Phrases, phrases_of


@dataclass(frozen=True)
class Headings:
    """Knows kinds of section by their headings: *exact* ones, folded, and *inflected* ones.

    "Responsibility" is liability and "responsibilities" are duties: what is a heading as it stands is no other.
    """

    exact: Mapping[str, str]
    inflected: Phrases[str]

    def kind(self, words: Sequence[str]) -> str | None:
        """Return the kind of section that casefolded *words* name as a whole."""
        return self.exact.get(" ".join(map(fold, words))) or self.inflected.value(words)


def section_headings(exact: Mapping[str, str], lexicons: Mapping[str, Lexicon]) -> Headings:
    """Return the headings of all languages; *exact* are all of them, folded, with their kinds."""
    return Headings(exact, phrases_of(lexicons, lambda language: language.headings))
