"""What is documented is what there is."""

import re
from pathlib import Path
from pkgutil import resolve_name

import pytest

import kb
from kb.cli import main
from kb.reading.guarding import ALLOWED_TAGS
from tests.checks_document import FILE, document

ROOT = Path(__file__).parent.parent
AUTHORS = (ROOT / "docs" / "authors.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
NOT_CODES = {"secondary-vocational", "utf-8"}


def test_every_code_of_a_problem_is_in_the_guide_for_authors() -> None:
    reading = (Path(kb.__file__).parent / "reading").glob("*.py")
    written = "\n".join(path.read_text(encoding="utf-8") for path in reading)
    used = set(re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', written)) | {"unreadable"}
    table = AUTHORS.split("## The problems, by code")[1]

    assert set(re.findall(r"`([a-z]+(?:-[a-z0-9]+)*)`", table)) == used - NOT_CODES


def test_the_allow_list_is_in_the_guide_for_authors() -> None:
    listed = AUTHORS.split("## What may be shown")[1].split("Attributes:")[0]

    assert set(re.findall(r"`(\w+)`", listed)) == ALLOWED_TAGS


def test_the_page_about_the_checks_is_that_of_their_rules() -> None:
    assert FILE.read_text(encoding="utf-8") == document(), "write it anew: python -m tests.checks_document"


def test_every_command_is_in_the_readme_and_explains_itself_with_an_example() -> None:
    for name, command in main.commands.items():
        assert f"`kb {name}" in README
        assert "Example: kb " in (command.help or "")


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([a-z_]+(?:\.\w+)+)`", ARCHITECTURE))))
def test_every_name_in_the_architecture_exists(name: str) -> None:
    assert resolve_name(f"kb.{name}") is not None


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([^`\s]+/[^`\s]*)`", ARCHITECTURE))))
def test_every_path_in_the_architecture_exists(path: str) -> None:
    assert list(ROOT.glob(re.sub(r"<\w+>", "*", path)))
