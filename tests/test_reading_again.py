"""Content that is read again equals content read for the first time, and what has not changed is kept."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.library import Changes, Library, build_library
from kb.reading.content import ContentReader, read_content
from kb.reading.files import FileReader
from kb.reading.listing import list_files
from tests.conftest import Write
from tests.test_any_content import LINES, PATHS
from tests.web_site import SMALL

GUARD = "---\ntitle: Guard\n---\n\n## Duties\n\n1. Greets guests. {#greet}\n2. Locks up. {#lock}\n"
HOST = "---\ntitle: Host\n---\n\n## Duties\n\n1. Welcomes guests. {#greet}\n2. Sits down. {#sit}\n"
PORTER = "---\ntitle: Porter\n---\n\n## Duties\n\n1. Carries. {#carry}\n"

_LINKS = (
    "[a](guard.md#keep-keys) [b](host.md) [c](glossary.md#key-box) [d](guides/doors.md#locks)",
    "[a](../guard.md#lock) [b](../glossary.md#x) [c](a-b.md#locks) [d](doors.md)",
    "key box {#key-box}\n:   A [box](guard.md#greet-guests).",
    "1. Has [keys](host.md#greet-guests). {#keep-keys}",
    "## Locks {#locks}",
    "keep-keys,concept,greet-guests,2025-01-01",
    "doors,guide,a-b,2025-01-01",
    "key-box,term,lock,2025-01-01",
)
_PATHS = (*PATHS, *SMALL)
_line = st.sampled_from((*LINES, *_LINKS, *_LINKS))
edits = st.lists(
    st.tuples(
        st.sampled_from(_PATHS),
        st.sampled_from(("line", "line", "whole", "delete", "move", "touch", "bytes")),
        st.integers(0, 30),
        _line,
        st.sampled_from(_PATHS),
    ),
    min_size=1,
    max_size=6,
)


class Folder:
    """A folder whose files change, each time at a later time that is long past."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = 1_000_000_000
        for path, text in SMALL.items():
            self.write(path, text.encode())

    def write(self, path: str, content: bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        self.touch(path)

    def touch(self, path: str) -> None:
        self.now += 1
        os.utime(self.folder / path, (self.now, self.now))

    def edit(self, path: str, how: str, at: int, line: str, other: str) -> None:
        file, text = self.folder / path, SMALL.get(path, SMALL["en/guard.md"])
        if how == "whole" or not file.exists():
            self.write(path, text.encode())
        elif how == "line":
            lines = file.read_bytes().split(b"\n")
            self.write(path, b"\n".join((*lines[:at], line.encode("utf-8", "replace"), *lines[at + at % 2 :])))
        elif how == "delete":
            file.unlink()
        elif how == "move":
            (self.folder / other).parent.mkdir(parents=True, exist_ok=True)
            file.replace(self.folder / other)
        elif how == "touch":
            self.touch(path)
        else:
            self.write(path, b"\xff" + file.read_bytes())


def is_kept(before: Library, after: Library) -> bool:
    """Tell whether what is equal in two libraries is the same object."""
    pairs = (
        *((before.role(role.id), role) for role in after.roles),
        *((before.guide(guide.id), guide) for guide in after.guides),
        *((before.term(term.id), term) for term in after.terms),
    )
    return all(one is other for one, other in pairs if one == other)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(edits, min_size=1, max_size=4), drafts=st.booleans())
def test_any_edits_give_what_reading_anew_gives(
    steps: list[list[tuple[str, str, int, str, str]]], drafts: bool
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Folder(Path(place) / "content")
        reader = ContentReader(folder.folder)
        library = build_library(reader.read(), drafts=drafts)
        for step in steps:
            for edit in step:
                folder.edit(*edit)
            content, before = reader.read(), library
            library = build_library(content, drafts=drafts, before=before)

            assert content == read_content(folder.folder)
            assert library == build_library(content, drafts=drafts)
            assert library.concepts == tuple(library.concept(concept.id) for concept in library.concepts)
            assert is_kept(before, library)


@pytest.fixture
def reader(content: Write, folder: Path) -> ContentReader:
    for name, text in {"guard": GUARD, "host": HOST, "porter": PORTER}.items():
        content(f"en/{name}.md", text)
    return ContentReader(folder)


def test_a_changed_role_is_made_anew_with_its_concepts_alone(reader: ContentReader, content: Write) -> None:
    before = build_library(reader.read())
    content("en/guard.md", GUARD.replace("Locks up", "Locks the door"))
    after = build_library(reader.read(), before=before)
    kept = [one is other for one, other in zip(before.roles, after.roles, strict=True)]
    kept_concepts = {concept.id for concept in after.concepts if concept is before.concept(concept.id)}

    assert [role.id for role in after.roles] == ["guard", "host", "porter"]
    assert kept == [False, True, True]
    assert kept_concepts == {"sit", "carry"}
    assert after.changes_since(before).roles == {"guard"}


def test_roles_that_come_and_go_are_changes(reader: ContentReader, content: Write, folder: Path) -> None:
    before = build_library(reader.read())
    content("en/doorman.md", GUARD)
    (folder / "en/porter.md").unlink()
    after = build_library(reader.read(), before=before)

    assert after.changes_since(before).roles == {"doorman", "porter"}
    assert after.concept("carry") is None


def test_guides_and_terms_are_changes(reader: ContentReader, content: Write) -> None:
    content("en/guides/doors.md", SMALL["en/guides/doors.md"])
    content("en/glossary.md", SMALL["en/glossary.md"])
    before = build_library(reader.read())
    content("en/guides/doors.md", SMALL["en/guides/doors.md"].replace("Doors open.", "Doors close."))
    content("en/glossary.md", SMALL["en/glossary.md"].replace("Where keys hang.", "Where keys are kept."))
    changes = build_library(reader.read(), before=before).changes_since(before)

    assert changes == Changes(frozenset(), frozenset({"doors"}), frozenset({"key-box"}))


def test_a_file_as_old_and_as_large_as_before_is_not_opened(content: Write, folder: Path) -> None:
    os.utime(content("en/guard.md", GUARD), (1, 1))
    (path, known), *_ = FileReader({}).read(list_files(folder).files).items()
    pretended = replace(known, digest="of other bytes")

    assert FileReader({path: pretended}).read(list_files(folder).files)[path] is pretended


def test_a_file_written_just_now_may_change_without_looking_older(content: Write, folder: Path) -> None:
    content("en/guard.md", GUARD)

    assert [known.state for known in FileReader({}).read(list_files(folder).files).values()] == [None]


def test_wordings_of_the_wrong_kind_are_found_and_forgiven(reader: ContentReader, content: Write) -> None:
    reader.read()
    content("en/guard.md", GUARD.replace("Duties", "Rights"))
    wrong = [problem.place.path for problem in reader.read().problems]
    content("en/guard.md", GUARD)

    assert wrong == ["content/en/host.md"]
    assert reader.read().problems == ()


def test_links_are_checked_again_when_what_they_lead_to_goes(
    reader: ContentReader, content: Write, folder: Path
) -> None:
    content("en/host.md", HOST.replace("guests", "[guests](guard.md#lock)"))
    sound = reader.read().problems
    (folder / "en/guard.md").unlink()

    assert sound == ()
    assert [problem.code for problem in reader.read().problems] == ["bad-link"]
