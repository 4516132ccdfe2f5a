import pytest

from kb.interface.labels import (
    CLAUSE_LABELS,
    EDUCATION_LABELS,
    EXPERIENCE_LABELS,
    FACET_LABELS,
    clause_label,
    education_label,
    experience_label,
    facet_label,
    group_label,
    note_message,
    same_label,
)
from kb.languages import LANGUAGES, Language, language
from kb.model import EDUCATIONS, SECTION_KINDS
from kb.search.answers import EXPERIENCES, FACETS


def test_every_value_has_a_label() -> None:
    assert tuple(CLAUSE_LABELS) == SECTION_KINDS
    assert tuple(EDUCATION_LABELS) == EDUCATIONS
    assert tuple(EXPERIENCE_LABELS) == EXPERIENCES
    assert tuple(FACET_LABELS) == FACETS


@pytest.mark.parametrize(
    ("code", "years", "field", "label"),
    [
        ("en", None, "sales", None),
        ("en", 0, None, "None required"),
        ("en", 1, "sales", "1 year in sales"),
        ("en", 2, None, "2 years"),
        ("ru", 1, "продажи", "1 год (продажи)"),
        ("ru", 2, "продажи", "2 года (продажи)"),
        ("ru", 5, None, "5 лет"),
        ("ru", 21, None, "21 год"),
        ("no", 2, "salg", "2 år innen salg"),
    ],
)
def test_experience(code: str, years: int | None, field: str | None, label: str | None) -> None:
    assert experience_label(years, field, language(code)) == label


@pytest.mark.parametrize(
    ("code", "labels"),
    [
        ("en", ("Duty", "The same duty in", "Professionals", "Higher", "Available in")),
        (
            "ru",
            (
                "Обязанность",
                "Та же обязанность:",
                "Специалисты высшего уровня квалификации",
                "Высшее",
                "Есть на языке",
            ),
        ),
    ],
)
def test_labels_are_in_the_language_asked_for(code: str, labels: tuple[str, ...]) -> None:
    reader = language(code)

    assert labels == (
        clause_label("duties", reader),
        same_label("duties", reader),
        group_label("2", reader),
        education_label("higher", reader),
        facet_label("language", reader),
    )


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_what_has_no_label_of_its_own_has_a_general_one(language: Language) -> None:
    assert same_label("pay", language) == same_label("skills", language) != same_label("duties", language)
    assert group_label("", language) != group_label("2", language)
    assert education_label(None, language) is None


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_note_names_the_words_that_were_left_out(language: Language) -> None:
    assert "ice cream" in note_message("fewer-words", {"words": "ice cream"}, language)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("code", ["spelling", "layout", "transliteration"])
def test_a_correction_names_the_query_and_an_offer_asks(language: Language, code: str) -> None:
    assert "100 % ice" in note_message(code, {"searched": "100 % ice"}, language)
    assert note_message(code, {"suggested": "ice"}, language).endswith("?")
