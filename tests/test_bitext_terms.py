"""A hundred and fifty inflected forms of terms are matched, and words that only look like them are not."""

from functools import cache
from pathlib import Path

import pytest

from kb.bitext.desk import open_analyses
from kb.bitext.glossary import TermMatcher
from kb.bitext.tagging import Tagger
from kb.errors import Place
from kb.glossaries import Entry, Term
from kb.languages import CODES

FORMS = Path(__file__).parent / "term_forms.txt"
LEAST_MATCHED, MOST_FALSE = 0.98, 0.02
Row = tuple[str, str, str]


@cache
def rows() -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Return language, term and form: those that are forms of the term, and those that are not."""
    forms: list[Row] = []
    others: list[Row] = []
    for line in FORMS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            head, _, listed = line.partition(": ")
            language, _, term = head.partition(" ")
            for rows, words in zip((forms, others), listed.split(" | "), strict=True):
                rows += ((language, term, word.strip()) for word in words.split(";"))
    return tuple(forms), tuple(others)


@cache
def matcher() -> tuple[TermMatcher, dict[str, Tagger]]:
    analyses = open_analyses(None)
    place = Place("content/glossary.md", 1)
    names = dict.fromkeys((language, term) for rows_ in rows() for language, term, _ in rows_)
    terms = [_term(language, name, place) for language, name in names]
    return TermMatcher(terms, analyses), {code: Tagger(analyses[code]) for code in CODES}


def _term(language: str, name: str, place: Place) -> Term:
    id = f"{language}:{name}"
    return Term(id, (Entry(id, language, name, (), (), "", "", place),))


def is_matched(row: Row) -> bool:
    language, term, form = row
    terms, taggers = matcher()
    return terms.has(taggers[language].tag(form), f"{language}:{term}")


def test_inflected_forms_are_matched() -> None:
    forms, _ = rows()
    missed = [row for row in forms if not is_matched(row)]

    assert len(forms) >= 150
    assert len(missed) / len(forms) <= 1 - LEAST_MATCHED, missed


def test_words_that_only_look_like_a_term_are_not() -> None:
    _, others = rows()
    taken = [row for row in others if is_matched(row)]

    assert len(others) >= 75
    assert len(taken) / len(others) <= MOST_FALSE, taken


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [
        ("ru", "дебиторская задолженность", "Задолженность эта — дебиторская."),
        ("no", "kunde", "Pleier bedriftskundene."),
        ("no", "budsjett", "Setter opp årsbudsjettet."),
        ("en", "job description", "Reads two job descriptions."),
    ],
)
def test_a_term_is_matched_in_a_sentence(language: str, term: str, text: str) -> None:
    assert is_matched((language, term, text))
