"""The analyses of words, kept on disk: a word of a content is looked up in the big dictionaries once.

A word that stands there is answered in a microsecond; a new one opens the dictionary of its language.
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from kb.analysis.inflection import Analysis, analyse
from kb.languages import Language

_VERSION = 1
"""Raised when analyses change, so that older ones are made anew."""
_MOST_KEPT = 200_000

_Row = tuple[Sequence[str], str, Sequence[str], bool]


class Analyses:
    """What is known of the words of one *language*; *folder* keeps it, None keeps it in memory alone."""

    def __init__(self, language: Language, folder: Path | None = None) -> None:
        self.language = language
        self._file = folder / f"analyses-{language.code}.json" if folder else None
        self._saved = 0

        self._found: dict[str, Analysis] = {}

    @cached_property
    def _rows(self) -> dict[str, _Row]:
        """What the file keeps of each word; of most of them nobody asks."""
        rows = self._read()
        self._saved = len(rows)
        return rows

    def __getitem__(self, word: str) -> Analysis:
        """Return what a casefolded *word* may be."""
        found = self._found.get(word)
        if found is None:
            found = self._found[word] = self._kept(word) or self._new(word)
        return found

    def _kept(self, word: str) -> Analysis | None:
        row = self._rows.get(word)
        if row is None:
            return None
        lemmas, stem, parts, known = row
        return Analysis(tuple(lemmas), stem, tuple(parts), known)

    def _new(self, word: str) -> Analysis:
        found = analyse(word, self.language)
        self._rows[word] = (found.lemmas, found.stem, found.parts, found.known)
        return found

    def save(self) -> None:
        """Write down what was found since; a folder that cannot be written to is left as it is."""
        if self._file is None or "_rows" not in vars(self) or self._saved == len(self._rows):
            return
        words = dict(list(self._rows.items())[-_MOST_KEPT:])
        text = json.dumps({"version": _VERSION, "words": words}, ensure_ascii=False)
        beside = self._file.with_suffix(f".{os.getpid()}")
        # What cannot be kept can be found again.
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, encoding="utf-8")
            beside.replace(self._file)
            self._saved = len(self._rows)

    def _read(self) -> dict[str, _Row]:
        if self._file is None:
            return {}
        try:
            kept = json.loads(self._file.read_bytes())
            if kept["version"] != _VERSION:
                return {}
            rows = kept["words"].items()
            return {word: (lemmas, stem, parts, known) for word, (lemmas, stem, parts, known) in rows}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
