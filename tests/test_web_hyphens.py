from pathlib import Path

import pytest

from kb.languages import LANGUAGES, Language
from kb.library import build_library
from kb.reading.content import read_content
from kb.search.snapshot import open_snapshot
from kb.web.hyphens import SOFT_HYPHEN, softly_hyphenated
from tests.web_site import SMALL, write

WORDS = SMALL["no/guard.md"] + (
    "\n## Kunnskaper\n\n1. En nøkkel, en kunde, en ansvarlig, en stilling, en beskrivelse. {#know-words}\n"
)


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        ("Nøkkelkundeansvarlig", "Nøkkel|kunde|ansvarlig"),
        ("Revisjon av stillingsbeskrivelsen", "Revisjon av stillings|beskrivelsen"),
        ("Kundeansvarlig", "Kunde|ansvarlig"),
        ("Vakt", "Vakt"),
        ("Xyzzyqwertyuiopasdf", "Xyzzyqwertyuiopasdf"),
    ],
)
def test_a_long_compound_may_break_at_its_joints(tmp_path: Path, title: str, broken: str) -> None:
    content = write(SMALL | {"no/guard.md": WORDS}, tmp_path / "content")
    snapshot = open_snapshot(build_library(read_content(content)), tmp_path / "data", lambda _: None)

    hyphenated = softly_hyphenated(title, snapshot.lexicons["no"])

    assert hyphenated.replace(SOFT_HYPHEN, "|") == broken


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_hyphenated_title_is_the_title(tmp_path: Path, language: Language) -> None:
    content = write(SMALL, tmp_path / "content")
    snapshot = open_snapshot(build_library(read_content(content)), tmp_path / "data", lambda _: None)
    title = "Nøkkelkundeansvarlig · Продавец-консультант · Representative"

    hyphenated = softly_hyphenated(title, snapshot.lexicons[language.code])

    assert hyphenated.replace(SOFT_HYPHEN, "") == title
