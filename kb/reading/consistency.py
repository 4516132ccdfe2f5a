"""What can only be told of all files together: problems between versions, kinds, links and retired ids."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kb.errors import Place, Problem, Severity
from kb.languages import CODES, DEFAULT, language
from kb.model import Glossary, GuideVersion, Retired, RoleVersion, Wording
from kb.reading.front_matter import Field
from kb.reading.rendering import BadLink, Link
from kb.reading.roles import RoleFile

NEUTRAL_FIELDS = ("isco", "requires.education", "requires.experience_years", "source", "reviewed")
"""Fields that say the same in every language: they may stand in any version, and agree where several have them."""


@dataclass(frozen=True)
class ReadFiles:
    """Everything that was read, before it is known to fit together. *languages* are those with a folder."""

    folder: str
    languages: tuple[str, ...]
    roles: dict[str, dict[str, RoleFile]]
    guides: dict[str, dict[str, GuideVersion | None]]
    glossaries: dict[str, Glossary]
    retired: tuple[Retired, ...]
    links: tuple[Link | BadLink, ...]

    @property
    def role_versions(self) -> Iterator[RoleVersion]:
        """Every version of a role that has a title, by role, then by language."""
        for files in self.roles.values():
            for file in files.values():
                if file.version is not None:
                    yield file.version


def find_problems(read: ReadFiles) -> Iterator[Problem]:
    """Yield what is wrong between files; `wrong_kinds` is asked for separately, since it leaves clauses out."""
    for role, files in read.roles.items():
        yield from _neutral_fields(files)
        yield from _missing_versions(read, role, files)
        yield from _missing_wordings(files)
    for guide, versions in read.guides.items():
        yield from _missing_guides(read, guide, versions)
        yield from _missing_headings(versions)
    yield from _missing_entries(read)
    yield from _shared_names(read)
    yield from _retired_in_use(read)
    yield from _links(read)


def wrong_kinds(versions: Iterable[RoleVersion]) -> dict[Place, Problem]:
    """Return, by place, the wordings whose id most others have in another kind of section."""
    wordings: dict[str, list[Wording]] = {}
    for version in versions:
        for wording in version.wordings:
            wordings.setdefault(wording.id, []).append(wording)
    wrong = {}
    for id, of_id in wordings.items():
        if len({wording.kind for wording in of_id}) == 1:
            continue
        usual = Counter(wording.kind for wording in of_id).most_common(1)[0][0]
        example = next(wording for wording in of_id if wording.kind == usual)
        for wording in of_id:
            if wording.kind != usual:
                message = (
                    f"#{id} stands under {wording.kind} here and under {usual} in {example.place}; "
                    "give one of the two another id"
                )
                wrong[wording.place] = Problem(
                    wording.place, "id-of-two-kinds", message, clause=id, last_line=wording.last_line
                )
    return wrong


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


def _retired_in_use(read: ReadFiles) -> Iterator[Problem]:
    retired: dict[tuple[str, str], Retired] = {(row.kind, row.id): row for row in read.retired}
    for kind, id, place in _ids_in_use(read):
        row = retired.get((kind, id))
        if row is not None:
            remedy = f"use #{row.replaced_by}" if row.replaced_by else "give it a new id"
            message = f"the {kind} #{id} is retired ({row.place}); {remedy}"
            yield Problem(place, "retired-in-use", message, clause=id if kind == "concept" else None)
    in_use = {(kind, id) for kind, id, _ in _ids_in_use(read)}
    for row in read.retired:
        successor = (row.kind, row.replaced_by or "")
        if row.replaced_by and successor not in in_use and successor not in retired:
            message = f"#{row.id} is replaced by #{row.replaced_by}, which does not exist; name one that does"
            yield Problem(row.place, "no-successor", message, clause=row.id)


def _ids_in_use(read: ReadFiles) -> Iterator[tuple[str, str, Place]]:
    for version in read.role_versions:
        yield "role", version.role, version.place
        for wording in version.wordings:
            yield "concept", wording.id, wording.place
    for guide, versions in read.guides.items():
        for guide_version in versions.values():
            if guide_version is not None:
                yield "guide", guide, guide_version.place
    for glossary in read.glossaries.values():
        for entry in glossary.entries:
            yield "term", entry.id, entry.place


def _links(read: ReadFiles) -> Iterator[Problem]:
    anchors = _anchors(read)
    drafts, paths_of_drafts = _drafts(read)
    for link in read.links:
        if isinstance(link, BadLink):
            message = f"the link “{link.href}” leads to no role, guide or glossary of this language; mend it"
            yield Problem(link.place, "bad-link", message)
            continue
        target = (link.kind, link.target)
        if target not in anchors:
            yield Problem(
                link.place, "bad-link", f"the link leads to “{link.target}”, which does not exist; mend it"
            )
        elif link.anchor and link.anchor not in anchors[target]:
            message = f"the link leads to #{link.anchor}, which “{link.target}” does not have; mend it"
            yield Problem(link.place, "bad-link", message)
        elif target in drafts and link.place.path not in paths_of_drafts:
            message = f"the link leads to “{link.target}”, a draft that readers do not see; finish it or unlink it"
            yield Problem(link.place, "link-to-draft", message, "warning")


def _drafts(read: ReadFiles) -> tuple[set[tuple[str, str]], set[str]]:
    """Return the roles and guides that are drafts in every language, and the paths of all drafts."""
    versions: list[tuple[str, str, RoleVersion | GuideVersion]] = [
        *(("role", version.role, version) for version in read.role_versions),
        *(("guide", id, version) for id, found in read.guides.items() for version in found.values() if version),
    ]
    drafts = [(kind, id, version.place.path) for kind, id, version in versions if version.status == "draft"]
    ready = {(kind, id) for kind, id, version in versions if version.status == "ready"}
    return {(kind, id) for kind, id, _ in drafts} - ready, {path for _, _, path in drafts}


def _anchors(read: ReadFiles) -> dict[tuple[str, str], set[str]]:
    anchors: dict[tuple[str, str], set[str]] = {}
    for role, files in read.roles.items():
        found = anchors.setdefault(("role", role), set())
        for file in files.values():
            found |= {wording.id for wording in file.version.wordings} if file.version else set()
    for guide, versions in read.guides.items():
        found = anchors.setdefault(("guide", guide), set())
        for version in versions.values():
            found |= {part.id for part in version.parts if part.id} if version else set()
    found = anchors.setdefault(("glossary", "glossary"), set())
    for glossary in read.glossaries.values():
        found |= {entry.id for entry in glossary.entries}
    return anchors


def by_place(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems in the order of files and lines."""
    return tuple(sorted(problems, key=lambda problem: (problem.place, problem.code, problem.message)))
