from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.languages import LANGUAGES, Language
from tests.web_site import ROLE, SMALL, page, site


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return site(tmp_path_factory.mktemp("site"))


@pytest.fixture
def client(shared: FlaskClient) -> FlaskClient:
    return shared.application.test_client()


@pytest.mark.parametrize(
    ("accepted", "address"),
    [
        ("nb-NO,nb;q=0.9,en;q=0.5", "/no/"),
        ("nn", "/no/"),
        ("no", "/no/"),
        ("de, ru;q=0.4, en;q=0.3", "/ru/"),
        ("en-US", "/en/"),
        ("no;q=0, ru", "/ru/"),
        ("de", "/en/"),
        ("*", "/en/"),
        ("", "/en/"),
        (";;;q=x,,", "/en/"),
    ],
)
def test_the_root_leads_to_the_language_of_the_browser(client: FlaskClient, accepted: str, address: str) -> None:
    response = client.get("/", headers={"Accept-Language": accepted})

    assert (response.status_code, response.headers["Location"]) == (302, address)
    assert "Accept-Language" in response.headers["Vary"]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_language_once_chosen_wins(client: FlaskClient, language: Language) -> None:
    other = next(other for other in LANGUAGES if other is not language)
    client.get(f"/{language.code}/", headers={"Referer": f"http://localhost/{other.code}/roles/guard"})

    response = client.get("/", headers={"Accept-Language": other.tag})

    assert response.headers["Location"] == f"/{language.code}/"


def test_a_language_chosen_on_a_page_of_no_language_wins(client: FlaskClient) -> None:
    client.get("/ru/", headers={"Referer": "http://localhost/nothing", "Accept-Language": "en"})

    assert client.get("/", headers={"Accept-Language": "en"}).headers["Location"] == "/ru/"


def test_coming_from_another_site_is_no_choice(client: FlaskClient) -> None:
    client.get("/ru/", headers={"Referer": "http://elsewhere.example/en/"})
    client.get("/ru/", headers={"Referer": "http://[broken/en/"})

    assert client.get("/").headers["Location"] == "/en/"


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/nb/roles/guard?a=1&b=%C3%B8", "/no/roles/guard?a=1&b=%C3%B8"),
        ("/nn/", "/no/"),
        ("/nb", "/no/"),
        ("/en", "/en/"),
    ],
)
def test_other_codes_lead_to_the_language(client: FlaskClient, path: str, address: str) -> None:
    response = client.get(path)

    assert (response.status_code, response.headers["Location"]) == (301, address)


def test_the_home_page_lists_roles_with_a_line_and_guides(client: FlaskClient) -> None:
    home = page(client, "/en/")

    assert [link.text for link in home.all("a", class_="row-title")] == ["Guard", "Host", "On doors", "Glossary"]
    assert next(home.all("p", within=next(home.all("ul", class_="rows")))).text == "Guards the door."


def test_what_is_not_translated_is_listed_in_its_own_language(client: FlaskClient) -> None:
    titles = {link.text: link.lang for link in page(client, "/ru/").all("a", class_="row-title")}

    assert titles == {"Host": "en", "Охранник": "ru", "О дверях": "ru", "Глоссарий": "ru"}


def test_a_content_without_anything_has_a_home_page(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()

    assert site(tmp_path, {}).get("/en/").status_code == 200


def test_roles_are_grouped_by_occupation_most_first_and_those_without_a_code_last(tmp_path: Path) -> None:
    def role(title: str, isco: str) -> str:
        facts = f'isco: "{isco}"' if isco else "requires: {education: none}"
        return ROLE.format(
            title=title, synonyms="", facts=facts, summary="Works.", sections="## Duties\n\n1. Works. {#work}\n"
        )

    codes = {"Clerk": "4110", "Guard": "5414", "Director": "1120", "Seller": "5223", "Helper": ""}
    files = {f"en/{title.lower()}.md": role(title, isco) for title, isco in codes.items()}
    home = page(site(tmp_path, files), "/no/")

    assert [
        (home.one("h3", group).text, [link.text for link in home.all("a", group, class_="row-title")])
        for group in home.all("section", class_="group")
    ] == [
        ("Salgs- og serviceyrker 2", ["Guard", "Seller"]),
        ("Ledere 1", ["Director"]),
        ("Kontoryrker 1", ["Clerk"]),
        ("Andre stillinger 1", ["Helper"]),
    ]


def test_one_group_has_no_title(tmp_path: Path) -> None:
    files = {path: text for path, text in SMALL.items() if "host" not in path}

    assert list(page(site(tmp_path, files), "/en/").all("h3")) == []


def test_the_line_of_a_role_is_a_whole_sentence(tmp_path: Path) -> None:
    sentence = "Guards " + "one door after another, " * 20 + "and the gate."
    files = SMALL | {"en/guard.md": SMALL["en/guard.md"].replace("Guards the door.", sentence)}
    lines = [line.text for line in page(site(tmp_path, files), "/en/").all("p")]

    assert sentence in lines


@pytest.mark.parametrize("list_of", ["roles", "guides"])
def test_the_address_of_a_role_or_guide_cut_short_leads_to_the_list(client: FlaskClient, list_of: str) -> None:
    response = client.get(f"/ru/{list_of}")

    assert (response.status_code, response.headers["Location"]) == (301, f"/ru/#ui-{list_of}")
    assert page(client, "/ru/").one("h2", id=f"ui-{list_of}")
