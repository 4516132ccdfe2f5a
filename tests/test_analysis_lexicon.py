"""What typed words mean in a content."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kb.analysis.learning import Learner
from kb.analysis.lexicon import EXACT, LEMMA, PART, STEM, Lexicon
from kb.analysis.tokens import tokens
from kb.languages import LANGUAGES, language


def learn(code: str, text: str) -> Lexicon:
    return Learner(language(code)).learn(Counter(token.text for token in tokens(text)))


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [
        ("en", "plans", "planning"),
        ("en", "needs", "need"),
        ("en", "managed", "managing"),
        ("en", "children", "child"),
        ("ru", "заявок", "заявка"),
        ("ru", "сделки", "сделка"),
        ("ru", "рынка", "рынок"),
        ("ru", "клиентами", "клиент"),
        ("ru", "отчётов", "отчет"),
        ("ru", "ведёт", "вести"),
        ("no", "lederen", "leder"),
        ("no", "ansvaret", "ansvar"),
        ("no", "utført", "utføre"),
        ("no", "kundene", "kunde"),
        ("no", "bøker", "bok"),
        ("no", "kundens", "kunde"),
        ("no", "kunde", "kundenes"),
    ],
)
def test_inflections_are_found_by_lemma(code: str, written: str, typed: str) -> None:
    assert learn(code, written).matches(typed)[next(iter(learn(code, written).words))] >= STEM


@pytest.mark.parametrize("case", ["договор", "договора", "договору", "договором", "договоре", "договоры"])
def test_every_case_of_a_word_is_found(case: str) -> None:
    assert learn("ru", "договор").matches(case) == {"договор": EXACT if case == "договор" else LEMMA}


def test_the_exact_word_counts_most_then_the_lemma_then_the_stem() -> None:
    found = learn("en", "custom customs customer").matches("custom")

    assert found == {"custom": EXACT, "customs": LEMMA, "customer": STEM}


@pytest.mark.parametrize(
    ("written", "typed"), [("rabatter", "rabatt"), ("budsjetter", "budsjett"), ("lover", "lov")]
)
def test_a_plural_that_could_be_a_form_of_a_verb_is_one_of_the_noun_too(written: str, typed: str) -> None:
    lexicon = learn("no", f"{written} {typed}")

    assert lexicon.matches(typed) == {written: LEMMA, typed: EXACT}
    assert set(lexicon.keys(typed)) <= set(lexicon.keys(written))


@pytest.mark.parametrize(
    ("code", "written", "typed"),
    [("ru", "мерчандайзингом", "мерчандайзинга"), ("no", "lojalitetsprogrammer", "lojalitetsprogram")],
)
def test_words_that_no_dictionary_has_are_found_by_stem(code: str, written: str, typed: str) -> None:
    assert learn(code, written).matches(typed) == {written: LEMMA}


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("nøkkelkunde", "kunde"),
        ("kundefordringer", "fordring"),
        ("salgsplan", "planer"),
        ("prisliste", "lister"),
        ("kundedatabase", "database"),
        ("bonusprogram", "bonus"),
        ("besøksplan", "besøk"),
        ("forretningshemmelighet", "hemmelighet"),
        ("arbeidsoppgaver", "oppgave"),
        ("representasjonsutgifter", "utgift"),
        ("nøkkelkundeansvarlig", "kunde"),
        ("nøkkelkundeansvarlig", "nøkkelkunde"),
        ("nøkkelkundeansvarlig", "kundeansvarlig"),
        ("resultatmål", "mål"),
    ],
)
def test_compounds_are_found_by_their_parts(written: str, typed: str) -> None:
    lexicon = learn("no", written)

    assert lexicon.matches(typed) == {next(iter(lexicon.words)): PART}


def test_a_typed_compound_is_parted_into_words_of_the_content() -> None:
    assert learn("no", "plan for salget").parts("salgsplan") == ("salg", "plan")


def test_abbreviations_and_look_alike_letters_are_found_in_every_language() -> None:
    for each in LANGUAGES:
        assert learn(each.code, "KAM B2B").matches("кам") == {"kam": EXACT}


def test_words_of_the_other_script_are_not_inflected() -> None:
    assert learn("ru", "план").matches("plan") == {}


def test_a_word_that_looks_like_a_stop_word_without_its_marks_is_no_stop_word() -> None:
    lexicon = learn("no", "være være er varer på")

    assert [lexicon.is_stop_word(word) for word in ("være", "vaere", "vare", "pa")] == [True, True, False, True]
    assert {"varer", "er"}.intersection(lexicon.matches("vare")) == {"varer"}
    assert not set(lexicon.stems("når")) & set(lexicon.stems("nær"))


@given(some.text(min_size=1))
def test_any_word_means_itself(text: str) -> None:
    for token in tokens(text):
        lexicon = Lexicon(LANGUAGES[0], {}, dict)

        assert lexicon.matches(token.text) == {}
        assert lexicon.keys(token.text)


@pytest.mark.parametrize("word", ["чём", "чем", "нём", "нем"])
def test_a_stop_word_without_optional_letters_is_one_even_where_that_is_a_word(word: str) -> None:
    assert learn("ru", "план").is_stop_word(word)
