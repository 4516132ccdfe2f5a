"""Learn all lexicons, in this process or in another.

    python -m kb.analysis.teaching FOLDER

Word counts come in, lexicon files go out. Dictionaries take seconds to read and hundreds of megabytes to hold:
for a big content a subprocess reads them while this one reads the texts, and frees the memory when it is done.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from kb.analysis.lexicon import Lexicon
from kb.analysis.lexicon_files import save_lexicons
from kb.errors import reason_of
from kb.languages import CODES, language

Counts = Mapping[str, Mapping[str, int]]
"""Language code to casefolded word to its number of occurrences."""

_COUNTS = "counts.json"
"""The file in which the subprocess is given the word counts."""


class LexiconLearner(Protocol):
    """Writes the lexicon files of a content, given its word counts."""

    def begin(self, counts: Counts) -> None:
        """Take the word counts of the content."""

    def finish(self) -> None:
        """Return when the lexicon files are written."""


class InProcessLearner:
    """Learns in this process; *known* are older lexicons by language code, whose entries are used again."""

    def __init__(self, folder: Path, known: Mapping[str, Lexicon] | None) -> None:
        self._folder = folder
        self._known = known
        self._counts: Counts = {}

    def begin(self, counts: Counts) -> None:
        """Take the word counts of the content."""
        self._counts = counts

    def finish(self) -> None:
        """Learn the lexicon of every language that has counts, and write its files."""
        # The dictionaries take a second to import: only an index that is made needs them.
        from kb.analysis.learning import Learner

        known = self._known or {}
        lexicons = (
            Learner(language(code), known.get(code)).learn(counts) for code, counts in self._counts.items()
        )
        save_lexicons(lexicons, self._folder)


class SubprocessLearner:
    """Has a subprocess learn some languages, by code, in a temporary folder inside *folder*."""

    def __init__(self, folder: Path, codes: Iterable[str] = CODES) -> None:
        self._folder = Path(tempfile.mkdtemp(dir=folder))
        command = [sys.executable, "-m", __name__, str(self._folder), *codes]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE)  # noqa: S603 (ourselves)

    def begin(self, counts: Counts) -> None:
        """Hand the word counts of the content to the subprocess."""
        (self._folder / _COUNTS).write_text(json.dumps(counts), encoding="utf-8")
        assert self.process.stdin is not None
        self.process.stdin.close()

    def finish(self) -> None:
        """Wait for the lexicon files and move them into place; OSError where the subprocess failed."""
        if status := self.process.wait():
            raise OSError(f"the process that learns the words ended with status {status}")
        for path in self._folder.iterdir():
            path.rename(self._folder.parent / path.name)
        self._folder.rmdir()


@contextmanager
def subprocess_learner(folder: Path, codes: Iterable[str] = CODES) -> Iterator[LexiconLearner]:
    """Start a learner of languages in a subprocess, which is killed at the end if it still runs."""
    learner = SubprocessLearner(folder, codes)
    try:
        yield learner
    finally:
        learner.process.kill()
        learner.process.communicate()


def main() -> None:
    """Read the dictionaries, wait for the word counts, write the lexicon files."""
    # Ctrl-C is for the parent, which kills this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from kb.analysis.dictionaries import open_dictionary

    folder = Path(sys.argv[1])
    for code in sys.argv[2:]:
        open_dictionary(language(code))
    sys.stdin.read()
    counts = folder / _COUNTS
    # No counts: the parent ended before it had any.
    if counts.exists():
        learner = InProcessLearner(folder, None)
        learner.begin(json.loads(counts.read_text(encoding="utf-8")))
        counts.unlink()
        try:
            learner.finish()
        except OSError as error:
            sys.exit(f"{folder}: the lexicons cannot be written ({reason_of(error)})")
    # Freeing the dictionaries takes as long as reading them.
    os._exit(0)


if __name__ == "__main__":
    main()
