"""Lines in, blocks out: the one view of what is a heading, a list item, a quotation, a table, code or text."""

import re
from collections.abc import Iterator, Mapping, Sequence

from kb.reading.blocks import Block, Code, Heading, Item, Paragraph, Quotation, Rule, Table
from kb.reading.fences import fence_ends
from kb.reading.ids import Tagged, has_tag, split_tag, with_ends
from kb.reading.letters import BLANKS, MARGIN, bare, indent
from kb.reading.marks import Mark, find_mark, is_rule
from kb.reading.source import Line
from kb.reading.tables import is_row, is_separator

LONGEST_UNDERLINED = 100
"""Characters that a line above a row of - may have to be its heading: a longer one is text above a rule."""

_HASHES = re.compile(rf"(#{{1,6}})(?=[{BLANKS}]|$)|(#{{2,6}})(?=[^\W\d_])")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")


def scan(lines: Sequence[Line]) -> Iterator[Block]:
    """Yield the blocks of *lines*, each line but the blank ones in one of them.

    What is indented belongs to the item above it, if there is one. A row of a table that ends in an id is an item,
    and so is a paragraph that does.
    """
    fences = fence_ends(lines)
    index = 0
    while index < len(lines):
        if lines[index].is_blank:
            index += 1
            continue
        block, index = _block(lines, index, fences)
        yield block


def _block(lines: Sequence[Line], index: int, fences: Mapping[int, int]) -> tuple[Block, int]:
    line = lines[index]
    if index in fences:
        return Code(tuple(lines[index : fences[index]])), fences[index]
    if mark := find_mark(line.text):
        return _item(lines, index, fences, mark)
    if found := heading(line):
        return found, index + 1
    if is_rule(line.text):
        return Rule((line,)), index + 1
    if _is_quotation(line):
        end = _end_of_quotation(lines, index, fences)
        return Quotation(tuple(map(_unquoted, lines[index:end]))), end
    if _begins_table(lines, index):
        end = _end_of_table(lines, index)
        return Table(tuple(lines[index:end])), end
    return _paragraph(lines, index, fences)


def heading(line: Line) -> Heading | None:
    """Return the heading that the line is by its own signs: `## Duties`."""
    first = line.text[:1]
    if first != "#" and first not in MARGIN:
        return None
    start = len(line.text) - len(line.text.lstrip(MARGIN))
    if line.text[start : start + 1] != "#" or indent(line.text) > 3:
        return None
    match = _HASHES.match(line.text, start)
    if match is None:
        return None
    tagged = split_tag(line.text[match.end() :])
    text = bare(tagged.text)
    closing = text.rstrip("#")
    if closing != text and (not closing or closing[-1] in BLANKS):
        text = bare(closing)
    if tagged.id is None:
        tagged = split_tag(text)
        text = bare(tagged.text)
    return Heading(line.number, len(match[0]), text, tagged.id, line.number)


def _item(lines: Sequence[Line], index: int, fences: Mapping[int, int], mark: Mark) -> tuple[Block, int]:
    end = _end_of_item(lines, index, fences, mark.column, mark)
    return _made(lines, index, end, fences, mark.start, number=mark.number), end


def _made(
    lines: Sequence[Line],
    index: int,
    end: int,
    fences: Mapping[int, int],
    start: int,
    *,
    number: int | None,
    marked: bool = True,
) -> Item:
    """Return the item whose text begins at *start* of a line and goes on, with what is nested in it, to *end*."""
    first = lines[index]
    tagged = split_tag(first.text[start:])
    below = index + 1
    while below < end and below not in fences and _is_running_text(lines, below):
        below += 1
    wording, span_end = tagged, first.start + start + len(tagged.text)
    if below > index + 1:
        wording, span_end = _joined(tagged, lines[index + 1 : below])
    return Item(
        line=first.number,
        last_line=lines[end - 1].number,
        text=wording.text,
        id=wording.id,
        marks=wording.marks,
        span=(first.start + start, span_end),
        nested=tuple(lines[below:end]),
        number=number,
        marked=marked,
        continued=below > index + 1,
    )


def _joined(tagged: Tagged, others: Sequence[Line]) -> tuple[Tagged, int]:
    """Return a wording of several lines, its id at the end of the first or of the last, and where it ends."""
    texts = [with_ends(tagged.text), *(with_ends(bare(line.text)) for line in others[:-1])]
    last = split_tag(others[-1].text)
    if tagged.id is None:
        wording = Tagged(" ".join([*texts, bare(last.text)]).strip(), last.id, last.marks)
    else:
        wording = Tagged(" ".join([*texts, bare(others[-1].text)]).strip(), tagged.id, tagged.marks)
    return wording, others[-1].start + len(last.text)


def _end_of_item(
    lines: Sequence[Line], start: int, fences: Mapping[int, int], column: int, mark: Mark | None = None
) -> int:
    """Go on over what is indented, and over running text and quotations that follow without a blank line."""
    end = index = start + 1
    tagged: bool | None = None
    after_blank = False
    while index < len(lines):
        line = lines[index]
        if line.is_blank:
            after_blank = True
            index += 1
            continue
        if mark and mark.is_followed_by(line.text):
            break
        if heading(line):
            break
        if indent(line.text) <= column + 1:
            if after_blank or index in fences or not (_is_running_text(lines, index) or _is_note(line)):
                break
            if mark and (other := find_mark(line.text)) and mark.is_like(other):
                break
            if has_tag(line.text):
                if tagged or (tagged is None and has_tag(lines[start].text)):
                    break
                tagged = True
        after_blank = False
        index = end = fences.get(index, index + 1)
    return end


def _is_running_text(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line goes on with the text of the one before it."""
    line = lines[index]
    if line.is_blank or heading(line) or is_rule(line.text) or _is_quotation(line) or _begins_table(lines, index):
        return False
    mark = find_mark(line.text)
    return mark is None or (mark.doubtful and not _is_list(lines, index, mark))


def _is_list(lines: Sequence[Line], index: int, mark: Mark) -> bool:
    """Tell whether a doubtful mark in the midst of text is one: it ends in an id, or others stand around it."""
    if has_tag(lines[index].text) or mark.column > 1:
        return True
    before = lines[index - 1].text if index else ""
    if before.rstrip().endswith((":", ";")):
        return True
    around = (before, lines[index + 1].text if index + 1 < len(lines) else "")
    return any(mark.is_like(other) for other in map(find_mark, around) if other)


def _is_quotation(line: Line) -> bool:
    return ">" in line.text and bare(line.text).startswith(">")


def _is_note(line: Line) -> bool:
    """Tell whether a line is quoted, and no clause that somebody quoted."""
    return _is_quotation(line) and not has_tag(line.text)


def _unquoted(line: Line) -> Line:
    """Return a line of a quotation without its mark; one that goes on without it, as it is."""
    if not _is_quotation(line):
        return line
    at = line.text.index(">") + 1
    at += line.text[at : at + 1] in (" ", "\t", "\u00a0") and at < len(line.text)
    return Line(line.number, line.start + at, line.text[at:])


def part_notes(lines: Sequence[Line]) -> tuple[list[list[Line]], list[Line]]:
    """Part the lines within an item into its notes, without their marks, and the rest."""
    if not any(_is_quotation(line) for line in lines):
        return [], list(lines)
    fences = fence_ends(lines)
    notes: list[list[Line]] = []
    rest: list[Line] = []
    index = 0
    while index < len(lines):
        end = fences.get(index, index + 1)
        if end == index + 1 and _is_quotation(lines[index]):
            end = _end_of_quotation(lines, index, fences)
            notes.append([_unquoted(line) for line in lines[index:end]])
        else:
            rest.extend(lines[index:end])
        index = end
    return notes, rest


def _end_of_quotation(lines: Sequence[Line], start: int, fences: Mapping[int, int]) -> int:
    end = start + 1
    while end < len(lines) and end not in fences:
        if not _is_quotation(lines[end]) and (has_tag(lines[end].text) or not _is_running_text(lines, end)):
            break
        end += 1
    return end


def _begins_table(lines: Sequence[Line], index: int) -> bool:
    text = lines[index].text
    if "|" not in text:
        return False
    return is_row(text) or (index + 1 < len(lines) and is_separator(lines[index + 1].text))


def _end_of_table(lines: Sequence[Line], start: int) -> int:
    end = start + 1
    while end < len(lines) and "|" in lines[end].text and not heading(lines[end]):
        end += 1
    return end


def _paragraph(lines: Sequence[Line], start: int, fences: Mapping[int, int]) -> tuple[Block, int]:
    """Return running text: a paragraph, an item if a line of it ends in an id, a heading above its underline."""
    end = start
    while end < len(lines) and (end == start or (end not in fences and _is_running_text(lines, end))):
        if has_tag(lines[end].text):
            column = indent(lines[start].text)
            stop = _end_of_item(lines, end, fences, column)
            text = lines[start].text
            at = len(text) - len(text.lstrip(MARGIN))
            return _made(lines, start, stop, fences, at, number=None, marked=False), stop
        end += 1
        if end == start + 1 and end < len(lines) and (found := _underlined(lines[start], lines[end])):
            return found, end + 1
    return Paragraph(tuple(lines[start:end])), end


def _underlined(line: Line, below: Line) -> Heading | None:
    match = _UNDERLINE.match(below.text)
    text = bare(line.text)
    if match is None or len(text) > LONGEST_UNDERLINED or (match[1][0] == "-" and text[-1:] in ".;,!?"):
        return None
    return Heading(line.number, 1 if match[1][0] == "=" else 2, text, None, below.number)
