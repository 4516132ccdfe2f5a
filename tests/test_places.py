"""Where things are on disk."""

from pathlib import Path

import pytest

from kb.errors import ContentError
from kb.places import content_folder, data_folder, templates_folder


def test_the_shipped_content_is_the_default() -> None:
    assert (content_folder() / "en").is_dir()
    assert (templates_folder() / "base.html").is_file()


def test_content_is_named_by_option_before_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    monkeypatch.setenv("KB_CONTENT", str(tmp_path / "a"))

    assert content_folder() == tmp_path / "a"
    assert content_folder(str(tmp_path / "b")) == tmp_path / "b"


def test_links_in_the_name_of_the_content_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "r1" / "content").mkdir(parents=True)
    (tmp_path / "current").symlink_to("r1")
    monkeypatch.chdir(tmp_path)

    assert content_folder("current/content") == tmp_path / "current" / "content"
    assert content_folder("current/../current/content") == tmp_path / "r1" / "content"


def test_content_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="is not a folder; name the content with --content or KB_CONTENT"):
        content_folder(str(tmp_path / "missing"))


def test_two_contents_have_two_data_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_DATA", str(tmp_path))
    one, two = data_folder(tmp_path / "a" / "content"), data_folder(tmp_path / "b" / "content")

    assert one != two
    assert one.parent == tmp_path
