"""Which words of a query the content has, which look like names, and which stand on another keyboard."""

import pytest

from kb.search.query.known import KnownWords, is_name
from kb.search.query.letters import OtherLetters, changed
from kb.search.query.parsing import parse_query
from tests.search_engines import lexicons_of
from tests.search_library import RoleWritten, duties, library

TEXTS = {"en": "Plans sales by KPI.", "ru": "Планирует продажи.", "no": "Følger kundefordringer."}


@pytest.fixture(scope="module")
def known() -> KnownWords:
    return KnownWords(lexicons_of(library(RoleWritten("seller", duties(plan=TEXTS)))))


@pytest.mark.parametrize(
    ("word", "expected"),
    [("plan", True), ("планируют", True), ("fordring", True), ("the", True), ("moat", False), ("plnas", False)],
)
def test_the_content_has_a_word_in_any_inflection_or_as_a_part(
    known: KnownWords, word: str, expected: bool
) -> None:
    assert known.finds(word) == expected


def test_a_word_is_had_in_one_language_by_its_forms_and_not_by_a_part(known: KnownWords) -> None:
    assert (known.has("no", "kundefordring"), known.has("no", "fordring"), known.has("en", "plan")) == (
        *(True, False, True),
    )


def test_a_word_is_spelt_right_that_a_dictionary_has_though_the_content_does_not(known: KnownWords) -> None:
    assert [known.is_spelt_right(word) for word in ("moat", "plans", "plnas")] == [True, True, False]


@pytest.mark.parametrize(("word", "expected"), [("plan", True), ("ab", False), ("the", False), ("2nd", False)])
def test_short_words_stop_words_and_what_has_digits_say_nothing(
    known: KnownWords, word: str, expected: bool
) -> None:
    assert known.is_distinctive(word) == expected


def test_strange_is_what_the_content_does_not_have_misspelt_what_no_dictionary_has_either(
    known: KnownWords,
) -> None:
    query = parse_query("plans moat plnas 2nd")

    assert [token.text for token in known.out_of_vocabulary(query)] == ["moat", "plnas"]
    assert [token.text for token in known.misspelt(query)] == ["plnas"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KAM", True),
        ("iPhone", True),
        ("ask Ivanov", True),
        ("Ivanov", False),
        ("plan", False),
        ("PLANNING", False),
    ],
)
def test_what_looks_like_a_name(text: str, expected: bool) -> None:
    query = parse_query(text)

    assert is_name(query.spelt[-1], query) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ghjlf;b", "продажи"), ("ыфдуы", "sales"), ("plans", "plans"), ("moat", "moat")],
)
def test_what_was_typed_on_another_keyboard(known: KnownWords, text: str, expected: str) -> None:
    assert changed(text, OtherLetters(known).retype(parse_query(text))) == expected


def test_what_was_typed_in_other_letters(known: KnownWords) -> None:
    letters = OtherLetters(known)

    assert changed("prodazhi", letters.transliterate(parse_query("prodazhi"))) == "продажи"
    assert changed("кпи", letters.latinise(parse_query("кпи"))) == "kpi"


def test_changes_are_made_from_the_end_so_that_places_hold() -> None:
    assert changed("one two three", {(0, 3): "1", (8, 13): "3"}) == "1 two 3"
