"""What a document has in each facet, whether it passes filters, and how many hits a value would give."""

from collections.abc import Iterable, Sequence

from kb.search.answers import FACETS, Facet, FacetValue, Filters
from kb.search.documents import GUIDE, Document


def passes(document: Document, filters: Filters, but: str = "") -> bool:
    """Tell whether *document* passes every facet that has a choice, or all *but* one."""
    chosen = {facet: filters.chosen(facet) for facet in FACETS if facet != but}
    return all(not values or values_of(document, facet) & set(values) for facet, values in chosen.items())


def values_of(document: Document, facet: str) -> set[str]:
    """Return the values that *document* has in *facet*."""
    if facet == "role":
        return {document.role.id} if document.role else set()
    return {value for name, value in document.facets if name == facet}


def count_facet(name: str, values: Sequence[str], found: Iterable[Document], filters: Filters) -> Facet:
    """Count for each of *values* the hits that choosing it alone in its facet would give."""
    having: dict[str, set[str]] = {value: set() for value in values}
    for document in found:
        if passes(document, filters, but=name):
            for value in values_of(document, name):
                having[value].add(document.hit)
    chosen = filters.chosen(name)
    counts = {value: len(hits) for value, hits in having.items() if hits or value in chosen}
    return Facet(name, tuple(FacetValue(value, count, value in chosen) for value, count in counts.items()))


def place_of(document: Document) -> str | None:
    """Return what a passage of a guide shares with its versions in other languages; None for all else."""
    guide, _, place = document.key.partition("@")
    return f"{guide}@{place.partition(':')[2]}" if document.owner.startswith(GUIDE) else None
