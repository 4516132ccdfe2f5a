"""How often each word stands in a content in, its lexicons on disk out: learned here, or in a process of its own.

    python -m kb.analysis.teaching FOLDER

Dictionaries take seconds to read and hundreds of megabytes to hold. For a big content another process reads them
while this one reads the texts, and gives the memory back when it is done.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from kb.analysis.lexicon import Lexicon
from kb.analysis.lexicon_files import save_lexicons
from kb.languages import LANGUAGES

Counts = Mapping[str, Mapping[str, int]]
"""Language to casefolded word to how often it is there."""

_COUNTS = "counts.json"


class Teacher(Protocol):
    """Learns the words of a content."""

    def begin(self, counts: Counts) -> None:
        """Take the words of the content."""

    def finish(self) -> None:
        """See to it that the lexicons are there."""


class Here:
    """Learns in this process; *known* are older lexicons, of which most may still hold."""

    def __init__(self, folder: Path, known: Mapping[str, Lexicon] | None) -> None:
        self._folder = folder
        self._known = known
        self._counts: Counts = {}

    def begin(self, counts: Counts) -> None:
        """Take the words of the content."""
        self._counts = counts

    def finish(self) -> None:
        """Learn, and write the lexicons."""
        # The analysis room's dictionaries take a second to import: only an index that is made needs them.
        from kb.analysis.learning import Learner

        known = self._known or {}
        learners = {language.code: Learner(language, known.get(language.code)) for language in LANGUAGES}
        save_lexicons((learner.learn(self._counts[code]) for code, learner in learners.items()), self._folder)


class _Apart:
    """Has another process learn, in a folder that only the two of them know."""

    def __init__(self, folder: Path) -> None:
        self._folder = Path(tempfile.mkdtemp(dir=folder))
        command = [sys.executable, "-m", __name__, str(self._folder)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 (ourselves)

    def begin(self, counts: Counts) -> None:
        """Let the other process have the words of the content."""
        (self._folder / _COUNTS).write_text(json.dumps(counts), encoding="utf-8")
        assert self.process.stdin is not None
        self.process.stdin.close()

    def finish(self) -> None:
        """Wait for the lexicons, and put them in their place."""
        if status := self.process.wait():
            raise subprocess.CalledProcessError(status, self.process.args)
        for path in self._folder.iterdir():
            path.rename(self._folder.parent / path.name)
        self._folder.rmdir()


@contextmanager
def apart(folder: Path) -> Iterator[Teacher]:
    """Give a process that learns for *folder*, and does not outlive us."""
    teacher = _Apart(folder)
    try:
        yield teacher
    finally:
        teacher.process.kill()
        teacher.process.communicate()


def main() -> None:
    """Read the dictionaries, wait for the words, and learn them."""
    # Whoever is interrupted ends us.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from kb.analysis.dictionaries import open_dictionary

    folder = Path(sys.argv[1])
    for language in LANGUAGES:
        open_dictionary(language)
    sys.stdin.read()
    counts = folder / _COUNTS
    # Where there are none, whoever wanted to know is gone.
    if counts.exists():
        teacher = Here(folder, None)
        teacher.begin(json.loads(counts.read_text(encoding="utf-8")))
        counts.unlink()
        teacher.finish()
    # Taking the dictionaries apart takes as long as reading them.
    os._exit(0)


if __name__ == "__main__":
    main()
