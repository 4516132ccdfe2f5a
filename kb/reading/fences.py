"""Fences of code: where each begins and ends."""

import re
from collections.abc import Sequence

from kb.reading.source import Line

_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})([^`]*)$")


def fence_ends(lines: Sequence[Line]) -> dict[int, int]:
    """Return, for the index of each opening line, that behind the closing one; what never closes is no fence."""
    ends: dict[int, int] = {}
    hopeless: dict[str, int] = {}
    index = 0
    while index < len(lines):
        opening = _opening(lines[index].text)
        if opening is not None and len(opening) < hopeless.get(opening[0], len(opening) + 1):
            end = _closing(lines, index + 1, opening)
            if end is not None:
                ends[index] = end
                index = end
                continue
            hopeless[opening[0]] = len(opening)
        index += 1
    return ends


def fenced(lines: Sequence[Line]) -> list[bool]:
    """Tell of each line whether it stands in a fence of code, the lines that open and close it among them."""
    ends = fence_ends(lines)
    found = [False] * len(lines)
    for start, end in ends.items():
        found[start:end] = [True] * (end - start)
    return found


def _opening(text: str) -> str | None:
    if "```" not in text and "~~~" not in text:
        return None
    match = _FENCE.match(text)
    return match[1] if match else None


def _closing(lines: Sequence[Line], index: int, opening: str) -> int | None:
    for number in range(index, len(lines)):
        text = lines[number].text.strip()
        if len(text) >= len(opening) and text == opening[0] * len(text):
            return number + 1
    return None
