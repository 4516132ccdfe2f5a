"""Titles across languages, by meaning: an occupation named in one language, found among those of another.

    python -m bench.titles isco.csv [--json]

The file: a column `code` and one for each language, a line an occupation. For every pair of languages the titles
of one are the whole content, a role each, and those of the other are asked. Beside Rolebook's answers stands the
bare order of cosines of the same vectors.
"""

import argparse
import csv
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.relevance import FIVE, ready
from kb.errors import Place
from kb.languages import CODES
from kb.library import Library, build_library
from kb.model import Requires, RoleVersion
from kb.reading.content import Content
from kb.search.answers import Query
from kb.search.meaning import MeaningModel

Report = dict[str, Any]
Titles = Mapping[str, Mapping[str, str]]
"""Language to code of an occupation to its title."""


def measure(path: Path) -> Report:
    """Return success at 1 and 5 for every direction."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    titles = {language: {row["code"]: row[language] for row in rows} for language in CODES}
    with tempfile.TemporaryDirectory() as folder:
        return {
            f"{asked} -> {written}": found
            for written in CODES
            for asked, found in _asked(titles, written, Path(folder))
        }


def _asked(titles: Titles, written: str, folder: Path) -> Iterable[tuple[str, Report]]:
    opened = ready(_library(written, titles[written]), folder)
    for asked in CODES:
        if asked != written:
            found = [
                [hit.id for hit in opened.snapshot.search(Query(title, asked, limit=FIVE)).hits]
                for title in titles[asked].values()
            ]
            expected = [f"role:{_id(code)}" for code in titles[asked]]
            yield (
                asked,
                {
                    "rolebook": _rates(found, expected),
                    "bare cosines": _rates(
                        _by_cosine(titles[asked], titles[written], opened.model), list(titles[asked])
                    ),
                },
            )
    opened.close()


def _by_cosine(asked: Mapping[str, str], written: Mapping[str, str], model: MeaningModel) -> list[list[str]]:
    passages = model.model.passages(list(written.values()), 600)
    queries = model.model.queries(list(asked.values()), 600)
    codes = list(written)
    best = np.argsort(-(queries @ passages.T), axis=1, kind="stable")[:, :FIVE]
    return [[codes[at] for at in row] for row in best.tolist()]


def _rates(found: Sequence[Sequence[str]], expected: Sequence[str]) -> dict[str, float]:
    pairs = list(zip(found, expected, strict=True))
    return {
        "at 1": round(sum(hits[:1] == [id] for hits, id in pairs) / len(pairs), 3),
        "at 5": round(sum(id in hits for hits, id in pairs) / len(pairs), 3),
    }


def _id(code: str) -> str:
    return f"isco-{code}"


def _library(language: str, titles: Mapping[str, str]) -> Library:
    versions = (
        RoleVersion(
            role=_id(code),
            language=language,
            title=title,
            synonyms=(),
            isco=code,
            requires=Requires(None, None, None),
            source=language,
            status="ready",
            summary_html="",
            summary_text="",
            sections=(),
            place=Place("content/isco.md", 1),
        )
        for code, title in titles.items()
    )
    return build_library(Content(tuple(versions), (), (), (), (), f"isco-{language}"))


def table(report: Report) -> str:
    """Return *report* as people read it."""
    lines = [f"{'titles, success at 1, at 5':30}{'rolebook':>16}{'bare cosines':>16}"]
    for direction, found in report.items():
        cells = (f"{rate['at 1']:.2f}, {rate['at 5']:.2f}" for rate in found.values())
        lines.append(f"{direction:30}" + "".join(f"{cell:>16}" for cell in cells))
    return "\n".join(lines)


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("titles", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    report = measure(options.titles)
    print(json.dumps(report, indent=1) if options.json else table(report))


if __name__ == "__main__":
    main()
