"""A guide file to a GuideVersion: headings with ids, and under each its paragraphs, lists and tables."""

from dataclasses import dataclass, field

from kb.errors import Problem
from kb.model import GuidePart, GuideVersion, Paragraph
from kb.reading.front_matter import GUIDE_FIELDS, read_front_matter
from kb.reading.ids import RULE, is_id
from kb.reading.rendering import BadLink, Link, Renderer
from kb.reading.scan import Heading, Prose, scan_blocks, split_front_matter
from kb.reading.source import Source


@dataclass(frozen=True, slots=True)
class GuideFile:
    """What a guide file held: its version, None where it has no title; problems and links."""

    version: GuideVersion | None
    problems: tuple[Problem, ...]
    links: tuple[Link | BadLink, ...]


@dataclass
class _Part:
    heading: Heading
    paragraphs: list[Paragraph] = field(default_factory=list)


def read_guide(source: Source, guide: str, renderer: Renderer) -> GuideFile:
    """Read the guide file *source*, whose name is the id *guide*."""
    head, body = split_front_matter(source.lines)
    front_matter, problems = read_front_matter(source, head, GUIDE_FIELDS)
    if any(problem.last_line for problem in problems):
        body = ()
    parts = [_Part(Heading(1, 2, "", None))]
    links: list[Link | BadLink] = []
    for block in scan_blocks(body):
        if isinstance(block, Heading):
            problems.extend(_heading_problems(source, block, parts))
            parts.append(_Part(block))
        else:
            paragraph, found = _paragraph(source, block, renderer)
            parts[-1].paragraphs.append(paragraph)
            links.extend(found)
    title = front_matter.text("title")
    if title is None:
        return GuideFile(None, tuple(problems), tuple(links))
    status = front_matter.text("status")
    version = GuideVersion(
        guide,
        source.language,
        title,
        "draft" if status == "draft" else "ready",
        tuple(_finished(source, part) for part in parts if part.paragraphs or part.heading.text),
        source.place(),
    )
    return GuideFile(version, tuple(problems), tuple(links))


def _paragraph(source: Source, prose: Prose, renderer: Renderer) -> tuple[Paragraph, tuple[Link | BadLink, ...]]:
    place = source.place(prose.line)
    rendered = renderer.blocks(prose.text, place, source.language)
    return Paragraph(rendered.text, rendered.html, place), rendered.links


def _finished(source: Source, part: _Part) -> GuidePart:
    heading = part.heading
    id = heading.id if heading.id is not None and is_id(heading.id) else None
    return GuidePart(id, heading.text, heading.level, tuple(part.paragraphs), source.place(heading.line))


def _heading_problems(source: Source, heading: Heading, before: list[_Part]) -> list[Problem]:
    place = source.place(heading.line)
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
