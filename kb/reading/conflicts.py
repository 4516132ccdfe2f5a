"""What a merge left in a file: lines in, the numbers of its marker lines and of the other side's lines out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kb.errors import Problem
from kb.reading.source import Line, Source

_MARKER = re.compile(r"(<{7}|>{7}|\|{7}|={7})(?:$|[ \t])")
_MIDDLE = "======="
_MARKERS = ("<<<<<<<", _MIDDLE, ">>>>>>>", "|||||||")


@dataclass(frozen=True)
class Conflicts:
    """Line numbers: the *markers*, and what stands on *their* side of a merge."""

    markers: frozenset[int] = frozenset()
    theirs: frozenset[int] = frozenset()

    def problems(self, source: Source) -> list[Problem]:
        """Return a problem for each marker."""
        message = "a mark of a merge that was not finished; keep one of the two versions, and remove the marks"
        return [Problem(source.place(number), "merge-marker", message) for number in sorted(self.markers)]


def find_conflicts(lines: Sequence[Line], text: str) -> Conflicts:
    """Find the markers of an unfinished merge in *lines*, whose *text* is looked through first."""
    if not any(marker in text for marker in _MARKERS):
        return Conflicts()
    markers: list[int] = []
    theirs: list[int] = []
    side = ""
    for index, line in enumerate(lines):
        match = _MARKER.match(line.text) if line.text[:7] in _MARKERS else None
        if match and (side or not _is_ordinary(match[1], lines, index)):
            markers.append(line.number)
            side = "" if match[1][0] == ">" else match[1][0]
        elif side in ("=", "|"):
            theirs.append(line.number)
    return Conflicts(frozenset(markers), frozenset(theirs))


def _is_ordinary(marker: str, lines: Sequence[Line], index: int) -> bool:
    """Tell whether the line can be something else outside a conflict: the line under a heading, or of a table."""
    if marker == _MIDDLE:
        return index > 0 and not lines[index - 1].is_blank
    return marker[0] == "|"
