from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.search.answers import Meaning
from kb.web.context import Condition, FailedReload
from tests.web_site import SMALL, in_condition, page, site, with_meaning


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return site(tmp_path_factory.mktemp("site"))


def test_coverage_of_roles_guides_and_terms(client: FlaskClient) -> None:
    status = page(client, "/en/status")

    assert [row.text for row in status.all("tr")] == [
        "Role English Русский Norsk",
        "Guard4 of 43 of 44 of 4",
        "Host3 of 30 of 3 · Missing 50 of 3 · Missing 5",
        "Guides1 of 11 of 10 of 1",
        "Glossary1 of 10 of 11 of 1",
    ]


def test_a_term_of_one_language_alone_is_missing_in_no_other(tmp_path: Path) -> None:
    only = SMALL["no/glossary.md"] + "\nvaktbok {#log .only}\n:   Bok for vakter.\n"
    rows = page(site(tmp_path, SMALL | {"no/glossary.md": only}), "/en/status").all("tr")

    assert [row.text for row in rows][-1] == "Glossary1 of 10 of 12 of 2"


def test_a_count_leads_to_what_is_missing(client: FlaskClient) -> None:
    link = next(page(client, "/no/status").all("a", href="/no/align/guard?show=missing"))

    assert link.text == "3 av 4"


def test_problems_stand_by_file_and_line(tmp_path: Path) -> None:
    broken = SMALL | {"en/clerk.md": SMALL["en/host.md"].replace("{#seat-guests}", "{#Seat Guests}")}
    status = page(site(tmp_path, broken), "/ru/status")
    problem = next(problem for problem in status.all("li", class_="problem") if "строка 12" in problem.text)

    assert "content/en/clerk.md" in [heading.text for heading in status.all("h3")]
    assert problem.text.startswith("ошибка строка 12")


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ("starting", "Готовится: 40 из 1\xa0200 текстов."),
        ("ready", "Готов."),
        ("failed", "Недоступен. Поиск по словам работает как прежде."),
    ],
)
def test_it_says_how_search_by_meaning_is_getting_on(client: FlaskClient, state: Meaning, message: str) -> None:
    served = with_meaning(client, state)
    section = page(served, "/ru/status").one("section", aria_labelledby="ui-meaning")

    assert section.text == f"Поиск по смыслу {' '.join(message.split())}"
    assert served.get("/healthz").get_json()["meaning"] == state


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("en", "Serving The search index cannot be kept and is made anew at every start: KB_DATA: full"),
        (
            "ru",
            "Работа сервера Поисковый указатель негде хранить, "
            "и он строится заново при каждом запуске: KB_DATA: full",
        ),
        ("no", "Drift Søkeindeksen kan ikke lagres og bygges på nytt ved hver start: KB_DATA: full"),
    ],
)
def test_it_says_why_the_index_is_a_temporary_one(client: FlaskClient, code: str, message: str) -> None:
    served = in_condition(client, Condition(index="KB_DATA: full"))

    assert page(served, f"/{code}/status").one("section", aria_labelledby="ui-serving").text == message
    assert "ui-serving" not in client.get(f"/{code}/status").text


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("en", "is served as it was before; reading it failed (28/11/2026, 08:05 UTC): MemoryError"),
        ("ru", "показывается прежнее; прочитать его не удалось (28.11.2026, 08:05 UTC): MemoryError"),
        ("no", "vises som før; det lot seg ikke lese (28.11.2026, 08:05 UTC): MemoryError"),
    ],
)
def test_it_says_when_and_why_a_reload_failed(client: FlaskClient, code: str, message: str) -> None:
    failed = FailedReload(datetime(2026, 11, 28, 8, 5, tzinfo=UTC), "MemoryError")
    served = in_condition(client, Condition(reload=failed))

    assert page(served, f"/{code}/status").one("section", aria_labelledby="ui-serving").text.endswith(message)


def test_what_is_off_is_not_mentioned(client: FlaskClient) -> None:
    assert "meaning" not in client.get("/en/status").text
