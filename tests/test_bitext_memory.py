"""Nearest translations, concordance, and the difference of two texts."""

from pathlib import Path

import pytest

from kb.analysis.tokens import tokens
from kb.bitext.concordance import Concordance, Occurrence
from kb.bitext.desk import Desk, open_desk
from kb.bitext.differences import Piece, difference
from kb.bitext.memory import Memory
from kb.errors import UsageError
from kb.library import build_library
from kb.places import content_folder
from kb.reading.content import read_content
from tests.bitext_content import desk, glossary, role
from tests.conftest import Write


@pytest.fixture(scope="module")
def shipped() -> Desk:
    """The desk of the shipped content."""
    return open_desk(build_library(read_content(content_folder())), content_folder(), None)


def test_equal_texts_differ_in_nothing() -> None:
    assert difference("Locks the  gate.", "Locks the gate.") == (Piece("same", "Locks the gate."),)


def test_words_that_only_moved_are_told_from_changed_ones() -> None:
    assert difference("Keeps the keys and counts the money.", "Counts the money and keeps all the keys.") == (
        Piece("moved-from", "Keeps"),
        Piece("moved-from", "the keys"),
        Piece("removed", "and"),
        Piece("moved-from", "counts the money."),
        Piece("moved-to", "Counts the money"),
        Piece("added", "and"),
        Piece("moved-to", "keeps"),
        Piece("added", "all"),
        Piece("moved-to", "the keys."),
    )


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        (
            "Plans own sales.",
            "Each quarter plans own sales.",
            (Piece("added", "Each quarter"), Piece("same", "plans"), Piece("same", "own sales.")),
        ),
        (
            "Locks the gate of the yard in the evening.",
            "In the evening locks the gate of the yard.",
            (
                Piece("moved-to", "In the evening"),
                Piece("same", "locks"),
                Piece("same", "the gate of the"),
                Piece("same", "yard."),
                Piece("moved-from", "in the evening."),
            ),
        ),
        ("May leave.", "may leave.", (Piece("removed", "May"), Piece("added", "may"), Piece("same", "leave."))),
        ("Locks.", "Locks", (Piece("removed", "Locks."), Piece("added", "Locks"))),
    ],
)
def test_a_capital_or_full_stop_that_follows_from_another_change_is_none(
    before: str, after: str, pieces: tuple[Piece, ...]
) -> None:
    assert difference(before, after) == pieces


def test_every_word_of_both_texts_is_in_the_difference() -> None:
    before, after = "One two three four five six.", "Four five one two seven three."
    pieces = difference(before, after)

    old = [w for piece in pieces if piece.change in ("same", "removed", "moved-from") for w in piece.text.split()]
    new = [w for piece in pieces if piece.change in ("same", "added", "moved-to") for w in piece.text.split()]
    assert (old, new) == (before.split(), after.split())


def test_the_nearest_translated_wording_stands_first_with_its_difference(content: Write, folder: Path) -> None:
    content(
        "en/guard.md", role("en", gate="Locks the gate at night.", door="Locks the back door.", cat="Feeds cats.")
    )
    content("no/guard.md", role("no", gate="Låser porten om natten.", door="Låser bakdøra.", cat="Mater katter."))
    units = [unit for units in desk(folder).units.values() for unit in units]

    first, second = Memory(units, "en", "no").nearest("Locks the gate in the morning.")
    assert (first.unit, first.translation) == ("guard#gate", "Låser porten om natten.")
    assert first.percent > second.percent
    assert first.difference[0] == Piece("same", "Locks the gate")


def test_an_equal_source_is_a_match_of_a_hundred_per_cent(content: Write, folder: Path) -> None:
    content("en/guard.md", role("en", gate="Locks the gate."))
    content("no/guard.md", role("no", gate="Låser porten."))
    units = [unit for units in desk(folder).units.values() for unit in units]

    assert [match.percent for match in Memory(units, "en", "no").nearest("Locks the gate.")] == [100]


def brute_force(one: Desk, query: str, code: str) -> dict[str, list[tuple[int, int]]]:
    """Hold every word of every text against the query, one after the other."""
    analyses = one.checker.analyses[code]
    sought = [analyses[token.text].sought for token in tokens(query) if not token.whole]
    found: dict[str, list[tuple[int, int]]] = {}
    for units in one.units.values():
        for unit in units:
            text = unit.text(code)
            words = [token for token in tokens(text.text) if not token.whole] if text else []
            for first in range(len(words) - len(sought) + 1):
                row = words[first : first + len(sought)]
                if all(s & analyses[word.text].keys for s, word in zip(sought, row, strict=True)):
                    found.setdefault(unit.id, []).append((row[0].start, row[-1].end))
    return found


def marks(occurrences: tuple[Occurrence, ...]) -> dict[str, list[tuple[int, int]]]:
    return {occurrence.unit: list(occurrence.line.marks) for occurrence in occurrences}


@pytest.mark.parametrize(
    ("code", "query"),
    [
        ("en", "client"),
        ("en", "line manager"),
        ("en", "reports"),
        ("ru", "дебиторская задолженность"),
        ("ru", "договор"),
        ("ru", "обязан"),
        ("no", "kundefordringer"),
        ("no", "avtale"),
        ("no", "nærmeste leder"),
        ("no", "er"),
    ],
)
def test_the_concordance_is_what_a_scan_of_everything_finds(shipped: Desk, code: str, query: str) -> None:
    expected = brute_force(shipped, query, code)

    assert marks(Concordance(shipped.checker).find(query, code)) == expected
    assert expected


def test_the_concordance_is_filtered_by_section_and_role(shipped: Desk) -> None:
    found = Concordance(shipped.checker).find("клиент", "ru", ["duties"], ["office-manager", "sales-manager"])

    assert {(one.kind, one.owner) for one in found} == {("duties", "sales-manager")}


def test_counterparts_of_a_term_are_marked(content: Write, folder: Path) -> None:
    content("en/guard.md", role("en", gate="Counts all the keys."))
    content("ru/guard.md", role("ru", gate="Считает все ключи."))
    content("en/glossary.md", glossary("en", ("key", "key")))
    content("ru/glossary.md", glossary("ru", ("key", "ключ")))
    found = Concordance(desk(folder).checker).find("key", "en", owners=["guard"])

    (line,) = found[0].counterparts
    assert [line.text[start:end] for start, end in line.marks] == ["ключи"]


def test_counterparts_of_other_words_are_those_that_go_with_them_elsewhere(shipped: Desk) -> None:
    found = Concordance(shipped.checker).find("заказы", "ru", ["duties"], ["key-account-manager"])

    orders = next(one for one in found if one.unit.endswith("#take-orders"))
    english = next(line for line in orders.counterparts if line.language == "en")
    assert "orders" in [english.text[start:end] for start, end in english.marks]


def test_a_query_that_is_too_long_is_refused(shipped: Desk) -> None:
    with pytest.raises(UsageError, match="the query has 201 characters; use at most 200"):
        Concordance(shipped.checker).find("x" * 201)
