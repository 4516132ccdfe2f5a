"""Which fields the index has, and what a document has in each: texts in, words with positions out."""

from collections import Counter
from collections.abc import Iterator, Mapping

from kb.analysis.tokens import Token, tokens
from kb.languages import CODES
from kb.search.documents import SEPARATOR, Document
from kb.search.engine import Entry

ZONES = ("text", "title", "names")
"""The wording itself; the title of a role or guide; the synonyms of a role, the heading above a paragraph."""

_GAP = 100
"""Positions between texts that no phrase may cross."""


def field_name(zone: str, language: str) -> str:
    """Return the name of the field for a *zone* in a *language*."""
    return f"{zone}_{language}"


FIELDS = tuple(field_name(zone, code) for zone in ZONES for code in CODES)
"""Every field, in the order of the lengths in an Entry."""


def entry(document: Document) -> Entry:
    """Return *document* as the engine takes it."""
    fields: dict[str, Mapping[str, list[int]]] = {}
    lengths = [0] * len(FIELDS)
    for field, text in texts(document):
        positions: dict[str, list[int]] = {}
        for token, position in placed(text):
            positions.setdefault(token.folded, []).append(position)
            lengths[FIELDS.index(field)] += not token.whole
        if positions:
            fields[field] = positions
    return Entry(document.key, document.owner, fields, tuple(lengths))


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the fields of *document* with their texts."""
    for zone, by_language in zip(ZONES, (document.texts, document.titles, document.names), strict=True):
        for code, text in by_language.items():
            yield field_name(zone, code), text


def placed(text: str) -> Iterator[tuple[Token, int]]:
    """Yield the words of *text* with their positions, a gap between its parts."""
    base = 0
    for part in text.split(SEPARATOR):
        found = tokens(part)
        yield from ((token, base + token.position) for token in found)
        base += len(found) + _GAP


def count_words(document: Document, counts: Mapping[str, Counter[str]]) -> None:
    """Add the casefolded words of *document* to the *counts* of their languages."""
    for by_language in (document.texts, document.titles, document.names):
        for code, text in by_language.items():
            counts[code].update(token.text for token in tokens(text))
