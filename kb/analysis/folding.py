"""Fold spelling variants of a word into one form.

A query is read by all languages, so the rules of all of them apply at once: ё is е, ø and oe are o.
"""

import unicodedata
from functools import lru_cache

from kb.languages import LANGUAGES

_FOREIGN_LETTERS = {"œ": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "th"}
"""Latin letters of other languages from which Unicode cannot take the mark."""

_OPTIONAL_LETTERS = {
    letter: plain for language in LANGUAGES for letter, plain in language.optional_letters.items()
}
"""Optional letters of all languages, each with its replacement."""

_VARIANTS = {variant: letter for language in LANGUAGES for variant, letter in language.spelling_variants.items()}
"""Spelling variants of all languages, letters and digraphs, each with the letter that it is folded to."""

_LETTERS = {variant: letter for variant, letter in _VARIANTS.items() if len(variant) == 1}
"""The variants that are single letters."""

_DIGRAPHS = tuple((variant, letter) for variant, letter in _VARIANTS.items() if len(variant) > 1)
"""The variants that are digraphs, in the order of replacement."""

_TO_LATIN_TWINS = str.maketrans(
    {letter: latin for language in LANGUAGES for letter, latin in language.latin_twins.items()}
)
"""Letters of other scripts to the Latin ones that look alike as capitals."""

_FROM_LATIN_TWINS = {ord(latin): chr(letter) for letter, latin in _TO_LATIN_TWINS.items()}
"""The same turned round."""

_LONGEST_ABBREVIATION = 5
"""Letters; longer words are not typed in the look-alike letters of another script."""


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return the form in which casefolded words are compared: ё as е, å and aa as a, ø, oe and ö as o, æ as a."""
    folded = word if word.isascii() else unicodedata.normalize("NFC", word).translate(_BARE)
    for pair, letter in _DIGRAPHS:
        folded = folded.replace(pair, letter)
    return folded


def without_optional_letters(text: str) -> str:
    """Return casefolded *text* as print without optional letters has it: ё as е."""
    return text if text.isascii() else text.translate(_PLAIN)


class _BareLetters(dict[int, str]):
    """Code points to letters without their marks, filled when first asked for.

    Only Latin letters lose their marks: й without its breve would be another letter.
    """

    def __missing__(self, number: int) -> str:
        letter = chr(number)
        self[number] = bare = "" if unicodedata.combining(letter) else _without_mark(letter)
        return bare


def _without_mark(letter: str) -> str:
    bare = unicodedata.normalize("NFD", letter)[0]
    return bare if bare.isascii() else letter


_PLAIN = str.maketrans(_OPTIONAL_LETTERS)
"""The translation table of without_optional_letters()."""

_BARE = _BareLetters(str.maketrans({**_FOREIGN_LETTERS, **_LETTERS, **_OPTIONAL_LETTERS}))
"""The translation table of fold(): the letters of the languages first, others by what Unicode says of them."""


def twin(word: str) -> str | None:
    """Return a short folded *word* in the look-alike letters of another script (кам is kam), or None."""
    if len(word) > _LONGEST_ABBREVIATION or word.isdecimal():
        return None
    other = word.translate(_FROM_LATIN_TWINS if word.isascii() else _TO_LATIN_TWINS)
    kept = (letter for letter, before in zip(other, word, strict=True) if letter == before)
    return other if other != word and all(letter.isdecimal() for letter in kept) else None


@lru_cache(maxsize=50_000)
def script(word: str) -> str | None:
    """Return the script of the first letter of *word* by its Unicode name (LATIN, CYRILLIC), or None."""
    for letter in word:
        if letter.isalpha():
            return unicodedata.name(letter, "").split(" ")[0]
    return None
