"""A folder of content to everything in it that is sound, and everything that is not."""

import hashlib
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kb.errors import Place, Problem
from kb.languages import CODES
from kb.model import Glossary, GuideVersion, Retired, RoleVersion
from kb.reading.consistency import ReadFiles, by_place, find_problems, wrong_kinds
from kb.reading.glossary import GlossaryFile, read_glossary
from kb.reading.guides import GuideFile, read_guide
from kb.reading.ids import RULE, is_id
from kb.reading.misplaced import GUIDES, OTHER_FILES, is_hidden, misplaced_files, readable
from kb.reading.rendering import BadLink, Link, Renderer
from kb.reading.retired import FILE_NAME, read_retired
from kb.reading.roles import RoleFile, read_role
from kb.reading.rules import FILE_NAME as RULES
from kb.reading.rules import NO_RULES, Rules, read_rules
from kb.reading.source import Source, read_source
from kb.reading.torn import File, sound

GLOSSARY = "glossary"


@dataclass(frozen=True)
class Content:
    """What a folder of content holds; *fingerprint* changes with every byte of it."""

    role_versions: tuple[RoleVersion, ...]
    guide_versions: tuple[GuideVersion, ...]
    glossaries: tuple[Glossary, ...]
    retired: tuple[Retired, ...]
    problems: tuple[Problem, ...]
    fingerprint: str
    files: Mapping[str, RoleFile | GuideFile | GlossaryFile] = field(default_factory=dict)
    """What each file held, by its path: of one that is torn, what it held before."""


def read_content(folder: Path, before: Content | None = None) -> Content:
    """Read all files of *folder*; never fails on what stands in them.

    Paths in places begin with the folder's own name, so that they are equal wherever it lies. A file that is torn
    now counts with what it held in the content *before*.
    """
    reader = _ContentReader(folder, before.files if before else {})
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
        files=reader.files,
    )


def content_files(folder: Path) -> Iterator[Path]:
    """Yield every file whose bytes make the content, in a fixed order."""
    for code in CODES:
        for inside in (folder / code, folder / code / GUIDES):
            yield from _files_of(inside)
    yield folder / FILE_NAME
    yield folder / RULES


def _files_of(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".md" and not is_hidden(path))
    except OSError:
        return []


def _without(version: RoleVersion, places: Container[Place]) -> RoleVersion:
    sections = tuple(
        replace(section, wordings=tuple(w for w in section.wordings if w.place not in places))
        for section in version.sections
    )
    return replace(version, sections=sections)


@dataclass
class _ContentReader:
    folder: Path
    before: Mapping[str, RoleFile | GuideFile | GlossaryFile]
    files: dict[str, RoleFile | GuideFile | GlossaryFile] = field(default_factory=dict)
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
            self._rules(),
        )

    def _read_language(self, code: str) -> None:
        for file in _files_of(self.folder / code):
            if file.name in OTHER_FILES or not self._is_named(file):
                continue
            source = self._source(file, code)
            if source is None:
                continue
            found: GlossaryFile | RoleFile
            if file.stem == GLOSSARY:
                found = self._sound(source, read_glossary(source, self._renderer))
                self.glossaries[code] = found.glossary
            else:
                found = self._sound(source, read_role(source, file.stem, self._renderer))
                self.roles.setdefault(file.stem, {})[code] = found
            self.problems += found.problems
            self.links += found.links
        for file in _files_of(self.folder / code / GUIDES):
            source = self._source(file, code) if self._is_named(file) else None
            if source is not None:
                found_guide = self._sound(source, read_guide(source, file.stem, self._renderer))
                self.guides.setdefault(file.stem, {})[code] = found_guide.version
                self.problems += found_guide.problems
                self.links += found_guide.links

    def _sound(self, source: Source, file: File) -> File:
        """Return what is served of a file, and keep it for the next reading."""
        kept = sound(file, self.before.get(source.path))
        self.files[source.path] = kept
        return kept

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
        self._problem(file, "bad-file-name", f"“{readable(file.stem)}” cannot be an id; {RULE}")
        return False

    def _rules(self) -> Rules:
        file = self.folder / RULES
        source = self._source(file, "") if file.exists() else None
        if source is None:
            return NO_RULES
        rules, problems = read_rules(source)
        self.problems += problems
        return rules

    def _unexpected(self) -> None:
        """Report what lies in the folder and would otherwise be passed over in silence."""
        for file in misplaced_files(self.folder):
            place = Place(self._shown(file.path), 1)
            self.problems.append(Problem(place, "unexpected-file", file.message, file.severity))

    def _problem(self, path: Path, code: str, message: str) -> None:
        self.problems.append(Problem(Place(self._shown(path), 1), code, message))

    def _shown(self, path: Path) -> str:
        return readable(path.relative_to(self.folder.parent).as_posix())
