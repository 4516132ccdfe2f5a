"""What a query names in: terms of the glossary, sections, roles; what says the same in other words out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Literal

import numpy as np

from kb.analysis.folding import fold
from kb.analysis.lexicon import LEMMA, Lexicon
from kb.analysis.names import NameFinder, readings
from kb.analysis.terms import TermFinder
from kb.analysis.tokens import tokens
from kb.model import Term
from kb.search.answers import Filters
from kb.search.query.parsing import ParsedQuery, Unit
from kb.search.whoosh.facets import passing
from kb.search.whoosh.matching import NOTHING, Matcher, Scored, Sequences, best, both, rarity

_LONGEST = 8
"""Words in the longest name that is looked for, stop words among them."""
_MOST_RUNS = 100_000


@dataclass(frozen=True)
class RoleNames:
    """What finds roles by name: titles apart from synonyms; what is found are ranks of documents.

    *shortened* has all of them without their stop words: менеджер продаж, kunderådgiver bank.
    """

    titles: NameFinder[int]
    synonyms: NameFinder[int]
    shortened: NameFinder[int]

    def found(self, text: str) -> tuple[tuple[int, ...], ...]:
        """Return the roles that *text* names: by title, by synonym, by an inflected title, synonym, shortened."""
        return (
            self.titles.exact(text),
            self.synonyms.exact(text),
            self.titles.inflected(text),
            self.synonyms.inflected(text),
            self.shortened.inflected(text),
        )

    def best(self, text: str) -> tuple[int, ...]:
        """Return the roles that *text* names in the best of these ways."""
        return next(filter(None, self.found(text)), ())


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
    """Return what knows the headings of all languages; *exact* are all of them, folded, with their kinds."""
    inflected: dict[str, dict[tuple[str, ...], str]] = {code: {} for code in lexicons}
    for code, lexicon in lexicons.items():
        for kind, headings in lexicon.language.headings.items():
            for heading in headings:
                for reading in readings(heading, lexicon.keys):
                    inflected[code].setdefault(reading, kind)
    return Headings(lexicons, exact, inflected)


@dataclass(frozen=True)
class Related:
    """Some of the units of a query, by number, and the documents that have what they name.

    Those are the clauses of a role or a section, what has a compound that was typed as two words, or a term by any
    name. *names* are such by language, in words of the content.
    """

    units: tuple[int, ...]
    kind: Literal["role", "section", "compound", "term"]
    found: Scored
    names: Mapping[str, Sequences]

    @property
    def is_beside(self) -> bool:
        """Tell whether what is named stands beside the text of a clause, and not in it."""
        return self.kind in ("role", "section")


@dataclass(frozen=True)
class Naming:
    """Knows what words may name in one content: terms, roles, and sections."""

    terms: TermFinder
    roles: RoleNames
    headings: Headings
    matcher: Matcher
    _nothing: set[tuple[str, ...]] = field(default_factory=set, repr=False)
    _names: dict[str, Mapping[str, Sequences]] = field(default_factory=dict, repr=False)

    def related(self, query: ParsedQuery, units: Sequence[Unit]) -> Iterator[Related]:
        """Yield what the telling *units* of *query* name: each word is in one name, the longest.

        Stop words are part of a name. A query of nothing but a role's name asks for the role, not for its clauses.
        """
        single = frozenset(unit.words[0] for unit in query.wanted if unit.kind == "word")
        spoken = [token.text for token in query.spelt if not token.whole and token.text in single]
        number_of = {unit.words[0]: number for number, unit in enumerate(units) if unit.kind == "word"}
        taken: set[int] = set()
        for length in range(min(_LONGEST, len(spoken)), 0, -1):
            for start in range(len(spoken) - length + 1):
                words, places = tuple(spoken[start : start + length]), range(start, start + length)
                run = tuple(dict.fromkeys(number_of[word] for word in words if word in number_of))
                if run and taken.isdisjoint(places) and words not in self._nothing:
                    found = tuple(self._named(words, run, is_all=len(run) == len(units)))
                    taken.update(places if found else ())
                    yield from found

    def _named(self, words: tuple[str, ...], run: tuple[int, ...], *, is_all: bool) -> Iterator[Related]:
        """Yield what *words*, those of the units of a *run*, name: a role, a section, a compound, a term."""
        text = " ".join(words)
        joined = "".join(words) if len(words) == 2 and min(map(len, words)) > 1 else ""
        roles = self.roles.best(text) or self.roles.best(joined)
        kind = self.headings.kind(words) or self.headings.kind([joined])
        compound = self._written(joined)
        term = self.terms.named(text) or self.terms.named(joined)
        if roles and not is_all:
            ids = self.matcher.corpus.facets["role"].values
            filters = Filters(role=tuple(ids[rank] for rank in roles))
            yield Related(run, "role", self._beside(filters), {})
        if kind:
            yield Related(run, "section", self._beside(Filters(section=(kind,))), {})
        if compound:
            yield Related(run, "compound", self.matcher.score(Unit("word", (joined,), joined)), compound)
        if term:
            yield Related(run, "term", documents_of(term, self.matcher), self._names_of(term))
        if not (roles or kind or compound or term) and len(self._nothing) < _MOST_RUNS:
            self._nothing.add(words)

    def _written(self, word: str) -> Mapping[str, Sequences]:
        """Return by language the forms of *word* that the content has: stock taking, salgs plan."""
        meant = self.matcher.meant(Unit("word", (word,), word)) if word else {}
        forms = {
            code: frozenset(form for form, weight in found.items() if weight >= LEMMA)
            for code, found in meant.items()
        }
        return {code: ((found,),) for code, found in forms.items() if found}

    def _beside(self, filters: Filters) -> Scored:
        """Return all documents that pass *filters* of one facet, as if its value were a word in them."""
        corpus = self.matcher.corpus
        size = len(corpus.groups)

        def found() -> Scored:
            [passes] = passing(corpus, np.arange(size), filters).values()
            ranks = np.flatnonzero(passes)
            return Scored(ranks, np.full(len(ranks), rarity(len(ranks), size)))

        return self.matcher.postings.keep(filters, found)

    def _names_of(self, term: Term) -> Mapping[str, Sequences]:
        """Return the names of *term* by language, in words of the content."""
        if term.id not in self._names:
            names: dict[str, Sequences] = {}
            for language, words in _names(term, self.matcher):
                meant = tuple(frozenset(self.matcher.meant(unit)[language]) for unit in words)
                names[language] = (*names.get(language, ()), meant)
            self._names[term.id] = names
        return self._names[term.id]


def documents_of(term: Term, matcher: Matcher) -> Scored:
    """Return the documents that have any name of *term*, in any language."""
    found = (_having(language, words, matcher) for language, words in _names(term, matcher))
    return matcher.postings.keep(("term", term.id), lambda: best(list(found)))


def _having(language: str, name: tuple[Unit, ...], matcher: Matcher) -> Scored:
    """Return the documents that have all words of a *name*, wherever."""
    found = [matcher.score_in(language, unit) for unit in name]
    return reduce(both, found) if found else NOTHING


def _names(term: Term, matcher: Matcher) -> Iterator[tuple[str, tuple[Unit, ...]]]:
    """Yield every name with its language, in telling words."""
    for entry in term.entries:
        lexicon = matcher.lexicons[entry.language]
        for name in entry.names:
            spoken = (token for token in tokens(name) if not token.whole)
            telling = (token.text for token in spoken if not lexicon.is_stop_word(token.text))
            yield entry.language, tuple(Unit("word", (word,), word) for word in telling)
