"""What was typed, and what is looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kb.languages import LANGUAGES
from kb.model import SECTION_KINDS
from kb.search.answers import Filters
from kb.search.query.parsing import ParsedQuery, SearchTerm, filter_names, parse_query

NAMES = filter_names([("account-manager", "account-manager"), ("Менеджер по работе", "account-manager")])


def word(text: str, whole: str | None = None) -> SearchTerm:
    return SearchTerm("word", (text.casefold(),), text, whole)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("План продаж", [word("План"), word("продаж")], []),
        ('"sales plan" -team', [SearchTerm("phrase", ("sales", "plan"), "sales plan")], [word("team")]),
        ("„план продаж“", [SearchTerm("phrase", ("план", "продаж"), "план продаж")], []),
        (
            "plan −team –sale - unit 2–3",
            [word(each) for each in ("plan", "unit", "2", "3")],
            [word("team"), word("sale")],
        ),
        ('-"sales plan"', [], [SearchTerm("phrase", ("sales", "plan"), "sales plan")]),
        ("kund*", [SearchTerm("prefix", ("kund",), "kund")], []),
        ("прайс-лист", [word("прайс", "прайслист"), word("лист", "прайслист")], []),
        ("-прайс-лист", [], [SearchTerm("phrase", ("прайс", "лист"), "-прайс-лист")]),
        ('"sales plan', [word("sales"), word("plan")], []),
        ("plan plan", [word("plan")], []),
        ('- * " «»', [], []),
    ],
)
def test_words_phrases_minus_and_prefixes(text: str, wanted: list[SearchTerm], unwanted: list[SearchTerm]) -> None:
    parsed = parse_query(text)

    assert (list(parsed.wanted), list(parsed.unwanted)) == (wanted, unwanted)


@given(some.text())
def test_any_text_is_a_query(text: str) -> None:
    assert isinstance(parse_query(text), ParsedQuery)


@given(some.lists(some.text(some.characters(categories=["Ll", "Nd"]), min_size=1), min_size=1))
def test_no_word_is_lost(typed: list[str]) -> None:
    assert all(unit.kind == "word" for unit in parse_query(" ".join(typed)).wanted)
    assert parse_query(" ".join(typed)).wanted


@pytest.mark.parametrize(
    ("text", "filters", "wanted"),
    [
        ("section:rights plan", Filters(section=("rights",)), ["plan"]),
        ("plan SECTION:Права", Filters(section=("rights",)), ["plan"]),
        ('plan section:"general provisions"', Filters(section=("provisions",)), ["plan"]),
        ("section:«Должностные обязанности»", Filters(section=("duties",)), []),
        ("section:rights section:duties section:rights", Filters(section=("rights", "duties")), []),
        ("role:account-manager plan", Filters(role=("account-manager",)), ["plan"]),
        ('plan role:"менеджер по работе"', Filters(role=("account-manager",)), ["plan"]),
        ("role:nobody plan", Filters(), ["role", "nobody", "plan"]),
        ("section: plan", Filters(), ["section", "plan"]),
        ('section:"rights', Filters(), ["section", "rights"]),
        ("my-section:rights", Filters(), ["my", "section", "rights"]),
        ('"a section:rights b"', Filters(), ["a section:rights b"]),
    ],
)
def test_filters_are_read_and_unknown_ones_are_words(text: str, filters: Filters, wanted: list[str]) -> None:
    parsed = parse_query(text, NAMES)

    assert parsed.filters == filters
    assert [unit.typed for unit in parsed.wanted] == wanted


def test_a_filter_that_is_not_wanted_is_a_phrase_that_is_not() -> None:
    parsed = parse_query("plan -section:rights", NAMES)

    assert parsed.filters == Filters()
    assert parsed.unwanted == (SearchTerm("phrase", ("section", "rights"), "-section:rights"),)


def test_every_section_is_named_by_its_id_and_by_its_headings_in_every_language() -> None:
    for kind in SECTION_KINDS:
        headings = [heading for language in LANGUAGES for heading in language.headings[kind]]
        for name in (kind, *headings):
            assert parse_query(f'section:"{name}"', NAMES).filters.section == (kind,)


def test_wanted_words_know_where_they_stand() -> None:
    text = 'Plan section:rights "of the" прайс-лист -no kund*'

    spelt = parse_query(text, NAMES).spelt
    assert [text[token.start : token.end] for token in spelt if not token.whole] == [
        "Plan",
        "of",
        "the",
        "прайс",
        "лист",
    ]
