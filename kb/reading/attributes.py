"""What stands in the tags of HTML besides their names: what is kept of it, and a warning for the rest."""

import re
from collections.abc import Sequence

from kb.errors import Problem
from kb.reading.comments import code_spans
from kb.reading.source import Line, Source

ALLOWED_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}

ATTRIBUTES = r"""(?:\s++[\w:-]++\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>=`]++))*+"""
"""The attributes of a tag, their values with or without quotation marks."""

_ATTRIBUTE = re.compile(r"""\s([\w:-]++)\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"']++)""")


def dropped_attributes(
    lines: Sequence[Line], source: Source, fenced: Sequence[bool], tag: re.Pattern[str]
) -> list[Problem]:
    """Return a warning for each line with a *tag* that says more than is kept of it."""
    problems: list[Problem] = []
    for index, line in enumerate(lines):
        if fenced[index] or "=" not in line.text or "<" not in line.text:
            continue
        code = code_spans(line.text)
        tags = (match for match in tag.finditer(line.text) if not any(a < match.start() < b for a, b in code))
        if names := dict.fromkeys(name for match in tags for name in _dropped(match[0])):
            message = f"attributes that are not kept ({', '.join(names)}); remove them"
            problems.append(Problem(source.place(line.number), "attribute-not-kept", message, "warning"))
    return problems


def _dropped(tag: str) -> list[str]:
    """Return the names of the attributes in a *tag* that are not kept."""
    allowed = ALLOWED_ATTRIBUTES.get(re.split(r"[\s/>]", tag[1:], maxsplit=1)[0].lower(), set())
    return [match[1] for match in _ATTRIBUTE.finditer(tag) if match[1].lower() not in allowed]
