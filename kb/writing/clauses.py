"""One clause of a role changed in its file: a new wording, note or marks in, and nothing else differs."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from kb.errors import ChangedError, Place, WritingError
from kb.languages import CODES, language
from kb.model import Paragraph, RoleVersion, Wording
from kb.reading.blocks import Table
from kb.reading.preparing import prepare
from kb.reading.rendering import Renderer
from kb.reading.roles import read_role
from kb.reading.scan import scan
from kb.reading.source import Source, split_lines
from kb.writing.edits import Edit, apply_edits
from kb.writing.files import rewrite
from kb.writing.rows import row_edit

_TAG = re.compile(r"\{[ \t]*:?[ \t]*#[^{}]*\}")
_LINE_END = re.compile(r"\r\n?|\n")
_INDENT = "   "


def write_wording(content: Path, code: str, role: str, id: str, text: str, *, base: str | None = None) -> None:
    """Give the clause *id* of a role the wording *text*, one line of Markdown, in the language *code*.

    Its nested items, notes and marks stay. With *base*, the plain text that somebody saw, nothing is written if
    the clause says something else by now. A row of a table takes its cells as they are read, joined by a colon and
    dashes.
    """
    _checked_text(text)

    def edit(file: str, wording: Wording) -> Edit:
        if _in_table(file, code, role, wording):
            line = split_lines(file)[wording.place.line - 1]
            return row_edit(line, text.strip(), id, f"{code}/{role}.md", language(code).dash)
        return Edit(*wording.span, text.strip())

    _change(content, code, role, id, base, edit)


def write_note(
    content: Path, code: str, role: str, id: str, number: int, text: str | None, *, base: str | None = None
) -> None:
    """Give a clause a note: *number* counts from 0, that behind the last one adds one; None takes it away.

    *base* is the plain text of the note that somebody saw.
    """
    if text is not None:
        _checked_text(text)

    def edit(file: str, wording: Wording) -> Edit:
        if _in_table(file, code, role, wording):
            raise WritingError(f"#{id} is a row of a table, which has no notes; make it an item of a list first")
        if number == len(wording.notes) and text is not None:
            return _added_note(file, wording, text.strip())
        if number >= len(wording.notes):
            raise WritingError(f"#{id} has {len(wording.notes)} notes; name one of them, or the next")
        note = wording.notes[number]
        if base is not None and note.text != base:
            raise ChangedError(f"the note of #{id} says something else by now; look at it and try again")
        if text is not None:
            return Edit(*note.span, text.strip())
        return _whole_lines(file, *note.span)

    _change(content, code, role, id, None, edit, notes=True)


def write_marks(content: Path, code: str, role: str, id: str, *, desirable: bool, forms: tuple[str, ...]) -> None:
    """Mark a clause as desirable or not, and as one of some forms alone or of all."""

    def edit(file: str, wording: Wording) -> Edit:
        tag = _TAG.search(file, wording.span[1])
        if tag is None or _LINE_END.search(file, wording.span[1], tag.start()):
            raise WritingError(f"the id of #{id} does not stand at the end of its line; move it there first")
        marks = [f"#{id}", *([".desirable"] if desirable else []), *(f".form-{form}" for form in forms)]
        return Edit(tag.start(), tag.end(), f"{{{' '.join(marks)}}}")

    _change(content, code, role, id, None, edit, marks=True)


def _checked_text(text: str) -> None:
    if not text.strip():
        raise WritingError("the text is empty; write it")
    if _LINE_END.search(text):
        raise WritingError("the text is more than one line; write one")
    if "{" in text and _TAG.search(text):
        raise WritingError("the text holds an id; leave it out, the clause has its own")


def _change(
    content: Path,
    code: str,
    role: str,
    id: str,
    base: str | None,
    edit: Callable[[str, Wording], Edit],
    *,
    notes: bool = False,
    marks: bool = False,
) -> None:
    """Change the file of a role by one *edit*, if nothing but the clause differs by it."""
    if code not in CODES:
        raise WritingError(f"there is no language “{code}”; the languages are {', '.join(CODES)}")
    path = f"{code}/{role}.md"

    def change(before: str) -> str:
        version = _read(before, code, role)
        wording = next((wording for wording in version.wordings if wording.id == id), None) if version else None
        if version is None or wording is None:
            raise WritingError(f"{path} has no clause #{id}; write it there first")
        if base is not None and wording.text != base:
            raise ChangedError(f"#{id} says something else by now; look at it and try again")
        after = apply_edits(before, [edit(before, wording)])
        now = _read(after, code, role)
        if now is None or _rest(now, id, notes=notes, marks=marks) != _rest(version, id, notes=notes, marks=marks):
            raise WritingError(
                f"the text would change more of {path} than #{id}; leave out what is a comment, a heading or an id"
            )
        return after

    rewrite(content, path, change)


def _read(text: str, code: str, role: str) -> RoleVersion | None:
    return read_role(_source(text, code, role), role, Renderer()).version


def _source(text: str, code: str, role: str) -> Source:
    return Source(f"content/{code}/{role}.md", code, split_lines(text))


def _in_table(text: str, code: str, role: str, wording: Wording) -> bool:
    blocks = scan(prepare(_source(text, code, role)).body)
    line = wording.place.line
    return any(isinstance(block, Table) and block.line <= line <= block.last_line for block in blocks)


_NOWHERE = Place("", 0)


def _rest(version: RoleVersion, id: str, *, notes: bool, marks: bool) -> RoleVersion:
    """Return a version without places, and without that of the clause *id* which may change."""
    sections = tuple(
        replace(
            section,
            place=_NOWHERE,
            prose=_unplaced_prose(section.prose),
            groups=tuple(replace(group, place=_NOWHERE) for group in section.groups),
            wordings=tuple(_unplaced(w, w.id == id, notes=notes, marks=marks) for w in section.wordings),
        )
        for section in version.sections
    )
    other = tuple(
        replace(other, place=_NOWHERE, paragraphs=_unplaced_prose(other.paragraphs)) for other in version.other
    )
    return replace(version, place=_NOWHERE, sections=sections, other=other)


def _unplaced_prose(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(replace(paragraph, place=_NOWHERE) for paragraph in paragraphs)


def _unplaced(wording: Wording, is_changed: bool, *, notes: bool, marks: bool) -> Wording:
    bare = replace(
        wording,
        place=_NOWHERE,
        span=(0, 0),
        last_line=0,
        notes=tuple(replace(note, place=_NOWHERE, span=(0, 0)) for note in wording.notes),
    )
    if not is_changed:
        return bare
    if notes:
        return replace(bare, notes=())
    if marks:
        return replace(bare, desirable=False, forms=())
    return replace(bare, text="", html="")


def _added_note(file: str, wording: Wording, text: str) -> Edit:
    """Return the edit that puts a note below all that a clause has."""
    lines = split_lines(file)
    line = lines[wording.last_line - 1]
    end = line.start + len(line.text)
    ending = _LINE_END.search(file)
    return Edit(end, end, f"{ending[0] if ending else chr(10)}{_INDENT}> {text}")


def _whole_lines(file: str, start: int, end: int) -> Edit:
    """Return the edit that takes away the lines in which a span stands, with the line end before them."""
    lines = [line for line in split_lines(file) if line.start + len(line.text) >= start and line.start <= end]
    first, last = lines[0], lines[-1]
    begin = first.start
    for sign in "\n\r":
        begin -= file[begin - 1 : begin] == sign
    return Edit(begin, last.start + len(last.text), "")
