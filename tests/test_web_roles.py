from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.languages import LANGUAGES, Language
from tests.web_site import SMALL, page, site


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return site(tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_clause_is_an_element_with_its_id(client: FlaskClient, language: Language) -> None:
    role = page(client, f"/{language.code}/roles/guard")

    ids = [clause.attributes["id"] for clause in role.all("li", class_="clause")]

    assert ids == ["greet-guests", "keep-keys", "count-keys", "ask-for-pass"]


def test_clauses_are_numbered_by_section(client: FlaskClient) -> None:
    role = page(client, "/en/roles/guard")

    numbers = [next(role.all("span", clause, class_="number")).text for clause in role.all("li", class_="clause")]

    assert numbers == ["1.1", "1.2", "1.3", "2.1"]


@pytest.mark.parametrize(
    "path", ["roles/guard", "concepts/greet-guests", "guides/doors", "compare?roles=guard,host"]
)
def test_ids_are_unique_and_those_of_the_page_begin_with_ui(client: FlaskClient, path: str) -> None:
    content = {"greet-guests", "keep-keys", "count-keys", "ask-for-pass", "locks"}
    ids = [element.attributes["id"] for element in page(client, f"/en/{path}").all() if "id" in element.attributes]

    assert len(ids) == len(set(ids))
    assert [id for id in ids if id not in content and not id.startswith("ui-")] == []


def test_dots_lead_to_the_same_clause_in_every_language(client: FlaskClient) -> None:
    role = page(client, "/no/roles/guard")
    clause = role.one(id="keep-keys")

    dots = [(dot.attributes["hreflang"], dot.attributes["href"]) for dot in role.all("a", clause, class_="dot")]

    assert dots == [
        ("en", "/en/roles/guard#keep-keys"),
        ("ru", "/ru/roles/guard#keep-keys"),
        ("nb", "/no/roles/guard#keep-keys"),
    ]


def test_a_missing_wording_shows_the_source_and_a_ring(client: FlaskClient) -> None:
    role = page(client, "/ru/roles/guard")
    clause = role.one(id="count-keys")

    wording = role.one("div", clause, class_="wording")

    assert wording.lang == "en"
    assert wording.text == "Counts the key box at night.ещё не переведено"
    assert role.one(None, clause, class_="dot-missing").text == "Русский: нет"


def test_other_wordings_and_roles_unfold_beneath_a_clause(client: FlaskClient) -> None:
    role = page(client, "/en/roles/guard")
    more = role.one("details", role.one(id="greet-guests"))

    assert [(text.lang, text.text) for text in role.all("div", more, class_="version-text")] == [
        ("ru", "Встречает гостей у входа."),
        ("nb", "Tar imot gjester ved døren."),
    ]
    assert next(role.all("p", more, class_="elsewhere")).text.startswith("The same duty in Host · all wordings")
    assert next(role.all("a", more)).attributes["href"] == "/en/roles/host#greet-guests"


def test_no_link_stands_in_a_summary(client: FlaskClient) -> None:
    role = page(client, "/en/roles/guard")

    assert [link for summary in role.all("summary") for link in role.all("a", summary)] == []


def test_a_term_is_linked_where_a_section_names_it_first(client: FlaskClient) -> None:
    role = page(client, "/en/roles/guard")

    links = [
        (link.text, link.attributes["href"], link.attributes["title"]) for link in role.all("a", class_="term")
    ]

    assert links == [("key box", "/en/glossary#key-box", "Where keys hang.")]


def test_facts_title_and_synonyms_stand_at_the_head(client: FlaskClient) -> None:
    role = page(client, "/no/roles/guard")

    assert role.one("h1").text == "Vakt"
    assert role.one("p", class_="synonyms").text == "også kalt Vekter"
    assert [fact.text for fact in role.all("dd", role.one("dl", class_="facts"))] == [
        "Videregående",
        "2 år innen vakthold",
        "5414",
    ]


def test_russian_years_have_their_plural_forms(client: FlaskClient, tmp_path: Path) -> None:
    assert (
        page(client, "/ru/roles/guard")
        .one("dl", class_="facts")
        .text.startswith("ОбразованиеСреднее Опыт2 года (охрана)")
    )

    five = {path: text.replace("experience_years: 2", "experience_years: 5") for path, text in SMALL.items()}
    assert "5 лет (охрана)" in page(site(tmp_path, five), "/ru/roles/guard").one("dl", class_="facts").text


def test_a_role_that_is_not_translated_says_so_and_shows_the_source(client: FlaskClient) -> None:
    role = page(client, "/no/roles/host")

    assert role.one("p", class_="notice").text == (
        "Denne siden er ikke oversatt ennå. Du leser versjonen på et annet språk: English."
    )
    assert (role.one("h1").text, role.one("h1").lang) == ("Host", "en")
    assert {heading.lang for heading in role.all("h2") if heading.attributes.get("id")} == {"en"}
    assert {wording.lang for wording in role.all("div", class_="wording")} == {"en"}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_prose_is_in_the_language_that_it_says(client: FlaskClient, language: Language) -> None:
    role = page(client, f"/{language.code}/roles/guard")

    prose = [(one.lang, one.text) for one in role.all("div", class_="prose")]

    assert prose == ([("en", "Every day:")] if language.code == "en" else [])


def test_a_draft_is_not_there_unless_asked_for_and_marked(tmp_path: Path) -> None:
    draft = SMALL | {"en/host.md": SMALL["en/host.md"].replace("ready", "draft")}

    assert site(tmp_path / "a", draft).get("/en/roles/host").status_code == 404
    shown = page(site(tmp_path / "b", draft, drafts=True), "/en/roles/host")
    assert shown.one("p", class_="notice").text == "This version is a draft."


def test_related_roles_say_how_many_duties_they_share(client: FlaskClient) -> None:
    margin = page(client, "/en/roles/guard").one("aside")

    assert margin.text == (
        "What next Compare with another role Align the versions Related roles Host 1 shared duty"
    )


def test_what_is_retired_leads_to_its_successor_or_is_gone(client: FlaskClient) -> None:
    moved = client.get("/ru/roles/watchman")
    concept = client.get("/ru/concepts/welcome-guests")

    assert (moved.status_code, moved.headers["Location"]) == (301, "/ru/roles/guard")
    assert (concept.status_code, concept.headers["Location"]) == (301, "/ru/concepts/greet-guests")
    assert page(client, "/ru/roles/porter", 410).one("h1").text == "Этого здесь больше нет"


def test_a_concept_shows_every_role_in_every_language(client: FlaskClient) -> None:
    concept = page(client, "/no/concepts/greet-guests")

    assert concept.one("h1").text == "Tar imot gjester ved døren."
    assert [link.text for heading in concept.all("h3") for link in concept.all("a", heading)] == ["Vakt", "Host"]
    assert [(text.lang, text.text) for text in concept.all("div", class_="version-text")] == [
        ("en", "Greets guests at the door."),
        ("ru", "Встречает гостей у входа."),
        ("nb", "Tar imot gjester ved døren."),
        ("en", "Greets guests by name."),
        ("nb", "ingen formulering ennå"),
        ("nb", "ingen formulering ennå"),
    ]


@pytest.mark.parametrize(
    ("clause", "facts"),
    [
        (
            "Reports to the head porter.",
            ["Secondary", "2 years in security", "5414", "Reports to the head porter"],
        ),
        (
            "Reports to the head porter, " + "or whoever stands in, " * 5,
            ["Secondary", "2 years in security", "5414"],
        ),
    ],
)
def test_who_the_role_reports_to_is_a_fact_where_it_is_short_and_never_cut(
    tmp_path: Path, clause: str, facts: list[str]
) -> None:
    provisions = f"## General provisions\n\n1. {clause.strip()} {{#subordination}}\n\n## Duties"
    files = SMALL | {"en/guard.md": SMALL["en/guard.md"].replace("## Duties", provisions)}
    role = page(site(tmp_path, files), "/en/roles/guard")

    assert [fact.text for fact in role.all("dd", role.one("dl", class_="facts"))] == facts


def test_roles_that_word_a_concept_alike_stand_together(tmp_path: Path) -> None:
    alike = SMALL["en/host.md"].replace("Greets guests by name.", "Greets guests at the door.")
    files = {"en/guard.md": SMALL["en/guard.md"], "en/host.md": alike}
    concept = page(site(tmp_path, files), "/en/concepts/greet-guests")

    assert concept.one("h2").text == "In 2 roles"
    assert concept.one("h3").text == "Guard, Host"
