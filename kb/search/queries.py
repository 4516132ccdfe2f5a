"""What a reader typed in, what is looked for out: words, phrases, prefixes, and what must not be there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from kb.analysis.tokens import Token, tokens

_CHUNK = re.compile(
    r"(?P<minus>(?<!\S)-)?(?:\"(?P<straight>[^\"]*)\"|«(?P<angled>[^»]*)»|[“„](?P<curled>[^”“]*)[”“])|(?P<plain>[^\s\"«“„]+|\S)"
)


@dataclass(frozen=True)
class Unit:
    """One thing looked for: a word, a phrase of words, or whatever begins with a prefix.

    *words* are casefolded. *whole* is the hyphenated compound that a word was typed in, without hyphens.
    """

    kind: Literal["word", "phrase", "prefix"]
    words: tuple[str, ...]
    typed: str
    whole: str | None = None


@dataclass(frozen=True)
class ParsedQuery:
    """What must be there, each thing once, what must not, and the wanted words as plain text."""

    wanted: tuple[Unit, ...]
    unwanted: tuple[Unit, ...]
    text: str


def parse_query(text: str) -> ParsedQuery:
    """Understand *text*; whatever is malformed is plain words."""
    wanted: dict[Unit, None] = {}
    unwanted: dict[Unit, None] = {}
    for chunk in _CHUNK.finditer(text):
        quoted = chunk["straight"] or chunk["angled"] or chunk["curled"]
        plain = chunk["plain"] or ""
        is_unwanted = bool(chunk["minus"]) or _is_minus(plain, text, chunk.start())
        units = _phrase(quoted) if quoted else _plain(plain, is_unwanted)
        (unwanted if is_unwanted else wanted).update(dict.fromkeys(units))
    return ParsedQuery(tuple(wanted), tuple(unwanted), " ".join(unit.typed for unit in wanted))


def _is_minus(plain: str, text: str, start: int) -> bool:
    return len(plain) > 1 and plain.startswith("-") and (start == 0 or text[start - 1].isspace())


def _phrase(quoted: str) -> Iterator[Unit]:
    parts = [token for token in tokens(quoted) if not token.whole]
    if parts:
        yield Unit("phrase", tuple(part.text for part in parts), quoted.strip())


def _plain(chunk: str, is_unwanted: bool) -> Iterator[Unit]:
    found = tokens(chunk)
    parts = [token for token in found if not token.whole]
    if is_unwanted and len(parts) > 1:
        yield Unit("phrase", tuple(part.text for part in parts), chunk)
        return
    for part in parts:
        if chunk.endswith("*") and part is parts[-1] and part.end == len(chunk.rstrip("*")):
            yield Unit("prefix", (part.text,), part.text)
        else:
            yield Unit("word", (part.text,), chunk[part.start : part.end], _whole(part, found))


def _whole(part: Token, found: list[Token]) -> str | None:
    wholes = (token for token in found if token.whole and token.start <= part.start and part.end <= token.end)
    return next((token.text for token in wholes), None)
