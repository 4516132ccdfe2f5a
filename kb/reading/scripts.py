"""Words of letters that look alike and are not: lines in, a warning for each word that mixes two scripts out."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from kb.errors import Problem
from kb.reading.source import Line, Source

_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_BESIDE = re.compile("[A-Za-z\u00c0-\u024f](?:(?=[\u0400-\u052f])|(?<=[\u0400-\u052f][A-Za-z\u00c0-\u024f]))")
_WORD = re.compile(r"[^\W\d_]+")
_SCRIPTS = ((_LATIN, "Latin"), (_CYRILLIC, "Cyrillic"))


def has_mixed_words(text: str) -> bool:
    """Tell whether any letters of two scripts stand side by side in *text*."""
    return not text.isascii() and _CYRILLIC.search(text) is not None and _BESIDE.search(text) is not None


def mixed_words(lines: Iterable[Line], source: Source) -> Iterator[Problem]:
    """Yield a warning for each word of Latin and Cyrillic letters, which no search and no reader finds."""
    for line in lines:
        if not has_mixed_words(line.text):
            continue
        for match in _WORD.finditer(line.text):
            if _CYRILLIC.search(match[0]) and _LATIN.search(match[0]):
                yield _problem(source, line, match[0])


def _problem(source: Source, line: Line, word: str) -> Problem:
    counted = [(len(pattern.findall(word)), name, pattern) for pattern, name in _SCRIPTS]
    (_, few, stray), (_, many, _) = sorted(counted, key=lambda each: each[0])
    letters = "".join(dict.fromkeys(stray.findall(word)))[:5]
    named = ", ".join(unicodedata.name(letter, "?").capitalize() for letter in letters)
    message = (
        f"“{word[:60]}” mixes letters of two scripts: “{letters}” is {few} ({named}) among {many} ones; "
        "type the word anew"
    )
    return Problem(source.place(line.number), "mixed-letters", message, "warning")
