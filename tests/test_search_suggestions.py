"""What a suggestion is made of: names, words, clauses, each with its share of the room."""

import pytest

from kb.search.answers import Suggestion
from kb.search.documents import Documents
from kb.search.suggestions import Suggester
from tests.brute_force import BruteForce
from tests.search_engines import lexicons_of
from tests.search_library import RoleWritten, duties, library

CONTENT = library(
    *(
        RoleWritten(
            f"clerk-{number}",
            duties(**{f"c{number}_{at}": {"en": f"Counts clever things {number} {at}."} for at in range(4)}),
            titles={"en": [f"Clerk {number}", f"Clever person {number}"], "no": [f"Kontorist {number}"]},
        )
        for number in range(6)
    ),
    terms={"client": {"en": ["client", "clientele"], "no": ["klient"]}},
)


@pytest.fixture(scope="module")
def suggester() -> Suggester:
    return Suggester(CONTENT, lexicons_of(CONTENT), BruteForce(Documents(CONTENT)))


def kinds(found: tuple[Suggestion, ...]) -> list[str]:
    return [each.kind for each in found]


def test_every_kind_has_its_share_and_earlier_kinds_what_is_left(suggester: Suggester) -> None:
    assert kinds(suggester.suggest("cle", "en", 10)) == [*["role"] * 4, *["word"] * 2, *["clause"] * 4]
    assert kinds(suggester.suggest("cler", "en", 10)) == [*["role"] * 6, "word"]
    assert kinds(suggester.suggest("cl", "en", 10)) == [*["role"] * 6, "term", *["word"] * 2]
    assert kinds(suggester.suggest("cle", "en", 2)) == ["role", "role"]


def test_a_role_or_term_is_suggested_once_by_its_first_name(suggester: Suggester) -> None:
    assert [each.text for each in suggester.suggest("cli", "en", 10)] == ["client"]
    assert [each.text for each in suggester.suggest("cle", "en", 4)] == [f"Clerk {number}" for number in range(4)]


def test_all_words_but_the_last_are_whole_in_any_inflection(suggester: Suggester) -> None:
    assert [each.text for each in suggester.suggest("thing counting 3 clev", "en", 4)] == [
        *("Counts clever things 0 3.", "Counts clever things 1 3.", "Counts clever things 2 3."),
        "Counts clever things 3 0.",
    ]
    assert suggester.suggest("thin counting 3 clev", "en", 4) == ()


def test_a_suggestion_leads_to_its_page_in_the_reader_s_language(suggester: Suggester) -> None:
    assert [each.url for each in suggester.suggest("kontorist 3", "no", 1)] == ["/no/roles/clerk-3"]
    assert [each.url for each in suggester.suggest("klie", "en", 1)] == ["/en/glossary#client"]
