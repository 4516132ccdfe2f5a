"""Fixtures shared by the tests: a folder of content written by the test, and what is read from it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from kb.reading.content import read_content

pytest_plugins = ["tests.browser"]

# How long an example takes says how busy the machine is.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

Write = Callable[[str, str], Path]
Problems = Callable[[], list[str]]


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("KB_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder of content."""
    folder = tmp_path / "content"
    folder.mkdir()
    return folder


@pytest.fixture
def content(folder: Path) -> Write:
    """Write a file of content: content("en/guard.md", "…")."""

    def write(path: str, text: str) -> Path:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return file

    return write


@pytest.fixture
def problems(folder: Path) -> Problems:
    """Read the content and return its problems as people see them."""
    return lambda: [str(problem) for problem in read_content(folder).problems]
