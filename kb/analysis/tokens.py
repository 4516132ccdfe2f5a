"""Split text into normalised tokens with their offsets and positions."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from kb.analysis.folding import fold

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f\u00ad\u200b-\u200d\u2060][^\W_]*)*")
"""Letters and digits, with the marks and invisible characters (soft hyphen, joiners) that do not end a word.

Written as runs, since an alternative for every letter takes three times as long.
"""

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060]")
"""Soft hyphens, zero-width spaces and joiners, which normalisation removes."""

_HYPHENS = frozenset("-‐‑")
"""The signs that join the parts of a hyphenated compound."""

_HYPHEN = re.compile("[-‐‑]")
"""One of _HYPHENS."""

_COMPOUND = re.compile(f"{_WORD.pattern}(?:{_HYPHEN.pattern}{_WORD.pattern})*")
"""A word, or several that hyphens join."""

Spelling = tuple[str, str]
"""A word casefolded, and folded."""


class Token(NamedTuple):
    """One word of a text.

    The parts of a hyphenated compound are tokens of their own; one more token is the whole compound, without
    its hyphens, at the position of its first part.
    """

    text: str
    """The word, normalised (NFKC) and casefolded."""
    folded: str
    """The word in the form in which spellings are compared."""
    start: int
    """The offset of its first character in the text."""
    end: int
    """The offset behind its last character."""
    position: int
    """Its number among the words of the text, from 0."""
    whole: bool = False
    """Whether it is a whole hyphenated compound."""


def tokens(text: str) -> list[Token]:
    """Return the tokens of *text* in order, hyphenated compounds in parts and then whole."""
    found: list[Token] = []
    position, first_part, before, is_compound = 0, 0, -2, False
    for match in _WORD.finditer(text):
        start, end = match.span()
        is_joined = start - before == 1 and text[before] in _HYPHENS
        if is_compound and not is_joined:
            found.append(_whole(found[first_part:]))
        if not is_joined:
            first_part = len(found)
        is_compound = is_joined
        for word, folded in _normalised(match.group()):
            found.append(Token(word, folded, start, end, position))
            position += 1
        before = end
    if is_compound:
        found.append(_whole(found[first_part:]))
    return found


def written_words(text: str) -> tuple[list[str], Sequence[int]]:
    """Return the words that tokens() finds in *text* as they are written, and their positions.

    It is faster than tokens(): spelling() normalises a word, and may be asked once for each different one.
    """
    if not unicodedata.is_normalized("NFKC", text):
        found = tokens(text)
        return [token.text for token in found], [token.position for token in found]
    if _HYPHEN.search(text):
        return _with_wholes(_COMPOUND.findall(text))
    written = _WORD.findall(text)
    return written, range(len(written))


def _with_wholes(compounds: Iterable[str]) -> tuple[list[str], list[int]]:
    words: list[str] = []
    positions: list[int] = []
    position = 0
    for compound in compounds:
        parts = _HYPHEN.split(compound)
        words.extend(parts)
        positions.extend(range(position, position + len(parts)))
        if len(parts) > 1:
            words.append("".join(parts))
            positions.append(position)
        position += len(parts)
    return words, positions


def spelling(written: str) -> Spelling:
    """Return the normalised spelling of a word that written_words() returned."""
    return _normalised(written)[0]


def words(text: str) -> Iterator[str]:
    """Yield the folded words of *text* in order, hyphenated compounds in parts only."""
    return (token.folded for token in tokens(text) if not token.whole)


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """Return the folded words of a *name*, as words() yields them; names are looked up again and again."""
    return tuple(words(name))


def _whole(parts: list[Token]) -> Token:
    text = "".join(part.text for part in parts)
    return Token(text, fold(text), parts[0].start, parts[-1].end, parts[0].position, whole=True)


@lru_cache(maxsize=100_000)
def _normalised(word: str) -> tuple[Spelling, ...]:
    """Return the spellings of *word*, several where NFKC expands a character: ½ is two numbers, ﷺ four words."""
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", word)).casefold()
    if plain.isalnum():
        return ((plain, fold(plain)),)
    return tuple((part, fold(part)) for part in _WORD.findall(unicodedata.normalize("NFC", plain)))
