"""What looks like markup and is text, what is markup and is not shown, and what links lead to."""

import pytest

from kb.reading.rendering import Link
from tests.conftest import Problems, Write
from tests.reading import codes, duties, entry, glossary, guide, guide_html, role, section, told, version

PLACES = ("wording", "nested", "note", "prose", "summary", "other", "guide", "definition", "intro")


def shown(text: str, place: str) -> str:
    """Return the HTML of *text* standing in that place of a file."""
    match place:
        case "wording":
            return duties(f"1. {text} {{#a}}").wordings[0].html
        case "nested":
            return duties(f"1. A: {{#a}}\n   - {text}").wordings[0].html
        case "note":
            return duties(f"1. A. {{#a}}\n   > {text}").wordings[0].notes[0].html
        case "prose":
            return section(f"## Duties\n\n{text}\n\n1. A. {{#a}}\n").prose_html
        case "summary":
            return version(f"{text}\n").summary_html
        case "other":
            return version(f"## Contacts\n\n{text}\n").other[0].html
        case "guide":
            return guide_html(f"{text}\n")
        case "definition":
            return entry(f"a {{#a}}\n:   {text}\n").definition_html
        case _:
            return glossary(f"{text}\n").glossary.intro_html


each_place = pytest.mark.parametrize("place", PLACES)


@each_place
@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Reports to the <line manager> weekly", "Reports to the &lt;line manager&gt; weekly"),
        ("the <text>, <path> and <view> set", "the &lt;text&gt;, &lt;path&gt; and &lt;view&gt; set"),
        ("a <script>b</script> c <style>", "a &lt;script&gt;b&lt;/script&gt; c &lt;style&gt;"),
        ("x<y and z>w", "x&lt;y and z&gt;w"),
        ("<a leader> of <b", "&lt;a leader&gt; of &lt;b"),
        ("<b>bold</b> & <em class='x'>slanted</em>", "<b>bold</b> &amp; <em>slanted</em>"),
        ("[Salary]: negotiable", "[Salary]: negotiable"),
        ("[1]: https://example.org", "[1]: https://example.org"),
        ("[brackets] and ] and [", "[brackets] and ] and ["),
        ("2*3 and 4 * 5, snake_case_name", "2*3 and 4 * 5, snake_case_name"),
        ("a lone ` and **two", "a lone ` and **two"),
        ("**a *b* c** ~~d~~", "<strong>a <em>b</em> c</strong> <s>d</s>"),
        ("`<b>` and `a` b", "<code>&lt;b&gt;</code> and <code>a</code> b"),
        ("a <!-- hidden --> b", "a b"),
        ("&lt; &amp; &copy;", "&lt; &amp; ©"),
        (r"\*no\* \[link\](x) \<b>", "*no* [link](x) &lt;b&gt;"),
    ],
)
def test_text_is_shown_as_it_was_written_in_every_place(place: str, text: str, html: str) -> None:
    assert html in " ".join(shown(text, place).split())


@each_place
def test_unseen_signs_and_parted_letters_do_not_part_words(place: str) -> None:
    assert "resultat på" in shown("resul\ufefft\u00adat pa\u030a", place)


@each_place
def test_a_picture_leaves_its_words_and_a_warning(place: str) -> None:
    assert (
        shown("See ![the logo](data:image/png;base64,AAAA+/==) here", place)
        .replace("  ", " ")
        .count("See the logo")
        == 1
    )


def test_a_picture_is_reported_where_it_stands() -> None:
    assert told(guide("Text.\n\n![logo](logo.png)\n")) == [
        "6: a picture is not shown; remove it, and say in words what matters of it"
    ]
    assert (
        role("## Duties\n\n1. See ![x](data:image/png;base64," + "A" * 50_000 + ") it. {#a}\n").version is not None
    )


COMMENTED = "<!-- first\n\n1. Hidden. {#hidden}\n\n## Rights\n\nlast -->\n"


def test_a_comment_over_blank_lines_is_never_read() -> None:
    file = version(f"Summary.\n{COMMENTED}\n## Duties\n{COMMENTED}1. A. {{#a}}\n{COMMENTED}2. B. {{#b}}\n")

    assert file.summary_text == "Summary."
    assert [(part.kind, [w.id for w in part.wordings]) for part in file.sections] == [("duties", ["a", "b"])]


def test_a_comment_of_a_guide_or_a_glossary_is_never_read() -> None:
    found = glossary(f"a {{#a}}\n:   B.\n\n{COMMENTED}\nc {{#c}}\n:   D. <!-- e\nf -->\n").glossary

    assert guide_html(f"Text.\n\n{COMMENTED}\nMore.\n") == "<p>Text.</p>\n<p>More.</p>"
    assert [(e.id, e.definition_text) for e in found.entries] == [("a", "B."), ("c", "D.")]


def test_a_comment_in_code_is_text() -> None:
    assert guide_html("Write `<!-- x -->` so.\n") == "<p>Write <code>&lt;!-- x --&gt;</code> so.</p>"
    assert "&lt;!-- x --&gt;" in guide_html("```\n<!-- x -->\n```\n")


def test_a_comment_keeps_the_indentation_and_the_span_of_what_follows_it() -> None:
    body = "## Duties\n\n<!-- x --> 1. A b. {#a}\n   <!-- y --> - c\n"
    wording = section(body).wordings[0]

    start, end = (place - len("---\ntitle: Guard\n---\n") for place in wording.span)
    assert (wording.text, body[start:end]) == ("A b. c", "A b.")


def test_a_comment_without_end_takes_its_line_and_leaves_the_rest() -> None:
    file = role("## Duties\n\n1. A. {#a}\n<!-- ask Anna\n2. B. {#b}\n")

    assert told(file) == ["7: the comment does not end; write --> behind it"]
    assert file.torn
    assert file.version is not None
    assert [wording.id for wording in file.version.wordings] == ["a", "b"]


def test_an_address_apart_from_its_link_is_followed_and_reported() -> None:
    file = guide("See the [guard][g] and [host][].\n\n[g]: ../guard.md#lock\n[host]: ../host.md\n")

    assert told(file) == [
        "6: the address of [g] stands apart from its link; write [words](../guard.md#lock)",
        "7: the address of [host] stands apart from its link; write [words](../host.md)",
    ]
    assert [(link.kind, link.target, link.anchor) for link in file.links if isinstance(link, Link)] == [
        ("role", "guard", "lock"),
        ("role", "host", None),
    ]


def test_a_link_without_address_is_shown_and_reported() -> None:
    file = role("## Duties\n\n1. Helps the [guard][g]. {#a}\n")

    assert told(file) == ["6: the link “[guard][g]” has no address; write it in parentheses: [words](address)"]
    assert file.version is not None
    assert next(file.version.wordings).text == "Helps the [guard][g]."


@pytest.mark.parametrize(
    ("path", "line", "text"),
    [
        ("guard", 6, "## Duties\n\n1. See [x](#nowhere). {#a}\n"),
        ("guides/doors", 6, "## Doors {#doors}\n\nSee [x](#nowhere).\n"),
        ("glossary", 5, "a {#a}\n:   See [x](#nowhere).\n"),
    ],
)
def test_a_link_within_a_file_is_followed(
    content: Write, problems: Problems, path: str, line: int, text: str
) -> None:
    content(f"en/{path}.md", f"---\ntitle: X\n---\n{text}")

    name = path.split("/")[-1]
    assert problems() == [
        f"content/en/{path}.md:{line}: the link leads to #nowhere, which “{name}” does not have; mend it"
    ]


def test_a_link_within_a_file_leads_there_from_everywhere(content: Write, problems: Problems) -> None:
    content("en/guard.md", "---\ntitle: X\n---\n## Duties\n\n1. A, as in [b](#b). {#a}\n2. B. {#b}\n")

    assert problems() == []
    assert '<a href="/en/roles/guard#b">b</a>' in duties("1. As in [b](#b). {#a}").wordings[0].html


def test_an_address_that_no_browser_may_follow_is_reported(content: Write, problems: Problems) -> None:
    content("en/guard.md", "---\ntitle: X\n---\nCall [me](tel:+4722)\nor [run](javascript:alert(1)).\n")

    why = "leads to no role, guide or glossary of this language; mend it"
    assert problems() == [
        f"content/en/guard.md:4: the link “tel:+4722” {why}",
        f"content/en/guard.md:5: the link “javascript:alert(1)” {why}",
    ]


def test_emphasis_across_semicolons_strikes_out_all_terms() -> None:
    found = entry(
        "accounts receivable; **receivables**; (debtors); ~~client debts; debtor debts~~ {#ar}\n:   Owed.\n"
    )

    assert (found.preferred, found.admitted) == ("accounts receivable", ("receivables",))
    assert (found.avoided, found.search_names) == (("client debts", "debtor debts"), ("debtors",))


def test_a_strike_that_does_not_end_is_reported() -> None:
    file = glossary("a; ~~b; c {#a}\n:   D.\n")

    assert told(file) == ["4: the ~~ that strikes out terms does not end; write ~~ behind the last of them"]
    assert file.glossary.entries[0].avoided == ("b", "c")


def test_a_definition_may_hold_paragraphs_and_lists() -> None:
    found = entry("a {#a}\n:   First:\n    - one\n    - two\n\n    Second.\n:   Third.\n")

    assert found.definition_html == (
        "<p>First:</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<p>Second.</p>\n<p>Third.</p>"
    )


@pytest.mark.parametrize(
    ("word", "message"),
    [
        (
            "Моeт",
            "“e” is Latin (Latin small letter e) among Cyrillic ones",
        ),
        (
            "Clоses",
            "“о” is Cyrillic (Cyrillic small letter o) among Latin ones",
        ),
    ],
)
def test_a_letter_of_another_script_is_named(word: str, message: str) -> None:
    file = role(f"## Duties\n\n1. {word} окна. {{#wash}}\n")

    assert [problem.severity for problem in file.problems] == ["warning"]
    assert told(file) == [f"6: “{word}” mixes letters of two scripts: {message}; type the word anew"]


def test_words_of_two_parts_in_two_scripts_are_sound() -> None:
    assert codes(role("## Duties\n\n1. Ведёт CRM-систему и B2B-клиентов. {#crm}\n")) == []
