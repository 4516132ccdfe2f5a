"""The comparison of roles, as JSON and as CSV."""

import csv
import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from kb.languages import CODES
from tests.web_site import SMALL, page, site

COOK = (
    "---\ntitle: =Cook\n---\n## Duties\n\n1. Greets guests from the kitchen. {#greet-guests}\n"
    "2. +Cooks; counts. {#cook}\n"
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return site(tmp_path_factory.mktemp("site"), {**SMALL, "en/cook.md": COOK})


def get(client: FlaskClient, path: str, status: int = 200) -> Any:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == status
    return response.get_json()


def test_two_roles_share_clauses_and_have_others_alone(client: FlaskClient) -> None:
    compared = get(client, "compare?roles=guard,host&language=ru")

    assert list(compared) == ["language", "roles", "sections"]
    assert compared["language"] == "ru"
    assert compared["roles"] == [
        {
            "id": "guard",
            "title": "Охранник",
            "requires": {"education": "secondary", "experience_years": 2, "experience_in": "охрана"},
        },
        {
            "id": "host",
            "title": "Host",
            "requires": {"education": "none", "experience_years": 0, "experience_in": None},
        },
    ]
    assert [(section["kind"], section["title"]) for section in compared["sections"]] == [
        ("duties", "Должностные обязанности"),
        ("rights", "Права"),
        ("pay", "Оплата труда"),
    ]
    assert compared["sections"][0] == {
        "kind": "duties",
        "title": "Должностные обязанности",
        "shared": [
            {
                "id": "greet-guests",
                "wordings": {
                    "guard": {"language": "ru", "text": "Встречает гостей у входа."},
                    "host": {"language": "en", "text": "Greets guests by name."},
                },
            }
        ],
        "only": {
            "guard": [
                {"id": "keep-keys", "language": "ru", "text": "Держит ключницу запертой."},
                {"id": "count-keys", "language": "en", "text": "Counts the key box at night."},
            ],
            "host": [{"id": "seat-guests", "language": "en", "text": "Seats guests."}],
        },
    }


def test_what_two_of_three_roles_have_is_shared_by_those(client: FlaskClient) -> None:
    duties = get(client, "compare?roles=guard,host,cook")["sections"][0]

    assert [(each["id"], list(each["wordings"])) for each in duties["shared"]] == [
        ("greet-guests", ["guard", "host", "cook"])
    ]
    assert [(role, [each["id"] for each in only]) for role, only in sorted(duties["only"].items())] == [
        ("cook", ["cook"]),
        ("guard", ["keep-keys", "count-keys"]),
        ("host", ["seat-guests"]),
    ]


@pytest.mark.parametrize("ending", ["", ".csv"])
@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("roles=guard", 400, "too_few_roles"),
        ("", 400, "too_few_roles"),
        ("roles=guard,guard", 400, "too_few_roles"),
        ("roles=a,b,c,d", 400, "too_many_roles"),
        ("roles=guard,nobody", 404, "not_found"),
        ("roles=guard,porter", 410, "gone"),
        ("roles=guard,host&language=xx", 400, "unknown_language"),
    ],
)
def test_errors_are_objects(client: FlaskClient, ending: str, query: str, status: int, code: str) -> None:
    assert get(client, f"compare{ending}?{query}", status)["error"]["code"] == code


@pytest.mark.parametrize("ending", ["", ".csv"])
def test_a_retired_role_leads_to_its_successor(client: FlaskClient, ending: str) -> None:
    response = client.get(f"/api/v1/compare{ending}?roles=host&roles=watchman&language=nb")

    assert response.status_code == 301
    assert response.headers["Location"].endswith(f"/api/v1/compare{ending}?roles=host,guard&language=nb")


def test_a_spreadsheet_has_a_row_for_each_clause_and_runs_none_of_them(client: FlaskClient) -> None:
    response = client.get("/api/v1/compare.csv?roles=host,cook")

    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="host-cook.csv"'
    assert response.get_data().startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(response.get_data().decode("utf-8-sig"), newline=""))) == [
        ["", "id", "Host", "'=Cook"],
        ["Education", "", "No requirement", ""],
        ["Experience", "", "None required", ""],
        ["ISCO-08", "", "", ""],
        ["Duties", "greet-guests", "Greets guests by name.", "Greets guests from the kitchen."],
        ["Duties", "seat-guests", "Seats guests.", ""],
        ["Duties", "cook", "", "'+Cooks; counts."],
        ["Pay", "pay-structure", "Paid by the hour.", ""],
    ]


@pytest.mark.parametrize("code", CODES)
def test_the_page_offers_both(client: FlaskClient, code: str) -> None:
    links = [a for a in page(client, f"/{code}/compare?roles=guard,host").all("a") if a.text in ("JSON", "CSV")]

    assert [link.attributes["href"] for link in links] == [
        f"/api/v1/compare?roles=guard,host&language={code}",
        f"/api/v1/compare.csv?roles=guard,host&language={code}",
    ]
    assert [client.get(str(link.attributes["href"])).status_code for link in links] == [200, 200]
