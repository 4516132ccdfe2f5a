"""Files and folders of a content that are not read: each with what is wrong with its place or name."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.errors import Severity
from kb.languages import CODES, DEFAULT, find_language
from kb.reading.retired import FILE_NAME as RETIRED
from kb.reading.rules import FILE_NAME as RULES

GUIDES = "guides"
OTHER_FILES = frozenset({"reviews.csv", "accepted.csv", "README.md", "LICENSE"})
"""Files of a content folder that are not content of the site."""

_OF_ALL = (RETIRED, RULES)
_ENDINGS = (".markdown", ".mdown", ".mkd", ".md.txt", ".md")


@dataclass(frozen=True)
class Misplaced:
    """A *path* that is passed over, and why."""

    path: Path
    message: str
    severity: Severity


def misplaced_files(folder: Path) -> Iterator[Misplaced]:
    """Yield what lies in the content *folder* and would otherwise be passed over in silence."""
    for path in listed(folder):
        if path.is_dir():
            yield from _folder(path)
        elif path.name not in (*_OF_ALL, *OTHER_FILES):
            yield _file(path, folder, _OF_ALL, folder / DEFAULT.code)
    for code in CODES:
        for path in listed(folder / code):
            if path.is_dir() and path.name == GUIDES:
                yield from _language_files(path, folder)
        yield from _language_files(folder / code, folder)


def _folder(path: Path) -> Iterator[Misplaced]:
    if path.name in CODES:
        return
    language = find_language(path.name)
    remedy = f"rename it to {language.code}" if language else "move it away, or add the language"
    yield Misplaced(path, f"not the folder of a language ({', '.join(CODES)}); {remedy}", "warning")


def _language_files(inside: Path, folder: Path) -> Iterator[Misplaced]:
    for path in listed(inside):
        if path.is_dir() and path.name.casefold() == GUIDES and inside.name != GUIDES:
            if path.name != GUIDES:
                yield Misplaced(path, f"is not read under this name; rename it to {GUIDES}", "error")
        elif path.is_dir() and path.suffix != ".md" and any(_is_text(each) for each in listed(path)):
            message = f"is a folder whose files are not read; move them to {_shown(inside, folder)}"
            yield Misplaced(path, message, "error")
        elif path.suffix != ".md" and path.name not in OTHER_FILES:
            yield _file(path, folder, (*_OF_ALL, *OTHER_FILES), inside)


def _file(path: Path, folder: Path, known: tuple[str, ...], inside: Path) -> Misplaced:
    """Return what is wrong with a file that is not read; one of Markdown belongs *inside* a folder."""
    name = path.name.casefold()
    meant = next((each for each in known if each.casefold() == name), None)
    if meant is not None:
        target = folder / meant if meant in _OF_ALL else path.with_name(meant)
        message = f"is not read under this name; rename it to {_shown(target, folder)}"
        return Misplaced(path, message, "error")
    if _is_text(path):
        ending = next(each for each in _ENDINGS if name.endswith(each))
        target = inside / (path.name[: -len(ending)] + ".md")
        what = (
            "a role lies in the folder of its language" if path.parent == folder else "is not read under this name"
        )
        return Misplaced(path, f"{what}; move it to {_shown(target, folder)}", "error")
    return Misplaced(path, "is not content and is not read; move it away", "warning")


def _is_text(path: Path) -> bool:
    return path.name.casefold().endswith(_ENDINGS)


def _shown(path: Path, folder: Path) -> str:
    return readable(path.relative_to(folder.parent).as_posix())


def readable(name: str) -> str:
    """Return the *name* of a file as text, whatever bytes it has."""
    return os.fsencode(name).decode("utf-8", "replace")


def is_hidden(path: Path) -> bool:
    """Tell whether a file is none that an author made: of an editor, or of the system."""
    return path.name.startswith((".", "~")) or path.name.endswith("~")


def listed(folder: Path) -> list[Path]:
    """Return what lies in a *folder*, sorted; nothing where it cannot be read."""
    try:
        return sorted(path for path in folder.iterdir() if not is_hidden(path))
    except OSError:
        return []
