"""Spelling variants are folded into one form; look-alike letters have twins."""

import pytest

from kb.analysis.folding import fold, script, twin, without_optional_letters


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("отчёт", "отчет"),
        ("nøkkel", "nokkel"),
        ("nøkkel", "noekkel"),
        ("måned", "maaned"),
        ("æra", "aera"),
        ("ö", "ø"),
    ],
)
def test_spellings_that_stand_for_one_another_are_folded_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("word", "folded"),
    [("été", "ete"), ("łódź", "lodz"), ("þing", "thing"), ("œuvre", "ouvre"), ("е\u0301сли", "если")],
)
def test_marks_and_foreign_letters_are_folded(word: str, folded: str) -> None:
    assert fold(word) == folded


def test_й_and_и_stay_apart() -> None:
    assert fold("мой") != fold("мои")


def test_optional_letters_alone_are_replaced() -> None:
    assert without_optional_letters("всё ещё å ø й") == "все еще å ø й"


@pytest.mark.parametrize(
    ("word", "expected"),
    [("кам", "kam"), ("kam", "кам"), ("в2в", "b2b"), ("crm", None), ("2", None), ("план", None)],
)
def test_short_words_have_twins_in_the_other_script(word: str, expected: str | None) -> None:
    assert twin(word) == expected


@pytest.mark.parametrize(("word", "expected"), [("план", "CYRILLIC"), ("2b", "LATIN"), ("42", None)])
def test_the_first_letter_tells_the_script(word: str, expected: str | None) -> None:
    assert script(word) == expected
