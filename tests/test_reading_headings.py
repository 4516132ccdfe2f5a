"""Headings: one view of what is one, and of what kind of section it opens."""

import pytest

from kb.reading.blocks import Heading
from kb.reading.headings import OTHER, PURPOSE, kind_of
from tests.reading import codes, glossary, guide, role, section, told, version


@pytest.mark.parametrize(
    "line",
    [
        "## Rights",
        "##\u00a0Rights",
        "##Rights",
        "## Rights ##",
        "## **Rights**",
        "## *Rights*:",
        "## 3. Rights",
        "## 3.1. Rights.",
        "## III. Rights",
        "## 🔑 Rights",
        "## Ri\u00adghts",
        "## \ufeffRights",
        "## RIGHTS",
        "  ## Rights",
        "Rights\n------",
        "## What I may do {#rights}",
    ],
)
def test_a_heading_is_known_however_it_was_typed(line: str) -> None:
    file = role(f"{line}\n\n1. May rest. {{#rest}}\n")

    assert file.problems == ()
    assert file.version is not None
    assert [(part.kind, part.heading.startswith("#")) for part in file.version.sections] == [("rights", False)]


def test_a_heading_of_parted_letters_is_known() -> None:
    assert section("## Ko\u0301mpetansekrav\n\n1. A. {#a}\n".replace("o\u0301", "o"), "no").kind == "requirements"
    assert section("## Должностные обязанности\n\n1. A. {#a}\n".replace("й", "и\u0306"), "ru").kind == "duties"


def test_emphasis_around_a_heading_is_not_shown() -> None:
    assert section("## **Duties**\n\n1. A. {#a}\n").heading == "Duties"
    found = guide("## *Doors* & `keys` {#doors}\n\nText.\n").version
    assert found is not None
    assert found.parts[0].title == "Doors & keys"


@pytest.mark.parametrize(
    "text",
    ["#1 in sales", "#hashtag", "```\n# comment\n## Rights\n```", "~~~\n## Rights\n~~~", "text\n\n---\n\ntext"],
)
def test_what_is_no_heading_opens_no_section(text: str) -> None:
    file = role(f"{text}\n\n## Duties\n\n1. A. {{#a}}\n")

    assert file.problems == ()
    assert file.version is not None
    assert [part.kind for part in file.version.sections] == ["duties"]


def test_a_right_below_code_stays_a_right() -> None:
    file = version("## Duties\n\n1. A. {#a}\n\n```\n# comment\n```\n\n## Rights\n\n1. B. {#b}\n")

    assert [(part.kind, [w.id for w in part.wordings]) for part in file.sections] == [
        ("duties", ["a"]),
        ("rights", ["b"]),
    ]


def test_a_line_across_the_page_parts_sections_and_says_nothing() -> None:
    file = role("Summary.\n\n---\n\n## Duties\n\n1. A. {#a}\n\n---\n\n## Rights\n\n1. B. {#b}\n***\n")

    assert file.problems == ()
    assert file.version is not None
    assert file.version.summary_text == "Summary."


@pytest.mark.parametrize(
    ("line", "nested"),
    [
        ("**Rights**", ""),
        ("**Rights:**", ""),
        ("__Rights__", ""),
        ("2. Rights", ""),
        ("2. **Rights**", "   "),
        ("Rights", ""),
        ("Rights:", ""),
    ],
)
def test_a_line_that_reads_as_a_heading_is_one(line: str, nested: str) -> None:
    file = role(f"{line}\n\n{nested}2.1. May rest. {{#rest}}\n")

    assert told(file) == ["4: the line reads as a heading; write ## Rights"]
    assert [problem.severity for problem in file.problems] == ["warning"]
    assert file.version is not None
    assert [(part.kind, [w.id for w in part.wordings]) for part in file.version.sections] == [("rights", ["rest"])]


@pytest.mark.parametrize("mark", ["#", "###"])
def test_a_known_heading_of_another_level_opens_its_section(mark: str) -> None:
    file = role(f"{mark} Duties\n\n1. A. {{#a}}\n\n{mark} Rights\n\n1. B. {{#b}}\n")

    assert file.version is not None
    assert [part.kind for part in file.version.sections] == ["duties", "rights"]
    assert codes(file) == [(4, "heading-level"), (8, "heading-level")]


def test_the_title_once_more_is_no_section() -> None:
    file = role("# Guard\n\nSummary.\n\n## Duties\n\n1. A. {#a}\n")

    assert told(file) == ["4: a heading of level 1; sections of a role have level 2 (##)"]
    assert file.version is not None
    assert (file.version.summary_text, len(file.version.sections)) == ("Summary.", 1)


def test_all_problems_below_an_unknown_heading_are_told_at_once_and_nothing_is_lost() -> None:
    file = role("## Dutys\n\nText.\n\n1. A. {#a}\n2. B.\n3. C. {#C}\n4. D. {#a}\n")

    assert codes(file) == [(4, "unknown-heading"), (9, "no-id"), (10, "bad-id"), (11, "id-twice")]
    assert file.ids == {"a"}
    assert file.version is not None
    assert [(other.title, other.text) for other in file.version.other] == [("Dutys", "Text. A. B. C. D.")]


def test_a_section_with_text_and_no_clause_is_a_warning() -> None:
    file = role("## Duties\n\nWhatever is asked.\n\n## Rights\n\n## Pay\n\n1. A. {#a}\n")

    assert [(problem.severity, problem.place.line, problem.message) for problem in file.problems] == [
        ("warning", 4, "text and no clause under this heading; write its clauses as a list, each with its {#id}")
    ]


def test_a_glossary_has_no_headings() -> None:
    file = glossary("## A\n\nalarm {#alarm}\n:   A bell.\n")

    assert told(file) == ["4: a glossary has no headings, since its terms are one list; remove it"]
    assert [entry.id for entry in file.glossary.entries] == ["alarm"]


def test_what_fits_no_kind_is_kept_apart() -> None:
    file = role(
        "## Duties\n\n1. A. {#a}\n\n## What we offer {#other}\n\nFruit:\n\n- apples\n- pears\n\n"
        "### Also\n\nTea.\n\n## How to apply\n\nWrite.\n"
    )

    assert file.problems == ()
    assert file.version is not None
    assert [(other.title, other.html) for other in file.version.other] == [
        (
            "What we offer",
            "<p>Fruit:</p>\n<ul>\n<li>apples</li>\n<li>pears</li>\n</ul>\n<p><strong>Also</strong></p>\n<p>Tea.</p>",
        ),
        ("How to apply", "<p>Write.</p>"),
    ]


def test_a_purpose_is_declared_and_continues_the_summary() -> None:
    found = version("Keeps watch.\n\n## Why we need you {#purpose}\n\nTo be safe.\n")

    assert found.summary_text == "Keeps watch. To be safe."
    assert found.summary_html == (
        "<p>Keeps watch.</p>\n<p><strong>Why we need you</strong></p>\n<p>To be safe.</p>"
    )


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("Om rollen", "no", PURPOSE),
        ("Hovedansvar", "no", "duties"),
        ("Slik søker du", "no", OTHER),
        ("Competencies and behaviours", "en", "skills"),
        ("Definition of success", "en", "indicators"),
        ("🎯 Key responsibilities", "en", "duties"),
        ("Контакты", "ru", OTHER),
    ],
)
def test_usual_headings_of_real_documents_are_known(text: str, code: str, kind: str) -> None:
    assert kind_of(Heading(1, 2, text, None), code, after_duties=False) == kind


def test_groups_title_the_clauses_below_them() -> None:
    file = role(
        "## Duties\n\n1. A. {#a}\n\n### Own *work* {#own-work}\n\n2. B. {#b}\n3. C. {#c}\n\n"
        "### Team {#team}\n\n4. D. {#d}\n\n## Rights\n\n1. E. {#e}\n"
    )

    assert file.problems == ()
    assert file.version is not None
    first = file.version.sections[0]
    assert [(group.id, group.title, group.place.line) for group in first.groups] == [
        ("own-work", "Own work", 8),
        ("team", "Team", 13),
    ]
    assert [(w.id, w.group) for w in file.version.wordings] == [
        ("a", None),
        ("b", "own-work"),
        ("c", "own-work"),
        ("d", "team"),
        ("e", None),
    ]


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        ("### Own work", "6: the heading of a group of clauses has no id; end its line with {#id}"),
        (
            "### Own work {#Own}",
            "6: #Own cannot be an id; use small Latin letters, digits and single hyphens, "
            "a letter first, 80 characters at most",
        ),
        ("#### Own work {#own}", "6: a heading of level 4; sections of a role have level 2 (##)"),
        ("### {#own}", "6: a heading without text; write it"),
    ],
)
def test_a_group_that_cannot_be_one_is_reported(heading: str, message: str) -> None:
    assert told(role(f"## Duties\n\n{heading}\n\n1. A. {{#a}}\n")) == [message]


def test_an_emoji_before_a_bold_heading_is_no_part_of_its_kind() -> None:
    assert section("🎯 **Key performance indicators**\n\n1. A. {#a}\n").kind == "indicators"


def test_a_sentence_that_is_no_heading_stays_text() -> None:
    assert (
        version("Rights and duties go together.\n\nRights.\n").summary_text
        == "Rights and duties go together. Rights."
    )


def test_sections_of_level_three_follow_a_purpose_and_each_other() -> None:
    file = role("**Om rollen**\n\nTekst.\n\n### Hovedansvar\n\n* A. {#a}\n\n### Vi tilbyr\n\n* B\n", "no")

    assert codes(file) == [
        (4, "heading-unmarked"),
        (8, "heading-level"),
        (12, "combined-heading"),
        (12, "heading-level"),
        (14, "no-id"),
    ]
    assert file.version is not None
    assert [part.kind for part in file.version.sections] == ["duties"]


def test_headings_below_what_fits_no_kind_stay_there() -> None:
    file = role("## About us {#other}\n\n### Benefits\n\nTea.\n\n### Duties\n\n1. A. {#a}\n")

    assert codes(file) == [(10, "heading-level")]
    assert file.version is not None
    assert [other.text for other in file.version.other] == ["Benefits Tea."]
