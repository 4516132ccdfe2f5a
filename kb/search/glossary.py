"""The glossary at work in a query: the terms that it holds in, what says the same in other words out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from kb.analysis.terms import TermFinder
from kb.analysis.tokens import tokens
from kb.model import Term
from kb.search.matching import NOTHING, Matcher, Scored, Sequences, best, both
from kb.search.queries import ParsedQuery, Unit

_LONGEST = 8
"""Words in the longest name that is looked for, stop words among them."""


@dataclass(frozen=True)
class Related:
    """Some of the units of a query, by number, and the documents that say the same by any name of a term.

    *names* are those names by language, in words of the content.
    """

    units: tuple[int, ...]
    found: Scored
    names: Mapping[str, Sequences]


def related(query: ParsedQuery, units: Sequence[Unit], terms: TermFinder, matcher: Matcher) -> Iterator[Related]:
    """Yield what the glossary adds to the telling *units* of *query*.

    That is for each run of its words that names a term, the longest first. Stop words are part of a name.
    """
    single = frozenset(unit.words[0] for unit in query.wanted if unit.kind == "word")
    spoken = [token.text for token in query.spelt if not token.whole and token.text in single]
    number_of = {unit.words[0]: number for number, unit in enumerate(units) if unit.kind == "word"}
    taken: set[int] = set()
    for length in range(min(_LONGEST, len(spoken)), 0, -1):
        for start in range(len(spoken) - length + 1):
            words = spoken[start : start + length]
            run = dict.fromkeys(number_of[word] for word in words if word in number_of)
            if run and taken.isdisjoint(run) and (term := terms.named(" ".join(words))):
                taken.update(run)
                yield _related(tuple(run), term, matcher)


def _related(run: tuple[int, ...], term: Term, matcher: Matcher) -> Related:
    names: dict[str, Sequences] = {}
    for language, words in _names(term, matcher):
        meant = tuple(frozenset(matcher.meant(unit)[language]) for unit in words)
        names[language] = (*names.get(language, ()), meant)
    return Related(run, documents_of(term, matcher), names)


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
