"""The concordance page: every occurrence with its counterparts, as brute force finds them; filters and paging."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from kb.languages import CODES
from kb.library import build_library
from kb.reading.content import read_content
from tests.desk_site import CHECKED, desk_content, desk_site
from tests.web_site import Page, page, write

MANY = 120


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk_content(tmp_path_factory.mktemp("desk"), {})


@pytest.fixture(scope="module")
def client(content: Path) -> FlaskClient:
    return desk_site(content)


def places(of: Page) -> list[tuple[str, str]]:
    """Return the units that are listed, each with the text that was found."""
    items = [item for listed in of.all("ol", class_="places") for item in of.all("li", listed)]
    return [
        (of.one(class_="row-name", within=item).text, next(of.all(class_="version-text", within=item)).text)
        for item in items
    ]


def marked(of: Page) -> list[tuple[str, str]]:
    """Return the words that are marked, each with its language."""
    return [(mark.lang, mark.text) for mark in of.all("mark")]


def test_words_are_found_in_any_inflection_with_their_counterparts(client: FlaskClient) -> None:
    found = page(client, "/ru/concordance?q=" + quote("ключница"))

    assert places(found) == [
        ("guard#keep-keys", "Держит ключницу запертой."),
        ("term:key-box", "ключница Где висят ключи."),
    ]
    assert marked(found)[:3] == [("ru", "ключницу"), ("en", "key box"), ("nb", "nøkkelskapet")]
    assert found.one("p", role="status").text == "2 места"


@pytest.mark.parametrize("word", ["coins", "guests", "the", "Counts the", "монеты", "gjester", "nothing"])
def test_the_page_lists_what_brute_force_finds(client: FlaskClient, content: Path, word: str) -> None:
    """These words stand in one form alone."""
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    expected = {
        f"{clause.role}#{clause.id}"
        for clause in build_library(read_content(content)).clauses
        for code in CODES
        if (wording := clause.wording(code)) and pattern.search(wording.text)
    }
    found = places(page(client, "/en/concordance?q=" + quote(word)))

    units = {unit.partition("/")[0] for unit, _ in found if "#" in unit and ":" not in unit and "!" not in unit}
    assert units - {"guard#night-work"} == expected


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ("q=coins", ["guard#count-coins", "host#count-coins"]),
        ("q=coins&role=host", ["host#count-coins"]),
        ("q=guests&section=rights", ["guard#ask-for-pass"]),
        ("q=guests&section=rights&section=duties", ["guard#greet-guests", "guard#ask-for-pass"]),
        ("q=coins&language=no", []),
        ("q=twice", ["guide:doors#locks"]),
    ],
)
def test_places_are_filtered(client: FlaskClient, query: str, units: list[str]) -> None:
    found = page(client, f"/en/concordance?{query}")

    assert [unit for unit, _ in places(found)] == units


def test_a_place_leads_to_its_row_on_the_desk(client: FlaskClient) -> None:
    links = [link.attributes["href"] for link in page(client, "/no/concordance?q=key+box").all("a")]

    assert "/no/align/guard#keep-keys" in links
    assert "/no/align/glossary#key-box" in links


def test_the_form_keeps_what_was_asked(client: FlaskClient) -> None:
    asked = page(client, "/no/concordance?q=coins&language=en&section=duties&role=host")

    assert asked.one("input", id="ui-words").attributes["value"] == "coins"
    assert [one.attributes["value"] for one in asked.all("option", selected="")] == ["en", "duties", "host"]


@pytest.mark.parametrize("query", ["", "?q=", "?q=%20", "?q=%3F%21"])
def test_an_empty_query_finds_nothing_and_is_no_error(client: FlaskClient, query: str) -> None:
    assert places(page(client, f"/en/concordance{query}")) == []


@pytest.mark.parametrize(
    "query", ["q=" + "a" * 201, "q=a&section=duty", "q=a&role=nobody", "q=a&language=xx", "q=a&offset=x"]
)
def test_what_cannot_be_meant_is_refused(client: FlaskClient, query: str) -> None:
    page(client, f"/en/concordance?{query}", 400)


def test_many_places_come_by_pages(tmp_path: Path) -> None:
    clauses = "".join(f"{number}. Counts coin {number}. {{#coin-{number}}}\n" for number in range(1, MANY + 1))
    role = f"---\ntitle: Teller\n---\nAt the till.\n\n## Duties\n\n{clauses}"
    client = desk_site(write(CHECKED | {"en/teller.md": role}, tmp_path / "content"))
    path, seen = "/en/concordance?q=coin&role=teller", []
    while path:
        shown = page(client, path)
        seen += [unit for unit, _ in places(shown)]
        path = next((link.attributes["href"] for link in shown.all("a", rel="next")), "")

    assert seen == [f"teller#coin-{number}" for number in range(1, MANY + 1)]
    assert page(client, "/en/concordance?q=coin&role=teller&offset=50").one("p", role="status").text == (
        "120 places · 51–100 shown"
    )
    assert places(page(client, "/en/concordance?q=coin&offset=5000")) == []
