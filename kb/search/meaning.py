"""Search by meaning: the vectors of one content, made in the background; a query in, what is near it out."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from kb.languages import LANGUAGES
from kb.library import Library
from kb.model import Clause, Role
from kb.search.answers import Meaning
from kb.search.corpus import Ranks, Scores
from kb.search.documents import Document
from kb.search.glossary import documents_of
from kb.search.matching import Matcher
from kb.search.storage import Report
from kb.vectors.cache import VectorCache
from kb.vectors.cleaning import QUERY_LENGTH, clean
from kb.vectors.model import Model, ModelError, Vector, Vectors

_CHUNK = 16
"""Texts a request: with more, a stop would have to wait for them."""
_CHUNK_SECONDS = 120.0
_QUERY_SECONDS = 1.5
"""After so long a reader gets the answer by words alone."""
_REPORT_EVERY = 320
_MOST_QUERIES = 1000
_WAITS_SECONDS = (0.0, 1.0, 5.0, 15.0, 60.0)
"""How long to wait before the model is started again, the last one time after time."""

_LEAST = 2.3
"""A text is near a query where its cosine is so many standard deviations above its cosines to typical queries.

Of twelve queries about other things (food, weather, physics, noise) none had anything so near; of fifty-five about
this content, in words that it does not use, fifty had.
"""
_MOST_NEAR = 20
"""Hits by meaning."""
_HANDICAPS = {"wording": 0.0, "definition": 0.012, "title": 0.025}
"""Cosine that a kind of text is behind: short texts are near to everything short."""
_LEAST_SPREAD = 0.02
_LEAST_SCORE = 1e-6


@dataclass(frozen=True)
class Near:
    """Documents near a query: by rank, ascending, each with its cosine and the language of its nearest text."""

    ranks: Ranks
    scores: Scores
    languages: tuple[str, ...]

    def only(self, kept: npt.NDArray[np.bool_]) -> "Near":
        """Return those that are *kept*."""
        languages = tuple(code for code, keep in zip(self.languages, kept.tolist(), strict=True) if keep)
        return Near(self.ranks[kept], self.scores[kept], languages)

    def language_of(self, rank: int) -> str | None:
        """Return the language of the nearest text of a document, None for one that is not near."""
        at = np.flatnonzero(self.ranks == rank)
        return self.languages[int(at[0])] if len(at) else None


@dataclass(frozen=True)
class Place:
    """Where a text stands: in which document, in which language, as what."""

    rank: int
    language: str
    kind: Literal["wording", "definition", "title"]


@dataclass(frozen=True)
class Compared:
    """What queries are compared with: *texts* with their places, and *typical* queries to tell near from far.

    *groups* numbers the hits by rank.
    """

    texts: Mapping[str, list[Place]]
    typical: tuple[str, ...]
    groups: Ranks


@dataclass(frozen=True)
class _Ready:
    """All vectors of a content, one a row, each with its place.

    *usual* and *spread* are mean and standard deviation of each one's cosines to typical queries: by these a text
    that is near to everything is told from one that is near to this.
    """

    vectors: Vectors
    places: tuple[Place, ...]
    ranks: npt.NDArray[np.int64]
    handicaps: Vector
    usual: Vector
    spread: Vector
    groups: Ranks


NOTHING_NEAR = Near(np.array([], dtype=np.int64), np.array([], dtype=np.float64), ())

_Make = Callable[[list[str], float], Vectors]


class MeaningModel:
    """The model and its cache, shared by all contents that one process serves."""

    def __init__(self, folder: Path) -> None:
        self.model = Model()
        self.cache = VectorCache(folder)
        self._queries: OrderedDict[str, Vector | None] = OrderedDict()
        self._lock = threading.Lock()

    def query(self, text: str) -> Vector | None:
        """Return the vector of a query, None where nothing of it can be read; ModelError where there is none."""
        with self._lock:
            if text in self._queries:
                self._queries.move_to_end(text)
                return self._queries[text]
        vector = self.model.queries([text], _QUERY_SECONDS)[0] if clean(text, QUERY_LENGTH) else None
        with self._lock:
            self._queries[text] = vector
            while len(self._queries) > _MOST_QUERIES:
                self._queries.popitem(last=False)
        return vector

    def close(self) -> None:
        """End the model's process."""
        self.model.close()


class MeaningIndex:
    """The vectors of one content; before they are ready, and whenever the model fails, nothing is near."""

    def __init__(self, model: MeaningModel, compared: Compared, report: Report) -> None:
        self._model = model
        self._report = report
        self._compared = compared
        self._ready: _Ready | None = None
        self._is_failed = False
        self._ended = threading.Event()
        self._done = 0
        self._thread = threading.Thread(target=self._prepare, name="meaning", daemon=True)
        self._thread.start()

    @property
    def state(self) -> Meaning:
        """Whether meaning takes part in answers now."""
        if self._is_failed:
            return "failed"
        return "starting" if self._ready is None else "ready"

    @property
    def progress(self) -> tuple[int, int]:
        """How many texts have their vectors, of how many."""
        return self._done, len(self._compared.texts) + len(self._compared.typical)

    @property
    def process_id(self) -> int | None:
        """The id of the model's process while it runs."""
        return self._model.model.process_id

    def near(self, text: str) -> Near | None:
        """Return what is near to the query *text*, or None while meaning has no part in answers."""
        ready = self._ready
        if ready is None or self._is_failed:
            return None
        try:
            vector = self._model.query(text)
        except ModelError as error:
            self._fail(error)
            return None
        return _nearest(ready, vector) if vector is not None and len(ready.vectors) else NOTHING_NEAR

    def wait(self) -> Meaning:
        """Return the state once the vectors are made, or cannot be."""
        self._thread.join()
        return self.state

    def close(self) -> None:
        """Stop making vectors."""
        self._ended.set()

    def _prepare(self) -> None:
        model = self._model.model
        texts = self._vectors("passage", tuple(self._compared.texts), model.passages)
        typical = self._vectors("query", self._compared.typical, model.queries) if texts is not None else None
        if texts is None or typical is None:
            return
        # A process that has not been asked yet would take a moment to begin.
        if self._asked(model.queries, ["model"]) is not None:
            self._ready = _together(self._compared, texts, typical)

    def _vectors(self, kind: str, texts: tuple[str, ...], make: _Make) -> dict[str, Vector] | None:
        """Return the vectors of *texts*, made where the cache does not have them; None once this is closed."""
        cache = self._model.cache
        found = cache.find(kind, texts)
        missing = [text for text in texts if text not in found]
        self._done += len(texts) - len(missing)
        for start in range(0, len(missing), _CHUNK):
            if start % _REPORT_EVERY == 0:
                self._report(f"Search by meaning: made {self._done} of {self.progress[1]} vectors.")
            some = missing[start : start + _CHUNK]
            vectors = self._asked(make, some)
            if vectors is None:
                return None
            made = dict(zip(some, vectors, strict=True))
            cache.add(kind, made)
            found.update(made)
            self._done += len(some)
        return found

    def _asked(self, make: _Make, texts: list[str]) -> Vectors | None:
        """Return the vectors of *texts*, trying again as often as it takes; None once this is closed."""
        for _ in self._attempts():
            try:
                vectors = make(texts, _CHUNK_SECONDS)
            except ModelError as error:
                self._report_failure(error)
            else:
                self._is_failed = False
                return vectors
        return None

    def _attempts(self) -> Iterator[int]:
        number = 0
        while not self._ended.wait(_WAITS_SECONDS[min(number, len(_WAITS_SECONDS) - 1)]):
            yield number
            number += 1

    def _fail(self, error: ModelError) -> None:
        """Answer by words from now on, and start the model again beside that."""
        if not self._is_failed:
            self._report_failure(error)
            revive = partial(self._asked, self._model.model.queries, ["model"])
            threading.Thread(target=revive, name="meaning", daemon=True).start()

    def _report_failure(self, error: ModelError) -> None:
        if not self._is_failed:
            self._report(f"Search by meaning is unavailable: {error}")
        self._is_failed = True


def compared(library: Library, matcher: Matcher) -> Compared:
    """Return what queries are compared with: wordings, titles, and definitions of terms.

    A definition stands for whatever uses a name of its term. Typical queries are what people type: titles, terms,
    and the headings that job descriptions have, which even the smallest content shares.
    """
    places: dict[str, list[Place]] = {}
    for rank, document in enumerate(matcher.corpus.documents):
        for language, text, kind in _texts_of(document):
            places.setdefault(text, []).append(Place(rank, language, kind))
    for term in library.terms:
        ranks = documents_of(term, matcher).ranks.tolist()
        for entry in term.entries if ranks else ():
            of_entry = places.setdefault(entry.definition_text, [])
            of_entry.extend(Place(rank, entry.language, "definition") for rank in ranks)
    titles = (version.title for role in library.roles for version in role.versions)
    names = (entry.preferred for term in library.terms for entry in term.entries)
    headings = (heading for language in LANGUAGES for texts in language.headings.values() for heading in texts)
    return Compared(places, tuple(dict.fromkeys((*headings, *titles, *names))), matcher.corpus.groups)


def _texts_of(document: Document) -> Iterator[tuple[str, str, Literal["wording", "title"]]]:
    if isinstance(document.source, Clause):
        yield from ((language, text, "wording") for language, text in document.texts.items())
    elif isinstance(document.source, Role):
        for version in document.source.versions:
            yield from ((version.language, name, "title") for name in (version.title, *version.synonyms))
    else:
        yield from ((language, text, "title") for language, text in document.titles.items())


def _together(compared: Compared, found: Mapping[str, Vector], typical: Mapping[str, Vector]) -> _Ready:
    rows = [(text, place) for text, places in compared.texts.items() for place in places]
    vectors = np.array([found[text] for text, _ in rows], dtype=np.float32).reshape(len(rows), -1)
    places = tuple(place for _, place in rows)
    usual, spread = np.zeros(len(rows), dtype=np.float32), np.ones(len(rows), dtype=np.float32)
    if rows and typical:
        cosines = vectors @ np.array(list(typical.values()), dtype=np.float32).T
        # One typical query, or equal ones, have no spread to speak of.
        usual, spread = cosines.mean(axis=1), np.maximum(cosines.std(axis=1), _LEAST_SPREAD)
    return _Ready(
        vectors,
        places,
        np.array([place.rank for place in places], dtype=np.int64),
        np.array([_HANDICAPS[place.kind] for place in places], dtype=np.float32),
        usual,
        spread,
        compared.groups,
    )


def _nearest(ready: _Ready, vector: Vector) -> Near:
    standing_out = ready.vectors @ vector - ready.usual
    rows = np.flatnonzero(standing_out >= _LEAST * ready.spread)
    scores = standing_out[rows] - ready.handicaps[rows]
    best: dict[int, tuple[float, str]] = {}
    groups: set[int] = set()
    for at in np.lexsort((rows, -scores)).tolist():
        rank = int(ready.ranks[rows[at]])
        groups.add(int(ready.groups[rank]))
        if len(groups) > _MOST_NEAR:
            break
        best.setdefault(rank, (float(scores[at]), ready.places[rows[at]].language))
    ranks = sorted(best)
    return Near(
        np.array(ranks, dtype=np.int64),
        np.array([max(best[rank][0], _LEAST_SCORE) for rank in ranks], dtype=np.float64),
        tuple(best[rank][1] for rank in ranks),
    )
