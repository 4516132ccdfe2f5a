"""How search does at 30,000 and 300,000 clauses, against SQLite's FTS5 and tantivy, in one interleaved run.

    python -m bench.scale onet-tasks.tsv [--clauses 30000 300000] [--json]

What is timed is what the rivals do, too: find, score, take the best twenty (Rolebook makes hits of them besides),
and in the last row filter, with the counts of every facet. "First" is when each query is asked for the first time;
"answer" is a whole request to /api/v1/search or suggest, with texts, marks and facets, as JSON.
"""

import argparse
import json
import random
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.corpora import NEW_WORD, scaled_library, with_one_role_changed
from bench.rivals import TOP, Fts5, Rival, Row, Tantivy
from bench.scale_queries import ANY, FILTERED, PREFIX, SUGGESTION, Analysis, Asked, queries
from bench.speed import percentiles, requests_to, timed
from kb.languages import CODES
from kb.library import Library
from kb.model import Clause
from kb.places import content_folder
from kb.reading.content import read_content
from kb.search.answers import EXPERIENCES, Filters, Query
from kb.search.documents import Document, Documents, experience_value
from kb.search.snapshot import Snapshot, open_snapshot, update_snapshot
from kb.search.whoosh.combining import match_any
from kb.search.whoosh.engine import WhooshEngine
from kb.search.whoosh.fields import field_texts

SIZES = (30_000, 300_000)
_ROUNDS = 3
_UPDATE = "one wording changed, until found"

Report = dict[str, Any]


def measure(content: Path, tasks: Path, sizes: Iterable[int] = SIZES) -> Report:
    """Return all figures by the number of clauses; times in milliseconds, sizes in megabytes."""
    shipped = read_content(content)
    return {str(size): _measure(scaled_library(shipped, tasks, size)) for size in sizes}


def _measure(library: Library) -> Report:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        memory = {"library": _memory("VmRSS")}
        Path("/proc/self/clear_refs").write_text("5")
        took, snapshot = timed(lambda: open_snapshot(library, folder / "rolebook", _silent))
        building = {"rolebook": took}
        memory["peak while building"] = _memory("VmHWM")
        snapshot.close()
        del snapshot
        opening, snapshot = timed(lambda: open_snapshot(library, folder / "rolebook", _silent))
        memory["open"] = _memory("VmRSS")
        snapshot.warm_up()
        memory["after 1,000 queries"] = _used(snapshot)
        analysis = Analysis(snapshot)
        rivals = _rivals(folder)
        building.update(_fill(rivals, library, analysis))
        report = {
            "build": building,
            "open unchanged": {"rolebook": opening},
            "size": {each.name: _size(each) for each in folder.iterdir()},
            "memory": memory,
            "queries": _queries(snapshot, rivals, analysis),
            _UPDATE: _updates(snapshot, folder, analysis, rivals),
        }
        snapshot.close()
        return report


def _rivals(folder: Path) -> list[Rival]:
    made: list[Rival] = []
    for make in (Fts5, Tantivy):
        path = folder / make.name
        path.mkdir()
        try:
            made.append(make(path))
        except ModuleNotFoundError:
            path.rmdir()
    return made


def _fill(rivals: list[Rival], library: Library, analysis: Analysis) -> dict[str, float]:
    rows = [_row(document, analysis) for document, _ in Documents(library).by_hit()]
    return {rival.name: timed(lambda rival=rival: rival.fill(rows))[0] for rival in rivals}  # type: ignore[misc]


def _row(document: Document, analysis: Analysis) -> Row:
    fields = {name: " ".join(analysis.keys(name.rpartition("_")[2], text)) for name, text in field_texts(document)}
    return Row(document.key, document.owner, fields, _facts(document))


def _facts(document: Document) -> tuple[int, ...]:
    """Return the values of a document in every facet as numbers."""
    role = document.role
    years = role.experience_years if role else None
    return (
        int(isinstance(document.content, Clause) and document.content.kind == "duties"),
        hash(role.id) % 2**31 if role else 0,
        hash(role.education) % 2**31 if role else 0,
        EXPERIENCES.index(experience_value(years)) if years is not None else -1,
        sum(1 << CODES.index(code) for code in document.texts),
    )


def _queries(snapshot: Snapshot, rivals: list[Rival], analysis: Analysis) -> Report:
    get = requests_to(snapshot)
    report: Report = {}
    asked = queries(snapshot, analysis)
    for kind in dict.fromkeys(each.kind for each in asked):
        same = [each for each in asked if each.kind == kind]
        askers: dict[str, Callable[[Asked], Any]] = {
            "rolebook": lambda each: _ask(snapshot, each),
            **{rival.name: rival.ask for rival in rivals},
        }
        times: dict[str, list[float]] = {name: [] for name in askers}
        answers = []
        for _ in range(1 + _ROUNDS):
            for each in same:
                for name, ask in askers.items():
                    times[name].append(timed(lambda ask=ask, each=each: ask(each))[0])  # type: ignore[misc]
                answers.append(get(_path(each)))
        report[kind] = {
            "first": {name: percentiles(found[: len(same)]) for name, found in times.items()},
            **{name: percentiles(found[len(same) :]) for name, found in times.items()},
            "answer": percentiles(answers[len(same) :]),
        }
    return report


def _ask(snapshot: Snapshot, asked: Asked) -> object:
    """Do what the rivals do."""
    if asked.kind == SUGGESTION:
        return snapshot.suggest(asked.text, CODES[0])
    understood = snapshot._understand(f"{asked.text}*" if asked.kind == PREFIX else asked.text)
    if asked.kind == FILTERED:
        return snapshot.engine.find(understood.asked(Filters(section=("duties",)), 0, TOP))
    if asked.kind == ANY:
        # Rolebook shows what has some of the words only where few hits have all: this is half of its way.
        engine = snapshot.engine
        assert isinstance(engine, WhooshEngine)
        terms = understood.question.terms
        found = match_any([engine.matcher.score(term) for term in terms], (), engine.corpus)
        return engine.ranker.page(found.ranks, found.scores, 0, TOP)
    return snapshot.engine.find(replace(understood.question, limit=TOP, with_facets=False))


def _path(asked: Asked) -> str:
    text = quote(f"{asked.text}*" if asked.kind == PREFIX else asked.text)
    if asked.kind == SUGGESTION:
        return f"/api/v1/suggest?q={text}&reader={CODES[0]}"
    chosen = "&section=duties" if asked.kind == FILTERED else ""
    return f"/api/v1/search?q={text}&reader={CODES[0]}&limit={TOP}{chosen}"


def _updates(snapshot: Snapshot, folder: Path, analysis: Analysis, rivals: list[Rival]) -> dict[str, float]:
    """Return how long it takes from a library with another wording to the hit for a word that it has new."""
    changed = with_one_role_changed(snapshot.library)

    def until_found() -> None:
        updated = update_snapshot(snapshot, changed, folder / "rolebook", _silent)
        updated.warm_up_search()
        assert updated.search(Query(NEW_WORD, CODES[0])).total == 1

    took, _ = timed(until_found)
    owner = f"role:{changed.roles[-1].id}"
    rows = [_row(document, analysis) for document in Documents(changed).of(owner)]
    times = {rival.name: timed(lambda rival=rival: rival.update(owner, rows))[0] for rival in rivals}  # type: ignore[misc]
    return {"rolebook": took, **times}


def _used(snapshot: Snapshot) -> float:
    """Return the memory after a thousand queries."""
    words = [key for key, word in snapshot.lexicons[CODES[0]].words.items() if word.count][:2000]
    chance = random.Random(3)
    for _ in range(1000):
        snapshot.search(Query(" ".join(chance.sample(words, 2)), CODES[0]))
    return _memory("VmRSS")


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def _memory(name: str) -> float:
    """Return a line of what Linux tells of this process, in megabytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def _silent(_: str) -> None:
    """Nobody waits for what is reported."""


def table(report: Report) -> str:
    """Return *report* as people read it."""
    return "\n\n".join(_table(f"{int(size):,} clauses", found) for size, found in report.items())


def _table(title: str, report: Report) -> str:
    names = ("rolebook", "fts5", "tantivy")
    lines = [f"{title + ', milliseconds':32}" + "".join(f"{name:>18}" for name in (*names, "answer", "first"))]
    for kind, found in report["queries"].items():
        cells = [*(found.get(name) for name in (*names, "answer")), found["first"]["rolebook"]]
        lines.append(f"{kind + ', p50 (p95)':32}" + "".join(f"{_cell(cell):>18}" for cell in cells))
    for row, unit in (("build", "s"), ("open unchanged", "ms"), (_UPDATE, "ms"), ("size", "MB")):
        factor = 1000 if unit == "s" else 1
        cells = [f"{report[row][name] / factor:.1f}" if name in report[row] else "-" for name in names]
        lines.append(f"{row + ', ' + unit:32}" + "".join(f"{cell:>18}" for cell in cells))
    lines.append("memory, MB: " + ", ".join(f"{name} {value:.0f}" for name, value in report["memory"].items()))
    return "\n".join(lines)


def _cell(cell: dict[str, float] | None) -> str:
    return f"{cell['p50']:.2f} ({cell['p95']:.2f})" if cell else "-"


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tasks", type=Path)
    parser.add_argument("--clauses", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--content", type=Path, default=content_folder())
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    report = measure(options.content, options.tasks, options.clauses)
    print(json.dumps(report, indent=1) if options.json else table(report))


if __name__ == "__main__":
    main()
