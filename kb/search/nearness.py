"""Find documents by cosine between query and text embeddings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from kb.languages import CODES, LANGUAGES, Language
from kb.library import Library
from kb.model import Clause, Role
from kb.search.documents import Document, Documents, hit_of
from kb.search.engines import Engine
from kb.search.query.naming import Naming
from kb.vectors.cleaning import in_plain_letters
from kb.vectors.model import DIMENSIONS, Vector, Vectors

_ABOUT = 1.75
"""A query is about the content where its cosine with some text is so many standard deviations above those that
typical queries in its language have with that text.

Of 72 queries about other things (food, weather, sport, medicine, programming) two were; of 171 about this content,
in words that it does not use, five of six.
"""
_LEAST_SPREAD = 0.02
"""A text that is equally far from all typical queries still has some spread."""
_LEAST = 0.2
"""A text is near where its cosine, as seen from the centres of the languages, is at least so high."""
_MOST_NEAR = 20
"""Hits by meaning."""
_HANDICAPS = {"wording": 0.0, "definition": 0.05, "title": 0.1}
"""Cosine that a kind of text is behind others: short texts are near to everything short."""
_FEW_TEXTS = 20
"""With so few texts of a language, typical queries count half where its centre is."""


Near = Mapping[str, tuple[float, str]]
"""Keys of documents near a query, each with its cosine and the language of its nearest text."""

NOTHING_NEAR: Near = {}
"""No document: the query is about something else."""


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A place of a text: the *key* of its document, its language, its kind."""

    key: str
    language: str
    kind: Literal["wording", "definition", "title"]


@dataclass(frozen=True)
class EmbeddingInputs:
    """The texts that queries are compared with, each with its places, and *typical* queries by language."""

    texts: Mapping[str, Sequence[TextPlace]]
    typical: Mapping[str, tuple[str, ...]]

    @property
    def queries(self) -> tuple[str, ...]:
        """The typical queries of all languages, each once."""
        return tuple(dict.fromkeys(query for of_language in self.typical.values() for query in of_language))


@dataclass(frozen=True)
class QueryBaseline:
    """Typical queries in one language: their *centre*, and by text the mean and the spread of their cosines."""

    centre: Vector
    usual: Vector
    spread: Vector


@dataclass(frozen=True)
class VectorIndex:
    """The vectors of a content: *vectors* has a row for each text of *inputs*; all else a row for each place.

    A good part of a vector says which language a text is in, and nothing else. So vectors are compared as seen
    from the centres of their languages: *centres* are those of texts, *languages* numbers them by place, *lengths*
    are the distances from them; *baselines* have those of queries, by language, with a row for each text.
    (Libovický, Rosa and Fraser, On the Language Neutrality of Pre-trained Multilingual Representations, 2020.)
    """

    inputs: EmbeddingInputs
    vectors: Vectors
    places: tuple[TextPlace, ...]
    texts: npt.NDArray[np.int64]
    handicaps: Vector
    languages: npt.NDArray[np.int64]
    centres: Vectors
    lengths: Vector
    baselines: tuple[QueryBaseline, ...]


def embedding_inputs(library: Library, naming: Naming, engine: Engine) -> EmbeddingInputs:
    """Return the texts to embed: wordings, titles, definitions of terms, typical queries.

    A definition stands for whatever uses a name of its term. Typical queries are what people type: titles, terms,
    and the headings that job descriptions have, which even the smallest content shares.
    """
    places: dict[str, list[TextPlace]] = {}
    for document, _ in Documents(library).by_hit():
        for language, text, kind in _texts_of(document):
            places.setdefault(text, []).append(TextPlace(document.key, language, kind))
    for term in library.terms:
        keys = tuple(engine.named(naming.names_of(term)[0]))
        for entry in term.entries if keys else ():
            of_entry = places.setdefault(entry.definition_text, [])
            of_entry.extend(TextPlace(key, entry.language, "definition") for key in keys)
    typical = {
        language.code: tuple(dict.fromkeys(map(in_plain_letters, _typical(library, language))))
        for language in LANGUAGES
    }
    return EmbeddingInputs(places, typical)


def _typical(library: Library, language: Language) -> Iterator[str]:
    for headings in language.headings.values():
        yield from headings
    versions = (role.version(language.code) for role in library.roles)
    yield from (version.title for version in versions if version)
    entries = (term.entry(language.code) for term in library.terms)
    yield from (entry.preferred for entry in entries if entry)


def _texts_of(document: Document) -> Iterator[tuple[str, str, Literal["wording", "title"]]]:
    if isinstance(document.content, Clause):
        yield from ((language, text, "wording") for language, text in document.texts.items())
    elif isinstance(document.content, Role):
        for version in document.content.versions:
            yield from ((version.language, name, "title") for name in (version.title, *version.synonyms))
    else:
        yield from ((language, text, "title") for language, text in document.titles.items())


def build_vector_index(
    inputs: EmbeddingInputs,
    found: Mapping[str, Vector],
    typical: Mapping[str, Vector],
    before: VectorIndex | None = None,
) -> VectorIndex:
    """Return the index of *inputs* with the vectors *found* for its texts and for the *typical* queries.

    What an index *before* has of the same texts and typical queries is taken from there.
    """
    vectors = np.array([found[text] for text in inputs.texts], np.float32).reshape(-1, DIMENSIONS)
    of_places = [(number, place) for number, places in enumerate(inputs.texts.values()) for place in places]
    texts = np.array([number for number, _ in of_places], np.int64)
    places = tuple(place for _, place in of_places)
    languages = np.array([CODES.index(place.language) for place in places], np.int64)
    baselines = _baselines(inputs, vectors, typical, before)
    in_places = vectors[texts]
    centres = np.stack(
        [_centre(in_places[languages == number], baselines[number]) for number in range(len(CODES))]
    )
    return VectorIndex(
        inputs,
        vectors,
        places,
        texts,
        np.array([_HANDICAPS[place.kind] for place in places], np.float32),
        languages,
        centres,
        np.linalg.norm(in_places - centres[languages], axis=1),
        baselines,
    )


def _centre(vectors: Vectors, baseline: QueryBaseline) -> Vector:
    total = vectors.sum(axis=0) + _FEW_TEXTS * baseline.centre
    centre: Vector = (total / (len(vectors) + _FEW_TEXTS)).astype(np.float32)
    return centre


def _baselines(
    inputs: EmbeddingInputs, vectors: Vectors, typical: Mapping[str, Vector], before: VectorIndex | None
) -> tuple[QueryBaseline, ...]:
    if before is None or before.inputs.typical != inputs.typical:
        return tuple(
            _baseline(vectors, np.array([typical[query] for query in inputs.typical[code]])) for code in CODES
        )
    rows = {text: number for number, text in enumerate(before.inputs.texts)}
    at = np.array([rows.get(text, -1) for text in inputs.texts], np.int64)
    fresh = np.flatnonzero(at < 0)
    baselines = []
    for code, known in zip(CODES, before.baselines, strict=True):
        made = _baseline(vectors[fresh], np.array([typical[query] for query in inputs.typical[code]]))
        usual, spread = (values[np.maximum(at, 0)] for values in (known.usual, known.spread))
        usual[fresh], spread[fresh] = made.usual, made.spread
        baselines.append(QueryBaseline(known.centre, usual, spread))
    return tuple(baselines)


def _baseline(vectors: Vectors, typical: Vectors) -> QueryBaseline:
    cosines = vectors @ typical.T
    return QueryBaseline(
        typical.mean(axis=0), cosines.mean(axis=1), np.maximum(cosines.std(axis=1), _LEAST_SPREAD)
    )


def nearest(index: VectorIndex, vector: Vector) -> Near:
    """Return the documents that are near to the *vector* of a query; none where it is about something else."""
    baseline = max(index.baselines, key=lambda each: float(vector @ each.centre / np.linalg.norm(each.centre)))
    # What the text has in common with typical queries is taken away: usual is its product with their centre.
    # Of the ways to multiply the one that starts no threads: with eight readers they would wait for each other.
    standing_out = np.vecdot(index.vectors, vector) - baseline.usual
    if not (standing_out >= _ABOUT * baseline.spread).any():
        return NOTHING_NEAR
    from_centre = vector - baseline.centre
    length = float(np.linalg.norm(from_centre))
    of_centres = index.centres @ from_centre
    cosines = (standing_out[index.texts] - of_centres[index.languages]) / (index.lengths * length)
    rows = np.flatnonzero(cosines >= _LEAST)
    scores = cosines - index.handicaps
    best: dict[str, tuple[float, str]] = {}
    hits: set[str] = set()
    for at in np.lexsort((rows, -scores[rows])).tolist():
        place = index.places[rows[at]]
        hits.add(hit_of(place.key))
        if len(hits) > _MOST_NEAR:
            break
        best.setdefault(place.key, (float(scores[rows[at]]), place.language))
    return best
