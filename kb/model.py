"""The values everything works on: what content files are read into, and what links them.

A *version* is one file: a role, or a guide, in one language. A *wording* is one clause in one language.
`Role`, `Clause`, `Concept` and `Guide` bring the languages together; `kb.library` makes them.
Texts are plain, `…_html` is sanitised HTML. Languages are codes of `kb.languages.LANGUAGES`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kb.errors import Place

SECTION_KINDS = (
    "provisions",
    "requirements",
    "knowledge",
    "skills",
    "qualities",
    "duties",
    "rights",
    "liability",
    "indicators",
    "conditions",
    "pay",
    "career",
    "training",
    "revision",
)
"""The kinds of section, in the order in which a job description usually has them."""

EDUCATIONS = ("none", "secondary", "secondary-vocational", "higher")
"""What `requires.education` may say, from least to most."""

DESIRABLE_KINDS = ("requirements", "knowledge", "skills", "qualities")
"""The kinds of section whose clauses may be welcome without being demanded."""

Status = Literal["draft", "ready"]


@dataclass(frozen=True, slots=True)
class Note:
    """What a reader of one clause should know, and no document says; *span* as in a wording."""

    text: str
    html: str
    place: Place
    span: tuple[int, int]

    @property
    def year(self) -> int | None:
        """The year in which it was stated: "In Britain, 2026: …"."""
        dated = re.match(r"[^:]{0,60}?\b((?:19|20)\d\d)\b[^:]{0,30}:", self.text)
        return int(dated[1]) if dated else None


@dataclass(frozen=True, slots=True)
class Wording:
    """One clause in one language; *span* is where its Markdown stands in the file, in characters.

    *forms* are those whose documents alone have the clause, empty for all; *group* is the id of its group.
    """

    id: str
    kind: str
    role: str
    language: str
    text: str
    html: str
    place: Place
    span: tuple[int, int]
    last_line: int
    notes: tuple[Note, ...] = ()
    desirable: bool = False
    forms: tuple[str, ...] = ()
    group: str | None = None


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """The title of a group of clauses in one language."""

    id: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of running text (a paragraph, a list, a table), found and shown on its own in search."""

    text: str
    html: str
    place: Place


@dataclass(frozen=True, slots=True)
class Section:
    """One section of one version: its heading as written, prose, and wordings in the order of the file."""

    kind: str
    heading: str
    prose: tuple[Paragraph, ...]
    wordings: tuple[Wording, ...]
    place: Place
    groups: tuple[GroupHeading, ...] = ()

    @property
    def prose_html(self) -> str:
        """The prose as sanitised HTML."""
        return "\n".join(paragraph.html for paragraph in self.prose)

    @property
    def prose_text(self) -> str:
        """The prose as plain text."""
        return " ".join(paragraph.text for paragraph in self.prose)


@dataclass(frozen=True, slots=True)
class Other:
    """What a version says that fits no kind of section: benefits, contacts, how to apply."""

    title: str
    paragraphs: tuple[Paragraph, ...]
    place: Place

    @property
    def html(self) -> str:
        """All of it but the title as sanitised HTML."""
        return "\n".join(paragraph.html for paragraph in self.paragraphs)

    @property
    def text(self) -> str:
        """All of it but the title as plain text."""
        return " ".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Requires:
    """What a role asks for; *experience_in* is in the language of the version, None where nothing is asked."""

    education: str | None
    experience_years: int | None
    experience_in: str | None


@dataclass(frozen=True, slots=True)
class RoleVersion:
    """A role in one language; *isco*, *source* and *reviewed* are None where this version leaves them to another.

    *search_names* only lead a search here; no list of names and no document has them. *reviewed* is the day on
    which the description was last looked through.
    """

    role: str
    language: str
    title: str
    synonyms: tuple[str, ...]
    isco: str | None
    requires: Requires
    source: str | None
    status: Status
    summary_html: str
    summary_text: str
    sections: tuple[Section, ...]
    place: Place
    search_names: tuple[str, ...] = ()
    other: tuple[Other, ...] = ()
    reviewed: str | None = None

    def section(self, kind: str) -> Section | None:
        """Return the section of this *kind*, if the version has one."""
        return next((section for section in self.sections if section.kind == kind), None)

    @property
    def wordings(self) -> Iterator[Wording]:
        """Every wording, in the order of the file."""
        return (wording for section in self.sections for wording in section.wordings)


@dataclass(frozen=True, slots=True)
class Clause:
    """One item of a section in one role, with its wordings in the order of LANGUAGES."""

    id: str
    kind: str
    role: str
    wordings: tuple[Wording, ...]

    def wording(self, language: str) -> Wording | None:
        """Return the wording in *language*, or None while it is untranslated."""
        for wording in self.wordings:  # asked hundreds of times a page: a generator takes twice as long
            if wording.language == language:
                return wording
        return None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a wording."""
        return tuple(wording.language for wording in self.wordings)

    @property
    def desirable(self) -> bool:
        """Whether it is welcome and not demanded."""
        return any(wording.desirable for wording in self.wordings)

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms whose documents alone have it; empty for all."""
        return next((wording.forms for wording in self.wordings if wording.forms), ())

    @property
    def group(self) -> str | None:
        """The id of the group it stands in, if any."""
        return next((wording.group for wording in self.wordings if wording.group), None)


@dataclass(frozen=True, slots=True)
class Group:
    """A part of a section under a title of its own, with its titles in the order of LANGUAGES."""

    id: str
    titles: tuple[tuple[str, str], ...]

    def title(self, language: str) -> str | None:
        """Return the title in *language*, or None while it is untranslated."""
        return next((title for code, title in self.titles if code == language), None)


@dataclass(frozen=True, slots=True)
class RoleSection:
    """The clauses of one kind in one role: first those of the source version, in its order, then the others.

    Those of one group stand together, after those of none.
    """

    kind: str
    clauses: tuple[Clause, ...]
    groups: tuple[Group, ...] = ()

    @property
    def grouped(self) -> tuple[tuple[Group | None, tuple[Clause, ...]], ...]:
        """Its clauses group by group, before them those of none; each group is there, clauses or not."""
        clauses: dict[str | None, list[Clause]] = {None: []} | {group.id: [] for group in self.groups}
        for clause in self.clauses:
            clauses[clause.group].append(clause)
        groups = ((group, tuple(clauses[group.id])) for group in self.groups)
        return (*([(None, tuple(clauses[None]))] if clauses[None] else []), *groups)


@dataclass(frozen=True, slots=True)
class Role:
    """A role in all its languages; *source* is the language the others are translated from."""

    id: str
    source: str
    isco: str | None
    education: str | None
    experience_years: int | None
    versions: tuple[RoleVersion, ...]
    sections: tuple[RoleSection, ...]
    reviewed: str | None = None

    def version(self, language: str) -> RoleVersion | None:
        """Return the version in *language*, if there is one."""
        return next((version for version in self.versions if version.language == language), None)

    def best_version(self, language: str) -> RoleVersion:
        """Return the version in *language*, else the source version, else the first there is."""
        return self.version(language) or self.version(self.source) or self.versions[0]

    def best_title(self, group: Group, language: str) -> tuple[str, str]:
        """Return the title of its *group* as `best_wording` does, after the code of its language."""
        titles = dict(group.titles)
        found = next((code for code in (language, self.source) if code in titles), group.titles[0][0])
        return found, titles[found]

    def best_wording(self, clause: Clause, language: str) -> Wording:
        """Return the wording of its *clause* in *language*, else the source wording, else the first there is."""
        return clause.wording(language) or clause.wording(self.source) or clause.wordings[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a version."""
        return tuple(version.language for version in self.versions)

    @property
    def clauses(self) -> Iterator[Clause]:
        """Every clause, section by section."""
        return (clause for section in self.sections for clause in section.clauses)

    def section(self, kind: str) -> RoleSection | None:
        """Return the section of this *kind*, if the role has one."""
        return next((section for section in self.sections if section.kind == kind), None)

    def clause(self, id: str) -> Clause | None:
        """Return the clause with this concept *id*, if the role has one."""
        return next((clause for clause in self.clauses if clause.id == id), None)


@dataclass(frozen=True, slots=True)
class Concept:
    """What the clauses with one id have in common; one clause a role."""

    id: str
    kind: str
    clauses: tuple[Clause, ...]

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that have a clause of this concept."""
        return tuple(clause.role for clause in self.clauses)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which any of its clauses has a wording, sorted."""
        return tuple(sorted({code for clause in self.clauses for code in clause.languages}))


@dataclass(frozen=True, slots=True)
class GuidePart:
    """A heading of a guide with its blocks; the part before the first heading has neither id nor title."""

    id: str | None
    title: str
    level: int
    paragraphs: tuple[Paragraph, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class GuideVersion:
    """A guide in one language."""

    guide: str
    language: str
    title: str
    status: Status
    parts: tuple[GuidePart, ...]
    place: Place

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Every block, in the order of the file."""
        return (paragraph for part in self.parts for paragraph in part.paragraphs)


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide in all its languages."""

    id: str
    versions: tuple[GuideVersion, ...]

    def version(self, language: str) -> GuideVersion | None:
        """Return the version in *language*, if there is one."""
        return next((version for version in self.versions if version.language == language), None)

    def best_version(self, language: str) -> GuideVersion:
        """Return the version in *language*, else the first there is."""
        return self.version(language) or self.versions[0]

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that have a version."""
        return tuple(version.language for version in self.versions)


@dataclass(frozen=True, slots=True)
class Retired:
    """An id that is no longer in use; *replaced_by* is its successor, None where there is none."""

    id: str
    kind: Literal["concept", "role", "guide", "term"]
    replaced_by: str | None
    place: Place
