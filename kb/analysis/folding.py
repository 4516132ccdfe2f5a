"""Spellings that readers use for one another, made one: a word in, the form that search compares out."""

import unicodedata
from functools import lru_cache

# Only Latin letters lose their marks: й without its breve would be another letter, ё is the one exception.
_LETTERS = str.maketrans({"ё": "е", "ø": "o", "æ": "a", "œ": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th"})
_DIGRAPHS = (("aa", "a"), ("ae", "a"), ("oe", "o"))

# Capitals that look alike in the two scripts: КАМ and KAM, В2В and B2B are typed for one another.
_CYRILLIC_TWINS = str.maketrans("авекмнорстух", "abekmhopctyx")
_LATIN_TWINS = str.maketrans("abekmhopctyx", "авекмнорстух")
_LONGEST_ABBREVIATION = 5


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return the form in which casefolded words are compared: ё as е, å and aa as a, ø, oe and ö as o, æ as a."""
    folded = word if word.isascii() else unicodedata.normalize("NFC", word).translate(_BARE)
    for pair, letter in _DIGRAPHS:
        folded = folded.replace(pair, letter)
    return folded


class _BareLetters(dict[int, str]):
    """Letters without their marks, by their numbers, found when first asked for."""

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        self[number] = bare = "" if unicodedata.combining(letter) else _without_mark(letter)
        return bare


def _without_mark(letter: str) -> str:
    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if bare.isascii() else letter


_BARE = _BareLetters(_LETTERS)


def twin(word: str) -> str | None:
    """Return a short folded *word* in look-alike letters of the other script, or None where it has none."""
    if len(word) > _LONGEST_ABBREVIATION or word.isdecimal():
        return None
    other = word.translate(_LATIN_TWINS if word.isascii() else _CYRILLIC_TWINS)
    kept = (letter for letter, before in zip(other, word, strict=True) if letter == before)
    return other if other != word and all(letter.isdecimal() for letter in kept) else None


@lru_cache(maxsize=50_000)
def script(word: str) -> str | None:
    """Return the script of the first letter of *word* as Unicode names it (LATIN, CYRILLIC), or None."""
    for letter in word:
        if letter.isalpha():
            return unicodedata.name(letter, "").split(" ")[0]
    return None
