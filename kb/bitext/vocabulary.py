"""What the checks know of each language, from the files beside this module: names to words and phrases."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kb.languages import Language

_FOLDER = Path(__file__).parent / "words"


@cache
def vocabulary(language: Language) -> tuple[tuple[str, str], ...]:
    """Return every word or phrase that is known of *language*, each with its name."""
    return tuple(_entries((_FOLDER / f"{language.code}.txt").read_text(encoding="utf-8")))


@cache
def named(language: Language, name: str) -> tuple[str, ...]:
    """Return the words and phrases of one *name*."""
    return tuple(phrase for known, phrase in vocabulary(language) if known == name)


@cache
def numbered(language: Language, name: str) -> tuple[tuple[str, str], ...]:
    """Return the words of `name …`, such as `prefix 2`, each with what stands after the name."""
    begun = f"{name} "
    return tuple(
        (known.removeprefix(begun), phrase) for known, phrase in vocabulary(language) if known.startswith(begun)
    )


def _entries(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        name, colon, listed = line.partition(":")
        if colon and not line.startswith("#"):
            yield from ((name, phrase.strip()) for phrase in listed.split(","))
