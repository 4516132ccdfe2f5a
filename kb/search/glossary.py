"""The glossary at work in a query: the terms that it holds in, what says the same in other words out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from kb.analysis.terms import TermFinder
from kb.analysis.tokens import tokens
from kb.model import Term
from kb.search.matching import NOTHING, Matcher, Scored, best, both
from kb.search.queries import Unit

_LONGEST = 6
"""Words in the longest name that is looked for."""


@dataclass(frozen=True)
class Related:
    """Some of the units of a query, by number, and the documents that say the same by any name of a term.

    *words* are the words of the content, by language, that make those names.
    """

    units: tuple[int, ...]
    found: Scored
    words: Mapping[str, frozenset[str]]


def related(units: tuple[Unit, ...], terms: TermFinder, matcher: Matcher) -> Iterator[Related]:
    """Yield what the glossary adds to *units*: for each run of words that names a term, the longest first."""
    taken: set[int] = set()
    for length in range(min(_LONGEST, len(units)), 0, -1):
        for start in range(len(units) - length + 1):
            run = tuple(range(start, start + length))
            if taken.isdisjoint(run) and (term := _named(units[start : start + length], terms)):
                taken.update(run)
                yield _related(run, term, matcher)


def _named(units: tuple[Unit, ...], terms: TermFinder) -> Term | None:
    if any(unit.kind != "word" for unit in units):
        return None
    return terms.named(" ".join(unit.typed for unit in units))


def _related(run: tuple[int, ...], term: Term, matcher: Matcher) -> Related:
    names = [
        (entry.language, _units(name, entry.language, matcher)) for entry in term.entries for name in entry.names
    ]
    words: dict[str, frozenset[str]] = {}
    for language, name in names:
        marked = (matcher.meant(unit).get(language, {}) for unit in name)
        words[language] = words.get(language, frozenset()).union(*marked)
    return Related(run, documents_of(term, matcher), words)


def documents_of(term: Term, matcher: Matcher) -> Scored:
    """Return the documents that have any name of *term*, in any language."""
    names = ((entry.language, name) for entry in term.entries for name in entry.names)
    found = (_having(language, _units(name, language, matcher), matcher) for language, name in names)
    return matcher.postings.keep(("term", term.id), lambda: best(list(found)))


def _units(name: str, language: str, matcher: Matcher) -> list[Unit]:
    """Return the telling words of a *name*."""
    lexicon = matcher.lexicons[language]
    spoken = (token for token in tokens(name) if not token.whole and not lexicon.is_stop_word(token.folded))
    return [Unit("word", (token.text,), token.text) for token in spoken]


def _having(language: str, name: list[Unit], matcher: Matcher) -> Scored:
    """Return the documents that have all words of a *name*."""
    found = [matcher.score_in(language, unit) for unit in name]
    return reduce(both, found) if found else NOTHING
