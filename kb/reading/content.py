"""A folder of content to everything in it that is sound, and everything that is not."""

import hashlib
import os
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from kb.errors import Place, Problem
from kb.languages import CODES, LANGUAGES
from kb.model import Glossary, GuideVersion, Retired, RoleVersion
from kb.reading.consistency import ReadFiles, by_place, find_problems, wrong_kinds
from kb.reading.glossary import GlossaryFile, read_glossary
from kb.reading.guides import read_guide
from kb.reading.ids import RULE, is_id
from kb.reading.rendering import BadLink, Link, Renderer
from kb.reading.retired import FILE_NAME, read_retired
from kb.reading.roles import RoleFile, read_role
from kb.reading.source import Source, read_source

GUIDES = "guides"
GLOSSARY = "glossary"
_OTHER_FILES = frozenset({"reviews.csv", "accepted.csv", "README.md", "LICENSE"})
"""Files of a content folder that are not content of the site."""


@dataclass(frozen=True)
class Content:
    """What a folder of content holds; *fingerprint* changes with every byte of it."""

    role_versions: tuple[RoleVersion, ...]
    guide_versions: tuple[GuideVersion, ...]
    glossaries: tuple[Glossary, ...]
    retired: tuple[Retired, ...]
    problems: tuple[Problem, ...]
    fingerprint: str


def read_content(folder: Path) -> Content:
    """Read all files of *folder*; never fails on what stands in them.

    Paths in places begin with the folder's own name, so that they are equal wherever it lies.
    """
    reader = _ContentReader(folder)
    read = reader.read()
    wrong = wrong_kinds(read.role_versions)
    problems = [*reader.problems, *wrong.values(), *find_problems(read)]
    return Content(
        role_versions=tuple(_without(version, wrong.keys()) for version in read.role_versions),
        guide_versions=tuple(
            version for versions in read.guides.values() for version in versions.values() if version
        ),
        glossaries=tuple(read.glossaries.values()),
        retired=read.retired,
        problems=by_place(problems),
        fingerprint=reader.fingerprint_with(problems),
    )


def content_files(folder: Path) -> Iterator[Path]:
    """Yield every file whose bytes make the content, in a fixed order."""
    for code in CODES:
        for inside in (folder / code, folder / code / GUIDES):
            yield from _files_of(inside)
    yield folder / FILE_NAME


def _files_of(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".md" and not _is_hidden(path))
    except OSError:
        return []


def _is_hidden(path: Path) -> bool:
    return path.name.startswith((".", "~")) or path.name.endswith("~")


def _without(version: RoleVersion, places: Container[Place]) -> RoleVersion:
    sections = tuple(
        replace(section, wordings=tuple(w for w in section.wordings if w.place not in places))
        for section in version.sections
    )
    return replace(version, sections=sections)


@dataclass
class _ContentReader:
    folder: Path
    problems: list[Problem] = field(default_factory=list)
    links: list[Link | BadLink] = field(default_factory=list)
    roles: dict[str, dict[str, RoleFile]] = field(default_factory=dict)
    guides: dict[str, dict[str, GuideVersion | None]] = field(default_factory=dict)
    glossaries: dict[str, Glossary] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._renderer = Renderer()
        self.fingerprint = hashlib.sha256()

    def fingerprint_with(self, problems: Iterable[Problem]) -> str:
        """Return the fingerprint of what was read, and of what was found to be wrong with it or beside it."""
        found = self.fingerprint.copy()
        found.update("\n".join(sorted(map(str, problems))).encode())
        return found.hexdigest()

    def read(self) -> ReadFiles:
        languages = tuple(code for code in CODES if (self.folder / code).is_dir())
        if not languages:
            example = f"{self.folder.name}/{CODES[0]}/"
            message = f"no folder of a language ({', '.join(CODES)}); put the roles into one, such as {example}"
            self._problem(self.folder, "no-content", message)
        for code in languages:
            self._read_language(code)
        self._unexpected()
        return ReadFiles(
            self.folder.name,
            languages,
            {role: self.roles[role] for role in sorted(self.roles)},
            {guide: self.guides[guide] for guide in sorted(self.guides)},
            self.glossaries,
            self._retired(),
            tuple(self.links),
        )

    def _read_language(self, code: str) -> None:
        for file in _files_of(self.folder / code):
            if file.name in _OTHER_FILES or not self._is_named(file):
                continue
            source = self._source(file, code)
            if source is None:
                continue
            found: GlossaryFile | RoleFile
            if file.stem == GLOSSARY:
                found = read_glossary(source, self._renderer)
                self.glossaries[code] = found.glossary
            else:
                found = read_role(source, file.stem, self._renderer)
                self.roles.setdefault(file.stem, {})[code] = found
            self.problems += found.problems
            self.links += found.links
        for file in _files_of(self.folder / code / GUIDES):
            source = self._source(file, code) if self._is_named(file) else None
            if source is not None:
                found_guide = read_guide(source, file.stem, self._renderer)
                self.guides.setdefault(file.stem, {})[code] = found_guide.version
                self.problems += found_guide.problems
                self.links += found_guide.links

    def _retired(self) -> tuple[Retired, ...]:
        file = self.folder / FILE_NAME
        source = self._source(file, "") if file.exists() else None
        if source is None:
            return ()
        retired, problems = read_retired(source)
        self.problems += problems
        return retired

    def _source(self, file: Path, code: str) -> Source | None:
        path = self._shown(file)
        source = read_source(file, path, code)
        text = "" if isinstance(source, Problem) else "\n".join(line.text for line in source.lines)
        self.fingerprint.update(f"{path}\0{len(text)}\0".encode() + text.encode())
        if isinstance(source, Problem):
            self.problems.append(source)
            return None
        return source

    def _is_named(self, file: Path) -> bool:
        if is_id(file.stem):
            return True
        self._problem(file, "bad-file-name", f"“{_readable(file.stem)}” cannot be an id; {RULE}")
        return False

    def _unexpected(self) -> None:
        """Report what lies in the folder and would otherwise be passed over in silence."""
        for path in _listed(self.folder):
            if path.is_dir() and path.name not in CODES:
                known = ", ".join(language.code for language in LANGUAGES)
                message = f"not the folder of a language ({known}); move it away, or add the language"
                self._problem(path, "unexpected-file", message, warning=True)
        for code in CODES:
            for path in _listed(self.folder / code):
                if path.is_dir() and path.name == GUIDES:
                    self._unexpected_in(path)
            self._unexpected_in(self.folder / code)

    def _unexpected_in(self, folder: Path) -> None:
        for path in _listed(folder):
            is_content = path.suffix == ".md" or path.name in _OTHER_FILES
            is_guides = path.name == GUIDES and folder.name != GUIDES
            if not is_content and not is_guides:
                message = "is not content and is not read; move it away"
                self._problem(path, "unexpected-file", message, warning=True)

    def _problem(self, path: Path, code: str, message: str, *, warning: bool = False) -> None:
        place = Place(self._shown(path), 1)
        self.problems.append(Problem(place, code, message, "warning" if warning else "error"))

    def _shown(self, path: Path) -> str:
        return _readable(path.relative_to(self.folder.parent).as_posix())


def _readable(name: str) -> str:
    """Return the *name* of a file as text, whatever bytes it has."""
    return os.fsencode(name).decode("utf-8", "replace")


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not _is_hidden(path))
    except OSError:
        return []
