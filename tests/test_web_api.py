from typing import Any

import pytest
from flask.testing import FlaskClient

from kb.languages import LANGUAGES
from tests.web_site import site


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return site(tmp_path_factory.mktemp("site"))


def get(client: FlaskClient, path: str) -> Any:
    return client.get(f"/api/v1/{path}").get_json()


def test_an_answer_has_every_field(client: FlaskClient) -> None:
    answer = get(client, "search?q=ключницу&reader=no")
    facets = answer.pop("facets")

    assert answer == {
        "query": "ключницу",
        "reader": "no",
        "total": 1,
        "limit": 10,
        "offset": 0,
        "meaning": "off",
        "corrected": None,
        "suggested": None,
        "notes": [],
        "term": None,
        "hits": [
            {
                "id": "keep-keys",
                "kind": "clause",
                "section": "duties",
                "title": "Arbeidsoppgaver",
                "roles": [{"id": "guard", "title": "Vakt"}],
                "text": {"language": "no", "html": "Holder nøkkelskapet låst."},
                "matched": {
                    "by": "words",
                    "languages": ["ru"],
                    "texts": [{"language": "ru", "html": "Держит <mark>ключницу</mark> запертой."}],
                },
                "languages": ["en", "no", "ru"],
                "url": "/no/concepts/keep-keys",
            }
        ],
    }
    assert facets == {
        "section": [{"value": "duties", "title": "Arbeidsoppgaver", "count": 1, "selected": False}],
        "role": [{"value": "guard", "title": "Vakt", "count": 1, "selected": False}],
        "education": [{"value": "secondary", "title": "Videregående", "count": 1, "selected": False}],
        "experience": [{"value": "1-2", "title": "1–2 år", "count": 1, "selected": False}],
        "language": [
            {"value": language.code, "title": language.name, "count": 1, "selected": False}
            for language in sorted(LANGUAGES, key=lambda language: language.code)
        ],
    } or {value["value"] for value in facets["language"]} == {"en", "no", "ru"}


def test_json_keeps_letters_and_order(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?q=ключницу&reader=no")

    assert response.text.startswith('{"query":"ключницу","reader":"no","total":1')
    assert response.mimetype == "application/json"


def test_the_term_that_a_query_names(client: FlaskClient) -> None:
    assert get(client, "search?q=key+box&reader=nb")["term"] == {
        "id": "key-box",
        "title": "nøkkelskap",
        "html": "<p>Der nøklene henger.</p>",
        "url": "/no/glossary#key-box",
    }


def test_a_role_and_a_guide_as_hits(client: FlaskClient) -> None:
    role = get(client, "search?q=watchman")["hits"][0]
    guide = get(client, "search?q=locks")["hits"][0]

    assert [role[key] for key in ("id", "kind", "section", "title", "url")] == [
        "role:guard", "role", None, "Guard", "/en/roles/guard",
    ]  # fmt: skip
    assert [guide[key] for key in ("id", "kind", "section", "title", "roles", "url")] == [
        "guide:doors", "guide", None, "On doors", [], "/en/guides/doors#locks",
    ]  # fmt: skip


def test_an_empty_query_has_no_hits(client: FlaskClient) -> None:
    answer = get(client, "search")

    assert (answer["query"], answer["total"], answer["hits"]) == ("", 0, [])
    assert set(answer["facets"]) == {"section", "role", "education", "experience", "language"}


@pytest.mark.parametrize(
    ("given", "limit", "offset"),
    [
        ("limit=0", 1, 0),
        ("limit=-5&offset=-1", 1, 0),
        ("limit=101&offset=0005", 100, 5),
        ("limit=" + "9" * 30, 100, 0),
        ("limit=&offset=", 10, 0),
    ],
)
def test_numbers_are_brought_into_their_bounds(client: FlaskClient, given: str, limit: int, offset: int) -> None:
    answer = get(client, f"search?q=guests&{given}")

    assert (answer["limit"], answer["offset"]) == (limit, offset)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("search?q=x&reader=xx", 400, "unknown_language"),
        ("roles?language=deutsch", 400, "unknown_language"),
        ("search?q=x&language=xx", 400, "unknown_language"),
        ("search?q=x&section=nothing", 400, "unknown_filter_value"),
        ("search?q=x&role=nobody", 400, "unknown_filter_value"),
        ("search?q=x&limit=1.5", 400, "malformed_number"),
        ("search?q=x&offset=٣", 400, "malformed_number"),
        ("search?q=" + "x" * 201, 400, "query_too_long"),
        ("suggest?q=" + "x" * 201, 400, "query_too_long"),
        ("roles/nobody", 404, "not_found"),
        ("concepts/nothing", 404, "not_found"),
        ("nothing", 404, "not_found"),
        ("roles/porter", 410, "gone"),
    ],
)
def test_errors_are_objects(client: FlaskClient, path: str, status: int, code: str) -> None:
    response = client.get(f"/api/v1/{path}")

    assert (response.status_code, response.get_json()["error"]["code"]) == (status, code)
    assert response.get_json()["error"]["message"]


def test_an_unknown_filter_is_ignored(client: FlaskClient) -> None:
    assert get(client, "search?q=guests&colour=red") == get(client, "search?q=guests")


def test_a_retired_role_leads_to_its_successor(client: FlaskClient) -> None:
    response = client.get("/api/v1/roles/watchman?language=no")

    assert (response.status_code, response.headers["Location"]) == (301, "/api/v1/roles/guard?language=no")


def test_the_list_of_roles(client: FlaskClient) -> None:
    assert get(client, "roles?language=no") == {
        "language": "no",
        "roles": [
            {
                "id": "guard",
                "title": "Vakt",
                "synonyms": ["Vekter"],
                "isco": "5414",
                "languages": ["en", "no", "ru"],
                "url": "/no/roles/guard",
            },
            {
                "id": "host",
                "title": "Host",
                "synonyms": [],
                "isco": None,
                "languages": ["en"],
                "url": "/no/roles/host",
            },
        ],
    }


def test_a_whole_role(client: FlaskClient) -> None:
    role = get(client, "roles/guard?language=ru")
    duties = role.pop("sections")[0]

    assert role == {
        "id": "guard",
        "language": "ru",
        "title": "Охранник",
        "synonyms": ["Сторож"],
        "isco": "5414",
        "requires": {"education": "secondary", "experience_years": 2, "experience_in": "охрана"},
        "status": "ready",
        "summary_html": "<p>Охраняет вход.</p>",
        "languages": ["en", "no", "ru"],
        "other": [],
        "url": "/ru/roles/guard",
    }
    assert (duties["kind"], duties["title"], duties["prose_html"]) == ("duties", "Должностные обязанности", "")
    assert duties["groups"] == {}
    assert duties["clauses"][0] == {
        "id": "greet-guests",
        "html": "Встречает гостей у входа.",
        "notes_html": [],
        "group": None,
        "desirable": False,
        "forms": [],
        "language": "ru",
        "missing": False,
        "roles": ["guard", "host"],
    }
    assert duties["clauses"][2] == {
        "id": "count-keys",
        "html": "Counts the key box at night.",
        "notes_html": [],
        "group": None,
        "desirable": False,
        "forms": [],
        "language": "en",
        "missing": True,
        "roles": ["guard"],
    }


def test_a_concept(client: FlaskClient) -> None:
    assert get(client, "concepts/seat-guests") == {
        "id": "seat-guests",
        "kind": "duties",
        "wordings": [
            {"role": "host", "language": "en", "html": "Seats guests.", "text": "Seats guests.", "notes_html": []}
        ],
        "roles": ["host"],
        "url": "/en/concepts/seat-guests",
    }


def test_suggestions(client: FlaskClient) -> None:
    answer = get(client, "suggest?q=vak&reader=no")

    assert answer["query"] == "vak"
    assert answer["suggestions"][0] == {
        "text": "Vakt", "kind": "role", "language": "no", "url": "/no/roles/guard",
    }  # fmt: skip
    assert get(client, "suggest")["suggestions"] == []
