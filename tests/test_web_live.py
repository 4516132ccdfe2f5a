import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.web import live
from kb.web.live import LiveContent
from tests.web_site import SMALL, write

Title = str | None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(SMALL, tmp_path / "content")


@pytest.fixture
def served(folder: Path, tmp_path: Path) -> Iterator[LiveContent]:
    content = LiveContent(folder, tmp_path / "data", reload=False)
    content.open()
    yield content
    content.close()


def title(content: LiveContent) -> Title:
    snapshot = content.snapshot()
    role = snapshot.library.role("host") if snapshot else None
    return role.versions[0].title if role else None


def rename(folder: Path, new: str) -> None:
    write({"en/host.md": SMALL["en/host.md"].replace("title: Host", f"title: {new}")}, folder)


def test_nothing_is_served_before_it_is_open(folder: Path, tmp_path: Path) -> None:
    assert LiveContent(folder, tmp_path / "data").snapshot() is None


def test_the_first_reader_does_not_wait_for_what_every_search_needs(served: LiveContent) -> None:
    made_when_needed = {"terms", "_ranker", "_corrector", "_filter_names", "_sections", "_suggester"}

    assert made_when_needed <= vars(served.snapshot()).keys()


def test_changed_files_make_another_snapshot(served: LiveContent, folder: Path) -> None:
    rename(folder, "Receptionist")

    assert (served.reload(), title(served)) == (True, "Receptionist")
    assert (served.reload(), title(served)) == (False, "Receptionist")


def test_a_file_that_says_the_same_changes_nothing(served: LiveContent, folder: Path) -> None:
    before = served.snapshot()
    (folder / "en/host.md").touch()

    assert served.reload() is False
    assert served.snapshot() is before


def test_a_request_keeps_its_snapshot_while_another_takes_its_place(served: LiveContent, folder: Path) -> None:
    before = served.snapshot()
    assert before is not None
    rename(folder, "Receptionist")
    served.reload()

    role = before.library.role("host")
    assert role is not None
    assert role.versions[0].title == "Host"
    assert before.suggest("Hos", "en")[0].text == "Host"


def test_content_that_cannot_be_read_leaves_the_old_one(served: LiveContent, folder: Path) -> None:
    folder.rename(folder.with_name("away"))

    assert (served.reload(), title(served)) == (False, "Host")


def test_the_watcher_notices_a_change(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(live, "SETTLE_SECONDS", 0.02)
    changed = threading.Event()
    content = LiveContent(
        folder, tmp_path / "data", report=lambda line: changed.set() if "content has changed" in line else None
    )
    content.open()
    rename(folder, "Receptionist")

    assert changed.wait(20)
    assert title(content) == "Receptionist"
    content.close()
    assert content.snapshot() is None


def test_files_are_told_apart_by_time_and_size(folder: Path) -> None:
    before = live.files_in(folder)
    time.sleep(0.01)
    (folder / "en/host.md").touch()

    assert live.files_in(folder) != before


def test_folders_that_go_away_while_they_are_looked_at_do_no_harm(tmp_path: Path) -> None:
    ended = threading.Event()

    def come_and_go() -> None:
        while not ended.is_set():
            for number in range(20):
                (tmp_path / str(number)).mkdir()
            for number in range(20):
                (tmp_path / str(number)).rmdir()

    coming = threading.Thread(target=come_and_go)
    coming.start()
    try:
        for _ in range(300):
            live.files_in(tmp_path)
    finally:
        ended.set()
        coming.join()

    assert live.files_in(tmp_path) == ()


def test_a_file_with_an_unfinished_merge_is_served_as_it_was_before(served: LiveContent, folder: Path) -> None:
    host = SMALL["en/host.md"]
    write({"en/host.md": host.replace("title: Host", "title: Host\n<<<<<<< HEAD\n") + ">>>>>>> theirs\n"}, folder)

    assert (served.reload(), title(served)) == (True, "Host")
    snapshot = served.snapshot()
    assert snapshot is not None
    assert [problem.code for problem in snapshot.library.problems].count("merge-marker") == 2
