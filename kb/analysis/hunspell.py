"""The spelling dictionaries of Hunspell, where they and the package that reads them are installed."""

import os
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from kb.languages import Language

_FOLDERS = (
    "/usr/share/hunspell",
    "/usr/local/share/hunspell",
    "/usr/share/myspell/dicts",
    "/opt/homebrew/share/hunspell",
)


class Speller(Protocol):
    """A spelling dictionary."""

    def spell(self, word: str) -> bool:
        """Tell whether a *word* is spelt as the dictionary has it."""

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return what may have been meant, the likeliest first."""


def has_speller(language: Language) -> bool:
    """Tell whether spelling can be checked in *language*; nothing is opened."""
    return find_spec("hunspell") is not None and _file(language) is not None


@cache
def open_speller(language: Language) -> Speller | None:
    """Return the spelling dictionary of *language*, None where there is none."""
    file = _file(language)
    if file is None or not has_speller(language):
        return None
    from hunspell import Hunspell

    speller: Speller = Hunspell(file.stem, hunspell_data_dir=str(file.parent))
    return speller


def _file(language: Language) -> Path | None:
    """Return the word list for the locale of *language*, of any region where it names none."""
    found = (path for folder in _folders() for path in sorted(folder.glob(f"{language.locale}*.dic")))
    return next((path for path in found if path.with_suffix(".aff").exists()), None)


def _folders() -> Iterator[Path]:
    named = os.environ.get("DICPATH", "")
    yield from (Path(folder) for folder in (*named.split(os.pathsep), *_FOLDERS) if folder)
