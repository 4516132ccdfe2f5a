"""Parsed files on disk: the same as parsed now, whatever becomes of them."""

import ast
import hashlib
import json
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kb
from kb.library import build_library
from kb.reading import cache, pickling
from kb.reading.cache import ParseCache
from kb.reading.content import Content, ContentReader, read_content
from kb.reading.pickling import unpickled
from tests.test_reading_again import Folder, edits
from tests.web_site import SMALL, write

Break = Callable[[Path], object]


def read(folder: Path, data: Path) -> Content:
    """Read as a process does that begins now."""
    reader = ContentReader(folder, ParseCache(data))
    content = reader.read()
    reader.keep()
    return content


def packs(data: Path) -> set[Path]:
    return set((data / "parsed").glob("*.pack"))


def kept(data: Path) -> set[str]:
    return set(ParseCache(data).load())


@pytest.fixture
def small(folder: Path) -> Path:
    return write(SMALL, folder)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_everything_that_was_read_is_there_the_next_time(small: Path, data: Path) -> None:
    content = read(small, data)

    assert kept(data) == {f"content/{path}" for path in SMALL}
    assert read(small, data) == content == read_content(small)


def test_what_is_there_is_not_parsed_again(small: Path, data: Path) -> None:
    read(small, data)
    known = ParseCache(data).load()
    shutil.rmtree(data / "parsed")
    guard, host = "content/en/guard.md", "content/en/host.md"
    ParseCache(data).save({**known, guard: replace(known[guard], parsed=known[host].parsed)})

    assert [version.title for version in read(small, data).role_versions] == ["Host", "Охранник", "Vakt", "Host"]


def test_another_text_in_a_file_of_the_same_name_is_parsed(small: Path, data: Path) -> None:
    read(small, data)
    write({"en/host.md": SMALL["en/host.md"].replace("title: Host", "title: Hostess")}, small)

    assert [version.title for version in read(small, data).role_versions if version.role == "host"] == ["Hostess"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(edits, min_size=1, max_size=4), drafts=st.booleans())
def test_any_edits_between_processes_give_what_reading_anew_gives(
    steps: list[list[tuple[str, str, int, str, str]]], drafts: bool
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Folder(Path(place) / "content")
        for step in steps:
            read(folder.folder, Path(place) / "data")
            for edit in step:
                folder.edit(*edit)
            content = read(folder.folder, Path(place) / "data")

            assert content == read_content(folder.folder)
            assert build_library(content, drafts=drafts) == build_library(
                read_content(folder.folder), drafts=drafts
            )


def spoil(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def only_pack(data: Path) -> Path:
    (pack,) = packs(data)
    return pack


def in_place_of(make: Break, which: Break) -> Break:
    """Return what makes something else of a file."""

    def change(data: Path) -> None:
        file = which(data)
        assert isinstance(file, Path)
        file.unlink()
        make(file)

    return change


def manifest(data: Path) -> Path:
    return data / "parsed" / "manifest.json"


def put_a_file_there(data: Path) -> None:
    shutil.rmtree(data / "parsed")
    (data / "parsed").write_text("")


def put_a_link_there(data: Path) -> None:
    (data / "parsed").rename(data / "elsewhere")
    (data / "parsed").symlink_to(data / "elsewhere")


DAMAGE: dict[str, Break] = {
    "a bit of a pack is another": lambda data: spoil(only_pack(data)),
    "a pack is cut off": lambda data: os.truncate(only_pack(data), 100),
    "a pack is gone": lambda data: only_pack(data).unlink(),
    "a pack is a pipe": in_place_of(os.mkfifo, only_pack),
    "a pack is a folder": in_place_of(Path.mkdir, only_pack),
    "a pack is a link": in_place_of(lambda file: file.symlink_to("/dev/zero"), only_pack),
    "a bit of the manifest is another": lambda data: spoil(manifest(data)),
    "the manifest is empty": lambda data: manifest(data).write_bytes(b""),
    "the manifest is gone": lambda data: manifest(data).unlink(),
    "the manifest is a pipe": in_place_of(os.mkfifo, manifest),
    "the folder is gone": lambda data: shutil.rmtree(data / "parsed"),
    "the folder is a file": put_a_file_there,
    "the folder is a link": put_a_link_there,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_mended_by_parsing_again(small: Path, data: Path, damage: str) -> None:
    read(small, data)
    DAMAGE[damage](data)

    assert read(small, data) == read_content(small)
    assert kept(data) == {f"content/{path}" for path in SMALL}
    assert len(packs(data)) == 1


def test_what_other_code_has_parsed_is_parsed_again(
    small: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(small, data)
    monkeypatch.setattr(cache, "schema", lambda: "of other code")

    assert kept(data) == set()


def test_the_schema_covers_every_room_that_reading_imports() -> None:
    rooms = set()
    for module in (Path(kb.__file__).parent / "reading").glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("kb."):
                rooms.add((node.module or "").split(".")[1])

    # These two decide where and when, and not what.
    assert rooms - {"collecting", "storage"} == set(pickling.ROOMS)


def test_one_edit_writes_one_small_pack(small: Path, data: Path) -> None:
    read(small, data)
    large = only_pack(data)
    write({"en/host.md": SMALL["en/host.md"].replace("Seats guests", "Seats all guests")}, small)
    read(small, data)
    (added,) = packs(data) - {large}

    assert added.stat().st_size < large.stat().st_size / 3


def test_many_edits_leave_few_packs(small: Path, data: Path) -> None:
    reader = ContentReader(small, ParseCache(data))
    for number in range(40):
        write({"en/host.md": SMALL["en/host.md"].replace("Seats guests", f"Seats {number} guests")}, small)
        content = reader.read()
        reader.keep()

    assert len(packs(data)) <= 2
    assert read(small, data) == content


def test_many_edited_files_become_one_pack(folder: Path, data: Path) -> None:
    reader = ContentReader(folder, ParseCache(data))
    counts = []
    for number in range(20):
        write({f"en/host-{number}.md": SMALL["en/host.md"]}, folder)
        reader.read()
        reader.keep()
        counts.append(len(packs(data)))

    assert counts == [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4]


def test_two_processes_keep_what_either_has_parsed(small: Path, data: Path) -> None:
    one, other = (ContentReader(small, ParseCache(data)) for _ in range(2))
    one.read()
    one.keep()
    before = packs(data)
    other.read()
    other.keep()

    assert packs(data) == before


def test_a_folder_that_others_can_write_to_is_not_used(small: Path, data: Path) -> None:
    read(small, data)
    (data / "parsed").chmod(0o777)

    assert kept(data) == set()
    assert read(small, data) == read_content(small)


def test_what_cannot_be_kept_is_logged_once(small: Path, data: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    (data / "parsed" / "new.pack").mkdir(parents=True)
    reader = ContentReader(small, ParseCache(data))
    content = reader.read()
    reader.keep()
    reader.keep()

    assert content == read_content(small)
    assert caplog.messages == [f"{data}/parsed: parsed files cannot be kept (Is a directory)"]


class _Evil:
    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("exit 1",)


@pytest.mark.parametrize(
    "content",
    [
        pickle.dumps(_Evil()),
        pickle.dumps("a text"),
        pickle.dumps(Path("x")),
        b"ckb.reading.pickling\nschema\n.",
        b"ckb.reading.files\nhashlib\n.",
        b"ckb.model\nWording\n(tR.",
        b"",
        b"\x80",
    ],
    ids=repr,
)
def test_bytes_make_nothing_that_no_file_is_read_into(content: bytes) -> None:
    assert unpickled(content) is None


def test_what_comes_from_disk_shares_what_was_shared(small: Path, data: Path) -> None:
    read(small, data)
    english, norwegian = (next(v.wordings) for v in read(small, data).role_versions[:2])

    assert english.html is english.text
    assert english.id is norwegian.id


def test_the_manifest_says_where_everything_is(small: Path, data: Path) -> None:
    read(small, data)
    digest, _, text = manifest(data).read_bytes().partition(b"\n")
    said = json.loads(text)

    assert hashlib.sha256(text).hexdigest().encode() == digest
    assert said["schema"] == pickling.schema()
    assert said["packs"].keys() == {only_pack(data).name}
    assert said["files"].keys() == {f"content/{path}" for path in SMALL}


def test_an_unreadable_file_is_tried_again(small: Path, data: Path) -> None:
    (small / "en/broken.md").mkdir()
    read(small, data)

    assert "content/en/broken.md" not in kept(data)
