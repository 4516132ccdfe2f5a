"""The marks of list items, those of Markdown and those that people and word processors write."""

import re
from dataclasses import dataclass

from kb.reading.ids import has_tag
from kb.reading.letters import BLANKS, MARGIN, indent

_BULLETS = "•·▪▫◦‣⁃●○■□►▶➢➤✓✔✅☐☑−‒―\uf0a7\uf0b7\uf0d8\uf076\uf0fc"
"""Bullets of word processors and web pages, among them those of the fonts Symbol and Wingdings."""

_DASHES = "—–"
_BLANK = f"[{BLANKS}]"
_MARK = re.compile(
    rf"""(?P<bullet>[-*+]|[{_DASHES}{_BULLETS}]) (?:{_BLANK}|\u200b|\ufeff)
    | (?P<glyph>[{_BULLETS}]) (?={_BLANK}*+[^\W_])
    | o\t
    | (?P<number>\d{{1,9}}) \\?[.)] {_BLANK}
    | (?P<levels>(?:\d{{1,3}}\.){{1,6}}) (?P<last>\d{{1,3}}) (?P<end>[.)]?) (?:{_BLANK}|(?=[^\W\d_]))
    | \((?P<inside>\d{{1,3}})\) {_BLANK}
    | \(?(?P<letter>[^\W\d_])\) {_BLANK}
    | (?P<roman>[IVX]{{1,5}}|[ivx]{{1,5}}) [.)] {_BLANK}
    | (?P<tight>\d{{1,3}}) [.)] (?=[^\W\d_])
    | (?P<dash>[-*+{_DASHES}]) (?=[^\W\d_])""",
    re.VERBOSE,
)
_RULE = re.compile(r"(?:[-*_][ \t\u00a0]*+){3,}")
_PLAIN = re.compile(r"(?:[-*+]|(\d{1,9})[.)]) ")
_AFTER_LETTER = ").IVXivx\t"
"""What may stand behind the first letter of a mark: a), I., III., o."""


@dataclass(frozen=True)
class Mark:
    """The mark of an item: *column* is how far it is indented, *start* where the text after it begins.

    *number* is None for a bullet. A *doubtful* one may as well be the text of a paragraph that goes on.
    """

    column: int
    mark_start: int
    start: int
    number: int | None
    doubtful: bool

    def is_like(self, other: "Mark") -> bool:
        """Tell whether both number their items, or neither does."""
        return (self.number is None) == (other.number is None)

    def is_followed_by(self, text: str) -> bool:
        """Tell, without looking twice, whether *text* is plainly the next item of the same list."""
        plain = _PLAIN.match(text)
        return plain is not None and (self.number is None) == (plain[1] is None)


def find_mark(text: str) -> Mark | None:
    """Return the mark that *text* begins with, if it is a list item."""
    if plain := _PLAIN.match(text):
        return _plain(text, plain)
    if text[:1].isalpha() and text[1:2] not in _AFTER_LETTER:
        return None
    at = len(text) - len(text.lstrip(MARGIN))
    match = _MARK.match(text, at)
    if match is None:
        return None
    start = len(text) - len(text[match.end() :].lstrip(MARGIN))
    if start == len(text) or _RULE.fullmatch(text, at):
        return None
    if not _is_meant(match, text[start : start + 1], text):
        return None
    return Mark(
        column=indent(text[:at]),
        mark_start=at,
        start=start,
        number=_number(match),
        doubtful=_is_doubtful(match),
    )


def _plain(text: str, match: re.Match[str]) -> Mark | None:
    """Return the mark of a line as Markdown has it, which most are."""
    start = match.end()
    if text[start : start + 1] in MARGIN:
        start = len(text) - len(text[start:].lstrip(MARGIN))
    if start == len(text) or (not match[1] and _RULE.fullmatch(text)):
        return None
    number = int(match[1]) if match[1] else None
    return Mark(0, 0, start, number, doubtful=number is not None and number > 1)


def _is_meant(match: re.Match[str], first: str, text: str) -> bool:
    """Tell a mark from the beginning of a sentence: 2.5 years, -5, 3.e, *emphasis*."""
    if match["dash"]:
        return has_tag(text) and (match["dash"] != "*" or text.count("*") == 1)
    if match["levels"] and not match["end"]:
        return first.isupper()
    return not match["tight"] or first.isupper() or has_tag(text)


def _number(match: re.Match[str]) -> int | None:
    digits = match["number"] or match["last"] or match["inside"] or match["tight"]
    if digits:
        return int(digits)
    return 1 if match["letter"] or match["roman"] else None


def _is_doubtful(match: re.Match[str]) -> bool:
    bullet = match["bullet"] or ""
    return bool(match["letter"] or match["roman"] or (bullet and bullet in _DASHES)) or (
        match["number"] is not None and int(match["number"]) > 1
    )


def is_rule(text: str) -> bool:
    """Tell whether *text* is a line across the page."""
    return _RULE.fullmatch(text.strip(BLANKS)) is not None
