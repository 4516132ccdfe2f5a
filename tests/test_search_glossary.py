"""What a query names in other words: terms with all their names."""

import pytest

from kb.search.answers import Query
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
TERMS = {
    "confidentiality": {"en": ["duty of confidentiality"], "no": ["taushetsplikt", "plikt til taushet"]},
    "refusal": {"en": ["would not sign"], "ru": ["акт об отказе от подписи"]},
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return open_snapshot(library(CLERK, terms=TERMS), tmp_path_factory.mktemp("index") / "data", print)


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


def test_words_apart_are_no_name(snapshot: Snapshot) -> None:
    assert ids(snapshot, "confidentiality of duty") == []
