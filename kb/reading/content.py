"""A folder of content to everything in it that is sound, and everything that is not."""

import hashlib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from pathlib import Path

from kb.errors import Place, Problem
from kb.glossaries import Glossary
from kb.model import GuideVersion, Retired, RoleVersion
from kb.reading.cache import ParseCache
from kb.reading.checking import Checker, Owner
from kb.reading.consistency import ReadFiles, by_place, versions_of
from kb.reading.files import FileReader, KnownFile
from kb.reading.glossary import GlossaryFile
from kb.reading.guides import GuideFile
from kb.reading.listing import ContentFile, list_files
from kb.reading.retired import RetiredFile
from kb.reading.roles import RoleFile
from kb.reading.rules import NO_RULES, RulesFile


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
    return ContentReader(folder).read()


class ContentReader:
    """Reads a folder again and again, each time as if anew, at the cost of what has changed.

    Versions that have not changed are the same objects as in the content before. Files that another process has
    parsed come out of *cache*.
    """

    def __init__(self, folder: Path, cache: ParseCache | None = None) -> None:
        self._folder = folder
        self._cache = cache
        self._checker = Checker()
        self._sound = _SoundVersions()
        self._problems = _FoundProblems()

    def read(self) -> Content:
        """Read the folder as it is now."""
        listing = list_files(self._folder)
        known = self._files.read(listing.files)
        read = _brought_together(self._folder.name, listing.languages, listing.files, known)
        # Whoever was interrupted while updating what it keeps is not asked again.
        checker, self._checker = self._checker, Checker()
        checked = checker.check(read)
        self._checker = checker
        self._problems.update({**_own_problems(read), **checked.problems, ("folder", ""): listing.problems})
        return Content(
            role_versions=self._sound.versions(read, checked.wrong),
            guide_versions=tuple(
                version for versions in read.guides.values() for version in versions.values() if version
            ),
            glossaries=tuple(read.glossaries.values()),
            retired=read.retired,
            problems=self._problems.by_place,
            fingerprint=_fingerprint(known, self._problems.digest),
        )

    def keep(self) -> None:
        """Keep in the cache what was read, for the next process."""
        if self._cache is not None:
            # What a torn file held before is for this process alone.
            self._cache.save({path: file for path, file in self._files.known.items() if not file.served})

    @cached_property
    def _files(self) -> FileReader:
        return FileReader(self._cache.load() if self._cache is not None else {})


def _brought_together(
    folder: str, languages: tuple[str, ...], files: Iterable[ContentFile], known: Mapping[str, KnownFile]
) -> ReadFiles:
    roles: dict[str, dict[str, RoleFile]] = {}
    guides: dict[str, dict[str, GuideVersion | None]] = {}
    glossaries: dict[str, Glossary] = {}
    retired: tuple[Retired, ...] = ()
    rules = NO_RULES
    for file in files:
        match known[file.path].parsed:
            case RoleFile() as role:
                roles.setdefault(file.id, {})[file.language] = role
            case GuideFile(version=version):
                guides.setdefault(file.id, {})[file.language] = version
            case GlossaryFile(glossary=glossary):
                glossaries[file.language] = glossary
            case RetiredFile(rows=rows):
                retired = rows
            case RulesFile(rules=found):
                rules = found
    return ReadFiles(
        folder,
        languages,
        {role: roles[role] for role in sorted(roles)},
        {guide: guides[guide] for guide in sorted(guides)},
        glossaries,
        retired,
        {path: each.parsed for path, each in known.items()},
        rules,
    )


class _SoundVersions:
    """Leaves out the wordings that are not served; an unchanged version is the same object afterwards, too."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[RoleVersion, frozenset[Place], RoleVersion]] = {}
        """By path: a version, the places left out of it, and what is left."""

    def versions(self, read: ReadFiles, wrong: Iterable[Place]) -> tuple[RoleVersion, ...]:
        """Return all versions, in the order of roles and languages."""
        places: dict[str, set[Place]] = {}
        for place in wrong:
            places.setdefault(place.path, set()).add(place)
        for path in self._made.keys() - places.keys():
            del self._made[path]
        return tuple(
            self._without(version, frozenset(places[path])) if (path := version.place.path) in places else version
            for files in read.roles.values()
            for version in versions_of(files)
        )

    def _without(self, version: RoleVersion, places: frozenset[Place]) -> RoleVersion:
        made = self._made.get(version.place.path)
        if made is None or made[0] is not version or made[1] != places:
            made = version, places, _without(version, places)
            self._made[version.place.path] = made
        return made[2]


def _without(version: RoleVersion, places: Container[Place]) -> RoleVersion:
    sections = tuple(
        replace(section, wordings=tuple(w for w in section.wordings if w.place not in places))
        for section in version.sections
    )
    return replace(version, sections=sections)


class _FoundProblems:
    """All problems in order, sorted and hashed again only where there are others."""

    def __init__(self) -> None:
        self._by_owner: Mapping[Owner, tuple[Problem, ...]] = {}
        self.by_place: tuple[Problem, ...] = ()
        self.digest = ""

    def update(self, by_owner: Mapping[Owner, tuple[Problem, ...]]) -> None:
        """Take what was found this time."""
        if by_owner != self._by_owner:
            self.by_place = by_place(chain.from_iterable(by_owner.values()))
            text = "\n".join(map(str, self.by_place))
            self.digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
            self._by_owner = by_owner


def _own_problems(read: ReadFiles) -> dict[Owner, tuple[Problem, ...]]:
    return {("file", path): file.problems for path, file in read.files.items() if file.problems}


def _fingerprint(known: Mapping[str, KnownFile], problems: str) -> str:
    """Return the hash of what was read, and of what was found to be wrong with it or beside it."""
    files = "\n".join(f"{path}\0{file.digest}\0{file.served}" for path, file in known.items())
    return hashlib.sha256(f"{files}\n{problems}".encode()).hexdigest()
