"""What in a content is near to a vector: its texts and their vectors in, documents with scores out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from kb.languages import CODES, LANGUAGES, Language
from kb.library import Library
from kb.model import Clause, Role
from kb.search.documents import Document
from kb.search.query.naming import documents_of
from kb.search.whoosh.corpus import Ranks, Scores
from kb.search.whoosh.matching import Matcher
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
    """What queries are compared with: *texts* with their places, and *typical* queries by language.

    *groups* numbers the hits by rank.
    """

    texts: Mapping[str, list[Place]]
    typical: Mapping[str, tuple[str, ...]]
    groups: Ranks

    @property
    def queries(self) -> tuple[str, ...]:
        """The typical queries of all languages, each once."""
        return tuple(dict.fromkeys(query for of_language in self.typical.values() for query in of_language))


@dataclass(frozen=True)
class Asked:
    """Typical queries in one language: their *centre*, and by text the mean and the spread of their cosines."""

    centre: Vector
    usual: Vector
    spread: Vector


@dataclass(frozen=True)
class Vectored:
    """All vectors of a content, one a row, each with its place.

    A good part of a vector says which language a text is in, and nothing else. So vectors are compared as seen
    from the centres of their languages: *centres* are those of texts, *languages* numbers them by row, *lengths*
    are the distances from them; *asked* has those of queries. (Libovický, Rosa and Fraser, On the Language
    Neutrality of Pre-trained Multilingual Representations, 2020.)
    """

    vectors: Vectors
    places: tuple[Place, ...]
    ranks: npt.NDArray[np.int64]
    handicaps: Vector
    languages: npt.NDArray[np.int64]
    centres: Vectors
    lengths: Vector
    asked: tuple[Asked, ...]
    groups: Ranks


NOTHING_NEAR = Near(np.array([], dtype=np.int64), np.array([], dtype=np.float64), ())


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
    typical = {
        language.code: tuple(dict.fromkeys(map(in_plain_letters, _typical(library, language))))
        for language in LANGUAGES
    }
    return Compared(places, typical, matcher.corpus.groups)


def _typical(library: Library, language: Language) -> Iterator[str]:
    for headings in language.headings.values():
        yield from headings
    versions = (role.version(language.code) for role in library.roles)
    yield from (version.title for version in versions if version)
    entries = (term.entry(language.code) for term in library.terms)
    yield from (entry.preferred for entry in entries if entry)


def _texts_of(document: Document) -> Iterator[tuple[str, str, Literal["wording", "title"]]]:
    if isinstance(document.source, Clause):
        yield from ((language, text, "wording") for language, text in document.texts.items())
    elif isinstance(document.source, Role):
        for version in document.source.versions:
            yield from ((version.language, name, "title") for name in (version.title, *version.synonyms))
    else:
        yield from ((language, text, "title") for language, text in document.titles.items())


def together(compared: Compared, found: Mapping[str, Vector], typical: Mapping[str, Vector]) -> Vectored:
    """Return what is *compared* with the vectors *found* for its texts and for the *typical* queries."""
    rows = [(text, place) for text, places in compared.texts.items() for place in places]
    vectors = np.array([found[text] for text, _ in rows], dtype=np.float32).reshape(len(rows), DIMENSIONS)
    places = tuple(place for _, place in rows)
    languages = np.array([CODES.index(place.language) for place in places], dtype=np.int64)
    asked = tuple(
        _asked(vectors, np.array([typical[query] for query in compared.typical[code]])) for code in CODES
    )
    centres = np.stack([_centre(vectors[languages == number], asked[number]) for number in range(len(CODES))])
    return Vectored(
        vectors,
        places,
        np.array([place.rank for place in places], dtype=np.int64),
        np.array([_HANDICAPS[place.kind] for place in places], dtype=np.float32),
        languages,
        centres,
        np.linalg.norm(vectors - centres[languages], axis=1),
        asked,
        compared.groups,
    )


def _centre(vectors: Vectors, asked: Asked) -> Vector:
    total = vectors.sum(axis=0) + _FEW_TEXTS * asked.centre
    centre: Vector = (total / (len(vectors) + _FEW_TEXTS)).astype(np.float32)
    return centre


def _asked(vectors: Vectors, typical: Vectors) -> Asked:
    cosines = vectors @ typical.T
    return Asked(typical.mean(axis=0), cosines.mean(axis=1), np.maximum(cosines.std(axis=1), _LEAST_SPREAD))


def nearest(ready: Vectored, vector: Vector) -> Near:
    """Return the documents that are near to the *vector* of a query; none where it is about something else."""
    asked = max(ready.asked, key=lambda each: float(vector @ each.centre / np.linalg.norm(each.centre)))
    # What the text has in common with typical queries is taken away: usual is its product with their centre.
    # Of the ways to multiply the one that starts no threads: with eight readers they would wait for each other.
    standing_out = np.vecdot(ready.vectors, vector) - asked.usual
    if not (standing_out >= _ABOUT * asked.spread).any():
        return NOTHING_NEAR
    from_centre = vector - asked.centre
    length = float(np.linalg.norm(from_centre))
    of_centres = ready.centres @ from_centre
    cosines = (standing_out - of_centres[ready.languages]) / (ready.lengths * length)
    rows = np.flatnonzero(cosines >= _LEAST)
    scores = cosines - ready.handicaps
    best: dict[int, tuple[float, str]] = {}
    groups: set[int] = set()
    for at in np.lexsort((rows, -scores[rows])).tolist():
        rank = int(ready.ranks[rows[at]])
        groups.add(int(ready.groups[rank]))
        if len(groups) > _MOST_NEAR:
            break
        best.setdefault(rank, (float(scores[rows[at]]), ready.places[rows[at]].language))
    ranks = sorted(best)
    return Near(
        np.array(ranks, dtype=np.int64),
        np.array([best[rank][0] for rank in ranks], dtype=np.float64),
        tuple(best[rank][1] for rank in ranks),
    )
