"""Text typed on another keyboard layout is converted key by key."""

from itertools import permutations

import pytest

from kb.analysis.keyboards import retyped
from kb.languages import LANGUAGES, Language, language


@pytest.mark.parametrize(
    ("text", "typed", "meant", "expected"),
    [
        ("vtytl;th", "en", "ru", "менеджер"),
        ("Ghjlf;b", "en", "ru", "Продажи"),
        ("ьфтфпук", "ru", "en", "manager"),
        ("l'rer", "en", "no", "lærer"),
        ("план 中", "en", "ru", "план 中"),
    ],
)
def test_each_key_gives_the_sign_of_the_other_layout(text: str, typed: str, meant: str, expected: str) -> None:
    assert retyped(text, language(typed), language(meant)) == expected


@pytest.mark.parametrize(("typed", "meant"), [*permutations(LANGUAGES, 2)], ids=lambda each: each.code)
def test_letters_survive_the_way_there_and_back(typed: Language, meant: Language) -> None:
    letters = "".join(typed.keyboard)

    assert retyped(retyped(letters, typed, meant), meant, typed) == letters
