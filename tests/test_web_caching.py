from pathlib import Path

from kb.library import build_library
from kb.reading.content import read_content
from kb.search.snapshot import Snapshot, open_snapshot
from kb.web.caching import PageCache


def snapshot(folder: Path) -> Snapshot:
    folder.mkdir(exist_ok=True)
    return open_snapshot(build_library(read_content(folder)), folder / "data", lambda _: None)


def test_a_page_is_made_once_for_a_snapshot(tmp_path: Path) -> None:
    cache, one, other = PageCache(), snapshot(tmp_path / "a"), snapshot(tmp_path / "b")

    assert cache.get(one, "/en/", lambda: "first") == "first"
    assert cache.get(one, "/en/", lambda: "second") == "first"
    assert cache.get(other, "/en/", lambda: "third") == "third"
    assert cache.get(one, "/en/", lambda: "fourth") == "fourth"


def test_only_so_many_pages_are_kept(tmp_path: Path) -> None:
    cache, one = PageCache(most=2), snapshot(tmp_path)
    for path in ("/a", "/b", "/c"):
        cache.get(one, path, lambda path=path: path)  # type: ignore[misc]

    assert [cache.get(one, path, lambda: "again") for path in ("/c", "/b", "/a")] == ["/c", "/b", "again"]
