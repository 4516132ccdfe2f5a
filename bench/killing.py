"""Whether `kb index` may be ended at any moment: killed, it leaves the old index, and nothing else behind.

python -m bench.killing [--clauses 300000] [--moments 10] [--interrupt]
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from kb.languages import DEFAULT
from kb.library import Library, build_library
from kb.reading.content import read_content
from kb.search.answers import Answer, Query
from kb.search.snapshot import Snapshot, open_snapshot

_PER_ROLE = 100
_QUERIES = ("thing 7", "boats", "cars", '"sells thing"', "Role 3", "cli*")


@dataclass(frozen=True)
class Outcome:
    """What became of a build that got a signal so many *seconds* after it said that it begins.

    *standing* says which index was there afterwards, the old one or, where the build had ended before, the new
    one; *faults* what was not as it should be.
    """

    seconds: float
    status: int
    said: str
    standing: str
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Trial:
    """A content with its index, and the same content with every clause changed, all below *folder*."""

    folder: Path
    old: Library
    new: Library
    whole_build: float

    def outcomes(self, moments: int, number: signal.Signals) -> Iterator[Outcome]:
        """Begin to index the changed content, and send the signal, at so many *moments* spread over a build."""
        for moment in range(moments):
            self._restore()
            yield self._outcome(self.whole_build * moment / moments, number)

    def finish(self) -> tuple[str, ...]:
        """Let the build of the changed content end, and return what was not as it should be."""
        self._restore()
        status = _index(self.folder).wait()
        said: list[str] = []
        open_snapshot(self.new, _data(self.folder), said.append).close()
        return (*_fault(status != 0, f"status {status}"), *_fault(bool(said), f"said {said}"), *self._left())

    def _restore(self) -> None:
        shutil.rmtree(self.folder / "data")
        shutil.copytree(self.folder / "before", self.folder / "data")

    def _outcome(self, seconds: float, number: signal.Signals) -> Outcome:
        serving = open_snapshot(self.old, _data(self.folder), _ignore)
        expected = _answers(serving)
        process = _index(self.folder)
        _wait_until_it_builds(process, self.folder)
        sleep(seconds)
        process.send_signal(number)
        status = process.wait()
        while_ended = _fault(_answers(serving) != expected, "who had the old index open gets other answers")
        serving.close()
        standing = "old" if any((_data(self.folder) / "index").glob(f"*-{self.old.fingerprint}")) else "new"
        said = (self.folder / "said").read_text(encoding="utf-8")
        traceback = _fault("Traceback" in said, said)
        return Outcome(
            seconds, status, said, standing, (*while_ended, *traceback, *self._next_start(standing, expected))
        )

    def _next_start(self, standing: str, expected: list[Answer]) -> Iterator[str]:
        said: list[str] = []
        library = self.old if standing == "old" else self.new
        snapshot = open_snapshot(library, _data(self.folder), said.append)
        yield from _fault(bool(said), f"the {standing} index was not sound: {said}")
        yield from _fault(standing == "old" and _answers(snapshot) != expected, "the old index answers otherwise")
        snapshot.close()
        yield from self._left()

    def _left(self) -> Iterator[str]:
        """Yield what is there beside one index, the lock and the parsed files."""
        indexes = list((_data(self.folder) / "index").iterdir())
        yield from _fault(len(indexes) != 1, f"indexes {[path.name for path in indexes]}")
        others = {path.name for path in _data(self.folder).iterdir()} - {"index", "index.lock", "parsed"}
        others |= {path.name for path in (self.folder / "temporary").iterdir()}
        yield from _fault(bool(others), f"left behind {sorted(others)}")


def prepare(folder: Path, clauses: int) -> Trial:
    """Write two contents of so many *clauses* into an empty *folder*, and index the first with `kb index`."""
    (folder / "temporary").mkdir()
    old = _write(folder / "content", clauses, "boats")
    first = _index(folder)
    _wait_until_it_builds(first, folder)
    start = monotonic()
    first.wait()
    whole_build = monotonic() - start
    (folder / "content").rename(folder / "old content")
    shutil.copytree(folder / "data", folder / "before")
    new = _write(folder / "content", clauses, "cars")
    return Trial(folder, old, new, whole_build)


def _write(folder: Path, clauses: int, word: str) -> Library:
    (folder / DEFAULT.code).mkdir(parents=True)
    for first in range(0, clauses, _PER_ROLE):
        lines = (
            f"1. Sells thing {number} and {word} to clients. {{#sell-{number}}}\n"
            for number in range(first, min(first + _PER_ROLE, clauses))
        )
        role = first // _PER_ROLE
        text = f"---\ntitle: Role {role}\n---\n\n## {DEFAULT.heading('duties')}\n\n{''.join(lines)}"
        (folder / DEFAULT.code / f"role-{role}.md").write_text(text, encoding="utf-8")
    return build_library(read_content(folder))


def _index(folder: Path) -> "subprocess.Popen[bytes]":
    settings = {"KB_DATA": str(folder / "data"), "TMPDIR": str(folder / "temporary")}
    command = [sys.executable, "-m", "kb", "index", "--content", str(folder / "content")]
    with (folder / "said").open("wb") as said:
        return subprocess.Popen(command, env={**os.environ, **settings}, stdout=said, stderr=said)


def _wait_until_it_builds(process: "subprocess.Popen[bytes]", folder: Path) -> None:
    while process.poll() is None and not (folder / "said").stat().st_size:
        sleep(0.01)


def _data(folder: Path) -> Path:
    [found] = (folder / "data").iterdir()
    return found


def _answers(snapshot: Snapshot) -> list[Answer]:
    return [snapshot.search(Query(text, DEFAULT.code)) for text in _QUERIES]


def _fault(there_is: bool, fault: str) -> tuple[str, ...]:
    return (fault,) if there_is else ()


def _ignore(_: str) -> None:
    pass


def main() -> None:
    """Print a line a moment."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clauses", type=int, default=300_000)
    parser.add_argument("--moments", type=int, default=10)
    parser.add_argument("--interrupt", action="store_true", help="SIGINT (Ctrl-C) in place of SIGKILL")
    options = parser.parse_args()
    number = signal.SIGINT if options.interrupt else signal.SIGKILL
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        trial = prepare(Path(folder), options.clauses)
        print(f"{options.clauses} clauses, {trial.whole_build:.1f} s a build")
        print(f"{'ended after':>12}{'status':>8}  index that stands, faults; what it said last")
        for outcome in trial.outcomes(options.moments, number):
            last = (outcome.said.splitlines() or [""])[-1]
            found = "; ".join((outcome.standing, *outcome.faults))
            print(f"{outcome.seconds:10.1f} s{outcome.status:8}  {found}; {last}", flush=True)
            faults += len(outcome.faults)
        left = trial.finish()
    print("a build that is let alone afterwards ends well" if not left else "; ".join(left))
    sys.exit(bool(faults or left))


if __name__ == "__main__":
    main()
