"""Words are transliterated between Latin and Cyrillic letters, into words of the content."""

import pytest

from kb.analysis.transliteration import latinised, roughly_transliterated, transliterated
from kb.languages import LANGUAGES, Language, language

RUSSIAN = language("ru")
WORDS = sorted(["менеджер", "менеджмент", "отчет", "объект", "письмо", "юрист", "щит"])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("menedzher", ["менеджер"]),
        ("otchet", ["отчет"]),
        ("otchyot", ["отчет"]),
        ("pismo", ["письмо"]),
        ("obekt", ["объект"]),
        ("yurist", ["юрист"]),
        ("shchit", ["щит"]),
        ("mened", []),
        ("manager", []),
        ("", []),
    ],
)
def test_latin_letters_give_words_of_the_content(word: str, expected: list[str]) -> None:
    assert list(transliterated(word, RUSSIAN, WORDS)) == expected


def test_ambiguous_letters_give_every_word_that_fits() -> None:
    assert list(transliterated("mel", RUSSIAN, sorted(["мел", "мель", "мэл"]))) == ["мел", "мель", "мэл"]


@pytest.mark.parametrize(
    ("word", "expected"), [("кпи", ["kpi"]), ("экселя", []), ("црм", ["crm"]), ("кам", ["kam"])]
)
def test_cyrillic_letters_give_latin_words_of_the_content(word: str, expected: list[str]) -> None:
    assert list(latinised(word, RUSSIAN, ["crm", "excel", "kam", "kpi"])) == expected


def test_any_word_is_transliterated_roughly_signs_without_an_entry_staying() -> None:
    assert roughly_transliterated("shchet-42", RUSSIAN) == "щет-42"


@pytest.mark.parametrize(
    "each", [each for each in LANGUAGES if not each.transliteration], ids=lambda each: each.code
)
def test_a_language_in_latin_letters_has_no_transliteration(each: Language) -> None:
    assert list(transliterated("plan", each, ["plan"])) == list(latinised("plan", each, ["plan"])) == []
    assert roughly_transliterated("plan", each) == "plan"
