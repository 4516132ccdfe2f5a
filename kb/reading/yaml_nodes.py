"""YAML 1.2 to nodes that know their lines; whatever the parser makes of a text, it ends in nodes or in a fault."""

from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import Node

from kb.reading.letters import clean

_MOST_BRACKETS = 500
"""The parser takes more than linear time for brackets within brackets."""

_FAULTS = (
    YAMLError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What ruamel.yaml raises: not every fault of a document reaches us as a YAMLError."""


@dataclass(frozen=True)
class Fault:
    """Why a text is no YAML; *line* counts from 0."""

    line: int
    why: str


class _Yaml(YAML):
    """The parser without plug-ins, which it would look for on disk for every file."""

    def official_plug_ins(self) -> list[str]:
        return []


def compose(text: str) -> Node | Fault | None:
    """Return the node that *text* is, None for one without any."""
    if text.count("[") + text.count("{") > _MOST_BRACKETS:
        return Fault(0, "it has too many brackets")
    try:
        node: Node | None = _Yaml(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Fault(mark.line if mark else 0, readable((error.problem or "it cannot be read").strip()))
    except _FAULTS:
        return Fault(0, "it holds what no text can hold, or goes too deep")
    return node


def readable(name: str) -> str:
    """Return a name as text that can be printed, whatever it holds."""
    if name.isascii() and name.isprintable() and 0 < len(name) < 80:
        return name
    return clean(name.encode("utf-8", "replace").decode())[:80] or "?"
