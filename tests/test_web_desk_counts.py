"""What waits, counted: the overview, the status page, the aligned page and `kb status` agree."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.bitext import commands
from kb.bitext.states import STATES
from kb.languages import CODES, LANGUAGES
from kb.reading.content import read_content
from tests.desk_site import desk_content, desk_site
from tests.web_site import page

Counts = dict[tuple[str, str, str], int]
"""How many are in a state, by owner, language and state."""

LABELS = {state.capitalize(): state for state in STATES}


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk_content(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def client(content: Path) -> FlaskClient:
    return desk_site(content)


def by_command(content: Path) -> Counts:
    counts: Counts = {}
    language = ""
    for line in commands.status(commands.desk_of(read_content(content), content, drafts=False), "text").split(
        "\n"
    ):
        name, *numbers = line.split()[: 1 + len(STATES)] or [""]
        if name in CODES:
            language = name
        elif len(numbers) == len(STATES) and not name.endswith(":"):
            found = zip(STATES, numbers, strict=True)
            counts |= {(name, language, state): int(number) for state, number in found if number != "·"}
    return counts


def aligned_path(owner: str) -> str:
    return f"/en/align/{owner.replace('guide:', 'guides/')}"


def on_the_aligned_page(client: FlaskClient, owner: str) -> Counts:
    aligned = page(client, aligned_path(owner))
    counts: Counts = {}
    for language, head in zip(
        LANGUAGES, aligned.all("td", aligned.one("tr", class_="column-states")), strict=True
    ):
        for part in head.text.removeprefix(language.name).split(" · "):
            label, number = part.rsplit(" ", 1)
            if label in LABELS:
                counts[owner, language.code, LABELS[label]] = int(number)
    return counts


def linked(client: FlaskClient, path: str) -> Counts:
    """Return what the links to the aligned pages on a page say."""
    counts: Counts = {}
    for link in page(client, path).all("a"):
        target, _, query = link.attributes["href"].partition("?with=")
        code, _, state = query.partition("&show=")
        if state in STATES:
            owner = target.removeprefix("/en/align/").replace("guides/", "guide:")
            counts[owner, code, state] = int(link.text.rsplit(" ", 1)[1])
    return counts


def test_the_aligned_pages_agree_with_the_command(client: FlaskClient, content: Path) -> None:
    expected = by_command(content)
    owners = {owner for owner, _, _ in expected}

    assert owners == {"guard", "host", "guide:doors", "glossary"}
    assert {key: n for owner in owners for key, n in on_the_aligned_page(client, owner).items()} == expected


def test_the_overview_agrees_with_the_command_in_all_that_waits(client: FlaskClient, content: Path) -> None:
    waiting = {key: count for key, count in by_command(content).items() if key[2] != "current"}

    assert linked(client, "/en/align") == waiting


def test_the_status_page_agrees_where_it_does_not_count_clauses(client: FlaskClient, content: Path) -> None:
    waiting = {key: count for key, count in by_command(content).items() if key[2] != "current"}
    roles = {key: count for key, count in waiting.items() if key[0] in ("guard", "host")}
    told = {("guard", "no", "missing"): 1}

    assert linked(client, "/en/status") | told == roles
    assert "5 of 6 · Stale 2 · Edited 1" in page(client, "/en/status").one("main").text


def test_what_the_overview_counts_is_what_its_link_shows(client: FlaskClient) -> None:
    link = next(page(client, "/no/align").all("a", class_="state-stale"))
    rows = list(page(client, link.attributes["href"]).all("tr", class_="is-open"))

    assert link.text == f"Utdatert {len(rows)}"


def test_the_status_page_lists_the_reviews_that_are_overdue(client: FlaskClient) -> None:
    section = page(client, "/ru/status").one("section", aria_labelledby="ui-overdue")

    assert section.text == "Пора пересмотреть 1 Охранник · срок истёк 1 марта 2025 г."


def test_status_page_and_footer_lead_to_the_overview(client: FlaskClient) -> None:
    assert [link.text for link in page(client, "/en/status").all("a", href="/en/align")] == [
        "All that waits for translators",
        "For translators",
    ]
