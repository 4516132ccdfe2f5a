"""Role files to values: structure, places, spans, and nothing lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.languages import LANGUAGES, Language
from kb.model import SECTION_KINDS
from kb.reading.blocks import Heading
from kb.reading.content import read_content
from kb.reading.headings import PURPOSE, UnknownHeading, kind_of
from kb.reading.rendering import Renderer
from kb.reading.roles import RoleFile, read_role
from kb.reading.scan import scan
from kb.reading.source import Source, split_lines
from tests.conftest import Write

ROLE = """---
title: Guard
synonyms: [Watchman, Night guard]
isco: "5414"
requires: {education: secondary, experience_years: 1, experience_in: security}
status: ready
---
Keeps the *house* safe.

## Duties

Every night:

1. Greets **guests** & staff:  {#greet-guests}
   - in the hall;
   - at the gate.
2. Locks the door.\t{#lock-door}
"""


def read(text: str) -> RoleFile:
    return read_role(Source("content/en/guard.md", "en", split_lines(text)), "guard", Renderer())


def test_front_matter_becomes_typed_fields() -> None:
    version = read(ROLE).version

    assert version is not None
    assert (version.title, version.synonyms, version.isco) == ("Guard", ("Watchman", "Night guard"), "5414")
    assert (version.requires.education, version.requires.experience_years) == ("secondary", 1)
    assert version.requires.experience_in == "security"


def test_a_language_code_is_a_word_and_not_a_boolean() -> None:
    version = read("---\ntitle: no\nsource: no\n---\n").version

    assert version is not None
    assert (version.title, version.source) == ("no", "no")


def test_prose_before_the_sections_is_the_summary() -> None:
    version = read(ROLE).version

    assert version is not None
    assert version.summary_html == "<p>Keeps the <em>house</em> safe.</p>"
    assert version.summary_text == "Keeps the house safe."


def test_a_section_opens_with_prose() -> None:
    version = read(ROLE).version

    assert version is not None
    assert version.sections[0].prose_text == "Every night:"


def test_prose_and_what_fits_no_kind_are_kept_paragraph_by_paragraph_and_lists_whole() -> None:
    version = read(f"{ROLE}\n## What we offer {{#other}}\n\nA dog.\n\n- A *torch*.\n- Tea.\n").version

    assert version is not None
    assert [(each.text, each.html, each.place.line) for each in version.other[0].paragraphs] == [
        ("A dog.", "<p>A dog.</p>", 21),
        ("A torch. Tea.", "<ul>\n<li>A <em>torch</em>.</li>\n<li>Tea.</li>\n</ul>", 23),
    ]
    assert [each.place.line for each in version.sections[0].prose] == [12]


def test_a_nested_list_belongs_to_its_clause() -> None:
    version = read(ROLE).version

    assert version is not None
    wording = next(version.wordings)
    assert wording.text == "Greets guests & staff: in the hall; at the gate."
    assert wording.html == (
        "Greets <strong>guests</strong> &amp; staff:\n<ul>\n<li>in the hall;</li>\n<li>at the gate.</li>\n</ul>"
    )
    assert (wording.place.line, wording.last_line) == (14, 16)


def test_the_span_of_a_wording_is_its_text_in_the_file() -> None:
    version = read(ROLE).version

    assert version is not None
    spans = [ROLE[slice(*wording.span)] for wording in version.wordings]
    assert spans == ["Greets **guests** & staff:", "Locks the door."]


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_other_line_ends_and_a_byte_order_mark_keep_lines_and_spans(line_end: str) -> None:
    text = "\ufeff" + ROLE.replace("\n", line_end)
    version = read(text).version

    assert version is not None
    assert [wording.place.line for wording in version.wordings] == [14, 17]
    assert [text[slice(*wording.span)] for wording in version.wordings][1] == "Locks the door."


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
@pytest.mark.parametrize("kind", SECTION_KINDS)
def test_every_heading_of_a_language_is_recognised(language: Language, kind: str) -> None:
    for text in language.headings[kind]:
        for shown in (text, text.upper(), f"2. {text}:"):
            assert kind_of(Heading(1, 2, shown, None), language.code, after_duties=True) == kind


def test_bare_ansvar_is_a_duty_before_the_duties_and_liability_after_them() -> None:
    heading = Heading(1, 2, "Ansvar", None)

    assert kind_of(heading, "no", after_duties=False) == "duties"
    assert kind_of(heading, "no", after_duties=True) == "liability"


def test_a_purpose_belongs_to_the_summary() -> None:
    assert kind_of(Heading(1, 2, "Цели и задачи", None), "ru", after_duties=False) == PURPOSE
    version = read("---\ntitle: Guard\n---\n\n## Job purpose\n\nTo keep the house safe.\n").version
    assert version is not None
    assert version.summary_text == "To keep the house safe."


def test_an_explicit_kind_wins_over_the_heading() -> None:
    assert kind_of(Heading(1, 2, "What I may do", "rights"), "en", after_duties=False) == "rights"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_combined_headings_are_the_authors_to_part(language: Language) -> None:
    for text in language.combined_headings:
        unknown = kind_of(Heading(1, 2, text, None), language.code, after_duties=False)
        assert isinstance(unknown, UnknownHeading)
        assert unknown.code == "combined-heading"


def test_one_bad_file_does_not_hide_the_others(content: Write, folder: Path) -> None:
    content("en/guard.md", ROLE)
    (folder / "en" / "broken.md").write_bytes(b"\xff\xfe\x00")

    assert [version.role for version in read_content(folder).role_versions] == ["guard"]


def test_the_fingerprint_changes_with_a_file_and_not_with_its_date(content: Write, folder: Path) -> None:
    content("en/guard.md", ROLE)
    first = read_content(folder).fingerprint
    content("en/guard.md", ROLE)
    again = read_content(folder).fingerprint
    content("en/guard.md", ROLE + "3. Sleeps. {#sleep}\n")

    assert first == again
    assert read_content(folder).fingerprint != first


PIECES = st.sampled_from(
    [
        "---",
        "title: Guard",
        "## Duties",
        "## Dutys",
        "# x",
        "1. a {#a}",
        "2. b {#b}",
        "- c",
        "   - d {#d}",
        "",
        "text",
        "  text",
        "* * *",
        ":   x",
        "|a|b|",
        "{#a}",
        "```",
        "<!--",
        "isco: [",
        "\t- e",
        "\u2028",
    ]
)
FILES = st.lists(PIECES | st.text(max_size=20), max_size=25).map("\n".join)


@given(FILES)
def test_scanning_yields_every_line_once_in_order(text: str) -> None:
    lines = split_lines(text)
    expected = [line.number for line in lines if not line.is_blank]
    blank = {line.number for line in lines if line.is_blank}

    found = [n for block in scan(lines) for n in range(block.line, block.last_line + 1) if n not in blank]
    assert found == expected


@given(st.text())
def test_split_lines_keeps_every_character(text: str) -> None:
    lines = split_lines(text)

    for line in lines:
        assert text[line.start : line.start + len(line.text)] == line.text
    kept = sum(len(line.text) for line in lines) + sum(text.count(end) for end in "\r\n")
    assert kept == len(text) - text.startswith("\ufeff")


@pytest.mark.parametrize("text", ["Locks the door.", "Lock the door!"])
def test_a_wording_without_markup_is_kept_once(text: str) -> None:
    version = read(ROLE.replace("Locks the door.", text)).version
    assert version is not None

    _, wording = version.wordings

    assert wording.text == text
    assert wording.html is wording.text


def test_equal_ids_of_all_files_are_one_text() -> None:
    first, second = read(ROLE).version, read(ROLE).version
    assert first is not None
    assert second is not None

    assert [one.id is other.id for one, other in zip(first.wordings, second.wordings, strict=True)] == [True, True]
