"""The analyses of words, kept on disk: a word of a content is looked up in the big dictionaries once.

A word that stands there is answered in a microsecond; a new one opens the dictionary of its language.
"""

import json
import os
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from kb.analysis.inflection import Analysis, analyse
from kb.languages import Language

_VERSION = 1
"""Raised when analyses change, so that older ones are made anew."""
_MOST_KEPT = 200_000


class Analyses:
    """What is known of the words of one *language*; *folder* keeps it, None keeps it in memory alone."""

    def __init__(self, language: Language, folder: Path | None = None) -> None:
        self.language = language
        self._file = folder / f"analyses-{language.code}.json" if folder else None
        self._saved = 0

    @cached_property
    def _found(self) -> dict[str, Analysis]:
        found = self._read()
        self._saved = len(found)
        return found

    def __getitem__(self, word: str) -> Analysis:
        """Return what a casefolded *word* may be."""
        known = self._found
        found = known.get(word)
        if found is None:
            found = known[word] = analyse(word, self.language)
        return found

    def save(self) -> None:
        """Write down what was found since; a folder that cannot be written to is left as it is."""
        if self._file is None or "_found" not in vars(self) or self._saved == len(self._found):
            return
        words = {word: [a.lemmas, a.stem, a.parts, a.known] for word, a in list(self._found.items())[-_MOST_KEPT:]}
        text = json.dumps({"version": _VERSION, "words": words}, ensure_ascii=False)
        beside = self._file.with_suffix(f".{os.getpid()}")
        # What cannot be kept can be found again.
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            beside.write_text(text, encoding="utf-8")
            beside.replace(self._file)
            self._saved = len(self._found)

    def _read(self) -> dict[str, Analysis]:
        if self._file is None:
            return {}
        try:
            kept = json.loads(self._file.read_bytes())
            if kept["version"] != _VERSION:
                return {}
            return {
                word: Analysis(tuple(lemmas), stem, tuple(parts), known)
                for word, (lemmas, stem, parts, known) in kept["words"].items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}
