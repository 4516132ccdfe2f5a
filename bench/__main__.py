"""Every measurement, one after another: python -m bench [--queries PATH] [--titles PATH] [--tasks PATH] [--json].

Each can be run alone, too: python -m bench.speed, bench.load, bench.relevance, bench.titles, bench.scale.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench import load, relevance, scale, speed, titles
from kb.places import content_folder
from kb.vectors.model import is_installed

_Table = Callable[[dict[str, Any]], str]


def main() -> None:
    """Print the tables as they are ready, or all of it as JSON."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--queries", type=Path, help="a relevance set, such as queries.tsv")
    parser.add_argument("--titles", type=Path, help="titles of occupations in every language, such as isco.csv")
    parser.add_argument(
        "--tasks", type=Path, help="task statements to make big contents of, such as onet-tasks.tsv"
    )
    parser.add_argument("--content", type=Path, default=content_folder())
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    reports: dict[str, Any] = {}
    for name, report, table in _measured(options):
        reports[name] = report
        if not options.json:
            print(f"{table(report)}\n", flush=True)
    if options.json:
        print(json.dumps(reports, ensure_ascii=False, indent=1))


def _measured(options: argparse.Namespace) -> Iterator[tuple[str, dict[str, Any], _Table]]:
    yield "speed", speed.measure(options.content), speed.table
    yield "load", load.measure(options.content), load.table
    if options.queries:
        yield "relevance", relevance.measure(options.content, options.queries), relevance.table
    if options.titles and is_installed():
        yield "titles", titles.measure(options.titles), titles.table
    if options.tasks:
        yield "scale", scale.measure(options.content, options.tasks), scale.table
    for name in ("queries", "titles", "tasks"):
        if getattr(options, name) is None:
            print(f"(left out without --{name})", file=sys.stderr)


if __name__ == "__main__":
    main()
