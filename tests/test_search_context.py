"""Notes, titles of groups, prose and other texts are found below wordings; search names lead and stay hidden."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from kb.languages import CODES
from kb.library import Library
from kb.model import Role
from kb.search.answers import Answer, Filters, Query
from kb.search.snapshot import Snapshot
from tests.search_author import Author
from tests.search_engines import ENGINES, opened
from tests.search_library import RoleWritten, duties, library
from tests.test_search_updates import QUERIES

Open = Callable[[Library], Snapshot]

WORDS = {
    "en": ("licence", "licences", "Locks the gate", "In Britain: a licence of the authority is needed."),
    "ru": ("лицензия", "лицензию", "Запирает ворота", "В России: нужна лицензия на охрану."),
    "no": ("fullmakt", "fullmakter", "Låser porten", "I Norge: det trengs fullmakt fra politiet."),
}
"""A word, the same inflected, a wording without it, and a note with it."""


@pytest.fixture(params=ENGINES)
def open_it(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Open:
    return lambda content: opened(ENGINES[request.param], content, tmp_path_factory.mktemp("index"))


def ask(snapshot: Snapshot, text: str, reader: str = "en", **filters: tuple[str, ...]) -> Answer:
    return snapshot.search(Query(text, reader, limit=100, filters=Filters(**filters)))


def ids(snapshot: Snapshot, text: str, reader: str = "en", **filters: tuple[str, ...]) -> list[str]:
    return [hit.id for hit in ask(snapshot, text, reader, **filters).hits]


def guard(code: str) -> RoleWritten:
    """Return a role with a word often in the notes of its first clause, once in the long wording of the second."""
    word, inflected, other, note = WORDS[code]
    far = f"{' '.join([other] * 40)} {inflected}."
    return RoleWritten(
        "guard",
        duties(lock={code: f"{other}."}, check={code: far}),
        titles={code: ["Guard"]},
        notes={"lock": {code: [note, " ".join([word] * 30)]}},
    )


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("shape", ["{}", '"{}"', "{}*", "{} xyzzy"])
@pytest.mark.parametrize("rarity", [0, 30])
def test_a_note_leads_to_its_clause_below_all_that_have_the_word_in_their_wording(
    open_it: Open, code: str, shape: str, rarity: int
) -> None:
    word, inflected, _, _ = WORDS[code]
    role = guard(code)
    common = {f"c{number}": {code: f"{inflected} {number}."} for number in range(rarity)}
    content = library(replace(role, clauses={"duties": {**role.clauses["duties"], **common}}))
    found = ids(open_it(content), shape.format(word[:6] if "*" in shape else word), code)

    assert found == [*common, "check", "lock"]


@pytest.mark.parametrize("code", CODES)
def test_the_hit_shows_the_wording_and_the_note_that_matched(open_it: Open, code: str) -> None:
    word, _, other, note = WORDS[code]
    role = replace(guard(code), notes={"lock": {code: ["—", note]}})
    hit = ask(open_it(library(role)), word, code).hits[-1]

    assert (hit.id, hit.text.html, hit.matched_by) == ("lock", f"{other}.", "words")
    assert [text.html for text in hit.texts] == [note.replace(word, f"<mark>{word}</mark>")]


def test_of_several_words_a_note_may_have_some(open_it: Open) -> None:
    role = replace(guard("en"), notes={"lock": {"en": ["Needs a licence."]}, "greet": {"en": ["A licence."]}})
    content = library(replace(role, clauses=duties(lock={"en": "Locks gates."}, greet={"en": "Greets."})))

    assert ids(open_it(content), "gate licence") == ["lock", "greet"]


def test_another_name_of_a_term_in_a_wording_stands_above_the_name_in_a_note(open_it: Open) -> None:
    role = RoleWritten(
        "clerk",
        duties(note={"en": "Writes."}, other={"en": "Counts debts."}, name={"en": "Collects receivables."}),
        notes={"note": {"en": ["Receivables."]}},
    )
    snapshot = open_it(library(role, terms={"receivables": {"en": ["receivables", "debts"]}}))

    assert ids(snapshot, "receivables") == ["name", "other", "note"]
    assert ids(snapshot, "debts") == ["other", "name", "note"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("gate -licence", ["lock"]),
        ("gate -licen*", ["lock"]),
        ('gate -"licence of the authority"', ["check", "lock"]),
        ("authority -licence", []),
        ("authority -licen*", []),
        ('authority -"of the authority"', []),
        ("licence -britain", ["check"]),
        ("licence -gate", []),
        ("britain -politiet", ["lock"]),
    ],
)
def test_minus_asks_wordings_and_notes_only_of_what_notes_have_found(
    open_it: Open, query: str, expected: list[str]
) -> None:
    role = replace(guard("en"), notes={"lock": {"en": [WORDS["en"][3]]}})
    content = library(
        replace(role, clauses=duties(lock={"en": "Locks the gate."}, check={"en": "Gate licences."}))
    )

    assert ids(open_it(content), query) == expected


@pytest.mark.parametrize("query", ['"gate in britain"', '"needed whoever"'])
def test_no_phrase_crosses_into_a_note(open_it: Open, query: str) -> None:
    role = replace(guard("en"), notes={"lock": {"en": [WORDS["en"][3], "Whoever guards."]}})

    assert ids(open_it(library(role)), query) == []
    assert ids(open_it(library(role)), '"of the authority"') == ["lock"]


GROUPS = {"en": "At night", "ru": "Ночью", "no": "Om natten"}


@pytest.mark.parametrize("code", CODES)
def test_the_title_of_a_group_leads_to_its_clauses(open_it: Open, code: str) -> None:
    texts = {code: WORDS[code][2] for code in CODES}
    role = RoleWritten("guard", duties(greet={"en": "Greets."}, lock=texts), groups={"lock": GROUPS})
    [hit] = ask(open_it(library(role)), GROUPS[code], "en").hits

    assert (hit.id, hit.text.html) == ("lock", WORDS["en"][2])
    assert code in hit.matched_languages
    assert "<mark>" in hit.texts[hit.matched_languages.index(code)].html


ELSEWHERE = {
    "en": ("Parking", "A place for your bicycle.", "bicycles"),
    "ru": ("Стоянка", "Место для вашего велосипеда.", "велосипед"),
    "no": ("Parkering", "En plass til sykkelen din.", "sykkel"),
}


@pytest.mark.parametrize("code", CODES)
def test_prose_and_what_fits_no_kind_lead_to_the_role_below_clauses(open_it: Open, code: str) -> None:
    title, text, word = ELSEWHERE[code]
    others = RoleWritten("a", titles={code: ["A"]}, others={code: {title: ["—", text]}})
    prose = RoleWritten(
        *("b", duties(ride={code: f"{text} {text}"}), {code: ["B"]}), prose={"duties": {code: ["—", text]}}
    )
    snapshot = open_it(library(others, prose))
    clause, *roles = ask(snapshot, word, code).hits

    assert (clause.id, {hit.id for hit in roles}) == ("ride", {"role:a", "role:b"})
    assert all(isinstance(hit.subject, Role) for hit in roles)
    for hit in roles:
        assert [excerpt.html.replace("<mark>", "").replace("</mark>", "") for excerpt in hit.texts] == [
            f"<p>{text}</p>"
        ]
        assert hit.texts[0].is_marked
    assert ids(snapshot, title, code) == ["role:a"]
    assert ids(snapshot, word, code, role=("a",)) == ["role:a"]


SOUGHT = {
    "en": ("Guard", "doorman at night", "doormen at night", "doorm"),
    "ru": ("Охранник", "ночной привратник", "ночного привратника", "приврат"),
    "no": ("Vekter", "dørvakt om natten", "dørvakter om natten", "dørv"),
}


@pytest.mark.parametrize("code", CODES)
def test_a_search_name_leads_to_its_role_and_is_shown_nowhere(open_it: Open, code: str) -> None:
    title, name, inflected, beginning = SOUGHT[code]
    role = RoleWritten("guard", duties(a={code: f"{name}."}), {code: [title, f"({name})"]}, summaries={code: "—"})
    snapshot = open_it(library(replace(role, clauses={}), replace(role, id="x", titles={code: ["X"]})))

    for typed in (name, inflected):
        hits = ask(snapshot, typed, code).hits
        assert hits[0].id == "role:guard"
        assert [excerpt.html for excerpt in (hits[0].text, *hits[0].texts)] == ["<p>—</p>"] * 2
    assert ids(snapshot, f'role:"{name}"', code) == ["role:guard"]
    found = [(each.text, each.kind) for each in snapshot.suggest(beginning, code)]
    assert found[0] == (title, "role")


@pytest.mark.parametrize("code", CODES)
def test_words_of_search_names_alone_are_not_suggested(open_it: Open, code: str) -> None:
    title, name, _, beginning = SOUGHT[code]
    snapshot = open_it(library(RoleWritten("guard", titles={code: [title, f"({name})"]})))

    assert [each.text for each in snapshot.suggest(beginning, code)] == [title]


def test_a_search_name_of_a_term_leads_to_it_and_is_neither_marked_nor_suggested(open_it: Open) -> None:
    role = RoleWritten("clerk", duties(a={"en": "Gets more for years served."}))
    terms = {"service": {"en": ["length of service", "years served", "(seniority)"], "no": ["ansiennitet"]}}
    snapshot = open_it(library(role, terms=terms))

    for typed in ("seniority", "Seniority"):
        answer = ask(snapshot, typed)
        assert answer.term is not None
        assert (answer.term.id, [hit.id for hit in answer.hits]) == ("service", ["a"])
    assert [each.text for each in snapshot.suggest("senio", "en")] == ["length of service"]
    assert snapshot.terms.mark("His seniority.", "en", lambda _, text: f"[{text}]") == "His seniority."
    assert ask(snapshot, "seniorty").corrected == "seniority"


@pytest.mark.parametrize("code", CODES)
def test_words_of_notes_are_known_to_corrections(open_it: Open, code: str) -> None:
    word = WORDS[code][0]
    answer = ask(open_it(library(replace(guard(code), clauses=duties(lock={code: "—"})))), f"{word[:3]}{word[4:]}")

    assert answer.corrected == word
    assert [hit.id for hit in answer.hits] == ["lock"]


def test_where_a_term_is_used_notes_do_not_count(open_it: Open) -> None:
    snapshot = open_it(library(guard("en"), terms={"britain": {"en": ["Britain"]}, "gate": {"en": ["gate"]}}))

    assert [(term.id, snapshot.is_used(term)) for term in snapshot.library.terms] == [
        ("britain", False),
        ("gate", True),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_engines_agree_on_random_contents(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    author = Author(random.Random(seed), may_be_new=True)
    author.begin()
    for _ in range(60):
        author.edit()
    one, other = (opened(make, author.library(), tmp_path_factory.mktemp("index")) for make in ENGINES.values())

    for text in (*QUERIES, "plan -sales", "-plan client", '"the team" -budget', "план -клиент", "salg -kunde"):
        assert ask(one, text) == ask(other, text), text
