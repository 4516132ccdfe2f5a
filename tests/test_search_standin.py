"""What is made in another folder while the data folder cannot be used."""

import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.errors import DataError
from kb.search import standin
from kb.search.standin import DataFolder


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(standin, "_MEMORY", tmp_path / "memory")
    return folder


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def data(tmp_path: Path, temporary: Path, said: list[str]) -> Iterator[DataFolder]:
    """A data folder that does not exist, and is not made by `make`."""
    data = DataFolder(tmp_path / "missing", said.append)
    yield data
    data.close()
    assert list(temporary.iterdir()) == []


def make(folder: Path) -> Path:
    """Make a file in *folder*, as an index is made."""
    try:
        (folder / "index").write_bytes(b"")
    except OSError as error:
        raise DataError(f"{folder}: full") from error
    return folder


def failing_in(*folders: Path) -> Callable[[Path], Path]:
    def make_elsewhere(folder: Path) -> Path:
        if any(folder.is_relative_to(each) for each in folders):
            raise DataError(f"{folder}: full")
        return make(folder)

    return make_elsewhere


def test_the_data_folder_is_used_where_it_can_be(
    data: DataFolder, said: list[str], tmp_path: Path, temporary: Path
) -> None:
    (tmp_path / "missing").mkdir()

    assert (data.use(make), data.trouble, said) == (tmp_path / "missing", None, [])
    assert list(temporary.iterdir()) == []


def test_otherwise_a_private_folder_is_until_the_end(
    data: DataFolder, said: list[str], tmp_path: Path, temporary: Path
) -> None:
    folder = data.use(make)

    assert folder.parent == temporary
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert str(data.trouble) == f"{tmp_path}/missing: full"
    assert said == [f"{tmp_path}/missing: full. Until then the index is a temporary one."]
    data.close()
    assert list(temporary.iterdir()) == []


def test_the_same_folder_is_used_again_and_the_same_trouble_told_once(
    data: DataFolder, said: list[str], temporary: Path
) -> None:
    folders = {data.use(make) for _ in range(3)}

    assert len(folders) == len(said) == len(list(temporary.iterdir())) == 1


def test_what_can_be_used_again_is(data: DataFolder, tmp_path: Path, temporary: Path) -> None:
    data.use(make)
    (tmp_path / "missing").mkdir()

    assert (data.use(make), data.trouble) == (tmp_path / "missing", None)
    assert list(temporary.iterdir()) == []


def test_memory_is_used_where_all_disks_are_full(data: DataFolder, tmp_path: Path, temporary: Path) -> None:
    (tmp_path / "memory").mkdir()

    assert data.use(failing_in(temporary)).parent == tmp_path / "memory"
    assert list(temporary.iterdir()) == []


def test_a_folder_that_is_full_later_is_left(data: DataFolder, tmp_path: Path, temporary: Path) -> None:
    (tmp_path / "memory").mkdir()
    data.use(make)

    assert data.use(failing_in(temporary)).parent == tmp_path / "memory"
    assert list(temporary.iterdir()) == []


def test_room_nowhere_is_an_error(data: DataFolder, tmp_path: Path, temporary: Path) -> None:
    with pytest.raises(DataError) as error:
        data.use(failing_in(temporary))

    assert str(error.value) == (
        f"{tmp_path}/missing: full; nor is there room in a temporary folder: name one with TMPDIR"
    )
    assert list(temporary.iterdir()) == []
