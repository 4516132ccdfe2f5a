"""Files that are torn, in the wrong place, or whose front matter says what cannot be meant."""

from pathlib import Path

import pytest

from kb.library import build_library
from kb.reading.cache import ParseCache
from kb.reading.content import ContentReader, read_content
from tests.conftest import Problems, Write
from tests.reading import HEAD, codes, glossary, guide, role, told

OURS = "1. Greets guests. {#greet}\n"
THEIRS = "1. Welcomes guests. {#greet}\n2. Locks up. {#lock}\n"
CONFLICT = f"<<<<<<< HEAD\n{OURS}=======\n{THEIRS}>>>>>>> theirs\n"
MARK = "a mark of a merge that was not finished; keep one of the two versions, and remove the marks"


def test_marks_of_merging_are_named_and_never_shown() -> None:
    file = role(f"## Duties\n\n{CONFLICT}")

    assert told(file) == [
        f"6: {MARK}",
        f"8: {MARK}",
        "9: #greet stands in both versions of an unfinished merge (first in line 7); keep one",
        f"11: {MARK}",
    ]
    assert file.torn
    assert file.version is not None
    assert [(w.id, w.text) for w in file.version.wordings] == [("greet", "Greets guests."), ("lock", "Locks up.")]


def test_marks_of_merging_in_a_guide_a_glossary_and_front_matter_are_named() -> None:
    assert codes(guide("Text.\n\n<<<<<<< HEAD\nOurs.\n=======\nTheirs.\n>>>>>>> theirs\n")) == [
        (6, "merge-marker"),
        (8, "merge-marker"),
        (10, "merge-marker"),
    ]
    assert codes(glossary("<<<<<<< HEAD\na {#a}\n:   B.\n=======\na {#a}\n:   C.\n>>>>>>> x\n")) == [
        (4, "merge-marker"),
        (7, "merge-marker"),
        (8, "merge-marker"),
        (10, "merge-marker"),
    ]


def test_of_front_matter_with_marks_of_merging_our_side_counts(content: Write, problems: Problems) -> None:
    content("en/guard.md", "---\n<<<<<<< HEAD\ntitle: Guard\n=======\ntitle: Watch\n>>>>>>> x\n---\nText.\n")

    assert problems() == [f"content/en/guard.md:{line}: {MARK}" for line in (2, 4, 6)]


def test_a_line_of_equals_signs_below_a_heading_is_no_mark_of_merging() -> None:
    assert codes(guide("Doors in all houses\n=======\n\nText.\n")) == [(4, "heading-level")]


def test_of_a_torn_file_the_sound_version_before_stays(content: Write) -> None:
    folder = content("en/guard.md", f"{HEAD}## Duties\n\n{OURS}").parents[1]
    reader = ContentReader(folder)
    before = reader.read()
    content("en/guard.md", f"{HEAD}## Duties\n\n{CONFLICT}")
    torn = reader.read()
    content("en/guard.md", f"{HEAD}## Duties\n\n{CONFLICT}\n")
    still_torn = reader.read()
    content("en/guard.md", f"{HEAD}## Duties\n\n{THEIRS}")
    mended = reader.read()

    texts = [
        [wording.text for version in content.role_versions for wording in version.wordings]
        for content in (before, torn, still_torn, mended)
    ]
    assert texts == [["Greets guests."], ["Greets guests."], ["Greets guests."], ["Welcomes guests.", "Locks up."]]
    assert [len(content.problems) for content in (before, torn, still_torn, mended)] == [0, 4, 4, 0]
    assert len({content.fingerprint for content in (before, torn, still_torn, mended, read_content(folder))}) == 4


def test_what_a_torn_file_held_before_is_not_kept_for_another_process(content: Write, tmp_path: Path) -> None:
    folder = content("en/guard.md", f"{HEAD}## Duties\n\n{OURS}").parents[1]
    cache = ParseCache(tmp_path / "data")
    reader = ContentReader(folder, cache)
    reader.read()
    content("en/guard.md", f"{HEAD}## Duties\n\n{CONFLICT}")
    torn = reader.read()
    reader.keep()

    again = ContentReader(folder, ParseCache(tmp_path / "data")).read()
    assert [version.sections for version in again.role_versions] != [v.sections for v in torn.role_versions]
    assert again == read_content(folder)


@pytest.mark.parametrize(
    "field", ["status: Draft", "status: DRAFT", "status: drfat", "draft: true", "Status: draft", "status: [draft]",
              "status: ready\nstatus: draft", "DRAFT: no"]
)  # fmt: skip
def test_a_status_that_cannot_be_read_counts_as_draft(content: Write, field: str) -> None:
    for path in ("guard.md", "guides/doors.md", "glossary.md"):
        content(f"en/{path}", f"---\ntitle: X\n{field}\n---\n\nText.\n\na {{#a}}\n:   B.\n")
    read = read_content(content("en/x.md", "").parents[1])
    library = build_library(read)

    assert (library.roles, library.guides, library.terms) == ((), (), ())
    assert [problem.severity for problem in read.problems if problem.place.line in (3, 4)].count("error") >= 3


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (
            "title: Manager #2",
            "2: “#2” is a comment and no part of title; put the whole text in quotes, "
            "or the comment in a line of its own",
        ),
        (
            "title: X\nsynonyms: [Guard (night, day)]",
            "3: synonyms holds “Guard (night”, half of a name, since a comma parts names; "
            "put the whole name in quotes",
        ),
        (
            'title: "\\UFFFFFFFF"',
            "2: the front matter is not valid YAML (it holds what no text can hold, or goes too deep); "
            "mend this line, or put its value in quotes",
        ),
        (
            'title: X\n"\\ud800": 1',
            "3: unknown field ?; the fields are title, synonyms, isco, status, source, reviewed, requires",
        ),
        ("title: X {#x}", "2: title holds an id; only clauses, headings and terms have one: remove it"),
    ],
)
def test_front_matter_that_says_less_than_it_seems(
    content: Write, problems: Problems, field: str, expected: str
) -> None:
    content("en/guard.md", f"---\n{field}\n---\nText.\n")

    assert problems() == [f"content/en/guard.md:{expected}"]


def test_a_comment_in_front_matter_that_is_plainly_one_is_sound(content: Write, problems: Problems) -> None:
    content("en/guard.md", "---\n# mine\ntitle: Guard    # the usual one\nstatus: ready # or draft\n---\nText.\n")

    assert problems() == []


def test_names_in_parentheses_only_lead_a_search(content: Write) -> None:
    file = content("en/guard.md", "---\ntitle: G\nsynonyms: [Watch, (bouncer), Guard (night)]\n---\nText.\n")
    version = read_content(file.parents[1]).role_versions[0]

    assert (version.synonyms, version.search_names) == (("Watch", "Guard (night)"), ("bouncer",))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("porter.md", "a role lies in the folder of its language; move it to content/en/porter.md"),
        ("Retired.csv", "is not read under this name; rename it to content/retired.csv"),
        ("Rules.YAML", "is not read under this name; rename it to content/rules.yaml"),
        ("en/porter.MD", "is not read under this name; move it to content/en/porter.md"),
        ("en/porter.markdown", "is not read under this name; move it to content/en/porter.md"),
        ("en/porter.md.txt", "is not read under this name; move it to content/en/porter.md"),
        ("en/Reviews.csv", "is not read under this name; rename it to content/en/reviews.csv"),
        ("en/retired.csv", "is not read under this name; rename it to content/retired.csv"),
        ("en/guides/doors.MD", "is not read under this name; move it to content/en/guides/doors.md"),
        ("notes.txt", "is not content and is not read; move it away"),
    ],
)
def test_a_file_in_the_wrong_place_is_named_with_the_right_one(
    content: Write, problems: Problems, path: str, message: str
) -> None:
    content("en/guard.md", HEAD + "Text.\n")
    content(path, "x")

    assert problems() == [f"content/{path}:1: {message}"]


def test_a_folder_in_the_wrong_place_is_named_with_the_right_one(content: Write, problems: Problems) -> None:
    content("en/guard.md", HEAD + "Text.\n")
    content("EN-gb/guard.md", HEAD)
    content("en/roles/porter.md", HEAD)
    content("no/Guides/doors.md", HEAD)

    assert problems()[:3] == [
        "content/EN-gb:1: not the folder of a language (en, ru, no); rename it to en",
        "content/en/guard.md:1: no Norwegian version; add content/no/guard.md or mark the role as draft",
        "content/en/roles:1: is a folder whose files are not read; move them to content/en",
    ]
    assert problems()[3:] == ["content/no/Guides:1: is not read under this name; rename it to guides"]
