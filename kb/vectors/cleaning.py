"""Normalise texts to short plain words for the embedding model.

The model's native code overflows on text that compatibility normalisation lengthens, takes seconds for long text,
and fails on lone surrogates; so all text is normalised, stripped and cut before it gets there.
"""

import unicodedata

from kb.analysis.folding import without_optional_letters

QUERY_LENGTH = 200
"""Characters of a query that are embedded."""
TEXT_LENGTH = 400
"""Characters of a text that are embedded: the longest wording that the authors' rules allow."""


def clean(text: str, length: int) -> str:
    """Return the letters, digits and spaces of *text* in their compatibility form, *length* characters at most."""
    # What is far too long is cut first: normalising may lengthen it eighteen times.
    normal = unicodedata.normalize("NFKC", text[: 2 * length])
    return " ".join("".join(letter if letter.isalnum() else " " for letter in normal).split())[:length].strip()


def in_plain_letters(text: str) -> str:
    """Return *text* in small letters, ё as е: readers type either, and the model would tell them apart."""
    return without_optional_letters(text.casefold())
