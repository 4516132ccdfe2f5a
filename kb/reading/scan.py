"""The structure of a file, line by line: front matter, headings, list items and prose, each with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.reading.source import Line

FENCE = "---"

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_ITEM = re.compile(r"([ \t]*)(?:\d{1,9}[.)]|[-*+])[ \t]+(\S.*)$")
_TRAILING_ID = re.compile(r"[ \t]*\{#([^{}]*)\}[ \t]*$")


@dataclass(frozen=True)
class Heading:
    """A heading; *id* is what stands in `{#…}`, None without one."""

    line: int
    level: int
    text: str
    id: str | None

    @property
    def last_line(self) -> int:
        """A heading is one line."""
        return self.line


@dataclass(frozen=True)
class Item:
    """A top-level list item; *span* is where *text* stands in the file.

    *nested* are the lines of lists inside it; *continues* tells that other text follows within the item.
    """

    line: int
    last_line: int
    text: str
    id: str | None
    span: tuple[int, int]
    nested: tuple[Line, ...]
    continues: bool


@dataclass(frozen=True)
class Prose:
    """Lines between blank lines that are none of the above."""

    lines: tuple[Line, ...]

    @property
    def line(self) -> int:
        """Its first line."""
        return self.lines[0].number

    @property
    def last_line(self) -> int:
        """Its last line."""
        return self.lines[-1].number

    @property
    def text(self) -> str:
        """Its Markdown."""
        return "\n".join(line.text for line in self.lines)


Block = Heading | Item | Prose


def split_front_matter(lines: Sequence[Line]) -> tuple[Sequence[Line] | None, Sequence[Line]]:
    """Return the lines of the front matter, without its fences, and those of the body.

    The front matter is None where the file does not begin with one, or never ends it.
    """
    if not lines or lines[0].text.rstrip() != FENCE:
        return None, lines
    for index in range(1, len(lines)):
        if lines[index].text.rstrip() in (FENCE, "..."):
            return lines[1:index], lines[index + 1 :]
    return None, lines


def split_id(text: str) -> tuple[str, str | None]:
    """Return the text before a trailing `{#id}`, and the id, or None where there is none."""
    match = _TRAILING_ID.search(text)
    return (text[: match.start()].rstrip(), match[1]) if match else (text.rstrip(), None)


def is_item(line: Line) -> bool:
    """Tell whether the line begins a list item, at any depth."""
    return _ITEM.match(line.text) is not None


def is_indented(line: Line) -> bool:
    """Tell whether the line is indented deeply enough to belong to the list item above it."""
    return line.text.startswith(("  ", "\t", " \t"))


def heading(line: Line) -> Heading | None:
    """Return the heading that the line is, if it is one."""
    match = _HEADING.match(line.text)
    if match is None:
        return None
    text, id = split_id(match[2] or "")
    return Heading(line.number, len(match[1]), text, id)


def scan_clauses(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the blocks of a role: headings, top-level items with what is nested in them, and prose."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.is_blank:
            index += 1
        elif found := heading(line):
            yield found
            index += 1
        elif is_item(line) and not is_indented(line):
            end = _end_of_item(lines, index)
            yield _item(line, [line for line in lines[index + 1 : end] if not line.is_blank])
            index = end
        else:
            end = _end_of_prose(lines, index)
            yield Prose(tuple(lines[index:end]))
            index = end


def scan_blocks(lines: Sequence[Line]) -> Iterator[Heading | Prose]:
    """Yield the blocks of a guide: headings, and everything between blank lines; a list stays one block."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.is_blank:
            index += 1
        elif found := heading(line):
            yield found
            index += 1
        else:
            end = _end_of_list(lines, index) if is_item(line) else _end_of_text(lines, index)
            yield Prose(tuple(lines[index:end]))
            index = end


def _item(line: Line, inside: Sequence[Line]) -> Item:
    match = _ITEM.match(line.text)
    assert match is not None, "called for items only"
    text, id = split_id(match[2])
    start = line.start + match.start(2)
    nested = tuple(inside)
    return Item(
        line=line.number,
        last_line=nested[-1].number if nested else line.number,
        text=text,
        id=id,
        span=(start, start + len(text)),
        nested=nested,
        continues=any(not is_item(line) or not is_indented(line) for line in nested),
    )


def _end_of_item(lines: Sequence[Line], start: int) -> int:
    """Go on over nested items, indented text, and text that follows without a blank line."""
    end = index = start + 1
    while index < len(lines):
        line = lines[index]
        if line.is_blank:
            index += 1
            continue
        after_blank = lines[index - 1].is_blank
        if heading(line) or not (is_indented(line) or (not after_blank and not is_item(line))):
            break
        index += 1
        end = index
    return end


def _end_of_prose(lines: Sequence[Line], start: int) -> int:
    end = start + 1
    while end < len(lines) and not (
        lines[end].is_blank or heading(lines[end]) or (is_item(lines[end]) and not is_indented(lines[end]))
    ):
        end += 1
    return end


def _end_of_text(lines: Sequence[Line], start: int) -> int:
    end = start + 1
    while end < len(lines) and not (lines[end].is_blank or heading(lines[end])):
        end += 1
    return end


def _end_of_list(lines: Sequence[Line], start: int) -> int:
    end = index = start + 1
    while index < len(lines):
        line = lines[index]
        if line.is_blank:
            index += 1
            continue
        if heading(line) or (lines[index - 1].is_blank and not (is_indented(line) or is_item(line))):
            break
        index += 1
        end = index
    return end
