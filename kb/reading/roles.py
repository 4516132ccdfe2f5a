"""A role file to a RoleVersion: every line of it ends in a clause, a note, prose or a problem."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.errors import Problem
from kb.model import SECTION_KINDS, Requires, RoleVersion
from kb.reading.bodies import Body
from kb.reading.front_matter import ROLE_FIELDS, FrontMatter, read_front_matter
from kb.reading.limits import MAXIMUM_CLAUSES
from kb.reading.preparing import Prepared, prepare
from kb.reading.rendering import BadLink, Link, Renderer
from kb.reading.scan import scan
from kb.reading.sections import Part, RoleBlocks, others, sections, summary
from kb.reading.source import Source


@dataclass(frozen=True, slots=True)
class RoleFile:
    """What a role file held: its version, None where it has no title; its front matter; problems and links.

    *ids* are those of its clauses and groups, sound or not. A *torn* file is one that its author has not finished.
    """

    version: RoleVersion | None
    front_matter: FrontMatter
    problems: tuple[Problem, ...]
    links: tuple[Link | BadLink, ...]
    ids: frozenset[str] = frozenset()
    torn: bool = False


def read_role(source: Source, role: str, renderer: Renderer) -> RoleFile:
    """Read the role file *source*, whose name is the id *role*."""
    prepared = prepare(source)
    front_matter, problems = read_front_matter(source, prepared.head, ROLE_FIELDS, requires=True)
    body = Body(source, renderer, prepared.addresses, prepared.is_clean)
    blocks = RoleBlocks(body, role, front_matter.text("title") or "", prepared.conflicts.theirs)
    problems += _read_blocks(source, prepared, blocks)
    version = _version(source, role, front_matter, blocks.parts, body)
    problems += [*prepared.problems, *body.problems, *_without_clauses(source, blocks.parts)]
    return RoleFile(version, front_matter, tuple(problems), tuple(body.links), blocks.ids, prepared.torn)


def _read_blocks(source: Source, prepared: Prepared, blocks: RoleBlocks) -> list[Problem]:
    """Give the blocks of the body to *blocks*; clauses beyond the bound are a problem."""
    for block in scan(prepared.body):
        blocks.read(block)
        if blocks.is_full:
            message = f"more than {MAXIMUM_CLAUSES} clauses; what follows is not read: part the file"
            last = prepared.body[-1].number
            return [Problem(source.place(block.line), "file-too-long", message, last_line=last)]
    return []


def _without_clauses(source: Source, parts: Sequence[Part]) -> list[Problem]:
    message = "text and no clause under this heading; write its clauses as a list, each with its {#id}"
    return [
        Problem(source.place(part.line), "no-clauses", message, "warning")
        for part in parts
        if part.kind in SECTION_KINDS and part.prose and not part.has_items
    ]


def _version(
    source: Source, role: str, front: FrontMatter, parts: Sequence[Part], body: Body
) -> RoleVersion | None:
    said, found, rest = summary(parts, body), tuple(sections(parts, body)), tuple(others(parts, body))
    title = front.text("title")
    if title is None:
        return None
    return RoleVersion(
        role=role,
        language=source.language,
        title=title,
        synonyms=front.names("synonyms"),
        isco=front.text("isco"),
        requires=Requires(
            front.text("requires.education"),
            front.number("requires.experience_years"),
            front.text("requires.experience_in"),
        ),
        source=front.text("source"),
        status=front.status,
        summary_html=said.html,
        summary_text=said.text,
        sections=found,
        place=source.place(),
        search_names=front.search_names("synonyms"),
        other=rest,
        reviewed=front.text("reviewed"),
    )
