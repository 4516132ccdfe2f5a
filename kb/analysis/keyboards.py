"""Convert text typed with another keyboard layout (vtytl;th is менеджер)."""

from functools import cache

from kb.languages import Language


def retyped(text: str, typed: Language, meant: Language) -> str:
    """Return *text* with each sign of the *typed* layout replaced by that of the same key in the *meant* layout.

    Signs that the layout does not have stay as they are.
    """
    return text.translate(_table(typed, meant))


@cache
def _table(typed: Language, meant: Language) -> dict[int, int]:
    return str.maketrans("".join(typed.keyboard), "".join(meant.keyboard))
