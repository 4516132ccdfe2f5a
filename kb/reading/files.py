"""Content files one by one: those that are not as they were are parsed, the others are kept as they are."""

import hashlib
import stat
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from kb.collecting import collecting_later
from kb.errors import Problem
from kb.reading.glossary import GlossaryFile, read_glossary
from kb.reading.guides import GuideFile, read_guide
from kb.reading.listing import ContentFile
from kb.reading.rendering import Renderer
from kb.reading.retired import RetiredFile, read_retired
from kb.reading.roles import RoleFile, read_role
from kb.reading.rules import RulesFile, read_rules
from kb.reading.source import decode, read_bytes

_SETTLED = 2_000_000_000
"""Nanoseconds: clocks of file systems are no finer, so that a younger file may change and keep its time."""


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """A file that holds no text, or cannot be opened."""

    problems: tuple[Problem, ...]


ParsedFile = RoleFile | GuideFile | GlossaryFile | RetiredFile | RulesFile | UnreadableFile


@dataclass(frozen=True, slots=True)
class FileState:
    """What tells, without opening a file, that it is another one than before."""

    size: int
    modified: int
    changed: int
    number: int


@dataclass(frozen=True, slots=True)
class KnownFile:
    """What a file held: the SHA-256 of its bytes, empty where they cannot be read, and what they were parsed into.

    A *state* that is equal means equal bytes; it is None where the file must be opened to tell. *served* is the
    digest of the bytes that are served in place of these, which are torn; empty where these are served.
    """

    state: FileState | None
    digest: str
    parsed: ParsedFile
    served: str = ""


class FileReader:
    """Reads files again and again, and parses only those whose bytes have changed; *known* are from before."""

    def __init__(self, known: Mapping[str, KnownFile]) -> None:
        self.known = known

    @collecting_later()
    def read(self, files: Iterable[ContentFile]) -> Mapping[str, KnownFile]:
        """Return what *files* hold by their paths; what has not changed is the same object as last time."""
        self.known = {file.path: self._read(file, self.known.get(file.path)) for file in files}
        return self.known

    def _read(self, file: ContentFile, before: KnownFile | None) -> KnownFile:
        # Its state is taken first: when the file changes meanwhile, the next reading finds another one.
        state, is_settled = _state(file.file)
        if before is not None and state is not None and state == before.state:
            return before
        content = read_bytes(file.file, file.path)
        if isinstance(content, Problem):
            known = KnownFile(None, "", UnreadableFile((content,)))
            return before if before == known else known
        digest = hashlib.sha256(content).hexdigest()
        trusted = state if is_settled else None
        if before is not None and digest == before.digest:
            return before if trusted == before.state else replace(before, state=trusted)
        parsed = parse(file, content, self._renderer)
        if before is None:
            return KnownFile(trusted, digest, parsed)
        if (sound := sound_before(parsed, before.parsed)) is not None:
            return KnownFile(trusted, digest, sound, before.served or before.digest)
        return KnownFile(trusted, digest, before.parsed if before.parsed == parsed else parsed)

    @cached_property
    def _renderer(self) -> Renderer:
        return Renderer()


def parse(file: ContentFile, content: bytes, renderer: Renderer) -> ParsedFile:
    """Parse the *content* of *file*, by what kind of file it is."""
    source = decode(content, file.path, file.language)
    if isinstance(source, Problem):
        return UnreadableFile((source,))
    match file.kind:
        case "role":
            return read_role(source, file.id, renderer)
        case "guide":
            return read_guide(source, file.id, renderer)
        case "glossary":
            return read_glossary(source, renderer)
        case "retired":
            return read_retired(source)
        case "rules":
            return read_rules(source)


def sound_before(now: ParsedFile, before: ParsedFile) -> ParsedFile | None:
    """Return what to serve in place of a file that is torn now: what it held before, with the problems of now.

    It is None where the file is whole, or was torn before, too.
    """
    if not isinstance(now, RoleFile | GuideFile | GlossaryFile) or not now.torn:
        return None
    if not isinstance(before, RoleFile | GuideFile | GlossaryFile) or before.torn:
        return None
    return replace(before, problems=now.problems)


def _state(file: Path) -> tuple[FileState | None, bool]:
    """Return the state of a regular file, and whether it is old enough for an equal one to mean equal bytes."""
    try:
        found = file.stat()
    except OSError:
        return None, False
    if not stat.S_ISREG(found.st_mode):
        return None, False
    state = FileState(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)
    return state, found.st_mtime_ns < time.time_ns() - _SETTLED
