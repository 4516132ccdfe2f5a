"""How often a relevance set's expected hit is the first, or among the first five, by language and difficulty.

    python -m bench.relevance queries.tsv [--json]

A line of the set: query, its language, kind of difficulty, expected ids (any of them), parted by tabs. The
order of the hits is the same whoever reads them, so that each query is asked once.
"""

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.library import Library, build_library
from kb.places import content_folder
from kb.reading.content import read_content
from kb.search.answers import Query
from kb.search.snapshot import Snapshot, open_snapshot

Report = dict[str, Any]


@dataclass(frozen=True)
class Expectation:
    """A query and the ids of which one is expected."""

    query: str
    language: str
    difficulty: str
    ids: frozenset[str]


@dataclass(frozen=True)
class Outcome:
    """Where the first expected hit stood, counted from 1; None where it was not among the first five."""

    expectation: Expectation
    place: int | None
    first: tuple[str, ...]


def read_expectations(path: Path) -> Iterator[Expectation]:
    """Yield the lines of a relevance set."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            query, language, difficulty, ids = line.split("\t")
            yield Expectation(query, language, difficulty, frozenset(ids.split("|")))


def ids_in(library: Library) -> frozenset[str]:
    """Return the id of every hit that *library* could give."""
    return frozenset(
        (
            *(concept.id for concept in library.concepts),
            *(f"role:{role.id}" for role in library.roles),
            *(f"guide:{guide.id}" for guide in library.guides),
        )
    )


def ask(snapshot: Snapshot, expectation: Expectation) -> Outcome:
    """Return how *snapshot* answers."""
    answer = snapshot.search(Query(expectation.query, expectation.language, limit=5))
    found = tuple(hit.id for hit in answer.hits)
    places = (place for place, id in enumerate(found, start=1) if id in expectation.ids)
    return Outcome(expectation, next(places, None), found)


def rates(outcomes: Iterable[Outcome]) -> dict[str, dict[str, float]]:
    """Return success at 1 and 5 of all *outcomes*, by language and by difficulty."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        for name in ("all", outcome.expectation.language, outcome.expectation.difficulty):
            groups.setdefault(name, []).append(outcome)
    return {name: _rate(found) for name, found in groups.items()}


def _rate(outcomes: list[Outcome]) -> dict[str, float]:
    return {
        "queries": len(outcomes),
        "at 1": round(sum(outcome.place == 1 for outcome in outcomes) / len(outcomes), 3),
        "at 5": round(sum(outcome.place is not None for outcome in outcomes) / len(outcomes), 3),
    }


def measure(content: Path, queries: Path) -> Report:
    """Return rates, the queries that nothing in *content* can answer, and those that were missed."""
    library = build_library(read_content(content))
    present = ids_in(library)
    expectations = list(read_expectations(queries))
    asked = [expectation for expectation in expectations if expectation.ids & present]
    with tempfile.TemporaryDirectory() as folder:
        snapshot = open_snapshot(library, Path(folder), lambda _: None)
        outcomes = [ask(snapshot, expectation) for expectation in asked]
        snapshot.close()
    left_out = [expectation.query for expectation in expectations if not expectation.ids & present]
    missed = [_described(outcome) for outcome in outcomes if outcome.place is None]
    return {"rates": rates(outcomes), "left out": left_out, "missed": missed}


def _described(outcome: Outcome) -> str:
    expected = outcome.expectation
    return f"{expected.query} ({expected.difficulty}): {', '.join(sorted(expected.ids))}"


def table(report: Report) -> str:
    """Return *report* as people read it."""
    lines = [f"{'relevance':12}{'queries':>8}{'at 1':>8}{'at 5':>8}"]
    for name, rate in report["rates"].items():
        lines.append(f"{name:12}{rate['queries']:8}{rate['at 1']:8.2f}{rate['at 5']:8.2f}")
    lines += [f"left out, since nothing in the content answers it: {query}" for query in report["left out"]]
    lines += [f"not among the first five: {miss}" for miss in report["missed"]]
    return "\n".join(lines)


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("queries", type=Path)
    parser.add_argument("--content", type=Path, default=content_folder())
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    report = measure(options.content, options.queries)
    print(json.dumps(report, ensure_ascii=False, indent=1) if options.json else table(report))


if __name__ == "__main__":
    main()
