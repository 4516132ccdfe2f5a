"""Define the protocol between query understanding and search engines.

Values on this page hold keys, numbers and words: no ranks, no arrays, nothing of an engine's own. An engine knows
documents by their keys and hits by what stands before the @ in them (`kb.search.documents`).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from kb.analysis.lexicon import Lexicon
from kb.search.answers import NO_FILTERS, Facet, Filters
from kb.search.documents import Documents

FEW = 5
"""With fewer hits than this those that lack a term are answers, too, below the others."""

Weights = Mapping[str, float]
"""Index terms (folded words), each with how well it answers the query term, from 0 to 1.

Those of LEMMA (`kb.analysis.lexicon`) and more are the word itself or inflections of it.
"""


@dataclass(frozen=True)
class WordExpansion:
    """The expansion of a word or prefix in one language: index terms, and those of each part of a compound."""

    words: Weights
    parts: tuple[Weights, ...] = ()


@dataclass(frozen=True)
class PhraseExpansion:
    """The words of a phrase in one language as typed (*literal*, folded), and the inflections of each."""

    literal: tuple[str, ...]
    forms: tuple[frozenset[str], ...]


@dataclass(frozen=True, eq=False)
class QueryTerm:
    """One thing asked for, expanded in every language: *words* for a word or prefix, *phrases* for a phrase.

    Compared by identity: whoever makes terms gives the same object for the same words, so that an engine may keep
    what it found for it.
    """

    kind: Literal["word", "phrase", "prefix"]
    words: Mapping[str, WordExpansion] = field(default_factory=dict)
    phrases: Mapping[str, PhraseExpansion] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class TermNames:
    """The names of a glossary term: each a language and, for every word of it, the index terms it stands for.

    Compared by identity, as QueryTerm is.
    """

    names: tuple[tuple[str, tuple[Weights, ...]], ...]


@dataclass(frozen=True)
class Alternative:
    """An expansion of several *terms* of a question (by number) together.

    For a role or section that they name the documents that pass *filters*, for words that make a *compound*
    the documents that have it, for a glossary term those that have any of its *names*.
    """

    terms: tuple[int, ...]
    kind: Literal["role", "section", "compound", "term"]
    filters: Filters | None = None
    compound: QueryTerm | None = None
    names: TermNames | None = None


@dataclass(frozen=True)
class Question:
    """A query after understanding: expanded terms, names, exclusions, filters, page.

    *named_roles* are ids of roles that the query names, in tiers, the exactest first. Filters *within* were typed
    and belong to the query: facets are counted among what passes them. *filters* were chosen: each facet is
    counted as if it had none. *near* are keys of documents of like meaning, each with its cosine, or None where
    meaning takes no part.
    """

    terms: tuple[QueryTerm, ...]
    alternatives: tuple[Alternative, ...] = ()
    excluded: tuple[QueryTerm, ...] = ()
    named_roles: tuple[tuple[str, ...], ...] = ()
    within: Filters = NO_FILTERS
    filters: Filters = NO_FILTERS
    near: Mapping[str, float] | None = None
    offset: int = 0
    limit: int = 10
    with_facets: bool = True


@dataclass(frozen=True)
class FoundHit:
    """One hit: the keys of its documents that matched and pass the filters, the best first."""

    documents: tuple[str, ...]
    is_by_meaning: bool = False
    """Whether nothing but meaning found it."""


@dataclass(frozen=True)
class Found:
    """The hits that answer a question, from its offset on, and exact counts of all.

    *complete* counts the hits, before filters, that have every term; *is_partial* tells whether others are
    among the answers, too, and *missing* are the numbers of the terms that none of all has.
    """

    hits: tuple[FoundHit, ...]
    total: int
    facets: tuple[Facet, ...]
    complete: int
    is_partial: bool
    missing: tuple[int, ...]


class Engine(Protocol):
    """Keeps the index of one content and answers questions about it, from any number of threads.

    A document that has a term in its context alone (`Document.context`) covers it, and stands below all that have
    as many of the terms in their texts, titles or names. What is excluded by a context alone is what was found by
    its context.
    """

    def find(self, question: Question) -> Found:
        """Return the hits that answer *question*, in order, with totals and facets."""

    def example(self, language: str, word: str) -> str | None:
        """Return the key of the first document that has an index term, texts before titles, names, contexts."""

    def containing(self, language: str, words: Collection[Weights]) -> Iterator[str]:
        """Yield in order the keys of the documents that have, in one language, something of each of *words*.

        Contexts are left aside, here and in named().
        """

    def named(self, names: TermNames) -> Iterator[str]:
        """Yield in order the keys of the documents that have all words of any of *names*."""

    def update(self, documents: Documents, changed: Collection[str]) -> "Engine":
        """Return an engine for *documents*, of which only those of the owners *changed* are new to this one.

        This engine goes on answering for the content it was made of, until it is closed.
        """

    def close(self) -> None:
        """Close the files of the index."""


@dataclass(frozen=True)
class OpenIndex:
    """An opened content: an engine, and the *lexicons* of its words by language code."""

    engine: Engine
    lexicons: Mapping[str, Lexicon]
