from typing import Any

import pytest
from flask.testing import FlaskClient

from kb.languages import CODES
from tests.noted_site import NOTED
from tests.web_site import site


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return site(tmp_path_factory.mktemp("site"), NOTED)


def get(client: FlaskClient, path: str) -> Any:
    return client.get(f"/api/v1/{path}").get_json()


def clause(client: FlaskClient, id: str, code: str = "en") -> Any:
    role = get(client, f"roles/guard?language={code}")
    return next(each for section in role["sections"] for each in section["clauses"] if each["id"] == id)


def test_a_clause_has_notes_group_and_marks(client: FlaskClient) -> None:
    assert clause(client, "greet-guests") == {
        "id": "greet-guests",
        "html": "Greets guests.",
        "notes_html": [
            "<p>At the <strong>front</strong> door.</p>\n<ul>\n<li>By name.</li>\n</ul>",
            "In Britain, 2026: with a licence.",
        ],
        "group": "day-work",
        "desirable": False,
        "forms": [],
        "language": "en",
        "missing": False,
        "roles": ["guard", "host"],
    }
    assert clause(client, "lock-building", "ru") == {
        "id": "lock-building",
        "html": "Запирает здание.",
        "notes_html": [],
        "group": "night-work",
        "desirable": False,
        "forms": ["ru"],
        "language": "ru",
        "missing": False,
        "roles": ["guard"],
    }
    assert [clause(client, id)["desirable"] for id in ("driving-licence", "speak-norwegian")] == [True, False]


def test_a_note_belongs_to_its_language(client: FlaskClient) -> None:
    assert [clause(client, "greet-guests", code)["notes_html"] for code in ("ru", "no")] == [
        ["В России, 2026: по пропускам."],
        [],
    ]


@pytest.mark.parametrize(
    ("code", "groups"),
    [
        ("en", {"day-work": "During the day", "night-work": "At night"}),
        ("ru", {"day-work": "Днём", "night-work": "Ночью"}),
        ("no", {"day-work": "Om dagen", "night-work": "At night"}),
    ],
)
def test_a_section_has_the_titles_of_its_groups(client: FlaskClient, code: str, groups: dict[str, str]) -> None:
    sections = {section["kind"]: section for section in get(client, f"roles/guard?language={code}")["sections"]}

    assert sections["duties"]["groups"] == groups
    assert sections["requirements"]["groups"] == {}
    assert [each["group"] for each in sections["duties"]["clauses"]] == [None, "day-work", "night-work"]


def test_what_fits_no_section_comes_with_the_role(client: FlaskClient) -> None:
    role = get(client, "roles/guard")

    assert role["other"] == [
        {"title": "How to apply", "html": '<p>Write to <a href="mailto:us@example.org">us</a>.</p>'},
        {"title": "Benefits", "html": "<ul>\n<li>A whistle.</li>\n</ul>"},
    ]
    assert role["summary_html"].endswith("<p>So that nothing goes missing.</p>")
    assert get(client, "roles/guard?language=ru")["other"] == []


def test_a_row_of_a_table_is_a_clause_of_its_cells(client: FlaskClient) -> None:
    assert clause(client, "doors-locked")["html"] == "Doors locked: 100 % – nightly"
    assert get(client, "concepts/doors-locked")["wordings"][0]["text"] == "Doors locked: 100 % – nightly"


def test_each_wording_of_a_concept_has_its_notes(client: FlaskClient) -> None:
    wordings = get(client, "concepts/greet-guests")["wordings"]

    assert [(each["role"], each["language"], len(each["notes_html"])) for each in wordings] == [
        ("guard", "en", 2),
        ("guard", "ru", 1),
        ("guard", "no", 0),
        ("host", "en", 1),
    ]


def test_the_list_of_guides_has_no_drafts(client: FlaskClient) -> None:
    assert get(client, "guides?language=no") == {
        "language": "no",
        "guides": [{"id": "doors", "title": "On doors", "languages": ["en"], "url": "/no/guides/doors"}],
    }


def test_a_whole_guide(client: FlaskClient) -> None:
    assert get(client, "guides/doors?language=nb") == {
        "id": "doors",
        "language": "en",
        "title": "On doors",
        "languages": ["en"],
        "sections": [
            {"id": None, "title": None, "html": "<p>Doors open.</p>"},
            {"id": "locks", "title": "Locks", "html": "<p>Turn twice.</p>\n<ul>\n<li>Left.</li>\n</ul>"},
        ],
        "url": "/no/guides/doors",
    }


def test_the_glossary(client: FlaskClient) -> None:
    assert get(client, "glossary?language=en") == {
        "language": "en",
        "intro_html": "<p>Words of the <strong>door</strong>.</p>",
        "terms": [
            {
                "id": "bye-law",
                "language": "en",
                "title": "bye-law",
                "admitted": [],
                "avoided": [],
                "html": "<p>A rule of a British town.</p>",
                "url": "/en/glossary#bye-law",
            },
            {
                "id": "key-box",
                "language": "en",
                "title": "key box",
                "admitted": ["key safe"],
                "avoided": ["box"],
                "html": "<p>Where keys hang.</p>",
                "url": "/en/glossary#key-box",
            },
        ],
    }


def test_a_draft_of_the_glossary_is_served_on_demand_alone(client: FlaskClient, tmp_path: Any) -> None:
    drafts = site(tmp_path, NOTED, drafts=True)

    titles = [[term["title"] for term in get(each, "glossary?language=ru")["terms"]] for each in (client, drafts)]

    assert titles == [["bye-law", "key box"], ["bye-law", "ключница"]]
    assert [guide["id"] for guide in get(drafts, "guides")["guides"]] == ["doors", "drafted"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("path", ["roles", "roles/guard", "glossary", "concepts/greet-guests", "suggest?q=guard"])
def test_search_names_are_in_no_list_of_names(client: FlaskClient, path: str, code: str) -> None:
    served = client.get(f"/api/v1/{path}{'&reader' if '?' in path else '?language'}={code}").text

    assert [name for name in ("sentry", "strongbox") if name in served] == []


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("guides?language=xx", 400, "unknown_language"),
        ("guides/doors?language=xx", 400, "unknown_language"),
        ("glossary?language=xx", 400, "unknown_language"),
        ("guides/nothing", 404, "not_found"),
        ("guides/drafted", 404, "not_found"),
        ("guides/windows", 410, "gone"),
    ],
)
def test_errors_are_objects(client: FlaskClient, path: str, status: int, code: str) -> None:
    response = client.get(f"/api/v1/{path}")

    assert (response.status_code, response.get_json()["error"]["code"]) == (status, code)


def test_a_retired_guide_leads_to_its_successor(client: FlaskClient) -> None:
    response = client.get("/api/v1/guides/gates?language=no")

    assert (response.status_code, response.headers["Location"]) == (301, "/api/v1/guides/doors?language=no")
