"""A text in, its references out: numbers of laws, articles, standards and forms, which name and count nothing."""

import re
from collections.abc import Iterator
from functools import cache

from kb.bitext.vocabulary import named
from kb.languages import Language

_NUMBER = r"\d+(?:[.:]\d+)*(?:-\w+)*(?:\s?\(\w\))*"
_JOINED = re.compile(r"(?<![\w-])(?:([^\W\d_]{2,})-\d[\w.-]*|\d+-([^\W\d_]{2,})\b)")
"""A number that a hyphen joins to letters, which are capitals: ISCO-08, 565-ФЗ."""


def references(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Yield where the references of a *text* stand: “s. 60”, «п. 5 ч. 1 ст. 81», «§ 14-6», “the Act 1996”."""
    if not any(sign.isdigit() for sign in text):
        return
    yield from (match.span() for match in _pattern(language).finditer(text))
    yield from (match.span() for match in _JOINED.finditer(text) if (match[1] or match[2]).isupper())


@cache
def _pattern(language: Language) -> re.Pattern[str]:
    words = "|".join(map(_word, named(language, "reference")))
    more = rf"(?:,\s|\s?[-–—/]\s?|\s(?:{'|'.join(named(language, 'reference and'))})\s)"
    return re.compile(rf"(?:(?<![\w-])(?:{words})|[§№]+)\s?{_NUMBER}(?:{more}{_NUMBER}(?!\s?[^\W\d_%]))*")


def _word(word: str) -> str:
    """Return a pattern of a *word*, which may begin a sentence; capitals of its own it keeps."""
    return f"[{word[0].upper()}{word[0]}]{re.escape(word[1:])}"
