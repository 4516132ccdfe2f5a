"""Words of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kb.analysis.folding import fold
from kb.analysis.tokens import spelling, tokens, words, written_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plans own sales volumes.", ["plans", "own", "sales", "volumes"]),
        ("B2B, CRM и KPI", ["b2b", "crm", "и", "kpi"]),
        ("the client’s needs", ["the", "client", "s", "needs"]),
        ("прайс\u00adлист", ["прайслист"]),
        ("и\u0306од", ["йод"]),
        ("½ ﷺ", ["1", "2", "صلى", "الله", "عليه", "وسلم"]),
        ("\ud800 _ — …", []),
    ],
)
def test_words_are_normalised_and_casefolded(text: str, expected: list[str]) -> None:
    assert list(words(text)) == expected


def test_a_hyphenated_compound_is_its_parts_and_a_whole() -> None:
    found = [(token.text, token.position, token.whole) for token in tokens("колонка прайс-листа, e-mail")]

    assert found == [
        ("колонка", 0, False),
        ("прайс", 1, False),
        ("листа", 2, False),
        ("прайслиста", 1, True),
        ("e", 3, False),
        ("mail", 4, False),
        ("email", 3, True),
    ]


def test_words_know_where_they_stand_in_the_text() -> None:
    text = "Ведёт отчёты"

    assert [text[token.start : token.end] for token in tokens(text)] == ["Ведёт", "отчёты"]


@given(some.text())
def test_any_text_has_words_within_it(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.folded == fold(token.text)


def test_a_hyphen_at_the_end_joins_nothing_to_the_beginning() -> None:
    assert [token.text for token in tokens("0-")] == ["0"]


@given(some.text(some.one_of(some.characters(), some.sampled_from("-‐‑aбø½№ﬁ\u00adŉİß ΐ"))))
def test_words_for_an_index_are_those_of_any_text(text: str) -> None:
    written, positions = written_words(text)

    assert [(*spelling(word), position) for word, position in zip(written, positions, strict=True)] == [
        (token.text, token.folded, token.position) for token in tokens(text)
    ]
