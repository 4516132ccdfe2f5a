"""Notes, marks and groups of clauses: what each version has, and what differs between languages."""

import pytest

from kb.library import build_library
from kb.reading.content import read_content
from tests.conftest import Problems, Write
from tests.reading import HEAD, duties, role, section, told


def test_a_note_is_a_quotation_below_its_clause() -> None:
    note = "   > In Britain, *2026*: a letter\n   > takes its place.\n\n   > Second.\n"
    wording = duties(f"1. Locks. {{#lock}}\n   - the gate;\n{note}").wordings[0]

    assert wording.text == "Locks. the gate;"
    assert [(note.html, note.text, note.place.line, note.year) for note in wording.notes] == [
        (
            "In Britain, <em>2026</em>: a letter\ntakes its place.",
            "In Britain, 2026: a letter takes its place.",
            8,
            2026,
        ),
        ("Second.", "Second.", 11, None),
    ]


def test_a_note_knows_where_it_stands() -> None:
    text = HEAD + "## Duties\n\n1. A. {#a}\n   > First line\n   > and the next.\n2. B. {#b}\n"
    note = section(text.removeprefix(HEAD)).wordings[0].notes[0]

    assert text[slice(*note.span)] == "First line\n   > and the next."


@pytest.mark.parametrize(
    "lines", ["> Note.", "   >Note.", "\t> Note.", "   - nested\n     > Note.", "   - nested\n\n   > Note."]
)
def test_a_note_is_one_however_it_is_indented(lines: str) -> None:
    found = duties(f"1. A: {{#a}}\n{lines}\n2. B. {{#b}}\n")

    assert [note.text for note in found.wordings[0].notes] == ["Note."]
    assert [wording.id for wording in found.wordings] == ["a", "b"]
    assert "Note" not in found.wordings[0].html


def test_a_note_may_hold_a_list() -> None:
    note = duties("1. A. {#a}\n   > Either:\n   > - one;\n   > - two.\n").wordings[0].notes[0]

    assert note.html == "<p>Either:</p>\n<ul>\n<li>one;</li>\n<li>two.</li>\n</ul>"


def test_marks_stand_behind_the_id() -> None:
    found = section(
        "## Requirements\n\n1. A. {#a .desirable .form-ru}\n2. B. {#b .form-uk .form-no}\n3. C. {#c}\n"
    )

    assert [(wording.desirable, wording.forms) for wording in found.wordings] == [
        (True, ("ru",)),
        (False, ("no", "uk")),
        (False, ()),
    ]


@pytest.mark.parametrize(
    ("heading", "mark", "message"),
    [
        (
            "Duties",
            ".desirable",
            "6: only requirements, knowledge, skills, qualities can be desirable; remove .desirable",
        ),
        (
            "Duties",
            ".form-us",
            "6: there is no mark .form-us; the marks of a clause are .desirable, .form-no, .form-ru, .form-uk",
        ),
    ],
)
def test_a_mark_that_does_not_fit_is_reported(heading: str, mark: str, message: str) -> None:
    file = role(f"## {heading}\n\n1. A. {{#a {mark}}}\n")

    assert told(file) == [message]
    assert file.version is not None
    assert [(wording.id, wording.desirable) for wording in file.version.wordings] == [("a", False)]


EN = "---\ntitle: Guard\n---\n\n## Requirements\n\n"
NO = "---\ntitle: Vakt\n---\n\n## Kvalifikasjonskrav\n\n"


def test_marks_and_groups_that_differ_between_languages_are_reported(content: Write, problems: Problems) -> None:
    content(
        "en/guard.md", EN + "### Own {#own}\n\n1. A. {#a .desirable}\n2. B. {#b .form-ru}\n\n### Team {#team}\n"
    )
    content("no/guard.md", NO + "1. A. {#a}\n\n### Eget {#own}\n\n2. B. {#b .form-ru}\n")

    assert problems() == [
        "content/no/guard.md:5: no group #team (content/en/guard.md:12); add its heading of level 3 here",
        "content/no/guard.md:7: #a stands in no group here and in the group #own in content/en/guard.md:9; "
        "group it alike in all languages",
        "content/no/guard.md:7: #a is marked not at all here and .desirable in content/en/guard.md:9; "
        "mark it alike in all languages",
    ]


def test_clauses_and_sections_bring_the_languages_together(content: Write) -> None:
    content("en/guard.md", EN + "### Own {#own}\n\n1. A. {#a .desirable}\n   > Note.\n2. B. {#b .form-ru}\n")
    file = content("no/guard.md", NO + "### Eget {#own}\n\n1. A. {#a .desirable}\n2. B. {#b .form-ru}\n")
    library = build_library(read_content(file.parents[1]))

    found = library.roles[0].sections[0]
    assert [(group.id, group.title("no"), group.title("en"), group.title("ru")) for group in found.groups] == [
        ("own", "Eget", "Own", None)
    ]
    assert [(clause.desirable, clause.forms, clause.group) for clause in found.clauses] == [
        (True, (), "own"),
        (False, ("ru",), "own"),
    ]


def test_a_misspelt_id_is_named_once(content: Write, problems: Problems) -> None:
    heading = {"en": "Duties", "ru": "Должностные обязанности", "no": "Arbeidsoppgaver"}
    for code, name in heading.items():
        id = "lock-bulding" if code == "no" else "lock-building"
        content(f"{code}/guard.md", f"---\ntitle: X\n---\n\n## {name}\n\n1. A. {{#{id}}}\n")

    assert problems() == [
        "content/no/guard.md:7: no other version has #lock-bulding; did you mean #lock-building "
        "(content/en/guard.md:7)?"
    ]


def test_a_misspelt_id_of_two_versions_is_that_of_the_translation(content: Write, problems: Problems) -> None:
    content("en/guides/doors.md", "---\ntitle: X\n---\n\n## Doors {#closing-doors}\n\nText.\n")
    content("no/guides/doors.md", "---\ntitle: X\n---\n\n## Dører {#closing-dors}\n\nTekst.\n")

    assert problems() == [
        "content/no/guides/doors.md:5: no other version has #closing-dors; did you mean #closing-doors "
        "(content/en/guides/doors.md:5)?"
    ]


def test_what_stands_under_an_unknown_heading_is_not_missing_too(content: Write, problems: Problems) -> None:
    content("en/guard.md", EN + "1. A. {#a}\n2. B. {#b}\n")
    content("no/guard.md", "---\ntitle: Vakt\n---\n\n## Ymse\n\n1. A. {#a}\n2. B. {#b}\n")

    assert [problem.partition(":")[0] for problem in problems()] == ["content/no/guard.md"]


def test_a_term_of_one_language_alone_is_missed_by_none(content: Write, problems: Problems) -> None:
    content("en/glossary.md", "---\ntitle: Glossary\n---\n\nbrief {#brief}\n:   A task.\n")
    content(
        "no/glossary.md",
        "---\ntitle: Ordliste\n---\n\nbrief {#brief}\n:   Oppgave.\n\ntariffavtale {#avtale .only}\n:   Avtale.\n",
    )

    assert problems() == []


def test_a_draft_glossary_is_not_served(content: Write) -> None:
    file = content("en/glossary.md", "---\ntitle: Glossary\nstatus: draft\n---\n\nbrief {#brief}\n:   A task.\n")
    read = read_content(file.parents[1])

    assert build_library(read).terms == ()
    assert len(build_library(read, drafts=True).terms) == 1
