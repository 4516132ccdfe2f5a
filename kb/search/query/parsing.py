"""Parse a typed query into terms, phrases, exclusions and filters."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kb.analysis.tokens import Token, name_words, tokens, words
from kb.languages import LANGUAGES
from kb.model import SECTION_KINDS
from kb.search.answers import Filters, TypedFilter

_CHUNK = re.compile(
    r"(?P<filter>(?<!\S)(?P<facet>section|role):(?:\"[^\"]*\"|«[^»]*»|[^\s\"«]+)(?!\S))"
    r"|(?P<minus>(?<!\S)[-−–])?(?:\"(?P<straight>[^\"]*)\"|«(?P<angled>[^»]*)»|[“„](?P<curled>[^”“]*)[”“])"
    r"|(?P<plain>[^\s\"«“„]+|\S)",
    re.IGNORECASE,
)
"""A part of a query: a filter, something in quotes, with a minus or without, or plain text."""

_MINUSES = "-−–"
"""The minus as it is typed, and the dashes that programs make of it."""

FilterNames = Mapping[str, Mapping[str, str]]
"""The values of typed filters: facet to written words, folded, to value."""


@dataclass(frozen=True)
class SearchTerm:
    """A query term as typed: a word, a phrase of words, or a prefix.

    *words* are casefolded. *whole* is the hyphenated compound that a word was typed in, without hyphens.
    """

    kind: Literal["word", "phrase", "prefix"]
    words: tuple[str, ...]
    typed: str
    whole: str | None = None


@dataclass(frozen=True)
class ParsedQuery:
    """A query in parts: wanted terms, each once, unwanted ones, the wanted as plain text, and filters.

    *spelt* are the wanted words as they stand in the text that was *typed*, but for prefixes.
    """

    wanted: tuple[SearchTerm, ...]
    unwanted: tuple[SearchTerm, ...]
    text: str
    filters: Filters
    typed: str
    spelt: tuple[Token, ...]


def filter_names(roles: Iterable[tuple[str, str]]) -> FilterNames:
    """Return the names of filters: those of *roles*; kinds of section and their headings in every language.

    Each of *roles* is a name with an id; of roles with equal names the first is meant.
    """
    sections: dict[str, str] = {}
    for kind in SECTION_KINDS:
        for name in (kind, *(heading for language in LANGUAGES for heading in language.headings[kind])):
            sections.setdefault(" ".join(name_words(name)), kind)
    by_name: dict[str, str] = {}
    for name, id in roles:
        by_name.setdefault(" ".join(name_words(name)), id)
    return {"section": sections, "role": by_name}


def parse_query(text: str, names: FilterNames | None = None) -> ParsedQuery:
    """Parse *text*; malformed parts are plain words, and so is a filter that is not among *names*."""
    wanted: dict[SearchTerm, None] = {}
    unwanted: dict[SearchTerm, None] = {}
    spelt: list[Token] = []
    filters = Filters()
    for chunk in _CHUNK.finditer(text):
        facet, value = _filter(chunk, names or {})
        if value is not None:
            filters = filters.joined(Filters(**{facet: (value,)}))
            continue
        quoted = chunk["straight"] or chunk["angled"] or chunk["curled"]
        plain = chunk["plain"] or chunk["filter"] or ""
        is_unwanted = bool(chunk["minus"]) or _is_minus(plain, text, chunk.start())
        terms = tuple(_phrase(quoted) if quoted else _plain(plain, is_unwanted))
        (unwanted if is_unwanted else wanted).update(dict.fromkeys(terms))
        if not is_unwanted and all(term.kind != "prefix" for term in terms):
            spelt.extend(_placed(chunk))
    plain_text = " ".join(term.typed for term in wanted)
    return ParsedQuery(tuple(wanted), tuple(unwanted), plain_text, filters, text, tuple(spelt))


def typed_filters(text: str, names: FilterNames) -> Iterator[TypedFilter]:
    """Yield the filters in *text*, in its order."""
    for chunk in _CHUNK.finditer(text):
        facet, value = _filter(chunk, names)
        if value is not None:
            yield TypedFilter(facet, value, f"{text[: chunk.start()]}{text[chunk.end() :].lstrip()}".strip())


def without_filters(text: str, names: FilterNames) -> str:
    """Return *text* without the filters in it."""
    while first := next(typed_filters(text, names), None):
        text = first.text_without
    return text


def _filter(chunk: re.Match[str], names: FilterNames) -> tuple[str, str | None]:
    if not chunk["filter"]:
        return "", None
    facet = chunk["facet"].casefold()
    written = chunk["filter"].partition(":")[2]
    return facet, names.get(facet, {}).get(" ".join(words(written)))


def _placed(chunk: re.Match[str]) -> Iterator[Token]:
    """Yield the words of *chunk* with their places in the whole text."""
    for token in tokens(chunk.group()):
        yield token._replace(start=chunk.start() + token.start, end=chunk.start() + token.end)


def _is_minus(plain: str, text: str, start: int) -> bool:
    return len(plain) > 1 and plain[0] in _MINUSES and (start == 0 or text[start - 1].isspace())


def _phrase(quoted: str) -> Iterator[SearchTerm]:
    parts = [token for token in tokens(quoted) if not token.whole]
    if parts:
        yield SearchTerm("phrase", tuple(part.text for part in parts), quoted.strip())


def _plain(chunk: str, is_unwanted: bool) -> Iterator[SearchTerm]:
    found = tokens(chunk)
    parts = [token for token in found if not token.whole]
    if is_unwanted and len(parts) > 1:
        yield SearchTerm("phrase", tuple(part.text for part in parts), chunk)
        return
    for part in parts:
        if chunk.endswith("*") and part is parts[-1] and part.end == len(chunk.rstrip("*")):
            yield SearchTerm("prefix", (part.text,), part.text)
        else:
            yield SearchTerm("word", (part.text,), chunk[part.start : part.end], _whole(part, found))


def _whole(part: Token, found: list[Token]) -> str | None:
    wholes = (token for token in found if token.whole and token.start <= part.start and part.end <= token.end)
    return next((token.text for token in wholes), None)
