"""Text of an author to Markdown in which nothing is markup but what may be shown: the rest is escaped.

Python-Markdown drops or mangles what it half understands: `<line manager>`, `[Salary]: …`, a lone tick or star.
Here each such sign is found in one pass and made text, so that it is shown as it was written; emphasis becomes its
tags.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.reading.emphasis import Emphasis
from kb.reading.references import label_of

INLINE_TAGS = frozenset({"a", "abbr", "b", "br", "code", "em", "i", "s", "strong", "sub", "sup"})
LIST_TAGS = frozenset({"li", "ol", "ul"})
BLOCK_TAGS = frozenset({"blockquote", "p", "table", "tbody", "td", "th", "thead", "tr"})
ALLOWED_TAGS = INLINE_TAGS | LIST_TAGS | BLOCK_TAGS
"""Everything a content file may show; any other tag is text."""

SIGNS = re.compile(r"[\\`*_\[\]<&~\n]")
"""What may be markup: text without any of it needs no Markdown."""

_NAMES = "|".join(sorted(ALLOWED_TAGS, key=len, reverse=True))
_TAG = re.compile(
    rf"<(?:/(?:{_NAMES})|(?:{_NAMES})(?:\s++[\w:-]++\s*+=\s*+(?:\"[^\"<>]*+\"|'[^'<>]*+'))*+)\s*+/?>",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(r"<(?:https?://[^\s<>]++|[\w.+-]++@[\w-]++(?:\.[\w-]++)++)>", re.IGNORECASE)
_NEXT = re.compile(r"\\|`+|<|\[|\]|\*+|_+|~~")
_TARGET = re.compile(
    r"""\(\s*+ (?:<[^<>\n]*+> | (?:[^\s()<>] | \([^\s()]*+\))*+ ) (?:\s++(?:"[^"\n]*+"|'[^'\n]*+'))? \s*+\)
      | \([^()\n]++\)""",
    re.VERBOSE,
)
_LABEL = re.compile(r"\[([^\[\]]*+)\]")
_ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!")
"""What Python-Markdown takes a backslash from; `<`, `|`, `~` and `&` are ours."""


@dataclass
class Guarded:
    """Markdown that is safe to render, and the links in it whose address nobody gives."""

    markdown: str = ""
    unknown: list[str] = field(default_factory=list)


def guard(text: str, addresses: Mapping[str, str]) -> Guarded:
    """Escape what is no markup in *text*; *addresses* are those that stand apart from their links, by label."""
    guarded = Guarded()
    links = _links(text, addresses, guarded.unknown) if "[" in text else {}
    openings = {opening for opening, _, _ in links.values()}
    runs = _runs(text) if "`" in text else {}
    parts: list[str] = []
    emphasis = Emphasis(text, parts)
    at = 0
    while match := _NEXT.search(text, at):
        start, sign = match.start(), match[0]
        parts.append(text[at:start])
        at = match.end()
        if sign == "\\":
            piece, at = _escape(text, at)
        elif sign[0] == "`":
            end = runs.get(start)
            piece, at = (text[start:end], end) if end else ("\\`" * len(sign), at)
        elif sign == "<":
            tag = _TAG.match(text, start) or _AUTOMATIC.match(text, start)
            piece, at = (tag[0], tag.end()) if tag else ("&lt;", at)
        elif sign[0] in "*_~":
            piece = emphasis.run(start, sign)
        elif sign == "[":
            piece = "[" if start in openings else "\\["
        elif start in links:
            _, piece, at = links[start]
        else:
            piece = "\\]"
        parts.append(piece)
    parts.append(text[at:])
    guarded.markdown = "".join(parts)
    return guarded


def _escape(text: str, at: int) -> tuple[str, int]:
    """Return what stands for a backslash and the sign behind it, and where the text goes on."""
    sign = text[at : at + 1]
    if sign and sign in _ESCAPABLE:
        return f"\\{sign}", at + 1
    if sign and sign in "<|~&":
        return f"&#{ord(sign)};", at + 1
    return "\\\\", at


def _runs(text: str) -> dict[int, int]:
    """Return where each span of `code` begins and ends."""
    found: dict[int, int] = {}
    runs = [(match.start(), match.end()) for match in re.finditer(r"`+", text)]
    until = 0
    following: dict[int, list[int]] = {}
    for start, end in runs:
        following.setdefault(end - start, []).append(end)
    for start, end in runs:
        ends = following[end - start]
        while ends and ends[0] <= end:
            ends.pop(0)
        escaped = start > 0 and text[start - 1] == "\\"
        if start >= until and ends and not escaped and text[end : ends[0] - (end - start)].strip():
            found[start] = until = ends[0]
    return found


def _links(text: str, addresses: Mapping[str, str], unknown: list[str]) -> dict[int, tuple[int, str, int]]:
    """Return, by where the words of a link end, where they begin, what follows them, and where that ends."""
    links: dict[int, tuple[int, str, int]] = {}
    openings: list[int] = []
    at = 0
    while match := re.compile(r"\\.|[\[\]]").search(text, at):
        at = match.end()
        if match[0] == "[":
            openings.append(match.start())
        elif match[0] == "]" and openings:
            opening = openings.pop()
            target = _target(text, opening, match.start(), addresses, unknown)
            if target is not None:
                links[match.start()] = (opening, target[0], target[1])
                at = target[1]
                # No link stands within another.
                openings.clear()
    return links


def _target(
    text: str, opening: int, closing: int, addresses: Mapping[str, str], unknown: list[str]
) -> tuple[str, int] | None:
    """Return what follows the words of a link, and where it ends; None for brackets that are no link."""
    if match := _TARGET.match(text, closing + 1):
        return f"]{match[0]}", match.end()
    words = text[opening + 1 : closing]
    label = _LABEL.match(text, closing + 1)
    if label is not None and words.strip():
        address = addresses.get(label_of(label[1] or words))
        if address:
            return f"](<{address}>)", label.end()
        if label[1]:
            unknown.append(f"[{words}]{label[0]}")
    return None
