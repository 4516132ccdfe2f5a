"""The terms of the glossary in a text: which stand there, and which have their counterpart in another language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from kb.analysis.analyses import Analyses
from kb.analysis.inflection import Analysis
from kb.analysis.stopwords import stop_words
from kb.bitext.patterns import Patterns, Word
from kb.bitext.tagging import Tagged
from kb.bitext.vocabulary import named
from kb.glossaries import Entry, Term
from kb.languages import language

_LEAST_SHARED = 5
_SHARE = 0.75
"""Letters, and of the shorter stem the share, that two words of one root have in common."""


class Sought:
    """A word of a term, looked for in a text in whatever shape the sentence gives it."""

    def __init__(self, word: str, analyses: Analyses, *, beside_others: bool = False) -> None:
        self._analyses = analyses
        self._analysis = analyses[word.casefold()]
        self._is_beside_others = beside_others
        self._known: dict[str, bool] = {}

    def is_in(self, words: Iterable[Word], analyses: Analyses) -> bool:
        """Tell whether *words* have this one, or all parts of it: Bankens produkter has bankprodukt."""
        if any(self._is(word, analyses) for word in words):
            return True
        return bool(self._parts) and all(part.is_in(words, analyses) for part in self._parts)

    @cached_property
    def _parts(self) -> tuple["Sought", ...]:
        return tuple(Sought(part, self._analyses) for part in self._analysis.parts)

    def _is(self, word: Word, analyses: Analyses) -> bool:
        """Tell whether *word* is a form of this one, has it as a part, or is derived from it."""
        known = self._known.get(word.text)
        if known is None:
            known = self._known[word.text] = self._matches(analyses[word.text], analyses)
        return known

    def _matches(self, found: Analysis, analyses: Analyses) -> bool:
        if not self._analysis.sought.isdisjoint({*found.keys, *found.parts}):
            return True
        if self._is_derived(found.stem):
            return True
        return analyses.language.has_compounds and _ends_with(found.stem, self._analysis.stem)

    def _is_derived(self, stem: str) -> bool:
        """Tell whether a word of this *stem* is of the same root: повышать, повышение.

        That does for one word of a name beside the others; alone, leder is no ledelse.
        """
        ours = self._analysis.stem
        if not self._is_beside_others:
            return False
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, stem, strict=False)))
        return shared >= max(_LEAST_SHARED, _SHARE * min(len(ours), len(stem)))


def _ends_with(stem: str, part: str) -> bool:
    return len(part) >= _LEAST_SHARED and stem.endswith(part)


@dataclass(frozen=True)
class Use:
    """A term used in a text: its entry there, whether by a name to avoid, and which words."""

    entry: Entry
    is_avoided: bool
    first: int
    after: int


class TermMatcher:
    """Finds terms by their names, in any inflection."""

    def __init__(self, terms: Iterable[Term], analyses: Mapping[str, Analyses]) -> None:
        self._terms = {term.id: term for term in terms}
        self._analyses = analyses
        self._known: dict[tuple[str, str], tuple[Use, ...]] = {}

    def uses(self, text: Tagged) -> tuple[Use, ...]:
        """Return the terms that stand in *text*, from left to right, the longest names first."""
        key = text.language, text.text
        if key not in self._known:
            self._known[key] = tuple(self._found(text))
        return self._known[key]

    def has(self, text: Tagged, term: str) -> bool:
        """Tell whether *text* has the words of a term, by any name in good use.

        They may stand apart, in compounds, and be derived: «повышать квалификацию» has «повышение квалификации».
        """
        analyses = self._analyses[text.language]
        return any(
            all(word.is_in(text.words, analyses) for word in name)
            for name in self._elements[text.language].get(term, ())
        )

    def is_in(self, language: str, term: str) -> bool:
        """Tell whether a *language* has an entry for a term."""
        return term in self._elements[language]

    def entry(self, language: str, term: str) -> Entry | None:
        """Return the entry of a term in a *language*, or None."""
        found = self._terms.get(term)
        return found.entry(language) if found else None

    def answered(self, one: Tagged, other: Tagged) -> set[int]:
        """Return the words of *one* that belong to a term which *other* has, too."""
        return {
            number
            for use in self.uses(one)
            if self.has(other, use.entry.id)
            for number in range(use.first, use.after)
        }

    def _found(self, text: Tagged) -> Iterator[Use]:
        for match in self._patterns[text.language].find(text.words):
            # What one entry avoids another may prefer.
            usable = [name for name in match.names if "\0" not in name]
            for name in usable or match.names:
                term, _, avoided = name.partition("\0")
                entry = self.entry(text.language, term)
                if entry is not None:
                    yield Use(entry, bool(avoided), match.first, match.after)

    @cached_property
    def _patterns(self) -> Mapping[str, Patterns]:
        found = {code: Patterns(analyses) for code, analyses in self._analyses.items()}
        for entry in self._entries:
            for name in entry.names:
                found[entry.language].add(entry.id, _phrase(name, entry.language))
            for name in entry.avoided:
                found[entry.language].add(f"{entry.id}\0avoided", _phrase(name, entry.language))
        return found

    @cached_property
    def _elements(self) -> Mapping[str, Mapping[str, list[tuple[Sought, ...]]]]:
        found: dict[str, dict[str, list[tuple[Sought, ...]]]] = {code: {} for code in self._analyses}
        for entry in self._entries:
            analyses = self._analyses[entry.language]
            names = (tuple(_telling_words(name, analyses)) for name in entry.names)
            found[entry.language][entry.id] = [name for name in names if name]
        return found

    @property
    def _entries(self) -> Iterator[Entry]:
        return (entry for term in self._terms.values() for entry in term.entries)


def _telling_words(name: str, analyses: Analyses) -> Iterator[Sought]:
    dull = stop_words(analyses.language)
    telling = [word for word in _plain(name).casefold().split() if word not in dull]
    return (Sought(word, analyses, beside_others=len(telling) > 1) for word in telling)


def _phrase(name: str, code: str) -> str:
    """Return a *name* as a phrase; a verbal noun alone stands for no other word of its verb: firing, not fire."""
    plain = _plain(name)
    endings = named(language(code), "verbal noun")
    return f"={plain}" if " " not in plain and plain.endswith(endings) else plain


def _plain(name: str) -> str:
    """Return a *name* as words: what its hyphens and apostrophes part stands in texts as words of their own."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in name).split())
