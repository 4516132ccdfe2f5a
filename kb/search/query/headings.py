"""Recognise the headings of sections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.analysis.folding import fold
from kb.analysis.lexicon import Lexicon
from kb.analysis.names import readings


@dataclass(frozen=True)
class Headings:
    """Knows kinds of section by their headings: *exact* ones, folded, and *inflected* ones by language, as keys.

    "Responsibility" is liability and "responsibilities" are duties: what is a heading as it stands is no other.
    """

    lexicons: Mapping[str, Lexicon]
    exact: Mapping[str, str]
    inflected: Mapping[str, Mapping[tuple[str, ...], str]]

    def kind(self, words: Sequence[str]) -> str | None:
        """Return the kind of section that casefolded *words* name as a whole."""
        found = self.exact.get(" ".join(map(fold, words)))
        if found or not words:
            return found
        for code, lexicon in self.lexicons.items():
            for reading in readings(" ".join(words), lexicon.keys):
                if reading in self.inflected[code]:
                    return self.inflected[code][reading]
        return None


def section_headings(exact: Mapping[str, str], lexicons: Mapping[str, Lexicon]) -> Headings:
    """Return the headings of all languages; *exact* are all of them, folded, with their kinds."""
    inflected: dict[str, dict[tuple[str, ...], str]] = {code: {} for code in lexicons}
    for code, lexicon in lexicons.items():
        for kind, headings in lexicon.language.headings.items():
            for heading in headings:
                for reading in readings(heading, lexicon.keys):
                    inflected[code].setdefault(reading, kind)
    return Headings(lexicons, exact, inflected)
