"""What is translated on its own: clauses, nested items, titles of groups; notes are of one language."""

from pathlib import Path

from kb.bitext import commands
from kb.reading.content import read_content
from tests.bitext_content import desk, findings, glossary
from tests.conftest import Write

ROLE = """---
title: Guard
---
Guards the house.

## Duties

### At night {#night-work}

1. Locks {#lock}
   > In Britain, 2026: by custom at ten.
   - the gate;
   - the door.
"""
NORWEGIAN = """---
title: Vakt
---
Vokter huset.

## Arbeidsoppgaver

### Om natten {#night-work}

1. Låser {#lock}
   - porten;
   - døren.
"""


def waiting(folder: Path, language: str, owner: str = "guard") -> list[tuple[str, str]]:
    return [(one.unit.id, one.state) for one in desk(folder).states(owner, language)]


def test_nested_items_and_titles_of_groups_are_units_of_their_own(content: Write, folder: Path) -> None:
    content("en/guard.md", ROLE)
    content("no/guard.md", NORWEGIAN)

    assert [id for id, _ in waiting(folder, "no")] == [
        "guard@title",
        "guard@summary",
        "guard#night-work",
        "guard#lock",
        "guard#lock/1",
        "guard#lock/2",
    ]


def test_a_missing_title_of_a_group_waits(content: Write, folder: Path) -> None:
    content("en/guard.md", ROLE)
    content("no/guard.md", NORWEGIAN.replace("### Om natten {#night-work}\n\n", ""))

    assert ("guard#night-work", "missing") in waiting(folder, "no")


def test_a_note_waits_in_no_language_and_makes_nothing_stale(content: Write, folder: Path) -> None:
    content("en/guard.md", ROLE)
    content("no/guard.md", NORWEGIAN)
    one = commands.desk_of(read_content(folder), folder, drafts=True)
    list(commands.review(one, folder, "guard", "no", "Kari", minor=False))
    content("en/guard.md", ROLE.replace("by custom at ten", "by law at nine"))

    assert {state for _, state in waiting(folder, "no")} == {"current"}
    assert not any("!" in id for code in ("en", "no") for id, _ in waiting(folder, code))


def test_the_place_of_a_nested_item_is_its_line_beside_notes(content: Write, folder: Path) -> None:
    content("en/guard.md", ROLE)
    units = {unit.id: unit for unit in desk(folder).units["guard"]}

    lines = [text.place.line for id in ("guard#lock", "guard#lock!1", "guard#lock/1") for text in units[id].texts]
    assert lines == [10, 11, 12]


def test_a_term_of_one_language_alone_is_missed_in_no_other(content: Write, folder: Path) -> None:
    content("no/glossary.md", glossary("no", ("tariffavtale .only", "tariffavtale")))
    content("en/glossary.md", glossary("en", ("guard", "guard")))

    assert ("term:tariffavtale", "unreviewed") in waiting(folder, "no", "glossary")
    assert not any(id == "term:tariffavtale" for id, _ in waiting(folder, "en", "glossary"))
    assert not any(one.unit == "term:tariffavtale" for one in findings(folder))


def test_search_names_are_no_units(content: Write, folder: Path) -> None:
    content("en/guard.md", ROLE.replace("title: Guard", "title: Guard\nsynonyms: [(watchman)]"))

    texts = [text.text for unit in desk(folder).units["guard"] for text in unit.texts]
    assert not any("watchman" in text for text in texts)
