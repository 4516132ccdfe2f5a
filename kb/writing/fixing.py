"""The files of a content made tidy: what has one right answer is mended, and shown as a difference."""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

from kb.errors import Problem
from kb.reading.files import parse
from kb.reading.glossary import GlossaryFile
from kb.reading.guides import GuideFile
from kb.reading.listing import ContentFile, list_files
from kb.reading.rendering import Renderer
from kb.reading.roles import RoleFile
from kb.reading.rules import NO_RULES, Rules, RulesFile
from kb.reading.source import read_bytes
from kb.writing.drafts import GLOSSARY, GUIDE, ROLE, Draft
from kb.writing.files import rewrite
from kb.writing.tidying import tidy

_WORD = re.compile(r"[^\W\d_]+")
_SAID = ("id", "kind", "text", "title", "heading", "preferred")


@dataclass(frozen=True)
class Fixed:
    """A file that is tidier now, and the difference; empty for one left as it is, lest it say anything else."""

    path: str
    difference: str


def fix_content(folder: Path, *, dry_run: bool) -> Iterator[Fixed]:
    """Tidy every file of the content *folder*, or with *dry_run* only say how."""
    files = list_files(folder).files
    renderer = Renderer()
    rules = _rules(files, renderer)
    for file in files:
        content = read_bytes(file.file, file.path) if file.kind in (ROLE, GUIDE, GLOSSARY) else b""
        if isinstance(content, Problem) or not content:
            continue
        try:
            before = content.decode()
        except UnicodeDecodeError:
            continue
        after = tidy(Draft(file.path, file.language, file.kind, before), rules)
        if after == before:
            continue
        if not says_the_same(file, before, after, renderer):
            yield Fixed(file.path, "")
            continue
        if not dry_run:
            rewrite(folder, file.file.relative_to(folder).as_posix(), _change(before, after))
        yield Fixed(file.path, _difference(file.path, before, after))


def _change(before: str, after: str) -> Callable[[str], str]:
    """Return what writes *after* in place of *before*; what somebody saved meanwhile stays for the next time."""
    return lambda now: after if now == before else now


def says_the_same(file: ContentFile, before: str, after: str, renderer: Renderer) -> bool:
    """Tell whether two texts of a file hold the same clauses and words; numbers may be marks of lists."""
    return _words(file, before, renderer) == _words(file, after, renderer)


def _rules(files: tuple[ContentFile, ...], renderer: Renderer) -> Rules:
    for file in files:
        content = read_bytes(file.file, file.path) if file.kind == "rules" else b""
        if (
            content
            and not isinstance(content, Problem)
            and isinstance(found := parse(file, content, renderer), RulesFile)
        ):
            return found.rules
    return NO_RULES


def _words(file: ContentFile, text: str, renderer: Renderer) -> Counter[str]:
    match parse(file, text.encode(), renderer):
        case RoleFile(version=value) | GuideFile(version=value) | GlossaryFile(glossary=value):
            return Counter(word for said in _texts(value) for word in _WORD.findall(said))
    return Counter()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            found = getattr(value, field.name)
            if not isinstance(found, str):
                yield from _texts(found)
            elif field.name.endswith(_SAID):
                yield found
    elif isinstance(value, str):
        yield value


def _difference(path: str, before: str, after: str) -> str:
    """Return what differs, as `diff -u` shows it, without line ends."""
    return "\n".join(difflib.unified_diff(before.splitlines(), after.splitlines(), path, path, lineterm="", n=1))
