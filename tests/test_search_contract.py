"""What every engine must do: one suite over all of them, the brute-force one among them."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kb.library import Library
from kb.search.answers import Answer, Filters, Query
from kb.search.query.parsing import parse_query
from kb.search.query.understanding import understand
from kb.search.snapshot import Snapshot
from tests.contract_library import small
from tests.search_engines import ENGINES, MakeEngine, opened
from tests.search_library import RoleWritten, duties, library

Open = Callable[[Library], Snapshot]


@pytest.fixture(scope="module", params=ENGINES)
def make(request: pytest.FixtureRequest) -> MakeEngine:
    return ENGINES[request.param]


@pytest.fixture(scope="module")
def open_it(make: MakeEngine, tmp_path_factory: pytest.TempPathFactory) -> Open:
    return lambda content: opened(make, content, tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def snapshot(open_it: Open) -> Snapshot:
    return open_it(small())


def ask(snapshot: Snapshot, text: str, **filters: tuple[str, ...]) -> Answer:
    return snapshot.search(Query(text, "en", limit=100, filters=Filters(**filters)))


def ids(snapshot: Snapshot, text: str, **filters: tuple[str, ...]) -> list[str]:
    return [hit.id for hit in ask(snapshot, text, **filters).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Seller", "role:seller"),
        ("sellers", "role:seller"),
        ("shop assistants", "role:seller"),
        ("продавцу", "role:seller"),
        ("butikkmedarbeideren", "role:seller"),
        ("5223", "role:seller"),
        ("1221", "role:sales-head"),
        ("head of sales", "role:sales-head"),
        ("head sales", "role:sales-head"),
        ("начальника отдела продаж", "role:sales-head"),
        ("salgssjefer", "role:sales-head"),
        ("kontoristen", "role:clerk"),
    ],
)
def test_a_role_that_is_named_comes_first(snapshot: Snapshot, query: str, expected: str) -> None:
    assert ids(snapshot, query)[0] == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("plans sales", ["plan-sales"]),
        ("duties sales", ["plan-sales", "role:sales-head", "guide:writing", "bonus"]),
        ("seller accounts", ["see-accounts"]),
        ("pay of a head of sales", ["bonus"]),
        ("receivables", ["collect-debts"]),
        ("fordring", ["collect-debts"]),
        ("sales plan", ["plan-sales", "bonus"]),
        ("debts xyzzy", ["collect-debts"]),
        ("verb", ["guide:writing"]),
    ],
)
def test_the_order_of_what_is_named(snapshot: Snapshot, query: str, expected: list[str]) -> None:
    assert ids(snapshot, query)[: len(expected)] == expected


def test_a_role_that_is_named_shows_its_own_wording_first(snapshot: Snapshot) -> None:
    question = understand(parse_query("clerk debts"), snapshot.naming).question

    assert snapshot.engine.find(question).hits[0].documents[0] == "collect-debts@clerk"


@pytest.mark.parametrize(
    ("query", "total", "roles"),
    [
        ("accounts", 1, ("clerk", "seller")),
        ("debts", 1, ("clerk", "seller")),
        ("sales", 3, ("sales-head", "seller")),
        ("xyzzy", 0, ()),
    ],
)
def test_totals_count_concepts_and_not_clauses(
    snapshot: Snapshot, query: str, total: int, roles: tuple[str, ...]
) -> None:
    answer = ask(snapshot, query)

    assert answer.total == len(answer.hits) == total
    assert tuple(sorted({role for hit in answer.hits for role in hit.roles})) == roles


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"own sales"', ["plan-sales"]),
        ("«погашения дебиторской»", ["collect-debts"]),
        ("«дебиторская задолженность»", ["collect-debts"]),
        ('"sale of the teams"', ["plan-sales"]),
        ('"sales own"', []),
        ('"seller shop"', []),
        ("kundeford*", ["collect-debts"]),
        ("sal* -plan*", ["role:sales-head"]),
        ("plans -team", ["plan-sales", "bonus"]),
        ("own -plans", []),
        ('debts -"letters about"', ["collect-debts"]),
        ("-sales", []),
        ("", []),
    ],
)
def test_phrases_prefixes_and_minus(snapshot: Snapshot, query: str, expected: list[str]) -> None:
    assert ids(snapshot, query) == expected


def test_no_phrase_crosses_from_one_name_to_the_next(open_it: Open) -> None:
    host = RoleWritten("host", titles={"en": ["Host", "Front desk", "Night porter"]})

    assert ids(open_it(library(host)), '"desk night"') == []
    assert ids(open_it(library(host)), '"front desk"') == ["role:host"]


def test_minus_takes_a_clause_and_leaves_the_concept(snapshot: Snapshot) -> None:
    assert ask(snapshot, "plans -team").hits[0].roles == ("seller",)


@pytest.mark.parametrize("excluded", ["verb", "глагола", "begynn", "begynne"])
@pytest.mark.parametrize("query", ["begin duty", "начните", "verb"])
def test_minus_takes_a_paragraph_away_in_every_language(snapshot: Snapshot, query: str, excluded: str) -> None:
    assert "guide:writing" in ids(snapshot, query)
    assert "guide:writing" not in ids(snapshot, f"{query} -{excluded}")


@pytest.mark.parametrize("excluded", ["debts", "дебиторская", "kundefordringer"])
def test_minus_takes_a_clause_away_in_every_language(snapshot: Snapshot, excluded: str) -> None:
    assert ask(snapshot, "погашения").total == 1
    assert ask(snapshot, f"погашения -{excluded}").total == 0


def test_what_near_documents_have_is_found_too_but_below_what_has_everything(snapshot: Snapshot) -> None:
    question = understand(parse_query("hires"), snapshot.naming).question
    near = {"bonus@sales-head": 0.5, "gone@seller": 0.9, "hire@sales-head": 0.4}
    found = snapshot.engine.find(replace(question, near=near))

    assert [(hit.documents, hit.is_by_meaning) for hit in found.hits] == [
        (("hire@sales-head",), False),
        (("bonus@sales-head",), True),
    ]
    assert (found.total, found.complete) == (2, 1)


def test_near_documents_are_excluded_in_every_language(snapshot: Snapshot) -> None:
    question = understand(parse_query("hires -begin"), snapshot.naming).question
    near = {"guide:writing@no:first:0": 0.5, "guide:writing@no:first:1": 0.4}
    found = snapshot.engine.find(replace(question, near=near))

    assert found.hits[-1].documents == ("guide:writing@no:first:1",)


@pytest.mark.parametrize("query", ["sales clients debts", "role:seller", "section:duties", "Seller", "s*"])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_follow_one_another_without_repeats(snapshot: Snapshot, query: str, size: int) -> None:
    pages = [
        hit.id
        for offset in range(0, 12, size)
        for hit in snapshot.search(Query(query, "en", limit=size, offset=offset)).hits
    ]

    assert pages == ids(snapshot, query)
    assert len(set(pages)) == len(pages)


def test_equal_hits_stand_in_the_order_of_roles_clauses_and_guides(open_it: Open) -> None:
    same = {f"c{number}": {"en": "Counts cars."} for number in (2, 1, 3)}
    content = library(
        RoleWritten("second", duties(c1={"en": "Counts cars."})),
        RoleWritten("first", {"duties": same}),
    )

    assert ids(open_it(content), "cars") == ["c2", "c1", "c3"]


def test_few_hits_are_followed_by_those_that_lack_a_term_and_many_are_not(open_it: Open) -> None:
    few = {f"few_{number}": {"en": "Counts red cars."} for number in range(4)}
    part = {f"part_{number}": {"en": "Counts cars."} for number in range(3)}
    fifth = {"few_4": {"en": "Counts red cars."}}
    counts = [
        (answer.total, [note.code for note in answer.notes])
        for clauses in ({**few, **part}, {**few, **fifth, **part})
        for answer in [ask(open_it(library(RoleWritten("clerk", duties(**clauses)))), "red cars")]
    ]

    assert counts == [(7, ["some-words"]), (5, [])]


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("acounts", "accounts"),
        ("ыуддукы", "sellers"),
        ("ghjlfdtw", "продавец"),
        ("prodavets", "продавец"),
        ("kundefordrnger", "kundefordringer"),
    ],
)
def test_corrections(snapshot: Snapshot, typed: str, searched: str) -> None:
    answer = ask(snapshot, typed)

    assert answer.corrected == searched
    assert [hit.id for hit in answer.hits] == ids(snapshot, searched)


def test_a_corrected_word_is_written_as_the_first_text_has_it(open_it: Open) -> None:
    content = library(RoleWritten("host", duties(use={"en": "Uses the CRM-system daily."})))

    assert ask(open_it(content), "CRM sistem").corrected == "CRM system"


@pytest.mark.parametrize(
    ("typed", "reader", "expected"),
    [
        ("sel", "en", [("Seller", "role"), ("sells", "word"), ("Hires sellers.", "clause")]),
        ("kunde", "no", [("kundefordring", "term"), ("kundefordringer", "word"), ("kunder", "word")]),
        ("дебит", "ru", [("дебиторская задолженность", "term"), ("дебиторской", "word")]),
        ("of the", "en", [("Plans the sales of the team and its budget.", "clause")]),
        ("xyzzy", "en", []),
    ],
)
def test_suggestions(snapshot: Snapshot, typed: str, reader: str, expected: list[tuple[str, str]]) -> None:
    found = [(each.text, each.kind) for each in snapshot.suggest(typed, reader)]

    assert [each for each in found if each in expected] == expected
    assert bool(found) == bool(expected)


def test_where_a_glossary_term_is_used(snapshot: Snapshot) -> None:
    used = {
        term.id: list(snapshot.engine.named(snapshot.naming.names_of(term)[0])) for term in snapshot.library.terms
    }

    assert used == {"moat": [], "receivables": ["collect-debts@clerk", "collect-debts@seller"]}
    assert [snapshot.is_used(term) for term in snapshot.library.terms] == [False, True]


def test_documents_that_contain_words_in_one_language(snapshot: Snapshot) -> None:
    def containing(*words: str) -> list[str]:
        return list(snapshot.engine.containing("en", [{word: 1.0} for word in words]))

    assert containing("accounts") == ["see-accounts@clerk", "see-accounts@seller"]
    assert containing("accounts", "client") == ["see-accounts@seller"]
    assert containing("accounts", "moat") == []


def test_the_first_document_that_has_a_word_texts_before_titles_before_names(snapshot: Snapshot) -> None:
    words = ("sales", "seller", "assistant", "moat")

    assert [snapshot.engine.example("en", word) for word in words] == [
        "plan-sales@sales-head",
        "role:seller",
        "role:seller",
        None,
    ]
