"""Bodies of roles, guides and glossaries, read as files of the content are."""

from pathlib import Path

from kb.glossaries import Entry
from kb.model import RoleVersion, Section
from kb.reading.glossary import GlossaryFile, read_glossary
from kb.reading.guides import GuideFile, read_guide
from kb.reading.rendering import Renderer
from kb.reading.roles import RoleFile, read_role
from kb.reading.source import Source, split_lines

HEAD = "---\ntitle: Guard\n---\n"
"""What stands above every body: its first line is line 4."""


def role(body: str, code: str = "en") -> RoleFile:
    lines = split_lines(HEAD + body)
    return read_role(Source(f"content/{code}/guard.md", code, lines), "guard", Renderer())


def read_file(file: Path, code: str) -> RoleVersion:
    """Return what a file of a role says."""
    lines = split_lines(file.read_bytes().decode())
    found = read_role(Source(f"content/{code}/{file.name}", code, lines), file.stem, Renderer()).version
    assert found is not None
    return found


def version(body: str, code: str = "en") -> RoleVersion:
    found = role(body, code).version
    assert found is not None
    return found


def section(body: str, code: str = "en") -> Section:
    """Return the first section of a role."""
    return version(body, code).sections[0]


def duties(body: str) -> Section:
    """Return what is read of the duties of a role."""
    return section(f"## Duties\n\n{body}\n")


def guide(body: str, code: str = "en") -> GuideFile:
    lines = split_lines(HEAD + body)
    return read_guide(Source(f"content/{code}/guides/doors.md", code, lines), "doors", Renderer())


def guide_html(body: str) -> str:
    """Return all that a guide shows below its headings."""
    found = guide(body).version
    assert found is not None
    return "\n".join(paragraph.html for paragraph in found.paragraphs)


def glossary(body: str, code: str = "en") -> GlossaryFile:
    lines = split_lines(HEAD + body)
    return read_glossary(Source(f"content/{code}/glossary.md", code, lines), Renderer())


def entry(body: str) -> Entry:
    """Return the first entry of a glossary."""
    return glossary(body).glossary.entries[0]


def told(file: RoleFile | GuideFile | GlossaryFile) -> list[str]:
    """Return the problems of a file as line and message, in the order of lines."""
    return [f"{p.place.line}: {p.message}" for p in sorted(file.problems, key=lambda problem: problem.place.line)]


def codes(file: RoleFile | GuideFile | GlossaryFile) -> list[tuple[int, str]]:
    """Return the problems of a file as line and code, in the order of lines."""
    return sorted((problem.place.line, problem.code) for problem in file.problems)
