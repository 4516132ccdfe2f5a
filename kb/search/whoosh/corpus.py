"""Hold per-document arrays for scoring, filtering and counting.

A document's *rank* is its place in the order in which equal hits are shown, whatever number the index gave it:
roles, then clauses by concept in the order of the roles, then guides. Equal content gives equal ranks, and the
documents of one hit stand next to each other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.search.answers import FACET_VALUES
from kb.search.documents import GUIDE, ROLE
from kb.search.whoosh.fields import CONTEXT, FIELDS, ZONES, Lengths
from kb.search.whoosh.segments import Segment, Table, hash_of

BM25_B = dict(zip(ZONES, (0.3, 0.75, 0.75, 0.3), strict=True))
"""BM25's b by zone: how much a long text counts against a word in it.

A clause is a sentence or two: a longer one says more and is no worse an answer. A title with more words is
another title.
"""

_GUIDE_WEIGHT = 0.6
"""A passage that talks about many things answers less well than a clause that says the one."""

_PLACES = 32
"""Bits of the place of a document among those of its owner, in keys that are sorted by."""

Ranks = npt.NDArray[np.int64]
"""Ranks of documents."""
Scores = npt.NDArray[np.float64]
"""Scores, or weights, by document."""
Bits = npt.NDArray[np.uint64]
"""Values of all facets of bits, by document."""
Passes = npt.NDArray[np.bool_]
"""Whether a document passes, by document."""


@dataclass(frozen=True)
class FacetColumn:
    """Which *values* of one facet each document has: one by *codes* into them, or any number as *bits*.

    With codes no two documents of a hit have the same value. All facets of bits share them: those of this one
    begin at *shift*.
    """

    values: tuple[str, ...]
    codes: npt.NDArray[np.int32] | None = None
    bits: npt.NDArray[np.uint32] | None = None
    shift: int = 0

    def having(self, ranks: Ranks, chosen: Sequence[str]) -> Passes:
        """Tell which of *ranks* have one of the *chosen* values."""
        codes = [code for code, value in enumerate(self.values) if value in chosen]
        if self.codes is not None:
            return np.isin(self.codes[ranks], codes)
        assert self.bits is not None, "a facet has codes or bits"
        passed: Passes = (self.bits[ranks] & np.uint32(sum(1 << self.shift + code for code in codes))) != 0
        return passed


@dataclass(frozen=True)
class Norms:
    """The divisors of frequencies in a field: *lengths* by rank, in narrow numbers, and a norm *by_length*."""

    lengths: npt.NDArray[np.unsignedinteger]
    by_length: Scores

    def of(self, ranks: Ranks) -> Scores:
        """Return the norms of *ranks*."""
        norms: Scores = self.by_length[self.lengths[ranks]]
        return norms


@dataclass(frozen=True)
class Corpus:
    """All documents by rank; *rank_of* leads there from the index's numbers, -1 for those no longer valid.

    *rank_of* is None where the numbers are the ranks. *groups* numbers the hits. *norms* divide frequencies by
    field; *sizes* say how many documents have a field. *facets* holds which values of each facet a document has.
    """

    segments: tuple[Segment, ...]
    numbers: npt.NDArray[np.int32]
    rank_of: Ranks | None
    groups: npt.NDArray[np.int32]
    norms: Mapping[str, Norms]
    sizes: Mapping[str, int]
    facets: Mapping[str, FacetColumn]

    def weights(self, ranks: Ranks) -> Scores:
        """Return how good an answer the kind of each of *ranks* is."""
        codes = self.facets["role"].codes
        assert codes is not None, "a document has one role"
        return np.where(codes[ranks] >= 0, 1.0, _GUIDE_WEIGHT)

    def key(self, rank: int) -> str:
        """Return the key of a document."""
        return self.keys([rank])[0]

    def keys(self, ranks: Sequence[int]) -> list[str]:
        """Return the keys of documents."""
        numbers = self.numbers[ranks].astype(np.int64)
        if len(self.segments) == 1:
            return self.segments[0].keys_of(numbers)
        found = np.searchsorted(self._ends, numbers, side="right").tolist()
        return [
            self.segments[at].keys_of(numbers[each : each + 1] - (self._ends[at - 1] if at else 0))[0]
            for each, at in enumerate(found)
        ]

    @cached_property
    def has_context(self) -> bool:
        """Whether any document has a context."""
        return any(size for field, size in self.sizes.items() if field.startswith(CONTEXT))

    @cached_property
    def _ends(self) -> Ranks:
        """Where the numbers of each segment end."""
        return np.cumsum([len(segment) for segment in self.segments], dtype=np.int64)

    def ranks_of_roles(self, ids: Sequence[str]) -> Ranks:
        """Return the documents that are these roles themselves: the roles are the first of all, in their order."""
        roles = self._number_of_role
        return np.array([roles[id] for id in ids if id in roles], np.int64)

    def ranks_of(self, keys: Sequence[str]) -> Ranks:
        """Return the documents with these *keys*, -1 for those that there are not."""
        ranks = self._rank_of_key
        return np.array([ranks.get(hash_of(key), -1) for key in keys], np.int64)

    def versions_of(self, ranks: Ranks) -> Ranks:
        """Return the passages that stand in any language where a passage among *ranks* stands."""
        places = {self._passages[rank] for rank in ranks.tolist() if rank in self._passages}
        return np.array([rank for rank, place in self._passages.items() if place in places], np.int64)

    @cached_property
    def _number_of_role(self) -> Mapping[str, int]:
        return {id: number for number, id in enumerate(self.facets["role"].values)}

    @cached_property
    def _rank_of_key(self) -> Mapping[int, int]:
        return {hash_of(key): rank for rank, key in enumerate(self.keys(range(len(self.numbers))))}

    @cached_property
    def _passages(self) -> Mapping[int, str]:
        """The place of each passage of a guide, regardless of language, by rank."""
        codes = self.facets["role"].codes
        assert codes is not None, "a document has one role"
        return {rank: _place_of(self.key(rank)) for rank in np.flatnonzero(codes < 0).tolist()}


def _place_of(passage: str) -> str:
    guide, _, place = passage.partition("@")
    return f"{guide}@{place.partition(':')[2]}"


def starts(numbers: npt.NDArray[np.signedinteger]) -> Ranks:
    """Return where each run of equal *numbers* begins."""
    is_first = np.ones(len(numbers), np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=is_first[1:])
    return is_first.nonzero()[0]


def assemble(
    segments: Sequence[Segment], tables: Sequence[Table], owners: Sequence[str], segment_of: Mapping[str, str]
) -> Corpus:
    """Return the corpus of *owners*, in their order; *segment_of* names the segment with the documents of each."""
    order = {owner: number for number, owner in enumerate(owners)}
    numbers_of = (_owner_numbers(*each, order, segment_of) for each in zip(segments, tables, strict=True))
    owner_of = _joined(list(numbers_of), np.int64)
    column = {
        name: _joined([table[name] for table in tables], dtype)
        for name, dtype in (("place", np.int64), ("hit", np.uint64), ("facets", np.uint32))
    }
    valid = np.flatnonzero(owner_of >= 0)
    is_guide = np.array([owner.startswith(GUIDE) for owner in owners], np.bool_)[owner_of[valid]]
    numbers, groups = _ranked(valid, owner_of[valid], is_guide, column["place"][valid], column["hit"][valid])
    lengths = _joined([table["lengths"] for table in tables], np.uint32, len(FIELDS))[numbers]
    roles = tuple(owner.removeprefix(ROLE) for owner in owners if owner.startswith(ROLE))
    codes = np.where(owner_of[numbers] < len(roles), owner_of[numbers], -1).astype(np.int32)
    bits = column["facets"][numbers].astype(np.uint32)
    return Corpus(
        segments=tuple(segments),
        numbers=numbers.astype(np.int32),
        rank_of=_inverse(numbers, len(owner_of)),
        groups=groups,
        norms={name: _norms(lengths[:, at], BM25_B[name.partition("_")[0]]) for at, name in enumerate(FIELDS)},
        sizes=dict(zip(FIELDS, np.count_nonzero(lengths, axis=0).tolist(), strict=True)),
        facets={
            "role": FacetColumn(roles, codes=codes),
            **{facet: FacetColumn(values, bits=bits, shift=shift) for facet, values, shift in _shifts()},
        },
    )


def _shifts() -> Iterator[tuple[str, tuple[str, ...], int]]:
    shift = 0
    for facet, values in FACET_VALUES.items():
        yield facet, values, shift
        shift += len(values)


def _joined(parts: Sequence[npt.NDArray[np.generic]], dtype: type[np.generic], *columns: int) -> npt.NDArray[Any]:
    return np.concatenate([part.astype(dtype) for part in parts]) if parts else np.zeros((0, *columns), dtype)


def _owner_numbers(
    segment: Segment, table: Table, order: Mapping[str, int], segment_of: Mapping[str, str]
) -> Ranks:
    """Return for each document of *segment* the number of its owner, -1 where a later segment has it, or none."""
    numbers = [order.get(owner, -1) if segment_of.get(owner) == segment.name else -1 for owner in segment.owners]
    found: Ranks = np.array(numbers, np.int64)[table["owner"]]
    return found


def _ranked(
    valid: Ranks, owner_of: Ranks, is_guide: Passes, place: Ranks, hit: Bits
) -> tuple[Ranks, npt.NDArray[np.int32]]:
    """Return the *valid* numbers in the order of their ranks, and the number of the hit of each."""
    at = owner_of << _PLACES | place
    _, of_hit = np.unique(hit, return_inverse=True)
    first = np.full(of_hit.max(initial=-1) + 1, np.iinfo(np.int64).max)
    np.minimum.at(first, of_hit, at)
    # The document of a role is its first one; passages stand where their guide stands.
    kind = np.where(is_guide, 2, np.where(place == 0, 0, 1))
    order = np.lexsort((at, first[of_hit], kind))
    groups = np.cumsum(np.diff(of_hit[order], prepend=-1) != 0, dtype=np.int32) - 1
    return valid[order], groups.astype(np.int32)


def _inverse(numbers: Ranks, count: int) -> Ranks | None:
    """Return the rank of each of *count* numbers, -1 for those without; None where the numbers are the ranks."""
    if len(numbers) == count and bool((numbers == np.arange(count)).all()):
        return None
    ranks: Ranks = np.full(count, -1, np.int64)
    ranks[numbers] = np.arange(len(numbers))
    return ranks


def _norms(lengths: Lengths, b: float) -> Norms:
    used = lengths[lengths > 0]
    average = float(used.mean()) if len(used) else 1.0
    longest = int(lengths.max(initial=0))
    by_length: Scores = 1.0 - b + b * np.arange(longest + 1, dtype=np.float64) / average
    return Norms(lengths.astype(np.min_scalar_type(longest)), by_length)
