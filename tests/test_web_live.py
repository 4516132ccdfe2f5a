import itertools
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.web import live, watching
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


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "POLL_SECONDS", 0.02)
    monkeypatch.setattr(watching, "SETTLE_SECONDS", 0.02)
    monkeypatch.setattr(watching, "MOST_SETTLE_SECONDS", 0.2)


def wait_until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_nothing_is_served_before_it_is_open(folder: Path, tmp_path: Path) -> None:
    assert LiveContent(folder, tmp_path / "data").snapshot() is None


def test_the_first_reader_does_not_wait_for_what_every_search_needs(served: LiveContent) -> None:
    made_when_needed = {"terms", "naming", "_corrector", "_filter_names", "_sections", "_suggester"}

    assert made_when_needed <= vars(served.snapshot()).keys()


def test_a_data_folder_that_cannot_be_used_is_replaced_until_the_end(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"")
    said: list[str] = []
    content = LiveContent(folder, tmp_path / "data", reload=False, report=said.append)
    content.open()
    rename(folder, "Receptionist")

    assert (content.reload(), title(content)) == (True, "Receptionist")
    assert content.condition().index == (
        "KB_DATA: cannot be used for the index (File exists); choose another KB_DATA"
    )
    assert said[0].startswith(f"{tmp_path}/data: cannot be used for the index (File exists)")
    content.close()


def test_changed_files_make_another_snapshot(served: LiveContent, folder: Path) -> None:
    rename(folder, "Receptionist")

    assert (served.reload(), title(served)) == (True, "Receptionist")
    assert (served.reload(), title(served)) == (False, "Receptionist")


def test_what_has_not_changed_is_the_same_object_in_the_next_snapshot(served: LiveContent, folder: Path) -> None:
    before = served.snapshot()
    rename(folder, "Receptionist")
    served.reload()
    after = served.snapshot()
    assert before is not None
    assert after is not None

    assert after.library.role("guard") is before.library.role("guard")
    assert after.library.changes_since(before.library).roles == {"host"}


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


def test_a_failure_is_told_until_it_is_made_good(
    served: LiveContent, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder.rename(folder.with_name("away"))
    served.reload()
    told = served.condition().reload
    folder.with_name("away").rename(folder)
    rename(folder, "Receptionist")

    assert told is not None
    assert told.reason == "content is not a folder any more; bring it back"
    assert caplog.messages == [
        f"the content is served as it was before: {folder} is not a folder any more; bring it back"
    ]
    assert (served.reload(), title(served), served.condition().reload) == (True, "Receptionist", None)


def test_what_failed_is_tried_again_and_the_same_failure_told_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(live, "RETRY_SECONDS", 0.0)
    failures = [KbError("out of order; wait")] * 3

    def report(line: str) -> None:
        if failures and "what changed" in line:
            raise failures.pop()

    content = LiveContent(folder, tmp_path / "data", reload=False, report=report)
    content.open()
    rename(folder, "Receptionist")
    reloaded = [content.reload() for _ in range(4)]
    content.close()

    assert reloaded == [False, False, False, True]
    assert caplog.messages == ["the content is served as it was before: out of order; wait"]


class Panic(BaseException):
    """What native code raises when it is at its end."""


@pytest.mark.parametrize("error", [Panic("no way"), RecursionError("too deep"), MemoryError()])
def test_no_exception_whatever_ends_the_watcher(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: BaseException,
) -> None:
    hurry(monkeypatch)
    failures = [error]

    def report(line: str) -> None:
        if failures and "what changed" in line:
            raise failures.pop()

    content = LiveContent(folder, tmp_path / "data", report=report)
    content.open()
    rename(folder, "Receptionist")
    wait_until(lambda: content.condition().reload)
    told, before = content.condition().reload, title(content)
    rename(folder, "Concierge")
    wait_until(lambda: title(content) == "Concierge")

    assert told is not None
    assert (told.reason, before) == (type(error).__name__, "Host")
    assert content.condition().reload is None
    assert any(record.exc_info and record.exc_info[1] is error for record in caplog.records)
    content.close()


def test_a_file_that_is_written_all_the_time_is_read_all_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    ended = threading.Event()

    def write_all_the_time() -> None:
        for number in itertools.count():
            if ended.is_set():
                return
            rename(folder, f"Host {number}")

    content = LiveContent(folder, tmp_path / "data")
    content.open()
    writing = threading.Thread(target=write_all_the_time)
    writing.start()
    try:
        wait_until(lambda: title(content) != "Host")
    finally:
        ended.set()
        writing.join()
        content.close()


def test_a_linked_folder_of_a_language_is_watched(folder: Path, tmp_path: Path) -> None:
    elsewhere = (folder / "en").rename(tmp_path / "elsewhere")
    (folder / "en").symlink_to(elsewhere)
    content = LiveContent(folder, tmp_path / "data", reload=False)
    content.open()
    rename(folder, "Receptionist")

    assert (content.reload(), title(content)) == (True, "Receptionist")
    content.close()


def test_a_folder_that_takes_the_place_of_another_is_seen_though_sizes_and_times_are_equal(
    folder: Path, tmp_path: Path
) -> None:
    first, second = folder.rename(tmp_path / "r1"), write(SMALL, tmp_path / "r2")
    rename(second, "Chef")
    write({"en/host.md": (second / "en/host.md").read_text().replace("Chef", "Cook")}, first)
    for path in second.rglob("*"):
        os.utime(path, ns=(path.stat().st_atime_ns, (first / path.relative_to(second)).stat().st_mtime_ns))
    current = tmp_path / "current"
    current.symlink_to("r1")
    content = LiveContent(current, tmp_path / "data", reload=False)
    content.open()
    before = title(content)
    (tmp_path / "next").symlink_to("r2")
    (tmp_path / "next").rename(current)

    assert (before, content.reload(), title(content)) == ("Cook", True, "Chef")
    content.close()


def test_the_watcher_notices_a_change(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hurry(monkeypatch)
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


def test_a_file_with_an_unfinished_merge_is_served_as_it_was_before(served: LiveContent, folder: Path) -> None:
    host = SMALL["en/host.md"]
    write({"en/host.md": host.replace("title: Host", "title: Host\n<<<<<<< HEAD\n") + ">>>>>>> theirs\n"}, folder)

    assert (served.reload(), title(served)) == (True, "Host")
    snapshot = served.snapshot()
    assert snapshot is not None
    assert [problem.code for problem in snapshot.library.problems].count("merge-marker") == 2
