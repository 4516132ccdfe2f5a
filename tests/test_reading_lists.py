"""List items and ids, however they were typed or pasted."""

import pytest

from tests.reading import codes, duties, entry, glossary, guide, guide_html, role, section, told, version

MARKS = (
    "1. ", "1) ", "(1) ", "- ", "* ", "+ ", "— ", "– ", "• ", "•", "· ", "▪ ", "\uf0b7\t", "o\t", "2.1. ", "2.13 ",
    "2.1.4) ", "a) ", "б) ", "(a) ", "I. ", "IV) ", "iii. ", "1.", "1\\. ", "1.\u00a0", "-\u00a0", "\u200b- ",
    "\ufeff1. ", "  - ", "   1. ", "\u00a0• ", "-\t", "> - ", "> 1. ", "", "<li>", "- <!-- x --> ", "<!-- x -->- ",
)  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
def test_a_line_with_an_id_is_a_clause_whatever_its_mark(mark: str) -> None:
    file = role(f"## Duties\n\n{mark}Locks the doors. {{#lock}}\n{mark}Greets guests. {{#greet}}\n")

    assert file.problems == ()
    assert file.version is not None
    assert [(w.id, w.html) for w in file.version.wordings] == [
        ("lock", "Locks the doors."),
        ("greet", "Greets guests."),
    ]


@pytest.mark.parametrize("mark", MARKS)
def test_the_span_of_a_wording_is_its_text_whatever_the_mark(mark: str) -> None:
    body = f"## Duties\n\n{mark}Locks the doors. {{#lock}}\n"
    wording = section(body).wordings[0]

    start, end = (place - len("---\ntitle: Guard\n---\n") for place in wording.span)
    assert body[start:end] == "Locks the doors."


@pytest.mark.parametrize("mark", [mark for mark in MARKS if mark and not mark.startswith(">")])
def test_a_list_of_a_guide_is_a_list_whatever_its_marks(mark: str) -> None:
    html = guide_html(f"These:\n{mark}Locks the doors.\n{mark}Greets guests.\n")

    assert html.startswith("<p>These:</p>\n<")
    assert "<li>Locks the doors.</li>\n<li>Greets guests.</li>" in html


@pytest.mark.parametrize("mark", ["• ", "– ", "1) "])
def test_a_list_within_a_clause_and_a_definition_is_one_whatever_its_marks(mark: str) -> None:
    nested = duties(f"1. Locks: {{#lock}}\n   {mark}the gate;\n   {mark}the door.\n").wordings[0]
    defined = entry(f"lock {{#lock}}\n:   What closes:\n    {mark}a gate;\n    {mark}a door.\n")

    assert "<li>the gate;</li>\n<li>the door.</li>" in nested.html
    assert nested.text == "Locks: the gate; the door."
    assert "<li>a gate;</li>\n<li>a door.</li>" in defined.definition_html


@pytest.mark.parametrize(
    "line",
    ["2.5 years of experience", "-5 degrees", "24.desember", "*Greets* guests", "**2.1** x", "3.5.2025 opened"],
)
def test_the_beginning_of_a_sentence_is_no_mark(line: str) -> None:
    assert guide_html(f"{line} here.\n").startswith("<p>")


def test_a_dash_or_a_year_at_the_start_of_a_line_is_text_that_goes_on() -> None:
    assert (
        guide_html("The manager\n— so he is called — began in\n2018. After that, all changed.\n").count("<p>") == 1
    )


def test_pasted_html_is_a_list() -> None:
    found = duties(
        '<ul class="x"><li>Locks: {#lock}<ol><li>gate</li><li>door</li></ol></li>\n<li>Rests. {#rest}</li></ul>'
    )

    assert [wording.id for wording in found.wordings] == ["lock", "rest"]
    assert found.wordings[0].html == "Locks:\n<ol>\n<li>gate</li>\n<li>door</li>\n</ol>"


def test_lists_nest_by_two_spaces_in_roles_and_guides_alike() -> None:
    body = "- one\n  - two\n    - three\n"
    expected = "<ul>\n<li>one\n<ul>\n<li>two\n<ul>\n<li>three</li>\n</ul>\n</li>\n</ul>\n</li>\n</ul>"

    assert guide_html(body) == expected
    assert version(f"## How to apply\n\n{body}").other[0].html == expected
    assert duties("1. Does: {#do}\n   - one\n     - two\n").wordings[0].text == "Does: one two"


def test_hard_wrapped_text_is_read_and_reported() -> None:
    file = role("## Duties\n\n1. Greets the\n   guests. {#greet}\n")

    assert file.version is not None
    assert [wording.text for wording in file.version.wordings] == ["Greets the guests."]
    assert told(file) == ["6: the wording is more than one line; write it, with its id at the end, in one"]


def test_a_numbered_list_keeps_its_first_number() -> None:
    assert guide_html("3. three\n4. four\n") == '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>'


@pytest.mark.parametrize(
    ("line", "id", "message"),
    [
        (
            "1. Locks {#lock} the doors.",
            "lock",
            "6: the id #lock does not stand at the end of the line; move it there",
        ),
        (
            "1. Locks the doors {#lock}.",
            "lock",
            "6: the id #lock does not stand at the end of the line; move it there",
        ),
        (
            "1. Locks the doors. {#a} {#lock}",
            "lock",
            "6: more than one id (#a, #lock), or one that is not finished; end the line with one {#id}",
        ),
    ],
)
def test_ids_left_over_are_named_and_not_shown(line: str, id: str, message: str) -> None:
    file = role(f"## Duties\n\n{line}\n")

    assert file.version is not None
    assert [(w.id, w.text) for w in file.version.wordings] == [(id, "Locks the doors.")]
    assert told(file) == [message]


def test_an_id_within_a_clause_a_note_prose_guide_or_definition_is_named_and_not_shown() -> None:
    message = "the id #gate belongs to nothing here; remove it, or make a clause of its own of what it names"
    body = "## Duties\n\nText {#gate} here.\n\n1. Locks: {#lock}\n   - the gate; {#gate}\n   > A note. {#gate}\n"
    file = role(body)

    assert told(file) == [
        f"6: {message}",
        f"9: {message}",
        f"10: {message}",
    ]
    assert told(guide("Text {#gate} here.\n\n- Item. {#gate}\n")) == [f"4: {message}", f"6: {message}"]
    assert told(glossary("Intro {#gate} here.\n\na {#a}\n:   B {#gate} c.\n")) == [
        f"4: {message}",
        f"7: {message}",
    ]


def test_the_id_of_a_clause_may_stand_behind_a_no_break_space() -> None:
    assert duties("1. Locks.\u00a0{#lock}").wordings[0].text == "Locks."


def test_an_unfinished_id_is_a_problem_and_not_shown() -> None:
    file = role("## Duties\n\n1. Locks. {#lock\n")

    assert (6, "no-id") in codes(file)
    assert file.version is not None
    assert "{#" not in file.version.sections[0].prose_html
    assert "Locks." in file.version.sections[0].prose_html


def test_rows_of_a_table_are_clauses() -> None:
    file = role(
        "## Performance indicators\n\n| Indicator | Target | Measured |\n|---|---|---|\n"
        "| Sales plan | 100 % | monthly {#sales-plan} |\n| Calls | 20 | a day | {#calls} |\n"
        "| Visits | {#visits} |\n"
    )

    assert file.problems == ()
    assert file.version is not None
    found = file.version.sections[0]
    assert found.prose_text == "Indicator: Target – Measured"
    assert [(wording.id, wording.text) for wording in found.wordings] == [
        ("sales-plan", "Sales plan: 100 % – monthly"),
        ("calls", "Calls: 20 – a day"),
        ("visits", "Visits"),
    ]


def test_a_row_without_id_among_rows_with_one_is_shown_and_reported() -> None:
    file = role("## KPIs\n\n| Plan | 100 % {#plan} |\n| Calls | 20 |\n")

    assert told(file) == ["7: the clause has no id; end its line with {#id}"]
    assert file.version is not None
    assert "Calls: 20" in file.version.sections[0].prose_text
