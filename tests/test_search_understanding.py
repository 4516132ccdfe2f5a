"""What is typed becomes a question that any engine answers: words expanded, small words left out, names named."""

import pytest

from kb.analysis.terms import term_finder
from kb.search.answers import Filters
from kb.search.engines import PhraseExpansion, WordExpansion
from kb.search.query.expansion import Expander
from kb.search.query.naming import Naming, role_names, section_headings
from kb.search.query.parsing import SearchTerm, filter_names, parse_query
from kb.search.query.understanding import Understood, understand
from tests.search_engines import lexicons_of
from tests.search_library import RoleWritten, duties, library

CONTENT = library(
    RoleWritten(
        "seller",
        duties(
            plan={"en": "Plans sales; has skills.", "no": "Har en salgsplan og skiller kunder fra venner."},
            collect={"en": "Collects debts.", "no": "Krever inn kundefordringer."},
        ),
        titles={"en": ["Seller", "Shop assistant"], "no": ["Selger"]},
    ),
    terms={"debt": {"en": ["debt"], "no": ["kundefordring"]}},
)
NAMES = filter_names([("seller", "seller")])


@pytest.fixture(scope="module")
def expander() -> Expander:
    return Expander(lexicons_of(CONTENT))


@pytest.fixture(scope="module")
def naming(expander: Expander) -> Naming:
    lexicons = expander.lexicons
    headings = section_headings(NAMES["section"], lexicons)
    return Naming(term_finder(CONTENT.terms, lexicons), role_names(CONTENT, lexicons), headings, expander)


def understood(text: str, naming: Naming) -> Understood:
    return understand(parse_query(text, NAMES), naming)


def test_a_word_stands_for_its_inflections_in_every_language(expander: Expander) -> None:
    term = expander.word("plan")

    assert (term.kind, term.words["en"]) == ("word", WordExpansion({"plans": 0.9}))
    assert set(term.words["no"].words) == {"salgsplan"}


def test_what_one_language_has_letter_by_letter_counts_little_as_a_form_of_another(expander: Expander) -> None:
    found = expander.word("skills").words

    assert found["en"].words == {"skills": 1.0}
    assert max(found["no"].words.values(), default=0.0) <= 0.3


def test_a_compound_stands_for_its_parts_too(expander: Expander) -> None:
    parts = expander.word("kundeplan").words["no"].parts

    assert [set(part) for part in parts] == [{"kunder", "kundefordring", "kundefordringer"}, {"salgsplan"}]


def test_a_prefix_stands_for_all_words_that_begin_so(expander: Expander) -> None:
    found = expander.expand(SearchTerm("prefix", ("kunde",), "kunde")).words

    assert found["no"].words == {"kundefordring": 1.0, "kundefordringer": 1.0, "kunder": 1.0}


def test_a_phrase_has_its_words_as_typed_and_their_forms(expander: Expander) -> None:
    found = expander.expand(SearchTerm("phrase", ("plan", "sale"), "plan sale")).phrases

    assert found["en"] == PhraseExpansion(("plan", "sale"), (frozenset({"plans"}), frozenset({"sales"})))


def test_equal_terms_are_one_object(expander: Expander) -> None:
    assert expander.word("debt") is expander.word("debt")


def test_stop_words_are_left_out_unless_there_is_nothing_else(naming: Naming) -> None:
    assert [term.typed for term in understood("the plan of a sale", naming).terms] == ["plan", "sale"]
    assert [term.typed for term in understood("of the", naming).terms] == ["of", "the"]


def test_filters_that_are_typed_are_within_and_what_has_a_minus_is_excluded(naming: Naming) -> None:
    question = understood('plan section:duties -debts -"own sales"', naming).question

    assert question.within == Filters(section=("duties",))
    assert [term.kind for term in question.excluded] == ["word", "phrase"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("seller debts", [((0,), "role"), ((1,), "term")]),
        ("shop assistants duties", [((0, 1), "role"), ((2,), "section")]),
        ("kunde fordringer", [((0, 1), "compound"), ((0, 1), "term")]),
        ("seller", []),
        ("plan", []),
    ],
)
def test_what_words_name_answers_in_their_place(
    naming: Naming, text: str, expected: list[tuple[tuple[int, ...], str]]
) -> None:
    found = understood(text, naming)

    assert [(each.terms, each.kind) for each in found.question.alternatives] == expected
    assert found.names_a_role == any(kind == "role" for _, kind in expected)


def test_roles_that_the_query_names_stand_in_tiers_the_exactest_first(naming: Naming) -> None:
    assert understood("seller", naming).question.named_roles == (("seller",), (), ("seller",), (), ())
    assert understood("shop assistants", naming).question.named_roles == ((), (), (), ("seller",), ())


def test_a_page_is_asked_for_and_what_only_counts_asks_for_none(naming: Naming) -> None:
    found = understood("plan", naming)
    page = found.asked(Filters(role=("seller",)), 10, 5, {"plan@seller": 0.5})

    assert (page.filters, page.offset, page.limit, page.near) == (
        Filters(role=("seller",)),
        *(10, 5),
        {"plan@seller": 0.5},
    )
    assert (found.counted.limit, found.counted.with_facets) == (0, False)
