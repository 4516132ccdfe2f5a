"""The front matter of a file, checked field by field: YAML 1.2 lines in, typed values and problems out.

The YAML is composed into nodes and no further, so that every value keeps its line and nothing is constructed.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from kb.errors import Problem
from kb.languages import CODES
from kb.model import EDUCATIONS, Status
from kb.reading.letters import clean
from kb.reading.source import Line, Source
from kb.reading.yaml_nodes import Fault, compose, readable

MAXIMUM_LENGTH = 20_000
"""Characters: beyond any front matter, and short enough for the parser to be quick about it."""

_TEXT = "tag:yaml.org,2002:str"
_INTEGER = "tag:yaml.org,2002:int"

_STATUS_NAMES = ("status", "draft")
"""Fields by which people say that a file is not to be read yet, in small letters."""

Value = str | int | tuple[str, ...]
Check = Callable[[Node], "Value | Wrong"]


@dataclass(frozen=True)
class Wrong:
    """Why a value cannot stand; *what* continues the sentence "title …"."""

    what: str


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the front matter and its line in the file."""

    value: Value
    line: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The sound fields of a front matter by name; those of `requires` are named `requires.education` and so on."""

    fields: dict[str, Field]
    is_draft: bool = False
    """Whether it says anything of the status but “ready”: what cannot be read counts as a draft."""

    @property
    def status(self) -> Status:
        """The status of this language version."""
        return "draft" if self.is_draft else "ready"

    def names(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list that are names, those in parentheses left out."""
        return tuple(text for text in self.texts(name) if not _is_search_name(text))

    def search_names(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list that only lead a search, without their parentheses."""
        return tuple(text[1:-1].strip() for text in self.texts(name) if _is_search_name(text))

    def text(self, name: str) -> str | None:
        """Return the text of a field, or None where it does not stand."""
        field = self.fields.get(name)
        return field.value if field and isinstance(field.value, str) else None

    def number(self, name: str) -> int | None:
        """Return the number of a field, or None where it does not stand."""
        field = self.fields.get(name)
        return field.value if field and isinstance(field.value, int) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a list, empty where it does not stand."""
        field = self.fields.get(name)
        return field.value if field and isinstance(field.value, tuple) else ()


def _is_search_name(text: str) -> bool:
    return text.startswith("(") and text.endswith(")") and text.find(")") == len(text) - 1


def _text(node: Node) -> Value | Wrong:
    if isinstance(node, ScalarNode) and not node.value and node.tag != _TEXT:
        return Wrong("holds nothing; write one line of text, in quotes if it begins with #")
    if not isinstance(node, ScalarNode) or node.tag != _TEXT:
        return Wrong("is not a text; write one line of text, in quotes if it looks like a number")
    value = clean(" ".join(node.value.split()))
    if any(unicodedata.category(letter) == "Cs" for letter in value):
        return Wrong("holds half of a character; write the character itself")
    if "{#" in value:
        return Wrong("holds an id; only clauses, headings and terms have one: remove it")
    return value or Wrong("is empty; write the text or remove the field")


def _isco(node: Node) -> Value | Wrong:
    remedy = 'write the four digits of ISCO-08 in quotes: isco: "3322"'
    if not isinstance(node, ScalarNode) or node.tag != _TEXT:
        return Wrong(f"is not a quoted text; {remedy}")
    if not (len(node.value) == 4 and node.value.isascii() and node.value.isdigit()):
        return Wrong(f"is not four digits; {remedy}")
    return str(node.value)


def _texts(node: Node) -> Value | Wrong:
    if not isinstance(node, SequenceNode):
        return Wrong("is not a list; write [first, second]")
    values = [_text(item) for item in node.value]
    if any(isinstance(value, Wrong) for value in values):
        return Wrong("holds something that is not a text; write [first, second]")
    texts = tuple(dict.fromkeys(str(value) for value in values))
    half = next((text for text in texts if text.count("(") != text.count(")")), None)
    if half is not None:
        return Wrong(f"holds “{half}”, half of a name, since a comma parts names; put the whole name in quotes")
    return texts


def _years(node: Node) -> Value | Wrong:
    if (
        isinstance(node, ScalarNode)
        and node.tag == _INTEGER
        and node.value.isascii()
        and node.value.isdigit()
        and int(node.value[:4]) <= 50
        and len(node.value) <= 2
    ):
        return int(node.value)
    return Wrong("is not a whole number of years from 0 to 50; write a number: experience_years: 2")


def _date(node: Node) -> Value | Wrong:
    value = node.value if isinstance(node, ScalarNode) else ""
    try:
        return date.fromisoformat(value).isoformat() if len(value) == len("2026-03-01") else _NO_DATE
    except ValueError:
        return _NO_DATE


_NO_DATE = Wrong("is no date; write year, month and day: reviewed: 2026-03-01")


def _one_of(*allowed: str) -> Check:
    def check(node: Node) -> Value | Wrong:
        if isinstance(node, ScalarNode) and node.value in allowed:
            return str(node.value)
        return Wrong(f"is none of {', '.join(allowed)}; write one of them")

    return check


REQUIRES_FIELDS: dict[str, Check] = {
    "education": _one_of(*EDUCATIONS),
    "experience_years": _years,
    "experience_in": _text,
}
ROLE_FIELDS: dict[str, Check] = {
    "title": _text,
    "synonyms": _texts,
    "isco": _isco,
    "status": _one_of("draft", "ready"),
    "source": _one_of(*CODES),
    "reviewed": _date,
}
GUIDE_FIELDS: dict[str, Check] = {"title": _text, "status": _one_of("draft", "ready")}
GLOSSARY_FIELDS: dict[str, Check] = {"title": _text, "status": _one_of("draft", "ready")}


def read_front_matter(
    source: Source, lines: Sequence[Line] | None, checks: dict[str, Check], *, requires: bool = False
) -> tuple[FrontMatter, list[Problem]]:
    """Read the front matter in *lines*; None stands for a file that has none."""
    if lines is None:
        return FrontMatter({}), [_no_front_matter(source)]
    if sum(len(line.text) for line in lines) > MAXIMUM_LENGTH:
        return FrontMatter({}), [_broken(source, lines[0].number, "is too long")]
    node = compose("\n".join(line.text for line in lines) + "\n")
    if isinstance(node, Fault):
        number = lines[min(node.line, len(lines) - 1)].number if lines else 1
        return FrontMatter({}), [_broken(source, number, node.why)]
    if not isinstance(node, MappingNode):
        number = lines[0].number if lines else 1
        return FrontMatter({}), [_broken(source, number, "it holds no fields")]
    reader = _Reader(source, lines)
    reader.read(node, checks, "", requires=requires)
    if "title" not in reader.seen:
        reader.problem(1, "no-title", "no title; add title: … to the front matter")
    return FrontMatter(reader.fields, reader.is_draft), reader.problems


class _Reader:
    def __init__(self, source: Source, lines: Sequence[Line]) -> None:
        self._source = source
        self._lines = lines
        self.is_draft = False
        self.fields: dict[str, Field] = {}
        self.problems: list[Problem] = []
        self.seen: set[str] = set()

    def read(self, node: MappingNode, checks: dict[str, Check], prefix: str, *, requires: bool) -> None:
        for key, value in node.value:
            line = self._lines[key.start_mark.line].number
            name = prefix + (readable(str(key.value)) if isinstance(key, ScalarNode) else "?")
            if name.casefold() in _STATUS_NAMES:
                self._status(name, value)
            if name in self.seen:
                self.problem(line, "field-twice", f"{name} stands twice; remove one of them")
                continue
            self.seen.add(name)
            check = checks.get(name.removeprefix(prefix))
            if name == "requires" and requires:
                self._requires(value, line)
            elif check is None:
                known = ", ".join(prefix + known for known in _known(checks, requires))
                self.problem(line, "unknown-field", f"unknown field {name}; the fields are {known}")
            elif isinstance(found := check(value), Wrong):
                self.problem(line, "wrong-type", f"{name} {found.what}")
            else:
                self.fields[name] = Field(found, line)
            if check is not None and check in (_text, _texts):
                self._comments(name, value)

    def _status(self, name: str, value: Node) -> None:
        """Remember that the file is to be a draft, or that nobody knows."""
        if name != "status" or not isinstance(value, ScalarNode) or value.value != "ready":
            self.is_draft = True

    def _comments(self, name: str, value: Node) -> None:
        """Report what follows a text and is not read, since “ #” begins a comment."""
        for node in value.value if isinstance(value, SequenceNode) else (value,):
            line = self._lines[node.end_mark.line] if node.end_mark.line < len(self._lines) else None
            rest = line.text[node.end_mark.column :] if line else ""
            comment = rest.lstrip()
            if line and comment.startswith("#") and (rest.startswith(" #") or comment[1:2].strip()):
                message = (
                    f"“{comment}” is a comment and no part of {name}; put the whole text in quotes, "
                    "or the comment in a line of its own"
                )
                self.problems.append(Problem(self._source.place(line.number), "yaml-comment", message, "warning"))

    def _requires(self, value: Node, line: int) -> None:
        if isinstance(value, MappingNode):
            self.read(value, REQUIRES_FIELDS, "requires.", requires=False)
        else:
            remedy = "write {education: higher, experience_years: 2, experience_in: sales}"
            self.problem(line, "wrong-type", f"requires is not a set of fields; {remedy}")

    def problem(self, line: int, code: str, message: str) -> None:
        self.problems.append(Problem(self._source.place(line), code, message))


def _known(checks: dict[str, Check], requires: bool) -> Iterator[str]:
    yield from checks
    if requires:
        yield "requires"


def _no_front_matter(source: Source) -> Problem:
    first = source.lines[0] if source.lines else None
    if first and first.text.rstrip() == "---":
        message = "the front matter does not end; put --- on a line of its own after the last field"
        return Problem(source.place(), "broken-front-matter", message, last_line=source.lines[-1].number)
    message = "no front matter; begin the file with ---, title: … and ---"
    return Problem(source.place(), "no-front-matter", message)


def _broken(source: Source, number: int, why: str) -> Problem:
    message = f"the front matter is not valid YAML ({why}); mend this line, or put its value in quotes"
    return Problem(source.place(number), "broken-front-matter", message)
