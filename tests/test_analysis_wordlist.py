"""A word list tells the words of a dictionary from others."""

import pytest

from kb.analysis.wordlist import NO_WORDS, word_list

WORDS = word_list(word.encode() for word in ("plan", "London", "USA", "отчёт"))


@pytest.mark.parametrize("word", ["plan", "london", "usa", "отчёт"])
def test_casefolded_words_names_and_abbreviations_are_listed(word: str) -> None:
    assert word in WORDS


@pytest.mark.parametrize("word", ["plans", "paris", "отчет", ""])
def test_other_words_are_not_listed(word: str) -> None:
    assert word not in WORDS


def test_an_empty_list_has_no_word() -> None:
    assert "plan" not in NO_WORDS


def test_few_other_words_are_taken_for_listed_ones() -> None:
    words = word_list(f"word{number}".encode() for number in range(100_000))

    assert sum(f"other{number}" in words for number in range(10_000)) < 10
