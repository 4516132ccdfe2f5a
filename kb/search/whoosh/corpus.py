"""What scoring and counting need to know of all documents at once, as arrays in the order of the library.

A document's *rank* is its place in that order, whatever number the engine gave it: equal content gives equal
arrays. The documents of one hit stand next to each other. The arrays are made with the index and kept beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kb.languages import CODES
from kb.library import Library
from kb.model import EDUCATIONS, SECTION_KINDS, Clause, Role
from kb.search.answers import EXPERIENCES
from kb.search.documents import Documents, Part
from kb.search.whoosh.fields import FIELDS, ZONES, Lengths, field_name

_SHORTENING = dict(zip(ZONES, (0.3, 0.75, 0.75), strict=True))
"""BM25's b by zone: how much a long text counts against a word in it.

A clause is a sentence or two: a longer one says more and is no worse an answer. A title with more words is
another title.
"""
_GUIDE = 0.6
"""A paragraph that talks about many things answers less well than a clause that says the one."""

_FILE = "corpus.npz"

Ranks = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float64]
Bits = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class FacetValues:
    """Which *values* of one facet each document has: one by *codes* into them, or any number as *bits*.

    With codes no two documents of a hit have the same value. All facets of bits share them: those of this one
    begin at *shift*.
    """

    values: tuple[str, ...]
    codes: Ranks | None = None
    bits: Bits | None = None
    shift: int = 0


@dataclass(frozen=True)
class Corpus:
    """All documents by rank; *rank_of* leads there from the engine's numbers, -1 for deleted documents.

    *groups* numbers the hits. *weights* says how good an answer a kind of document is. *norms* divide
    frequencies by field; *sizes* say how many documents have a field. *facets* holds which values of each
    facet a document has.
    """

    documents: Documents
    rank_of: Ranks
    groups: Ranks
    weights: Scores
    norms: Mapping[str, Scores]
    sizes: Mapping[str, int]
    facets: Mapping[str, FacetValues]


def starts(numbers: npt.NDArray[np.signedinteger]) -> Ranks:
    """Return where each run of equal *numbers* begins."""
    is_first = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=is_first[1:])
    return is_first.nonzero()[0]


def write_corpus(documents: Documents, rank_of: Ranks, lengths: Lengths, folder: Path) -> None:
    """Keep in *folder* what read_corpus() needs; *lengths* are by the engine's numbers."""
    codes, bits = _facts(documents)
    groups = _groups(documents)
    np.savez(folder / _FILE, rank_of=rank_of, lengths=lengths, groups=groups, codes=codes, bits=bits)


def read_lengths(folder: Path) -> Lengths:
    """Return how many words each document has in each of FIELDS, by the engine's numbers."""
    with np.load(folder / _FILE, allow_pickle=False) as kept:
        lengths: Lengths = kept["lengths"]
        return lengths


def read_corpus(library: Library, folder: Path) -> Corpus:
    """Return the arrays of the index of *library* in *folder*."""
    with np.load(folder / _FILE, allow_pickle=False) as kept:
        rank_of, groups, codes, bits = (kept[name] for name in ("rank_of", "groups", "codes", "bits"))
        present = rank_of >= 0
        lengths = np.zeros((len(groups), len(FIELDS)), np.uint32)
        lengths[rank_of[present]] = kept["lengths"][present]
    shortening = {field_name(zone, code): _SHORTENING[zone] for zone in ZONES for code in CODES}
    return Corpus(
        documents=Documents(library),
        rank_of=rank_of,
        groups=groups,
        weights=np.where(codes >= 0, 1.0, _GUIDE),
        norms={name: _norms(lengths[:, at], shortening[name]) for at, name in enumerate(FIELDS)},
        sizes=dict(zip(FIELDS, np.count_nonzero(lengths, axis=0).tolist(), strict=True)),
        facets={
            "role": FacetValues(tuple(role.id for role in library.roles), codes=codes),
            **{facet: FacetValues(values, bits=bits, shift=_SHIFTS[facet]) for facet, values in _VALUES.items()},
        },
    )


def _norms(lengths: Lengths, shortening: float) -> Scores:
    used = lengths[lengths > 0]
    average = float(used.mean()) if len(used) else 1.0
    norms: Scores = 1.0 - shortening + shortening * lengths.astype(np.float64) / average
    return norms


def _groups(documents: Documents) -> Ranks:
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(group, len(numbers)) for group in documents.groups], dtype=np.int64)


_VALUES = {"section": SECTION_KINDS, "education": EDUCATIONS, "experience": EXPERIENCES, "language": CODES}
"""The values of the facets that are kept as bits."""
_EVERY_VALUE = tuple((facet, value) for facet, values in _VALUES.items() for value in values)
_BITS = {each: 1 << number for number, each in enumerate(_EVERY_VALUE)}
_SHIFTS = {facet: _EVERY_VALUE.index((facet, values[0])) for facet, values in _VALUES.items()}


def _facts(documents: Documents) -> tuple[Ranks, Bits]:
    """Return the number of the role of each document, -1 for guides, and all other values as bits."""
    roles = {role.id: (number, _role_bits(role)) for number, role in enumerate(documents.library.roles)}
    facts = []
    for source in documents.sources:
        if isinstance(source, Part):
            facts.append((-1, _language_bits(source.guide.languages)))
        else:
            number, bits = roles[source.role if isinstance(source, Clause) else source.id]
            section = _BITS["section", source.kind] if isinstance(source, Clause) else 0
            facts.append((number, bits | section | _language_bits(source.languages)))
    codes, bits_of = zip(*facts, strict=True) if facts else ((), ())
    return np.array(codes, dtype=np.int64), np.array(bits_of, dtype=np.uint64)


def _role_bits(role: Role) -> int:
    education = _BITS["education", role.education] if role.education else 0
    years = role.experience_years
    return education | (_BITS["experience", experience_value(years)] if years is not None else 0)


def _language_bits(codes: tuple[str, ...]) -> int:
    return sum(_BITS["language", code] for code in codes)


def experience_value(years: int) -> str:
    """Return the value in EXPERIENCES for so many *years*."""
    return EXPERIENCES[0] if years <= 0 else EXPERIENCES[1] if years <= 2 else EXPERIENCES[2 if years <= 4 else 3]
