import pytest
from flask.testing import FlaskClient

from tests.web_site import page, site


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return site(tmp_path_factory.mktemp("site"))


def test_requirements_stand_in_a_table(client: FlaskClient) -> None:
    compared = page(client, "/en/compare?roles=guard,host")
    rows = [row.text for row in compared.all("tr", compared.one("table"))]

    assert rows == [
        "Guard Host",
        "Education Secondary No requirement",
        "Experience 2 years in security None required",
        "ISCO-08 5414 –",
    ]


def test_clauses_are_shared_or_only_here(client: FlaskClient) -> None:
    compared = page(client, "/en/compare?roles=guard,host")
    duties = compared.one("section", aria_labelledby="ui-duties")

    assert [heading.text for heading in compared.all("h3", duties)] == [
        "Shared 1",
        "Only here: Guard 2",
        "Only here: Host 1",
    ]
    assert [text.text for text in compared.all("div", duties, class_="compared-text")] == [
        "Guard Greets guests at the door.",
        "Host Greets guests by name.",
        "Keeps the key box locked; the key box is counted.",
        "Counts the key box at night.",
        "Seats guests.",
    ]


def test_wordings_are_in_the_readers_language_or_the_one_there_is(client: FlaskClient) -> None:
    compared = page(client, "/ru/compare?roles=guard,host")
    shared = next(compared.all("div", class_="compared-texts"))

    texts = [
        (text.attributes["lang"], text.text) for text in compared.all("div", shared) if "lang" in text.attributes
    ]

    assert texts == [("ru", "Встречает гостей у входа."), ("en", "Greets guests by name.")]


@pytest.mark.parametrize("roles", ["guard,host,guard", "guard&roles=host&roles=", "watchman,host"])
def test_roles_may_be_listed_or_repeated_or_retired(client: FlaskClient, roles: str) -> None:
    heads = [head.text for head in page(client, f"/en/compare?roles={roles}").all("th", scope="col")]

    assert heads == ["Guard", "Host"]


def test_fewer_than_two_roles_ask_for_more(client: FlaskClient) -> None:
    form = page(client, "/no/compare?roles=guard")

    assert form.one("h1").text == "Sammenlign stillinger"
    assert len(list(form.all("select", name="roles"))) == 3
    assert [option.text for option in form.all("option") if "selected" in option.attributes] == ["Vakt"]


def test_unknown_roles_and_too_many(client: FlaskClient) -> None:
    page(client, "/en/compare?roles=guard,nobody", 404)
    page(client, "/en/compare?roles=guard,porter", 410)
    assert page(client, "/en/compare?roles=a,b,c,d", 400).one("p", class_="summary").text == (
        "At most 3 roles can be compared at once."
    )
