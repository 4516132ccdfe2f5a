"""The line of a glossary entry to its terms: preferred, admitted, avoided, and those that only lead a search."""

from collections.abc import Callable
from dataclasses import dataclass

_STRIKE = "~~"


@dataclass(frozen=True)
class Names:
    """The terms of an entry, the preferred one first among the *usable*; problems as code and message."""

    usable: tuple[str, ...]
    avoided: tuple[str, ...]
    search: tuple[str, ...]
    problems: tuple[tuple[str, str], ...]


def read_names(text: str, plain: Callable[[str], str]) -> Names:
    """Read the terms in *text*, parted by semicolons; *plain* takes emphasis from one.

    Between two `~~` all are avoided, however many semicolons stand there.
    """
    usable: list[str] = []
    avoided: list[str] = []
    search: list[str] = []
    struck = False
    for part in text.split(";"):
        marks = part.count(_STRIKE)
        within = struck or marks > 0
        struck ^= marks % 2 == 1
        name = part.replace(_STRIKE, "").strip()
        is_search = name.startswith("(") and name.endswith(")") and name.find(")") == len(name) - 1
        name = plain(name[1:-1] if is_search else name)
        if name:
            (search if is_search else avoided if within else usable).append(name)
    problems = []
    if struck:
        message = "the ~~ that strikes out terms does not end; write ~~ behind the last of them"
        problems.append(("strike-without-end", message))
    return Names(tuple(usable), tuple(avoided), tuple(search), tuple(problems))
