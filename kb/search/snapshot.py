"""One content and its index, opened together: a query in, an answer out, from any number of threads."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kb.analysis.names import name_finder
from kb.analysis.terms import TermFinder, term_finder
from kb.library import Library
from kb.search import engine
from kb.search.answers import Answer, Note, Query, Suggestion
from kb.search.building import WHOOSH, open_index
from kb.search.corpus import Corpus, read_corpus
from kb.search.highlight import highlighter
from kb.search.hits import make_hit
from kb.search.lexicons import load_lexicons
from kb.search.matching import Matcher
from kb.search.postings import PostingsCache
from kb.search.queries import parse_query
from kb.search.ranking import Ranker, Ranking, RoleNames
from kb.search.storage import Report
from kb.search.suggestions import Suggester

_ATTEMPTS = 3


@dataclass(frozen=True)
class Snapshot:
    """A library with its open index; nothing in it ever changes."""

    library: Library
    matcher: Matcher

    def search(self, query: Query) -> Answer:
        """Answer *query*."""
        parsed = parse_query(query.text)
        ranking = self._ranker.rank(parsed, query.filters, query.offset, query.limit)
        marker = highlighter(self.matcher, ranking.units)
        documents = self.matcher.corpus.documents
        hits = tuple(
            make_hit(self.library, tuple(documents[rank] for rank in group.documents), query.reader, marker)
            for group in ranking.groups
        )
        return Answer(
            query=query,
            total=ranking.total,
            hits=hits,
            facets=ranking.facets,
            term=self.terms.named(parsed.text),
            notes=_notes(ranking),
        )

    def suggest(self, text: str, reader: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return at most *limit* things that a reader who has typed *text* may be looking for."""
        return self._suggester.suggest(text, reader, limit)

    def facet_values(self, name: str) -> frozenset[str]:
        """Return every value that the facet *name* can be filtered by."""
        return frozenset(self.matcher.corpus.facets[name].values)

    @cached_property
    def terms(self) -> TermFinder:
        """What finds glossary terms in queries and wordings."""
        return term_finder(self.library.terms, self.matcher.lexicons)

    @cached_property
    def _ranker(self) -> Ranker:
        lexicons = self.matcher.lexicons
        names = RoleNames(
            titles=name_finder(_titles(self.matcher.corpus, self.library), lexicons),
            synonyms=name_finder(_synonyms(self.matcher.corpus, self.library), lexicons),
        )
        return Ranker(self.matcher.corpus, self.matcher, names)

    @cached_property
    def _suggester(self) -> Suggester:
        return Suggester(self.library, self.matcher)

    def close(self) -> None:
        """Let go of the index."""
        self.matcher.postings.close()


def open_snapshot(library: Library, folder: Path, report: Report) -> Snapshot:
    """Return *library* with its index, which is kept in *folder* and made where it is missing or damaged.

    *report* is told, in a sentence, whatever takes time or had to be mended.
    """
    for attempt in range(_ATTEMPTS):
        index = open_index(library, folder, report)
        try:
            return _open(library, index)
        except FileNotFoundError:
            # Another process, with a newer content, has cleaned up between our check and our opening.
            if attempt == _ATTEMPTS - 1:
                raise
    raise AssertionError


def _open(library: Library, index: Path) -> Snapshot:
    lexicons = load_lexicons(index)
    corpus = read_corpus(library, index)
    postings = PostingsCache(engine.Reader(index / WHOOSH), corpus.rank_of)
    return Snapshot(library, Matcher(corpus, postings, lexicons))


def _titles(corpus: Corpus, library: Library) -> Iterator[tuple[str, str, int]]:
    ranks = {document.key: rank for rank, document in enumerate(corpus.documents)}
    for role in library.roles:
        for version in role.versions:
            yield version.language, version.title, ranks[f"role:{role.id}"]


def _synonyms(corpus: Corpus, library: Library) -> Iterator[tuple[str, str, int]]:
    ranks = {document.key: rank for rank, document in enumerate(corpus.documents)}
    for role in library.roles:
        for version in role.versions:
            for synonym in version.synonyms:
                yield version.language, synonym, ranks[f"role:{role.id}"]


def _notes(ranking: Ranking) -> tuple[Note, ...]:
    if not ranking.dropped:
        return ()
    return (Note("fewer-words", (("words", " ".join(unit.typed for unit in ranking.dropped)),)),)
