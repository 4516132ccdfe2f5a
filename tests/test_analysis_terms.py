"""The glossary at work."""

from collections import Counter
from collections.abc import Mapping

import pytest

from kb.analysis.learning import Learner
from kb.analysis.lexicon import Lexicon
from kb.analysis.terms import TermFinder, term_finder
from kb.analysis.tokens import tokens
from kb.glossaries import Entry
from kb.languages import LANGUAGES
from tests.search_library import library

TERMS = {
    "accounts-receivable": {
        "en": ["accounts receivable", "receivables", "~client debts"],
        "ru": ["дебиторская задолженность"],
        "no": ["kundefordringer"],
    },
    "active-client": {"en": ["active client"], "ru": ["активный клиент"]},
    "client": {"en": ["client"], "ru": ["клиент"]},
    "b2b": {"en": ["B2B"]},
}


@pytest.fixture(scope="module")
def finder() -> TermFinder:
    terms = library(terms=TERMS).terms
    lexicons: Mapping[str, Lexicon] = {
        language.code: Learner(language).learn(
            Counter(
                token.text
                for term in terms
                for entry in term.entries
                if entry.language == language.code
                for name in (*entry.names, *entry.avoided)
                for token in tokens(name)
            )
        )
        for language in LANGUAGES
    }
    return term_finder(terms, lexicons)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("дебиторской задолженности", "accounts-receivable"),
        ("Kundefordringene", "accounts-receivable"),
        ("client debt", "accounts-receivable"),
        ("активных клиентов", "active-client"),
        ("clients", "client"),
        ("в2в", "b2b"),
        ("collects receivables", None),
        ("", None),
    ],
)
def test_a_query_names_an_entry_in_any_inflection(finder: TermFinder, query: str, expected: str | None) -> None:
    found = finder.named(query)

    assert (found and found.id) == expected


def bracket(entry: Entry, html: str) -> str:
    return f"[{entry.id}:{html}]"


@pytest.mark.parametrize(
    ("language", "html", "expected"),
    [
        ("en", "Calls active clients.", "Calls [active-client:active clients]."),
        ("en", "An <em>active</em> client", "An <em>active</em> [client:client]"),
        ("en", 'See <a href="/x">the client</a>, client', 'See <a href="/x">the client</a>, [client:client]'),
        ("en", "Pays client debts", "Pays [client:client] debts"),
        ("en", '<b title="client">R&amp;D</b>', '<b title="client">R&amp;D</b>'),
        ("ru", "Активными клиентами", "[active-client:Активными клиентами]"),
        ("no", "Kundefordringene vokser", "[accounts-receivable:Kundefordringene] vokser"),
        ("no", "client", "client"),
    ],
)
def test_terms_are_marked_in_any_inflection_the_longest_first(
    finder: TermFinder, language: str, html: str, expected: str
) -> None:
    assert finder.mark(html, language, bracket) == expected
