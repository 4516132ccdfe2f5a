"""Questions to a small content, and the answers."""

from dataclasses import replace
from pathlib import Path

import pytest

from kb.languages import CODES
from kb.library import Library
from kb.search.answers import Answer, Filters, Note, Query
from kb.search.query.parsing import parse_query
from kb.search.query.understanding import understand
from kb.search.snapshot import Snapshot, open_snapshot
from tests.search_library import RoleWritten, duties, library


def open_quietly(content: Library, folder: Path) -> Snapshot:
    return open_snapshot(content, folder / "data", lambda _: None)


KEY_ACCOUNTS = RoleWritten(
    id="key-account-manager",
    titles={
        "en": ["Key account manager", "KAM"],
        "ru": ["Менеджер по работе с ключевыми клиентами"],
        "no": ["Nøkkelkundeansvarlig", "KAM"],
    },
    summaries={"en": "Looks after the biggest clients."},
    clauses=duties(
        plan_sales={"en": "Plans own sales.", "ru": "Планирует продажи.", "no": "Lager en salgsplan."},
        collect_receivables={
            "en": "Makes sure that receivables are paid.",
            "ru": "Добивается погашения дебиторской задолженности.",
            "no": "Sørger for at kundefordringer betales.",
        },
    ),
    education="higher",
    years=2,
)
CLIENTS = RoleWritten(
    id="client-manager",
    titles={"en": ["Client manager"], "no": ["Kundeansvarlig"]},
    clauses={
        **duties(plan_sales={"en": "Plans the sales of the team & its budget."}),
        "rights": {"see-accounts": {"en": "May see the <accounts> of a client."}},
    },
    education="secondary",
    years=0,
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    content = library(
        KEY_ACCOUNTS,
        CLIENTS,
        terms={"receivables": {"en": ["receivables"], "ru": ["дебиторская задолженность"]}},
        guides={
            "writing": {"en": ["Begin each duty with a verb.", "Then read it."], "no": ["Begynn med et verb."]}
        },
    )
    return open_quietly(content, tmp_path_factory.mktemp("index"))


def ask(snapshot: Snapshot, text: str, reader: str = "en", **filters: tuple[str, ...]) -> Answer:
    return snapshot.search(Query(text, reader, filters=Filters(**filters)))


def ids(answer: Answer) -> list[str]:
    return [hit.id for hit in answer.hits]


def test_a_query_in_one_language_is_answered_in_another(snapshot: Snapshot) -> None:
    answer = ask(snapshot, "дебиторская задолженность", reader="no")

    hit = answer.hits[0]
    assert hit.id == "collect-receivables"
    assert (hit.text.language, hit.text.html) == ("no", "Sørger for at kundefordringer betales.")
    assert hit.matched_languages == ("ru",)
    assert [(text.language, text.html) for text in hit.texts] == [
        ("ru", "Добивается погашения <mark>дебиторской</mark> <mark>задолженности</mark>.")
    ]
    assert answer.term is not None
    assert answer.term.id == "receivables"


def test_clauses_with_one_id_are_one_hit_of_all_roles_that_match(snapshot: Snapshot) -> None:
    answer = ask(snapshot, "plans sales")

    assert ids(answer) == ["plan-sales"]
    assert answer.hits[0].roles == ("client-manager", "key-account-manager")
    assert answer.hits[0].languages == ("en", "no", "ru")


def test_the_text_is_of_a_role_that_passes_the_filter(snapshot: Snapshot) -> None:
    hit = ask(snapshot, "sales", role=("client-manager",)).hits[0]

    assert hit.roles == ("client-manager",)
    assert hit.text.html == "Plans the <mark>sales</mark> of the team &amp; its budget."


def test_marks_respect_what_html_has_escaped(snapshot: Snapshot) -> None:
    assert ask(snapshot, "accounts client", section=("rights",)).hits[0].text.html == (
        "May see the &lt;<mark>accounts</mark>&gt; of a <mark>client</mark>."
    )


def test_an_excerpt_says_whether_it_is_marked(snapshot: Snapshot) -> None:
    hit = ask(snapshot, "дебиторская задолженность", reader="no").hits[0]

    assert (hit.text.is_marked, [text.is_marked for text in hit.texts]) == (False, [True])


def test_a_hit_names_the_clause_that_it_shows(snapshot: Snapshot) -> None:
    of_clause = ask(snapshot, "sales", role=("client-manager",)).hits[0].clause

    assert of_clause is not None
    assert (of_clause.id, of_clause.role) == ("plan-sales", "client-manager")
    assert ask(snapshot, "client manager").hits[0].clause is None


def test_a_term_is_used_where_a_text_has_any_of_its_names(tmp_path: Path) -> None:
    terms = {"debt": {"en": ("debt",), "no": ("fordring",)}, "moat": {"en": ("moat",)}}
    guard = RoleWritten("guard", duties(collect={"no": "Krever inn fordringer."}))
    snapshot = open_quietly(library(guard, terms=terms), tmp_path)

    assert [term.id for term in snapshot.library.terms if snapshot.is_used(term)] == ["debt"]


def test_the_source_is_shown_where_the_reader_s_language_is_missing(snapshot: Snapshot) -> None:
    assert ask(snapshot, "see accounts", reader="ru").hits[0].text.language == "en"


@pytest.mark.parametrize("query", ["Client manager", "client managers", "kundeansvarlig", "Kundeansvarlige"])
def test_a_role_comes_first_when_the_query_is_its_title(snapshot: Snapshot, query: str) -> None:
    assert ids(ask(snapshot, query))[0] == "role:client-manager"


@pytest.mark.parametrize(
    "query", ["KAM", "кам", "key account manager", "менеджеру по работе с ключевыми клиентами"]
)
def test_a_role_comes_first_when_the_query_is_its_synonym_or_inflected(snapshot: Snapshot, query: str) -> None:
    assert ids(ask(snapshot, query))[0] == "role:key-account-manager"


def test_either_part_of_a_typed_compound_finds_something(tmp_path: Path) -> None:
    texts = {"collects": "Følger opp fordringer.", "knows": "Kjenner kravene.", "files": "Rydder i arkivet."}
    clerk = RoleWritten("clerk", duties(**{id: {"no": text} for id, text in texts.items()}))
    found = ask(open_quietly(library(clerk), tmp_path), "fordringskrav")

    assert set(ids(found)) == {"collects", "knows"}


def test_of_a_compound_that_the_content_has_the_last_part_finds_something_too(tmp_path: Path) -> None:
    texts = {"whole": "Følger kundefordringer.", "last": "Krever inn fordringer.", "first": "Besøker kunder."}
    clerk = RoleWritten("clerk", duties(**{id: {"no": text} for id, text in texts.items()}))
    found = ask(open_quietly(library(clerk), tmp_path), "kundefordring")

    assert ids(found) == ["whole", "last"]


def test_what_has_all_parts_of_a_compound_stands_before_what_is_near(tmp_path: Path) -> None:
    texts = {"both": "Kan teknikker for salg.", "one": "Liker teknikk.", "near": "Får folk til å kjøpe."}
    clerk = RoleWritten("clerk", duties(**{id: {"no": text} for id, text in texts.items()}))
    snapshot = open_quietly(library(clerk), tmp_path)
    question = understand(parse_query("salgsteknikk"), snapshot.naming).question
    found = snapshot.engine.find(replace(question, near={"near@clerk": 0.5}))

    assert [hit.documents[0] for hit in found.hits] == ["both@clerk", "near@clerk", "one@clerk"]


def test_what_one_language_has_letter_by_letter_is_hardly_an_inflection_in_another(tmp_path: Path) -> None:
    texts = {"parts": {"en": "Has skills in sales."}, "splits": {"no": "Skiller jobb og fritid."}}
    clerk = RoleWritten("clerk", {"duties": {**texts, "orders": {"en": "Orders goods.", "no": "Har ordet."}}})
    snapshot = open_quietly(library(clerk), tmp_path)

    assert ids(ask(snapshot, "skills")) == ["parts", "splits"]
    assert ask(snapshot, "orders", reader="no").hits[0].text.html == "Har ordet."


def test_minus_takes_a_paragraph_away_in_every_language(snapshot: Snapshot) -> None:
    assert "guide:writing" in ids(ask(snapshot, "duty"))
    assert "guide:writing" not in ids(ask(snapshot, "duty -begynn"))


def test_a_part_of_a_compound_in_a_title_finds_the_role(snapshot: Snapshot) -> None:
    answer = ask(snapshot, "kunde")

    assert set(ids(answer)[:2]) == {"role:client-manager", "role:key-account-manager"}
    assert answer.hits[0].matched_languages == ("no",)
    assert answer.hits[0].texts[0].html == "<mark>Kundeansvarlig</mark>"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"own sales"', ["plan-sales"]),
        ("«погашения дебиторской»", ["collect-receivables"]),
        ("«дебиторская задолженность»", ["collect-receivables"]),
        ('"sale of a team"', []),
        ('"sale of the teams"', ["plan-sales"]),
        ('"sales own"', []),
        ('"account manager KAM"', []),
        ("receiv*", ["collect-receivables"]),
        ("plans -team", ["plan-sales"]),
        ("sales -plans", []),
        ("salgsplan", ["plan-sales"]),
        ("fordring", ["collect-receivables"]),
        ("-sales", []),
        ("", []),
        ('"', []),
    ],
)
def test_the_syntax_of_queries(snapshot: Snapshot, query: str, expected: list[str]) -> None:
    assert ids(ask(snapshot, query)) == expected


def test_minus_removes_the_clauses_and_not_the_concept_while_one_is_left(snapshot: Snapshot) -> None:
    assert ask(snapshot, "plans -team").hits[0].roles == ("key-account-manager",)


def test_words_that_are_nowhere_are_left_out_with_a_note(snapshot: Snapshot) -> None:
    answer = ask(snapshot, "receivables xyzzy")

    assert ids(answer) == ["collect-receivables"]
    assert answer.notes == (Note("fewer-words", (("words", "xyzzy"),)),)


def test_words_that_a_hit_by_meaning_has_are_not_left_out(tmp_path: Path) -> None:
    debts = {f"collect-{number}": {"en": f"Makes sure that debt {number} is paid."} for number in range(5)}
    clerk = RoleWritten("clerk", {"duties": {**debts, "visit": {"en": "Visits the biggest."}}})
    snapshot = open_quietly(library(clerk), tmp_path)
    asked = understand(parse_query("makes sure debts biggest"), snapshot.naming)
    near = replace(asked.question, near={"visit@clerk": 0.5})

    assert [asked.terms[number].typed for number in snapshot.engine.find(asked.question).missing] == ["biggest"]
    assert snapshot.engine.find(near).missing == ()


def test_few_hits_with_most_words_are_followed_by_those_with_fewer(tmp_path: Path) -> None:
    texts = ("Pays the debts of the biggest client.", "Pays debts.", "Visits the biggest.", "Counts cars.")
    clerk = RoleWritten("clerk", duties(**{f"does_{at}": {"en": text} for at, text in enumerate(texts)}))

    assert ids(ask(open_quietly(library(clerk), tmp_path), "pay debts biggest xyzzy")) == [
        "does-0",
        "does-1",
        "does-2",
    ]


def test_a_phrase_is_marked_in_whatever_inflection(snapshot: Snapshot) -> None:
    texts = ask(snapshot, "«дебиторская задолженность»", reader="no").hits[0].texts

    assert [text.html for text in texts] == [
        "Добивается погашения <mark>дебиторской</mark> <mark>задолженности</mark>."
    ]


def test_words_that_no_hit_has_together_are_not_said_to_be_left_out(snapshot: Snapshot) -> None:
    answer = ask(snapshot, "receivables biggest")

    assert set(ids(answer)) == {"collect-receivables", "role:key-account-manager"}
    assert answer.notes == (Note("no-complete-match"),)


def test_what_has_all_words_stands_before_what_has_fewer(snapshot: Snapshot) -> None:
    answer = ask(snapshot, "sales budget")

    assert answer.hits[0].roles[0] == "client-manager"
    assert answer.notes == (Note("some-words"),)


def test_a_guide_shows_the_paragraph_that_matched(snapshot: Snapshot) -> None:
    hit = ask(snapshot, "verb").hits[0]

    assert (hit.id, hit.heading) == ("guide:writing", "first")
    assert hit.text.html == "<p>Begin each duty with a <mark>verb</mark>.</p>"
    assert hit.matched_languages == ("en", "no")


def test_a_guide_shows_what_stands_in_its_place_in_the_reader_s_language(snapshot: Snapshot) -> None:
    hit = ask(snapshot, "duty verb", reader="no").hits[0]

    assert hit.text.html == "<p>Begynn med et <mark>verb</mark>.</p>"


def test_filters_hold_on_one_and_the_same_clause(snapshot: Snapshot) -> None:
    assert ids(ask(snapshot, "sales", role=("client-manager",), education=("higher",))) == []
    assert ids(ask(snapshot, "sales", role=("client-manager",), education=("secondary", "higher"))) == [
        "plan-sales"
    ]
    assert ids(ask(snapshot, "sales", language=("ru",))) == ["plan-sales"]
    assert ask(snapshot, "sales", language=("ru",)).hits[0].roles == ("key-account-manager",)


def test_pages_follow_one_another_without_repeats(snapshot: Snapshot) -> None:
    everything = ids(ask(snapshot, "sales client receivables"))
    pages = [
        hit.id
        for offset in range(0, 10, 2)
        for hit in snapshot.search(Query("sales client receivables", "en", limit=2, offset=offset)).hits
    ]

    assert pages == everything


def test_every_facet_value_can_be_chosen(snapshot: Snapshot) -> None:
    assert snapshot.facet_values("language") == frozenset(CODES)
    assert snapshot.facet_values("role") == {"client-manager", "key-account-manager"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "kund",
            [
                ("Kundeansvarlig", "role", "no", "/no/roles/client-manager"),
                ("kundeansvarlig", "word", "no", "/no/search?q=kundeansvarlig"),
                ("kundefordringer", "word", "no", "/no/search?q=kundefordringer"),
                ("Sørger for at kundefordringer betales.", "clause", "no", "/no/concepts/collect-receivables"),
            ],
        ),
        (
            "key acc",
            [("Key account manager", "role", "en", "/no/roles/key-account-manager")],
        ),
        (
            "задолж",
            [
                ("дебиторская задолженность", "term", "ru", "/no/glossary#receivables"),
                (
                    "задолженности",
                    "word",
                    "ru",
                    "/no/search?q=%D0%B7%D0%B0%D0%B4%D0%BE%D0%BB%D0%B6%D0%B5%D0%BD%D0%BD%D0%BE%D1%81%D1%82%D0%B8",
                ),
                (
                    "Добивается погашения дебиторской задолженности.",
                    "clause",
                    "ru",
                    "/no/concepts/collect-receivables",
                ),
            ],
        ),
        ("", []),
        ("…", []),
    ],
)
def test_suggestions_while_typing(snapshot: Snapshot, typed: str, expected: list[tuple[str, ...]]) -> None:
    found = snapshot.suggest(typed, "no")

    assert [(each.text, each.kind, each.language, each.url) for each in found] == expected


def test_titles_are_suggested_before_synonyms_and_a_word_in_one_form(tmp_path: Path) -> None:
    content = library(
        RoleWritten("host", titles={"en": ["Host", "Guest manager"]}),
        RoleWritten("guide", titles={"en": ["Guest guide"]}, clauses=duties(greet={"en": "Guests greet guests."})),
        RoleWritten("guard", clauses=duties(watch={"en": "Asks each guest to wait."})),
    )
    found = open_quietly(content, tmp_path).suggest("gue", "en")

    assert [each.text for each in found if each.kind == "role"] == ["Guest guide", "Guest manager"]
    assert [each.text for each in found if each.kind == "word"] == ["guest"]


def test_what_was_typed_on_another_keyboard_is_suggested_too(snapshot: Snapshot) -> None:
    assert snapshot.suggest("vtytl;th", "ru") == snapshot.suggest("менеджер", "ru") != ()
