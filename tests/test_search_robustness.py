"""What may befall an index on disk: folders that are full, read-only or open to all, and others at work there."""

import json
import os
import resource
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb import storage
from kb.errors import DataError
from kb.library import Library
from kb.search import indexing
from kb.search.answers import Query
from kb.search.snapshot import open_snapshot
from tests.conftest import Write
from tests.search_library import RoleWritten, duties, library
from tests.unprivileged import kb

ROOT = Path(__file__).parent.parent
GUARD = "---\ntitle: Guard\n---\n\n## Duties\n\n1. Greets guests at the gate. {#greet-guests}\n"


def content(*texts: str) -> Library:
    """Return a library of as many roles as *texts*, each with that duty."""
    return library(*(RoleWritten(f"role-{n}", duties(sells={"en": text})) for n, text in enumerate(texts)))


CONTENT, CHANGED = content("Sells plans.", "Sells boats."), content("Sells plans.", "Sells cars.")


def data_of(folder: Path) -> Path:
    (data,) = folder.iterdir()
    return data


def index_of(data: Path) -> Path:
    (index,) = (data / "index").iterdir()
    return index


def empty_a_file(index: Path) -> None:
    (index / "spellings.json").write_bytes(b"")


def cut_the_engine_s_file_off(index: Path) -> None:
    file = next((index / "whoosh").glob("*.pst"))
    file.write_bytes(file.read_bytes()[:100])


def empty_the_folder(index: Path) -> None:
    for path in index.iterdir():
        storage.remove(path)


def open_it_to_all(index: Path) -> None:
    index.chmod(0o777)


def put_a_pipe_in(index: Path) -> None:
    os.mkfifo(index / "whoosh" / "pipe")


def lead_elsewhere(index: Path) -> None:
    moved = index.rename(index.parent.parent / "elsewhere")
    index.mkdir()
    for path in moved.iterdir():
        (index / path.name).symlink_to(path)


def leave_a_link_to_nowhere(index: Path) -> None:
    shutil.rmtree(index)
    index.symlink_to(index.parent / "nowhere")


def put_a_socket_in(index: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        # A socket's whole path must be short.
        here = Path.cwd()
        os.chdir(index / "whoosh")
        try:
            bound.bind("socket")
        finally:
            os.chdir(here)


def make_the_manifest_a_pipe(index: Path) -> None:
    (index / "manifest.json").unlink()
    os.mkfifo(index / "manifest.json")


def make_the_manifest_endless(index: Path) -> None:
    (index / "manifest.json").unlink()
    (index / "manifest.json").symlink_to("/dev/zero")


def make_the_manifest_a_folder(index: Path) -> None:
    (index / "manifest.json").unlink()
    (index / "manifest.json").mkdir()


def lead_the_manifest_elsewhere(index: Path) -> None:
    moved = (index / "manifest.json").rename(index.parent.parent / "elsewhere")
    (index / "manifest.json").symlink_to(moved)


def make_a_file_a_pipe(index: Path) -> None:
    (index / "spellings.json").unlink()
    os.mkfifo(index / "spellings.json")


def make_a_file_a_folder(index: Path) -> None:
    (index / "spellings.json").unlink()
    (index / "spellings.json").mkdir()


def lead_a_folder_elsewhere(index: Path) -> None:
    (index / "more").symlink_to(index / "whoosh")


def make_the_index_a_pipe(index: Path) -> None:
    shutil.rmtree(index)
    os.mkfifo(index)


def make_all_indexes_a_pipe(index: Path) -> None:
    shutil.rmtree(index.parent)
    os.mkfifo(index.parent)


def make_all_indexes_a_link_to_nowhere(index: Path) -> None:
    shutil.rmtree(index.parent)
    index.parent.symlink_to("nowhere")


@pytest.mark.parametrize(
    "harm",
    [
        put_a_socket_in,
        make_the_manifest_a_pipe,
        make_the_manifest_endless,
        make_the_manifest_a_folder,
        lead_the_manifest_elsewhere,
        make_a_file_a_pipe,
        make_a_file_a_folder,
        lead_a_folder_elsewhere,
        make_the_index_a_pipe,
        make_all_indexes_a_pipe,
        make_all_indexes_a_link_to_nowhere,
        empty_a_file,
        cut_the_engine_s_file_off,
        empty_the_folder,
        open_it_to_all,
        put_a_pipe_in,
        lead_elsewhere,
        leave_a_link_to_nowhere,
    ],
)
def test_a_harmed_index_is_made_again_with_a_message(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    open_snapshot(CONTENT, tmp_path, print).close()
    harm(index_of(tmp_path))
    said: list[str] = []
    snapshot = open_snapshot(CONTENT, tmp_path, said.append)

    assert [hit.id for hit in snapshot.search(Query("boat", "en")).hits] == ["sells"]
    assert said[:2] == [
        "The index is damaged or not ours; making a new one.",
        "Indexing 4 clauses, roles and paragraphs.",
    ]
    assert storage.is_sound(index_of(tmp_path), indexing.SCHEMA, CONTENT.fingerprint)


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda lock: lock.symlink_to("/dev/null")])
def test_a_lock_that_is_no_file_is_replaced(tmp_path: Path, make: Callable[[Path], None]) -> None:
    lock = tmp_path / "index.lock"
    make(lock)
    open_snapshot(CONTENT, tmp_path, print).close()

    assert stat.S_ISREG(lock.lstat().st_mode)


def test_an_older_index_whose_manifest_is_a_pipe_is_no_base_for_an_update(tmp_path: Path) -> None:
    open_snapshot(CONTENT, tmp_path, print).close()
    make_the_manifest_a_pipe(index_of(tmp_path))
    said: list[str] = []
    open_snapshot(CHANGED, tmp_path, said.append).close()

    assert said == ["Indexing 4 clauses, roles and paragraphs."]


def test_an_index_of_another_schema_is_deleted_unread(tmp_path: Path) -> None:
    open_snapshot(CONTENT, tmp_path, print).close()
    index = index_of(tmp_path)
    other = index.rename(index.with_name(f"0-{CONTENT.fingerprint}"))
    manifest = json.loads((other / "manifest.json").read_text())
    (other / "manifest.json").write_text(json.dumps({**manifest, "schema": "0"}, indent=1))
    said: list[str] = []
    open_snapshot(CONTENT, tmp_path, said.append).close()

    assert said[0] == "Indexing 4 clauses, roles and paragraphs."
    assert index_of(tmp_path) == index


def test_a_damaged_older_index_is_no_base_for_an_update(tmp_path: Path) -> None:
    open_snapshot(CONTENT, tmp_path, print).close()
    empty_a_file(index_of(tmp_path))
    said: list[str] = []
    open_snapshot(CHANGED, tmp_path, said.append).close()

    assert said[0] == "Indexing 4 clauses, roles and paragraphs."


def test_an_emptied_data_folder_is_filled_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    open_snapshot(CONTENT, data, print).close()
    storage.remove(data)
    data.mkdir(mode=0o700)
    said: list[str] = []
    open_snapshot(CONTENT, data, said.append).close()

    assert said[0] == "Indexing 4 clauses, roles and paragraphs."


def test_an_index_folder_open_to_all_is_refused(tmp_path: Path) -> None:
    open_snapshot(CONTENT, tmp_path, print).close()
    (tmp_path / "index").chmod(0o777)

    with pytest.raises(DataError) as refused:
        open_snapshot(CONTENT, tmp_path, print)

    assert str(refused.value).startswith(f"{tmp_path}/index: others can write here")


@pytest.fixture
def read_only(content: Write, folder: Path, tmp_path: Path) -> Path:
    """A KB_DATA with an index of the content, in which nothing can be written."""
    content("en/guard.md", GUARD)
    data = tmp_path / "data"
    kb("index", "--content", str(folder), data=data)
    for path in (data, *data.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    return data


def test_a_read_only_index_serves(read_only: Path, folder: Path) -> None:
    done = kb("search", "gate", "--content", str(folder), data=read_only)

    assert done.stdout.startswith("1. Greets guests at the gate.\n")
    assert (done.stderr, done.returncode) == ("1 of 1\n", 0)


UNTIL_THEN = "Until then the index is a temporary one."


def test_a_read_only_index_that_is_damaged_is_not_opened(read_only: Path, folder: Path) -> None:
    keys = index_of(data_of(read_only)) / "spellings.json"
    keys.chmod(0o600)
    keys.write_text("[]")
    done = kb("search", "gate", "--content", str(folder), data=read_only)

    assert done.stdout.startswith("1. Greets guests at the gate.\n")
    assert done.stderr.splitlines() == [
        "The index is damaged or not ours; making a new one.",
        f"{data_of(read_only)}: the index cannot be written (Permission denied); "
        f"make room, or choose another KB_DATA. {UNTIL_THEN}",
        "Indexing 2 clauses, roles and paragraphs.",
        "1 of 1",
    ]


def test_a_read_only_index_of_older_content_is_not_searched(
    read_only: Path, folder: Path, content: Write, tmp_path: Path
) -> None:
    content("en/guard.md", GUARD.replace("gate", "door"))
    (tmp_path / "temporary").mkdir()
    settings = {"TMPDIR": str(tmp_path / "temporary")}
    done = kb("search", "door", "--content", str(folder), data=read_only, settings=settings)

    assert done.stdout.startswith("1. Greets guests at the door.\n")
    assert UNTIL_THEN in done.stderr
    assert done.returncode == 0
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_read_only_folder_without_an_index_is_an_error_where_one_is_to_be_made(
    read_only: Path, folder: Path
) -> None:
    other = shutil.copytree(folder, folder.with_name("other"))
    done = kb("index", "--content", str(other), data=read_only)

    assert "cannot be used for the index (Permission denied); choose another KB_DATA\n" in done.stderr
    assert done.returncode == 1


def test_a_folder_that_is_a_file_is_no_hindrance_to_a_search(folder: Path, content: Write, tmp_path: Path) -> None:
    content("en/guard.md", GUARD)
    (tmp_path / "data").write_bytes(b"")
    done = kb("search", "gate", "--content", str(folder), data=tmp_path / "data")

    assert "cannot be used for the index (Not a directory); choose another KB_DATA. " + UNTIL_THEN in done.stderr
    assert done.returncode == 0


def test_without_room_anywhere_a_search_says_so(folder: Path, content: Write, tmp_path: Path) -> None:
    content("en/guard.md", GUARD)
    done = kb(
        "search",
        "gate",
        "--content",
        str(folder),
        data=tmp_path / "data",
        before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
    )

    assert done.stderr.splitlines()[-1] == (
        f"kb: {data_of(tmp_path / 'data')}: the index cannot be written (File too large); make room, or choose "
        "another KB_DATA; nor is there room in a temporary folder: name one with TMPDIR"
    )
    assert done.returncode == 1


@pytest.mark.parametrize("most_bytes", [0, 100, 1000, 3000])
def test_a_full_disk_is_said_and_leaves_the_old_index(
    content: Write, folder: Path, tmp_path: Path, most_bytes: int
) -> None:
    data = tmp_path / "data"
    content("en/guard.md", GUARD)
    kb("index", "--content", str(folder), data=data)
    old = index_of(data_of(data))
    content("en/guard.md", GUARD.replace("guests", "all our guests"))

    # No file may become longer: to a program that writes this is like a disk with no more room.
    done = kb(
        "index",
        "--content",
        str(folder),
        data=data,
        before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes)),
    )

    assert done.stderr.splitlines()[-1] == (
        f"kb: {data_of(data)}: the index cannot be written (File too large); make room, or choose another KB_DATA"
    )
    assert done.returncode == 1
    assert index_of(data_of(data)) == old


def test_two_contents_in_one_folder_keep_apart(tmp_path: Path) -> None:
    folders = [tmp_path / name / "content" for name in ("first", "second")]
    for folder, word in zip(folders, ("gate", "door"), strict=True):
        (folder / "en").mkdir(parents=True)
        (folder / "en" / "guard.md").write_text(GUARD.replace("gate", word))
    asked = [
        kb("search", word, "--content", str(folder), data=tmp_path / "data")
        for _ in range(2)
        for folder, word in zip(folders, ("gate", "door"), strict=True)
    ]

    assert [done.stdout.splitlines()[0] for done in asked] == [
        "1. Greets guests at the gate.",
        "1. Greets guests at the door.",
    ] * 2
    assert ["Indexing" in done.stderr for done in asked] == [True, True, False, False]


BUILD = """
import sys; from pathlib import Path
from kb.search.snapshot import open_snapshot
from tests.test_search_robustness import content
library = content(*(f"Sells thing {number}." for number in range(300)))
open_snapshot(library, Path(sys.argv[1]), lambda line: print(line, flush=True)).close()
"""


def builder(folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )


def test_of_processes_that_want_the_same_index_one_makes_it(tmp_path: Path) -> None:
    processes = [builder(tmp_path) for _ in range(3)]
    said = [process.communicate()[0].splitlines() for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0]
    assert sum("Indexing 600 clauses, roles and paragraphs." in lines for lines in said) == 1
    assert index_of(tmp_path).name.startswith(f"{indexing.SCHEMA}-")


def test_one_who_waits_for_another_process_says_so(tmp_path: Path) -> None:
    with storage.alone_in(tmp_path, print):
        waiting = builder(tmp_path)
        assert waiting.stdout is not None
        said = waiting.stdout.readline()
        assert not (tmp_path / "index").exists()
    waiting.communicate()

    assert said == "Another process is busy with the index; waiting for it.\n"
    assert waiting.returncode == 0
