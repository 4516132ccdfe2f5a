"""Names in a content folder that are not read: each with what is wrong with it, and where it belongs."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kb.errors import Severity
from kb.languages import CODES, DEFAULT, find_language
from kb.reading.retired import FILE_NAME as RETIRED
from kb.reading.rules import FILE_NAME as RULES

GUIDES = "guides"
OF_ALL_LANGUAGES = (RETIRED, RULES)
"""Files of the content that stand beside the folders of languages."""

OTHER_FILES = frozenset({"reviews.csv", "accepted.csv", "README.md", "LICENSE"})
"""Files of a content folder that are not content of the site."""

_ENDINGS = (".markdown", ".mdown", ".mkd", ".md.txt", ".md")


@dataclass(frozen=True)
class Misplaced:
    """Why something is passed over, and what to do."""

    message: str
    severity: Severity


@dataclass(frozen=True)
class Where:
    """A folder of the content: its path below the *content* folder, empty for that itself."""

    content: str
    path: str

    def shown(self, name: str) -> str:
        """Return how the path of something in it is shown."""
        return "/".join(filter(None, (self.content, self.path, name)))


def misplaced_folder(name: str, where: Where, names_inside: Callable[[], Iterable[str]]) -> Misplaced:
    """Return what is wrong with a folder that is not read."""
    if not where.path:
        language = find_language(name)
        remedy = f"rename it to {language.code}" if language else "move it away, or add the language"
        return Misplaced(f"not the folder of a language ({', '.join(CODES)}); {remedy}", "warning")
    if name.casefold() == GUIDES and where.path in CODES:
        return Misplaced(f"is not read under this name; rename it to {GUIDES}", "error")
    if any(inside.casefold().endswith(_ENDINGS) for inside in names_inside()):
        return Misplaced(f"is a folder whose files are not read; move them to {where.shown('')}", "error")
    return Misplaced("is not content and is not read; move it away", "warning")


def misplaced_file(name: str, where: Where) -> Misplaced:
    """Return what is wrong with a file that is not read."""
    known = OF_ALL_LANGUAGES if not where.path else (*OF_ALL_LANGUAGES, *OTHER_FILES)
    meant = next((each for each in known if each.casefold() == name.casefold()), None)
    if meant is not None:
        right = Where(where.content, "") if meant in OF_ALL_LANGUAGES else where
        return Misplaced(f"is not read under this name; rename it to {right.shown(meant)}", "error")
    ending = next((each for each in _ENDINGS if name.casefold().endswith(each)), None)
    if ending is None:
        return Misplaced("is not content and is not read; move it away", "warning")
    right = where if where.path else Where(where.content, DEFAULT.code)
    what = "is not read under this name" if where.path else "a role lies in the folder of its language"
    return Misplaced(f"{what}; move it to {right.shown(name[: -len(ending)] + '.md')}", "error")
