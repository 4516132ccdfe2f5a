"""The rules of a content: what a folder with `rules.yaml` is warned of, and one without it is not."""

import pytest

from kb.reading.content import read_content
from tests.conftest import Problems, Write

RULES = """required: [subordination, [office-hours, remote-work]]
together:
  - when: [conclude-contracts]
    needs: [sign-documents]
    because: whoever concludes contracts signs them
observations: [pay-range]
asides:
  country: {en: in Britain; Russia*, no: [i Norge]}
  year: 1990-2035
grants: {en: may; has the right to}
units: {en: "%; years", no: "%; år"}
quotation: {en: “”, no: «»}
"""
GUARD = """---
title: Guard
---

## Duties

1. Reports to the head. {#subordination}
2. Works at night. {#remote-work}
"""


def warnings(problems: Problems) -> list[str]:
    return [
        line.removeprefix("content/en/guard.md:") for line in problems() if line.startswith("content/en/guard")
    ]


@pytest.mark.parametrize(
    ("clauses", "expected"),
    [
        ("3. Rests. {#rest}\n", []),
        (
            "3. Concludes contracts. {#conclude-contracts}\n",
            [
                "9: #conclude-contracts stands without #sign-documents: whoever concludes contracts signs them "
                "(rules.yaml); add it"
            ],
        ),
        (
            "3. Signs as in\u00a0Britain. {#sign}\n4. Knows Russian law. {#law}\n5. In 2024, too. {#year}\n",
            [
                "9: “in\u00a0Britain” is a remark (country), and no part of what is signed; "
                "put it into a note of the clause:    > …",
                "10: “Russian” is a remark (country), and no part of what is signed; "
                "put it into a note of the clause:    > …",
                "11: “2024” is a remark (year), and no part of what is signed; "
                "put it into a note of the clause:    > …",
            ],
        ),
        ("3. Rests. {#rest}\n   > In Britain, 2024: at night.\n4. Earned 5 in 2024. {#pay-range}\n", []),
        ("3. Follows ISO 9001, room B-2024 and 2050. {#iso}\n", []),
        (
            "3. Has 5 years, 100 % and 5\u00a0years. {#has}\n",
            [
                "9: a number may part from its unit (2 times, first “5 years,”); "
                "put a no-break space between them, or let kb check --fix do it"
            ],
        ),
        ("3. Says “no” and «yes». {#say}\n", ["9: the quotation mark « (2 times); in this language write “”"]),
        (
            "\n## Rights\n\n1. May rest. {#a}\n2. Has the right to sit. {#b}\n3. May go. {#c}\n",
            ["13: “has the right to” here and “may” in most rights of this list; keep to one of them"],
        ),
    ],
)
def test_what_the_rules_ask(content: Write, problems: Problems, clauses: str, expected: list[str]) -> None:
    content("rules.yaml", RULES)
    content("en/guard.md", GUARD + clauses)

    assert warnings(problems) == expected


def test_a_clause_that_every_role_has_is_missed(content: Write, problems: Problems) -> None:
    content("rules.yaml", RULES)
    content("en/guard.md", "---\ntitle: Guard\n---\n\n## Duties\n\n1. Rests. {#rest}\n")

    assert warnings(problems) == [
        "1: the role has no clause #office-hours or #remote-work, which every role has (rules.yaml); write it",
        "1: the role has no clause #subordination, which every role has (rules.yaml); write it",
    ]


def test_the_rules_warn_and_do_not_forbid(content: Write) -> None:
    content("rules.yaml", RULES)
    file = content("en/guard.md", "---\ntitle: Guard\n---\n\n## Duties\n\n1. Rests in Britain. {#rest}\n")

    assert {problem.severity for problem in read_content(file.parents[1]).problems} == {"warning"}


def test_a_content_without_rules_gets_no_such_warning(content: Write, problems: Problems) -> None:
    content("en/guard.md", "---\ntitle: Guard\n---\n\n## Duties\n\n1. Rests 5 years in Britain, «so». {#rest}\n")

    assert problems() == []


def test_guides_and_glossaries_are_read_for_their_typography(content: Write, problems: Problems) -> None:
    content("rules.yaml", RULES)
    content("en/guides/doors.md", "---\ntitle: Doors\n---\n\nWait 5 years.\n")
    content("en/glossary.md", "---\ntitle: Glossary\n---\n\na {#a}\n:   A «word».\n")

    assert problems() == [
        "content/en/glossary.md:5: the quotation mark « (2 times); in this language write “”",
        "content/en/guides/doors.md:5: a number may part from its unit (once, first “5 years.”); "
        "put a no-break space between them, or let kb check --fix do it",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("required: a\nrequire: [a]\n", "2: there is no rule “require”; the rules are required, together, "
         "observations, asides, grants, units, quotation"),
        ("required: [A_b]\n", "1: “A_b” cannot be an id; use small Latin letters, digits and single hyphens, "
         "a letter first, 80 characters at most"),
        ("together: [{when: [a]}]\n", "1: names no clauses; write {when: [these], needs: [one of these], "
         "because: why}"),
        ("grants:\n  de: darf\n", "2: there is no language “de”; the languages are en, ru, no"),
        ("units: [a, [b]]\n", "1: is no text; write one line of text"),
        ("asides: x\n", "1: is no set of names; write them as in docs/authors.md, under “Rules of your own”"),
        ("together: x\n", "1: is no list; write [first, second]"),
        ("a: [b\n", "1: is not valid YAML (expected ',' or ']', but got '<stream end>'); mend this line"),
        ('a: "\\UFFFFFFFF"\n', "1: is not valid YAML (it holds what no text can hold, or goes too deep); "
         "mend this line"),
    ],
)  # fmt: skip
def test_a_rule_that_cannot_be_read_is_reported(
    content: Write, problems: Problems, text: str, expected: str
) -> None:
    content("en/guard.md", GUARD)
    content("rules.yaml", text)

    assert f"content/rules.yaml:{expected}" in problems()


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "[" * 5_000, "a: " * 9_000, "\x00", "&a [*a]", "required: &a [*a]\n"]
)
def test_whatever_stands_in_the_rules_reading_goes_on(content: Write, text: str) -> None:
    content("rules.yaml", text)
    file = content("en/guard.md", GUARD)

    assert len(read_content(file.parents[1]).role_versions) == 1
