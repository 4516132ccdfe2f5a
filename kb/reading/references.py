"""Addresses that stand apart from their links (`[guard][g]`, then `[g]: guard.md`): lines in, addresses out."""

import re
from collections.abc import Sequence

from kb.errors import Problem
from kb.reading.letters import one_line
from kb.reading.source import Line, Source

_DEFINITION = re.compile(r"[ \t]{0,3}\[([^\[\]]+)\]:[ \t]*(<[^<>]*>|[^\s<>]+)[ \t]*$")
_ADDRESS = re.compile(r"[^/]*(?:/|:|#|\.md)", re.IGNORECASE)


def take_references(
    lines: Sequence[Line], source: Source, fenced: Sequence[bool]
) -> tuple[list[Line], dict[str, str], list[Problem]]:
    """Return the lines that are no definition of an address in use, the addresses by label, and the problems."""
    found = {
        index: match
        for index, line in enumerate(lines)
        if "]:" in line.text and not fenced[index] and (match := _DEFINITION.match(line.text))
    }
    if not found:
        return list(lines), {}, []
    text = "\n".join(line.text for index, line in enumerate(lines) if index not in found)
    used = {label_of(label) for label in re.findall(r"\]\[([^\[\]]+)\]", text)}
    used |= {label_of(label) for label in re.findall(r"\[([^\[\]]+)\]\[\]", text)}
    addresses: dict[str, str] = {}
    problems: list[Problem] = []
    kept = list(lines)
    for index, match in reversed(found.items()):
        label = label_of(match[1])
        if label in used and _ADDRESS.match(match[2]):
            addresses[label] = match[2].strip("<>")
            place = source.place(lines[index].number)
            message = f"the address of [{match[1]}] stands apart from its link; write [words]({addresses[label]})"
            problems.append(Problem(place, "address-apart", message, "warning"))
            del kept[index]
    return kept, addresses, problems


def label_of(text: str) -> str:
    """Return the label of an address as it is compared."""
    return one_line(text).casefold()
