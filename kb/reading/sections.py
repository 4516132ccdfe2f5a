"""The blocks of a role to its parts: summary, sections with clauses and groups, and what fits no kind."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kb.errors import Severity
from kb.languages import language
from kb.model import SECTION_KINDS, GroupHeading, Other, Section, Wording
from kb.reading.blocks import Block, Heading, Item, Paragraph, Quotation, Rule, Table
from kb.reading.bodies import Body
from kb.reading.clauses import ClauseReader, has_rows, rows
from kb.reading.headings import OTHER, PURPOSE, UnknownHeading, kind_of, known_kind, meant_heading
from kb.reading.ids import left_over, without_tags
from kb.reading.limits import MAXIMUM_CLAUSES
from kb.reading.rendering import Rendered
from kb.reading.scan import scan
from kb.reading.source import Line

_SECTION_LEVEL, _GROUP_LEVEL = 2, 3


@dataclass
class Part:
    """What stands under one heading; *kind* is None where nobody knows it, *level* that of the heading."""

    kind: str | None
    title: str
    line: int
    level: int = 0
    group: str | None = None
    prose: list[Block] = field(default_factory=list)
    wordings: list[Wording] = field(default_factory=list)
    groups: list[GroupHeading] = field(default_factory=list)
    has_items: bool = False

    @property
    def is_section(self) -> bool:
        """Whether its items are clauses, or would be under a known heading."""
        return self.kind is None or self.kind in SECTION_KINDS


class RoleBlocks:
    """Takes the blocks of a role, one after the other; then it has the parts."""

    def __init__(self, body: Body, role: str, title: str, theirs: frozenset[int]) -> None:
        self._body = body
        self._title = title
        self._clauses = ClauseReader(body, role, theirs)
        self._items = 0
        self._part = Part(PURPOSE, "", 1)
        self.parts = [self._part]

    @property
    def ids(self) -> frozenset[str]:
        """Every id that stood at a clause or a group, sound or not."""
        return self._clauses.ids

    @property
    def is_full(self) -> bool:
        """Whether there are more clauses than are read."""
        return self._items > MAXIMUM_CLAUSES

    def read(self, block: Block) -> None:
        """Take the next block."""
        block = self._as_heading(block)
        if isinstance(block, Heading):
            self._heading(block)
        elif isinstance(block, Rule):
            return
        elif self._part.is_section:
            self._in_section(block)
        else:
            self._in_prose(block)

    def _as_heading(self, block: Block) -> Block:
        """Return the heading that a line is plainly meant to be; what stands within it follows it."""
        if not isinstance(block, Paragraph | Item) or (isinstance(block, Item) and block.id is not None):
            return block
        heading = meant_heading(block, self._body.source.language)
        if heading is None:
            return block
        message = f"the line reads as a heading; write ## {heading.text}"
        self._clauses.problem(block.line, "heading-unmarked", message, severity="warning")
        self._heading(heading)
        for within in scan(block.nested) if isinstance(block, Item) else ():
            self.read(within)
        return Rule((Line(block.line, 0, ""),))

    def _heading(self, heading: Heading) -> None:
        if left_over(heading.text):
            message = "an id within a heading; end the line with one {#id}"
            self._clauses.problem(heading.line, "id-left-over", message)
        heading = replace(heading, text=self._body.plain(heading.text, heading.line))
        part, is_fit = self._part, heading.level == _SECTION_LEVEL
        if is_fit or self._opens(heading):
            self._open(heading)
        elif heading.level == 1:
            self._title_heading(heading)
        elif part.is_section and part.level:
            self._group(heading)
            is_fit = heading.level == _GROUP_LEVEL
        else:
            part.prose.append(heading)
            is_fit = part.level > 0
        if not is_fit:
            message = f"a heading of level {heading.level}; sections of a role have level 2 (##)"
            self._clauses.problem(heading.line, "heading-level", message)

    def _opens(self, heading: Heading) -> bool:
        """Tell whether a heading of another level than 2 opens a section nevertheless."""
        part, kind = self._part, known_kind(heading, self._body.source.language)
        if heading.level == 1:
            return kind is not None
        if heading.level <= part.level:
            return True
        return (kind in SECTION_KINDS and not part.is_section) or (kind is not None and part.level == 0)

    def _title_heading(self, heading: Heading) -> None:
        """Take a heading above the sections: the title once more, or a section of an unknown kind."""
        if len(self.parts) > 1:
            self._enter(Part(OTHER, heading.text, heading.line, heading.level))
        elif heading.text.casefold() != self._title.casefold():
            self._part.prose.append(heading)

    def _open(self, heading: Heading) -> None:
        after_duties = any(part.kind == "duties" for part in self.parts)
        kind = kind_of(heading, self._body.source.language, after_duties=after_duties)
        if isinstance(kind, UnknownHeading):
            self._clauses.problem(heading.line, kind.code, kind.message)
            self._enter(Part(None, heading.text, heading.line, heading.level))
            return
        if kind in SECTION_KINDS and (first := next((part for part in self.parts if part.kind == kind), None)):
            message = (
                f"a second section of the kind {kind} (first in line {first.line}); put its clauses under that one"
            )
            self._clauses.problem(heading.line, "section-twice", message, severity="warning")
            self._part, self._part.group = first, None
            return
        standard = language(self._body.source.language).heading(kind) if kind in SECTION_KINDS else ""
        self._enter(Part(kind, heading.text or standard, heading.line, heading.level))

    def _enter(self, part: Part) -> None:
        self._part = part
        self.parts.append(part)

    def _group(self, heading: Heading) -> None:
        part = self._part
        part.group = None
        if heading.id is None:
            message = "the heading of a group of clauses has no id; end its line with {#id}"
            self._clauses.problem(heading.line, "no-group-id", message)
        elif (fault := self._clauses.claim(heading.id, heading.line, "two")) is not None:
            self._clauses.problem(heading.line, fault.code, fault.message, heading.id)
        elif not heading.text:
            self._clauses.problem(heading.line, "empty-heading", "a heading without text; write it", heading.id)
            return
        elif part.kind is not None:
            part.group = heading.id
            part.groups.append(GroupHeading(heading.id, heading.text, self._body.source.place(heading.line)))
            return
        part.prose.append(replace(heading, id=None))

    def _in_section(self, block: Block) -> None:
        if isinstance(block, Quotation) and any(isinstance(b, Item) and b.id for b in scan(block.lines)):
            for quoted in scan(block.lines):
                self.read(quoted)
        elif isinstance(block, Table) and has_rows(block):
            for row in rows(block, self._body.source.language):
                self._in_section(row)
        elif isinstance(block, Item):
            self._item(block)
        else:
            if self._part.has_items and self._part.kind is not None:
                message = "text after the clauses of a section; move it above them, or make it a clause"
                self._clauses.problem(block.line, "prose-after-clauses", message, severity="warning")
            self._part.prose.append(block)

    def _item(self, item: Item) -> None:
        part = self._part
        part.has_items = True
        self._items += 1
        if self.is_full:
            return
        wording = self._clauses.read(item, part.kind, part.group)
        if wording is not None:
            part.wordings.append(wording)
        else:
            part.prose.append(_without_id(item))

    def _in_prose(self, block: Block) -> None:
        part = self._part
        if part.kind == PURPOSE and isinstance(block, Item) and (block.id is not None or not part.level):
            heading = language(self._body.source.language).heading("duties")
            message = f"a clause before any section heading; put it under one, such as ## {heading}"
            severity: Severity = "warning" if block.id is None else "error"
            self._clauses.problem(block.line, "clause-without-section", message, block.id, severity)
            block = _without_id(block)
        part.prose.append(block)


def _without_id(item: Item) -> Item:
    """Return an item as the text that it is."""
    return replace(item, id=None, text=without_tags(item.text))


def summary(parts: Iterable[Part], body: Body) -> Rendered:
    """Render what stands before the sections, and under headings of the purpose."""
    htmls: list[str] = []
    texts: list[str] = []
    for part in parts:
        if part.kind != PURPOSE:
            continue
        rendered = body.blocks(part.prose)
        if part.title:
            heading = Heading(part.line, _SECTION_LEVEL, part.title, None)
            htmls.append(body.blocks([heading]).html)
        htmls.append(rendered.html)
        texts.append(rendered.text)
    return Rendered("\n".join(filter(None, htmls)), " ".join(filter(None, texts)))


def sections(parts: Iterable[Part], body: Body) -> Iterable[Section]:
    """Yield the sections with clauses; one that has none although it says something is reported."""
    for part in parts:
        if part.kind not in SECTION_KINDS:
            continue
        yield Section(
            part.kind,
            part.title,
            body.paragraphs(part.prose),
            tuple(part.wordings),
            body.source.place(part.line),
            tuple(part.groups),
        )


def others(parts: Iterable[Part], body: Body) -> Iterable[Other]:
    """Yield what fits no kind, and what stands under headings that nobody knows, so that it is not lost."""
    for part in parts:
        if part.kind is None or part.kind == OTHER:
            yield Other(part.title, body.paragraphs(part.prose), body.source.place(part.line))
