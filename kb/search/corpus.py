"""What scoring and counting need to know of all documents at once, as arrays in the order of the library.

A document's *rank* is its place in that order, whatever number the engine gave it: equal content gives equal
arrays. The documents of one hit stand next to each other.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.languages import CODES
from kb.library import Library
from kb.model import EDUCATIONS, SECTION_KINDS, Clause, Role
from kb.search.answers import EXPERIENCES, FACETS
from kb.search.building import KEYS, LENGTHS
from kb.search.documents import Document, Part, documents
from kb.search.fields import FIELDS, ZONES, field_name

_SHORTENING = dict(zip(ZONES, (0.3, 0.75, 0.75), strict=True))
"""BM25's b by zone: how much a long text counts against a word in it.

A clause is a sentence or two: a longer one says more and is no worse an answer. A title with more words is
another title.
"""
_GUIDE = 0.8
"""A paragraph that talks about many things answers less well than a clause that says the one."""

Ranks = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Corpus:
    """All documents by rank; *rank_of* leads there from the engine's numbers, -1 for deleted documents.

    *groups* numbers the hits. *weights* says how good an answer a kind of document is. *norms* divide
    frequencies by field; *sizes* say how many documents have a field. *facets* holds which values of each
    facet a document has.
    """

    documents: tuple[Document, ...]
    rank_of: Ranks
    groups: Ranks
    weights: Scores
    norms: Mapping[str, Scores]
    sizes: Mapping[str, int]
    facets: Mapping[str, "FacetValues"]


@dataclass(frozen=True)
class FacetValues:
    """Which *values* of one facet each document has: one by *codes* into them, or any number as *bits*.

    With codes no two documents of a hit have the same value.
    """

    values: tuple[str, ...]
    codes: Ranks | None
    bits: npt.NDArray[np.uint64] | None


def read_corpus(library: Library, folder: Path) -> Corpus:
    """Return the arrays of the index of *library* in *folder*."""
    found = documents(library)
    rank_by_key = {document.key: rank for rank, document in enumerate(found)}
    keys = json.loads((folder / KEYS).read_bytes())
    rank_of = np.array([rank_by_key[key] if key is not None else -1 for key in keys], dtype=np.int64)
    lengths = np.zeros((len(found), len(FIELDS)))
    present = rank_of >= 0
    lengths[rank_of[present]] = np.load(folder / LENGTHS, allow_pickle=False)[present]
    return Corpus(
        documents=found,
        rank_of=rank_of,
        groups=_groups(found),
        weights=np.array([_GUIDE if isinstance(document.source, Part) else 1.0 for document in found]),
        norms={
            field: _norms(lengths[:, FIELDS.index(field)], shortening)
            for zone, shortening in _SHORTENING.items()
            for field in (field_name(zone, code) for code in CODES)
        },
        sizes={field: int(np.count_nonzero(lengths[:, number])) for number, field in enumerate(FIELDS)},
        facets=_facets(library, found),
    )


def _groups(found: Sequence[Document]) -> Ranks:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(document.group, len(numbers)) for document in found], dtype=np.int64)


def _norms(lengths: Scores, shortening: float) -> Scores:
    used = lengths[lengths > 0]
    average = used.mean() if len(used) else 1.0
    return 1.0 - shortening + shortening * lengths / average


def _facets(library: Library, found: Sequence[Document]) -> dict[str, FacetValues]:
    roles = tuple(role.id for role in library.roles)
    by_id = {role.id: role for role in library.roles}
    values = dict(zip(FACETS, (SECTION_KINDS, roles, EDUCATIONS, EXPERIENCES, CODES), strict=True))
    facts = [_facts(document, by_id) for document in found]
    columns = {facet: [fact[number] for fact in facts] for number, facet in enumerate(FACETS)}
    return {
        facet: _codes(values[facet], columns[facet]) if facet == "role" else _bits(values[facet], columns[facet])
        for facet in FACETS
    }


def _facts(document: Document, roles: Mapping[str, Role]) -> tuple[tuple[str, ...], ...]:
    """Return the values of a document in every facet, in the order of FACETS."""
    source = document.source
    role = roles.get(source.role) if isinstance(source, Clause) else source if isinstance(source, Role) else None
    return (
        (source.kind,) if isinstance(source, Clause) else (),
        (role.id,) if role else (),
        (role.education,) if role and role.education else (),
        (experience_value(role.experience_years),) if role and role.experience_years is not None else (),
        source.languages if isinstance(source, Clause | Role) else document.subject.languages,
    )


def experience_value(years: int) -> str:
    """Return the value in EXPERIENCES for so many *years*."""
    return EXPERIENCES[0] if years <= 0 else EXPERIENCES[1] if years <= 2 else EXPERIENCES[2 if years <= 4 else 3]


def _codes(values: tuple[str, ...], column: Sequence[tuple[str, ...]]) -> FacetValues:
    code_of = {value: code for code, value in enumerate(values)}
    codes = np.array([code_of[has[0]] if has else -1 for has in column], dtype=np.int64)
    return FacetValues(values, codes, None)


def _bits(values: tuple[str, ...], column: Sequence[tuple[str, ...]]) -> FacetValues:
    bit_of = {value: 1 << code for code, value in enumerate(values)}
    bits = np.array([sum(bit_of[value] for value in has) for has in column], dtype=np.uint64)
    return FacetValues(values, None, bits)
