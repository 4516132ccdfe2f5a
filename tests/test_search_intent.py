"""What a query asks of which roles: names among other words, several, parts of names, facets in words, ids."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from kb.languages import CODES
from kb.library import Library, build_library
from kb.places import content_folder
from kb.reading.content import read_content
from kb.search.answers import Answer, Query
from kb.search.snapshot import Snapshot, open_snapshot

JOINERS = {
    "en": (" / ", ", ", " and ", " or ", " vs "),
    "ru": (" / ", ", ", " и ", " или ", " vs "),
    "no": (" / ", ", ", " og ", " eller ", " vs "),
}
FRAMES = {
    "en": ("{} job description", "what does a {} do", "{} vacancy", "{} CV", "job profile of a {}"),
    "ru": ("должностная инструкция {}", "что делает {}", "вакансия {}", "резюме {}", "профессия {}"),
    "no": ("stillingsbeskrivelse {}", "hva gjør en {}", "ledig stilling {}", "CV {}", "{} jobb"),
}
NO_EXPERIENCE = {
    "en": ("no experience", "without experience", "entry level", "no experience needed", "no work experience"),
    "ru": ("без опыта", "без опыта работы", "опыт не требуется", "нет опыта", "начинающий"),
    "no": ("uten erfaring", "ingen erfaring", "nybegynner", "krever ingen erfaring", "uten arbeidserfaring"),
}


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    library = build_library(read_content(content_folder()))
    snapshot = open_snapshot(library, tmp_path_factory.mktemp("index"), lambda _: None)
    yield snapshot
    snapshot.close()


def titles(library: Library, code: str) -> list[tuple[str, str]]:
    """Return title and id of every role in a language."""
    return [(version.title, role.id) for role in library.roles if (version := role.version(code))]


def answered(snapshot: Snapshot, text: str, code: str, limit: int = 3) -> Answer:
    return snapshot.search(Query(text, code, limit=limit))


@pytest.mark.parametrize("code", CODES)
def test_two_roles_that_are_named_are_both_first_and_lead_to_their_comparison(
    shipped: Snapshot, code: str
) -> None:
    for (one, id), (other, other_id) in combinations(titles(shipped.library, code), 2):
        for joiner in JOINERS[code]:
            answer = answered(shipped, f"{one}{joiner}{other}", code)

            assert {f"role:{id}", f"role:{other_id}"} <= {hit.id for hit in answer.hits}, (one, joiner, other)
            assert [note.code for note in answer.notes][:1] == ["compare"]
            assert dict(answer.notes[0].values)["roles"].split(",") == [id, other_id]


@pytest.mark.parametrize("code", CODES)
def test_words_around_a_title_ask_for_the_role(shipped: Snapshot, code: str) -> None:
    for title, id in titles(shipped.library, code):
        for frame in FRAMES[code]:
            first = answered(shipped, frame.format(title.lower()), code).hits[0]

            assert first.id == f"role:{id}" or (first.section, id in first.roles) == ("duties", True), frame


@pytest.mark.parametrize("code", CODES)
def test_no_experience_leads_to_the_roles_that_ask_for_none(shipped: Snapshot, code: str) -> None:
    wanted = {f"role:{role.id}" for role in shipped.library.roles if role.experience_years == 0}
    for text in NO_EXPERIENCE[code]:
        answer = answered(shipped, text, code, len(wanted))
        note = next(note for note in answer.notes if note.code == "filter")

        assert {hit.id for hit in answer.hits} == wanted, text
        assert dict(note.values) == {"facet": "experience", "values": "none", "text": ""}


@pytest.mark.parametrize(
    ("text", "facet", "values"),
    [
        ("3 years of experience", "experience", "3-4"),
        ("3 года опыта", "experience", "3-4"),
        ("5 års erfaring", "experience", "5-or-more"),
        ("under 2 years", "experience", "none,1-2"),
        ("higher education", "education", "higher"),
        ("высшее образование", "education", "higher"),
    ],
)
def test_facets_are_read_in_words(shipped: Snapshot, text: str, facet: str, values: str) -> None:
    notes = [dict(note.values) for note in answered(shipped, text, "en").notes if note.code == "filter"]

    assert notes == [{"facet": facet, "values": values, "text": ""}]


@pytest.mark.parametrize(
    ("text", "code", "role"),
    [
        ("territory sales representative", "en", "sales-manager"),
        ("regional key account manager", "en", "key-account-manager"),
        ("bank account manager", "en", "bank-client-manager"),
        ("kundeansvarlig bank", "no", "bank-client-manager"),
        ("distriktsselger", "no", "sales-manager"),
        ("kontorleiar", "no", "office-manager"),
        ("kundeansvarleg", "no", "client-manager"),
        ("менеджер отдела продаж", "ru", "sales-manager"),
        ("территориальный менеджер по продажам", "ru", "sales-manager"),
        ("директор по работе с клиентами", "ru", "head-of-customer-service"),
    ],
)
def test_a_part_of_a_name_counts_by_how_telling_it_is(shipped: Snapshot, text: str, code: str, role: str) -> None:
    assert answered(shipped, text, code).hits[0].id == f"role:{role}"


@pytest.mark.parametrize(
    "text", ["sales plan", "office manager education", "experience of office managers", "python developer"]
)
def test_what_is_no_title_raises_no_role(shipped: Snapshot, text: str) -> None:
    assert not answered(shipped, text, "en").hits[0].id.startswith("role:")


@pytest.mark.parametrize(
    ("id", "hit"),
    [
        ("collect-receivables", "collect-receivables"),
        ("office-manager", "role:office-manager"),
        ("cv-advice", "guide:cv-advice"),
    ],
)
def test_an_id_leads_to_what_has_it(shipped: Snapshot, id: str, hit: str) -> None:
    assert answered(shipped, id, "en").hits[0].id == hit


@pytest.mark.parametrize("typed", ["trae debtors", "debtors trae"])
def test_a_misspelt_word_is_looked_for_in_the_language_of_the_others(shipped: Snapshot, typed: str) -> None:
    assert answered(shipped, typed, "en").corrected == typed.replace("trae", "trade")


def test_a_right_word_is_no_misspelt_word_of_another_language(shipped: Snapshot) -> None:
    answer = answered(shipped, "welder", "en")

    assert (answer.corrected, answer.suggested) == (None, None)
