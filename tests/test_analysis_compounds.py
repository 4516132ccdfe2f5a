"""Compounds are split into words, by the rules of their language."""

import pytest

from kb.analysis.compounds import IsWord, split_compound
from kb.analysis.dictionaries import open_dictionary
from kb.languages import LANGUAGES, Language, language

NORWEGIAN = language("no")


def one_of(words: str) -> IsWord:
    return frozenset(words.split()).__contains__


@pytest.mark.parametrize(
    ("word", "first", "last", "parts"),
    [
        ("kundefordringer", "kunde", "fordringer", ("kunde", "fordringer")),
        ("salgsplan", "salg", "plan", ("salg", "plan")),
        ("resultatmål", "resultat", "mål", ("resultat", "mål")),
        ("nøkkelkundeliste", "nøkkel kunde", "liste", ("nøkkel", "kunde", "liste")),
        ("nøkkelkundeliste", "nøkkel kunde nøkkelkunde", "liste", ("nøkkelkunde", "liste")),
    ],
)
def test_a_compound_is_split_into_the_fewest_parts_without_links(
    word: str, first: str, last: str, parts: tuple[str, ...]
) -> None:
    assert split_compound(word, NORWEGIAN, one_of(first), one_of(last)) == (parts,)


def test_splits_that_differ_in_the_last_part_alone_are_all_returned() -> None:
    found = split_compound("butikkselger", NORWEGIAN, one_of("butikk"), one_of("selger elger"))

    assert found == (("butikk", "selger"), ("butikk", "elger"))


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("kundesplan", "kunde", "plan"),  # no link after a vowel
        ("resultattre", "resultat", "tre"),  # a short last part that is not listed
        ("undertegner", "under", "tegner"),  # listed as never first
        ("levelring", "level", "ring"),  # listed as never last
        ("testtesttesttesttest", "test", "test"),  # five parts
        ("kunde", "kunde", "kunde"),
    ],
)
def test_no_compound_is_split_against_the_rules(word: str, first: str, last: str) -> None:
    assert split_compound(word, NORWEGIAN, one_of(first), one_of(last)) == ()


@pytest.mark.parametrize("word", ["ansvaret", "bedriften", "levering", "avdeling", "kontrakten", "tjenesten"])
def test_inflected_and_derived_words_are_no_compounds(word: str) -> None:
    dictionary = open_dictionary(NORWEGIAN)

    assert split_compound(word, NORWEGIAN, dictionary.is_lemma, dictionary.knows) == ()


@pytest.mark.parametrize(
    "language", [each for each in LANGUAGES if each.has_compounds], ids=lambda each: each.code
)
def test_every_language_with_compounds_has_a_file_of_rules(language: Language) -> None:
    assert split_compound("x", language, one_of(""), one_of("")) == ()
