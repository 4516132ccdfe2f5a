"""Rows of tables: where their cells stand in a line."""

import re

from kb.reading.ids import Tagged, split_tag
from kb.reading.letters import BLANKS

_SEPARATOR = re.compile(r"[ \t]*+\|?(?:[ \t]*+:?-+:?[ \t]*+\|)*+(?:[ \t]*+:?-+:?[ \t]*+)?")
_PIECE = re.compile(r"\\.|(`+)|\|")


def is_separator(text: str) -> bool:
    """Tell whether *text* parts the head of a table from its rows."""
    return "-" in text and "|" in text and _SEPARATOR.fullmatch(text) is not None


def is_row(text: str) -> bool:
    """Tell whether *text* is a row between two strokes, whatever stands above it."""
    text = text.strip(BLANKS)
    return len(text) > 1 and text[0] == "|" and text.count("|") > 1 and not is_separator(text)


def alignments(text: str) -> list[str | None]:
    """Return how the columns under a separator are aligned."""
    found: list[str | None] = []
    for cell in text.strip(BLANKS).strip("|").split("|"):
        left, right = cell.strip().startswith(":"), cell.strip().endswith(":")
        found.append("center" if left and right else "left" if left else "right" if right else None)
    return found


def cells(text: str) -> list[tuple[int, int]]:
    """Return where each cell of a row stands, without the blanks around it."""
    strokes = _strokes(text)
    first = len(text) - len(text.lstrip(BLANKS))
    starts = [0, *(stroke + 1 for stroke in strokes)]
    ends = [*strokes, len(text)]
    if strokes and strokes[0] == first:
        starts, ends = starts[1:], ends[1:]
    if len(starts) > 1 and not text[starts[-1] :].strip(BLANKS):
        starts, ends = starts[:-1], ends[:-1]
    return [_trimmed(text, start, end) for start, end in zip(starts, ends, strict=True)]


def written_cells(text: str) -> tuple[list[tuple[int, int]], Tagged]:
    """Return where the cells of a row stand that say something, and what its last one says of an id."""
    places = cells(text)
    start, end = places[-1] if places else (0, 0)
    tagged = split_tag(text[start:end])
    if tagged.id is not None:
        places[-1] = (start, start + len(tagged.text))
    return [(first, last) for first, last in places if first < last], tagged


def _strokes(text: str) -> list[int]:
    """Return where cells are parted: not at a stroke that is escaped, or within `code`."""
    strokes: list[int] = []
    at = 0
    while match := _PIECE.search(text, at):
        at = match.end()
        if match[1]:
            closing = re.compile(rf"(?<!`){match[1]}(?!`)").search(text, at)
            at = closing.end() if closing else at
        elif match[0] == "|":
            strokes.append(match.start())
    return strokes


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in BLANKS:
        start += 1
    while end > start and text[end - 1] in BLANKS:
        end -= 1
    return start, end
