"""A guide file to a GuideVersion: headings with ids, and under each its paragraphs, lists and tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from kb.errors import Problem
from kb.model import GuidePart, GuideVersion, Paragraph
from kb.reading.blocks import Block, Heading, Item
from kb.reading.bodies import Body
from kb.reading.front_matter import GUIDE_FIELDS, read_front_matter
from kb.reading.ids import RULE, is_id, left_over
from kb.reading.preparing import prepare
from kb.reading.rendering import BadLink, Link, Renderer
from kb.reading.scan import scan
from kb.reading.source import Line, Source


@dataclass(frozen=True, slots=True)
class GuideFile:
    """What a guide file held: its version, None where it has no title; problems and links.

    A *torn* file is one that its author has not finished.
    """

    version: GuideVersion | None
    problems: tuple[Problem, ...]
    links: tuple[Link | BadLink, ...]
    torn: bool = False


@dataclass
class _Part:
    heading: Heading
    paragraphs: list[Paragraph] = field(default_factory=list)


def read_guide(source: Source, guide: str, renderer: Renderer) -> GuideFile:
    """Read the guide file *source*, whose name is the id *guide*."""
    prepared = prepare(source)
    front_matter, problems = read_front_matter(source, prepared.head, GUIDE_FIELDS)
    body = Body(source, renderer, prepared.addresses, prepared.is_clean)
    parts = [_Part(Heading(1, 2, "", None))]
    for blocks in _paragraphs(prepared.body):
        block = blocks[0]
        if isinstance(block, Heading):
            heading = replace(block, text=body.plain(block.text, block.line))
            problems.extend(_heading_problems(source, block, parts))
            parts.append(_Part(heading))
        else:
            rendered = body.blocks(blocks)
            if rendered.html:
                parts[-1].paragraphs.append(Paragraph(rendered.text, rendered.html, source.place(block.line)))
    found = (*problems, *prepared.problems, *body.problems)
    title = front_matter.text("title")
    if title is None:
        return GuideFile(None, found, tuple(body.links), prepared.torn)
    version = GuideVersion(
        guide,
        source.language,
        title,
        front_matter.status,
        tuple(_finished(source, part) for part in parts if part.paragraphs or part.heading.text),
        source.place(),
    )
    return GuideFile(version, found, tuple(body.links), prepared.torn)


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Block]]:
    """Yield the blocks of a guide, the items of one list together."""
    for is_list, group in groupby(scan(lines), key=_is_listed):
        if is_list:
            yield list(group)
        else:
            yield from ([block] for block in group)


def _is_listed(block: Block) -> bool:
    return isinstance(block, Item) and block.marked


def _finished(source: Source, part: _Part) -> GuidePart:
    heading = part.heading
    id = heading.id if heading.id is not None and is_id(heading.id) else None
    return GuidePart(id, heading.text, heading.level, tuple(part.paragraphs), source.place(heading.line))


def _heading_problems(source: Source, heading: Heading, before: list[_Part]) -> list[Problem]:
    place = source.place(heading.line)
    if left_over(heading.text):
        message = "an id within a heading; end the line with one {#id}"
        return [Problem(place, "id-left-over", message)]
    if heading.level not in (2, 3):
        message = f"a heading of level {heading.level}; headings of a guide have level 2 or 3 (## or ###)"
        return [Problem(place, "heading-level", message)]
    if heading.id is None:
        return [Problem(place, "no-heading-id", "the heading has no id; end its line with {#id}")]
    if not is_id(heading.id):
        return [Problem(place, "bad-id", f"#{heading.id} cannot be an id; {RULE}")]
    for part in before:
        if part.heading.id == heading.id:
            message = (
                f"the id #{heading.id} stands twice (first in line {part.heading.line}); "
                "give one of the headings its own"
            )
            return [Problem(place, "id-twice", message)]
    return []
