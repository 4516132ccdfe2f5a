"""Every kind of problem, by its whole message."""

import os
from pathlib import Path

import pytest

from kb.reading.content import read_content
from tests.conftest import Problems, Write

GUARD = "---\ntitle: Guard\n---\n\n## Duties\n\n1. Greets guests. {#greet-guests}\n"


def test_sound_content_has_no_problems(content: Write, problems: Problems) -> None:
    content("en/guard.md", GUARD)
    content(
        "no/guard.md", "---\ntitle: Vakt\n---\n\n## Arbeidsoppgaver\n\n1. Hilser på gjester. {#greet-guests}\n"
    )

    assert problems() == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## Duties\n", "1: no front matter; begin the file with ---, title: … and ---"),
        (
            "---\ntitle: Guard\n\n## Duties\n",
            "1: the front matter does not end; put --- on a line of its own after the last field",
        ),
        (
            "---\ntitle: [Guard\n---\n",
            "2: the front matter is not valid YAML (expected ',' or ']', but got '<stream end>'); "
            "mend this line, or put its value in quotes",
        ),
        (
            "---\n- Guard\n---\n",
            "2: the front matter is not valid YAML (it holds no fields); "
            "mend this line, or put its value in quotes",
        ),
        ("---\nstatus: ready\n---\n", "1: no title; add title: … to the front matter"),
        (
            "---\ntitle: Guard\ntitel: Guard\n---\n",
            "3: unknown field titel; the fields are title, synonyms, isco, status, source, reviewed, requires",
        ),
        ("---\ntitle: Guard\ntitle: Guard\n---\n", "3: title stands twice; remove one of them"),
        (
            "---\ntitle: #1 guard\n---\n",
            "2: title holds nothing; write one line of text, in quotes if it begins with #",
        ),
        (
            "---\ntitle: 2024\n---\n",
            "2: title is not a text; write one line of text, in quotes if it looks like a number",
        ),
        (
            "---\ntitle: Guard\nisco: 5414\n---\n",
            '3: isco is not a quoted text; write the four digits of ISCO-08 in quotes: isco: "3322"',
        ),
        (
            '---\ntitle: Guard\nisco: "54"\n---\n',
            '3: isco is not four digits; write the four digits of ISCO-08 in quotes: isco: "3322"',
        ),
        (
            "---\ntitle: Guard\nsynonyms: Watchman\n---\n",
            "3: synonyms is not a list; write [first, second]",
        ),
        (
            "---\ntitle: Guard\nsynonyms: [[Watchman]]\n---\n",
            "3: synonyms holds something that is not a text; write [first, second]",
        ),
        ("---\ntitle: Guard\nstatus: done\n---\n", "3: status is none of draft, ready; write one of them"),
        ("---\ntitle: Guard\nsource: de\n---\n", "3: source is none of en, ru, no; write one of them"),
        (
            "---\ntitle: Guard\nrequires: higher\n---\n",
            "3: requires is not a set of fields; "
            "write {education: higher, experience_years: 2, experience_in: sales}",
        ),
        (
            "---\ntitle: Guard\nrequires: {education: good}\n---\n",
            "3: requires.education is none of none, secondary, secondary-vocational, higher; write one of them",
        ),
        (
            "---\ntitle: Guard\nrequires:\n  experience_years: two\n---\n",
            "4: requires.experience_years is not a whole number of years from 0 to 50; "
            "write a number: experience_years: 2",
        ),
        (
            "---\ntitle: Guard\nrequires: {years: 2}\n---\n",
            "3: unknown field requires.years; the fields are requires.education, "
            "requires.experience_years, requires.experience_in",
        ),
    ],
)
def test_front_matter(content: Write, problems: Problems, text: str, expected: str) -> None:
    content("en/guard.md", text)

    assert problems() == [f"content/en/guard.md:{expected}"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "## Dutys\n\n1. Greets guests. {#greet-guests}",
            "5: unknown heading “Dutys”; use a standard one such as “Duties”, or add {#duties}, "
            "another kind, or {#other}",
        ),
        (
            "## What we offer\n\nFruit.",
            "5: “What we offer” holds more than one kind of section; part it into sections of one kind each, "
            "or add {#other} if it is to be read only",
        ),
        ("# Guard", "5: a heading of level 1; sections of a role have level 2 (##)"),
        (
            "1. Greets guests. {#greet-guests}",
            "5: a clause before any section heading; put it under one, such as ## Duties",
        ),
        ("## Duties\n\n1. Greets guests.", "7: the clause has no id; end its line with {#id}"),
        (
            "## Duties\n\n1. Greets guests. {#Greet_Guests}",
            "7: #Greet_Guests cannot be an id; use small Latin letters, digits and single hyphens, "
            "a letter first, 80 characters at most",
        ),
        (
            "## Duties\n\n1. Greets guests. {#ui-search}",
            "7: #ui-search cannot be an id; use small Latin letters, digits and single hyphens, "
            "a letter first, 80 characters at most",
        ),
        (
            "## Duties\n\n1. {#greet-guests}",
            "7: the clause #greet-guests has no text; write it before the id",
        ),
        ("## Duties\n\n1. <b></b> {#greet-guests}", "7: the clause has no text that can be shown; write it"),
        (
            "## Duties\n\n1. Greets guests. {#greet}\n2. Greets dogs. {#greet}",
            "8: the id #greet stands twice (first in line 7); give one of the clauses its own",
        ),
        (
            "## Duties\n\n1. Greets\nguests. {#greet}",
            "7: the wording is more than one line; write it, with its id at the end, in one",
        ),
        (
            "## Duties\n\n1. Greets guests. {#greet}\n\n   All of them.",
            "7: the wording is more than one line; write it, with its id at the end, in one",
        ),
        (
            "## Duties\n\n1. Greets guests. {#greet}\n\nAnd dogs.",
            "9: text after the clauses of a section; move it above them, or make it a clause",
        ),
        (
            "## Duties\n\n1. Greets guests. {#greet}\n\n## Responsibilities\n\n1. Greets dogs. {#dogs}",
            "9: a second section of the kind duties (first in line 5); put its clauses under that one",
        ),
        (
            "## Work {#jobs}\n\n1. Greets guests. {#greet}",
            "5: there is no kind #jobs; the kinds are provisions, requirements, knowledge, skills, qualities, "
            "duties, rights, liability, indicators, conditions, pay, career, training, revision, purpose, other",
        ),
        (
            "See [the other role](doorman.md).",
            "5: the link leads to “doorman”, which does not exist; mend it",
        ),
        (
            "See [the photograph](guard.png).",
            "5: the link “guard.png” leads to no role, guide or glossary of this language; mend it",
        ),
        (
            "See [the other role](//elsewhere.example/doorman.md).",
            "5: the link “//elsewhere.example/doorman.md” leads to no role, guide or glossary of this language; "
            "mend it",
        ),
    ],
)
def test_body_of_a_role(content: Write, problems: Problems, body: str, expected: str) -> None:
    content("en/guard.md", f"---\ntitle: Guard\n---\n\n{body}\n")

    assert problems() == [f"content/en/guard.md:{expected}"]


def test_a_file_that_is_not_utf_8_is_reported_with_its_line(folder: Path, problems: Problems) -> None:
    (folder / "ru").mkdir()
    (folder / "ru" / "guard.md").write_bytes("---\ntitle: Охранник\n".encode("cp1251"))

    assert problems() == ["content/ru/guard.md:2: is not UTF-8 here; save the file as UTF-8"]


def test_a_file_that_cannot_be_read_is_reported(folder: Path, problems: Problems) -> None:
    (folder / "en" / "guard.md").mkdir(parents=True)

    assert problems() == ["content/en/guard.md:1: cannot be read (Is a directory); mend its permissions"]


def test_a_missing_wording_is_reported_where_the_section_is(content: Write, problems: Problems) -> None:
    content("en/guard.md", GUARD)
    content("no/guard.md", "---\ntitle: Vakt\n---\n\n## Arbeidsoppgaver\n")

    assert problems() == [
        "content/no/guard.md:5: no wording of #greet-guests (content/en/guard.md:7); add it here",
    ]


def test_a_missing_wording_names_the_section_that_is_missing_too(content: Write, problems: Problems) -> None:
    content("en/guard.md", GUARD)
    content("no/guard.md", "---\ntitle: Vakt\n---\n")

    assert problems() == [
        "content/no/guard.md:1: no wording of #greet-guests (content/en/guard.md:7); "
        "add it under “Arbeidsoppgaver”",
    ]


def test_a_missing_wording_of_a_draft_is_a_note(content: Write, folder: Path) -> None:
    content("en/guard.md", GUARD)
    content("no/guard.md", "---\ntitle: Vakt\nstatus: draft\n---\n")

    found = read_content(folder).problems
    assert [(problem.code, problem.severity) for problem in found] == [("missing-wording", "note")]


@pytest.mark.parametrize(
    ("status", "expected"), [("draft", []), ("ready", [("content/en/guard.md:5", "link-to-draft", "warning")])]
)
def test_a_link_to_a_draft_is_reported_where_readers_would_meet_it(
    content: Write, folder: Path, status: str, expected: list[tuple[str, str, str]]
) -> None:
    content("en/guard.md", f"---\ntitle: Guard\nstatus: {status}\n---\nLike a [doorman](doorman.md).\n")
    content("en/doorman.md", "---\ntitle: Doorman\nstatus: draft\n---\nLike a [guard](guard.md).\n")

    found = read_content(folder).problems
    assert [(str(problem.place), problem.code, problem.severity) for problem in found] == expected


def test_a_missing_version_is_reported(content: Write, problems: Problems) -> None:
    content("en/guard.md", GUARD)
    content("ru/glossary.md", "---\ntitle: Глоссарий\n---\n")

    assert problems() == [
        "content/en/guard.md:1: no Russian version; add content/ru/guard.md or mark the role as draft",
    ]


def test_a_role_without_its_source_version_is_reported(content: Write, problems: Problems) -> None:
    content("no/guard.md", "---\ntitle: Vakt\n---\n")

    assert problems() == [
        "content/no/guard.md:1: no English version, from which this role is translated; "
        "add content/en/guard.md, or say source: no in the front matter",
    ]


def test_an_id_of_two_kinds_is_reported_where_the_fewer_have_it(content: Write, problems: Problems) -> None:
    content("en/guard.md", GUARD)
    content("no/guard.md", "---\ntitle: Vakt\n---\n\n## Rettigheter\n\n1. Kan hilse på gjester. {#greet-guests}\n")

    assert problems() == [
        "content/no/guard.md:7: #greet-guests stands under rights here and under duties in content/en/guard.md:7; "
        "give one of the two another id",
    ]


def test_neutral_fields_that_disagree_are_reported(content: Write, problems: Problems) -> None:
    content("en/guard.md", '---\ntitle: Guard\nisco: "5414"\n---\n')
    content("no/guard.md", '---\ntitle: Vakt\nisco: "5419"\n---\n')

    assert problems() == [
        "content/no/guard.md:3: isco is 5419 here and 5414 in content/en/guard.md:3; "
        "make them equal, or leave it out here",
    ]


def test_a_retired_id_in_use_is_reported(content: Write, problems: Problems) -> None:
    content("en/guard.md", GUARD)
    content("retired.csv", "id,kind,replaced_by,retired_on\ngreet-guests,concept,,2026-03-31\n")

    assert problems() == [
        "content/en/guard.md:7: the concept #greet-guests is retired (content/retired.csv:2); give it a new id",
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("old,place,,2026-03-31", "2: there is no kind “place”; write one of concept, role, guide, term"),
        ("old,role,,31.03.2026", "2: “31.03.2026” is no date; write it as 2026-03-31"),
        ("old,role", "2: not four cells; write id,kind,replaced_by,retired_on"),
        (
            "old,role,new,2026-03-31",
            "2: #old is replaced by #new, which does not exist; name one that does",
        ),
        (
            "old,role,,2026-03-31\nold,role,,2026-03-31",
            "3: the role #old stands twice (first in line 2); remove one",
        ),
        (
            "a,role,b,2026-03-31\nb,role,,2026-03-31",
            "2: #a is replaced by #b, which is retired too (content/retired.csv:3); name an id in use, or none",
        ),
    ],
)
def test_rows_of_retired_ids(content: Write, problems: Problems, rows: str, expected: str) -> None:
    content("en/guard.md", GUARD)
    content("retired.csv", f"id,kind,replaced_by,retired_on\n{rows}\n")

    assert problems() == [f"content/retired.csv:{expected}"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("## Approval", "5: the heading has no id; end its line with {#id}"),
        ("# Approval {#approval}", "5: a heading of level 1; headings of a guide have level 2 or 3 (## or ###)"),
        (
            "## One {#one}\n\n## Two {#one}",
            "7: the id #one stands twice (first in line 5); give one of the headings its own",
        ),
    ],
)
def test_headings_of_a_guide(content: Write, problems: Problems, body: str, expected: str) -> None:
    content("en/guides/advice.md", f"---\ntitle: Advice\n---\n\n{body}\n")

    assert problems() == [f"content/en/guides/advice.md:{expected}"]


def test_a_heading_missing_in_one_language_is_reported(content: Write, problems: Problems) -> None:
    content("en/guides/advice.md", "---\ntitle: Advice\n---\n\n## Approval {#approval}\n\nText.\n")
    content("no/guides/advice.md", "---\ntitle: Råd\n---\n")

    assert problems() == [
        "content/no/guides/advice.md:1: no heading #approval (content/en/guides/advice.md:5); add it here",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("brief\n:   A task.", "5: the term has no id; end its line with {#id}"),
        ("brief {#brief}", "5: the term has no definition; write it in the next line after “:   ”"),
        (":   A task.", "5: a definition without a term above it; write one"),
        (
            "~~task~~ {#brief}\n:   A task.",
            "5: no term to prefer; put one before those that are struck through",
        ),
        (
            "brief {#brief}\n:   A task.\nfor designers",
            "7: text between the terms; move it above the first one, or make it a definition",
        ),
        (
            "brief {#brief}\n:   A task.\n\ntask {#brief}\n:   A brief.",
            "8: the id #brief stands twice (first in line 5); give one of the terms its own",
        ),
        (
            "brief; task {#brief}\n:   A task.\n\ntask {#task}\n:   A brief.",
            "8: “task” names #brief too (content/en/glossary.md:5); let it name one of the two",
        ),
    ],
)
def test_entries_of_a_glossary(content: Write, problems: Problems, body: str, expected: str) -> None:
    content("en/glossary.md", f"---\ntitle: Glossary\n---\n\n{body}\n")

    assert problems() == [f"content/en/glossary.md:{expected}"]


def test_an_entry_missing_in_one_language_is_reported(content: Write, problems: Problems) -> None:
    content("en/glossary.md", "---\ntitle: Glossary\n---\n\nbrief {#brief}\n:   A task.\n")
    content("no/glossary.md", "---\ntitle: Ordliste\n---\n")

    assert problems() == [
        "content/no/glossary.md:1: no entry #brief (content/en/glossary.md:5); add it here",
    ]


def test_a_file_that_is_no_content_is_reported(content: Write, problems: Problems) -> None:
    content("en/guard.md", GUARD)
    content("en/guard.txt", "Notes.")
    content("de/guard.md", GUARD)

    assert problems() == [
        "content/de:1: not the folder of a language (en, ru, no); move it away, or add the language",
        "content/en/guard.txt:1: is not content and is not read; move it away",
    ]


def test_a_file_name_that_is_no_id_is_reported(content: Write, problems: Problems) -> None:
    content("en/Night guard.md", GUARD)

    assert problems() == [
        "content/en/Night guard.md:1: “Night guard” cannot be an id; use small Latin letters, digits and "
        "single hyphens, a letter first, 80 characters at most",
    ]


def test_an_empty_folder_is_reported(problems: Problems) -> None:
    assert problems() == [
        "content:1: no folder of a language (en, ru, no); put the roles into one, such as content/en/",
    ]


def test_all_problems_of_a_run_are_reported_together(content: Write, problems: Problems) -> None:
    content("en/guard.md", "---\ntitle: Guard\nisco: 1\n---\n\n## Dutys\n")
    content("en/doorman.md", "no front matter\n")

    assert len(problems()) == 3


def test_half_a_character_in_a_field_is_reported(content: Write, problems: Problems) -> None:
    content("en/guard.md", '---\ntitle: "\\ud800"\n---\nGuards the door.\n')

    assert problems()[0] == ("content/en/guard.md:2: title holds half of a character; write the character itself")


def test_a_pipe_is_no_file(folder: Path, problems: Problems) -> None:
    (folder / "en").mkdir()
    os.mkfifo(folder / "en" / "guard.md")

    assert problems() == ["content/en/guard.md:1: is a pipe or a device, and no file; move it away"]


def test_a_name_of_any_bytes_can_be_shown(folder: Path, problems: Problems) -> None:
    (folder / "en").mkdir()
    Path(os.fsdecode(os.fsencode(folder / "en") + b"/\xff.txt")).write_text("")

    assert problems() == ["content/en/\ufffd.txt:1: is not content and is not read; move it away"]


def test_what_is_wrong_beside_the_content_changes_its_fingerprint(content: Write, folder: Path) -> None:
    content("en/guard.md", "---\ntitle: Guard\n---\nGuards the door.\n")
    before = read_content(folder).fingerprint
    content("en/notes.txt", "")

    assert read_content(folder).fingerprint != before
