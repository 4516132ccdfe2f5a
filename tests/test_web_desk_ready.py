"""The desk of the served content: made once however many ask, again when files change, and waited for."""

import threading
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from kb.bitext import commands
from kb.bitext.desk import Desk, open_desk
from kb.library import Library, build_library
from kb.reading.content import read_content
from kb.search.snapshot import open_snapshot
from kb.web import desks as of_desks
from kb.web.app import create_app
from kb.web.desks import Desks
from tests.desk_site import SECONDS, desk_content, desk_site
from tests.web_site import Fixed, page

THREADS = 8


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return desk_content(tmp_path)


def client_of(content: Path, desks: Desks) -> FlaskClient:
    library = build_library(read_content(content))
    snapshot = open_snapshot(library, content.parent / "data", lambda _: None)
    return create_app(Fixed(snapshot), None, desks).test_client()


def library_of(content: Path) -> Library:
    return build_library(read_content(content))


def test_many_who_ask_at_once_get_one_desk(content: Path) -> None:
    desks, library, found = Desks(content), library_of(content), []
    threads = [threading.Thread(target=lambda: found.append(desks.get(library, SECONDS))) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)

    assert len(found) == THREADS
    assert found[0] is not None
    assert {id(one) for one in found} == {id(found[0])}


def test_the_desk_of_other_content_is_another_and_takes_over_what_has_not_changed(content: Path) -> None:
    desks, library = Desks(content), library_of(content)
    first = desks.get(library, SECONDS)
    second = desks.get(library_of(content), SECONDS)

    assert first is not None
    assert second is not None
    assert first is not second
    assert second.desk.checker.analyses is first.desk.checker.analyses


def test_until_the_checks_are_done_a_page_says_so_and_looks_again(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go = threading.Event()
    monkeypatch.setattr(of_desks, "WAIT_SECONDS", 0.01)

    def slowly(library: Library, *arguments: Any) -> Desk:
        go.wait(SECONDS)
        return open_desk(library, *arguments)

    desks = Desks(content, opening=slowly)
    client = client_of(content, desks)
    waiting = [page(client, f"/en/{path}") for path in ("align/guard", "align", "concordance?q=key")]
    status = page(client, "/en/status")
    go.set()
    monkeypatch.undo()
    for _ in range(SECONDS):
        if "still being" not in client.get("/en/status").text:
            break

    for one in waiting:
        assert one.one("meta", http_equiv="refresh").attributes["content"] == "5"
        assert one.one("p", class_="notice").text.startswith("The translators’ checks are running.")
    assert "still being found out" in status.one("main").text
    assert "still being found out" not in page(client, "/en/status").one("main").text
    assert list(page(client, "/en/align/guard").all("meta", http_equiv="refresh")) == []


def test_checks_that_fail_are_not_tried_again_until_something_changes(
    content: Path, caplog: pytest.LogCaptureFixture
) -> None:
    tries = []

    def broken(library: Library, *arguments: Any) -> Desk:
        tries.append(library)
        if len(tries) == 1:
            raise MemoryError
        return open_desk(library, *arguments)

    client = client_of(content, Desks(content, opening=broken))
    shown = [page(client, "/en/align/guard") for _ in range(3)]

    assert len(tries) == 1
    assert shown[0].one("p", class_="notice").text == (
        "The translators’ checks have failed; the log of the server says why."
    )
    assert list(shown[0].all("meta", http_equiv="refresh")) == []
    assert "the translators' checks failed" in caplog.text
    (content / "no/reviews.csv").unlink()
    client.get("/en/status")
    page(client, "/en/align/guard").one("table", class_="aligned")


def test_reviews_that_change_on_disk_are_shown(content: Path) -> None:
    client = desk_site(content)
    before = page(client, "/en/align/guard?with=no").one("tr", class_="column-states").text
    desk = commands.desk_of(read_content(content), content, drafts=False)
    list(commands.review(desk, content, "guard", "no", "Ola", minor=False))
    after = page(client, "/en/align/guard?with=no").one("tr", class_="column-states").text

    assert "Missing 1 · Stale 2 · Edited 1" in before
    assert "NorskMissing 1 · Current 10" in after


def test_an_accepted_finding_is_gone_from_the_page(content: Path) -> None:
    client = desk_site(content)
    desk = commands.desk_of(read_content(content), content, drafts=False)
    assert "number" in page(client, "/en/align/guard").one("tr", id="wait-years").text
    commands.accept(desk, content, "guard#wait-years", rule="number", language="no", reason="so", by="Ola")

    assert list(page(client, "/en/align/guard?rule=number").all("tr", id="wait-years")) == []


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff\xfe\x00",
        b"unit;source\nx",
        b"<<<<<<< mine\n=======\n",
        b'unit,source\n"never closed',
        b"\x00" * 99,
    ],
    ids=repr,
)
def test_a_broken_file_of_reviews_leaves_the_pages_there(content: Path, broken: bytes) -> None:
    (content / "no/reviews.csv").write_bytes(broken)
    client = desk_site(content)

    for path in ("align/guard", "align", "status"):
        page(client, f"/en/{path}")


def test_a_draft_is_on_the_desk_of_those_who_see_drafts(content: Path) -> None:
    file = content / "no/guard.md"
    file.write_text(file.read_text(encoding="utf-8").replace("title: Vakt", "title: Vakt\nstatus: draft"), "utf-8")
    heads = [head.text for head in page(desk_site(content), "/en/align/guard").all("th", scope="col")]

    assert heads[2] == "Norsk · 0 of 6"
