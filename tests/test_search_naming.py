"""What a query names: terms with all their names, sections, roles."""

from pathlib import Path

import pytest

from kb.search.answers import Note, Query
from kb.search.snapshot import Snapshot, open_snapshot
from tests.search_library import RoleWritten, duties, library

CLERK = RoleWritten(
    id="clerk",
    titles={"en": ["Clerk"]},
    clauses=duties(
        keep_silent={"en": "Tells nobody what clients owe.", "no": "Har taushetsplikt."},
        write_down={"en": "Writes down that somebody would not sign."},
    ),
)
TELLER = RoleWritten(
    id="teller",
    titles={"en": ["Bank teller", "Cashier"], "ru": ["Кассир банка"]},
    clauses={
        **duties(count_money={"en": "Counts the money.", "no": "Teller pengene."}),
        "pay": {"basic-salary": {"en": "A fixed sum a month.", "ru": "Постоянная сумма."}},
        "indicators": {"mistakes": {"en": "Mistakes with money.", "no": "Feil."}},
    },
)
GUARD = RoleWritten(
    id="guard",
    titles={"en": ["Guard of the bank"]},
    clauses={
        "pay": {"basic-salary": {"en": "A fixed sum a night."}},
        **duties(watch={"en": "Watches the money."}),
    },
)
TERMS = {
    "confidentiality": {"en": ["duty of confidentiality"], "no": ["taushetsplikt", "plikt til taushet"]},
    "refusal": {"en": ["would not sign"], "ru": ["акт об отказе от подписи"]},
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return open_snapshot(
        library(CLERK, TELLER, GUARD, terms=TERMS), tmp_path_factory.mktemp("index") / "data", print
    )


def ids(snapshot: Snapshot, text: str) -> list[str]:
    return [hit.id for hit in snapshot.search(Query(text, "en")).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("duty of confidentiality", ["keep-silent"]),
        ("duties of confidentiality", ["keep-silent"]),
        ("plikten til taushet", ["keep-silent"]),
        ("акты об отказах от подписи", ["write-down"]),
    ],
)
def test_a_name_with_stop_words_in_it_finds_the_other_names(
    snapshot: Snapshot, query: str, expected: list[str]
) -> None:
    assert ids(snapshot, query) == expected


def test_other_names_of_a_term_stand_below_the_name_that_was_typed(tmp_path: Path) -> None:
    texts = {
        "other-name": {"no": "Taushetsplikt."},
        "typed": {
            "en": "Keeps to every duty that there is, whatever the day, with confidentiality above all others."
        },
    }
    snapshot = open_snapshot(
        library(RoleWritten("clerk", {"provisions": texts}), terms=TERMS), tmp_path / "data", print
    )

    assert ids(snapshot, "duty of confidentiality") == ["typed", "other-name"]


def test_words_apart_are_no_name(snapshot: Snapshot) -> None:
    assert ids(snapshot, "отказ от акта об подписи") == []


@pytest.mark.parametrize("query", ["KPIs", "Показатели эффективности", "resultatmål"])
def test_the_heading_of_a_section_finds_its_clauses(snapshot: Snapshot, query: str) -> None:
    assert ids(snapshot, query) == ["mistakes"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bank teller salary", "basic-salary"),
        ("cashiers money", "count-money"),
        ("зарплата кассира банка", "basic-salary"),
        ("teller indicators", "mistakes"),
        ("обязанности кассира банка", "count-money"),
        ("work duties cash-ier", "count-money"),
    ],
)
def test_a_role_and_what_of_it_finds_the_clauses_of_that_role(
    snapshot: Snapshot, query: str, expected: str
) -> None:
    hit = snapshot.search(Query(query, "en")).hits[0]

    assert (hit.id, hit.matched_by) == (expected, "words")
    assert hit.text.html.replace("<mark>", "").replace("</mark>", "") in texts_of(TELLER)


@pytest.mark.parametrize(
    ("query", "expected"),
    [("stock taking", "count-stock"), ("Stock take", "count-stock"), ("lager telling", "count-stock")],
)
def test_a_compound_is_found_that_was_typed_as_two_words(tmp_path: Path, query: str, expected: str) -> None:
    texts = {
        "count-stock": {"en": "Helps with stocktaking.", "no": "Er med på lagertelling."},
        "take-in": {"en": "Takes the goods in."},
        "tell": {"no": "Teller det som er igjen."},
    }
    content = library(RoleWritten("helper", clauses={"duties": texts}))
    with_compound = open_snapshot(content, tmp_path / "data", print)

    assert ids(with_compound, query)[0] == expected
    assert "<mark>stocktaking</mark>" in with_compound.search(Query("stock taking", "en")).hits[0].text.html


def test_a_term_is_named_with_a_hyphen_in_it_too(snapshot: Snapshot) -> None:
    assert ids(snapshot, "taushets-plikt") == ["keep-silent"]
    assert snapshot.search(Query("taushets-plikt", "en")).notes == ()


@pytest.mark.parametrize(
    "query",
    ["office manager experience", "experience of office managers", "experience as manager of an office"],
)
def test_the_wording_shown_is_that_of_the_role_that_is_named(tmp_path: Path, query: str) -> None:
    asked = {"experience": {"en": "One year in administration."}, "computers": {"en": "Uses a computer."}}
    head = {"experience": {"en": "Five years of experience as an office manager."}}
    content = library(
        RoleWritten("head", {"requirements": head}, titles={"en": ["Head of the office"]}),
        RoleWritten("manager", {"requirements": asked}, titles={"en": ["Office manager", "Manager of an office"]}),
    )
    answer = open_snapshot(content, tmp_path / "data", print).search(Query(query, "en"))
    hit = next(hit for hit in answer.hits if hit.id == "experience")

    assert hit.text.html == "One year in administration."
    # What has nothing of what is asked about the role is no answer.
    assert "computers" not in [hit.id for hit in answer.hits]


@pytest.mark.parametrize("query", ["teller duties", "the duties of a bank teller", "oppgavene til cashier"])
def test_clauses_of_the_section_that_is_named_stand_before_what_mentions_it(tmp_path: Path, query: str) -> None:
    mention = {"mention": {"en": "Is liable for the duties of a teller.", "no": "Svarer for oppgavene."}}
    clauses = {"liability": mention, "duties": {"count-money": {"en": "Counts the money."}}}
    teller = RoleWritten("teller", clauses, titles={"en": ["Bank teller", "Cashier", "Teller"]})

    assert ids(open_snapshot(library(teller), tmp_path / "data", print), query)[0] == "count-money"


def test_a_heading_as_it_stands_is_no_inflection_of_another(tmp_path: Path) -> None:
    clauses = {
        "duties": {"sell": {"en": "Sells.", "ru": "Исполняет обязанности продавца."}},
        "liability": {"answer": {"en": "Answers for mistakes.", "no": "Har ansvar for feil."}},
    }
    snapshot = open_snapshot(library(RoleWritten("clerk", clauses)), tmp_path / "data", print)

    assert (ids(snapshot, "responsibility"), ids(snapshot, "responsibilities")) == (["answer"], ["sell"])
    assert ids(snapshot, "ansvaret") == ["answer"]
    assert ids(snapshot, "обязанностей") == ["sell"]


def test_a_role_is_named_without_the_small_words_of_its_name_too(snapshot: Snapshot) -> None:
    assert ids(snapshot, "guard bank")[0] == "role:guard"
    assert snapshot.search(Query("guard bank pay", "en")).hits[0].text.html == "A fixed sum a night."


def test_what_names_nothing_but_a_role_is_no_question_about_its_clauses(snapshot: Snapshot) -> None:
    assert ids(snapshot, "cashier") == ["role:teller"]


def test_a_section_answers_where_nothing_else_of_the_query_is_there(snapshot: Snapshot) -> None:
    answer = snapshot.search(Query("KPIs xyzzy", "en"))

    assert [hit.id for hit in answer.hits] == ["mistakes"]
    assert answer.notes[-1] == Note("fewer-words", (("words", "xyzzy"),))


def test_what_stands_beside_a_text_is_found_in_the_text_that_is_shown(snapshot: Snapshot) -> None:
    [hit] = snapshot.search(Query("KPIs", "no")).hits

    assert [(text.language, text.html) for text in hit.texts] == [("no", "Feil.")]


def texts_of(role: RoleWritten) -> set[str]:
    return {text for concepts in role.clauses.values() for texts in concepts.values() for text in texts.values()}
