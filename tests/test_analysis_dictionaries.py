"""Dictionaries give lemmas for word forms, and forms for lemmas."""

import pytest

from kb.analysis.dictionaries import open_dictionary
from kb.languages import LANGUAGES, Language, language


@pytest.mark.parametrize(
    ("code", "word", "lemmas"),
    [
        ("en", "plans", ("plan",)),
        ("en", "better", ("good", "better")),
        ("en", "anonymisations", ("anonymisation",)),
        ("en", "xqzwx", ()),
        ("ru", "клиентами", ("клиент",)),
        ("ru", "лучше", ("хороший",)),
        ("no", "rabatter", ("rabattere", "rabatt")),
        ("no", "leder", ("led", "leder")),
        ("no", "kundens", ("kunde",)),
    ],
)
def test_a_form_has_its_lemmas(code: str, word: str, lemmas: tuple[str, ...]) -> None:
    assert open_dictionary(language(code)).lemmas(word) == lemmas


def test_the_second_word_of_a_set_phrase_is_no_lemma_of_the_first() -> None:
    assert open_dictionary(language("ru")).lemmas("дебиторской") == ()


def test_only_a_stop_word_has_a_stop_word_as_lemma() -> None:
    dictionary = open_dictionary(language("no"))

    assert dictionary.lemmas("er") == ("være",)
    assert "være" not in dictionary.lemmas("værende")


def test_forms_and_lemmas_are_told_apart() -> None:
    dictionary = open_dictionary(language("en"))

    assert [(dictionary.knows(word), dictionary.is_lemma(word)) for word in ("plans", "plan", "xqzwx")] == [
        (True, False),
        (True, True),
        (False, False),
    ]


def test_lemmas_have_all_their_forms() -> None:
    forms = open_dictionary(language("en")).forms(["plan", "child"])

    assert {"plan", "plans", "planned", "planning", "child", "children"} <= set(forms)


def test_the_word_list_has_forms_lemmas_names_and_abbreviations() -> None:
    words = open_dictionary(language("en")).word_list()

    assert [word in words for word in ("plans", "plan", "london", "usa", "xqzwx")] == [
        True,
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize("each", LANGUAGES, ids=lambda each: each.code)
def test_a_dictionary_that_is_open_is_not_read_again(each: Language) -> None:
    assert open_dictionary(each) is open_dictionary(each)
