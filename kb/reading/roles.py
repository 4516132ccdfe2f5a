"""A role file to a RoleVersion: every line of it ends in a clause, in prose, or in a problem."""

from dataclasses import dataclass, field

from kb.errors import Place, Problem, Severity
from kb.languages import language
from kb.model import Requires, RoleVersion, Section, Wording
from kb.reading.front_matter import ROLE_FIELDS, FrontMatter, read_front_matter
from kb.reading.headings import PURPOSE, UnknownHeading, kind_of
from kb.reading.ids import RULE, is_id
from kb.reading.rendering import BadLink, Link, Renderer
from kb.reading.scan import Block, Heading, Item, Prose, scan_clauses, split_front_matter
from kb.reading.source import Source


@dataclass(frozen=True)
class RoleFile:
    """What a role file held: its version, None where it has no title; its front matter; problems and links."""

    version: RoleVersion | None
    front_matter: FrontMatter
    problems: tuple[Problem, ...]
    links: tuple[Link | BadLink, ...]


def read_role(source: Source, role: str, renderer: Renderer) -> RoleFile:
    """Read the role file *source*, whose name is the id *role*."""
    head, body = split_front_matter(source.lines)
    front_matter, problems = read_front_matter(source, head, ROLE_FIELDS, requires=True)
    if any(problem.last_line for problem in problems):
        body = ()
    reader = _RoleReader(source, role, renderer)
    for block in scan_clauses(body):
        reader.read(block)
    version = _version(source, role, front_matter, reader)
    return RoleFile(version, front_matter, (*problems, *reader.problems), tuple(reader.links))


def _version(source: Source, role: str, front: FrontMatter, reader: "_RoleReader") -> RoleVersion | None:
    title = front.text("title")
    if title is None:
        return None
    summary = reader.summary
    return RoleVersion(
        role=role,
        language=source.language,
        title=title,
        synonyms=front.texts("synonyms"),
        isco=front.text("isco"),
        requires=Requires(
            front.text("requires.education"),
            front.number("requires.experience_years"),
            front.text("requires.experience_in"),
        ),
        source=front.text("source"),
        status="draft" if front.text("status") == "draft" else "ready",
        summary_html="\n".join(summary.htmls),
        summary_text=" ".join(summary.texts),
        sections=tuple(section.finished() for section in reader.sections),
        place=source.place(),
        reviewed=front.text("reviewed"),
    )


@dataclass
class _Prose:
    htmls: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


@dataclass
class _Section:
    kind: str
    heading: str
    place: Place
    prose: _Prose = field(default_factory=_Prose)
    wordings: list[Wording] = field(default_factory=list)
    has_items: bool = False

    def finished(self) -> Section:
        return Section(
            self.kind,
            self.heading,
            "\n".join(self.prose.htmls),
            " ".join(self.prose.texts),
            tuple(self.wordings),
            self.place,
        )


class _RoleReader:
    def __init__(self, source: Source, role: str, renderer: Renderer) -> None:
        self._source = source
        self._role = role
        self._renderer = renderer
        self._section: _Section | None = None
        self._unknown: Heading | None = None
        self._first_lines: dict[str, int] = {}
        self.summary = _Prose()
        self.sections: list[_Section] = []
        self.problems: list[Problem] = []
        self.links: list[Link | BadLink] = []

    def read(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._heading(block)
        elif self._unknown is not None:
            self._cover(block)
        elif isinstance(block, Item):
            self._item(block)
        else:
            self._prose(block)

    def _problem(
        self,
        block: Block,
        code: str,
        message: str,
        clause: str | None = None,
        severity: Severity = "error",
    ) -> None:
        place = self._source.place(block.line)
        self.problems.append(Problem(place, code, message, severity, clause, block.last_line))

    def _cover(self, block: Block) -> None:
        """Let the problem of an unknown heading cover what stands under it, since that is not served."""
        problem = self.problems.pop()
        self.problems.append(Problem(problem.place, problem.code, problem.message, last_line=block.last_line))

    def _heading(self, heading: Heading) -> None:
        self._section, self._unknown = None, None
        if heading.level != 2:
            message = f"a heading of level {heading.level}; sections of a role have level 2 (##)"
            self._problem(heading, "heading-level", message)
            self._unknown = heading
            return
        after_duties = any(section.kind == "duties" for section in self.sections)
        kind = kind_of(heading, self._source.language, after_duties=after_duties)
        if isinstance(kind, UnknownHeading):
            self._problem(heading, kind.code, kind.message)
            self._unknown = heading
        elif kind != PURPOSE:
            self._open_section(kind, heading)

    def _open_section(self, kind: str, heading: Heading) -> None:
        for section in self.sections:
            if section.kind == kind:
                message = (
                    f"a second section of the kind {kind} (first in line {section.place.line}); "
                    "put its clauses under that one"
                )
                self._problem(heading, "section-twice", message, severity="warning")
                self._section = section
                return
        text = heading.text or language(self._source.language).heading(kind)
        self._section = _Section(kind, text, self._source.place(heading.line))
        self.sections.append(self._section)

    def _prose(self, prose: Prose) -> None:
        if self._section and self._section.has_items:
            message = "text after the clauses of a section; move it above them, or make it a clause"
            self._problem(prose, "prose-after-clauses", message)
            return
        target = self._section.prose if self._section else self.summary
        rendered = self._renderer.blocks(prose.text, self._source.place(prose.line), self._source.language)
        target.htmls.append(rendered.html)
        target.texts.append(rendered.text)
        self.links.extend(rendered.links)

    def _item(self, item: Item) -> None:
        if self._section is None:
            message = "a clause before any section heading; put it under one, such as ## "
            heading = language(self._source.language).heading("duties")
            self._problem(item, "clause-without-section", message + heading)
            return
        self._section.has_items = True
        if (fault := self._fault(item)) is not None:
            self._problem(item, *fault)
            return
        assert item.id is not None, "told by _fault"
        self._first_lines[item.id] = item.line
        place = self._source.place(item.line)
        rendered = self._renderer.wording(item.text, item.nested, place, self._source.language)
        if not rendered.text:
            self._problem(item, "empty-wording", "the clause has no text that can be shown; write it", item.id)
            return
        self.links.extend(rendered.links)
        self._section.wordings.append(
            Wording(
                id=item.id,
                kind=self._section.kind,
                role=self._role,
                language=self._source.language,
                text=rendered.text,
                html=rendered.html,
                place=place,
                span=item.span,
                last_line=item.last_line,
            )
        )

    def _fault(self, item: Item) -> tuple[str, str, str | None] | None:
        """Return code, message and id of what keeps an item from being a clause."""
        id = item.id
        if item.continues:
            message = "the wording is more than one line; write it, with its id at the end, in one"
            return "wording-of-several-lines", message, id
        if id is None:
            return "no-id", "the clause has no id; end its line with {#id}", None
        if not is_id(id):
            return "bad-id", f"#{id} cannot be an id; {RULE}", None
        if not item.text:
            return "empty-wording", f"the clause #{id} has no text; write it before the id", id
        if (first := self._first_lines.get(id)) is not None:
            message = f"the id #{id} stands twice (first in line {first}); give one of the clauses its own"
            return "id-twice", message, id
        return None
