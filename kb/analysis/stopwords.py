"""Read the stop words of a language from its file."""

from functools import cache
from pathlib import Path

from kb.languages import Language

_FOLDER = Path(__file__).parent / "stopwords"
"""The files of stop words, `<code>.txt` for each language; comments begin with a number sign."""


@cache
def stop_words(language: Language) -> frozenset[str]:
    """Return the casefolded stop words of *language*; negations and modals carry meaning and are none.

    A language without a file raises FileNotFoundError.
    """
    lines = (_FOLDER / f"{language.code}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
