"""However much stands in a file, and whatever: reading ends soon, and says what it left out."""

import re
import time

import pytest

from kb.reading.limits import MAXIMUM_CLAUSES, MAXIMUM_LINES
from tests.reading import codes, glossary, guide, guide_html, role, told, version

SIGNS = (
    "<a ", "[", "](", "[a](", "*", "**a ", "_", "`", "``a`", "~~", "<", "&#", "\\", "![a](", "{#a", "|", "> ",
    "- ", "1. ", "# ", "(", "[a][b]", "<b>", "<!--", "-->", "\t", " ", "\u00a0", "\u200b", ";", ":   ", "<li>",
    '<a href="', "=", "1.1.", "I", "}", "<a@b", "яa", "e\u0301",
)  # fmt: skip
SECONDS = 5
"""A hundred times what any of these takes on a slow machine; what is more than linear takes far longer."""


@pytest.mark.parametrize("sign", SIGNS)
def test_a_line_of_nothing_but_one_sign_is_read_in_no_time(sign: str) -> None:
    line = (sign * 20_000)[:19_900]
    started = time.process_time()
    role(f"## {line}\n\n1. {line[:3900]} {{#a}}\n   - {line}\n   > {line}\n{line}\n\n{line}\n---\n")
    guide(f"## {line}\n\n{line}\n\n- {line}\n\n| {line} |\n")
    glossary(f"{line}\n\n{line} {{#a}}\n:   {line}\n")

    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "sign", ["- ", "1. ", "> ", "<li>", "*", "# ", "```a", "~~~", "| a", "**a", "{#a", "<!--", ": "]
)
def test_many_lines_of_one_sign_are_read_in_no_time(sign: str) -> None:
    body = f"{sign}x\n" * 20_000
    started = time.process_time()
    for read in (role, guide, glossary):
        read(body)

    assert time.process_time() - started < 3 * SECONDS


def test_lists_in_lists_are_read_to_a_depth() -> None:
    body = "\n".join(f"{'  ' * depth}- level{depth}" for depth in range(300)) + "\n"
    file = guide(body)

    assert told(file) == ["13: more than 8 lists or quotations within one another; make it flatter"]
    assert len(set(re.findall(r"level\d+", guide_html(body)))) == 300


@pytest.mark.parametrize("mark", ["- ", "1. ", "> "])
def test_five_hundred_marks_in_one_line_are_read(mark: str) -> None:
    line = mark * 500 + "end"

    assert "end" in guide_html(f"{line}\n")
    assert "end" in glossary(f"a {{#a}}\n:   {line}\n").glossary.entries[0].definition_html
    assert "end" in version(f"{line}\n").summary_html


def test_a_long_line_is_named_and_not_read() -> None:
    assert told(role(f"## Duties\n\n1. {'a' * 20_001} {{#a}}\n")) == [
        "6: a line of more than 20000 characters is not read; part it"
    ]
    assert role(f"Text{' ' * 30_000}\n").problems == ()


def test_a_long_wording_is_named_and_shown_as_text() -> None:
    file = role(f"## Duties\n\n1. {'word ' * 900} {{#a}}\n")

    assert told(file) == ["6: a wording of more than 4000 characters; part it into clauses"]
    assert codes(role("## Duties\n\n1. A: {#a}\n" + "   - more of it\n" * 2_000)) == [(6, "wording-too-long")]


def test_more_clauses_than_any_role_has_are_not_read() -> None:
    body = "## Duties\n\n" + "".join(f"1. A. {{#a{n}}}\n" for n in range(9_000))
    started = time.process_time()
    file = role(body)

    assert time.process_time() - started < SECONDS
    assert file.version is not None
    assert sum(1 for _ in file.version.wordings) == MAXIMUM_CLAUSES
    assert [(p.place.line, p.code, p.last_line) for p in file.problems] == [(2006, "file-too-long", 9_005)]


def test_more_lines_than_any_file_has_are_not_read() -> None:
    for read in (role, guide, glossary):
        started = time.process_time()
        file = read("a\n\n" * 100_000)

        assert time.process_time() - started < SECONDS
        assert [(p.place.line, p.code, p.last_line) for p in file.problems] == [
            (4 + MAXIMUM_LINES, "file-too-long", 200_003)
        ]


def test_too_much_markup_is_shown_as_text() -> None:
    text = "*a* " * 4_000
    file = guide(f"{text}\n")

    assert told(file) == ["4: too much markup for one paragraph, which is shown as it stands; part it"]
    assert "*a* *a*" in guide_html(f"{text}\n")
