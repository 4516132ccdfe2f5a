"""A text in, what its telling words are found by out: what two texts of different languages are compared by."""

from collections.abc import Mapping

from kb.analysis.analyses import Analyses
from kb.analysis.stopwords import stop_words
from kb.bitext.checks.subjects import Block, Subject
from kb.bitext.glossary import TermMatcher
from kb.bitext.patterns import NUMBER
from kb.languages import language

Keys = tuple[str, ...]
"""What the telling words of a text are found by, once each; what begins with § or # is equal in all languages."""


def magnitude(count: int) -> int:
    """Return the power of two that a *count* reaches at most: what an edit more or less leaves as it is."""
    return 1 << max(count - 1, 0).bit_length()


class TellingWords:
    """Finds the words of a text that tell what it is about, its numbers and its terms."""

    def __init__(self, analyses: Mapping[str, Analyses], glossary: TermMatcher) -> None:
        self._analyses = analyses
        self._glossary = glossary
        self._keys: dict[tuple[str, str], Keys] = {}

    def keys(self, subject: Subject) -> Keys:
        """Return what the telling words, numbers and terms of a text are found by."""
        block = subject.blocks[0]
        key = subject.language, block.text
        if key not in self._keys:
            self._keys[key] = self._keys_of(block)
        return self._keys[key]

    def word_keys(self, code: str, word: str) -> str:
        """Return the one key that a word is compared by."""
        return min(self._analyses[code][word].keys)

    def _keys_of(self, block: Block) -> Keys:
        code = block.language
        dull = stop_words(language(code))
        found = dict.fromkeys(
            self.word_keys(code, word.text)
            for word in block.tagged.words
            if word.text != NUMBER and word.text not in dull
        )
        found |= dict.fromkeys(f"#{q.value:g}" for q in block.quantities if not q.is_optional)
        uses = self._glossary.uses(block.tagged)
        found |= dict.fromkeys(f"§{use.entry.id}" for use in uses if not use.is_avoided)
        return tuple(found)
