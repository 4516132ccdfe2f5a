"""Everything that was read to what is wrong between files, found anew only where files have changed."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kb.errors import Place, Problem
from kb.reading.consistency import ReadFiles, glossary_problems, guide_problems, role_problems
from kb.reading.links import GLOSSARY_NAME, Links
from kb.reading.uses import Uses, retired_problems

_NOTHING = ReadFiles("", (), {}, {}, {}, (), {})

Owner = tuple[str, str]
"""What has to change for its problems to change: a kind of thing, and its id or path."""


@dataclass(frozen=True)
class Checked:
    """What is wrong between files, by owner; wordings at the places of *wrong* are not served."""

    problems: Mapping[Owner, tuple[Problem, ...]]
    wrong: Mapping[Place, Problem]


class Checker:
    """Keeps what it found in one reading for the next."""

    def __init__(self) -> None:
        self._before = _NOTHING
        self._problems: dict[Owner, tuple[Problem, ...]] = {}
        self._uses = Uses()
        self._links = Links()

    def check(self, read: ReadFiles) -> Checked:
        """Check *read*; what has not changed in it since the last time must be the same objects."""
        before, self._before = self._before, read
        roles, guides = _changed(before.roles, read.roles), _changed(before.guides, read.guides)
        self._check_versions(before, read, roles, guides)
        for role in roles:
            self._uses.update(role, before.roles.get(role, {}), read.roles.get(role, {}))
        self._check_links(before, read, roles, guides)
        self._keep(("retired", ""), retired_problems(read, self._uses))
        wrong = self._uses.wrong_kinds(read)
        self._keep(("kinds", ""), wrong.values())
        return Checked(dict(self._problems), wrong)

    def _check_versions(
        self, before: ReadFiles, read: ReadFiles, roles: Collection[str], guides: Collection[str]
    ) -> None:
        if (read.folder, read.languages, read.rules) != (before.folder, before.languages, before.rules):
            # What is missing is named by folder and language, and rules are held against every role.
            roles, guides = {*roles, *read.roles}, {*guides, *read.guides}
        for role in roles:
            self._keep(("role", role), role_problems(read, role) if role in read.roles else ())
        for guide in guides:
            self._keep(("guide", guide), guide_problems(read, guide) if guide in read.guides else ())
        self._keep(("glossary", ""), glossary_problems(read))

    def _check_links(
        self, before: ReadFiles, read: ReadFiles, roles: Collection[str], guides: Collection[str]
    ) -> None:
        targets = {*(("role", id) for id in roles), *(("guide", id) for id in guides)}
        if read.glossaries != before.glossaries:
            targets.add(GLOSSARY_NAME)
        for path, problems in self._links.update(before, read, targets):
            self._keep(("links", path), problems)

    def _keep(self, owner: Owner, problems: Iterable[Problem]) -> None:
        if found := tuple(problems):
            self._problems[owner] = found
        else:
            self._problems.pop(owner, None)


def _changed(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """Return the keys whose values differ, those on one side alone among them."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
