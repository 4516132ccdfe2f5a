"""Links between content files to those that lead nowhere; checked again where they or their targets change."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache

from kb.errors import Problem
from kb.model import GuideVersion, RoleVersion
from kb.reading.consistency import ReadFiles, versions_of
from kb.reading.files import ParsedFile
from kb.reading.glossary import GlossaryFile
from kb.reading.guides import GuideFile
from kb.reading.rendering import BadLink, Link
from kb.reading.roles import RoleFile

Name = tuple[str, str]
"""What a link leads to: its kind and its id."""


@dataclass(frozen=True)
class _Target:
    """What a link can lead to: the ids inside it, and whether it is a draft in every language."""

    anchors: frozenset[str]
    is_draft: bool


Find = Callable[[Name], _Target | None]


class Links:
    """What the links of all files lead to, kept from one reading to the next."""

    def __init__(self) -> None:
        self._targets: dict[str, frozenset[Name]] = {}
        """By the path of the file; those without links are not in it."""

    def update(
        self, before: ReadFiles, read: ReadFiles, targets: Collection[Name]
    ) -> Iterator[tuple[str, tuple[Problem, ...]]]:
        """Yield every path whose links may be wrong otherwise than *before*, and what is wrong with them now.

        *targets* are those that may have changed.
        """
        paths = before.files.keys() | read.files.keys()
        files = {path for path in paths if before.files.get(path) is not read.files.get(path)}
        for path in files:
            self._targets.pop(path, None)
            if path in read.files and (found := frozenset(_targets(read.files[path]))):
                self._targets[path] = found
            else:
                yield path, ()
        find = cache(lambda name: _target(read, name))
        linked = frozenset[Name]().union(*self._targets.values()).intersection(targets)
        moved = {name for name in linked if _target(before, name) != find(name)}
        for path, names in self._targets.items():
            if path in files or not names.isdisjoint(moved):
                yield path, tuple(_problems(read.files[path], find))


GLOSSARY_NAME: Name = ("glossary", "glossary")
_BAD: Name = ("", "")
"""Stands for what bad links lead to, so that their file counts among those with links."""


def _links(file: ParsedFile) -> tuple[Link | BadLink, ...]:
    return file.links if isinstance(file, RoleFile | GuideFile | GlossaryFile) else ()


def _targets(file: ParsedFile) -> Iterator[Name]:
    return (_BAD if isinstance(link, BadLink) else (link.kind, link.target) for link in _links(file))


def _target(read: ReadFiles, name: Name) -> _Target | None:
    kind, id = name
    if kind == "role" and id in read.roles:
        versions = tuple(versions_of(read.roles[id]))
        return _Target(frozenset(id for version in versions for id in _anchors(version)), _is_draft(versions))
    if kind == "guide" and id in read.guides:
        guides = tuple(version for version in read.guides[id].values() if version is not None)
        parts = (part.id for version in guides for part in version.parts)
        return _Target(frozenset(id for id in parts if id is not None), _is_draft(guides))
    if name == GLOSSARY_NAME:
        entries = (entry.id for glossary in read.glossaries.values() for entry in glossary.entries)
        return _Target(frozenset(entries), is_draft=False)
    return None


def _anchors(version: RoleVersion) -> Iterator[str]:
    yield from (wording.id for wording in version.wordings)
    yield from (group.id for section in version.sections for group in section.groups)


def _is_draft(versions: Collection[RoleVersion | GuideVersion]) -> bool:
    return bool(versions) and all(version.status == "draft" for version in versions)


def _problems(file: ParsedFile, find: Find) -> Iterator[Problem]:
    among_drafts = (
        isinstance(file, RoleFile | GuideFile) and file.version is not None and file.version.status == "draft"
    )
    for link in _links(file):
        found = _fault(link, find)
        if found is None:
            continue
        code, message = found
        if code != "link-to-draft":
            yield Problem(link.place, code, message)
        elif not among_drafts:
            yield Problem(link.place, code, message, "warning")


def _fault(link: Link | BadLink, find: Find) -> tuple[str, str] | None:
    """Return the code and message of what is wrong with *link*."""
    if isinstance(link, BadLink):
        message = f"the link “{link.href}” leads to no role, guide or glossary of this language; mend it"
        return "bad-link", message
    target = find((link.kind, link.target))
    if target is None:
        return "bad-link", f"the link leads to “{link.target}”, which does not exist; mend it"
    if link.anchor and link.anchor not in target.anchors:
        message = f"the link leads to #{link.anchor}, which “{link.target}” does not have; mend it"
        return "bad-link", message
    if target.is_draft:
        message = f"the link leads to “{link.target}”, a draft that readers do not see; finish it or unlink it"
        return "link-to-draft", message
    return None
