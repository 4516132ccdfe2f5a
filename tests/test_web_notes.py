"""What stands beside a wording on pages: notes, marks, groups, and text of no section."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.languages import LANGUAGES, Language
from tests.noted_site import NOTED
from tests.web_site import Element, Page, page, site

in_each_language = pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return site(tmp_path_factory.mktemp("site"), NOTED)


def notes(shown: Page, within: Element) -> list[tuple[str, str]]:
    """Return language and text of every note in an element."""
    return [(note.lang, note.text) for note in shown.all("div", within, class_="note-text")]


@pytest.mark.parametrize(
    ("code", "label", "texts"),
    [
        (
            "en",
            ("en", "Notes"),
            [("en", "At the front door. By name."), ("en", "In Britain, 2026: with a licence.")],
        ),
        ("ru", ("ru", "Примечание"), [("ru", "В России, 2026: по пропускам.")]),
    ],
)
def test_notes_stand_beneath_the_wording_of_their_language(
    client: FlaskClient, code: str, label: tuple[str, str], texts: list[tuple[str, str]]
) -> None:
    role = page(client, f"/{code}/roles/guard")
    beside = next(role.all("div", role.one(id="greet-guests"), class_="beside"))
    summary = role.one("summary", beside)

    assert (summary.lang, summary.text) == label
    assert notes(role, beside) == texts
    assert "open" in role.one("details", beside).attributes


def test_a_wording_holds_nothing_of_its_notes_and_marks(client: FlaskClient) -> None:
    role = page(client, "/en/roles/guard")

    texts = {
        id: role.one("div", role.one(id=id), class_="wording").text for id in ("greet-guests", "driving-licence")
    }

    assert texts == {"greet-guests": "Greets guests.", "driving-licence": "A driving licence."}


def test_a_wording_of_another_language_keeps_its_notes(client: FlaskClient) -> None:
    role = page(client, "/no/roles/guard")
    locks = role.one(id="lock-building")
    beside = next(role.all("div", locks, class_="beside"))

    assert (role.one("summary", beside).lang, role.one("summary", beside).text) == ("nb", "Merknad")
    assert notes(role, beside) == [("en", "Before midnight.")]


@pytest.mark.parametrize(
    ("code", "desirable", "form"),
    [
        ("en", "desirable", "Russian form only"),
        ("ru", "желательно", "только российская форма"),
        ("no", "ønskelig", "bare i russiske dokumenter"),
    ],
)
def test_marks_are_tags_in_the_language_of_the_page(
    client: FlaskClient, code: str, desirable: str, form: str
) -> None:
    role = page(client, f"/{code}/roles/guard")

    tags = {
        id: [tag.text for tag in role.all("span", role.one(id=id), class_="tag")]
        for id in ("speak-norwegian", "driving-licence", "lock-building")
    }

    assert tags == {"speak-norwegian": [], "driving-licence": [desirable], "lock-building": [form]}


@in_each_language
def test_groups_are_headings_with_their_ids_and_change_no_number(client: FlaskClient, language: Language) -> None:
    role = page(client, f"/{language.code}/roles/guard")
    duties = role.one("section", aria_labelledby="ui-duties")

    assert [one.attributes["id"] for one in role.all("h3", duties)] == ["day-work", "night-work"]
    assert [
        (clause.attributes["id"], next(role.all("span", clause, class_="number")).text)
        for clause in role.all("li", duties, class_="clause")
    ] == [("keep-peace", "2.1"), ("greet-guests", "2.2"), ("lock-building", "2.3")]


def test_a_title_that_is_not_translated_says_its_language(client: FlaskClient) -> None:
    role = page(client, "/no/roles/guard")

    titles = [(title.lang, title.text) for title in role.all("h3", class_="group-title")]

    assert titles == [("nb", "Om dagen"), ("en", "At night")]


def test_what_fits_no_section_stands_last_and_in_the_contents(client: FlaskClient) -> None:
    role = page(client, "/en/roles/guard")
    headings = [heading.text for heading in role.all("h2", role.one("article"))]
    contents = {link.text: link.attributes["href"] for link in role.all("a", role.one("nav", class_="contents"))}

    assert headings[-2:] == ["How to apply", "Benefits"]
    assert (contents["How to apply"], contents["Benefits"]) == ("#ui-other-1", "#ui-other-2")
    assert role.one("section", aria_labelledby="ui-other-2").text == "Benefits A whistle."
    assert (
        role.one("div", class_="summary").text == "Guards the door. Why we need you So that nothing goes missing."
    )


def test_a_row_of_a_table_is_a_clause(client: FlaskClient) -> None:
    role = page(client, "/en/roles/guard")
    row = role.one(id="doors-locked")

    assert role.one("div", row, class_="wording").text == "Doors locked: 100 % – nightly"


def test_a_concept_has_notes_by_language_and_tags_by_role(client: FlaskClient) -> None:
    greeting = page(client, "/en/concepts/greet-guests")
    licence = page(client, "/en/concepts/driving-licence")

    assert [notes(greeting, row) for row in greeting.all("section", class_="concept-role")] == [
        [
            ("en", "At the front door. By name."),
            ("en", "In Britain, 2026: with a licence."),
            ("ru", "В России, 2026: по пропускам."),
        ],
        [("en", "With a bow.")],
    ]
    assert [row.text for row in licence.all("h3")] == ["Guard desirable", "Host"]


def test_each_aligned_column_has_its_own_notes(client: FlaskClient) -> None:
    aligned = page(client, "/en/align/guard")
    cells = list(aligned.all("td", aligned.one("tr", id="greet-guests")))

    assert [[text for _, text in notes(aligned, cell)] for cell in cells] == [
        ["At the front door. By name.", "In Britain, 2026: with a licence."],
        ["В России, 2026: по пропускам."],
        [],
    ]


def test_a_group_is_a_row_with_its_title_in_each_column(client: FlaskClient) -> None:
    aligned = page(client, "/en/align/guard")

    assert [(cell.lang, cell.text) for cell in aligned.all("td", aligned.one("tr", id="night-work"))] == [
        ("en", "English At night"),
        ("ru", "Русский Ночью"),
        ("en", "Norsk no title yet: Norwegian"),
    ]
    assert [tag.text for tag in aligned.all("span", aligned.one("tr", id="lock-building"), class_="tag")] == [
        "Russian form only"
    ]


def test_a_group_without_rows_is_not_shown_among_what_is_missing(client: FlaskClient) -> None:
    rows = page(client, "/en/align/guard?show=missing").all("tr")

    assert [row.attributes["id"] for row in rows if "id" in row.attributes] == [
        "speak-norwegian",
        "driving-licence",
        "keep-peace",
        "night-work",
        "lock-building",
        "doors-locked",
    ]


def test_compared_notes_are_folded_and_belong_to_one_wording(client: FlaskClient) -> None:
    compared = page(client, "/en/compare?roles=guard,host")
    duties = compared.one("section", aria_labelledby="ui-duties")
    (shared,) = (text for text in compared.all("div", duties, class_="compared-texts") if "Greets" in text.text)

    assert shared.text == "Greets guests."
    assert notes(compared, duties) == [
        ("en", "At the front door. By name."),
        ("en", "In Britain, 2026: with a licence."),
        ("en", "With a bow."),
        ("en", "Before midnight."),
    ]
    assert ["open" in note.attributes for note in compared.all("details")] == [False, False]


def test_what_one_compared_role_demands_and_the_other_welcomes_is_told_apart(client: FlaskClient) -> None:
    compared = page(client, "/en/compare?roles=guard,host")
    requirements = compared.one("section", aria_labelledby="ui-requirements")
    shared = next(compared.all("div", requirements, class_="compared-texts"))

    assert shared.text == "Guard A driving licence. desirable Host A driving licence."


def test_what_a_compared_role_has_alone_stands_under_its_groups(client: FlaskClient) -> None:
    compared = page(client, "/en/compare?roles=guard,host")

    assert [title.text for title in compared.all("h4")] == ["At night"]


def test_the_glossary_opens_with_its_text_and_hides_search_names(client: FlaskClient) -> None:
    glossary = page(client, "/en/glossary")

    assert glossary.one("div", class_="summary").text == "Words of the door."
    assert glossary.one("div", id="key-box").text.startswith("key box; key safe Where keys hang. avoid: box")
    assert "strongbox" not in glossary.one("main").text


@pytest.mark.parametrize(
    ("code", "tag"), [("en", "English only"), ("ru", "только английский"), ("no", "bare engelsk")]
)
def test_a_term_of_one_language_says_so(client: FlaskClient, code: str, tag: str) -> None:
    glossary = page(client, f"/{code}/glossary")

    assert glossary.one("span", glossary.one("div", id="bye-law"), class_="tag").text == tag
    assert list(glossary.all("span", glossary.one("div", id="key-box"), class_="tag")) == []


def test_search_names_of_a_role_are_not_among_its_synonyms(client: FlaskClient) -> None:
    assert page(client, "/en/roles/guard").one("p", class_="synonyms").text == "also called Watchman"


def test_a_table_in_a_note_scrolls_in_its_own_box(tmp_path: Path) -> None:
    table = "1. Locks. {#lock}\n   > | A | B |\n   > |---|---|\n   > | 1 | 2 |\n"
    role = page(
        site(tmp_path, {"en/guard.md": f"---\ntitle: Guard\n---\n## Duties\n\n{table}"}), "/en/roles/guard"
    )

    assert role.one("div", role.one("div", class_="note-text"), class_="scroll").attributes["tabindex"] == "0"
