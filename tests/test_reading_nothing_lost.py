"""Whatever an author writes or pastes: each word is served, or stands in a line that is named as a problem."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import Problem
from kb.glossaries import Entry, Glossary
from kb.languages import CODES, LANGUAGES, Language, language
from kb.model import GuideVersion, RoleVersion
from kb.reading.glossary import read_glossary
from kb.reading.guides import read_guide
from kb.reading.rendering import Renderer
from kb.reading.roles import read_role
from kb.reading.source import Source, split_lines

HEAD = "---\ntitle: Guard\n---\n"
IDS = (
    "{#greet}",
    "{#lock}",
    "{#lock-gate}",
    "{#Bad_Id}",
    "{#a .desirable}",
    "{#b .form-ru}",
    "{#c .only}",
    "{#",
    "",
)
SHAPES = (
    "W W W.",
    "1. W W I",
    "2) W W I",
    "- W I",
    "* W I",
    "— W W I",
    "– W I",
    "• W I",
    "•W I",
    "2.1. W W I",
    "2.13 W I",
    "a) W I",
    "б) W I",
    "(1) W I",
    "I. W I",
    "IV) W I",
    "1.W W I",
    "1\\. W I",
    "1.\u00a0W I",
    "\u200b- W I",
    "\ufeff1. W I",
    "  - W I",
    "   1. W I",
    "    - W I",
    "        W W",
    "\t- W",
    "   > W W: W",
    "> W W",
    ">W",
    "> - W I",
    "> 1. W I",
    "| W | W | I |",
    "| W | W I |",
    "| W | W |",
    "|---|:-:|",
    "W | W",
    "<li>W W I</li>",
    "<ul><li>W</li><li>W I</li></ul>",
    "<ul>",
    "</ul>",
    "<p>W</p>",
    "W W I",
    "W W; I",
    "W <W W> W x<W and W>w I",
    "1. W <text W> W I",
    "W <b>W</b> <i class=\"x\">W</i> <br> W",
    "<!-- note -->",
    "W <!-- note --> W",
    "<!-- note",
    "-->",
    "- W <!-- note --> I",
    "## W",
    "## STANDARD",
    "## OTHER",
    "##\u00a0STANDARD",
    "##STANDARD",
    "## **STANDARD**",
    "**STANDARD**",
    "1. STANDARD",
    "# W",
    "### W I",
    "#### W",
    "## W {#rights}",
    "## W {#other}",
    "## W {#purpose}",
    "### W {#own-work}",
    "#1 W",
    "W W\n======",
    "STANDARD\n------",
    "---",
    "***",
    "```",
    "```W\n# W\n```",
    "~~~\n- W {#x}\n~~~",
    "[W]: W",
    "[1]: https://example.org",
    "[W][1] W",
    "[W](#greet) W",
    "[W](guard.md) W",
    "[W](javascript:x) W",
    "![W](x.png) W",
    "[W [W] W",
    "<<<<<<< W",
    "=======",
    ">>>>>>> W",
    "W; W; ~~W; W~~ I",
    "(W); **W**; ~~W I",
    ":   W W",
    ":   W {#x}",
    "    W W",
    "~~W~~ *W* `W` __W__ **W",
    "W `W {#lock}` W",
    "W. {#a} {#b}",
    "1. W {#lock} W.",
    "1. W {#lock}.",
    "1. W W\u00a0I",
    "- - - W I",
    "&lt;W&gt; &#123;#W} &amp; W",
    "",
    "",
    "",
)  # fmt: skip


@st.composite
def bodies(draw: st.DrawFn, spoken: Language) -> str:
    """Return lines of such shapes, every W a word of its own."""
    count = 0
    lines = []
    for shape in draw(st.lists(st.sampled_from(SHAPES), min_size=1, max_size=14)):
        line = shape.replace("I", draw(st.sampled_from(IDS)))
        kind = draw(st.sampled_from(sorted(spoken.headings)))
        line = line.replace("STANDARD", spoken.heading(kind))
        line = line.replace("OTHER", draw(st.sampled_from((*spoken.other_headings, *spoken.combined_headings))))
        while "W" in line:
            line = line.replace("W", f"слово{count}w" if spoken.script != "LATIN" else f"word{count}w", 1)
            count += 1
        lines.append(line)
    return "\n".join(lines) + "\n"


def served(value: RoleVersion | GuideVersion | Glossary) -> str:
    """Return everything that is served of a file, as one text."""
    return "\n".join(_served(value))


def _served(value: RoleVersion | GuideVersion | Glossary) -> Iterator[str]:
    if isinstance(value, Glossary):
        yield value.intro_html
        for entry in value.entries:
            yield from _entry(entry)
    elif isinstance(value, GuideVersion):
        for part in value.parts:
            yield from (part.title, *(text for block in part.paragraphs for text in (block.html, block.text)))
    else:
        yield from (value.title, value.summary_html, value.summary_text)
        for section in value.sections:
            yield from (section.heading, section.prose_html, section.prose_text)
            yield from (group.title for group in section.groups)
            for wording in section.wordings:
                yield from (wording.html, wording.text)
                yield from (text for note in wording.notes for text in (note.html, note.text))
        for other in value.other:
            yield from (other.title, other.html, other.text)


def _entry(entry: Entry) -> Iterator[str]:
    yield from (entry.preferred, *entry.admitted, *entry.avoided, *entry.search_names)
    yield from (entry.definition_html, entry.definition_text)


def lost(text: str, shown: str, problems: tuple[Problem, ...]) -> list[str]:
    """Return the words of *text* that are neither *shown* nor in the line of a problem."""
    named = {problem.place.line for problem in problems}
    # What stands in a comment is the author's own.
    text = re.sub(r"<!--.*?-->", lambda comment: "\n" * comment[0].count("\n"), text, flags=re.DOTALL)
    words = [
        (word, number)
        for number, line in enumerate(text.splitlines(), start=1)
        for word in re.findall(r"(?:word|слово)\d+w", line)
    ]
    return [f"{number}: {word}" for word, number in words if word not in shown and number not in named]


@pytest.mark.parametrize("code", CODES)
@given(data=st.data())
def test_no_word_of_a_role_is_lost(code: str, data: st.DataObject) -> None:
    text = HEAD + data.draw(bodies(language(code)))
    file = read_role(Source(f"content/{code}/guard.md", code, split_lines(text)), "guard", Renderer())

    assert file.version is not None
    shown = served(file.version)
    assert lost(text, shown, file.problems) == []
    assert "{#" not in shown
    for wording in file.version.wordings:
        assert wording.text
        assert 0 < wording.span[0] <= wording.span[1] <= len(text)


@pytest.mark.parametrize("code", CODES)
@given(data=st.data())
def test_no_word_of_a_guide_is_lost(code: str, data: st.DataObject) -> None:
    text = HEAD + data.draw(bodies(language(code)))
    file = read_guide(Source(f"content/{code}/guides/doors.md", code, split_lines(text)), "doors", Renderer())

    assert file.version is not None
    shown = served(file.version)
    assert lost(text, shown, file.problems) == []
    assert "{#" not in shown


@pytest.mark.parametrize("code", CODES)
@given(data=st.data())
def test_no_word_of_a_glossary_is_lost(code: str, data: st.DataObject) -> None:
    text = HEAD + data.draw(bodies(language(code)))
    file = read_glossary(Source(f"content/{code}/glossary.md", code, split_lines(text)), Renderer())

    shown = served(file.glossary)
    assert lost(text, shown, file.problems) == []
    assert "{#" not in shown


def test_the_shapes_are_tried_in_every_language() -> None:
    assert [spoken.code for spoken in LANGUAGES if spoken.other_headings] == list(CODES)
