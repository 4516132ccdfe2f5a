"""Transliterate words between Latin and a language's own script."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from kb.languages import Language


def transliterated(word: str, language: Language, known: Sequence[str]) -> Iterator[str]:
    """Yield the *known* words that a casefolded *word* in Latin letters may transliterate (menedzher is менеджер).

    *known* are folded words in ascending order. Languages in Latin script have none.
    """
    table = language.transliteration
    if table:
        yield from dict.fromkeys(found for found in _spellings("", word, table, known) if _has(known, found))


def latinised(word: str, language: Language, known: Sequence[str]) -> Iterator[str]:
    """Yield the *known* Latin words that a casefolded *word* in another script may transliterate (кпи is kpi).

    *known* are folded words in ascending order. Languages in Latin script have none.
    """
    table = _latin(language)
    if table:
        yield from dict.fromkeys(found for found in _spellings("", word, table, known) if _has(known, found))


@lru_cache(maxsize=16)
def _latin(language: Language) -> Mapping[str, tuple[str, ...]]:
    """Return the inverted transliteration table of *language*: its letters to Latin ones."""
    table: dict[str, tuple[str, ...]] = {}
    for latin, options in language.transliteration.items():
        for letters in options:
            table[letters] = (*table.get(letters, ()), latin)
    return table


def roughly_transliterated(word: str, language: Language) -> str:
    """Return a casefolded Latin *word* in the likeliest letters of *language*, in vocabulary or not.

    Signs without an entry in the table stay as they are.
    """
    table, done = language.transliteration, 0
    letters = []
    while done < len(word):
        ends = range(min(len(word), done + _longest(table)), done, -1)
        end = next((end for end in ends if word[done:end] in table), done + 1)
        letters.append(table.get(word[done:end], (word[done:end],))[0])
        done = end
    return "".join(letters)


def _spellings(done: str, rest: str, table: Mapping[str, tuple[str, ...]], known: Sequence[str]) -> Iterator[str]:
    """Yield *done* with each transliteration of *rest*, pruned to beginnings of known words."""
    if not _begins(known, done):
        return
    beginnings = [done, *(done + unwritten for unwritten in table.get("", ()) if done)]
    if not rest:
        yield from beginnings
    for end in range(1, min(len(rest), _longest(table)) + 1):
        for letters in table.get(rest[:end], ()):
            for beginning in beginnings:
                yield from _spellings(beginning + letters, rest[end:], table, known)


def _longest(table: Mapping[str, tuple[str, ...]]) -> int:
    return max(map(len, table), default=0)


def _begins(known: Sequence[str], prefix: str) -> bool:
    at = bisect_left(known, prefix)
    return at < len(known) and known[at].startswith(prefix)


def _has(known: Sequence[str], word: str) -> bool:
    at = bisect_left(known, word)
    return at < len(known) and known[at] == word
