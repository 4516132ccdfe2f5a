"""What belongs together is brought together."""

from pathlib import Path

import pytest

from kb.library import Library, build_library
from kb.reading.content import read_content
from tests.conftest import Write


@pytest.fixture
def library(content: Write, folder: Path) -> Library:
    content(
        "en/guard.md",
        '---\ntitle: Guard\nisco: "5414"\n---\n\n## Duties\n\n1. Greets guests. {#greet}\n2. Locks up. {#lock}\n',
    )
    content(
        "no/guard.md",
        "---\ntitle: Vakt\n---\n\n## Arbeidsoppgaver\n\n1. Låser. {#lock}\n2. Hilser på gjester. {#greet}\n",
    )
    content(
        "en/porter.md",
        "---\ntitle: Porter\n---\n\n## Duties\n\n1. Welcomes guests. {#greet}\n2. Carries. {#carry}\n",
    )
    content(
        "no/porter.md", "---\ntitle: Portier\nstatus: draft\n---\n\n## Arbeidsoppgaver\n\n1. Bærer. {#carry}\n"
    )
    return build_library(read_content(folder))


def test_clauses_follow_the_source_version(library: Library) -> None:
    guard = library.role("guard")

    assert guard is not None
    assert [clause.id for clause in guard.clauses] == ["greet", "lock"]
    assert guard.languages == ("en", "no")


def test_the_counterpart_of_a_wording_is_that_of_the_same_role(library: Library) -> None:
    guard = library.role("guard")
    assert guard is not None
    english = guard.version("en")
    assert english is not None

    counterpart = library.counterpart(next(english.wordings), "no")

    assert counterpart is not None
    assert counterpart.text == "Hilser på gjester."


def test_a_draft_is_left_out_unless_asked_for(library: Library, folder: Path) -> None:
    porter = library.role("porter")
    drafts = build_library(read_content(folder), drafts=True).role("porter")

    assert porter is not None
    assert drafts is not None
    assert (porter.languages, drafts.languages) == (("en",), ("en", "no"))


def test_the_same_id_in_two_roles_is_one_concept(library: Library) -> None:
    greet = library.concept("greet")

    assert greet is not None
    assert (greet.roles, greet.kind, greet.languages) == (("guard", "porter"), "duties", ("en", "no"))
    assert [clause.role for clause in library.elsewhere(greet.clauses[0])] == ["porter"]


def test_related_roles_share_duties(library: Library) -> None:
    guard = library.role("guard")

    assert guard is not None
    assert [(role.id, count) for role, count in library.related_roles(guard)] == [("porter", 1)]


def test_comparing_parts_what_is_shared(library: Library) -> None:
    [duties] = library.compare([role for role in library.roles if role.id in ("guard", "porter")])

    assert duties.kind == "duties"
    assert [concept.id for concept in duties.shared] == ["greet"]
    assert [(role, [concept.id for concept in only]) for role, only in duties.only] == [
        ("guard", ["lock"]),
        ("porter", ["carry"]),
    ]


def test_neutral_fields_come_from_whichever_version_has_them(library: Library) -> None:
    guard = library.role("guard")

    assert guard is not None
    assert guard.isco == "5414"


def test_clauses_of_one_group_stand_together_after_those_of_none(content: Write, folder: Path) -> None:
    head = "---\ntitle: Guard\n---\n## {}\n\n"
    content(
        "en/guard.md",
        head.format("Duties") + "- A. {#a}\n\n### Day {#day}\n\n- B. {#b}\n\n### Night {#night}\n\n- C. {#c}\n",
    )
    content("no/guard.md", head.format("Arbeidsoppgaver") + "- D. {#d}\n\n### Dag {#day}\n\n- E. {#e}\n")
    (section,) = build_library(read_content(folder)).roles[0].sections

    found = [
        (group.titles if group else None, [each.id for each in clauses]) for group, clauses in section.grouped
    ]

    assert found == [
        (None, ["a", "d"]),
        ((("en", "Day"), ("no", "Dag")), ["b", "e"]),
        ((("en", "Night"),), ["c"]),
    ]
    assert [clause.id for clause in section.clauses] == ["a", "d", "b", "e", "c"]
