"""What can only be told of several files together: problems between versions, and between glossaries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.errors import Place, Problem, Severity
from kb.glossaries import Glossary
from kb.languages import CODES, DEFAULT, language
from kb.model import GuideVersion, Retired, RoleVersion
from kb.reading.files import ParsedFile
from kb.reading.front_matter import Field
from kb.reading.parity import entry_problems, heading_problems, wording_problems
from kb.reading.roles import RoleFile
from kb.reading.rules import NO_RULES, Rules
from kb.reading.ruling import glossary_warnings, guide_warnings, role_warnings

NEUTRAL_FIELDS = ("isco", "requires.education", "requires.experience_years", "source", "reviewed")
"""Fields that say the same in every language: they may stand in any version, and agree where several have them."""


@dataclass(frozen=True)
class ReadFiles:
    """Everything that was read, before it is known to fit together. *languages* are those with a folder.

    Roles and guides are in the order of their ids, versions in that of LANGUAGES; *files* are by their paths.
    """

    folder: str
    languages: tuple[str, ...]
    roles: dict[str, dict[str, RoleFile]]
    guides: dict[str, dict[str, GuideVersion | None]]
    glossaries: dict[str, Glossary]
    retired: tuple[Retired, ...]
    files: Mapping[str, ParsedFile]
    rules: Rules = NO_RULES


def versions_of(files: Mapping[str, RoleFile]) -> Iterator[RoleVersion]:
    """Yield the versions of a role that have a title."""
    return (file.version for file in files.values() if file.version is not None)


def role_problems(read: ReadFiles, role: str) -> Iterator[Problem]:
    """Yield what is wrong between the versions of *role*."""
    files = read.roles[role]
    yield from _neutral_fields(files)
    yield from _missing_versions(read, role, files)
    yield from wording_problems(_source_first(files))
    versions = [file.version for file in _source_first(files) if file.version is not None]
    yield from role_warnings(versions, read.rules)


def guide_problems(read: ReadFiles, guide: str) -> Iterator[Problem]:
    """Yield what is wrong between the versions of *guide*."""
    versions = read.guides[guide]
    yield from _missing_guides(read, guide, versions)
    yield from heading_problems([version for version in versions.values() if version is not None])
    for version in versions.values():
        yield from guide_warnings(version, read.rules) if version is not None else ()


def glossary_problems(read: ReadFiles) -> Iterator[Problem]:
    """Yield what is wrong between the glossaries, and between the terms of one."""
    yield from entry_problems(read.glossaries, read.languages, lambda code: f"{read.folder}/{code}/glossary.md")
    yield from _shared_names(read)
    for glossary in read.glossaries.values():
        yield from glossary_warnings(glossary, read.rules)


def source_of(files: dict[str, RoleFile]) -> str:
    """Return the code of the language that a role is translated from."""
    named = (file.front_matter.text("source") for file in files.values())
    return next((source for source in named if source), DEFAULT.code)


def _source_first(files: dict[str, RoleFile]) -> list[RoleFile]:
    source = source_of(files)
    return [files[code] for code in sorted(files, key=lambda code: (code != source, CODES.index(code)))]


def _neutral_fields(files: dict[str, RoleFile]) -> Iterator[Problem]:
    for name in NEUTRAL_FIELDS:
        first: tuple[Field, Place] | None = None
        for file in _source_first(files):
            field = file.front_matter.fields.get(name)
            if field is None or file.version is None:
                continue
            place = Place(file.version.place.path, field.line)
            if first is None:
                first = field, place
            elif field.value != first[0].value:
                message = (
                    f"{name} is {field.value} here and {first[0].value} in {first[1]}; "
                    "make them equal, or leave it out here"
                )
                yield Problem(place, "fields-disagree", message)


def _is_draft(file: RoleFile) -> bool:
    return file.version is not None and file.version.status == "draft"


def _missing_versions(read: ReadFiles, role: str, files: dict[str, RoleFile]) -> Iterator[Problem]:
    source = source_of(files)
    first = _source_first(files)[0]
    severity: Severity = "note" if _is_draft(first) else "error"
    here = f"{read.folder}/{next(iter(files))}/{role}.md" if source not in files else None
    place = Place(here or f"{read.folder}/{source}/{role}.md", 1)
    for code in dict.fromkeys((source, *read.languages)):
        if code in files:
            continue
        name, path = language(code).english_name, f"{read.folder}/{code}/{role}.md"
        if code == source:
            other = next(iter(files))
            message = (
                f"no {name} version, from which this role is translated; add {path}, "
                f"or say source: {other} in the front matter"
            )
            yield Problem(place, "no-source-version", message, severity)
        else:
            message = f"no {name} version; add {path} or mark the role as draft"
            yield Problem(place, "missing-version", message, severity)


def _missing_guides(read: ReadFiles, guide: str, versions: dict[str, GuideVersion | None]) -> Iterator[Problem]:
    first = next(iter(versions.values()))
    severity: Severity = "note" if first is not None and first.status == "draft" else "error"
    place = Place(f"{read.folder}/{next(iter(versions))}/guides/{guide}.md", 1)
    for code in read.languages:
        if code not in versions:
            path = f"{read.folder}/{code}/guides/{guide}.md"
            message = f"no {language(code).english_name} version; add {path} or mark the guide as draft"
            yield Problem(place, "missing-version", message, severity)


def _shared_names(read: ReadFiles) -> Iterator[Problem]:
    for glossary in read.glossaries.values():
        owners: dict[str, tuple[str, Place]] = {}
        for entry in glossary.entries:
            for name in entry.names:
                id, place = owners.setdefault(name.casefold(), (entry.id, entry.place))
                if id != entry.id:
                    message = f"“{name}” names #{id} too ({place}); let it name one of the two"
                    yield Problem(entry.place, "name-of-two-terms", message, "warning")


def by_place(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the order of files and lines."""
    return tuple(sorted(problems, key=lambda each: (each.place.path, each.place.line, each.code, each.message)))
