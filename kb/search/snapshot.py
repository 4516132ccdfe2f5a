"""Answer queries from one library and its open index.

Any number of threads may use one snapshot.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from kb import storage
from kb.analysis.lexicon import Lexicon
from kb.analysis.terms import TermFinder, term_finder
from kb.analysis.tokens import tokens
from kb.collecting import collecting_later
from kb.glossaries import Term
from kb.languages import DEFAULT
from kb.library import Library
from kb.search.answers import FACET_VALUES, Answer, Hit, Meaning, Note, Query, Suggestion
from kb.search.documents import GUIDE, ROLE, Documents, clause_key, experience_value
from kb.search.engines import Engine, Found, FoundHit, OpenIndex
from kb.search.highlight import Highlighter
from kb.search.hits import make_hit
from kb.search.indexing import Index, learn, open_index, seal_index, update_index
from kb.search.meaning import MeaningIndex, MeaningModel
from kb.search.nearness import EmbeddingInputs, Near, embedding_inputs
from kb.search.query.corrections import Correction, Corrector
from kb.search.query.expansion import Expander
from kb.search.query.facet_words import FacetFinder
from kb.search.query.headings import section_headings
from kb.search.query.intent import IntentReader, title_frames
from kb.search.query.naming import Naming
from kb.search.query.parsing import FilterNames, filter_names, parse_query, typed_filters, without_filters
from kb.search.query.roles import role_names
from kb.search.query.sections import SectionFinder
from kb.search.query.titles import Titles
from kb.search.query.understanding import Understood, understand
from kb.search.suggestions import Suggester
from kb.storage import Report

_STRANGE = ("xqzwx plan", "щхъщы план")
"""Queries that everything is tried for: their words, other spellings, other keyboards, meaning."""

_MOST_UNDERSTOOD = 200
"""Queries that are kept understood."""

FEW = 5
"""With fewer complete hits than this another query may be offered."""


@dataclass(frozen=True)
class Snapshot:
    """A library with its open index, on disk or elsewhere; nothing in it ever changes."""

    library: Library
    index: OpenIndex
    meaning: MeaningIndex | None = None

    @property
    def meaning_state(self) -> Meaning:
        """Whether meaning takes part in answers now."""
        return self.meaning.state if self.meaning else "off"

    @property
    def meaning_progress(self) -> tuple[int, int]:
        """How many texts are ready for search by meaning, of how many."""
        return self.meaning.progress if self.meaning else (0, 0)

    @property
    def engine(self) -> Engine:
        """The search engine with the index of the content."""
        return self.index.engine

    @property
    def lexicons(self) -> Mapping[str, Lexicon]:
        """The lexicon of each language, by its code."""
        return self.index.lexicons

    def search(self, query: Query) -> Answer:
        """Answer *query*."""
        typed = self._understand(query.text)
        correction = self._corrector.correct(typed.parsed)
        applied, understood = (None, typed) if query.exact else self._applied(typed, correction)
        near = self._near(understood)
        scores = {key: score for key, (score, _) in near.items()} if near is not None else None
        found = self.engine.find(understood.asked(query.filters, query.offset, query.limit, scores))
        offered = self._offered(understood, None if applied else correction, found.complete)
        return Answer(
            query=query,
            total=found.total,
            hits=tuple(self._hits(found, understood, query.reader, near or {})),
            facets=found.facets,
            term=self.terms.named(understood.parsed.text),
            corrected=applied.text if applied else None,
            suggested=offered.text if offered else None,
            notes=(
                *_correction_notes(applied, offered),
                *_comparison(understood),
                *_filter(understood),
                *self._sections.notes(understood.parsed, query),
                *_notes(found, understood),
            ),
            meaning=self.meaning_state,
            typed_filters=tuple(typed_filters(query.text, self._filter_names)),
            text_without_filters=without_filters(query.text, self._filter_names),
        )

    def _understand(self, text: str) -> Understood:
        """Return *text* understood; the next page and every filter ask the same text again."""
        found = self._understood.get(text)
        if found is None:
            found = understand(parse_query(text, self._filter_names), self.naming, self._keys_of(text))
            if len(self._understood) >= _MOST_UNDERSTOOD:
                self._understood.clear()
            self._understood[text] = found
        return found

    def _keys_of(self, text: str) -> tuple[str, ...]:
        """Return the documents of the concept, role or guide that *text* is the id of."""
        id, library = text.strip(), self.library
        if library.role(id) is not None:
            return (f"{ROLE}{id}",)
        if library.guide(id) is not None:
            return tuple(document.key for document in Documents(library).of(f"{GUIDE}{id}"))
        concept = library.concept(id)
        return tuple(clause_key(id, clause.role) for clause in concept.clauses) if concept else ()

    @cached_property
    def _understood(self) -> dict[str, Understood]:
        return {}

    def _applied(self, typed: Understood, correction: Correction | None) -> tuple[Correction | None, Understood]:
        """Return *correction* and its query understood, if that finds anything under any filters."""
        if correction is None:
            return None, typed
        corrected = self._understand(correction.text)
        finds = self.engine.find(corrected.counted).total or self.terms.named(corrected.parsed.text)
        return (correction, corrected) if finds else (None, typed)

    def _offered(self, asked: Understood, correction: Correction | None, complete: int) -> Correction | None:
        """Return a correction to offer where few hits are *complete*, if it gives clearly more of them."""
        if complete >= FEW:
            return None
        found = correction or self._corrector.offer(asked.parsed)
        if found is None:
            return None
        return found if self.engine.find(self._understand(found.text).counted).complete > 2 * complete else None

    def _near(self, asked: Understood) -> Near | None:
        """Return the documents near to the query; a phrase or a prefix asks for letters, not for meaning."""
        wanted = asked.parsed.wanted
        if self.meaning is None or not wanted or any(term.kind != "word" for term in wanted):
            return None
        return self.meaning.near(asked.parsed.text)

    def _hits(self, found: Found, asked: Understood, reader: str, near: Near) -> Iterator[Hit]:
        highlighter = Highlighter(asked.marks, asked.names)
        documents = Documents(self.library)
        for hit in found.hits:
            yield make_hit(
                documents,
                tuple(documents[key] for key in hit.documents),
                reader,
                highlighter,
                _language_near(hit, near),
                of_best=asked.names_a_role,
            )

    def suggest(self, text: str, reader: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return at most *limit* things that a reader who has typed *text* may be looking for."""
        return self._suggester.suggest(text, reader, limit)

    def facet_values(self, name: str) -> frozenset[str]:
        """Return every value that the facet *name* can be filtered by."""
        return frozenset(FACET_VALUES.get(name) or (role.id for role in self.library.roles))

    def is_used(self, term: Term) -> bool:
        """Tell whether any text has one of the names of *term*, in any language."""
        return any(True for _ in self.engine.named(self.naming.names_of(term)[0]))

    @cached_property
    def terms(self) -> TermFinder:
        """The finder of glossary terms in queries and wordings."""
        return term_finder(self.library.terms, self.lexicons)

    @cached_property
    def naming(self) -> Naming:
        """The names of roles, sections and terms, to be recognised in queries."""
        return Naming(
            self.terms,
            self._intents.roles,
            self._intents.headings,
            Expander(self.lexicons),
            self._intents,
            FacetFinder(self.lexicons),
            _roles_by_facet(self.library),
        )

    @cached_property
    def _intents(self) -> IntentReader:
        return IntentReader(
            self.lexicons,
            role_names(self.library, self.lexicons),
            section_headings(self._filter_names["section"], self.lexicons),
            title_frames(self.lexicons),
            Titles(self.library, self.lexicons),
        )

    @cached_property
    def _sections(self) -> SectionFinder:
        return SectionFinder(self.library, self.naming, self.lexicons)

    @cached_property
    def _corrector(self) -> Corrector:
        # Nothing in it leads back here, so that the last request that uses a snapshot lets go of it.
        parse = partial(parse_query, names=self._filter_names)
        return Corrector(self.lexicons, parse, partial(_written, self.engine, Documents(self.library)))

    @cached_property
    def _filter_names(self) -> FilterNames:
        return filter_names(_role_names(self.library))

    @cached_property
    def _suggester(self) -> Suggester:
        return Suggester(self.library, self.lexicons, self.engine)

    @collecting_later()
    def warm_up_search(self) -> None:
        """Build the parts that every search needs."""
        self._understand(_STRANGE[0])
        self.terms.named(_STRANGE[0])

    def warm_up(self) -> None:
        """Build the parts that the first readers would wait for."""
        for text in _STRANGE:
            self.search(Query(text, DEFAULT.code))
            self.suggest(text, DEFAULT.code)

    @property
    def is_learned(self) -> bool:
        """Whether all words are known in every inflection; those that came by an update are not at once."""
        return not (isinstance(self.index, Index) and self.index.unlearned)

    def stop_preparing(self) -> None:
        """Leave off making vectors; searching goes on as it is."""
        if self.meaning is not None:
            self.meaning.close()

    def close(self) -> None:
        """Let go of the index."""
        self.stop_preparing()
        self.engine.close()


def open_snapshot(library: Library, folder: Path, report: Report, meaning: MeaningModel | None = None) -> Snapshot:
    """Return *library* with its index, which is kept in *folder* and made where it is missing or damaged.

    *report* is told, in a sentence, whatever takes time or had to be mended. With a model of *meaning* the
    vectors of the content are made in the background.
    """
    with storage.alone_in(storage.private_folder(folder), report):
        snapshot = Snapshot(library, open_index(library, folder, report))
    return _with_meaning(snapshot, meaning, report)


def update_snapshot(
    before: Snapshot, library: Library, folder: Path, report: Report, meaning: MeaningModel | None = None
) -> Snapshot:
    """Return *library* with its index, indexing only its differences to the snapshot *before*.

    Words that are new are found as they are written, until learned() gives the snapshot that knows them. Falls
    back to open_snapshot() where the old index cannot be built upon.
    """
    if not isinstance(before.index, Index) or not before.index.target.is_relative_to(folder):
        return open_snapshot(library, folder, report, meaning)
    try:
        with storage.alone_in(storage.private_folder(folder), report):
            index = update_index(before.index, before.library, library, folder, report)
    except OSError:
        return open_snapshot(library, folder, report, meaning)
    return _with_meaning(Snapshot(library, index), meaning, report, before.meaning)


def learned(snapshot: Snapshot) -> Snapshot:
    """Return *snapshot* with all words of its content learned, which takes seconds.

    Raises OSError where that fails.
    """
    if snapshot.is_learned or not isinstance(snapshot.index, Index):
        return snapshot
    return replace(snapshot, index=learn(snapshot.index, snapshot.library))


def keep(snapshot: Snapshot, report: Report) -> None:
    """Keep the index of *snapshot*, which knows all words, for the next start."""
    assert isinstance(snapshot.index, Index), "only an index on disk can be kept"
    folder = snapshot.index.target.parent.parent
    with storage.alone_in(storage.private_folder(folder), report):
        seal_index(snapshot.index, snapshot.library)


def _with_meaning(
    snapshot: Snapshot, meaning: MeaningModel | None, report: Report, before: MeaningIndex | None = None
) -> Snapshot:
    if meaning is None:
        return snapshot
    inputs = partial(_inputs, snapshot)
    return replace(snapshot, meaning=MeaningIndex(meaning, inputs, report, before))


def _inputs(snapshot: Snapshot) -> EmbeddingInputs:
    return embedding_inputs(snapshot.library, snapshot.naming, snapshot.engine)


def _written(engine: Engine, documents: Documents, code: str, word: str) -> str | None:
    """Return an index term of a language as the first text writes it that has it, or None."""
    key = engine.example(code, word)
    if key is None:
        return None
    document = documents[key]
    for by_language in document.zones:
        text = by_language.get(code, "")
        written = (text[token.start : token.end] for token in tokens(text) if token.folded == word)
        if (found := next(written, None)) is not None:
            return found
    return None


def _role_names(library: Library) -> Iterator[tuple[str, str]]:
    """Yield the names of each role with its id: the ids first, then titles, then synonyms."""
    versions = [(version, role.id) for role in library.roles for version in role.versions]
    yield from ((role.id, role.id) for role in library.roles)
    yield from ((version.title, id) for version, id in versions)
    yield from (
        (synonym, id) for version, id in versions for synonym in (*version.synonyms, *version.search_names)
    )


def _language_near(hit: FoundHit, near: Near) -> str | None:
    """Return the language of the nearest text of the best document of a *hit* that only meaning found."""
    return near[hit.documents[0]][1] if hit.is_by_meaning and hit.documents[0] in near else None


def _correction_notes(applied: Correction | None, offered: Correction | None) -> Iterator[Note]:
    if applied:
        yield from (Note(code, (("searched", applied.text),)) for code in applied.codes)
    if offered:
        yield from (Note(code, (("suggested", offered.text),)) for code in offered.codes[-1:])


def _roles_by_facet(library: Library) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the roles with each value of the facets that are about a whole role."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for role in library.roles:
        values = [("education", role.education)] if role.education else []
        if role.experience_years is not None:
            values.append(("experience", experience_value(role.experience_years)))
        for value in values:
            found[value] = (*found.get(value, ()), role.id)
    return found


def _comparison(asked: Understood) -> Iterator[Note]:
    if asked.compared:
        yield Note("compare", (("roles", ",".join(asked.compared)),))


def _filter(asked: Understood) -> Iterator[Note]:
    if asked.facet is not None:
        values = ("values", ",".join(asked.facet.values))
        yield Note("filter", (("facet", asked.facet.facet), values, ("text", " ".join(asked.facet.rest))))


def _notes(found: Found, asked: Understood) -> Iterator[Note]:
    if not found.is_partial:
        return
    if found.missing:
        yield Note("fewer-words", (("words", " ".join(asked.terms[number].typed for number in found.missing)),))
    else:
        yield Note("some-words" if found.complete else "no-complete-match")
