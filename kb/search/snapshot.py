"""One content and its index, opened together: a query in, an answer out, from any number of threads."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kb import storage
from kb.analysis.lexicon import Lexicon
from kb.analysis.lexicon_files import load_lexicons
from kb.analysis.names import name_finder
from kb.analysis.terms import TermFinder, term_finder
from kb.analysis.tokens import tokens
from kb.languages import DEFAULT
from kb.library import Library
from kb.model import Term
from kb.search.answers import Answer, Filters, Meaning, Note, Query, Suggestion
from kb.search.documents import other_names
from kb.search.highlight import highlighter
from kb.search.hits import make_hit
from kb.search.meaning import MeaningIndex, MeaningModel
from kb.search.nearness import Near, compared
from kb.search.query.corrections import Correction, Corrector
from kb.search.query.naming import Naming, RoleNames, documents_of, section_headings
from kb.search.query.parsing import (
    FilterNames,
    ParsedQuery,
    filter_names,
    parse_query,
    typed_filters,
    without_filters,
)
from kb.search.query.sections import SectionFinder
from kb.search.suggestions import Suggester
from kb.search.whoosh import index as engine
from kb.search.whoosh.building import WHOOSH, open_index
from kb.search.whoosh.corpus import read_corpus
from kb.search.whoosh.matching import Matcher
from kb.search.whoosh.postings import PostingsCache
from kb.search.whoosh.ranking import FEW, Ranker, Ranking
from kb.storage import Report

_STRANGE = ("xqzwx plan", "щхъщы план")
"""Queries that everything is tried for: their words, other spellings, other keyboards, meaning."""


@dataclass(frozen=True)
class Snapshot:
    """A library with its open index; nothing in it ever changes."""

    library: Library
    matcher: Matcher
    meaning: MeaningIndex | None = None

    @property
    def meaning_state(self) -> Meaning:
        """Whether meaning takes part in answers now."""
        return self.meaning.state if self.meaning else "off"

    @property
    def meaning_progress(self) -> tuple[int, int]:
        """How many texts are ready for search by meaning, of how many."""
        return self.meaning.progress if self.meaning else (0, 0)

    def search(self, query: Query) -> Answer:
        """Answer *query*."""
        typed = self._parse(query.text)
        correction = self._corrector.correct(typed)
        applied = None if query.exact else self._finding(correction)
        parsed = self._parse(applied.text) if applied else typed
        near = self._near(parsed)
        ranking = self._ranker.rank(parsed, query.filters, query.offset, query.limit, near)
        offered = self._offered(parsed, None if applied else correction, ranking.complete)
        marker = highlighter(self.matcher, ranking.units, ranking.related)
        documents = self.matcher.corpus.documents
        hits = tuple(
            make_hit(
                self.library,
                tuple(documents[rank] for rank in group.documents),
                query.reader,
                marker,
                near.language_of(group.documents[0]) if near and ranking.is_by_meaning(group) else None,
                of_best=any(each.kind == "role" for each in ranking.related),
            )
            for group in ranking.groups
        )
        return Answer(
            query=query,
            total=ranking.total,
            hits=hits,
            facets=ranking.facets,
            term=self.terms.named(parsed.text),
            corrected=applied.text if applied else None,
            suggested=offered.text if offered else None,
            notes=(*_correction_notes(applied, offered), *self._sections.notes(parsed, query), *_notes(ranking)),
            meaning=self.meaning_state,
            typed_filters=tuple(typed_filters(query.text, self._filter_names)),
            text_without_filters=without_filters(query.text, self._filter_names),
        )

    def _parse(self, text: str) -> ParsedQuery:
        return parse_query(text, self._filter_names)

    def _finding(self, correction: Correction | None) -> Correction | None:
        """Return *correction* if it finds anything, whatever facet values are chosen."""
        if correction is None:
            return None
        parsed = self._parse(correction.text)
        finds = self._ranker.rank(parsed, Filters(), 0, 0).total or self.terms.named(parsed.text)
        return correction if finds else None

    def _offered(self, parsed: ParsedQuery, correction: Correction | None, complete: int) -> Correction | None:
        """Return what may be meant where few hits are *complete*, if that gives clearly more of them."""
        if complete >= FEW:
            return None
        found = correction or self._corrector.offer(parsed)
        if found is None:
            return None
        return (
            found if self._ranker.rank(self._parse(found.text), Filters(), 0, 0).complete > 2 * complete else None
        )

    def _near(self, parsed: ParsedQuery) -> Near | None:
        """Return what is near to the query; a phrase or a prefix asks for letters, and not for meaning."""
        if self.meaning is None or not parsed.wanted or any(unit.kind != "word" for unit in parsed.wanted):
            return None
        return self.meaning.near(parsed.text)

    def suggest(self, text: str, reader: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return at most *limit* things that a reader who has typed *text* may be looking for."""
        return self._suggester.suggest(text, reader, limit)

    def facet_values(self, name: str) -> frozenset[str]:
        """Return every value that the facet *name* can be filtered by."""
        return frozenset(self.matcher.corpus.facets[name].values)

    def is_used(self, term: Term) -> bool:
        """Tell whether any text has one of the names of *term*, in whatever language."""
        return len(documents_of(term, self.matcher).ranks) > 0

    @property
    def lexicons(self) -> Mapping[str, Lexicon]:
        """What is known of the words of each language, by its code."""
        return self.matcher.lexicons

    @cached_property
    def terms(self) -> TermFinder:
        """What finds glossary terms in queries and wordings."""
        return term_finder(self.library.terms, self.matcher.lexicons)

    @cached_property
    def _ranker(self) -> Ranker:
        lexicons = self.matcher.lexicons
        roles = RoleNames(
            titles=name_finder(_titles(self.library), lexicons),
            synonyms=name_finder(_other_names(self.library), lexicons),
            shortened=name_finder(_shortened(self.library, lexicons), lexicons),
        )
        headings = section_headings(self._filter_names["section"], lexicons)
        naming = Naming(self.terms, roles, headings, self.matcher)
        return Ranker(self.matcher.corpus, self.matcher, naming)

    @cached_property
    def _sections(self) -> SectionFinder:
        return SectionFinder(self.library, self._ranker.naming, self.matcher.lexicons)

    @cached_property
    def _corrector(self) -> Corrector:
        return Corrector(self.matcher, self._parse)

    @cached_property
    def _filter_names(self) -> FilterNames:
        return filter_names(_role_names(self.library))

    @cached_property
    def _suggester(self) -> Suggester:
        return Suggester(self.library, self.matcher)

    def warm_up(self) -> None:
        """Make now what the first readers would wait for."""
        for text in _STRANGE:
            self.search(Query(text, DEFAULT.code))
            self.suggest(text, DEFAULT.code)

    def stop_preparing(self) -> None:
        """Leave off making vectors; searching goes on as it is."""
        if self.meaning is not None:
            self.meaning.close()

    def close(self) -> None:
        """Let go of the index."""
        self.stop_preparing()
        self.matcher.postings.close()


def open_snapshot(library: Library, folder: Path, report: Report, meaning: MeaningModel | None = None) -> Snapshot:
    """Return *library* with its index, which is kept in *folder* and made where it is missing or damaged.

    *report* is told, in a sentence, whatever takes time or had to be mended. With a model of *meaning* the
    vectors of the content are made in the background.
    """
    with storage.alone_in(storage.private_folder(folder), report):
        snapshot = _open(library, open_index(library, folder, report))
    if meaning is None:
        return snapshot
    return replace(snapshot, meaning=MeaningIndex(meaning, compared(library, snapshot.matcher), report))


def _open(library: Library, index: Path) -> Snapshot:
    lexicons = load_lexicons(index)
    corpus = read_corpus(library, index)
    postings = PostingsCache(engine.Reader(index / WHOOSH), corpus.rank_of)
    return Snapshot(library, Matcher(corpus, postings, lexicons))


def _role_names(library: Library) -> Iterator[tuple[str, str]]:
    """Yield what each role can be named by, with its id: the ids first, then titles, then synonyms."""
    versions = [(version, role.id) for role in library.roles for version in role.versions]
    yield from ((role.id, role.id) for role in library.roles)
    yield from ((version.title, id) for version, id in versions)
    yield from ((synonym, id) for version, id in versions for synonym in version.synonyms)


def _titles(library: Library) -> Iterator[tuple[str, str, int]]:
    # The roles are the first of the documents.
    for rank, role in enumerate(library.roles):
        for version in role.versions:
            yield version.language, version.title, rank


def _other_names(library: Library) -> Iterator[tuple[str, str, int]]:
    for rank, role in enumerate(library.roles):
        for version in role.versions:
            for name in other_names(role, version):
                yield version.language, name, rank


def _shortened(library: Library, lexicons: Mapping[str, Lexicon]) -> Iterator[tuple[str, str, int]]:
    for code, name, rank in (*_titles(library), *_other_names(library)):
        spoken = [token.text for token in tokens(name) if not token.whole]
        telling = [word for word in spoken if not lexicons[code].is_stop_word(word)]
        if 1 < len(telling) < len(spoken):
            yield code, " ".join(telling), rank


def _correction_notes(applied: Correction | None, offered: Correction | None) -> Iterator[Note]:
    if applied:
        yield from (Note(code, (("searched", applied.text),)) for code in applied.codes)
    if offered:
        yield from (Note(code, (("suggested", offered.text),)) for code in offered.codes[-1:])


def _notes(ranking: Ranking) -> Iterator[Note]:
    if not ranking.is_partial:
        return
    if ranking.dropped:
        yield Note("fewer-words", (("words", " ".join(unit.typed for unit in ranking.dropped)),))
    else:
        yield Note("some-words" if ranking.complete else "no-complete-match")
