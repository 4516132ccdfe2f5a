"""The files of a content folder, and what else lies in it: a folder in, paths and problems out, no file opened."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kb.errors import Place, Problem, Severity
from kb.languages import CODES
from kb.reading.ids import RULE, is_id
from kb.reading.misplaced import (
    GUIDES,
    OF_ALL_LANGUAGES,
    OTHER_FILES,
    Where,
    misplaced_file,
    misplaced_folder,
)
from kb.reading.retired import FILE_NAME as RETIRED
from kb.reading.rules import FILE_NAME as RULES

GLOSSARY = "glossary"
_ENDING = ".md"

Kind = Literal["role", "guide", "glossary", "retired", "rules"]


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A file whose bytes are content; *path* is as people are shown it, *id* that of a role or guide."""

    file: Path
    path: str
    kind: Kind
    id: str
    language: str


@dataclass(frozen=True)
class Listing:
    """The languages that have a folder, the content files in a fixed order, and what should not lie there."""

    languages: tuple[str, ...]
    files: tuple[ContentFile, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """What stands in a folder, by its name; hidden files are passed over."""

    name: str
    is_folder: bool

    @property
    def stem(self) -> str:
        return self.name.removesuffix(_ENDING)

    @property
    def is_text(self) -> bool:
        return self.name.endswith(_ENDING)


def list_files(folder: Path) -> Listing:
    """List the content of *folder*; never fails on what stands in it."""
    lister = _Lister(folder)
    top = {entry.name: entry for entry in _entries(folder)}
    languages = tuple(code for code in CODES if code in top and top[code].is_folder)
    lister.list_top(languages, list(top.values()))
    for code in languages:
        lister.list_language(code)
    if (folder / RETIRED).exists():
        lister.add("retired", RETIRED, "", "")
    if (folder / RULES).exists():
        lister.add("rules", RULES, "", "")
    return Listing(languages, tuple(lister.files), tuple(lister.problems))


class _Lister:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._prefix = f"{folder.name}/" if folder.name else ""
        self.files: list[ContentFile] = []
        self.problems: list[Problem] = []

    def add(self, kind: Kind, path: str, id: str, code: str) -> None:
        self.files.append(ContentFile(self._folder / path, self._shown(path), kind, id, code))

    def list_top(self, languages: tuple[str, ...], entries: list[_Entry]) -> None:
        if not languages:
            example = f"{self._folder.name}/{CODES[0]}/"
            message = f"no folder of a language ({', '.join(CODES)}); put the roles into one, such as {example}"
            self.problems.append(Problem(Place(self._folder.name, 1), "no-content", message))
        for entry in entries:
            if entry.name not in (*(CODES if entry.is_folder else OF_ALL_LANGUAGES), *OTHER_FILES):
                self._unexpected(entry, "")

    def list_language(self, code: str) -> None:
        for entry in _entries(self._folder / code):
            if entry.name == GUIDES and entry.is_folder:
                self._list_guides(code)
            elif entry.name in OTHER_FILES:
                pass
            elif not entry.is_text:
                self._unexpected(entry, code)
            elif self._is_named(entry, f"{code}/{entry.name}"):
                kind: Kind = "glossary" if entry.stem == GLOSSARY else "role"
                self.add(kind, f"{code}/{entry.name}", entry.stem, code)

    def _list_guides(self, code: str) -> None:
        folder = f"{code}/{GUIDES}"
        for entry in _entries(self._folder / folder):
            if entry.is_text:
                if self._is_named(entry, f"{folder}/{entry.name}"):
                    self.add("guide", f"{folder}/{entry.name}", entry.stem, code)
            elif entry.name not in OTHER_FILES:
                self._unexpected(entry, folder)

    def _unexpected(self, entry: _Entry, folder: str) -> None:
        where, name = Where(self._folder.name, folder), _readable(entry.name)
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_folder:
            found = misplaced_folder(name, where, lambda: (each.name for each in _entries(self._folder / path)))
        else:
            found = misplaced_file(name, where)
        self._problem(path, "unexpected-file", found.message, found.severity)

    def _is_named(self, entry: _Entry, path: str) -> bool:
        if is_id(entry.stem):
            return True
        self._problem(path, "bad-file-name", f"“{_readable(entry.stem)}” cannot be an id; {RULE}", "error")
        return False

    def _problem(self, path: str, code: str, message: str, severity: Severity) -> None:
        self.problems.append(Problem(Place(self._shown(path), 1), code, message, severity))

    def _shown(self, path: str) -> str:
        return self._prefix + _readable(path)


def _entries(folder: Path) -> Iterator[_Entry]:
    """Yield what stands in *folder* by name; nothing where it cannot be listed."""
    try:
        with os.scandir(folder) as found:
            entries = [_Entry(entry.name, _is_folder(entry)) for entry in found if not _is_hidden(entry.name)]
    except OSError:
        return
    yield from sorted(entries, key=lambda entry: entry.name)


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "~")) or name.endswith("~")


def _readable(name: str) -> str:
    """Return the *name* of a file as text, whatever bytes it has."""
    return os.fsencode(name).decode("utf-8", "replace")
