"""Whoosh 2.7.4 in the place of whoosh3; each reads and updates what the other wrote. `make test` runs this too.

Not a test_… file, since it holds only where 2.7.4 stands first on PYTHONPATH.
"""

import os
import subprocess
import sys
from pathlib import Path

import whoosh

from kb.search.answers import Answer, Query
from kb.search.snapshot import open_snapshot
from tests.search_library import RoleWritten, duties, library

ROOT = Path(__file__).parent.parent
LIBRARIES = {
    name: library(
        *(
            RoleWritten(f"role-{number}", duties(sells={"en": f"Sells {what}.", "no": "Kundefordring"}))
            for number, what in enumerate(things)
        )
    )
    for name, things in {
        "before": ("boats", "plans", "houses"),
        "after": ("boats", "plans", "cars to clients"),
    }.items()
}
QUERIES = ("sells", "boat", "house", '"sells plans"', "kunde", "cli*", "role-1")
ANSWER = """
import sys; from pathlib import Path
import whoosh
from tests.whoosh_2_7_4 import answers
said = []
print(answers(sys.argv[1], Path(sys.argv[2]), said), whoosh.__version__[0], said)
"""


def answers(name: str, folder: Path, said: list[str]) -> list[Answer]:
    """Return what the library called *name* answers from an index in *folder*."""
    snapshot = open_snapshot(LIBRARIES[name], folder, said.append)
    found = [snapshot.search(Query(text, "en")) for text in QUERIES]
    snapshot.close()
    return found


def told_by_whoosh3(name: str, folder: Path) -> str:
    """Return answers, version and what was said by a process that has whoosh3."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    command = [sys.executable, "-c", ANSWER, name, str(folder)]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def test_this_is_2_7_4() -> None:
    assert whoosh.__version__ == (2, 7, 4)


def test_it_reads_what_whoosh3_wrote(tmp_path: Path) -> None:
    told, said = told_by_whoosh3("after", tmp_path), list[str]()
    found = answers("after", tmp_path, said)

    assert told.startswith(f"{found} 3 ['Indexing 6 clauses, roles and paragraphs.'")
    assert said == []


def test_whoosh3_reads_what_it_wrote(tmp_path: Path) -> None:
    found = answers("after", tmp_path, [])

    assert told_by_whoosh3("after", tmp_path) == f"{found} 3 []\n"


def test_each_updates_what_the_other_wrote(tmp_path: Path) -> None:
    told_by_whoosh3("before", tmp_path / "theirs")
    answers("before", tmp_path / "ours", [])
    said: list[str] = []
    found = answers("after", tmp_path / "theirs", said)

    assert said[0] == "Indexing what changed: 2 clauses, roles and paragraphs."
    assert told_by_whoosh3("after", tmp_path / "ours") == f"{found} 3 {said}\n"
