"""What waits for a translator: units, their states, and what changed since somebody checked them."""

from pathlib import Path

from kb.bitext import commands
from kb.bitext.differences import Piece
from kb.bitext.states import UnitState
from kb.reading.content import read_content
from tests.bitext_content import desk, glossary, role
from tests.conftest import Write


def state(folder: Path, unit: str = "guard#gate", language: str = "no") -> UnitState:
    one = desk(folder)
    owner = unit.partition("#")[0].partition("@")[0]
    owner = "glossary" if unit.startswith("term:") else owner
    return next(state for state in one.states(owner, language) if state.unit.id == unit)


def review(folder: Path, selection: str = "guard", language: str = "no", *, minor: bool = False) -> list[str]:
    one = commands.desk_of(read_content(folder), folder, drafts=True)
    return list(commands.review(one, folder, selection, language, "Kari", minor=minor))


def write(content: Write, english: str, norwegian: str = "Låser porten.") -> None:
    content("en/guard.md", role("en", gate=english))
    content("no/guard.md", role("no", gate=norwegian))


def test_a_wording_is_missing_unreviewed_current_edited_and_stale(content: Write, folder: Path) -> None:
    content("en/guard.md", role("en", gate="Locks the gate."))
    content("no/guard.md", role("no"))
    states = [state(folder).state]
    write(content, "Locks the gate.")
    states.append(state(folder).state)
    review(folder)
    states.append(state(folder).state)
    write(content, "Locks the gate.", "Låser porten godt.")
    states.append(state(folder).state)
    write(content, "Locks the gate at night.", "Låser porten godt.")
    states.append(state(folder).state)

    assert states == ["missing", "unreviewed", "current", "edited", "stale"]


def test_stale_shows_what_changed_since_it_was_checked_not_since_the_last_edit(
    content: Write, folder: Path
) -> None:
    write(content, "Locks the gate.")
    review(folder)
    write(content, "Locks the gate at night.")
    write(content, "Locks the door at night.")

    assert state(folder).difference == (
        Piece("same", "Locks the"),
        Piece("removed", "gate."),
        Piece("added", "door at night."),
    )


def test_the_old_source_text_makes_it_current_again(content: Write, folder: Path) -> None:
    write(content, "Locks the gate.")
    review(folder)
    write(content, "Opens the gate.")
    assert state(folder).state == "stale"
    write(content, "Locks the gate.")

    assert state(folder).state == "current"


def test_a_minor_edit_keeps_the_wordings_of_all_languages_current(content: Write, folder: Path) -> None:
    write(content, "Locks the gate.")
    content("ru/guard.md", role("ru", gate="Запирает ворота."))
    review(folder)
    review(folder, language="ru")
    write(content, "Locks the gates.")
    said = review(folder, "guard#gate", "en", minor=True)

    assert said == ["Kept current 1 of 1 in ru.", "Kept current 1 of 1 in no."]
    assert [state(folder, language=code).state for code in ("ru", "no")] == ["current", "current"]
    write(content, "Opens the gates.")
    assert state(folder).difference[0] == Piece("removed", "Locks")


def test_what_no_reader_sees_makes_nothing_stale(content: Write, folder: Path) -> None:
    write(content, "Locks the gate.")
    review(folder)
    text = role("en", door="Locks the door.", gate="Locks  the\u00a0**gate**.")
    content("en/guard.md", text.replace("1. ", "7) "))

    assert state(folder).state == "current"


def test_a_wording_of_the_source_language_is_edited_since_it_was_approved(content: Write, folder: Path) -> None:
    write(content, "Locks the gate.")
    review(folder, language="en")
    assert state(folder, language="en").state == "current"
    write(content, "Opens the gate.")

    assert state(folder, language="en").state == "edited"


def test_titles_summaries_nested_items_and_terms_are_units(content: Write, folder: Path) -> None:
    content("en/guard.md", role("en", gate="Locks:").replace("## ", "Keeps watch.\n\n## ") + "   - the gate.\n")
    content("en/glossary.md", glossary("en", ("key", "key; door key")))

    ids = [unit.id for units in desk(folder).units.values() for unit in units]
    assert ids == ["guard@title", "guard@summary", "guard#gate", "guard#gate/1", "term:key"]


def test_a_changed_item_leaves_its_clause_current(content: Write, folder: Path) -> None:
    for item in ("the gate", "the door"):
        content("en/guard.md", role("en", gate="Locks:") + f"   - {item}.\n")
        content("no/guard.md", role("no", gate="Låser:") + "   - porten.\n")
        if item == "the gate":
            review(folder)

    assert (state(folder).state, state(folder, "guard#gate/1").state) == ("current", "stale")


def test_a_second_name_of_a_term_makes_no_translation_stale(content: Write, folder: Path) -> None:
    content("en/glossary.md", glossary("en", ("key", "key")))
    content("no/glossary.md", glossary("no", ("key", "nøkkel")))
    review(folder, "term:key")
    content("en/glossary.md", glossary("en", ("key", "key; door key")))

    assert state(folder, "term:key").state == "current"


def test_a_review_is_due_by_the_term_that_the_role_states(content: Write, folder: Path) -> None:
    text = role("en", gate="Locks the gate.").replace("title:", "reviewed: 2024-02-29\ntitle:")
    content("en/guard.md", text)
    content("en/porter.md", text + "\n## Review and changes\n\n1. Reviewed every 3 years. {#revision}\n")

    due = {role.id: _due(folder, role.id) for role in desk(folder).library.roles}
    assert due == {"guard": "2029-02-28", "porter": "2027-02-28"}


def _due(folder: Path, id: str) -> str | None:
    from kb.bitext.due import review_due

    one = desk(folder)
    role = one.library.role(id)
    assert role is not None
    return review_due(role, one.checker)


def test_a_date_that_is_none_is_reported(content: Write, folder: Path) -> None:
    content("en/guard.md", role("en", gate="Locks the gate.").replace("title:", "reviewed: soon\ntitle:"))

    assert [str(problem) for problem in read_content(folder).problems] == [
        "content/en/guard.md:2: reviewed is no date; write year, month and day: reviewed: 2026-03-01"
    ]
