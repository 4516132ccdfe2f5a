"""List items in plain Markdown: their marks, where they begin, and that each is one line."""

import re

from kb.model import SECTION_KINDS
from kb.reading.blocks import Heading, Item, Quotation
from kb.reading.headings import kind_of
from kb.reading.ids import split_tag
from kb.reading.letters import BLANKS, MARGIN, bare, indent
from kb.reading.marks import Mark, find_mark
from kb.reading.scan import scan
from kb.reading.source import Line
from kb.writing.drafts import ROLE, Draft, nested_items, replacement
from kb.writing.edits import Edit

_PLAIN = re.compile(r"(?:[-*+]|\d{1,9}[.)]) (?=\S)")
_NUMBER = re.compile(r"\d")
_NOTE = "   "


def unquoted(draft: Draft) -> Draft:
    """Return a role whose quoted clauses are clauses."""
    edits: list[Edit] = []
    for block in draft.blocks if draft.kind == ROLE else ():
        if not isinstance(block, Quotation) or not any(isinstance(b, Item) and b.id for b in scan(block.lines)):
            continue
        for line in block.lines:
            if own := draft.own_lines.get(line.number) or _quoted(draft, line):
                edits += replacement(own, line.text)
    return draft.edited(edits)


def _quoted(draft: Draft, line: Line) -> Line | None:
    return next((own for own in draft.source.lines if own.number == line.number and "<!--" not in own.text), None)


def joined(draft: Draft) -> Draft:
    """Return a file whose clauses are one line each, where the id stands at the end of the last."""
    edits: list[Edit] = []
    for block in draft.blocks:
        if not isinstance(block, Item) or not block.continued or block.id is None:
            continue
        lines = [draft.own_lines.get(number) for number in range(block.line, block.last_line + 1)]
        first = lines[0]
        others = [line for line in lines[1:] if line is not None and line.start < block.span[1]]
        if first is None or not others or None in lines[: len(others) + 1] or split_tag(first.text).id is not None:
            continue
        text = " ".join(bare(line.text) for line in others)
        edits.append(
            Edit(first.start + len(first.text.rstrip(MARGIN)), others[-1].start + len(others[-1].text), f" {text}")
        )
    return draft.edited(edits)


def plain_marks(draft: Draft) -> Draft:
    """Return a file whose list items have Markdown's marks and begin at the margin."""
    edits: list[Edit] = []
    number = 0
    in_section = False
    for block in draft.blocks:
        number = number + 1 if isinstance(block, Item) else 0
        if isinstance(block, Heading):
            in_section = draft.kind == ROLE and _is_section(draft, block)
        if isinstance(block, Item) and not block.row and (block.marked or in_section):
            edits += _item(draft, block, number)
    return draft.edited(edits)


def _is_section(draft: Draft, heading: Heading) -> bool:
    return heading.level > 2 or kind_of(heading, draft.code, after_duties=True) in SECTION_KINDS


def _item(draft: Draft, item: Item, number: int) -> list[Edit]:
    """Return the edits of an item and of what is nested in it, which all move as far to the left."""
    line = draft.own_lines.get(item.line)
    mark = find_mark(line.text) if line else None
    if line is None or (item.marked and mark is None):
        return []
    column = indent(line.text)
    new = {line.number: _marked(line.text, mark, 0, number)}
    for inside in item.nested:
        if inside.number in draft.own_lines and not inside.is_blank:
            new[inside.number] = _moved(inside.text, column)
    for position, nested in enumerate(nested_items(item), start=1):
        own = draft.own_lines.get(nested.line)
        nested_mark = find_mark(own.text) if own else None
        if own and nested_mark:
            new[own.number] = _marked(own.text, nested_mark, max(nested_mark.column - column, 0), position)
    return [edit for at, text in new.items() for edit in replacement(draft.own_lines[at], text)]


def _moved(text: str, columns: int) -> str:
    """Return a line that begins *columns* further left."""
    return " " * max(indent(text) - columns, 0) + text.lstrip(BLANKS) if columns else text


def _marked(text: str, mark: Mark | None, column: int, number: int) -> str:
    """Return the line of an item with a plain mark at *column*; its own number stays, if it has one."""
    if mark is None:
        return f"{' ' * column}- {bare(text)}"
    if _PLAIN.match(text, mark.mark_start):
        rest = text[mark.mark_start :]
    else:
        written = text[mark.mark_start : mark.start]
        numbered = mark.number if _NUMBER.search(written) else number
        rest = ("- " if mark.number is None else f"{numbered}. ") + text[mark.start :]
    return " " * column + rest


def notes(draft: Draft) -> Draft:
    """Return a role whose notes are indented below their clauses."""
    edits: list[Edit] = []
    for block in draft.blocks if draft.kind == ROLE else ():
        if not isinstance(block, Item) or block.id is None:
            continue
        for line in block.nested:
            own = draft.own_lines.get(line.number)
            if own and own.text.startswith(">"):
                edits += replacement(own, _NOTE + own.text)
    return draft.edited(edits)
