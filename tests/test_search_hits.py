"""A hit shows the best text for its reader, and where the match was."""

import pytest

from kb.search.answers import Excerpt, Hit
from kb.search.documents import Documents
from kb.search.highlight import Highlighter
from kb.search.hits import make_hit
from tests.search_library import RoleWritten, duties, library

CONTENT = Documents(
    library(
        RoleWritten(
            "a", duties(greet={"en": "Greets guests.", "no": "Hilser."}), titles={"en": ["Host", "Greeter"]}
        ),
        RoleWritten("b", duties(greet={"en": "Greets by name.", "ru": "Приветствует."}), source="ru"),
        guides={"writing": {"en": ["Greets.", "Ends."], "no": ["Hilser.", "Slutt."]}},
    )
)
GREETS = Highlighter(({"en": ((frozenset({"greets", "greeter"}),),), "no": ((frozenset({"hilser"}),),)},))


def hit(*keys: str, reader: str = "en", near: str | None = None, of_best: bool = False) -> Hit:
    found = tuple(CONTENT[key] for key in keys)
    return make_hit(CONTENT, found, reader, GREETS, near, of_best=of_best)


def test_a_clause_is_shown_as_its_best_document_words_it() -> None:
    found = hit("greet@b", "greet@a")

    assert (found.id, found.kind, found.section, found.roles) == ("greet", "clause", "duties", ("a", "b"))
    assert found.text == Excerpt("en", "<mark>Greets</mark> by name.", is_marked=True)
    assert (found.matched_languages, found.languages) == (("en", "no"), ("en", "no", "ru"))
    assert found.clause is not None
    assert found.clause.role == "b"


@pytest.mark.parametrize(
    ("keys", "reader", "expected"),
    [
        (("greet@a", "greet@b"), "no", ("no", "<mark>Hilser</mark>.")),
        (("greet@a", "greet@b"), "ru", ("ru", "Приветствует.")),
        (("greet@b",), "no", ("ru", "Приветствует.")),
        (("greet@a",), "ru", ("en", "<mark>Greets</mark> guests.")),
    ],
    ids=["match", "not matched", "the source", "the only source"],
)
def test_a_text_in_the_reader_s_language_else_in_the_source_s(
    keys: tuple[str, ...], reader: str, expected: tuple[str, str]
) -> None:
    found = hit(*keys, reader=reader).text

    assert (found.language, found.html) == expected


def test_of_a_role_that_is_named_nothing_but_its_own_wordings_match() -> None:
    assert hit("greet@b", "greet@a", of_best=True).matched_languages == ("en",)


def test_a_role_is_matched_in_its_names() -> None:
    found = hit("role:a")

    assert (found.kind, found.roles, found.section, found.clause) == ("role", ("a",), None, None)
    assert [text.html for text in found.texts] == ["Host · <mark>Greeter</mark>"]


def test_a_passage_is_shown_in_the_reader_s_language_where_its_guide_has_it() -> None:
    assert hit("guide:writing@en:first:1", reader="no").text.html == "<p>Slutt.</p>"
    assert hit("guide:writing@en:first:1", reader="ru").text.html == "<p>Ends.</p>"
    assert (hit("guide:writing@en:first:0").heading, hit("guide:writing@en:first:0").roles) == ("first", ())


def test_what_is_near_in_meaning_is_matched_in_the_nearest_text() -> None:
    found = hit("greet@b", near="ru")
    by_meaning = make_hit(CONTENT, (CONTENT["greet@b"],), "en", Highlighter(()), "ru")

    assert found.matched_by == "words"
    assert (by_meaning.matched_by, by_meaning.matched_languages) == ("meaning", ("ru",))
