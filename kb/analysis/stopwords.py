"""The words that carry no meaning of their own in a query, per language, from files beside this module."""

from functools import cache
from pathlib import Path

from kb.languages import Language

_FOLDER = Path(__file__).parent / "stopwords"


@cache
def stop_words(language: Language) -> frozenset[str]:
    """Return the stop words of *language*, casefolded; negations and modals are never among them."""
    lines = (_FOLDER / f"{language.code}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
