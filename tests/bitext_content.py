"""Small contents for the tests of the translators' room, and what is found in them."""

from pathlib import Path

from kb.bitext.checks.rules import Finding
from kb.bitext.desk import Desk, open_desk
from kb.library import build_library
from kb.reading.content import read_content

HEADINGS = {
    "en": {"duties": "Duties", "rights": "Rights", "liability": "Liability", "requirements": "Requirements"},
    "ru": {
        "duties": "Обязанности",
        "rights": "Права",
        "liability": "Ответственность",
        "requirements": "Требования",
    },
    "no": {"duties": "Arbeidsoppgaver", "rights": "Rettigheter", "liability": "Ansvar", "requirements": "Krav"},
}
TITLES = {"en": "Guard", "ru": "Охранник", "no": "Vakt"}


def role(language: str, section: str = "duties", **wordings: str) -> str:
    """Return a file of a role with *wordings* by id, _ standing for -, in one *section*."""
    lines = [f"1. {text} {{#{id.replace('_', '-')}}}" for id, text in wordings.items()]
    heading = (
        "Ansvar ved mislighold" if (language, section) == ("no", "liability") else HEADINGS[language][section]
    )
    return "\n".join(("---", f"title: {TITLES[language]}", "---", "", f"## {heading}", "", *lines, ""))


def glossary(language: str, *entries: tuple[str, str]) -> str:
    """Return a glossary with entries of an id and names."""
    meaning = {"en": "What it means.", "ru": "Что это значит.", "no": "Hva det betyr."}[language]
    lines = [f"{names} {{#{id}}}\n:   {meaning}" for id, names in entries]
    return "\n".join(("---", f"title: {language}", "---", "", "\n\n".join(lines), ""))


def desk(folder: Path) -> Desk:
    """Return the desk of the content in *folder*."""
    return open_desk(build_library(read_content(folder), drafts=True), folder, None)


def found(folder: Path) -> list[tuple[str, str, str]]:
    """Return rule, unit and language of everything the checks find."""
    return [(one.rule.id, one.unit, one.language) for one in findings(folder)]


def findings(folder: Path) -> tuple[Finding, ...]:
    """Return what the checks find."""
    one = desk(folder)
    return one.open_findings(one.checker.all_findings())
