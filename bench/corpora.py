"""Job descriptions at scale: task statements recombined with the shipped content, the same at every run.

Every clause has an English wording, the beginning of one task and the end of another; two roles of three have
Russian and two of three Norwegian wordings, recombined likewise from the shipped ones. There is a role for each
occupation of the tasks; a duty stands in one to three of them. The shipped roles, guides and glossaries are there,
too.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from sys import intern

from kb.errors import Place
from kb.languages import CODES, DEFAULT
from kb.library import Library, build_library
from kb.model import EDUCATIONS, SECTION_KINDS, Requires, RoleVersion, Section, Wording
from kb.reading.content import Content

_MOST_ROLES_A_CONCEPT = 3
_YEARS = (0, 1, 3, 5, None)
_PLACE = Place("content/task.md", 1)
NEW_WORD = "xyzzyish"
"""A word that no content has."""


@dataclass(frozen=True)
class _Halves:
    """The beginnings and ends of the texts of one language."""

    first: tuple[str, ...]
    second: tuple[str, ...]

    def text(self, chance: random.Random, first: int) -> str:
        """Return the *first*-th beginning with any end."""
        return f"{self.first[first % len(self.first)]} {chance.choice(self.second)}"


def scaled_library(shipped: Content, tasks: Path, clauses: int) -> Library:
    """Return a library of the *shipped* content and so many more *clauses* made of *tasks* and of it."""
    lines = [line.split("\t") for line in tasks.read_text(encoding="utf-8").splitlines()[1:]]
    texts = {code: _shipped_texts(shipped, code) for code in CODES}
    texts[DEFAULT.code] = [task for _, _, task in lines]
    titles = {code: [v.title for v in shipped.role_versions if v.language == code] for code in CODES}
    titles[DEFAULT.code] = list(dict.fromkeys(title for _, title, _ in lines))
    versions = _role_versions({code: _halves(found) for code, found in texts.items()}, titles, clauses)
    content = replace(
        shipped, role_versions=(*shipped.role_versions, *versions), problems=(), fingerprint=f"scale{clauses}"
    )
    return build_library(content)


def with_one_role_changed(library: Library) -> Library:
    """Return *library* with another wording in the first clause of its last role."""
    role = library.roles[-1]
    section = role.sections[0]
    clause = section.clauses[0]
    wordings = tuple(replace(wording, text=f"{wording.text} ({NEW_WORD})") for wording in clause.wordings)
    changed = replace(clause, wordings=wordings)
    sections = (replace(section, clauses=(changed, *section.clauses[1:])), *role.sections[1:])
    concepts = tuple(
        replace(concept, clauses=tuple(changed if each is clause else each for each in concept.clauses))
        if concept.id == clause.id
        else concept
        for concept in library.concepts
    )
    roles = (*library.roles[:-1], replace(role, sections=sections))
    return replace(library, roles=roles, concepts=concepts, fingerprint=f"{library.fingerprint}-changed")


def _shipped_texts(shipped: Content, language: str) -> list[str]:
    versions = (version for version in shipped.role_versions if version.language == language)
    return [wording.text for version in versions for wording in version.wordings]


def _halves(texts: Sequence[str]) -> _Halves:
    words = [text.split() for text in texts]
    return _Halves(
        tuple(" ".join(each[: len(each) // 2]) for each in words),
        tuple(" ".join(each[len(each) // 2 :]) for each in words),
    )


def _role_versions(
    halves: dict[str, _Halves], titles: dict[str, list[str]], clauses: int
) -> Iterator[RoleVersion]:
    chance = random.Random(11)
    count = len(titles[DEFAULT.code])
    concepts: list[list[int]] = [[] for _ in range(count)]
    for number, concept in zip(range(clauses), _concepts(), strict=False):
        # Clauses of one concept follow one another, so that they go to different roles.
        concepts[number % count].append(concept)
    for role, of_role in enumerate(concepts):
        for at, code in enumerate(CODES):
            if code == DEFAULT.code or (role + at) % 3:
                yield _version(role, code, of_role, titles[code], halves[code], chance)


def _concepts() -> Iterator[int]:
    concept = 0
    while True:
        yield from [concept] * (1 + concept % _MOST_ROLES_A_CONCEPT)
        concept += 1


def _version(
    role: int, code: str, concepts: Sequence[int], titles: Sequence[str], halves: _Halves, chance: random.Random
) -> RoleVersion:
    id = f"scale-{role:05}"
    kinds: dict[str, list[Wording]] = {}
    for concept in concepts:
        # Half of all are duties, as in real descriptions.
        kind = "duties" if concept % 2 else SECTION_KINDS[concept // 2 % len(SECTION_KINDS)]
        text = halves.text(chance, concept)
        html = escape(text, quote=False)
        wording = Wording(intern(f"task-{concept:06}"), kind, id, code, text, html, _PLACE, (0, 0), 1)
        kinds.setdefault(kind, []).append(wording)
    requires = Requires(EDUCATIONS[role % len(EDUCATIONS)], _YEARS[role % len(_YEARS)], None)
    return RoleVersion(
        role=id,
        language=code,
        title=titles[role] if role < len(titles) else f"{titles[role % len(titles)]} {role}",
        synonyms=(),
        isco=None,
        requires=requires,
        source=None,
        status="ready",
        summary_html="",
        summary_text="",
        sections=tuple(Section(kind, kind, (), tuple(found), _PLACE) for kind, found in kinds.items()),
        place=_PLACE,
    )
