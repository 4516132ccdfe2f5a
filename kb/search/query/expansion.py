"""Expand query terms to index terms in every language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kb.analysis.folding import fold
from kb.analysis.lexicon import LEMMA, Lexicon
from kb.search.engines import PhraseExpansion, QueryTerm, Weights, WordExpansion
from kb.search.query.parsing import SearchTerm

_HOMOGRAPH = 0.3
"""How much an inflection counts of what another language has letter by letter."""
_MOST_KEPT = 20_000
"""Expansions that are kept for the next query with the same word."""

Sequences = tuple[tuple[frozenset[str], ...], ...]
"""Alternatives, each of them index terms one after another, with the forms that each may have."""


@dataclass(frozen=True)
class Expander:
    """Expands query terms by the *lexicons* of a content, by language code.

    Equal terms get the same object, so that engines may keep what they found for it.
    """

    lexicons: Mapping[str, Lexicon]
    _kept: dict[SearchTerm, QueryTerm] = field(default_factory=dict, repr=False)

    def expand(self, term: SearchTerm) -> QueryTerm:
        """Return *term* with its expansion in every language."""
        found = self._kept.get(term)
        if found is None:
            found = self._phrase(term) if term.kind == "phrase" else self._word(term)
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            # Of two threads that expand one term at once, both get the first one's.
            found = self._kept.setdefault(term, found)
        return found

    def word(self, text: str) -> QueryTerm:
        """Return the expansion of one casefolded word."""
        return self.expand(SearchTerm("word", (text,), text))

    def meant(self, term: SearchTerm) -> dict[str, Weights]:
        """Return by language the index terms that a word or prefix stands for, parts of compounds left aside.

        What one language has letter by letter is hardly an inflection in another: skills are no Norwegian skiller.
        """
        return {code: expansion.words for code, expansion in self.expand(term).words.items()}

    def in_language(self, code: str, word: str) -> Weights:
        """Return the index terms of one language that a casefolded *word* of that language stands for."""
        return self.lexicons[code].matches(word)

    def inflections(self, word: str) -> dict[str, frozenset[str]]:
        """Return by language the inflections of a casefolded *word* that the content has; none without any."""
        meant = self.meant(SearchTerm("word", (word,), word)) if word else {}
        found = {
            code: frozenset(form for form, weight in weights.items() if weight >= LEMMA)
            for code, weights in meant.items()
        }
        return {code: forms for code, forms in found.items() if forms}

    def marks(self, term: SearchTerm) -> dict[str, Sequences]:
        """Return by language the index terms that are marked for *term*, parts of compounds included."""
        expanded = self.expand(term)
        if term.kind == "phrase":
            return {code: (phrase.forms,) for code, phrase in expanded.phrases.items()}
        return {
            code: ((frozenset(expansion.words).union(*expansion.parts),),)
            for code, expansion in expanded.words.items()
        }

    def _phrase(self, term: SearchTerm) -> QueryTerm:
        literal = tuple(map(fold, term.words))
        phrases = {code: PhraseExpansion(literal, self._forms(code, term.words)) for code in self.lexicons}
        return QueryTerm("phrase", phrases=phrases)

    def _forms(self, code: str, words: Sequence[str]) -> tuple[frozenset[str], ...]:
        """Return for each of *words* itself and its inflections that the content has in one language."""
        meant = (self.lexicons[code].matches(word) for word in words)
        return tuple(frozenset(word for word, weight in each.items() if weight >= LEMMA) for each in meant)

    def _word(self, term: SearchTerm) -> QueryTerm:
        words = {
            code: WordExpansion(weights, self._parts(code, term))
            for code, weights in self._homographs_weakened(term).items()
        }
        return QueryTerm(term.kind, words=words)

    def _homographs_weakened(self, term: SearchTerm) -> dict[str, Weights]:
        found = {code: _matches(lexicon, term) for code, lexicon in self.lexicons.items()}
        word = term.words[0]
        if term.kind != "word" or not any(lexicon.exact(word) for lexicon in self.lexicons.values()):
            return found
        for code, lexicon in self.lexicons.items():
            if not lexicon.exact(word):
                kept = found[code] if lexicon.lemmas(word) else {}
                found[code] = {form: _HOMOGRAPH * weight for form, weight in kept.items()}
        return found

    def _parts(self, code: str, term: SearchTerm) -> tuple[Weights, ...]:
        lexicon = self.lexicons[code]
        parts = lexicon.parts(term.words[0]) if term.kind == "word" else ()
        return tuple(lexicon.matches(part) for part in parts)


def _matches(lexicon: Lexicon, term: SearchTerm) -> Weights:
    word = term.words[0]
    if term.kind == "prefix":
        return dict.fromkeys(lexicon.with_prefix(fold(word)), 1.0)
    if term.whole is None:
        return lexicon.matches(word)
    return {**lexicon.matches(term.whole), **lexicon.matches(word)}
