"""Headings in plain Markdown: those underlined, bold or typed without a space become `## …`."""

import re

from kb.reading.blocks import Heading, Item, Paragraph
from kb.reading.headings import is_usual, meant_heading
from kb.reading.letters import MARGIN
from kb.writing.drafts import ROLE, Draft, replacement
from kb.writing.edits import Edit

_SECTION_LEVEL = 2
_WRAPPED = re.compile(r"(\*{1,3}|_{1,3})([^*_]+)\1")


def headings(draft: Draft) -> Draft:
    """Return a file whose headings begin with # and hold no emphasis."""
    edits: list[Edit] = []
    for block in draft.blocks:
        if isinstance(block, Heading):
            edits += _plain(draft, block)
        elif (
            draft.kind == ROLE
            and isinstance(block, Paragraph | Item)
            and block.line in draft.own_lines
            and (meant := meant_heading(block, draft.code))
        ):
            edits += replacement(draft.own_lines[block.line], f"## {meant.text}")
    return draft.edited(edits)


def without_emphasis(text: str) -> str:
    """Return *text* without stars or underscores around the whole of it."""
    match = _WRAPPED.fullmatch(text)
    return match[2].strip() if match else text


def _plain(draft: Draft, heading: Heading) -> list[Edit]:
    line, below = draft.own_lines.get(heading.line), draft.own_lines.get(heading.last_line)
    if line is None or below is None or not heading.text:
        return []
    level = heading.level
    if draft.kind == ROLE and heading.id is None and is_usual(heading, draft.code):
        level = _SECTION_LEVEL
    tag = f" {line.text[line.text.rindex('{') :].strip(MARGIN)}" if heading.id is not None else ""
    edits = replacement(line, f"{'#' * level} {without_emphasis(heading.text)}{tag}")
    return edits if below is line else [*edits, draft.removal(below)]
