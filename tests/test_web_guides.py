from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web_site import SMALL, page, site


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return site(tmp_path_factory.mktemp("site"))


def test_a_guide_has_contents_headings_with_ids_and_links(client: FlaskClient) -> None:
    guide = page(client, "/en/guides/doors")

    assert guide.one("h1").text == "On doors"
    assert guide.one("h2", id="locks").text == "Locks"
    assert guide.one("a", guide.one("nav", class_="contents")).attributes["href"] == "#locks"
    assert next(guide.all("a", guide.one("article"), href="/en/roles/guard")).text == "guard"


def test_a_guide_that_is_not_translated_says_so(client: FlaskClient) -> None:
    guide = page(client, "/no/guides/doors")

    assert guide.one("p", class_="notice").text.endswith("et annet språk: English.")
    assert (guide.one("h2", id="locks").lang, guide.one("h1").lang) == ("en", "en")
    assert guide.one(class_="dot-missing").text == "Norsk: mangler"


def test_an_unknown_guide(client: FlaskClient) -> None:
    page(client, "/en/guides/windows", 404)


def test_a_term_that_no_text_uses_leads_to_no_search(tmp_path: Path) -> None:
    glossary = SMALL["en/glossary.md"] + "\nmoat {#moat}\n:   Water around a castle.\n"
    shown = page(site(tmp_path, {**SMALL, "en/glossary.md": glossary}), "/en/glossary")

    assert "find in the roles" in shown.one("div", id="key-box").text
    assert "find in the roles" not in shown.one("div", id="moat").text


def test_a_glossary_entry_has_all_its_terms(client: FlaskClient) -> None:
    entry = page(client, "/en/glossary").one("div", id="key-box")

    assert entry.text == "key box; key safe Where keys hang. avoid: box nøkkelskap find in the roles"


def test_a_term_without_an_entry_is_shown_in_another_language(client: FlaskClient) -> None:
    glossary = page(client, "/ru/glossary")

    assert (glossary.one("dfn").text, glossary.one("dfn").lang) == ("key box", "en")


def test_the_glossary_stands_under_letters_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    terms = "".join(f"{name} {{#{id}}}\n:   Et ord.\n\n" for name, id in (("år", "a"), ("B2B", "b"), ("ære", "c")))
    glossary = page(
        site(tmp_path, {"no/glossary.md": f"---\ntitle: Ordliste\n---\nOrd.\n\n{terms}"}), "/no/glossary"
    )
    links = {
        link.text: link.attributes["href"] for link in glossary.all("a", glossary.one("nav", class_="contents"))
    }

    assert [name.text for name in glossary.all("dfn")] == ["B2B", "ære", "år"]
    assert links == {"B": "#ui-letter-1", "Æ": "#ui-letter-2", "Å": "#ui-letter-3"}
    assert glossary.one(id="ui-letter-3").text == "Å"
