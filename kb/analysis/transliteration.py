"""A word in Latin letters in, the words in the letters of a language that it may stand for out."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kb.languages import Language


def transliterated(word: str, language: Language, known: Sequence[str]) -> Iterator[str]:
    """Yield those of the *known* folded words, given in order, that a casefolded Latin *word* may stand for."""
    if language.transliteration:
        yield from dict.fromkeys(found for found in _readings("", word, language, known) if _has(known, found))


def roughly_transliterated(word: str, language: Language) -> str:
    """Return the likeliest letters of *language* for a casefolded *word*, be it a word or not; others stay."""
    table, done = language.transliteration, 0
    letters = []
    while done < len(word):
        ends = range(min(len(word), done + _longest(language)), done, -1)
        end = next((end for end in ends if word[done:end] in table), done + 1)
        letters.append(table.get(word[done:end], (word[done:end],))[0])
        done = end
    return "".join(letters)


def _readings(done: str, rest: str, language: Language, known: Sequence[str]) -> Iterator[str]:
    """Yield what *done* and letters for the *rest* make, as long as a known word begins so."""
    table = language.transliteration
    if not _begins(known, done):
        return
    beginnings = [done, *(done + unwritten for unwritten in table.get("", ()) if done)]
    if not rest:
        yield from beginnings
    for end in range(1, min(len(rest), _longest(language)) + 1):
        for letters in table.get(rest[:end], ()):
            for beginning in beginnings:
                yield from _readings(beginning + letters, rest[end:], language, known)


def _longest(language: Language) -> int:
    return max(map(len, language.transliteration), default=0)


def _begins(known: Sequence[str], prefix: str) -> bool:
    at = bisect_left(known, prefix)
    return at < len(known) and known[at].startswith(prefix)


def _has(known: Sequence[str], word: str) -> bool:
    at = bisect_left(known, word)
    return at < len(known) and known[at] == word
