"""A text typed on the keyboard of one language in, what the same keys type on another's out."""

from functools import cache

from kb.languages import Language


def retyped(text: str, typed: Language, meant: Language) -> str:
    """Return what the keys of *text*, typed on the keyboard of one language, type on that of another."""
    return text.translate(_table(typed, meant))


@cache
def _table(typed: Language, meant: Language) -> dict[int, int]:
    return str.maketrans("".join(typed.keyboard), "".join(meant.keyboard))
