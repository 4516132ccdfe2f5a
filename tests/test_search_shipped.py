"""The shipped content as recruiters ask for it: a role, and what of it; and one answer by every engine."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kb.languages import CODES, LANGUAGES, Language
from kb.library import Library, build_library
from kb.model import Role
from kb.places import content_folder
from kb.reading.content import read_content
from kb.search.answers import Answer, Filters, Hit, Query
from kb.search.query.parsing import parse_query
from kb.search.query.understanding import understand
from kb.search.snapshot import Snapshot, open_snapshot
from tests.search_engines import with_brute_force

QUERIES = (
    *("sales", "plans sales", "duties", "experience", "client", "skills", "computer", "salary and bonus"),
    *("key account manager", "duties of a key account manager", "cashier salary", "office manager experience"),
    *("продажи", "дебиторская задолженность", "обязанности кассира", "право подписи", "менеджеру", "зарплата"),
    *("kundefordring", "salgsteknikk", "oppgaver", "ansvar for kontanter", "butikkmedarbeider lønn", "avtaler"),
    *('"key account"', "«ключевым клиентом»", '"nøkkelkunder"', '"signs contracts"', "plan*", "догов*", "kund*"),
    *(
        "sales -plan",
        "duty -verb",
        "clients -ключевой",
        "section:duties",
        "section:pay bonus",
        "role:cashier cash",
    ),
    *("receivables xyzzy", "xyzzy", "mangaer", "vtytl;th", "prodazhi", "кпи", "KPIs", "CV", "3322", "-sales", ""),
    *("reports to the director and signs contracts with clients", "taushets-plikt", "e-mail letters to clients"),
)
FILTERS = (
    Filters(),
    Filters(section=("duties", "rights"), language=("ru",)),
    Filters(education=("higher",), experience=("1-2", "3-4")),
)


@pytest.fixture(scope="module")
def shipped() -> Library:
    return build_library(read_content(content_folder()))


@pytest.fixture(scope="module")
def snapshot(shipped: Library, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return open_snapshot(shipped, tmp_path_factory.mktemp("index") / "data", print)


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
def test_a_title_and_a_heading_lead_to_that_section_in_the_words_of_that_role(
    shipped: Library, snapshot: Snapshot, language: Language
) -> None:
    astray = [
        query
        for role in shipped.roles
        for kind, query in questions(role, language)
        if not is_of(snapshot.search(Query(query, language.code, limit=1)).hits[0], role, kind)
    ]

    assert astray == []


def questions(role: Role, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the kinds of section of *role*, each with what is typed for it: title and heading in either order."""
    title = role.best_version(language.code).title
    for section in role.sections:
        # "About you" is nothing but small words, which tell nothing beside others.
        for heading in (each for each in language.headings[section.kind] if each != "About you"):
            yield section.kind, f"{title} {heading}"
            yield section.kind, f"{heading} {title}"


def is_of(hit: Hit, role: Role, kind: str) -> bool:
    """Tell whether *hit* stands in that section of *role*, and is shown in its words."""
    clause = role.clause(hit.id)
    wording = clause.wording(hit.text.language) if clause else None
    shown = hit.text.html.replace("<mark>", "").replace("</mark>", "")
    return hit.section == kind and wording is not None and shown == wording.html


@pytest.fixture(scope="module")
def brute_force(snapshot: Snapshot) -> Snapshot:
    return with_brute_force(snapshot)


@pytest.mark.parametrize("query", QUERIES)
def test_engines_find_the_same_by_words(snapshot: Snapshot, brute_force: Snapshot, query: str) -> None:
    for filters in FILTERS:
        one, other = (
            each.search(Query(query, CODES[0], 10_000, filters=filters)) for each in (snapshot, brute_force)
        )

        assert numbers(one) == numbers(other)
        assert one.hits[:1] == other.hits[:1]


def numbers(answer: Answer) -> tuple[object, ...]:
    """Return what is equal whatever the scores are."""
    found = {(hit.id, hit.roles, hit.matched_languages) for hit in answer.hits}
    return found, answer.total, answer.facets, answer.corrected, answer.suggested, answer.notes


@pytest.mark.parametrize("query", ["sales", "signs contracts -client", "xyzzy"])
def test_engines_find_the_same_with_what_is_near_in_meaning(
    shipped: Library, snapshot: Snapshot, brute_force: Snapshot, query: str
) -> None:
    near = {
        f"{clause.id}@{clause.role}": 0.2 + number / 1000 for number, clause in enumerate(shipped.clauses[::25])
    }
    asked = understand(parse_query(query), snapshot.naming).asked(Filters(), 0, 10_000, near)
    one, other = (each.engine.find(asked) for each in (snapshot, brute_force))

    assert {frozenset(hit.documents) for hit in one.hits} == {frozenset(hit.documents) for hit in other.hits}
    assert [hit.documents[0] for hit in one.hits if hit.is_by_meaning] == [
        hit.documents[0] for hit in other.hits if hit.is_by_meaning
    ]
    assert replace(one, hits=()) == replace(other, hits=())


@pytest.mark.parametrize("query", QUERIES)
def test_terms_are_counted_or_intersected_to_the_same_end(
    snapshot: Snapshot, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = snapshot.search(Query(query, CODES[0], 100))
    monkeypatch.setattr("kb.search.whoosh.ranking._MOST_COUNTED", 0)

    assert snapshot.search(Query(query, CODES[0], 100)) == counted
