"""Split compounds into their parts: kundefordringer is kunde, fordringer.

The rules of a language (linking letters, exceptions) stand in `compounds/<code>.txt` beside this module.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kb.languages import Language

_FOLDER = Path(__file__).parent / "compounds"
"""The files of rules, one a language that writes compounds as one word."""

_SHORTEST_PART = 4
"""Letters; shorter parts must be listed in the rules, since most short words are endings, too."""

_MOST_PARTS = 4
"""Longer compounds are left whole."""

IsWord = Callable[[str], bool]
"""A test whether a casefolded word can be one part of a compound."""

Parts = tuple[str, ...]
"""One split of a compound: its parts in order, without linking letters."""


@dataclass(frozen=True)
class _Rules:
    """The splitting rules of one language: linking letters, and exceptions by position in the compound."""

    vowels: str
    links: tuple[str, ...]
    short: frozenset[str]
    never_first: frozenset[str]
    never_last: frozenset[str]

    def can_end(self, part: str) -> bool:
        """Tell whether *part* is long enough, or listed, to end a compound."""
        return part in self.short or (len(part) >= _SHORTEST_PART and part not in self.never_last)


def split_compound(word: str, language: Language, is_first: IsWord, is_last: IsWord) -> tuple[Parts, ...]:
    """Return the splits of a casefolded compound *word*, the best first; empty where it is no compound.

    *is_first* tests a part before another (a lemma), *is_last* the last one (any word form). The best split has
    the fewest parts, then the longest first part; others are returned only where they differ in the last part
    alone: butikk-selger and butikk-s-elger are both possible without knowing which words take a link. A language
    without a file of rules raises FileNotFoundError.
    """
    found = list(_splits(word, _rules(language), is_first, is_last, _MOST_PARTS))
    if not found:
        return ()
    best = min(found, key=lambda parts: (len(parts), -len(parts[0]), -len(parts[-1])))
    return (best, *(parts for parts in found if _is_rival(parts, best)))


def _is_rival(parts: Parts, best: Parts) -> bool:
    return parts != best and len(parts) == len(best) and parts[:-1] == best[:-1]


def _splits(text: str, rules: _Rules, is_first: IsWord, is_last: IsWord, most: int) -> Iterator[Parts]:
    for end in range(_SHORTEST_PART, len(text) - 2):
        first = text[:end]
        if first in rules.never_first or not is_first(first):
            continue
        for rest in _after_link(first, text[end:], rules):
            if rules.can_end(rest) and is_last(rest):
                yield (first, rest)
            if most > 2:
                yield from ((first, *parts) for parts in _splits(rest, rules, is_first, is_last, most - 1))


def _after_link(first: str, rest: str, rules: _Rules) -> Iterator[str]:
    """Yield *rest* as a whole and, where *first* ends in no vowel, without each link that it begins with."""
    yield rest
    if first[-1] not in rules.vowels:
        yield from (rest.removeprefix(link) for link in rules.links if rest.startswith(link))


@cache
def _rules(language: Language) -> _Rules:
    found: dict[str, list[str]] = {"links": [], "short": [], "never first": [], "never last": []}
    for line in (_FOLDER / f"{language.code}.txt").read_text(encoding="utf-8").splitlines():
        name, colon, listed = line.partition(": ")
        if colon and not line.startswith("#"):
            found[name].extend(listed.split())
    return _Rules(
        vowels=language.vowels,
        links=tuple(found["links"]),
        short=frozenset(found["short"]),
        never_first=frozenset(found["never first"]),
        never_last=frozenset(found["never last"]),
    )
