"""Where the ids of concepts are used: those under two kinds of section, and retired ids that are still in use."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from kb.errors import Place, Problem
from kb.model import Wording
from kb.reading.consistency import ReadFiles, versions_of
from kb.reading.retired import KINDS
from kb.reading.roles import RoleFile


class Uses:
    """Which roles use which ids of concepts, kept from one reading to the next."""

    def __init__(self) -> None:
        self._roles: dict[str, tuple[str, ...]] = {}
        self._kinds: dict[str, str] = {}
        self._suspected: set[str] = set()
        """The ids that may have another kind somewhere than in _kinds; all others have that one everywhere."""

    def update(self, role: str, before: Mapping[str, RoleFile], after: Mapping[str, RoleFile]) -> None:
        """Note that the files of *role* have changed; none stand for a role that is not there."""
        old = {wording.id for wording in _wordings(before)}
        new = set()
        for wording in _wordings(after):
            new.add(wording.id)
            if self._kinds.setdefault(wording.id, wording.kind) != wording.kind:
                self._suspected.add(wording.id)
        for id in new - old:
            self._roles[id] = (*self._roles.get(id, ()), role)
        for id in old - new:
            self._remove(id, role)

    def _remove(self, id: str, role: str) -> None:
        self._roles[id] = tuple(other for other in self._roles[id] if other != role)
        if not self._roles[id]:
            del self._roles[id], self._kinds[id]
            self._suspected.discard(id)

    def wordings(self, read: ReadFiles, ids: Collection[str]) -> dict[str, list[Wording]]:
        """Return the wordings of each of *ids*, in the order of roles and versions."""
        found: dict[str, list[Wording]] = {}
        for role in sorted({role for id in ids for role in self._roles.get(id, ())}):
            for wording in _wordings(read.roles[role]):
                if wording.id in ids:
                    found.setdefault(wording.id, []).append(wording)
        return found

    def wrong_kinds(self, read: ReadFiles) -> dict[Place, Problem]:
        """Return, by place, the wordings whose id most others have in another kind of section."""
        wrong: dict[Place, Problem] = {}
        for id, of_id in self.wordings(read, self._suspected).items():
            usual = Counter(wording.kind for wording in of_id).most_common(1)[0][0]
            problems = {problem.place: problem for problem in _wrong_kinds(id, usual, of_id)}
            wrong.update(problems)
            if not problems:
                self._kinds[id] = usual
                self._suspected.discard(id)
        return wrong


def _wordings(files: Mapping[str, RoleFile]) -> Iterator[Wording]:
    return (wording for version in versions_of(files) for wording in version.wordings)


def _wrong_kinds(id: str, usual: str, wordings: Sequence[Wording]) -> Iterator[Problem]:
    example = next(wording for wording in wordings if wording.kind == usual)
    for wording in wordings:
        if wording.kind != usual:
            message = (
                f"#{id} stands under {wording.kind} here and under {usual} in {example.place}; "
                "give one of the two another id"
            )
            yield Problem(wording.place, "id-of-two-kinds", message, clause=id, last_line=wording.last_line)


def retired_problems(read: ReadFiles, uses: Uses) -> Iterator[Problem]:
    """Yield the retired ids that are in use, and the successors that are not."""
    retired = {(row.kind, row.id): row for row in read.retired}
    places = _places(read, uses, retired.keys())
    for (kind, id), row in retired.items():
        remedy = f"use #{row.replaced_by}" if row.replaced_by else "give it a new id"
        message = f"the {kind} #{id} is retired ({row.place}); {remedy}"
        for place in places.get((kind, id), ()):
            yield Problem(place, "retired-in-use", message, clause=id if kind == "concept" else None)
    successors = {(row.kind, row.replaced_by) for row in read.retired if row.replaced_by}
    in_use = _places(read, uses, successors - retired.keys())
    for row in read.retired:
        successor = (row.kind, row.replaced_by or "")
        if row.replaced_by and successor not in retired and successor not in in_use:
            message = f"#{row.id} is replaced by #{row.replaced_by}, which does not exist; name one that does"
            yield Problem(row.place, "no-successor", message, clause=row.id)


def _places(read: ReadFiles, uses: Uses, ids: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[Place]]:
    """Return where each of *ids*, with their kinds, is in use."""
    places: dict[tuple[str, str], list[Place]] = {}
    of_kind = {kind: {id for other, id in ids if other == kind} for kind in KINDS}
    for id, wordings in uses.wordings(read, of_kind["concept"]).items():
        places["concept", id] = [wording.place for wording in wordings]
    for id in of_kind["role"] & read.roles.keys():
        places["role", id] = [version.place for version in versions_of(read.roles[id])]
    for id in of_kind["guide"] & read.guides.keys():
        places["guide", id] = [version.place for version in read.guides[id].values() if version is not None]
    for glossary in read.glossaries.values() if of_kind["term"] else ():
        for entry in glossary.entries:
            if entry.id in of_kind["term"]:
                places.setdefault(("term", entry.id), []).append(entry.place)
    return {key: found for key, found in places.items() if found}
