"""Query terms are marked in the HTML of a text."""

import pytest

from kb.search.highlight import Highlighter, Marked
from kb.search.query.expansion import Sequences


def words(*forms: str) -> dict[str, Sequences]:
    """Return what stands for one word in English: any of *forms*."""
    return {"en": ((frozenset(forms),),)}


def phrase(*each: str) -> dict[str, Sequences]:
    return {"en": (tuple(frozenset({word}) for word in each),)}


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Plans sales.", "<mark>Plans</mark> sales."),
        ("A <em>plan</em> &amp; plans.", "A <em><mark>plan</mark></em> &amp; <mark>plans</mark>."),
        ('See <a href="/plan">it</a>.', 'See <a href="/plan">it</a>.'),
        ("Aeroplane.", "Aeroplane."),
        ("", ""),
    ],
)
def test_every_form_of_a_word_is_marked_and_no_tag(html: str, expected: str) -> None:
    marked = Highlighter((words("plan", "plans"),)).mark(html, "en")

    assert marked == Marked(expected, int("<mark>" in expected))


def test_terms_are_counted_and_not_marks() -> None:
    highlighter = Highlighter((words("plan"), words("sales"), words("moat")))

    assert highlighter.mark("Plan, plan the sales.", "en").count == 2


def test_a_phrase_is_marked_where_its_words_follow_one_another() -> None:
    highlighter = Highlighter((phrase("own", "sales"),))

    assert highlighter.mark("Sales, own sales.", "en").html == "Sales, <mark>own</mark> <mark>sales</mark>."
    assert highlighter.mark("Own big sales.", "en") == Marked("Own big sales.", 0)


def test_a_name_that_stands_for_terms_is_marked_together_or_else_apart() -> None:
    highlighter = Highlighter((), (phrase("own", "sales"),))

    assert highlighter.mark("Own sales, sales.", "en").html == "<mark>Own</mark> <mark>sales</mark>, sales."
    assert highlighter.mark("Sales of its own.", "en") == Marked(
        "<mark>Sales</mark> of its <mark>own</mark>.", 0, 1
    )


def test_nothing_is_marked_in_another_language() -> None:
    assert Highlighter((words("plan"),)).mark("Plan.", "no") == Marked("Plan.", 0)


def test_a_whole_compound_is_marked_once() -> None:
    highlighter = Highlighter((words("crmsystem"), words("crm")))

    assert highlighter.mark("A CRM-system.", "en").html == "A <mark>CRM-system</mark>."
