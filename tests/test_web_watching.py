import os
import threading
from pathlib import Path

from kb.web.watching import files_in


def test_files_are_told_apart_by_time_and_size(folder: Path) -> None:
    file = folder / "guard.md"
    file.write_bytes(b"one")
    before = files_in(folder)
    os.utime(file, ns=(0, 0))
    touched = files_in(folder)
    file.write_bytes(b"other")

    assert len({before, touched, files_in(folder)}) == 3


def test_another_file_of_the_same_name_size_and_time_is_another(folder: Path) -> None:
    file, other = folder / "guard.md", folder.parent / "other"
    file.write_bytes(b"one")
    other.write_bytes(b"two")
    os.utime(other, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    before = files_in(folder)
    other.replace(file)

    assert files_in(folder) != before


def test_links_are_followed_but_not_in_circles(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "guard.md").write_bytes(b"")
    (folder / "en").symlink_to(elsewhere)
    (elsewhere / "up").symlink_to(folder)
    (folder / "nowhere").symlink_to("missing")
    found = {path for path, *_ in files_in(folder)}

    assert str(folder / "en" / "guard.md") in found
    assert str(folder / "nowhere") not in found
    assert len(found) < 10


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
            files_in(tmp_path)
    finally:
        ended.set()
        coming.join()

    assert files_in(tmp_path) == ()
