"""Lists that were pasted as HTML: their lines in, lines of Markdown at the same place of the file out."""

import re
from collections.abc import Sequence

from kb.reading.source import Line

_TAG = re.compile(r"<(/?)(ul|ol|li)(?:[ \t]+[\w:-]+=\"[^\"<>]*\")*[ \t]*>", re.IGNORECASE)
_MARKS = {"ul": "- ", "ol": "1. "}
_STEP = 4
_DEEPEST = 20


def without_html_lists(lines: Sequence[Line], fenced: Sequence[bool]) -> list[Line]:
    """Return *lines* with each `<li>` as a list item on its own.

    A line keeps its number; what stands before its text is ours, and *start* moves back by as much, so that a
    place within the text is the same place of the file.
    """
    kept: list[Line] = []
    marks: list[str] = []
    for index, line in enumerate(lines):
        if "<" not in line.text or fenced[index] or not (tags := list(_TAG.finditer(line.text))):
            kept.append(line)
        else:
            kept.extend(_pieces(line, tags, marks))
    return kept


def _pieces(line: Line, tags: Sequence[re.Match[str]], marks: list[str]) -> list[Line]:
    """Part a line at its tags; *marks* are those of the lists that are open, and change with them."""
    before = line.text[: tags[0].start()]
    found = [Line(line.number, line.start, before)] if before.strip() else []
    for tag, end in zip(tags, [*(tag.start() for tag in tags[1:]), len(line.text)], strict=True):
        closes, name = tag[1], tag[2].lower()
        if name != "li":
            _open_or_close(marks, name, closes=bool(closes))
        text = line.text[tag.end() : end]
        if not text.strip():
            continue
        if closes and name == "li" and found:
            # The id may stand behind the end of the item.
            last = found.pop()
            found.append(Line(last.number, last.start, last.text + " " * len(tag[0]) + text))
        else:
            found.append(_piece(line, tag.end(), text, marks, is_item=name == "li" and not closes))
    return found


def _open_or_close(marks: list[str], name: str, *, closes: bool) -> None:
    if closes:
        del marks[-1:]
    elif len(marks) < _DEEPEST:
        marks.append(_MARKS[name])


def _piece(line: Line, at: int, text: str, marks: Sequence[str], *, is_item: bool) -> Line:
    mark = (marks[-1] if marks else "- ") if is_item else ""
    before = " " * (_STEP * max(len(marks) - 1, 0)) + mark
    skipped = len(text) - len(text.lstrip())
    return Line(line.number, line.start + at + skipped - len(before), before + text[skipped:])
