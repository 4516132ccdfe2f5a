"""What a project without Rolebook would have: the same documents in Whoosh as it comes, and in SQLite's FTS5.

Both have all languages, and take what has any of the words, the best first, as a reader's box of words is usually
wired. Documents of one hit count as one, as they do in Rolebook.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from whoosh import index
from whoosh.analysis import LanguageAnalyzer  # type: ignore[attr-defined]  # imported there with *
from whoosh.fields import ID, TEXT, Schema
from whoosh.qparser import MultifieldParser, OrGroup  # type: ignore[attr-defined]  # the same

from kb.analysis.tokens import words
from kb.languages import CODES
from kb.search.documents import Document
from kb.search.whoosh.fields import FIELDS, field_texts

_MOST_DOCUMENTS = 50


class Finder(Protocol):
    """What finds documents by words."""

    name: str

    def find(self, text: str, count: int) -> tuple[str, ...]:
        """Return at most *count* hits for a query, the best first."""


class StockWhoosh:
    """Whoosh with the analyser that it has for each language: its stop words, its Snowball stemmer."""

    name = "Whoosh as it comes"

    def __init__(self, folder: Path, documents: Iterable[Document]) -> None:
        analyzers: dict[str, Any] = {code: LanguageAnalyzer(code) for code in CODES}
        schema = Schema(
            hit=ID(stored=True), **{name: TEXT(analyzer=analyzers[name.rpartition("_")[2]]) for name in FIELDS}
        )
        made: Any = index.create_in(str(folder), schema)
        writer = made.writer()
        for document in documents:
            writer.add_document(hit=document.hit, **dict(field_texts(document)))
        writer.commit()
        self._searcher = made.searcher()
        self._parser = MultifieldParser(list(FIELDS), schema, group=OrGroup)

    def find(self, text: str, count: int) -> tuple[str, ...]:
        """Return at most *count* hits for a query, the best first."""
        found = self._searcher.search(self._parser.parse(text), limit=_MOST_DOCUMENTS)
        return _hits((each["hit"] for each in found), count)


class StockFts5:
    """SQLite's FTS5 with the tokeniser unicode61, which knows no language."""

    name = "FTS5 unicode61"

    def __init__(self, documents: Iterable[Document]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            f"CREATE VIRTUAL TABLE documents USING fts5(hit UNINDEXED, {', '.join(FIELDS)}, tokenize='unicode61')"
        )
        marks = ", ".join("?" * (1 + len(FIELDS)))
        self._database.executemany(
            f"INSERT INTO documents VALUES ({marks})",
            (
                (document.hit, *(by_field.get(name, "") for name in FIELDS))
                for document in documents
                for by_field in (dict(field_texts(document)),)
            ),
        )

    def find(self, text: str, count: int) -> tuple[str, ...]:
        """Return at most *count* hits for a query, the best first."""
        match = " OR ".join(f'"{word}"' for word in words(text))
        query = f"SELECT hit FROM documents WHERE documents MATCH ? ORDER BY rank LIMIT {_MOST_DOCUMENTS}"
        return _hits((hit for (hit,) in self._database.execute(query, (match,))), count) if match else ()


def _hits(documents: Iterator[str], count: int) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(documents), count))
