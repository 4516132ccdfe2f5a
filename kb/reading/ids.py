"""Ids: what one may look like, and how it stands in a line, as `{#id}` or `{#id .mark}`."""

import re
from dataclasses import dataclass

from kb.reading.letters import MARGIN

RULE = "use small Latin letters, digits and single hyphens, a letter first, 80 characters at most"

_ID = re.compile(r"[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,79}")
_FURNITURE = "ui-"
"""Ids of the pages' own elements begin so, and must not meet a clause's."""

_TAG = re.compile(r"\{[ \t]*:?[ \t]*#([^{}]*)\}")
_BEFORE_STOP = re.compile(r"[ \u00a0]?" + _TAG.pattern + r"(?=[.,;:!?])")
_UNFINISHED = re.compile(r"\{[ \t]*:?[ \t]*#(?![^{}]*\})")
_OPENED = re.compile(r"\{[ \t]*:?[ \t]*#")
_SIMPLE = re.compile(r"[\w-]+")
_MARK = re.compile(r"\.[\w-]+")


@dataclass(frozen=True)
class Tagged:
    """The text before a trailing `{#id .mark}`, the id, None without one, and its marks without dots."""

    text: str
    id: str | None
    marks: tuple[str, ...] = ()


def is_id(text: str) -> bool:
    """Tell whether *text* may stand as an id."""
    return _ID.fullmatch(text) is not None and not text.startswith(_FURNITURE)


def split_tag(text: str) -> Tagged:
    """Part *text* from the `{#id .mark}` at its end."""
    if text[-1:] in MARGIN:
        text = text.rstrip(MARGIN)
    match = _TAG.fullmatch(text, text.rfind("{")) if text[-1:] == "}" and "{" in text else None
    if match is None:
        return Tagged(text, None)
    before, id = text[: match.start()].rstrip(MARGIN), match[1]
    if _SIMPLE.fullmatch(id):
        return Tagged(before, id)
    id, *marks = match[1].split() or [""]
    if not all(_MARK.fullmatch(mark) for mark in marks):
        id, marks = match[1].strip(), []
    return Tagged(before, id, tuple(mark[1:] for mark in marks))


def has_tag(text: str) -> bool:
    """Tell whether *text* ends in a `{#id}`."""
    if text[-1:] in MARGIN:
        text = text.rstrip(MARGIN)
    return text[-1:] == "}" and _TAG.fullmatch(text, max(text.rfind("{"), 0)) is not None


def with_ends(text: str) -> str:
    """Return *text* with an end for each id that it leaves unfinished: no other line becomes part of it."""
    return _UNFINISHED.sub("{#}", text) if "{" in text else text


def left_over(text: str) -> list[str]:
    """Return the ids that stand in the midst of *text*, as they are written."""
    if "{" not in text:
        return []
    return [match[1].strip() for match in _TAG.finditer(text)] or ["…"] * bool(_OPENED.search(text))


def without_tags(text: str) -> str:
    """Return *text* without ids, finished or not."""
    return _OPENED.sub(" ", _TAG.sub("", _BEFORE_STOP.sub("", text))) if "{" in text else text
