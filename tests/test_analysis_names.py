"""Names are recognised as wholes, in any inflection of any language."""

from collections import Counter

import pytest

from kb.analysis.learning import Learner
from kb.analysis.names import NameFinder, name_finder, readings
from kb.analysis.tokens import tokens
from kb.languages import LANGUAGES

NAMES = [
    ("en", "Key account manager", "kam"),
    ("en", "KAM", "kam"),
    ("en", "Sales lead", "lead"),
    ("ru", "Менеджер по продажам", "sales"),
    ("no", "Nøkkelkundeansvarlig", "kam"),
    ("no", "Leder", "head"),
    ("no", "Kundeansvarlig", "account"),
    ("no", "Kundeansvarlig", "bank"),
]


@pytest.fixture(scope="module")
def finder() -> NameFinder[str]:
    lexicons = {
        language.code: Learner(language).learn(
            Counter(token.text for code, name, _ in NAMES if code == language.code for token in tokens(name))
        )
        for language in LANGUAGES
    }
    return name_finder(NAMES, lexicons)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("key account manager", ("kam",)),
        ("Noekkelkundeansvarlig", ("kam",)),
        ("кам", ("kam",)),
        ("kundeansvarlig", ("account", "bank")),
        ("key account managers", ()),
        ("account manager", ()),
        ("", ()),
    ],
)
def test_a_name_is_found_as_it_is_spelt(finder: NameFinder[str], text: str, named: tuple[str, ...]) -> None:
    assert finder.exact(text) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("key account managers", ("kam",)),
        ("менеджеров по продаже", ("sales",)),
        ("lederen", ("head",)),
        ("kundeansvarlige", ("account", "bank")),
        ("account managers", ()),
        ("", ()),
    ],
)
def test_a_name_is_found_in_any_inflection(finder: NameFinder[str], text: str, named: tuple[str, ...]) -> None:
    assert finder.inflected(text) == named
    assert finder.inflected(text) == named


def test_a_text_has_the_keys_of_its_words_in_every_combination() -> None:
    keys = {"sales": ("sale", "sales"), "lead": ("lead", "led")}

    assert readings("Sales lead", lambda word: keys[word]) == [
        ("sale", "lead"),
        ("sale", "led"),
        ("sales", "lead"),
        ("sales", "led"),
    ]
    assert readings("…", lambda word: keys[word]) == []


def test_a_long_text_of_ambiguous_words_has_sixteen_readings() -> None:
    assert len(readings("word " * 40, lambda word: (word, f"{word}s"))) == 16
