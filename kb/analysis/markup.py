"""Separate the text of sanitised HTML from tags and entities."""

import re
from collections.abc import Callable

_TAG_OR_ENTITY = re.compile(r"(<[^>]*>|&(?:#?\w+);)")
"""A tag, or a character reference (&amp;, &#8211;)."""


def split_text(html: str) -> list[str]:
    """Return *html* in pieces, by turns text (perhaps empty) and a tag or entity; text comes first and last."""
    return _TAG_OR_ENTITY.split(html)


def map_text(html: str, change: Callable[[str], str]) -> str:
    """Return *html* with *change* applied to each run of text; tags and entities stay as they are."""
    pieces = split_text(html)
    pieces[::2] = [change(piece) if piece else piece for piece in pieces[::2]]
    return "".join(pieces)
