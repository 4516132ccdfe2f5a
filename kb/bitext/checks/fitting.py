"""Does a wording fit a source? By the words that go together in the rest of the content."""

from collections.abc import Iterable, Mapping

from kb.analysis.analyses import Analyses
from kb.analysis.stopwords import stop_words
from kb.bitext.association import Association, Keys, learn_association
from kb.bitext.checks.subjects import Block, Pair, Subject
from kb.bitext.glossary import TermMatcher
from kb.bitext.patterns import NUMBER
from kb.languages import language

_LEAST_PAIRS = 20
_SURE = 0.5
"""A word that goes with another at least so often is said there, too."""


class Fitting:
    """Compares texts of two languages by their telling words, learned from *pairs*."""

    def __init__(self, pairs: Iterable[Pair], analyses: Mapping[str, Analyses], glossary: TermMatcher) -> None:
        self._analyses = analyses
        self._glossary = glossary
        self._keys: dict[tuple[str, str], Keys] = {}
        self._pairs: dict[tuple[str, str], list[Pair]] = {}
        self._learned: dict[tuple[str, str], Association] = {}
        for pair in pairs:
            if pair.target.unit.concept is not None and pair.blocks:
                self._pairs.setdefault((pair.source.language, pair.target.language), []).append(pair)

    def is_taught(self, source: str, target: str) -> bool:
        """Tell whether there are enough pairs of texts to learn from."""
        return len(self._pairs.get((source, target), ())) >= _LEAST_PAIRS

    def association(self, source: str, target: str) -> Association:
        """Return what is known of two languages, learned when first asked for."""
        found = self._learned.get((source, target))
        if found is None:
            pairs = self._pairs.get((source, target), [])
            keys = [(self.keys(pair.source), self.keys(pair.target)) for pair in pairs]
            found = self._learned[source, target] = learn_association(keys, language(source), language(target))
        return found

    def keys(self, subject: Subject) -> Keys:
        """Return what the telling words, numbers and terms of a text are found by."""
        block = subject.blocks[0]
        key = subject.language, block.text
        if key not in self._keys:
            self._keys[key] = self._keys_of(block)
        return self._keys[key]

    def fit(self, source: Subject, target: Subject) -> float:
        """Return from 0 to 1 how well a wording fits a source."""
        known = self.association(source.language, target.language)
        return known.fit(self.keys(source), self.keys(target))

    def covered(self, source: Subject, target: Subject) -> tuple[float, float]:
        """Return which share of the words of either text goes with words of the other."""
        ours, theirs = self.keys(source), self.keys(target)
        if not ours or not theirs:
            return 0.0, 0.0
        strengths = self.association(source.language, target.language).strengths(ours, theirs)
        there, back = (strengths.max(axis=axis) >= _SURE for axis in (1, 0))
        return float(there.mean()), float(back.mean())

    def word_keys(self, code: str, word: str) -> str:
        """Return the one key that a word is compared by."""
        return min(self._analyses[code][word].keys)

    def _keys_of(self, block: Block) -> Keys:
        code = block.tagged.language
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
