"""How long everything takes: reading, indexing, starting, and requests, the search also against SQLite's FTS5.

python -m bench.speed [--json]
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import quote

from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench import fts5
from bench.questions import Question, questions
from kb.addresses import align_path, desk_path, home_path, role_path, search_path
from kb.languages import CODES
from kb.library import Library, build_library
from kb.places import content_folder
from kb.reading.content import read_content
from kb.search.answers import Query
from kb.search.snapshot import Snapshot, open_snapshot
from kb.web.app import create_app
from kb.web.context import Condition
from kb.web.desks import Desks

_STARTS = 5
_CHECKS_SECONDS = 600
_FIRST_ANSWER = """
import sys; from pathlib import Path
from kb.library import build_library; from kb.reading.content import read_content
from kb.search.answers import Query; from kb.search.snapshot import open_snapshot
snapshot = open_snapshot(build_library(read_content(Path(sys.argv[1]))), Path(sys.argv[2]), print)
snapshot.search(Query("client", sys.argv[3]))
"""

Report = dict[str, Any]


def measure(content: Path) -> Report:
    """Return all times, in milliseconds."""
    reading, library = timed(lambda: build_library(read_content(content)))
    with tempfile.TemporaryDirectory() as folder:
        indexing, snapshot = timed(lambda: open_snapshot(library, Path(folder), lambda _: None))
        starts = [_start(content, folder) for _ in range(_STARTS)]
        asked = questions(library)
        report = {
            "reading": reading,
            "indexing": indexing,
            "start to first answer, unchanged index": statistics.median(starts),
            "requests": _requests(library, snapshot, asked),
            "translators": _translators(library, snapshot, Path(folder)),
            "against FTS5": _against_fts5(library, snapshot, asked),
        }
        snapshot.close()
    return report


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many milliseconds *action* took, and what it gave."""
    start = perf_counter()
    given = action()
    return (perf_counter() - start) * 1000, given


def _start(content: Path, folder: str) -> float:
    command = [sys.executable, "-c", _FIRST_ANSWER, str(content), folder, CODES[0]]
    return timed(lambda: subprocess.run(command, check=True))[0]


def _requests(library: Library, snapshot: Snapshot, asked: list[Question]) -> Report:
    get = requests_to(snapshot)
    texts = [question.text for question in asked]
    pages = {
        "home": [home_path(code) for code in CODES] * 20,
        "role": [role_path(code, role.id) for role in library.roles for code in CODES] * 4,
        "search": [search_path(code, text) for text in texts for code in CODES],
        "/api/v1/search": [f"/api/v1/search?q={quote(text)}&reader={code}" for text in texts for code in CODES],
        "/api/v1/suggest": [
            f"/api/v1/suggest?q={quote(text[:4])}&reader={code}" for text in texts for code in CODES
        ],
    }
    return {name: percentiles(get(path) for path in paths) for name, paths in pages.items()}


def _translators(library: Library, snapshot: Snapshot, data: Path) -> Report:
    """Return how long the checks take, and the pages of translators once they are done."""
    desks = Desks(data=data)
    checking, _ = timed(lambda: desks.get(library, _CHECKS_SECONDS))
    longest = max(library.roles, key=lambda role: len(tuple(role.clauses))).id
    get = requests_to(snapshot, desks)
    pages = {
        "aligned page of the longest role": [align_path(code, longest) for code in CODES] * 20,
        "aligned page, findings only": [f"{align_path(code, longest)}?show=findings" for code in CODES] * 20,
        "overview for translators": [desk_path(code) for code in CODES] * 20,
    }
    return {"checking": checking, **{name: percentiles(map(get, paths)) for name, paths in pages.items()}}


def requests_to(snapshot: Snapshot, desks: Desks | None = None) -> Callable[[str], float]:
    """Return what gets a path from the site of *snapshot* and says how long that took."""
    app = create_app(_Fixed(snapshot), desks=desks)

    def get(path: str) -> float:
        # A new environment each time, made beforehand: what is measured is the application alone.
        environ = EnvironBuilder(path=path).get_environ()
        took, (_, status, _) = timed(lambda: run_wsgi_app(app, environ, buffered=True))
        assert status == "200 OK", f"{path}: {status}"
        return took

    return get


class _Fixed:
    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def snapshot(self) -> Snapshot:
        return self._snapshot

    def condition(self) -> Condition:
        return Condition()


def _against_fts5(library: Library, snapshot: Snapshot, asked: list[Question]) -> Report:
    building, database = timed(lambda: fts5.fill(library))
    report: Report = {"building": {"fts5": building}}
    for kind in dict.fromkeys(question.kind for question in asked):
        same = [question for question in asked if question.kind == kind]
        ours, theirs = [], []
        for _ in range(3):
            for question in same:
                query = Query(question.text, CODES[0])
                ours.append(timed(lambda query=query: snapshot.search(query))[0])  # type: ignore[misc]
                theirs.append(timed(lambda match=question.fts5: fts5.ask(database, match))[0])  # type: ignore[misc]
        report[kind] = {"rolebook": percentiles(ours), "fts5": percentiles(theirs)}
    return report


def percentiles(times: Iterable[float]) -> dict[str, float]:
    """Return the median and the 95th percentile."""
    found = statistics.quantiles(times, n=20)
    return {"p50": found[9], "p95": found[18]}


def table(report: Report) -> str:
    """Return *report* as people read it."""
    lines = [f"{'milliseconds':42}{'p50':>9}{'p95':>9}"]
    lines += [f"{name:42}{value:9.1f}" for name, value in report.items() if isinstance(value, float)]
    lines.append(f"{'checking all translations':42}{report['translators']['checking']:9.1f}")
    for name, found in (report["requests"] | report["translators"]).items():
        if isinstance(found, dict):
            lines.append(f"{name:42}{found['p50']:9.2f}{found['p95']:9.2f}")
    lines.append(
        f"\n{'answers with marks and facets':42}{'p50':>9}{'p95':>9}{'FTS5 p50':>10}{'p95':>9}{'ratio':>8}"
    )
    for kind, found in report["against FTS5"].items():
        if "rolebook" in found:
            ours, theirs = found["rolebook"], found["fts5"]
            ratio = ours["p50"] / theirs["p50"]
            lines.append(
                f"{kind:42}{ours['p50']:9.2f}{ours['p95']:9.2f}{theirs['p50']:10.2f}{theirs['p95']:9.2f}{ratio:8.2f}"
            )
    lines.append(f"{'building, FTS5':42}{report['against FTS5']['building']['fts5']:9.1f}")
    return "\n".join(lines)


def show(description: str | None, measure: Callable[[Path], Report], table: Callable[[Report], str]) -> None:
    """Print what *measure* finds out about a content that the command line may name, as *table* or as JSON."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--content", type=Path, default=content_folder())
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    report = measure(options.content)
    print(json.dumps(report, indent=1) if options.json else table(report))


if __name__ == "__main__":
    show(__doc__, measure, table)
