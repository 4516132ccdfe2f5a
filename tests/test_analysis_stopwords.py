"""Stop words are listed for every language, without words that carry meaning."""

import pytest

from kb.analysis.stopwords import stop_words
from kb.languages import LANGUAGES, Language, language

each_language = pytest.mark.parametrize("each", LANGUAGES, ids=lambda each: each.code)


@each_language
def test_negations_and_modals_are_no_stop_words(each: Language) -> None:
    telling = "не нельзя может вправе обязан должен без ikke kan skal må bør uten not no may must shall without"

    assert stop_words(each).isdisjoint(telling.split())


@each_language
def test_stop_words_are_casefolded_words_without_comments(each: Language) -> None:
    assert stop_words(each)
    assert all(word.isalpha() and word == word.casefold() for word in stop_words(each))


@pytest.mark.parametrize(("code", "word"), [("en", "the"), ("ru", "для"), ("no", "og")])
def test_function_words_are_stop_words(code: str, word: str) -> None:
    assert word in stop_words(language(code))
