"""What is read where the language asked for has nothing."""

import pytest

from tests.search_library import RoleWritten, duties, library

GUARD = RoleWritten(
    "guard",
    duties(greet={"en": "Greets.", "no": "Hilser.", "ru": "Встречает."}, lock={"en": "Locks.", "ru": "Запирает."}),
    titles={"no": ("Vakt",), "ru": ("Охранник",)},
    source="ru",
)
WRITTEN = library(
    GUARD,
    RoleWritten("host", duties(seat={"no": "Plasserer."}), source="ru"),
    terms={"door": {"no": ("dør",), "ru": ("дверь",)}},
    guides={"doors": {"no": ("Dører.",), "ru": ("Двери.",)}},
)


@pytest.mark.parametrize(
    ("clause", "language", "text"),
    [("greet", "no", "Hilser."), ("lock", "no", "Запирает."), ("lock", "en", "Locks.")],
)
def test_a_clause_is_read_in_the_language_or_in_the_source_s(clause: str, language: str, text: str) -> None:
    role = WRITTEN.role("guard")
    assert role is not None
    found = role.clause(clause)
    assert found is not None

    assert role.best_wording(found, language).text == text


def test_a_clause_that_the_source_lacks_too_is_read_in_what_there_is() -> None:
    role = WRITTEN.role("host")
    assert role is not None

    assert role.best_wording(next(role.clauses), "en").text == "Plasserer."
    assert role.best_version("en").language == "no"


@pytest.mark.parametrize(("language", "read"), [("ru", "ru"), ("no", "no"), ("en", "ru")])
def test_a_guide_and_a_term_are_read_in_the_language_or_the_first(language: str, read: str) -> None:
    guide, term = WRITTEN.guide("doors"), WRITTEN.term("door")
    assert guide is not None
    assert term is not None

    assert (guide.best_version(language).language, term.best_entry(language).language) == (read, read)
