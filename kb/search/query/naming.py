"""Recognise role names, headings and glossary terms in a query."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kb.analysis.terms import TermFinder
from kb.analysis.tokens import tokens
from kb.glossaries import Entry, Term
from kb.search.answers import Filters
from kb.search.engines import Alternative, TermNames
from kb.search.query.expansion import Expander, Sequences
from kb.search.query.facet_words import FacetFinder
from kb.search.query.headings import Headings
from kb.search.query.intent import IntentReader
from kb.search.query.parsing import ParsedQuery, SearchTerm
from kb.search.query.phrases import runs
from kb.search.query.roles import RoleNames

_LONGEST = 8
"""Words in the longest name that is looked for, stop words among them."""
_MOST_RUNS = 100_000
"""Word sequences that are remembered as naming nothing."""


@dataclass(frozen=True)
class Related:
    """A name in a query: the alternative for its terms, and by language the names to mark in texts."""

    alternative: Alternative
    names: Mapping[str, Sequences]


@dataclass(frozen=True)
class Naming:
    """Recognises the names of roles, sections and glossary terms of one content."""

    terms: TermFinder
    roles: RoleNames
    headings: Headings
    expander: Expander
    intents: IntentReader
    facets: FacetFinder
    roles_by_facet: Mapping[tuple[str, str], tuple[str, ...]]
    _nothing: set[tuple[str, ...]] = field(default_factory=set, repr=False)
    _names: dict[str, tuple[TermNames, Mapping[str, Sequences]]] = field(default_factory=dict, repr=False)

    def related(
        self, query: ParsedQuery, terms: Sequence[SearchTerm], sections: Mapping[tuple[str, ...], str]
    ) -> Iterator[Related]:
        """Yield the names among the distinctive *terms* of *query*: each word is in one, the longest.

        Some words may stand for *sections* beside their headings.

        Stop words are part of a name. A query of nothing but a role's name asks for the role, not for its clauses.
        """
        single = frozenset(term.words[0] for term in query.wanted if term.kind == "word")
        spoken = [token.text for token in query.spelt if not token.whole and token.text in single]
        number_of = {term.words[0]: number for number, term in enumerate(terms) if term.kind == "word"}
        taken: set[int] = set()
        for start, words in runs(spoken, _LONGEST):
            places = range(start, start + len(words))
            run = tuple(dict.fromkeys(number_of[word] for word in words if word in number_of))
            if run and taken.isdisjoint(places) and words not in self._nothing:
                found = tuple(self._named(words, run, sections.get(words), is_all=len(run) == len(terms)))
                taken.update(places if found else ())
                yield from found

    def names_of(self, term: Term) -> tuple[TermNames, Mapping[str, Sequences]]:
        """Return every name of *term* for an engine, and by language for marking, in words of the content."""
        if term.id not in self._names:
            marks: dict[str, Sequences] = {}
            names = []
            for entry in term.entries:
                for words in self._words_of(entry):
                    weights = tuple(self.expander.in_language(entry.language, word) for word in words)
                    names.append((entry.language, weights))
                    meant = (self.expander.word(word).words[entry.language].words for word in words)
                    marks[entry.language] = (*marks.get(entry.language, ()), tuple(map(frozenset, meant)))
            self._names[term.id] = TermNames(tuple(names)), marks
        return self._names[term.id]

    def _named(
        self, words: tuple[str, ...], run: tuple[int, ...], section: str | None, *, is_all: bool
    ) -> Iterator[Related]:
        """Yield the role, section, compound and glossary term that *words*, a *run* of terms, name."""
        text = " ".join(words)
        joined = "".join(words) if len(words) == 2 and min(map(len, words)) > 1 else ""
        roles = self.roles.best(text) or self.roles.best(joined)
        kind = section or self.headings.kind(words) or self.headings.kind([joined])
        compound = self.expander.inflections(joined)
        term = self.terms.named(text) or self.terms.named(joined)
        if roles and not is_all:
            yield Related(Alternative(run, "role", filters=Filters(role=roles)), {})
        if kind:
            yield Related(Alternative(run, "section", filters=Filters(section=(kind,))), {})
        if compound:
            marks = {code: ((forms,),) for code, forms in compound.items()}
            yield Related(Alternative(run, "compound", compound=self.expander.word(joined)), marks)
        if term:
            names, marks_of_names = self.names_of(term)
            yield Related(Alternative(run, "term", names=names), marks_of_names)
        if not (roles or kind or compound or term) and len(self._nothing) < _MOST_RUNS:
            self._nothing.add(words)

    def _words_of(self, entry: Entry) -> Iterator[tuple[str, ...]]:
        """Yield the words of each name of *entry*, without stop words."""
        lexicon = self.expander.lexicons[entry.language]
        for name in entry.names:
            spoken = (token for token in tokens(name) if not token.whole)
            yield tuple(token.text for token in spoken if not lexicon.is_stop_word(token.text))
