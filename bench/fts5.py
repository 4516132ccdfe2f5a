"""The same clauses in SQLite's FTS5: what the search is measured against."""

import sqlite3

from kb.analysis.folding import fold
from kb.languages import CODES
from kb.library import Library

_COLUMNS = ", ".join(f"text_{code}" for code in CODES)
_MARKS = ", ".join(f"highlight(clauses, {number}, '<mark>', '</mark>')" for number in range(len(CODES)))
_TOP = f"SELECT concept, {_MARKS} FROM clauses WHERE clauses MATCH ? ORDER BY rank LIMIT 10"
_FACET = "SELECT {0}, count(DISTINCT concept) FROM clauses WHERE clauses MATCH ? GROUP BY {0}"
_FACETS = ("section", "role", "education", "experience")


def fill(library: Library) -> sqlite3.Connection:
    """Return a database in memory with the clauses of *library*."""
    database = sqlite3.connect(":memory:")
    unindexed = ", ".join(f"{name} UNINDEXED" for name in ("concept", *_FACETS))
    database.execute(f"CREATE VIRTUAL TABLE clauses USING fts5({_COLUMNS}, {unindexed}, tokenize='unicode61')")
    rows = []
    for role in library.roles:
        for clause in role.clauses:
            texts = [wording.text if (wording := clause.wording(code)) else "" for code in CODES]
            facts = (clause.id, clause.kind, role.id, role.education, role.experience_years)
            rows.append((*(_spelt(text) for text in texts), *facts))
    marks = ", ".join("?" * (len(CODES) + 1 + len(_FACETS)))
    database.executemany(f"INSERT INTO clauses VALUES ({marks})", rows)
    database.commit()
    return database


def ask(database: sqlite3.Connection, match: str) -> None:
    """Find the best ten with their marks, and the counts of every facet."""
    database.execute(_TOP, (match,)).fetchall()
    for facet in _FACETS:
        database.execute(_FACET.format(facet), (match,)).fetchall()


def _spelt(text: str) -> str:
    # unicode61 folds neither ё nor ø: the texts are folded beforehand, as the queries are.
    return " ".join(fold(word) for word in text.casefold().split())
