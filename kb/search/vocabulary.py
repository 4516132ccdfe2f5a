"""Count the words of a content, language by language.

Its lexicons are learned from these counts.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kb.analysis.tokens import spelling, tokens, written_words
from kb.languages import CODES
from kb.library import Library
from kb.search.documents import SEPARATOR, Document

Spellings = Mapping[str, int]
"""Casefolded words of one language, each with how often it stands in the content."""


def index_term(written: str) -> str:
    """Return the index term of a word as it is written: casefolded, and its letters folded."""
    return spelling(written)[1]


def counted(written: Iterable[tuple[str, int]]) -> Spellings:
    """Return how often each casefolded word stands in a text that has words *written* so, so often."""
    counts: Counter[str] = Counter()
    for word, count in written:
        counts[spelling(word)[0]] += count
    return counts


def spellings(documents: Iterable[Document]) -> dict[str, Spellings]:
    """Return by language how often each word of *documents* stands there."""
    found: dict[str, Counter[str]] = {code: Counter() for code in CODES}
    for document in documents:
        for by_language in document.zones:
            for code, text in by_language.items():
                for part in text.split(SEPARATOR):
                    found[code].update(written_words(part)[0])
    return {code: counted(counts.items()) for code, counts in found.items()}


def glossary_words(library: Library) -> dict[str, frozenset[str]]:
    """Return by language the words of all names of terms: a lexicon has them, be they in a text or not."""
    found: dict[str, set[str]] = {code: set() for code in CODES}
    for term in library.terms:
        for entry in term.entries:
            found[entry.language].update(_words_of(entry.names + entry.avoided + entry.search_names))
    return {code: frozenset(words) for code, words in found.items()}


def with_glossary(counts: Mapping[str, Spellings], library: Library) -> dict[str, dict[str, int]]:
    """Return *counts* of words by language with those that only the glossary has: they count nothing."""
    names = glossary_words(library)
    return {code: {**dict.fromkeys(sorted(names[code]), 0), **of_code} for code, of_code in counts.items()}


def _words_of(names: Iterable[str]) -> Iterator[str]:
    return (token.text for name in names for token in tokens(name))
