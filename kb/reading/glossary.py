"""A glossary file to a Glossary: term lines with their definitions, and prose before them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.errors import Problem
from kb.glossaries import Entry, Glossary
from kb.reading.bodies import Body
from kb.reading.fences import fence_ends
from kb.reading.front_matter import GLOSSARY_FIELDS, read_front_matter
from kb.reading.ids import RULE, is_id, left_over, split_tag, without_tags
from kb.reading.letters import BLANKS, bare, indent
from kb.reading.marks import find_mark
from kb.reading.preparing import Prepared, prepare
from kb.reading.rendering import BadLink, Link, Renderer
from kb.reading.scan import heading
from kb.reading.source import Line, Source
from kb.reading.terms import Names, read_names

ONLY = "only"
"""The mark of a term that exists in one language alone."""

DEFINITION = re.compile(rf"[{BLANKS}]{{0,3}}:[{BLANKS}]+(?=[^{BLANKS}])")


@dataclass(frozen=True, slots=True)
class GlossaryFile:
    """What a glossary file held, problems and links with it. A *torn* file is one that is not finished."""

    glossary: Glossary
    problems: tuple[Problem, ...]
    links: tuple[Link | BadLink, ...]
    torn: bool = False


@dataclass(frozen=True)
class _Group:
    """Lines that stand together: those of terms, or of running text, and those of definitions below them."""

    heads: tuple[Line, ...]
    definitions: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.heads, *self.definitions)


def read_glossary(source: Source, renderer: Renderer) -> GlossaryFile:
    """Read the glossary file *source*."""
    prepared = prepare(source)
    front_matter, problems = read_front_matter(source, prepared.head, GLOSSARY_FIELDS)
    reader = _GlossaryReader(source, Body(source, renderer, prepared.addresses, prepared.is_clean), prepared)
    reader.read(prepared.body)
    intro = reader.body.lines(reader.intro)
    glossary = Glossary(
        source.language,
        front_matter.text("title") or "",
        intro.html,
        tuple(reader.entries),
        source.place(),
        intro.text,
        front_matter.status,
    )
    found = (*problems, *prepared.problems, *reader.body.problems)
    return GlossaryFile(glossary, found, tuple(reader.body.links), prepared.torn)


class _GlossaryReader:
    def __init__(self, source: Source, body: Body, prepared: Prepared) -> None:
        self._source = source
        self._theirs = prepared.conflicts.theirs
        self._first_lines: dict[str, int] = {}
        self.body = body
        self.intro: list[Line] = []
        self.entries: list[Entry] = []

    def read(self, lines: Sequence[Line]) -> None:
        for group in _groups(lines):
            self._group(group)

    def _group(self, group: _Group) -> None:
        if not group.heads:
            self._problem(group, "definition-without-term", "a definition without a term above it; write one")
        elif group.definitions:
            self._entry(group)
            return
        elif found := heading(group.heads[0]):
            message = "a glossary has no headings, since its terms are one list; remove it"
            self._problem(group, "heading-level", message, found.id)
        elif split_tag(group.heads[0].text).id is not None:
            message = "the term has no definition; write it in the next line after “:   ”"
            self._problem(group, "no-definition", message)
        elif self.entries:
            message = "text between the terms; move it above the first one, or make it a definition"
            self._problem(group, "prose-after-terms", message)
        self._as_text(group)

    def _problem(self, group: _Group, code: str, message: str, clause: str | None = None) -> None:
        place = self._source.place(group.lines[0].number)
        self.body.problems.append(Problem(place, code, message, clause=clause))

    def _as_text(self, group: _Group) -> None:
        """Show what is no entry above the terms, so that it is not lost."""
        last = group.heads[-1] if group.heads else group.definitions[0]
        heads = (Line(line.number, line.start, split_tag(line.text).text) for line in group.heads)
        definitions = (_opened(line) or line for line in group.definitions)
        self.intro += [*heads, Line(last.number, last.start, ""), *definitions, Line(last.number, last.start, "")]

    def _entry(self, group: _Group) -> None:
        head = group.heads[0]
        mark = find_mark(head.text)
        tagged = split_tag(head.text[mark.start :] if mark else head.text)
        names = read_names(bare(without_tags(tagged.text)), lambda text: self.body.plain(text, head.number))
        fault = self._fault(group, tagged.id, names)
        if fault is not None:
            self._problem(group, *fault)
            self._as_text(group)
            return
        assert tagged.id is not None, "told by _fault"
        if left_over(tagged.text):
            message = "more than one id, or one that is not finished; end the line with one {#id}"
            self._problem(group, "id-left-over", message, tagged.id)
        for code, message in names.problems:
            self._problem(group, code, message, tagged.id)
        for unknown in sorted({*tagged.marks} - {ONLY}):
            message = f"there is no mark .{unknown}; the mark of a term is .{ONLY}"
            self._problem(group, "unknown-mark", message, tagged.id)
        rendered = self.body.lines([_opened(line) or line for line in _parted(group.definitions)])
        preferred, *admitted = names.usable
        self.entries.append(
            Entry(
                tagged.id,
                self._source.language,
                preferred,
                tuple(admitted),
                names.avoided,
                rendered.html,
                rendered.text,
                self._source.place(head.number),
                names.search,
                ONLY in tagged.marks,
            )
        )

    def _fault(self, group: _Group, id: str | None, names: Names) -> tuple[str, str, str | None] | None:
        """Return code, message and id of what keeps these lines from being an entry."""
        if len(group.heads) > 1:
            message = "an entry is one line of terms, and lines that begin with “:   ”; join the others to them"
            return "entry-of-several-lines", message, id
        if id is None:
            return "no-id", "the term has no id; end its line with {#id}", None
        if not is_id(id):
            return "bad-id", f"#{id} cannot be an id; {RULE}", None
        line = group.heads[0].number
        if (first := self._first_lines.setdefault(id, line)) != line:
            if line in self._theirs:
                message = f"#{id} stands in both versions of an unfinished merge (first in line {first}); keep one"
                return "merge-marker", message, id
            message = f"the id #{id} stands twice (first in line {first}); give one of the terms its own"
            return "id-twice", message, id
        if not names.usable:
            return "no-preferred-term", "no term to prefer; put one before those that are struck through", id
        return None


def _opened(line: Line) -> Line | None:
    """Return the line of a definition without its colon; None where it has none."""
    match = DEFINITION.match(line.text)
    return Line(line.number, line.start + match.end(), line.text[match.end() :]) if match else None


def _parted(definitions: Sequence[Line]) -> list[Line]:
    """Put a blank line before each definition but the first, so that each is a paragraph."""
    parted: list[Line] = []
    for line in definitions:
        if parted and DEFINITION.match(line.text):
            parted.append(Line(line.number, line.start, ""))
        parted.append(line)
    return parted


def _groups(lines: Sequence[Line]) -> list[_Group]:
    """Part lines at blank ones; a definition stays with the term before it, and what is indented with it."""
    fences = fence_ends(lines)
    groups: list[_Group] = []
    heads: list[Line] = []
    definitions: list[Line] = []

    def close() -> None:
        if heads or definitions:
            groups.append(_Group(tuple(heads), tuple(definitions)))
        heads.clear()
        definitions.clear()

    blank: Line | None = None
    index = 0
    while index < len(lines):
        line, end = lines[index], fences.get(index, index + 1)
        within = bool(definitions) and indent(line.text) > 1
        if line.is_blank:
            blank = line
        elif DEFINITION.match(line.text) or within:
            if blank is not None and definitions:
                definitions.append(blank)
            definitions.extend(lines[index:end])
            blank = None
        else:
            is_heading = heading(line) is not None
            if blank is not None or definitions or is_heading:
                close()
            heads.extend(lines[index:end])
            if is_heading:
                close()
            blank = None
        index = end
    close()
    return groups
