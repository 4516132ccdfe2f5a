"""Indexes on disk: made once, made again when they are not sound, never half made."""

import gc
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from whoosh.codec.whoosh3 import W3PerDocWriter

from kb.errors import DataError
from kb.library import Library
from kb.search import indexing
from kb.search.answers import Query
from kb.search.snapshot import Snapshot, open_snapshot
from kb.search.whoosh import building
from kb.search.whoosh import index as whoosh_index
from tests.search_library import RoleWritten, duties, library

ROOT = Path(__file__).parent.parent


def roles(*texts: str) -> Library:
    """Return a library of as many roles as *texts*, each with that duty."""
    return library(
        *(
            RoleWritten(f"role-{number}", duties(sells={"en": text, "no": f"Kundefordring {number}"}))
            for number, text in enumerate(texts)
        )
    )


CONTENT = roles("Sells plans.", "Sells boats.", "Sells houses to clients.")


@pytest.fixture
def said() -> list[str]:
    return []


def open_it(content: Library, folder: Path, said: list[str]) -> Snapshot:
    return open_snapshot(content, folder, said.append)


def found(snapshot: Snapshot, text: str) -> list[tuple[str, ...]]:
    return [(hit.id, *hit.roles) for hit in snapshot.search(Query(text, "en")).hits]


def index_folder(folder: Path) -> Path:
    (index,) = (folder / "index").iterdir()
    return index


def test_an_unchanged_index_is_opened_and_not_made(tmp_path: Path, said: list[str]) -> None:
    open_it(CONTENT, tmp_path, said).close()
    said.clear()

    assert found(open_it(CONTENT, tmp_path, said), "boat") == [("sells", "role-1")]
    assert said == []


def test_opening_an_unchanged_index_reads_no_dictionary(tmp_path: Path) -> None:
    open_it(CONTENT, tmp_path, []).close()
    script = (
        "import sys; from pathlib import Path\n"
        "from kb.search.snapshot import open_snapshot; from tests.test_search_building import CONTENT\n"
        f"open_snapshot(CONTENT, Path({str(tmp_path)!r}), print).close()\n"
        "print('simplemma' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)

    assert done.stdout == "False\n"


def damage_a_byte(index: Path) -> None:
    file = next(iter((index / "whoosh").glob("*.pst")))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def cut_off(index: Path) -> None:
    file = index / "words-no.json"
    file.write_bytes(file.read_bytes()[:-5])


def add_a_file(index: Path) -> None:
    (index / "whoosh" / "_MAIN_9.toc").write_bytes(b"not ours")


def delete_the_manifest(index: Path) -> None:
    (index / "manifest.json").unlink()


def break_the_manifest(index: Path) -> None:
    (index / "manifest.json").write_text("{")


def change_the_schema(index: Path) -> None:
    manifest = json.loads((index / "manifest.json").read_text())
    (index / "manifest.json").write_text(json.dumps({**manifest, "schema": "0"}))


def put_a_file_in_its_place(index: Path) -> None:
    shutil.rmtree(index)
    index.write_text("no folder")


@pytest.mark.parametrize(
    "harm",
    [
        damage_a_byte,
        cut_off,
        add_a_file,
        delete_the_manifest,
        break_the_manifest,
        change_the_schema,
        put_a_file_in_its_place,
    ],
)
def test_an_index_that_is_not_what_its_manifest_says_is_made_again(
    tmp_path: Path, said: list[str], harm: Callable[[Path], None]
) -> None:
    open_it(CONTENT, tmp_path, said).close()
    harm(index_folder(tmp_path))
    said.clear()

    assert found(open_it(CONTENT, tmp_path, said), "boat") == [("sells", "role-1")]
    assert said[0] == "The index is damaged or not ours; making a new one."


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_can_write_in_is_refused(tmp_path: Path, mode: int) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(mode)

    with pytest.raises(DataError) as refused:
        open_it(CONTENT, folder, [])

    assert str(refused.value) == (
        f"{folder}: others can write here, and an index must be yours alone; "
        "run chmod 700 on it, or choose another KB_DATA"
    )


def test_a_folder_that_cannot_be_made_is_an_error_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(DataError) as refused:
        open_it(CONTENT, tmp_path / "file" / "data", [])

    assert str(refused.value) == (
        f"{tmp_path}/file/data: cannot be used for the index (Not a directory); choose another KB_DATA"
    )


def test_the_folders_are_only_their_owner_s(tmp_path: Path) -> None:
    open_it(CONTENT, tmp_path / "data", []).close()

    for folder in (tmp_path / "data", tmp_path / "data" / "index", index_folder(tmp_path / "data")):
        assert folder.stat().st_mode & 0o077 == 0


CHANGES = [
    roles("Sells plans.", "Sells cars.", "Sells houses to clients."),
    roles("Sells plans.", "Sells boats."),
    roles("Sells plans.", "Sells boats.", "Sells houses to clients.", "Sells carpets."),
]


@pytest.mark.parametrize("changed", CHANGES, ids=["a role changed", "a role gone", "a role new"])
def test_an_updated_index_answers_like_a_new_one(tmp_path: Path, said: list[str], changed: Library) -> None:
    open_it(CONTENT, tmp_path / "updated", said).close()
    updated = open_it(changed, tmp_path / "updated", said)
    fresh = open_it(changed, tmp_path / "fresh", said)

    assert said[1].startswith("Indexing what changed: ")
    for text in ("sells", "boat", "houses", "car*", '"sells boats"', "kunde", "role-1", "fordringer"):
        assert updated.search(Query(text, "en")) == fresh.search(Query(text, "en"))
        assert updated.suggest(text, "en") == fresh.suggest(text, "en")
    for name in ("words-en.json", "forms-no.json"):
        assert (index_folder(tmp_path / "updated") / name).read_bytes() == (
            index_folder(tmp_path / "fresh") / name
        ).read_bytes()


def test_an_update_leaves_the_old_index_as_it_was_for_those_who_have_it_open(tmp_path: Path) -> None:
    before = open_it(CONTENT, tmp_path, [])
    after = open_it(CHANGES[0], tmp_path, [])

    assert (found(before, "boat"), found(after, "boat")) == ([("sells", "role-1")], [])
    assert (found(before, "car"), found(after, "car")) == ([], [("sells", "role-1")])
    assert [path.name for path in (tmp_path / "index").iterdir()] == [
        f"{indexing.SCHEMA}-{CHANGES[0].fingerprint}"
    ]


def test_an_interrupted_build_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(whoosh_index, "commit", interrupt)

    with pytest.raises(KeyboardInterrupt):
        open_it(CONTENT, tmp_path, [])

    assert list((tmp_path / "index").iterdir()) == []


@pytest.mark.filterwarnings("ignore:Exception ignored in.*FileIO:pytest.PytestUnraisableExceptionWarning")
def test_interrupted_while_the_engine_closes_its_files_a_build_tells_of_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close: Callable[[W3PerDocWriter], None] = W3PerDocWriter.close

    def interrupted(writer: W3PerDocWriter) -> None:
        close(writer)
        writer.is_closed = False
        raise KeyboardInterrupt

    monkeypatch.setattr(W3PerDocWriter, "close", interrupted)

    with pytest.raises(KeyboardInterrupt):
        open_it(CONTENT, tmp_path, [])

    # What the engine then fails to close, Python does, and says so.
    gc.collect()
    assert list((tmp_path / "index").iterdir()) == []


def test_what_killed_builds_left_goes_at_the_next_start(tmp_path: Path, said: list[str]) -> None:
    open_it(CONTENT, tmp_path, []).close()
    kept = index_folder(tmp_path)
    (tmp_path / "index" / "building" / "whoosh").mkdir(parents=True)
    (tmp_path / "index" / f"{indexing.SCHEMA}-half-deleted").mkdir()
    (tmp_path / "index" / "file").touch()
    open_it(CONTENT, tmp_path, said).close()

    assert index_folder(tmp_path) == kept
    assert said == []


def test_long_builds_say_how_far_they_are(
    tmp_path: Path, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_REPORT_EVERY", 2)
    monkeypatch.setattr(indexing, "_BIG", 2)
    open_it(CONTENT, tmp_path, said).close()

    assert said == [
        "Indexing 6 clauses, roles and paragraphs.",
        "Indexed 2 of them.",
        "Indexed 4 of them.",
        "Writing the index.",
        "Learning the words.",
    ]


def test_a_big_content_is_learnt_in_a_process_of_its_own_and_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_it(CONTENT, tmp_path / "small", []).close()
    monkeypatch.setattr(building, "_REPORT_EVERY", 2)
    monkeypatch.setattr(indexing, "_BIG", 2)
    open_it(CONTENT, tmp_path / "big", []).close()

    here, apart = index_folder(tmp_path / "small"), index_folder(tmp_path / "big")
    files = sorted(path.name for path in here.iterdir())
    assert files == sorted(path.name for path in apart.iterdir())
    for name in (name for name in files if name.startswith(("words", "forms", "dictionary"))):
        assert (here / name).read_bytes() == (apart / name).read_bytes()


def test_after_many_updates_an_index_has_few_segments(tmp_path: Path, said: list[str]) -> None:
    for number in range(12):
        content = roles("Sells plans.", f"Sells {number} boats.", "Sells houses to clients.")
        open_it(content, tmp_path, said).close()

    assert len(list((index_folder(tmp_path) / "segments").glob("*.npy"))) < 5
    assert found(open_it(content, tmp_path, said), "boat") == [("sells", "role-1")]
