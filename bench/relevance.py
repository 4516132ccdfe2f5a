"""How often a relevance set's expected hit is the first, or among the first five, by language and difficulty.

    python -m bench.relevance queries.tsv [--json]

A line of the set: query, its language, kind of difficulty, expected ids (any of them), parted by tabs. Asked are
Whoosh and SQLite's FTS5 as they come, and Rolebook without meaning and with it. Rolebook is asked by a reader of
every other language, and has to show the hit in that one.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.stock import Finder, StockFts5, StockWhoosh
from kb.languages import CODES
from kb.library import Library, build_library
from kb.places import content_folder
from kb.reading.content import read_content
from kb.search.answers import Query
from kb.search.documents import Documents
from kb.search.meaning import MeaningModel
from kb.search.snapshot import Snapshot, open_snapshot
from kb.vectors.model import is_installed

Report = dict[str, Any]
FIVE = 5


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


Ask = Callable[[Expectation], Iterator[Outcome]]


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


def asking(snapshot: Snapshot) -> Ask:
    """Return what asks *snapshot*, as a reader of every language but that of the query."""

    def ask(expectation: Expectation) -> Iterator[Outcome]:
        for reader in CODES:
            if reader != expectation.language:
                answer = snapshot.search(Query(expectation.query, reader, limit=FIVE))
                shown = (hit.id if hit.text.language == reader else "" for hit in answer.hits)
                yield Outcome(expectation, _place(expectation, shown))

    return ask


def asking_plainly(finder: Finder) -> Ask:
    """Return what asks *finder*, which knows no reader."""

    def ask(expectation: Expectation) -> Iterator[Outcome]:
        yield Outcome(expectation, _place(expectation, finder.find(expectation.query, FIVE)))

    return ask


def _place(expectation: Expectation, found: Iterable[str]) -> int | None:
    return next((place for place, id in enumerate(found, start=1) if id in expectation.ids), None)


def rates(outcomes: Iterable[Outcome]) -> dict[str, dict[str, float]]:
    """Return success at 1 and 5 of all *outcomes*, by language and by difficulty."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        for name in ("all", outcome.expectation.language, outcome.expectation.difficulty):
            groups.setdefault(name, []).append(outcome)
    return {name: _rate(found) for name, found in groups.items()}


def _rate(outcomes: list[Outcome]) -> dict[str, float]:
    return {
        "queries": len({outcome.expectation for outcome in outcomes}),
        "at 1": round(sum(outcome.place == 1 for outcome in outcomes) / len(outcomes), 3),
        "at 5": round(sum(outcome.place is not None for outcome in outcomes) / len(outcomes), 3),
    }


def measure(content: Path, queries: Path) -> Report:
    """Return rates of each way to search, what it missed, and the queries that nothing in *content* answers."""
    library = build_library(read_content(content))
    present = ids_in(library)
    expectations = list(read_expectations(queries))
    asked = [expectation for expectation in expectations if expectation.ids & present]
    with tempfile.TemporaryDirectory() as name:
        found = {way: _outcome(ask, asked) for way, ask in _ways(library, Path(name))}
    return {
        "ways": found,
        "left out": [expectation.query for expectation in expectations if not expectation.ids & present],
    }


def _ways(library: Library, folder: Path) -> Iterator[tuple[str, Ask]]:
    """Yield the ways to search, one after another; each is closed when the next one is asked for."""
    snapshot = open_snapshot(library, folder / "rolebook", _silent)
    documents = tuple(document for document, _ in Documents(library).by_hit())
    (folder / "whoosh").mkdir()
    for plain in (StockWhoosh(folder / "whoosh", documents), StockFts5(documents)):
        yield plain.name, asking_plainly(plain)
    yield "Rolebook, words", asking(snapshot)
    snapshot.close()
    if is_installed():
        with_meaning = ready(library, folder / "rolebook")
        yield "Rolebook, meaning", asking(with_meaning.snapshot)
        with_meaning.close()


@dataclass(frozen=True)
class Ready:
    """A snapshot that searches by meaning, with its model."""

    snapshot: Snapshot
    model: MeaningModel

    def close(self) -> None:
        """End the model's process, and let go of the index."""
        self.snapshot.close()
        self.model.close()


def ready(library: Library, folder: Path) -> Ready:
    """Return *library* opened in *folder*, once its vectors are made."""
    model = MeaningModel(folder)
    snapshot = open_snapshot(library, folder, _silent, model)
    assert snapshot.meaning is not None
    assert snapshot.meaning.wait() == "ready"
    return Ready(snapshot, model)


def _outcome(ask: Ask, asked: Iterable[Expectation]) -> Report:
    outcomes = [outcome for expectation in asked for outcome in ask(expectation)]
    missed = dict.fromkeys(_described(outcome) for outcome in outcomes if outcome.place is None)
    return {"rates": rates(outcomes), "missed": list(missed)}


def _described(outcome: Outcome) -> str:
    expected = outcome.expectation
    return f"{expected.query} ({expected.language}, {expected.difficulty}): {', '.join(sorted(expected.ids))}"


def _silent(_: str) -> None:
    """Nobody waits for what is reported."""


def table(report: Report) -> str:
    """Return *report* as people read it."""
    ways = report["ways"]
    lines = [f"{'success at 1, at 5':20}{'queries':>8}" + "".join(f"{way:>20}" for way in ways)]
    for name, rate in next(iter(ways.values()))["rates"].items():
        found = (way["rates"][name] for way in ways.values())
        cells = (f"{each['at 1']:.2f}, {each['at 5']:.2f}" for each in found)
        lines.append(f"{name:20}{rate['queries']:8}" + "".join(f"{cell:>20}" for cell in cells))
    lines += [f"left out, since nothing in the content answers it: {query}" for query in report["left out"]]
    for way, found in list(ways.items())[2:]:
        lines += [f"{way}: not among the first five: {miss}" for miss in found["missed"]]
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
