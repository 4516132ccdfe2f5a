"""Markdown to safe HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import Place
from kb.reading.bodies import Body
from kb.reading.guarding import ALLOWED_TAGS
from kb.reading.rendering import (
    ALLOWED_ATTRIBUTES,
    BadLink,
    Link,
    Rendered,
    Renderer,
    plain_text,
    sanitise,
)
from kb.reading.source import Source, split_lines

PLACE = Place("content/en/guides/advice.md", 5)


def blocks(text: str) -> Rendered:
    source = Source(PLACE.path, "en", split_lines(text))
    body = Body(source, Renderer(), {})
    rendered = body.lines(source.lines)
    return Rendered(rendered.html, rendered.text, tuple(body.links), tuple(body.problems))


def inline(text: str) -> str:
    return Renderer().inline(text, PLACE, "en").html


def test_the_allow_list_is_what_the_documentation_says() -> None:
    assert sorted(ALLOWED_TAGS) == [
        "a", "abbr", "b", "blockquote", "br", "code", "em", "i", "li", "ol", "p", "s", "strong", "sub", "sup",
        "table", "tbody", "td", "th", "thead", "tr", "ul",
    ]  # fmt: skip
    assert sorted(ALLOWED_ATTRIBUTES) == ["a", "abbr", "ol", "td", "th"]


@pytest.mark.parametrize(
    ("dangerous", "safe"),
    [
        ("<script>alert(1)</script>a", "a"),
        ("<img src=x onerror=alert(1)>a", "a"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ('<b onclick="x" style="color:red" class="y" id="z">a</b>', "<b>a</b>"),
        ("<iframe src='https://example.org'></iframe>a", "a"),
        ("<form action='/'><input name=q></form>a", "a"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ("<style>p{}</style>a", "a"),
        ("<h1>a</h1>", "a"),
    ],
)
def test_nothing_outside_the_allow_list_is_served(dangerous: str, safe: str) -> None:
    assert sanitise(dangerous) == safe


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain & simple", "Plain &amp; simple"),
        ("*Greets* guests", "<em>Greets</em> guests"),
        ("1. Greets guests", "1. Greets guests"),
        ("# Greets guests", "# Greets guests"),
        ("- Greets guests", "- Greets guests"),
        ("> Greets guests", "&gt; Greets guests"),
        ("[law](https://example.org/law)", '<a href="https://example.org/law">law</a>'),
    ],
)
def test_inline_text(text: str, html: str) -> None:
    assert inline(text) == html


def test_a_table_keeps_its_alignment() -> None:
    html = blocks("|a|b|\n|--|--:|\n|1|2|").html

    assert '<td align="right">2</td>' in html


def test_a_link_between_files_becomes_an_address() -> None:
    rendered = blocks("[guard](../guard.md#greet-guests)")

    assert rendered.html == '<p><a href="/en/roles/guard#greet-guests">guard</a></p>'
    assert rendered.links == (Link(Place(PLACE.path, 1), "role", "guard", "greet-guests", "en"),)


@pytest.mark.parametrize("href", ["../../no/guard.md", "photo.png", "../guard", "../../../secret.md"])
def test_a_link_out_of_the_language_is_bad(href: str) -> None:
    assert blocks(f"[x]({href})").links == (BadLink(Place(PLACE.path, 1), href),)


def test_plain_text_keeps_blocks_apart() -> None:
    assert plain_text("<ul><li>a &amp; b</li><li>c</li></ul>") == "a & b c"


@given(st.text())
def test_any_text_renders_to_html_that_the_sanitiser_leaves_alone(text: str) -> None:
    for rendered in (blocks(text), Renderer().inline(text, PLACE, "en")):
        assert sanitise(rendered.html) == rendered.html
