"""Comments and pictures taken out of lines: what authors note for themselves, and what is not shown."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from kb.errors import Problem
from kb.reading.letters import BLANKS
from kb.reading.source import Line, Source

_OPEN, _CLOSE = "<!--", "-->"
_PICTURE = re.compile(r"!\[([^\[\]]*+)\]\([^()]*+\)")
_TICKS = re.compile(r"`+")


def without_comments(
    lines: Sequence[Line], source: Source, fenced: Sequence[bool]
) -> tuple[list[Line], list[Problem]]:
    """Return *lines* without comments; one that never ends takes its own line with it.

    *fenced* tells which lines stand in a fence of code, where a comment is text.
    """
    closing = [index for index, line in enumerate(lines) if _CLOSE in line.text]
    kept: list[Line] = []
    problems: list[Problem] = []
    inside = False
    for index, line in enumerate(lines):
        if not inside and (fenced[index] or _OPEN not in line.text):
            kept.append(line)
            continue
        text, inside = _uncommented(line.text, inside)
        if inside and bisect_left(closing, index + 1) == len(closing):
            inside = False
            message = "the comment does not end; write --> behind it"
            problems.append(Problem(source.place(line.number), "comment-without-end", message))
        if text.strip():
            kept.append(_indented_as_before(line, text))
    return kept, problems


def _uncommented(text: str, inside: bool) -> tuple[str, bool]:
    """Return *text* with blanks in place of comments, and whether one is still open at its end."""
    parts: list[str] = []
    at = 0
    while True:
        if inside:
            end = text.find(_CLOSE, at)
            if end < 0:
                parts.append(" " * (len(text) - at))
                return "".join(parts), True
            parts.append(" " * (end + len(_CLOSE) - at))
            at, inside = end + len(_CLOSE), False
        start = _opening(text, at)
        if start < 0:
            parts.append(text[at:])
            return "".join(parts), False
        parts.append(text[at:start] + "  ")
        # <!--> is a comment, too: its end may overlap its beginning.
        at, inside = start + 2, True


def _opening(text: str, at: int) -> int:
    """Return where the next comment begins that does not stand in `code`, or -1."""
    start = text.find(_OPEN, at)
    if start < 0 or "`" not in text[at:start]:
        return start
    code = _code_spans(text)
    while start >= 0 and any(first <= start < last for first, last in code):
        start = text.find(_OPEN, start + 1)
    return start


def _code_spans(text: str) -> list[tuple[int, int]]:
    """Return where `code` stands in a line: from one run of ticks to the next of the same length."""
    open_runs: dict[int, int] = {}
    spans: list[tuple[int, int]] = []
    for match in _TICKS.finditer(text):
        length = len(match[0])
        if length in open_runs and (not spans or open_runs[length] >= spans[-1][1]):
            spans.append((open_runs.pop(length), match.end()))
            open_runs.clear()
        else:
            open_runs.setdefault(length, match.start())
    return spans


def _indented_as_before(line: Line, text: str) -> Line:
    """Return the line whose comment is gone, indented as it was before the comment."""
    indented = len(line.text) - len(line.text.lstrip(BLANKS))
    start = max(len(text) - len(text.lstrip(BLANKS)) - indented, 0)
    return Line(line.number, line.start + start, text[start:])


def without_pictures(
    lines: Sequence[Line], source: Source, fenced: Sequence[bool]
) -> tuple[list[Line], list[Problem]]:
    """Return *lines* with the words of a picture in its place: pictures are not shown."""
    kept = list(lines)
    problems: list[Problem] = []
    for index, line in enumerate(lines):
        if "![" not in line.text or fenced[index]:
            continue
        text = _PICTURE.sub(_in_words, line.text)
        if text != line.text:
            message = "a picture is not shown; remove it, and say in words what matters of it"
            problems.append(Problem(source.place(line.number), "picture-not-shown", message, "warning"))
            kept[index] = Line(line.number, line.start, text)
    return kept, problems


def _in_words(match: re.Match[str]) -> str:
    return f"  {match[1]}{' ' * (len(match[0]) - len(match[1]) - 2)}"
