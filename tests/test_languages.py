"""The list of languages is whole: a fourth language fails here until all of its parts are there."""

import re

import pytest
from babel import Locale

from kb.analysis.folding import script
from kb.languages import CODES, LANGUAGES, Language, find_language, language
from kb.model import SECTION_KINDS

each_language = pytest.mark.parametrize("language", LANGUAGES, ids=CODES)


@each_language
def test_every_kind_has_headings_and_none_stands_for_two(language: Language) -> None:
    assert tuple(language.headings) == SECTION_KINDS
    texts = [text.casefold() for kind in SECTION_KINDS for text in language.headings[kind]]
    assert len(texts) == len(set(texts))


@each_language
def test_babel_knows_the_locale(language: Language) -> None:
    assert Locale.parse(language.locale).language in (language.tag, *language.aliases)


@each_language
def test_colours_are_colours(language: Language) -> None:
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in (language.colour, language.dark_colour))


@pytest.mark.parametrize(
    ("name", "code"),
    [("en", "en"), ("en-GB", "en"), ("nb", "no"), ("nn_NO", "no"), ("NO", "no"), ("ru-RU", "ru")],
)
def test_a_language_is_found_by_its_codes_with_any_region(name: str, code: str) -> None:
    language = find_language(name)

    assert language is not None
    assert language.code == code


@pytest.mark.parametrize("name", ["xx", "", "english", "norsk"])
def test_other_names_are_no_language(name: str) -> None:
    assert find_language(name) is None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("no", ["B2B", "Ære", "Øst", "Årlig"]),
        ("ru", ["CRM", "Ева", "Ёлка", "Жук"]),
        ("en", ["a b", "Ab", "b"]),
    ],
)
def test_words_stand_in_the_order_of_the_alphabet(code: str, words: list[str]) -> None:
    assert sorted(set(words), key=language(code).place_in_alphabet) == words


@each_language
def test_an_alphabet_is_casefolded_and_has_each_letter_once(language: Language) -> None:
    assert language.alphabet == language.alphabet.casefold()
    assert len(set(language.alphabet)) == len(language.alphabet)


@each_language
def test_every_table_of_letters_is_casefolded(language: Language) -> None:
    tables = (language.spelling_variants, language.optional_letters, language.latin_twins)
    letters = "".join(letter for table in tables for pair in table.items() for letter in pair)

    assert letters == letters.casefold()


@each_language
def test_twins_are_letters_of_its_script_and_latin_ones(language: Language) -> None:
    assert {script(letter) for letter in language.latin_twins} <= {language.script} - {"LATIN"}
    assert all(latin.isascii() for latin in language.latin_twins.values())


@each_language
def test_a_language_with_compounds_has_vowels(language: Language) -> None:
    assert bool(language.vowels) == language.has_compounds


def test_the_keys_of_all_keyboards_stand_at_the_same_places() -> None:
    assert len({len("".join(language.keyboard)) for language in LANGUAGES}) == 1
