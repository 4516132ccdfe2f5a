"""The aligned page as a translator's desk: states, differences, findings, filters, and where to mend it."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.languages import CODES
from kb.web.settings import Settings
from tests.desk_site import desk_content, desk_site
from tests.web_site import Element, Page, page

EDIT_URL = "https://example.org/edit/{path}#L{line}"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return desk_content(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def client(content: Path) -> FlaskClient:
    return desk_site(content)


def rows(of: Page) -> list[str]:
    """Return the ids of the rows that are shown."""
    return [row.attributes["id"] for row in of.all("tr") if "id" in row.attributes]


def cell(of: Page, row: str, code: str) -> Element:
    return of.one("td", of.one("tr", id=row), data_language=code)


def states(of: Page, row: str) -> dict[str, list[str]]:
    """Return the states that are told of a row, by language."""
    return {
        code: [state.text.partition(" · checked")[0] for state in of.all("p", cell(of, row, code), class_="state")]
        for code in CODES
    }


def test_each_text_has_its_state_and_current_is_but_a_dot(client: FlaskClient) -> None:
    aligned = page(client, "/en/align/guard")

    assert states(aligned, "greet-guests") == {"en": ["Edited"], "ru": ["Stale"], "no": ["Stale"]}
    assert states(aligned, "wait-years") == {"en": [], "ru": [], "no": ["Edited"]}
    assert states(aligned, "keep-keys") == {"en": [], "ru": [], "no": []}
    assert aligned.one(class_="state-current", within=cell(aligned, "keep-keys", "no")).text == "Current"


def test_an_item_has_a_state_of_its_own(client: FlaskClient) -> None:
    assert states(page(client, "/en/align/guard"), "lock-building") == {
        "en": ["Edited · item 2"],
        "ru": ["Stale · item 2"],
        "no": ["Stale · item 2"],
    }


def test_stale_shows_what_changed_since_and_what_only_moved(client: FlaskClient) -> None:
    aligned = page(client, "/ru/align/guard")
    changed = aligned.one(class_="changed", within=cell(aligned, "greet-guests", "no"))

    assert [one.text for one in aligned.all("ins", changed)] == ["Counts the money", "and", "greets", "all"]
    assert [one.text for one in aligned.all(class_="moved", within=changed)] == [
        "Greets",
        "Counts the money",
        "greets",
        "counts the money.",
    ]
    assert aligned.one("p", changed, class_="difference").lang == "en"
    assert aligned.one("p", changed, class_="changed-title").text == "Что с тех пор изменилось в исходном тексте:"


def test_it_says_who_checked_it_and_when(client: FlaskClient) -> None:
    state = next(page(client, "/no/align/guard").all("p", class_="state-stale"))

    assert state.text.startswith("Utdatert · gjennomgått: Kari, 20")


def test_a_finding_is_told_in_english_with_the_command_that_accepts_it(client: FlaskClient) -> None:
    aligned = page(client, "/ru/align/guard")
    found = aligned.one(class_="finding", within=cell(aligned, "wait-years", "no"))

    assert found.lang == "en"
    assert found.text == (
        "number the source has the number “2” and this “7”; make them equal Оставить как есть"
        'kb check --accept guard#wait-years --rule number --language no --reason "…"'
    )


def test_a_missing_text_has_the_nearest_translations_with_their_difference(client: FlaskClient) -> None:
    aligned = page(client, "/en/align/guard")
    missing = cell(aligned, "count-coins", "no")
    match = next(aligned.all(class_="match", within=missing))

    assert match.text.split()[:3] == ["76", "%", "host#count-coins"]
    assert [one.text for one in aligned.all("p", match)][1] == "Teller myntene om dagen."
    assert [(one.tag, one.text) for one in aligned.all(within=match) if one.tag in ("ins", "del")] == [
        ("del", "by day."),
        ("ins", "at night."),
    ]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("show=stale", ["greet-guests", "night-work", "lock-building"]),
        ("show=missing", ["night-work", "count-coins"]),
        ("show=edited&with=no", ["greet-guests", "wait-years", "night-work", "lock-building"]),
        ("show=findings&rule=number", ["wait-years"]),
        ("rule=modality", ["ask-for-pass"]),
        ("rule=modality&with=no", []),
        ("section=rights", ["ask-for-pass"]),
        ("section=head", ["ui-title", "ui-summary"]),
        ("section=rights&show=stale", []),
        ("show=current&section=head", ["ui-title", "ui-summary"]),
    ],
)
def test_rows_are_filtered_and_their_groups_stay(client: FlaskClient, query: str, shown: list[str]) -> None:
    assert rows(page(client, f"/en/align/guard?{query}")) == shown


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("show=stal", '"stal" is not a value of the filter "show".'),
        ("rule=numbers", '"numbers" is not a value of the filter "rule".'),
        ("section=duty", '"duty" is not a value of the filter "section".'),
    ],
)
def test_an_unknown_value_of_a_filter_is_refused(client: FlaskClient, query: str, message: str) -> None:
    assert message in page(client, f"/en/align/guard?{query}", 400).one("main").text


def test_filters_that_leave_nothing_say_so(client: FlaskClient) -> None:
    assert page(client, "/en/align/guard?rule=modality&with=no").one("p", class_="notice").text == (
        "Nothing here is what these filters ask for."
    )


def test_chips_count_rows_and_heads_count_units(client: FlaskClient) -> None:
    aligned = page(client, "/en/align/guard?with=no")

    assert [one.text for one in aligned.all("a", class_="chip") if "data-language" not in one.attributes][:6] == [
        "All 6",
        "Missing 1",
        "Stale 2",
        "Edited 3",
        "Findings 2",
        "Open 4",
    ]
    assert [one.text for one in aligned.all("td", aligned.one("tr", class_="column-states"))] == [
        "EnglishEdited 2 · Current 9 · Findings 1",
        "NorskMissing 1 · Stale 2 · Edited 1 · Current 7 · Findings 2",
    ]


def test_terms_are_marked_on_both_sides_with_their_entry(client: FlaskClient) -> None:
    aligned = page(client, "/no/align/guard")
    terms = [
        (term.lang, term.text, term.attributes["href"], term.attributes["title"])
        for term in aligned.all("a", aligned.one("tr", id="keep-keys"), class_="term")
    ]

    assert terms == [
        ("en", "key box", "/no/glossary#key-box", "Where keys hang."),
        ("ru", "ключницу", "/no/glossary#key-box", "Где висят ключи."),
        ("nb", "nøkkelskapet", "/no/glossary#key-box", "Der nøklene henger."),
    ]


def test_where_a_text_waits_its_line_is_named(client: FlaskClient) -> None:
    aligned = page(client, "/en/align/guard")

    assert [place.text for place in aligned.all("p", aligned.one("tr", id="wait-years"), class_="place")] == [
        "content/no/guard.md:10"
    ]


def test_with_an_edit_url_every_text_leads_to_its_line(content: Path) -> None:
    aligned = page(desk_site(content, Settings(edit_url=EDIT_URL)), "/en/align/guard")
    places = aligned.all("p", aligned.one("tr", id="wait-years"), class_="place")

    links = [next(aligned.all("a", place)) for place in places]
    assert [(link.text, link.attributes["href"]) for link in links] == [
        ("line 11", "https://example.org/edit/content/en/guard.md#L11"),
        ("line 10", "https://example.org/edit/content/ru/guard.md#L10"),
        ("content/no/guard.md:10", "https://example.org/edit/content/no/guard.md#L10"),
    ]


def test_notes_and_titles_of_groups_stand_where_they_belong(client: FlaskClient) -> None:
    aligned = page(client, "/en/align/guard")

    assert [one.text for one in aligned.all("details", class_="note")] == ["Note In Britain only."]
    assert [row.attributes["id"] for row in aligned.all("tr", class_="group-row")] == ["night-work"]


def test_a_guide_has_its_page(client: FlaskClient) -> None:
    aligned = page(client, "/ru/align/guides/doors")

    assert rows(aligned) == ["ui-title", "ui-summary", "locks"]
    assert next(aligned.all("p", cell(aligned, "locks", "no"), class_="state")).text.startswith(
        "Изменено · проверено"
    )
    assert next(aligned.all("th", scope="col")).text == "English · исходная версия · 1 из 1"
    page(client, "/en/align/guides/windows", 404)


def test_the_glossary_has_its_page_and_a_term_of_one_language_is_asked_of_no_other(client: FlaskClient) -> None:
    aligned = page(client, "/en/align/glossary")

    assert rows(aligned) == ["bye-law", "key-box"]
    assert cell(aligned, "bye-law", "ru").text == "Русский not for this language"
    assert rows(page(client, "/en/align/glossary?show=missing")) == []


def test_without_reviews_nothing_is_said_to_be_unreviewed_and_the_filter_finds_it(tmp_path: Path) -> None:
    content = desk_content(tmp_path)
    for code in CODES:
        (content / code / "reviews.csv").unlink()
    client = desk_site(content)
    aligned = page(client, "/en/align/guard")

    assert list(aligned.all("p", class_="state")) == []
    assert "Unreviewed 11" in aligned.one("tr", class_="column-states").text
    assert "Unreviewed" not in " ".join(chip.text for chip in aligned.all("a", class_="chip"))
    assert "keep-keys" in rows(page(client, "/en/align/guard?show=unreviewed"))
    assert "Unreviewed" not in page(client, "/en/align").one("main").text


def test_robots_are_kept_from_the_desk(client: FlaskClient) -> None:
    for path in ("align/guard", "align/guides/doors", "align/glossary", "align", "concordance?q=key"):
        assert page(client, f"/en/{path}").one("meta", name="robots").attributes["content"] == "noindex"
    assert "/align" not in client.get("/sitemap.xml").text
