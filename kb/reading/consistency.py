"""What can only be told of several files together: problems between versions, and between glossaries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kb.errors import Place, Problem, Severity
from kb.languages import CODES, DEFAULT, language
from kb.model import Glossary, GuideVersion, Retired, RoleVersion, Wording
from kb.reading.files import ParsedFile
from kb.reading.front_matter import Field
from kb.reading.roles import RoleFile

NEUTRAL_FIELDS = ("isco", "requires.education", "requires.experience_years", "source")
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


def versions_of(files: Mapping[str, RoleFile]) -> Iterator[RoleVersion]:
    """Yield the versions of a role that have a title."""
    return (file.version for file in files.values() if file.version is not None)


def role_problems(read: ReadFiles, role: str) -> Iterator[Problem]:
    """Yield what is wrong between the versions of *role*."""
    files = read.roles[role]
    yield from _neutral_fields(files)
    yield from _missing_versions(read, role, files)
    yield from _missing_wordings(files)


def guide_problems(read: ReadFiles, guide: str) -> Iterator[Problem]:
    """Yield what is wrong between the versions of *guide*."""
    versions = read.guides[guide]
    yield from _missing_guides(read, guide, versions)
    yield from _missing_headings(versions)


def glossary_problems(read: ReadFiles) -> Iterator[Problem]:
    """Yield what is wrong between the glossaries, and between the terms of one."""
    yield from _missing_entries(read)
    yield from _shared_names(read)


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


def _missing_wordings(files: dict[str, RoleFile]) -> Iterator[Problem]:
    versions = [(file, file.version) for file in _source_first(files) if file.version is not None]
    known: dict[str, Wording] = {}
    for _, version in versions:
        for wording in version.wordings:
            known.setdefault(wording.id, wording)
    source_is_draft = bool(versions) and versions[0][1].status == "draft"
    for file, version in versions:
        present = {wording.id for wording in version.wordings}
        # What stands there with a fault of its own is reported once.
        present |= {problem.clause for problem in file.problems if problem.clause}
        severity: Severity = "note" if source_is_draft or version.status == "draft" else "error"
        for id, wording in known.items():
            if id in present:
                continue
            section = version.section(wording.kind)
            under = "here" if section else f"under “{language(version.language).heading(wording.kind)}”"
            yield Problem(
                section.place if section else version.place,
                "missing-wording",
                f"no wording of #{id} ({wording.place}); add it {under}",
                severity,
                id,
            )


def _missing_guides(read: ReadFiles, guide: str, versions: dict[str, GuideVersion | None]) -> Iterator[Problem]:
    first = next(iter(versions.values()))
    severity: Severity = "note" if first is not None and first.status == "draft" else "error"
    place = Place(f"{read.folder}/{next(iter(versions))}/guides/{guide}.md", 1)
    for code in read.languages:
        if code not in versions:
            path = f"{read.folder}/{code}/guides/{guide}.md"
            message = f"no {language(code).english_name} version; add {path} or mark the guide as draft"
            yield Problem(place, "missing-version", message, severity)


def _missing_headings(versions: dict[str, GuideVersion | None]) -> Iterator[Problem]:
    sound = [version for version in versions.values() if version is not None]
    known: dict[str, Place] = {}
    for version in sound:
        for part in version.parts:
            if part.id:
                known.setdefault(part.id, part.place)
    for version in sound:
        present = {part.id for part in version.parts}
        severity: Severity = "note" if any(v.status == "draft" for v in (version, sound[0])) else "error"
        for id, place in known.items():
            if id not in present:
                message = f"no heading #{id} ({place}); add it here"
                yield Problem(version.place, "missing-heading", message, severity)


def _missing_entries(read: ReadFiles) -> Iterator[Problem]:
    known: dict[str, Place] = {}
    for glossary in read.glossaries.values():
        for entry in glossary.entries:
            known.setdefault(entry.id, entry.place)
    for code in read.languages if known else ():
        glossary_here = read.glossaries.get(code)
        path = f"{read.folder}/{code}/glossary.md"
        if glossary_here is None:
            place = next(iter(known.values()))
            message = f"no {language(code).english_name} glossary; add {path}"
            yield Problem(Place(place.path, 1), "missing-version", message)
            continue
        present = {entry.id for entry in glossary_here.entries}
        for id, place in known.items():
            if id not in present:
                message = f"no entry #{id} ({place}); add it here"
                yield Problem(Place(path, 1), "missing-entry", message)


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
