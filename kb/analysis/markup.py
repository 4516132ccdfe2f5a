"""Sanitised HTML in, its text apart from its tags out."""

import re
from collections.abc import Callable

_PIECES = re.compile(r"(<[^>]*>|&(?:#?\w+);)")


def split_text(html: str) -> list[str]:
    """Return the pieces of *html*: text, then a tag or an entity, then text again, and so on."""
    return _PIECES.split(html)


def map_text(html: str, change: Callable[[str], str]) -> str:
    """Return *html* with each run of text *change*d; tags and entities stay as they are."""
    pieces = split_text(html)
    pieces[::2] = [change(piece) if piece else piece for piece in pieces[::2]]
    return "".join(pieces)
