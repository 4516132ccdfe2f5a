"""Recognise role names, headings and glossary terms in a query."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kb.analysis.folding import fold
from kb.analysis.lexicon import Lexicon
from kb.analysis.names import NameFinder, name_finder, readings
from kb.analysis.terms import TermFinder
from kb.analysis.tokens import tokens
from kb.library import Library
from kb.model import Entry, Term
from kb.search.answers import Filters
from kb.search.documents import other_names
from kb.search.engines import Alternative, TermNames
from kb.search.query.expansion import Expander, Sequences
from kb.search.query.parsing import ParsedQuery, SearchTerm

_LONGEST = 8
"""Words in the longest name that is looked for, stop words among them."""
_MOST_RUNS = 100_000
"""Word sequences that are remembered as naming nothing."""


@dataclass(frozen=True)
class RoleNames:
    """Finds ids of roles by name, titles apart from synonyms.

    *shortened* has all names without their stop words: менеджер продаж, kunderådgiver bank.
    """

    titles: NameFinder[str]
    synonyms: NameFinder[str]
    shortened: NameFinder[str]

    def found(self, text: str) -> tuple[tuple[str, ...], ...]:
        """Return the roles that *text* names: by title, by synonym, by an inflected title, synonym, shortened."""
        return (
            self.titles.exact(text),
            self.synonyms.exact(text),
            self.titles.inflected(text),
            self.synonyms.inflected(text),
            self.shortened.inflected(text),
        )

    def best(self, text: str) -> tuple[str, ...]:
        """Return the roles that *text* names in the best of these ways."""
        return next(filter(None, self.found(text)), ())


def role_names(library: Library, lexicons: Mapping[str, Lexicon]) -> RoleNames:
    """Return the finder of roles of *library* by their names in every language."""
    titles, others = list(role_titles(library)), list(role_synonyms(library))
    return RoleNames(
        titles=name_finder(titles, lexicons),
        synonyms=name_finder(others, lexicons),
        shortened=name_finder(_shortened((*titles, *others), lexicons), lexicons),
    )


def role_titles(library: Library) -> Iterator[tuple[str, str, str]]:
    """Yield language, title and id of every role in every version."""
    for role in library.roles:
        for version in role.versions:
            yield version.language, version.title, role.id


def role_synonyms(library: Library) -> Iterator[tuple[str, str, str]]:
    """Yield language, name and id of every role for all that it is called besides its titles."""
    for role in library.roles:
        for version in role.versions:
            yield from ((version.language, name, role.id) for name in other_names(role, version))


def _shortened(
    names: Iterable[tuple[str, str, str]], lexicons: Mapping[str, Lexicon]
) -> Iterator[tuple[str, str, str]]:
    for code, name, id in names:
        spoken = [token.text for token in tokens(name) if not token.whole]
        telling = [word for word in spoken if not lexicons[code].is_stop_word(word)]
        if 1 < len(telling) < len(spoken):
            yield code, " ".join(telling), id


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
    _nothing: set[tuple[str, ...]] = field(default_factory=set, repr=False)
    _names: dict[str, tuple[TermNames, Mapping[str, Sequences]]] = field(default_factory=dict, repr=False)

    def related(self, query: ParsedQuery, terms: Sequence[SearchTerm]) -> Iterator[Related]:
        """Yield the names among the distinctive *terms* of *query*: each word is in one, the longest.

        Stop words are part of a name. A query of nothing but a role's name asks for the role, not for its clauses.
        """
        single = frozenset(term.words[0] for term in query.wanted if term.kind == "word")
        spoken = [token.text for token in query.spelt if not token.whole and token.text in single]
        number_of = {term.words[0]: number for number, term in enumerate(terms) if term.kind == "word"}
        taken: set[int] = set()
        for length in range(min(_LONGEST, len(spoken)), 0, -1):
            for start in range(len(spoken) - length + 1):
                words, places = tuple(spoken[start : start + length]), range(start, start + length)
                run = tuple(dict.fromkeys(number_of[word] for word in words if word in number_of))
                if run and taken.isdisjoint(places) and words not in self._nothing:
                    found = tuple(self._named(words, run, is_all=len(run) == len(terms)))
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

    def _named(self, words: tuple[str, ...], run: tuple[int, ...], *, is_all: bool) -> Iterator[Related]:
        """Yield the role, section, compound and glossary term that *words*, a *run* of terms, name."""
        text = " ".join(words)
        joined = "".join(words) if len(words) == 2 and min(map(len, words)) > 1 else ""
        roles = self.roles.best(text) or self.roles.best(joined)
        kind = self.headings.kind(words) or self.headings.kind([joined])
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
