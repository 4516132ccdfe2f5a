"""One wording, note or mark back into its file, with every other byte as it was."""

import os
import random
import re
import stat
from pathlib import Path

import pytest

from kb.errors import ChangedError, WritingError
from kb.languages import CODES, language
from kb.model import Wording
from kb.places import content_folder
from kb.reading.content import read_content
from kb.writing.clauses import write_marks, write_note, write_wording
from kb.writing.files import rewrite
from tests.conftest import Write
from tests.reading import read_file

GUARD = """---
title: Guard
---
<!-- for authors -->
## Requirements

1. Speaks Norsk. {#speak}
   > In Norway.
2. Locks: {#lock .desirable}
   - the gate;
   > First.
   > Goes on.

   > Second.
• Rests.\u00a0{#rest}

| Plan | 100 % {#plan} |
"""


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def guard(content: Write) -> Path:
    return content("en/guard.md", GUARD)


def test_one_wording_changes_and_nothing_else(guard: Path, folder: Path) -> None:
    write_wording(folder, "en", "guard", "lock", "  Closes *all*: ")

    assert guard.read_bytes().decode() == GUARD.replace("2. Locks:", "2. Closes *all*:")


def test_a_wording_with_an_unusual_mark_keeps_it(guard: Path, folder: Path) -> None:
    write_wording(folder, "en", "guard", "rest", "Sleeps.")

    assert guard.read_bytes().decode() == GUARD.replace("Rests.", "Sleeps.")


@pytest.mark.parametrize(
    ("number", "text", "before", "after"),
    [
        (0, "Once.", "First.\n   > Goes on.", "Once."),
        (1, "Twice.", "> Second.", "> Twice."),
        (2, "Third.", "> Second.", "> Second.\n   > Third."),
        (1, None, "\n   > Second.", ""),
        (0, None, "\n   > First.\n   > Goes on.", ""),
    ],
)
def test_one_note_changes_comes_or_goes(
    guard: Path, folder: Path, number: int, text: str | None, before: str, after: str
) -> None:
    write_note(folder, "en", "guard", "lock", number, text)

    assert guard.read_bytes().decode() == GUARD.replace(before, after)


def test_marks_change(guard: Path, folder: Path) -> None:
    write_marks(folder, "en", "guard", "lock", desirable=False, forms=("ru",))
    write_marks(folder, "en", "guard", "speak", desirable=True, forms=())

    assert guard.read_bytes().decode() == GUARD.replace("{#lock .desirable}", "{#lock .form-ru}").replace(
        "{#speak}", "{#speak .desirable}"
    )


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_line_ends_a_byte_order_mark_and_the_mode_stay(content: Write, folder: Path, line_end: str) -> None:
    text = "\ufeff" + GUARD.replace("\n", line_end)
    file = content("en/guard.md", text)
    file.chmod(0o640)
    write_wording(folder, "en", "guard", "lock", "Closes:")
    write_note(folder, "en", "guard", "speak", 1, "Too.")

    assert file.read_bytes().decode() == text.replace("Locks:", "Closes:").replace(
        "In Norway.", f"In Norway.{line_end}   > Too."
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert names_in(file.parent) == ["guard.md"]


@pytest.mark.parametrize(
    ("id", "text", "message"),
    [
        ("lock", " ", "the text is empty; write it"),
        ("lock", "a\nb", "the text is more than one line; write one"),
        ("lock", "a {#b}", "the text holds an id; leave it out, the clause has its own"),
        (
            "plan",
            "a",
            "#plan is a row of a table; write its 2 cells as “…: …”, "
            "without other colons, such dashes and strokes, or change it in en/guard.md",
        ),
        ("gone", "a", "en/guard.md has no clause #gone; write it there first"),
        (
            "lock",
            "a <!-- b",
            "the text would change more of en/guard.md than #lock; "
            "leave out what is a comment, a heading or an id",
        ),
    ],
)
def test_what_would_be_more_than_a_wording_is_refused(
    guard: Path, folder: Path, id: str, text: str, message: str
) -> None:
    with pytest.raises(WritingError, match=f"^{re.escape(message)}$"):
        write_wording(folder, "en", "guard", id, text)

    assert guard.read_bytes().decode() == GUARD


TABLE = """---
title: Guard
---
## {}

| Indicator | Target | Measured | |
|---|:-:|---|---|
| Plan | 100 % |  monthly|   {{#plan .form-ru}} |
|Calls||`a|b` {{#calls}}|
Doors {{#doors}} |
"""


@pytest.mark.parametrize("code", CODES)
def test_a_wording_is_parted_into_the_cells_of_its_row(content: Write, folder: Path, code: str) -> None:
    spoken = language(code)
    text = TABLE.format(spoken.heading("indicators"))
    file = content(f"{code}/guard.md", text)
    write_wording(folder, code, "guard", "plan", f"The plan: *95 %* {spoken.dash} each week ")
    write_wording(folder, code, "guard", "calls", "Visits: `c|d`", base="Calls: a|b")

    assert file.read_bytes().decode() == text.replace(
        "Plan | 100 % |  monthly|", "The plan | *95 %* |  each week|"
    ).replace("|Calls||`a|b` ", "|Visits||`c|d` ")
    assert {wording.id: wording.text for wording in read_file(file, code).wordings}["plan"] == (
        f"The plan: 95 % {spoken.dash} each week"
    )


@pytest.mark.parametrize(
    "text",
    ["The plan", "Plan: 95 %", "Plan: a: b – c", "Plan – a: b – c", "Plan: a – b – c", "Plan: – b", "P|x: a – b"],
)
def test_what_cannot_be_parted_into_a_row_in_one_way_is_refused(content: Write, folder: Path, text: str) -> None:
    file = content("en/guard.md", TABLE.format("Performance indicators"))
    with pytest.raises(WritingError, match=r"^#plan is a row of a table; write its 3 cells as “…: … – …”, "):
        write_wording(folder, "en", "guard", "plan", text)

    assert file.read_bytes().decode() == TABLE.format("Performance indicators")


def test_the_marks_of_a_row_change_and_notes_have_no_place_in_it(content: Write, folder: Path) -> None:
    text = TABLE.format("Performance indicators")
    file = content("en/guard.md", text)
    write_marks(folder, "en", "guard", "plan", desirable=False, forms=())
    with pytest.raises(
        WritingError, match=r"^#plan is a row of a table, which has no notes; make it an item of a list first$"
    ):
        write_note(folder, "en", "guard", "plan", 0, "Once.")

    assert file.read_bytes().decode() == text.replace(" .form-ru", "")


def test_what_changed_meanwhile_is_not_overwritten(guard: Path, folder: Path) -> None:
    with pytest.raises(ChangedError, match="#rest says something else by now; look at it and try again"):
        write_wording(folder, "en", "guard", "rest", "Sleeps.", base="Sits.")
    with pytest.raises(ChangedError, match="the note of #lock says something else by now"):
        write_note(folder, "en", "guard", "lock", 1, "Third.", base="First.")

    write_wording(folder, "en", "guard", "rest", "Sleeps.", base="Rests.")
    assert guard.read_bytes().decode() == GUARD.replace("Rests.", "Sleeps.")


def test_what_an_editor_saves_meanwhile_is_not_overwritten(guard: Path, folder: Path) -> None:
    def change(text: str) -> str:
        guard.write_text("another")
        return text + "more"

    with pytest.raises(ChangedError, match=r"en/guard\.md was saved by somebody else meanwhile"):
        rewrite(folder, "en/guard.md", change)

    assert guard.read_text() == "another"
    assert names_in(guard.parent) == ["guard.md"]


def test_a_link_that_leads_out_of_the_content_is_refused(content: Write, folder: Path, tmp_path: Path) -> None:
    content("en/guard.md", GUARD)
    outside = tmp_path / "outside.md"
    outside.write_text(GUARD)
    (folder / "en/porter.md").symlink_to(outside)
    (tmp_path / "ru").mkdir()
    (tmp_path / "ru/guard.md").write_text(GUARD)
    (folder / "ru").symlink_to(tmp_path / "ru")

    for path in ("en/porter.md", "ru/guard.md", "en/../../outside.md", "guard.md"):
        with pytest.raises(WritingError, match=f"{re.escape(path)} leads out of the content"):
            rewrite(folder, path, lambda text: text + "more")
    assert outside.read_text() == GUARD


def test_a_link_within_the_content_stays_a_link(content: Write, folder: Path) -> None:
    file = content("en/guard.md", GUARD)
    (folder / "en/porter.md").symlink_to("guard.md")
    write_wording(folder, "en", "porter", "rest", "Sleeps.")

    assert (folder / "en/porter.md").is_symlink()
    assert file.read_bytes().decode() == GUARD.replace("Rests.", "Sleeps.")


@pytest.mark.parametrize("name", ["missing", "folder", "pipe", "bytes"])
def test_what_is_no_file_of_text_is_refused(folder: Path, name: str) -> None:
    (folder / "en/folder.md").mkdir(parents=True)
    os.mkfifo(folder / "en/pipe.md")
    (folder / "en/bytes.md").write_bytes(b"\xff")

    with pytest.raises(WritingError):
        rewrite(folder, f"en/{name}.md", lambda text: text + "more")


def test_what_a_killed_writer_left_goes(guard: Path, folder: Path) -> None:
    (guard.parent / ".guard.md.0123abcd.new").write_text("half")
    (guard.parent / ".guard.md.swp").write_text("of an editor")
    write_wording(folder, "en", "guard", "rest", "Sleeps.")

    assert names_in(guard.parent) == [".guard.md.swp", "guard.md"]


WORDS = ("Greets", "гости", "nøkkel", "100\u00a0%", "*all*", "`x`", "<line manager>", "— так", "2.1.", "- x",
         "> y", "**", "é")  # fmt: skip


def test_of_four_hundred_edits_of_the_shipped_content_each_changes_one_span(tmp_path: Path) -> None:
    chance = random.Random(9)
    folder = tmp_path / "content"
    shipped = content_folder()
    for file in sorted(shipped.glob("*/office-manager.md")):
        target = folder / file.relative_to(shipped)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_bytes().decode()
        end = chance.choice(["\n", "\r\n"])
        target.write_bytes((chance.choice(["", "\ufeff"]) + text.replace("\n", end)).encode())
    wordings = [wording for version in read_content(folder).role_versions for wording in version.wordings]
    for _ in range(400):
        wording = chance.choice(wordings)
        file = folder.parent / wording.place.path
        before = file.read_bytes().decode()
        now = next(w for w in _wordings(folder, wording) if w.id == wording.id)
        text = " ".join(chance.choices(WORDS, k=chance.randint(1, 9)))
        write_wording(folder, wording.language, wording.role, wording.id, text)

        start, end_of_span = now.span
        assert file.read_bytes().decode() == before[:start] + text + before[end_of_span:]
    assert not [name for name in names_in(folder / "en") if name.startswith(".")]


def _wordings(folder: Path, of: Wording) -> list[Wording]:
    version = read_file(folder / of.language / f"{of.role}.md", of.language)
    return list(version.wordings)
