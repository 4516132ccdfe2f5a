"""What was typed, and what is looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kb.search.queries import ParsedQuery, Unit, parse_query


def word(text: str, whole: str | None = None) -> Unit:
    return Unit("word", (text.casefold(),), text, whole)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("План продаж", [word("План"), word("продаж")], []),
        ('"sales plan" -team', [Unit("phrase", ("sales", "plan"), "sales plan")], [word("team")]),
        ("„план продаж“", [Unit("phrase", ("план", "продаж"), "план продаж")], []),
        ('-"sales plan"', [], [Unit("phrase", ("sales", "plan"), "sales plan")]),
        ("kund*", [Unit("prefix", ("kund",), "kund")], []),
        ("прайс-лист", [word("прайс", "прайслист"), word("лист", "прайслист")], []),
        ("-прайс-лист", [], [Unit("phrase", ("прайс", "лист"), "-прайс-лист")]),
        ('"sales plan', [word("sales"), word("plan")], []),
        ("plan plan", [word("plan")], []),
        ('- * " «»', [], []),
    ],
)
def test_words_phrases_minus_and_prefixes(text: str, wanted: list[Unit], unwanted: list[Unit]) -> None:
    parsed = parse_query(text)

    assert (list(parsed.wanted), list(parsed.unwanted)) == (wanted, unwanted)


@given(some.text())
def test_any_text_is_a_query(text: str) -> None:
    assert isinstance(parse_query(text), ParsedQuery)


@given(some.lists(some.text(some.characters(categories=["Ll", "Nd"]), min_size=1), min_size=1))
def test_no_word_is_lost(typed: list[str]) -> None:
    assert all(unit.kind == "word" for unit in parse_query(" ".join(typed)).wanted)
    assert parse_query(" ".join(typed)).wanted
