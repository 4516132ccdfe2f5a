"""Words are counted as they are written, by language; the glossary's are known without being counted."""

from kb.search.documents import Documents
from kb.search.vocabulary import counted, glossary_words, index_term, spellings, with_glossary
from tests.search_library import RoleWritten, duties, library

CONTENT = library(
    RoleWritten(
        "host",
        duties(greet={"en": "Greets guests, greets all.", "ru": "Ведёт учёт."}),
        titles={"en": ["Host", "Greeter"], "ru": ["Хозяин"]},
    ),
    terms={"guest": {"en": ["guest", "~visitor"], "no": ["gjest"]}},
    guides={"writing": {"en": ["Write well."]}},
)


def test_an_index_term_is_casefolded_and_its_letters_folded() -> None:
    assert [index_term(word) for word in ("Учёт", "Nøkkel", "CRM")] == ["учет", "nokkel", "crm"]


def test_spellings_of_one_word_are_counted_together() -> None:
    assert counted([("Guests", 2), ("guests", 1), ("GUESTS", 1), ("host", 1)]) == {"guests": 4, "host": 1}


def test_words_of_texts_titles_and_names_are_counted_by_language() -> None:
    found = spellings(Documents(CONTENT))

    assert found["ru"] == {"ведёт": 1, "учёт": 1, "хозяин": 1}
    assert found["en"] == {
        **{"greets": 2, "guests": 1, "all": 1, "host": 1, "greeter": 1},
        **{"write": 1, "well": 1, "writing": 1, "first": 1},
    }
    assert found["no"] == {}


def test_words_of_notes_and_search_names_are_counted_too() -> None:
    host = RoleWritten(
        "host", duties(a={"en": "Bows."}), {"en": ["Host", "(usher)"]}, notes={"a": {"en": ["Low."]}}
    )

    assert spellings(Documents(library(host)))["en"] == {"bows": 1, "host": 1, "usher": 1, "low": 1}


def test_a_hyphenated_compound_is_counted_in_parts_and_whole() -> None:
    content = library(RoleWritten("host", duties(use={"en": "CRM-system"}), titles={"en": ["Host"]}))

    assert spellings(Documents(content))["en"] == {"crm": 1, "system": 1, "crmsystem": 1, "host": 1}


def test_search_names_of_terms_are_words_of_the_glossary() -> None:
    content = library(terms={"guest": {"en": ["guest", "(caller)"]}})

    assert glossary_words(content)["en"] == {"guest", "caller"}


def test_words_of_the_glossary_are_known_be_they_avoided_and_count_nothing() -> None:
    assert glossary_words(CONTENT)["en"] == {"guest", "visitor"}
    assert with_glossary({"en": {"guest": 3}, "no": {}}, CONTENT) == {
        "en": {"guest": 3, "visitor": 0},
        "no": {"gjest": 0},
    }
