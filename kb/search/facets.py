"""Which of the documents found pass the filters, and how many hits each facet value would give."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from kb.search.answers import FACETS, Facet, Filters
from kb.search.answers import FacetValue as CountedValue
from kb.search.corpus import Corpus, FacetValues, Ranks

Passes = npt.NDArray[np.bool_]


def passing(corpus: Corpus, found: Ranks, filters: Filters) -> dict[str, Passes]:
    """Return for every facet which of the documents *found* have one of its chosen values; all where none is."""
    return {facet: _passes(corpus.facets[facet], found, filters.chosen(facet)) for facet in FACETS}


def in_all(passes: Mapping[str, Passes], found: Ranks, but: str | None = None) -> Passes:
    """Return which of the documents *found* pass every facet, or every one *but* one."""
    kept = np.ones(len(found), dtype=np.bool_)
    for facet, passed in passes.items():
        if facet != but:
            kept &= passed
    return kept


def count_facets(
    corpus: Corpus, found: Ranks, passes: Mapping[str, Passes], filters: Filters
) -> tuple[Facet, ...]:
    """Return every facet with its counts: the total that choosing a value alone in its facet would give."""
    return tuple(
        _counted(facet, corpus, found[in_all(passes, found, but=facet)], filters.chosen(facet)) for facet in FACETS
    )


def _passes(facet: FacetValues, found: Ranks, chosen: tuple[str, ...]) -> Passes:
    if not chosen:
        return np.ones(len(found), dtype=np.bool_)
    codes = [code for code, value in enumerate(facet.values) if value in chosen]
    if facet.codes is not None:
        return np.isin(facet.codes[found], codes)
    assert facet.bits is not None
    passed: Passes = (facet.bits[found] & np.uint64(sum(1 << code for code in codes))) != 0
    return passed


def _counted(name: str, corpus: Corpus, found: Ranks, chosen: tuple[str, ...]) -> Facet:
    facet = corpus.facets[name]
    counts = _counts(facet, found, corpus.groups[found])
    return Facet(
        name,
        tuple(
            CountedValue(value, int(count), value in chosen)
            for value, count in zip(facet.values, counts, strict=True)
            if count or value in chosen
        ),
    )


def _counts(facet: FacetValues, found: Ranks, groups: Ranks) -> npt.NDArray[np.int64]:
    if not len(found):
        return np.zeros(len(facet.values), dtype=np.int64)
    if facet.codes is not None:
        codes = facet.codes[found]
        return np.bincount(codes[codes >= 0], minlength=len(facet.values))
    assert facet.bits is not None
    # The documents of one hit stand together, so that their values are united run by run.
    united = np.bitwise_or.reduceat(facet.bits[found], starts(groups))
    return np.array(
        [np.count_nonzero(united & np.uint64(1 << code)) for code in range(len(facet.values))], dtype=np.int64
    )


def starts(groups: Ranks) -> Ranks:
    """Return where each run of equal numbers begins."""
    return np.flatnonzero(np.concatenate(([True], groups[1:] != groups[:-1])))
