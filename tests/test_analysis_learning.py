"""Lexicons are learned from word counts."""

from collections import Counter

import pytest

from kb.analysis.learning import Learner
from kb.analysis.lexicon import Word
from kb.analysis.wordlist import NO_WORDS
from kb.languages import LANGUAGES, Language, language

each_language = pytest.mark.parametrize("each", LANGUAGES, ids=lambda each: each.code)


def test_a_word_has_its_count_lemmas_and_stems() -> None:
    lexicon = Learner(language("en")).learn({"plans": 3})

    assert dict(lexicon.words) == {"plans": Word("plans", 3, lemmas=("plan",), stems=("plan",))}


def test_a_compound_has_the_lemmas_of_its_parts_and_longer_beginnings_and_ends() -> None:
    lexicon = Learner(language("no")).learn({"nøkkelkundeansvarlig": 1})

    assert lexicon.words["nokkelkundeansvarlig"].parts == (
        "nøkkel",
        "kunde",
        "ansvarlig",
        "nøkkelkunde",
        "kundeansvarlig",
    )


def test_spellings_that_are_folded_alike_are_one_word_in_the_most_frequent_spelling() -> None:
    lexicon = Learner(language("ru")).learn({"отчёт": 2, "отчет": 5})

    assert [(word.text, word.count) for word in lexicon.words.values()] == [("отчет", 7)]


def test_of_spellings_that_are_folded_alike_a_stop_word_comes_last() -> None:
    lexicon = Learner(language("no")).learn({"være": 9, "vare": 1})

    assert lexicon.words["vare"].text == "vare"


def test_forms_that_the_content_does_not_have_are_learned_with_their_lemmas() -> None:
    lexicon = Learner(language("en")).learn({"planning": 1})

    assert {form: lexicon.forms[form] for form in ("plan", "plans", "planned")} == dict.fromkeys(
        ("plan", "plans", "planned"), ("plan",)
    )


@each_language
def test_an_older_lexicon_changes_nothing_but_the_work(each: Language) -> None:
    old = Learner(each).learn(Counter(["plan", "планы", "kundene"]))
    counts = Counter(["kundeplan", "планов", "plans", "plan"])
    fresh, updated = Learner(each).learn(counts), Learner(each, old).learn(counts)

    assert (dict(fresh.words), dict(fresh.forms)) == (dict(updated.words), dict(updated.forms))
    assert list(fresh.dictionary.hashes) == list(updated.dictionary.hashes)


@pytest.mark.parametrize(("kept", "gone"), [("берег", "беречь"), ("беречь", "берег"), ("полёт", "полет")])
def test_forms_of_a_word_that_is_gone_go_where_those_of_another_are_folded_alike(kept: str, gone: str) -> None:
    old = Learner(language("ru")).learn({kept: 1, gone: 1})
    fresh, updated = (Learner(language("ru"), known).learn({kept: 1}) for known in (None, old))

    assert dict(updated.forms) == dict(fresh.forms)


@each_language
def test_a_content_without_words_has_an_empty_lexicon(each: Language) -> None:
    lexicon = Learner(each).learn({})

    assert (dict(lexicon.words), dict(lexicon.forms), lexicon.dictionary) == ({}, {}, NO_WORDS)
