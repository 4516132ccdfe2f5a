"""A list item, or a row of a table, to a wording with its notes and marks; what is wrong with it on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from sys import intern

from kb.errors import Problem, Severity
from kb.languages import FORMS, language
from kb.model import DESIRABLE_KINDS, Note, Wording
from kb.reading.blocks import Heading, Item, Paragraph, Table
from kb.reading.bodies import Body
from kb.reading.ids import RULE, is_id, left_over, without_tags
from kb.reading.letters import bare
from kb.reading.limits import MAXIMUM_CLAUSE, MAXIMUM_WORDING
from kb.reading.scan import part_notes, scan
from kb.reading.sharing import shared_span
from kb.reading.source import Line
from kb.reading.tables import is_separator, written_cells

DESIRABLE = "desirable"
_FORM = "form-"
MARKS = (DESIRABLE, *(_FORM + form for form in FORMS))
"""What may stand behind an id, each with a dot before it."""


@dataclass(frozen=True)
class Fault:
    """Why an item is no clause."""

    code: str
    message: str


class ClauseReader:
    """Reads the clauses of one file; *theirs* are the lines of the other side of an unfinished merge."""

    def __init__(self, body: Body, role: str, theirs: frozenset[int]) -> None:
        self._body = body
        self._role = role
        self._theirs = theirs
        self._first_lines: dict[str, int] = {}

    @property
    def ids(self) -> frozenset[str]:
        """Every id that stood at a clause or a group, sound or not."""
        return frozenset(self._first_lines)

    def problem(
        self, line: int, code: str, message: str, id: str | None = None, severity: Severity = "error"
    ) -> None:
        """Report something wrong in a *line*."""
        self._body.problems.append(Problem(self._body.source.place(line), code, message, severity, id))

    def claim(self, id: str, line: int, what: str) -> Fault | None:
        """Take an *id* for what stands in this *line*, or say why it cannot have it."""
        if not is_id(id):
            return Fault("bad-id", f"#{id} cannot be an id; {RULE}")
        first = self._first_lines.setdefault(id, line)
        if first == line:
            return None
        if line in self._theirs:
            message = f"#{id} stands in both versions of an unfinished merge (first in line {first}); keep one"
            return Fault("merge-marker", message)
        message = f"the id #{id} stands twice (first in line {first}); give one of the {what} its own"
        return Fault("id-twice", message)

    def read(self, item: Item, kind: str | None, group: str | None) -> Wording | None:
        """Return the wording that the *item* is; None where it is none, which is reported.

        *kind* is that of its section, None where no heading says it; *group* the id of its group.
        """
        item = self._with_its_id(item)
        fault = self._fault(item)
        if fault is not None:
            self.problem(item.line, fault.code, fault.message, item.id)
            return None
        assert item.id is not None, "told by _fault"
        if item.continued or (item.nested and self._has_text(item.nested)):
            message = "the wording is more than one line; write it, with its id at the end, in one"
            self.problem(item.line, "wording-of-several-lines", message, item.id)
        return self._wording(item, item.id, kind, group) if kind is not None else None

    def _has_text(self, nested: Sequence[Line]) -> bool:
        """Tell whether more than lists, tables and notes stands within a clause."""
        return any(isinstance(block, Paragraph | Heading) for block in scan(nested))

    def _with_its_id(self, item: Item) -> Item:
        """Return the item without ids in the midst of its text; a single one is its id nevertheless."""
        if not (ids := left_over(item.text)):
            return item
        if item.id is None and len(ids) == 1 and is_id(ids[0]):
            message = f"the id #{ids[0]} does not stand at the end of the line; move it there"
            self.problem(item.line, "id-not-at-end", message, ids[0])
            return replace(item, id=ids[0], text=bare(without_tags(item.text)))
        named = ", ".join(f"#{id}" for id in (*ids, *([item.id] if item.id else [])))
        message = f"more than one id ({named}), or one that is not finished; end the line with one {{#id}}"
        self.problem(item.line, "id-left-over", message, item.id)
        return replace(item, text=bare(without_tags(item.text)))

    def _fault(self, item: Item) -> Fault | None:
        """Return what keeps an item from being a clause."""
        if item.id is None:
            return Fault("no-id", "the clause has no id; end its line with {#id}")
        if (fault := self.claim(item.id, item.line, "clauses")) is not None:
            return fault
        if not item.text:
            return Fault("empty-wording", f"the clause #{item.id} has no text; write it before the id")
        if len(item.text) > MAXIMUM_WORDING:
            message = f"a wording of more than {MAXIMUM_WORDING} characters; part it into clauses"
            return Fault("wording-too-long", message)
        if item.nested and sum(len(line.text) for line in item.nested) > MAXIMUM_CLAUSE:
            message = f"more than {MAXIMUM_CLAUSE} characters within a clause; part it into clauses"
            return Fault("wording-too-long", message)
        return None

    def _wording(self, item: Item, id: str, kind: str, group: str | None) -> Wording | None:
        body = self._body
        first = body.text(item.text, item.line)
        if not first.text:
            message = "the clause has no text that can be shown; write it"
            self.problem(item.line, "empty-wording", message, id)
            return None
        notes, nested = part_notes(item.nested) if item.nested else ([], [])
        inner = body.lines(nested)
        desirable, forms = self._marks(item, kind) if item.marks else (False, ())
        return Wording(
            id=intern(id),
            kind=intern(kind),
            role=self._role,
            language=body.source.language,
            text=f"{first.text} {inner.text}" if inner.text else first.text,
            html=f"{first.html}\n{inner.html}" if inner.html else first.html,
            place=body.source.place(item.line),
            span=shared_span(item.span),
            last_line=item.last_line,
            notes=tuple(note for lines in notes if (note := self._note(lines)) is not None),
            desirable=desirable,
            forms=forms,
            group=group,
        )

    def _note(self, lines: Sequence[Line]) -> Note | None:
        written = [line for line in lines if not line.is_blank]
        if not written:
            return None
        rendered = self._body.lines(lines)
        html = rendered.html
        if html.count("<p>") == 1 and html.startswith("<p>") and html.endswith("</p>"):
            html = html[3:-4]
        first, last = written[0], written[-1]
        start = first.start + len(first.text) - len(first.text.lstrip())
        span = (start, last.start + len(last.text.rstrip()))
        return Note(rendered.text, html, self._body.source.place(first.number), span)

    def _marks(self, item: Item, kind: str) -> tuple[bool, tuple[str, ...]]:
        """Return whether the clause is desirable, and the forms that alone have it."""
        for mark in item.marks:
            if mark not in MARKS:
                known = ", ".join(f".{known}" for known in MARKS)
                message = f"there is no mark .{mark}; the marks of a clause are {known}"
                self.problem(item.line, "unknown-mark", message, item.id)
        desirable = DESIRABLE in item.marks
        if desirable and kind not in DESIRABLE_KINDS:
            message = f"only {', '.join(DESIRABLE_KINDS)} can be desirable; remove .{DESIRABLE}"
            self.problem(item.line, "mark-out-of-place", message, item.id)
            desirable = False
        return desirable, tuple(form for form in FORMS if _FORM + form in item.marks)


def rows(table: Table, code: str) -> Iterator[Item | Paragraph]:
    """Yield the rows of a *table* as items, their cells joined by a colon and dashes; its head is a paragraph."""
    lines = table.lines
    has_head = len(lines) > 1 and is_separator(lines[1].text)
    for index, line in enumerate(lines):
        if is_separator(line.text):
            continue
        item = _row(line, language(code).dash)
        if index == 0 and has_head and item.id is None:
            yield Paragraph((Line(line.number, line.start, item.text),))
        else:
            yield item


def _row(line: Line, dash: str) -> Item:
    places, tagged = written_cells(line.text)
    first, *others = [line.text[start:end] for start, end in places] or [""]
    start = places[0][0] if places else 0
    end = places[-1][1] if places else 0
    return Item(
        line=line.number,
        last_line=line.number,
        text=f"{first}: {f' {dash} '.join(others)}" if others else first,
        id=tagged.id,
        marks=tagged.marks,
        span=(line.start + start, line.start + end),
        row=True,
    )


def has_rows(table: Table) -> bool:
    """Tell whether any row of a *table* ends in an id."""
    return any(_row(line, "").id is not None for line in table.lines if "{" in line.text)
