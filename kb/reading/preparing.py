"""A file parted into front matter and body, the body without what is not to be read: comments, pictures, marks of
merging, addresses that stand apart from their links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.errors import Problem
from kb.reading.comments import without_comments, without_pictures
from kb.reading.conflicts import Conflicts, find_conflicts
from kb.reading.fences import fenced
from kb.reading.html_lists import without_html_lists
from kb.reading.letters import is_clean, one_line
from kb.reading.limits import MAXIMUM_LINE, MAXIMUM_LINES
from kb.reading.references import take_references
from kb.reading.scripts import has_mixed_words, mixed_words
from kb.reading.source import Line, Source

FENCE = "---"


@dataclass(frozen=True)
class Prepared:
    """The lines of the front matter, None without one, and those of the body.

    A *torn* file is one that its author has not finished: a version of it that was sound is better.
    """

    head: Sequence[Line] | None
    body: Sequence[Line]
    addresses: Mapping[str, str]
    conflicts: Conflicts
    problems: tuple[Problem, ...]
    torn: bool
    is_clean: bool
    """Whether no line has unseen signs, or letters that are not composed."""


def prepare(source: Source) -> Prepared:
    """Part the file *source*, and take out of it what is not to be read."""
    # Few files have anything of what is taken out: it is looked for once.
    text = "\n".join([line.text for line in source.lines])
    conflicts = find_conflicts(source.lines, text)
    head, body = split_front_matter(source.lines)
    if head is not None:
        left_out = conflicts.markers | conflicts.theirs
        head = [line for line in head if line.number not in left_out]
    elif source.lines and source.lines[0].text.rstrip() == FENCE:
        body = ()
    lines = [line for line in body if line.number not in conflicts.markers] if conflicts.markers else body
    problems: list[Problem] = []
    addresses: Mapping[str, str] = {}
    if "<!--" in text:
        lines, found = without_comments(lines, source, fenced(lines))
        problems += found
    if "![" in text:
        lines, found = without_pictures(lines, source, fenced(lines))
        problems += found
    if len(text) > MAXIMUM_LINE:
        lines, found = _bounded(lines, source)
        problems += found
    if len(lines) > MAXIMUM_LINES:
        problems.append(_too_many(lines, source))
        lines = lines[:MAXIMUM_LINES]
    if "]:" in text:
        lines, addresses, found = take_references(lines, source, fenced(lines))
        problems += found
    if "<" in text:
        lines = without_html_lists(lines, fenced(lines))
    problems += conflicts.problems(source)
    if has_mixed_words(text):
        problems += mixed_words((*(head or ()), *lines), source)
    torn = bool(conflicts.markers) or any(problem.code == "comment-without-end" for problem in problems)
    return Prepared(head, lines, addresses, conflicts, tuple(problems), torn, is_clean(text))


def _bounded(lines: Sequence[Line], source: Source) -> tuple[list[Line], list[Problem]]:
    kept: list[Line] = []
    problems: list[Problem] = []
    for line in lines:
        if len(line.text) <= MAXIMUM_LINE or len(one_line(line.text)) <= MAXIMUM_LINE:
            kept.append(line)
        else:
            message = f"a line of more than {MAXIMUM_LINE} characters is not read; part it"
            problems.append(Problem(source.place(line.number), "line-too-long", message))
    return kept, problems


def _too_many(lines: Sequence[Line], source: Source) -> Problem:
    message = f"more than {MAXIMUM_LINES} lines; what follows is not read: part the file"
    place = source.place(lines[MAXIMUM_LINES].number)
    return Problem(place, "file-too-long", message, last_line=lines[-1].number)


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
