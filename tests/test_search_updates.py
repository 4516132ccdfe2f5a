"""Random edits in a row, each brought into the index that there was, against an index made anew."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kb.languages import CODES
from kb.library import Library
from kb.search.answers import Filters, Query
from kb.search.indexing import Index
from kb.search.snapshot import Snapshot, keep, learned, open_snapshot, update_snapshot
from tests.search_author import Author
from tests.search_library import RoleWritten, library

QUERIES = (
    *(
        "plan",
        "plans sales",
        "client budget",
        '"plan sales"',
        "the team",
        "sel*",
        "plan -client",
        "pln",
        "sales plans",
    ),
    *("kanban", "mouse", "child", "warehouse", "negotiate", "crm system", "½", "skills", "ghjlf;b", "prodazhi"),
    *("план", "планировать продажи", "клиенту", "мышь", "склад", "лицо", "дебиторская задолженность", "бюджит"),
    *("salg", "salgsplan", "kunde", "fordring", "nøkkelkunde", "lager", "være", "vare", "øyeblikkene", "budsjet"),
    *(
        "manager",
        "менеджеру",
        "kundeansvarlige",
        "heads of sales",
        "seller duties",
        "5223",
        "role:role-1 plan",
        "duties",
    ),
    *("section:duties", "section:rights sales", "xyzzy", "sells mice children", "writes letters -письма"),
)
TYPED = ("pl", "sel", "kun", "пла", "про", "kan", "мы", "writes l", "head", "crm", "ghj")


def answers(snapshot: Snapshot) -> Iterator[object]:
    """Yield all that readers may see of *snapshot*, each with what they typed."""
    for text in QUERIES:
        for code in CODES:
            yield text, snapshot.search(Query(text, code, limit=30))
        yield (
            text,
            snapshot.search(Query(text, CODES[0], filters=Filters(education=("higher",), language=("ru",)))),
        )
    for text in TYPED:
        for code in CODES:
            yield text, snapshot.suggest(text, code)
    for term in snapshot.library.terms:
        yield term.id, snapshot.is_used(term), list(snapshot.engine.named(snapshot.naming.names_of(term)[0]))


def index_of(snapshot: Snapshot) -> Index:
    assert isinstance(snapshot.index, Index)
    return snapshot.index


def assert_equal(found: Snapshot, fresh: Snapshot) -> None:
    """Assert that both know the same words and give the same answers."""
    assert index_of(found).spellings == index_of(fresh).spellings
    assert index_of(found).fingerprints == index_of(fresh).fingerprints
    for code in CODES:
        assert found.lexicons[code].words == fresh.lexicons[code].words
        assert found.lexicons[code].forms == fresh.lexicons[code].forms
    for one, other in zip(answers(found), answers(fresh), strict=True):
        assert one == other


def segments(snapshot: Snapshot) -> int:
    return len(list((index_of(snapshot).engine.folder / "segments").glob("*.npy")))


def quiet(_: str) -> None:
    pass


def edited(author: Author, folder: Path, edits: int, learn_each: int) -> Snapshot:
    """Return the snapshot after so many *edits* in a row, learned after every few, compared whenever it is."""
    author.begin()
    snapshot = open_snapshot(author.library(), folder / "data", quiet)
    for number in range(1, edits + 1):
        author.edit()
        before, content = snapshot, author.library(snapshot.library)
        snapshot = update_snapshot(before, content, folder / "data", quiet)
        before.close()
        assert segments(snapshot) <= 8
        assert snapshot.is_learned or author.may_be_new
        if number % learn_each == 0:
            snapshot = learned(snapshot)
            compare(snapshot, folder / f"fresh-{number}")
    return snapshot


def compare(snapshot: Snapshot, folder: Path) -> None:
    """Assert that *snapshot* equals one of the same content that is made anew in an empty *folder*."""
    fresh = open_snapshot(snapshot.library, folder, quiet)
    assert_equal(snapshot, fresh)
    fresh.close()


def test_after_a_hundred_edits_an_index_equals_a_new_one_here_and_at_the_next_start(tmp_path: Path) -> None:
    snapshot = edited(Author(random.Random(1), may_be_new=True), tmp_path, 100, 50)
    keep(snapshot, quiet)
    snapshot.close()
    said = list[str]()
    again = open_snapshot(snapshot.library, tmp_path / "data", said.append)

    assert said == []
    compare(again, tmp_path / "fresh")


def test_edits_in_words_that_the_content_has_need_no_learning(tmp_path: Path) -> None:
    edited(Author(random.Random(2), may_be_new=False), tmp_path, 30, 10)


def test_drafts_come_and_go(tmp_path: Path) -> None:
    author = Author(random.Random(3), may_be_new=False)
    author.begin()
    author.draft()
    snapshot = open_snapshot(author.library(), tmp_path / "data", quiet)
    for drafts in (True, False):
        content = author.library(snapshot.library, drafts=drafts)
        snapshot = update_snapshot(snapshot, content, tmp_path / "data", quiet)
        compare(snapshot, tmp_path / f"fresh-{drafts}")


def test_edits_while_nobody_serves_are_found_at_the_next_start_as_in_a_new_index(tmp_path: Path) -> None:
    author = Author(random.Random(4), may_be_new=True)
    author.begin()
    open_snapshot(author.library(), tmp_path / "data", quiet).close()
    for number in range(4):
        author.edit()
        author.edit()
        snapshot = open_snapshot(author.library(), tmp_path / "data", quiet)
        compare(snapshot, tmp_path / f"fresh-{number}")
        snapshot.close()


def keeps(*animals: str, before: Library | None = None) -> Library:
    """Return a content in which each role keeps one of *animals*."""
    roles = (
        RoleWritten(f"role-{number}", {"duties": {f"keeps-{number}": {"en": f"Keeps {animal}."}}})
        for number, animal in enumerate(animals)
    )
    return library(*roles, before=before)


def found(snapshot: Snapshot, text: str) -> list[str]:
    return [hit.id for hit in snapshot.search(Query(text, "en")).hits]


def test_a_new_word_is_found_as_it_is_written_at_once_and_inflected_when_it_is_learned(tmp_path: Path) -> None:
    before = open_snapshot(keeps("dogs", "cats", "birds"), tmp_path, quiet)
    at_once = update_snapshot(before, keeps("mice", "cats", "birds", before=before.library), tmp_path, quiet)

    assert (at_once.is_learned, found(at_once, "mice"), found(at_once, "mouse")) == (False, ["keeps-0"], [])
    assert found(learned(at_once), "mouse") == ["keeps-0"]


def test_a_word_that_was_never_learned_is_when_the_content_is_another_at_the_next_start(tmp_path: Path) -> None:
    before = open_snapshot(keeps("dogs", "cats", "birds"), tmp_path / "data", quiet)
    content = keeps("mice", "cats", "birds", before=before.library)
    update_snapshot(before, content, tmp_path / "data", quiet).close()
    after = open_snapshot(keeps("mice", "horses", "birds"), tmp_path / "data", quiet)

    assert found(after, "mouse") == ["keeps-0"]
    compare(after, tmp_path / "fresh")


WITH_WORDS: dict[str, tuple[dict[str, Any], str]] = {
    "a note": ({"notes": {"keeps": {"en": ["In Britain: mice."]}}}, "keeps"),
    "the title of a group": ({"groups": {"keeps": {"en": "Mice"}}}, "keeps"),
    "prose": ({"prose": {"duties": {"en": ["Mice are kept."]}}}, "role:keeper"),
    "what fits no kind": ({"others": {"en": {"Benefits": ["Mice."]}}}, "role:keeper"),
    "the title of what fits no kind": ({"others": {"en": {"Mice": []}}}, "role:keeper"),
    "a search name": ({"titles": {"en": ["Keeper", "(mice)"]}}, "role:keeper"),
}


@pytest.mark.parametrize("written", WITH_WORDS)
def test_an_edit_of_nothing_but_this_is_found_at_once_and_gone_when_it_is_taken_back(
    written: str, tmp_path: Path
) -> None:
    others = [RoleWritten(f"other-{number}", titles={"en": ["Other"]}) for number in range(3)]
    plain = RoleWritten("keeper", {"duties": {"keeps": {"en": "Keeps animals."}}}, {"en": ["Keeper"]})
    values, id = WITH_WORDS[written]
    before = open_snapshot(library(plain, *others), tmp_path / "data", quiet)
    edited = library(replace(plain, **values), *others, before=before.library)
    at_once = update_snapshot(before, edited, tmp_path / "data", quiet)

    assert (found(before, "mice"), found(at_once, "mice")) == ([], [id])
    after = learned(at_once)
    assert found(after, "mouse") == [id]
    compare(after, tmp_path / "fresh")
    back = update_snapshot(after, library(plain, *others, before=after.library), tmp_path / "data", quiet)
    assert found(back, "mice") == []
    compare(learned(back), tmp_path / "fresh-again")
