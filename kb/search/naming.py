"""What a query names in: terms of the glossary, sections, roles; what says the same in other words out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from kb.analysis.folding import fold
from kb.analysis.lexicon import LEMMA
from kb.analysis.names import NameFinder
from kb.analysis.terms import TermFinder
from kb.analysis.tokens import tokens
from kb.model import Term
from kb.search.answers import Filters
from kb.search.facets import passing
from kb.search.matching import NOTHING, Matcher, Scored, Sequences, best, both, rarity
from kb.search.queries import ParsedQuery, Unit

_LONGEST = 8
"""Words in the longest name that is looked for, stop words among them."""


@dataclass(frozen=True)
class RoleNames:
    """What finds roles by name: titles apart from synonyms; what is found are ranks of documents."""

    titles: NameFinder[int]
    synonyms: NameFinder[int]

    def found(self, text: str) -> tuple[tuple[int, ...], ...]:
        """Return the roles that *text* names: by title, by synonym, by an inflected title, synonym."""
        return (
            self.titles.exact(text),
            self.synonyms.exact(text),
            self.titles.inflected(text),
            self.synonyms.inflected(text),
        )

    def best(self, text: str) -> tuple[int, ...]:
        """Return the roles that *text* names in the best of these ways."""
        return next(filter(None, self.found(text)), ())


@dataclass(frozen=True)
class Names:
    """What a query may name: terms, roles, and kinds of section by their *headings*, folded."""

    terms: TermFinder
    roles: RoleNames
    headings: Mapping[str, str]


@dataclass(frozen=True)
class Related:
    """Some of the units of a query, by number, and the documents that have what they name.

    That is a term, by any of its *names*, by language in words of the content; or the section or role of a clause,
    which *is_literal* the text and is as good as its words.
    """

    units: tuple[int, ...]
    found: Scored
    names: Mapping[str, Sequences]
    is_literal: bool = False


def related(query: ParsedQuery, units: Sequence[Unit], names: Names, matcher: Matcher) -> Iterator[Related]:
    """Yield what the telling *units* of *query* name: each word is in one name, the longest.

    Stop words are part of a name. A query of nothing but a role's name asks for the role, not for its clauses.
    """
    single = frozenset(unit.words[0] for unit in query.wanted if unit.kind == "word")
    spoken = [token.text for token in query.spelt if not token.whole and token.text in single]
    number_of = {unit.words[0]: number for number, unit in enumerate(units) if unit.kind == "word"}
    taken: set[int] = set()
    for length in range(min(_LONGEST, len(spoken)), 0, -1):
        for start in range(len(spoken) - length + 1):
            words = spoken[start : start + length]
            run = tuple(dict.fromkeys(number_of[word] for word in words if word in number_of))
            if run and taken.isdisjoint(run):
                found = tuple(_named(words, run, names, matcher, is_all=len(run) == len(units)))
                taken.update(run if found else ())
                yield from found


def _named(
    words: Sequence[str], run: tuple[int, ...], names: Names, matcher: Matcher, *, is_all: bool
) -> Iterator[Related]:
    """Yield what *words*, those of the units of a *run*, name: a role, a section, a term."""
    text = " ".join(words)
    if not is_all and (roles := names.roles.best(text)):
        ids = matcher.corpus.facets["role"].values
        yield _beside(run, Filters(role=tuple(ids[rank] for rank in roles)), matcher)
    if kind := names.headings.get(" ".join(map(fold, words))):
        yield _beside(run, Filters(section=(kind,)), matcher)
    joined = "".join(words) if len(words) == 2 else ""
    if joined:
        yield from _joined(joined, run, matcher)
    if term := names.terms.named(text) or names.terms.named(joined):
        yield Related(run, documents_of(term, matcher), _words(term, matcher))


def _joined(word: str, run: tuple[int, ...], matcher: Matcher) -> Iterator[Related]:
    """Yield what has the *word* that two make together, if the content has it: stock taking, salgs plan."""
    unit = Unit("word", (word,), word)
    found = {
        code: frozenset(word for word, weight in meant.items() if weight >= LEMMA)
        for code, meant in matcher.meant(unit).items()
    }
    if any(found.values()):
        yield Related(
            run, matcher.score(unit), {code: ((written,),) for code, written in found.items() if written}
        )


def _beside(run: tuple[int, ...], filters: Filters, matcher: Matcher) -> Related:
    """Return all documents that pass *filters* of one facet, as if its value were a word in them."""
    size = len(matcher.corpus.groups)

    def found() -> Scored:
        [passes] = passing(matcher.corpus, np.arange(size), filters).values()
        ranks = np.flatnonzero(passes)
        return Scored(ranks, np.full(len(ranks), rarity(len(ranks), size)))

    return Related(run, matcher.postings.keep(filters, found), {}, is_literal=True)


def _words(term: Term, matcher: Matcher) -> Mapping[str, Sequences]:
    """Return the names of *term* by language, in words of the content."""
    names: dict[str, Sequences] = {}
    for language, words in _names(term, matcher):
        meant = tuple(frozenset(matcher.meant(unit)[language]) for unit in words)
        names[language] = (*names.get(language, ()), meant)
    return names


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
