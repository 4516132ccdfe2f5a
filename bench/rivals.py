"""SQLite's FTS5 and tantivy on the same documents: same fields, and words that the same analysis has prepared.

Each word is indexed as its lemma or stem, one at each place, and a query word is one such key: inflections cost
the rivals nothing. What Rolebook does at query time (languages, inflections, compounds, hits of many clauses) they
need not do at all.
"""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bench.scale_queries import ANY, FILTERED, PHRASE, PREFIX, SUGGESTION, Asked
from kb.search.answers import FACETS
from kb.search.whoosh.fields import FIELDS

TOP = 20


@dataclass(frozen=True)
class Row:
    """A document as a rival takes it: its *fields*, and *facts* in the order of FACETS.

    The first fact is 1 for a duty, which is what is filtered by.
    """

    key: str
    owner: str
    fields: dict[str, str]
    facts: tuple[int, ...]


class Rival(Protocol):
    """What is measured against: filled in a folder of its own."""

    name: str

    def fill(self, rows: Sequence[Row]) -> None:
        """Make the index."""

    def ask(self, asked: Asked) -> Any:
        """Find, score, and take the keys of the best; with the counts of all facets where the kind says so."""

    def update(self, owner: str, rows: Sequence[Row]) -> None:
        """Put *rows* in the place of those of *owner*."""


class Fts5:
    """A file with a table of all columns, and the facts beside it, by row."""

    name = "fts5"

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "fts5.db")

    def fill(self, rows: Sequence[Row]) -> None:
        """Make the index."""
        columns = ", ".join(FIELDS)
        self._database.execute(
            f"CREATE VIRTUAL TABLE words USING fts5(key UNINDEXED, {columns},"
            " tokenize='unicode61 remove_diacritics 0')"
        )
        self._database.execute(f"CREATE TABLE facts(id INTEGER PRIMARY KEY, owner, {', '.join(FACETS)})")
        self._add(1, rows)
        self._database.execute("CREATE INDEX owners ON facts(owner)")
        self._database.commit()

    def ask(self, asked: Asked) -> Any:
        """Find, score, and take the keys of the best; with the counts of all facets where the kind says so."""
        match = _match(asked)
        if asked.kind != FILTERED:
            return self._database.execute(_TOP, (match,)).fetchall()
        return self._database.execute(_FILTERED, (match,)).fetchall()

    def update(self, owner: str, rows: Sequence[Row]) -> None:
        """Put *rows* in the place of those of *owner*."""
        found = self._database.execute("SELECT id FROM facts WHERE owner = ?", (owner,)).fetchall()
        self._database.executemany("DELETE FROM words WHERE rowid = ?", found)
        self._database.execute("DELETE FROM facts WHERE owner = ?", (owner,))
        (last,) = self._database.execute("SELECT max(id) FROM facts").fetchone()
        self._add(last + 1, rows)
        self._database.commit()

    def _add(self, first: int, rows: Sequence[Row]) -> None:
        marks = ", ".join("?" * (len(FIELDS) + 2))
        numbered = list(enumerate(rows, start=first))
        self._database.executemany(
            f"INSERT INTO words(rowid, key, {', '.join(FIELDS)}) VALUES ({marks})",
            ((number, row.key, *(row.fields.get(name, "") for name in FIELDS)) for number, row in numbered),
        )
        marks = ", ".join("?" * (len(FACETS) + 2))
        self._database.executemany(
            f"INSERT INTO facts VALUES ({marks})", ((number, row.owner, *row.facts) for number, row in numbered)
        )


_TOP = f"SELECT key FROM words WHERE words MATCH ? ORDER BY rank LIMIT {TOP}"
# All facets are counted in one walk through what is found, which is the fastest way that SQLite has.
_FILTERED = (
    "WITH found AS MATERIALIZED (SELECT words.rowid AS id, rank AS score, facts.* FROM words JOIN facts"
    " ON facts.id = words.rowid WHERE words MATCH ?) "
    + f"SELECT * FROM (SELECT 'top', key FROM (SELECT id FROM found WHERE section = 1 ORDER BY score LIMIT {TOP})"
    " AS best JOIN words ON words.rowid = best.id) "
    + " ".join(f"UNION ALL SELECT {facet}, count(*) FROM found GROUP BY {facet}" for facet in FACETS)
)


class Tantivy:
    """The extra of the dependency group `bench`."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        for name in ("key", "owner"):
            builder.add_text_field(name, stored=name == "key", tokenizer_name="raw")
        for name in FIELDS:
            builder.add_text_field(name, tokenizer_name="whitespace")
        for name in FACETS:
            builder.add_integer_field(name, indexed=True, fast=True)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))

    def fill(self, rows: Sequence[Row]) -> None:
        """Make the index."""
        self._write(self._index.writer(), rows)

    def ask(self, asked: Asked) -> Any:
        """Find, score, and take the keys of the best; with the counts of all facets where the kind says so."""
        if asked.kind in (PREFIX, SUGGESTION):
            return self._top(self._beginning_with(asked.keys[0]))
        query = self._index.parse_query(_tantivy_text(asked), list(FIELDS))
        if asked.kind != FILTERED:
            return self._top(query)
        counts = self._searcher.aggregate(
            query, {name: {"terms": {"field": name, "size": 10000}} for name in FACETS}
        )
        both = self._index.parse_query(f"+({_tantivy_text(asked)}) +section:1", list(FIELDS))
        return self._top(both), counts

    def update(self, owner: str, rows: Sequence[Row]) -> None:
        """Put *rows* in the place of those of *owner*."""
        writer = self._index.writer()
        writer.delete_documents("owner", owner)
        self._write(writer, rows)

    def _beginning_with(self, prefix: str) -> Any:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        in_fields = [query.regex_query(self._schema, name, f"{prefix}.*") for name in FIELDS]
        return query.boolean_query([(occur.Should, each) for each in in_fields])

    def _top(self, query: Any) -> list[Any]:
        found = self._searcher.search(query, TOP, count=False).hits
        return [self._searcher.doc(address)["key"] for _, address in found]

    def _write(self, writer: Any, rows: Sequence[Row]) -> None:
        for row in rows:
            document = {"key": row.key, "owner": row.owner, **dict(zip(FACETS, row.facts, strict=True))}
            writer.add_document(self._tantivy.Document.from_dict({**document, **row.fields}, self._schema))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()


def _match(asked: Asked) -> str:
    words = [json.dumps(key, ensure_ascii=False) for key in asked.keys]
    if asked.kind == PHRASE:
        return f'"{" ".join(asked.keys)}"'
    if asked.kind in (PREFIX, SUGGESTION):
        return f"{words[0]} *"
    return (" OR " if asked.kind == ANY else " AND ").join(words)


def _tantivy_text(asked: Asked) -> str:
    if asked.kind == PHRASE and len(asked.keys) > 1:
        return f'"{" ".join(asked.keys)}"'
    return (" OR " if asked.kind == ANY else " AND ").join(asked.keys)
