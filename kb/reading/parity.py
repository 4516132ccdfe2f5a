"""What one language version has and another lacks: versions of one role, guide or glossary in, problems out."""

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.errors import Place, Problem, Severity
from kb.glossaries import Glossary
from kb.languages import CODES, language
from kb.model import GroupHeading, GuideVersion, RoleVersion, Wording
from kb.reading.roles import RoleFile

_ALIKE = 0.8
_MOST_COMPARED = 2_500


@dataclass(frozen=True)
class Having:
    """The ids that one version has, each with its place, and those that it has with a fault."""

    places: Mapping[str, Place]
    faulty: frozenset[str] = frozenset()

    def has(self, id: str) -> bool:
        """Tell whether the version says anything under this *id*."""
        return id in self.places or id in self.faulty


@dataclass(frozen=True)
class Lack:
    """An id that the version *at* an index lacks; *known* is where another has it."""

    at: int
    id: str
    known: Place


@dataclass(frozen=True)
class Compared:
    """What the versions lack, and a problem for each id that is plainly misspelt."""

    lacks: tuple[Lack, ...]
    misspelt: tuple[Problem, ...]


def compare(versions: Sequence[Having]) -> Compared:
    """Compare the ids of *versions*, the source first.

    An id that one version alone has, and that is spelt almost like one which that version lacks, is misspelt: it
    is named once, and neither counts as lacking.
    """
    known: dict[str, Place] = {}
    for version in versions:
        for id, place in version.places.items():
            known.setdefault(id, place)
    lacks = [
        Lack(at, id, place)
        for at, version in enumerate(versions)
        for id, place in known.items()
        if not version.has(id)
    ]
    meant = _misspelt(versions, lacks) if lacks else {}
    problems = [
        Problem(
            versions[at].places[odd],
            "misspelt-id",
            f"no other version has #{odd}; did you mean #{id} ({known[id]})?",
            clause=odd,
        )
        for (at, odd), id in meant.items()
    ]
    settled = {(at, id) for (at, _), id in meant.items()}
    odd_ids = {odd for _, odd in meant}
    kept = (lack for lack in lacks if lack.id not in odd_ids and (lack.at, lack.id) not in settled)
    return Compared(tuple(kept), tuple(problems))


def _misspelt(versions: Sequence[Having], lacks: Sequence[Lack]) -> dict[tuple[int, str], str]:
    """Return, by version and odd id, the id that is meant; the source is believed before its translations."""
    found: dict[tuple[int, str], str] = {}
    for at in reversed(range(len(versions))):
        lacking = {lack.id for lack in lacks if lack.at == at} - {odd for _, odd in found}
        odd_ids = [
            id
            for id in versions[at].places
            if id not in found.values() and sum(version.has(id) for version in versions) == 1
        ]
        if not lacking or len(versions) < 2 or len(odd_ids) * len(lacking) > _MOST_COMPARED:
            continue
        for odd in odd_ids:
            close = difflib.get_close_matches(odd, sorted(lacking), n=1, cutoff=_ALIKE)
            if close:
                found[at, odd] = close[0]
                lacking.discard(close[0])
    return found


def wording_problems(files: Sequence[RoleFile]) -> Iterator[Problem]:
    """Yield what the versions of a role lack, and where their marks and groups differ; the source stands first."""
    versions = [file.version for file in files if file.version is not None]
    compared = compare([_wordings(file) for file in files if file.version is not None])
    yield from compared.misspelt
    wordings = {wording.place: wording for version in versions for wording in version.wordings}
    for lack in compared.lacks:
        version, wording = versions[lack.at], wordings[lack.known]
        section = version.section(wording.kind)
        under = "here" if section else f"under “{language(version.language).heading(wording.kind)}”"
        yield Problem(
            section.place if section else version.place,
            "missing-wording",
            f"no wording of #{lack.id} ({lack.known}); add it {under}",
            _severity(versions[0], version),
            lack.id,
        )
    yield from _differing_marks(versions)
    yield from _missing_groups(versions)


def _severity(*versions: RoleVersion | GuideVersion | Glossary) -> Severity:
    return "note" if any(version.status == "draft" for version in versions) else "error"


def _wordings(file: RoleFile) -> Having:
    places = {wording.id: wording.place for wording in file.version.wordings} if file.version else {}
    # What stands there with a fault of its own is reported once.
    faulty = file.ids | {problem.clause for problem in file.problems if problem.clause}
    return Having(places, frozenset(faulty))


def _differing_marks(versions: Sequence[RoleVersion]) -> Iterator[Problem]:
    groups = [{group.id for section in version.sections for group in section.groups} for version in versions]
    first: dict[str, tuple[int, Wording]] = {}
    for at, version in enumerate(versions):
        for wording in version.wordings:
            before, other = first.setdefault(wording.id, (at, wording))
            if other is wording:
                continue
            if (wording.desirable, wording.forms) != (other.desirable, other.forms):
                message = (
                    f"#{wording.id} is marked {_marks(wording)} here and {_marks(other)} in {other.place}; "
                    "mark it alike in all languages"
                )
                yield Problem(wording.place, "marks-differ", message, clause=wording.id)
            if wording.group == other.group:
                continue
            if {wording.group, other.group} <= {None, *(groups[at] & groups[before])}:
                message = (
                    f"#{wording.id} stands in {_group(wording)} here and in {_group(other)} in {other.place}; "
                    "group it alike in all languages"
                )
                yield Problem(wording.place, "groups-differ", message, clause=wording.id)


def _marks(wording: Wording) -> str:
    marks = [*([".desirable"] if wording.desirable else []), *(f".form-{form}" for form in wording.forms)]
    return " ".join(marks) or "not at all"


def _group(wording: Wording) -> str:
    return f"the group #{wording.group}" if wording.group else "no group"


def _missing_groups(versions: Sequence[RoleVersion]) -> Iterator[Problem]:
    found: list[Having] = []
    groups: dict[Place, tuple[str, GroupHeading]] = {}
    for version in versions:
        for section in version.sections:
            groups |= {group.place: (section.kind, group) for group in section.groups}
        found.append(Having({g.id: g.place for section in version.sections for g in section.groups}))
    compared = compare(found)
    yield from compared.misspelt
    for lack in compared.lacks:
        section_here = versions[lack.at].section(groups[lack.known][0])
        if section_here is not None:
            message = f"no group #{lack.id} ({lack.known}); add its heading of level 3 here"
            severity = _severity(versions[0], versions[lack.at])
            yield Problem(section_here.place, "missing-group", message, severity)


def heading_problems(versions: Sequence[GuideVersion]) -> Iterator[Problem]:
    """Yield the headings that the versions of a guide lack."""
    compared = compare([Having({part.id: part.place for part in v.parts if part.id}) for v in versions])
    yield from compared.misspelt
    for lack in compared.lacks:
        message = f"no heading #{lack.id} ({lack.known}); add it here"
        severity = _severity(versions[0], versions[lack.at])
        yield Problem(versions[lack.at].place, "missing-heading", message, severity)


def entry_problems(
    glossaries: Mapping[str, Glossary], codes: Iterable[str], path: Callable[[str], str]
) -> Iterator[Problem]:
    """Yield the entries that the glossaries of the languages *codes* lack; *path* is that of a language's file."""
    only = {entry.id for glossary in glossaries.values() for entry in glossary.entries if entry.only}
    ordered = [glossaries[code] for code in CODES if code in glossaries]
    compared = compare(
        [Having({e.id: e.place for e in glossary.entries if e.id not in only}) for glossary in ordered]
    )
    yield from compared.misspelt
    first = next((entry.place for glossary in ordered for entry in glossary.entries), None)
    for code in codes if first else ():
        if code not in glossaries and first:
            message = f"no {language(code).english_name} glossary; add {path(code)}"
            yield Problem(Place(first.path, 1), "missing-version", message)
    for lack in compared.lacks:
        glossary = ordered[lack.at]
        message = f"no entry #{lack.id} ({lack.known}); add it here"
        yield Problem(glossary.place, "missing-entry", message, _severity(glossary))
