"""The text of a file while it is tidied: its blocks as reading has them, and edits of its lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.reading.blocks import Block, Item
from kb.reading.preparing import Prepared, prepare
from kb.reading.scan import scan
from kb.reading.source import Line, Source, split_lines
from kb.writing.edits import Edit, apply_edits

ROLE, GUIDE, GLOSSARY = "role", "guide", "glossary"

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True)
class Draft:
    """A *text*, and where it stands: its path, the code of its language, and the *kind* of file."""

    path: str
    code: str
    kind: str
    text: str

    def with_text(self, text: str) -> "Draft":
        """Return the same file with another *text*."""
        return Draft(self.path, self.code, self.kind, text)

    def edited(self, edits: Sequence[Edit]) -> "Draft":
        """Return the same file after *edits*."""
        return self.with_text(apply_edits(self.text, edits)) if edits else self

    @cached_property
    def source(self) -> Source:
        """The text as reading has it."""
        return Source(self.path, self.code, split_lines(self.text))

    @cached_property
    def prepared(self) -> Prepared:
        """The parts of the file."""
        return prepare(self.source)

    @cached_property
    def own_lines(self) -> dict[int, Line]:
        """The lines of the body by number in which all is read: no comment, no picture, no list of HTML."""
        whole = {line.number: line for line in self.source.lines}
        seen: set[int] = set()
        own: dict[int, Line] = {}
        for line in self.prepared.body:
            if line.number in seen:
                own.pop(line.number, None)
            elif whole[line.number] == line:
                own[line.number] = line
            seen.add(line.number)
        return own

    @property
    def blocks(self) -> list[Block]:
        """The blocks of the body."""
        return list(scan(self.prepared.body))

    @property
    def line_end(self) -> str:
        """How its lines end."""
        match = _LINE_END.search(self.text)
        return match[0] if match else "\n"

    def removal(self, line: Line) -> Edit:
        """Return the edit that takes away a *line*, with the line end before it."""
        start = line.start
        for sign in "\n\r":
            start -= self.text[start - 1 : start] == sign
        return Edit(start, line.start + len(line.text), "")


def replacement(line: Line, text: str) -> list[Edit]:
    """Return the edit that gives a *line* another text, if it is another."""
    return [Edit(line.start, line.start + len(line.text), text)] if text != line.text else []


def nested_items(item: Item) -> Iterator[Item]:
    """Yield the list items within an item, at any depth."""
    for block in scan(item.nested):
        if isinstance(block, Item) and block.marked:
            yield block
            yield from nested_items(block)
