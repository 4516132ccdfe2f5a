"""What in a content is near to a vector: its texts and their vectors in, documents with scores out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from kb.languages import LANGUAGES
from kb.library import Library
from kb.model import Clause, Role
from kb.search.corpus import Ranks, Scores
from kb.search.documents import Document
from kb.search.glossary import documents_of
from kb.search.matching import Matcher
from kb.vectors.model import Vector, Vectors

_LEAST = 2.3
"""A text is near a query where its cosine is so many standard deviations above its cosines to typical queries.

Of twelve queries about other things (food, weather, physics, noise) none had anything so near; of fifty-five about
this content, in words that it does not use, fifty had.
"""
_LEAST_SPREAD = 0.02
"""A text that is equally far from all typical queries still has some spread."""
_LEAST_SCORE = 1e-6
"""Whatever is near has a score, handicap or not."""
_MOST_NEAR = 20
"""Hits by meaning."""
_HANDICAPS = {"wording": 0.0, "definition": 0.012, "title": 0.025}
"""Cosine that a kind of text is behind: short texts are near to everything short."""


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
class Vectored:
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


def together(compared: Compared, found: Mapping[str, Vector], typical: Mapping[str, Vector]) -> Vectored:
    """Return what is *compared* with the vectors *found* for its texts and for the *typical* queries."""
    rows = [(text, place) for text, places in compared.texts.items() for place in places]
    vectors = np.array([found[text] for text, _ in rows], dtype=np.float32).reshape(len(rows), -1)
    places = tuple(place for _, place in rows)
    usual, spread = np.zeros(len(rows), dtype=np.float32), np.ones(len(rows), dtype=np.float32)
    if rows and typical:
        cosines = vectors @ np.array(list(typical.values()), dtype=np.float32).T
        # One typical query, or equal ones, have no spread to speak of.
        usual, spread = cosines.mean(axis=1), np.maximum(cosines.std(axis=1), _LEAST_SPREAD)
    return Vectored(
        vectors,
        places,
        np.array([place.rank for place in places], dtype=np.int64),
        np.array([_HANDICAPS[place.kind] for place in places], dtype=np.float32),
        usual,
        spread,
        compared.groups,
    )


def nearest(ready: Vectored, vector: Vector) -> Near:
    """Return the documents that are near to the *vector* of a query."""
    if not len(ready.vectors):
        return NOTHING_NEAR
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
