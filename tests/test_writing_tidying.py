"""What `kb check --fix` mends: marks, headings, signs and spaces; never a word."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.languages import CODES, DEFAULT, language
from kb.reading.listing import ContentFile, Kind
from kb.reading.rendering import Renderer
from kb.reading.rules import NO_RULES, Rules, Units
from kb.writing.drafts import GLOSSARY, GUIDE, ROLE, Draft
from kb.writing.fixing import fix_content, says_the_same
from kb.writing.tidying import tidy
from tests.conftest import Write
from tests.reading import HEAD
from tests.test_reading_nothing_lost import bodies

DUTIES = f"{HEAD}## Duties\n\n"
RULES = Rules(units={"en": Units(("%", "years"))})


def tidied(text: str, kind: str = ROLE, rules: Rules = NO_RULES, code: str = "en") -> str:
    return tidy(Draft(f"content/{code}/guard.md", code, kind, text), rules)


@pytest.mark.parametrize(
    ("pasted", "plain"),
    [
        ("• Locks. {#a}\n• Rests. {#b}\n", "- Locks. {#a}\n- Rests. {#b}\n"),
        ("— Locks. {#a}\n–\u00a0Rests. {#b}\n", "- Locks. {#a}\n- Rests. {#b}\n"),
        ("2.13. Locks. {#a}\n2.14 Rests. {#b}\n", "13. Locks. {#a}\n14. Rests. {#b}\n"),
        ("(1) Locks. {#a}\n2) Rests. {#b}\n", "1. Locks. {#a}\n2) Rests. {#b}\n"),
        ("a) Locks. {#a}\nb) Rests. {#b}\n", "1. Locks. {#a}\n2. Rests. {#b}\n"),
        ("I. Locks. {#a}\nII. Rests. {#b}\n", "1. Locks. {#a}\n2. Rests. {#b}\n"),
        ("1.Locks. {#a}\n1\\. Rests. {#b}\n", "1. Locks. {#a}\n1. Rests. {#b}\n"),
        ("\u200b- Locks. {#a}\n\ufeff1. Rests. {#b}\n", "- Locks. {#a}\n1. Rests. {#b}\n"),
        ("  1. Locks: {#a}\n     - gate\n  2. Rests. {#b}\n", "1. Locks: {#a}\n   - gate\n2. Rests. {#b}\n"),
        ("1. Locks: {#a}\n   • gate\n   • door\n", "1. Locks: {#a}\n   - gate\n   - door\n"),
        ("1. Locks. {#a}\n> A note.\n2. Rests. {#b}\n", "1. Locks. {#a}\n   > A note.\n2. Rests. {#b}\n"),
        ("> 1. Locks. {#a}\n> 2. Rests. {#b}\n", "1. Locks. {#a}\n2. Rests. {#b}\n"),
        ("Locks. {#a}\n\nRests. {#b}\n", "- Locks. {#a}\n\n- Rests. {#b}\n"),
        ("1. Locks the\n   doors. {#a}\n", "1. Locks the doors. {#a}\n"),
        ("<ul>\n<li>Locks. {#a}</li>\n<li>Rests. {#b}</li>\n</ul>\n", "- Locks. {#a}\n- Rests. {#b}\n"),
        ("1. Lo\u00adcks pa\u030a. {#a}\n", "1. Locks på. {#a}\n"),
        ("<!-- x --> • Locks. {#a}\n• Rests. {#b}\n", "<!-- x --> • Locks. {#a}\n- Rests. {#b}\n"),
        ("| Plan | 100 % {#a} |\n", "| Plan | 100 % {#a} |\n"),
        ("```\n• code\n```\n", "```\n• code\n```\n"),
    ],
)  # fmt: skip
def test_lists_become_plain(pasted: str, plain: str) -> None:
    assert tidied(DUTIES + pasted) == DUTIES + plain


@pytest.mark.parametrize(
    ("pasted", "plain"),
    [
        ("##\u00a0Duties", "## Duties"),
        ("##Duties", "## Duties"),
        ("## **Duties**", "## Duties"),
        ("Duties\n------", "## Duties"),
        ("# Duties", "## Duties"),
        ("**Duties**", "## Duties"),
        ("**Duties:**", "## Duties"),
        ("3. Duties", "## Duties"),
        ("## _What I do_ {#duties}", "## What I do {#duties}"),
        ("## Duties", "## Duties"),
    ],
)
def test_headings_become_plain(pasted: str, plain: str) -> None:
    assert tidied(f"{HEAD}{pasted}\n\n1. A. {{#a}}\n") == f"{HEAD}{plain}\n\n1. A. {{#a}}\n"


def test_a_description_pasted_with_numbered_headings_becomes_plain() -> None:
    pasted = (
        f"{HEAD}1. **Duties**\n   1.1. Locks. {{#a}}\n   1.2. Rests. {{#b}}\n2. **Rights**\n   2.1. Goes. {{#c}}\n"
    )

    assert tidied(pasted) == f"{HEAD}## Duties\n1. Locks. {{#a}}\n2. Rests. {{#b}}\n## Rights\n1. Goes. {{#c}}\n"


def test_terms_become_plain() -> None:
    text = HEAD + "**kpi**; *figure*; ~~x~~ {#kpi}\n:   A number.\n\n• brief {#brief}\n:   A task.\n"

    assert (
        tidied(text, GLOSSARY)
        == HEAD + "kpi; figure; ~~x~~ {#kpi}\n:   A number.\n\nbrief {#brief}\n:   A task.\n"
    )


def test_numbers_keep_their_units_beside_them() -> None:
    text = DUTIES + "1. After 5 years, 100 % and `5 years` of [5 years](#a). {#a}\n"

    assert tidied(text, rules=RULES) == DUTIES + (
        "1. After 5\u00a0years, 100\u00a0% and `5 years` of [5\u00a0years](#a). {#a}\n"
    )


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_and_the_mark_at_the_start_stay(line_end: str) -> None:
    text = ("\ufeff" + DUTIES + "• Locks. {#a}\n\nWhat\n----\n").replace("\n", line_end)

    assert tidied(text) == ("\ufeff" + DUTIES + "- Locks. {#a}\n\n## What\n").replace("\n", line_end)


def test_the_difference_is_shown_and_written_unless_it_is_tried(content: Write, folder: Path) -> None:
    file = content("en/guard.md", DUTIES + "1. A. {#a}\n• Locks. {#b}\n")
    path = "content/en/guard.md"
    expected = f"--- {path}\n+++ {path}\n@@ -6,2 +6,2 @@\n 1. A. {{#a}}\n-• Locks. {{#b}}\n+- Locks. {{#b}}"

    assert [each.difference for each in fix_content(folder, dry_run=True)] == [expected]
    assert file.read_text().endswith("• Locks. {#b}\n")
    assert [each.difference for each in fix_content(folder, dry_run=False)] == [expected]
    assert file.read_text().endswith("- Locks. {#b}\n")
    assert list(fix_content(folder, dry_run=False)) == []


@pytest.mark.parametrize("kind", [ROLE, GUIDE, GLOSSARY])
@pytest.mark.parametrize("code", CODES)
@given(data=st.data())
def test_whatever_is_tidied_is_tidy_then(kind: Kind, code: str, data: st.DataObject) -> None:
    text = HEAD + data.draw(bodies(language(code)))
    once = tidied(text, kind, RULES, code)

    assert tidied(once, kind, RULES, code) == once


@given(data=st.data())
def test_no_file_is_tidied_that_would_say_anything_else(data: st.DataObject) -> None:
    text = HEAD + data.draw(bodies(DEFAULT))
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "content"
        (folder / "en").mkdir(parents=True)
        file = ContentFile(folder / "en/guard.md", "content/en/guard.md", "role", "guard", "en")
        file.file.write_bytes(text.encode())
        fixed = list(fix_content(folder, dry_run=False))

        assert len(fixed) <= 1
        assert says_the_same(file, text, file.file.read_bytes().decode(), Renderer())


def test_a_file_that_would_say_something_else_is_left_and_named(content: Write, folder: Path) -> None:
    text = DUTIES + "> - Locks. {#a}\n  - Rests. {#b}\n"
    file = content("en/guard.md", text)

    assert [(each.path, each.difference) for each in fix_content(folder, dry_run=False)] == [
        ("content/en/guard.md", "")
    ]
    assert file.read_bytes().decode() == text
