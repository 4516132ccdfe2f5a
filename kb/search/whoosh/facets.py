"""Filter documents by facets, and count hits per facet value."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from kb.search.answers import FACETS, Facet, FacetValue, Filters
from kb.search.whoosh.corpus import Corpus, FacetColumn, Passes, Ranks, Scores, starts

PerDocument = TypeVar("PerDocument", Ranks, Scores)
"""An array with a value for each document."""


def passing(corpus: Corpus, found: Ranks, filters: Filters) -> dict[str, Passes]:
    """Return for every facet that has chosen values which of the documents *found* have one of them."""
    chosen = {facet: filters.chosen(facet) for facet in FACETS}
    return {facet: corpus.facets[facet].having(found, values) for facet, values in chosen.items() if values}


def in_all(passes: Mapping[str, Passes], found: PerDocument, but: str | None = None) -> PerDocument:
    """Return the values in *found* of documents that pass every facet, or all *but* one."""
    masks = [passed for facet, passed in passes.items() if facet != but]
    return found[np.logical_and.reduce(masks)] if masks else found


def count_facets(
    corpus: Corpus, found: Ranks, passes: Mapping[str, Passes], filters: Filters
) -> tuple[Facet, ...]:
    """Return every facet with its counts: the total that choosing a value alone in its facet would give."""
    counts: dict[str, Ranks] = {}
    # Facets without a choice count the same documents, and are counted together.
    for together in (tuple(facet for facet in FACETS if facet not in passes), *((facet,) for facet in passes)):
        counts.update(_counts(corpus, in_all(passes, found, but=together[0]), together) if together else ())
    return tuple(_counted(facet, corpus.facets[facet], counts[facet], filters.chosen(facet)) for facet in FACETS)


def _counted(name: str, facet: FacetColumn, counts: Ranks, chosen: tuple[str, ...]) -> Facet:
    shown = counts > 0
    for value in chosen:
        if value in facet.values:
            shown[facet.values.index(value)] = True
    at = np.flatnonzero(shown)
    values = [facet.values[number] for number in at.tolist()]
    return Facet(name, tuple(map(FacetValue, values, counts[at].tolist(), map(chosen.__contains__, values))))


def _counts(corpus: Corpus, found: Ranks, facets: Sequence[str]) -> Iterator[tuple[str, Ranks]]:
    sets, hits = _united(corpus, found)
    for name in facets:
        facet = corpus.facets[name]
        if facet.codes is not None:
            codes = facet.codes[found]
            yield name, np.bincount(codes[codes >= 0], minlength=len(facet.values))
        else:
            bits = np.arange(facet.shift, facet.shift + len(facet.values), dtype=np.uint32)
            yield name, hits @ (sets[:, None] >> bits & np.uint32(1)).astype(np.int64)


def _united(corpus: Corpus, found: Ranks) -> tuple[npt.NDArray[np.uint32], Ranks]:
    """Return the sets of values, as bits, that hits have in all facets of bits, and how many hits have each."""
    bits = next(facet.bits for facet in corpus.facets.values() if facet.bits is not None)
    # The documents of one hit stand together, so that their values are united run by run.
    runs = starts(corpus.groups[found])
    of_hits = np.bitwise_or.reduceat(bits[found], runs) if len(runs) else bits[found]
    return np.unique(of_hits, return_counts=True)
