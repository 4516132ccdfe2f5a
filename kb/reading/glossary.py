"""A glossary file to a Glossary: term lines with their definitions, and prose before them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.errors import Problem
from kb.model import Entry, Glossary
from kb.reading.front_matter import GLOSSARY_FIELDS, read_front_matter
from kb.reading.ids import RULE, is_id
from kb.reading.rendering import BadLink, Link, Renderer
from kb.reading.scan import split_front_matter, split_id
from kb.reading.source import Line, Source

_DEFINITION = re.compile(r" {0,3}:[ \t]+(\S.*)$")
_AVOIDED = re.compile(r"~~(.+)~~")


@dataclass(frozen=True, slots=True)
class GlossaryFile:
    """What a glossary file held, problems and links with it."""

    glossary: Glossary
    problems: tuple[Problem, ...]
    links: tuple[Link | BadLink, ...]


def read_glossary(source: Source, renderer: Renderer) -> GlossaryFile:
    """Read the glossary file *source*."""
    head, body = split_front_matter(source.lines)
    front_matter, problems = read_front_matter(source, head, GLOSSARY_FIELDS)
    if any(problem.last_line for problem in problems):
        body = ()
    reader = _GlossaryReader(source, renderer)
    reader.read(body)
    glossary = Glossary(
        source.language,
        front_matter.text("title") or "",
        "\n".join(reader.intro),
        tuple(reader.entries),
        source.place(),
    )
    return GlossaryFile(glossary, (*problems, *reader.problems), tuple(reader.links))


class _GlossaryReader:
    def __init__(self, source: Source, renderer: Renderer) -> None:
        self._source = source
        self._renderer = renderer
        self._first_lines: dict[str, int] = {}
        self.intro: list[str] = []
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.links: list[Link | BadLink] = []

    def read(self, lines: Sequence[Line]) -> None:
        for group in _groups(lines):
            definitions = [line for line in group if _DEFINITION.match(line.text)]
            if definitions and definitions[0] is group[0]:
                self._problem(group, "definition-without-term", "a definition without a term above it; write one")
            elif definitions:
                self._entry(group, definitions)
            elif split_id(group[0].text)[1] is not None:
                message = "the term has no definition; write it in the next line after “:   ”"
                self._problem(group, "no-definition", message)
            elif self.entries:
                message = "text between the terms; move it above the first one, or make it a definition"
                self._problem(group, "prose-after-terms", message)
            else:
                self._intro(group)

    def _problem(self, group: Sequence[Line], code: str, message: str, clause: str | None = None) -> None:
        place = self._source.place(group[0].number)
        self.problems.append(Problem(place, code, message, clause=clause, last_line=group[-1].number))

    def _intro(self, group: Sequence[Line]) -> None:
        text = "\n".join(line.text for line in group)
        place = self._source.place(group[0].number)
        rendered = self._renderer.blocks(text, place, self._source.language)
        self.intro.append(rendered.html)
        self.links.extend(rendered.links)

    def _entry(self, group: Sequence[Line], definitions: Sequence[Line]) -> None:
        names, id = split_id(group[0].text)
        fault = self._fault(id, names, group, definitions)
        if fault is not None:
            self._problem(group, *fault)
            return
        assert id is not None, "told by _fault"
        self._first_lines[id] = group[0].number
        terms = [term.strip() for term in names.split(";") if term.strip()]
        avoided = tuple(match[1].strip() for term in terms if (match := _AVOIDED.fullmatch(term)))
        usable = tuple(term for term in terms if not _AVOIDED.fullmatch(term))
        place = self._source.place(group[0].number)
        text = "\n\n".join(match[1] for line in definitions if (match := _DEFINITION.match(line.text)))
        rendered = self._renderer.blocks(text, place, self._source.language)
        self.links.extend(rendered.links)
        self.entries.append(
            Entry(
                id,
                self._source.language,
                usable[0],
                usable[1:],
                avoided,
                rendered.html,
                rendered.text,
                place,
            )
        )

    def _fault(
        self, id: str | None, names: str, group: Sequence[Line], definitions: Sequence[Line]
    ) -> tuple[str, str, str | None] | None:
        """Return code, message and id of what keeps these lines from being an entry."""
        if len(group) != len(definitions) + 1:
            message = "an entry is one line of terms, and lines that begin with “:   ”; join the others to them"
            return "entry-of-several-lines", message, id
        if id is None:
            return "no-id", "the term has no id; end its line with {#id}", None
        if not is_id(id):
            return "bad-id", f"#{id} cannot be an id; {RULE}", None
        if (first := self._first_lines.get(id)) is not None:
            message = f"the id #{id} stands twice (first in line {first}); give one of the terms its own"
            return "id-twice", message, id
        if all(_AVOIDED.fullmatch(term.strip()) for term in names.split(";") if term.strip()):
            return "no-preferred-term", "no term to prefer; put one before those that are struck through", id
        return None


def _groups(lines: Sequence[Line]) -> list[list[Line]]:
    """Part lines at blank ones, a definition staying with the term before it."""
    groups: list[list[Line]] = []
    after_blank = True
    for line in lines:
        if line.is_blank:
            after_blank = True
            continue
        is_definition = _DEFINITION.match(line.text) is not None
        begins_term = not is_definition and (after_blank or _ends_definition(groups))
        if groups and not begins_term:
            groups[-1].append(line)
        else:
            groups.append([line])
        after_blank = False
    return groups


def _ends_definition(groups: Sequence[Sequence[Line]]) -> bool:
    """Tell whether the line before is a definition, after which another term may follow at once."""
    return bool(groups) and _DEFINITION.match(groups[-1][-1].text) is not None
