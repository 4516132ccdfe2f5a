import pytest
from flask.testing import FlaskClient

from tests.web_site import page, site


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return site(tmp_path_factory.mktemp("site"))


def test_versions_stand_side_by_side_with_their_counts(client: FlaskClient) -> None:
    heads = [head.text for head in page(client, "/en/align/guard").all("th", scope="col")]

    assert heads == ["English · source · 4 of 4", "Русский · 3 of 4", "Norsk · 4 of 4"]


def test_a_gap_is_a_cell_that_says_so_and_every_cell_has_its_language(client: FlaskClient) -> None:
    aligned = page(client, "/no/align/guard")
    row = aligned.one("tr", id="count-keys")

    cells = [(cell.attributes["lang"], cell.text) for cell in aligned.all("td", row)]
    assert cells[:2] == [
        ("en", "1.3 count-keys English Counts the key box at night."),
        ("nb", "Русский ingen formulering ennå: russisk"),
    ]
    assert cells[2][0] == "nb"
    assert cells[2][1].startswith("Norsk Teller nøklene om natten.")


@pytest.mark.parametrize(
    ("chosen", "heads"),
    [
        ("ru,no", ["en", "ru", "nb"]),
        ("no,en", ["en", "nb"]),
        ("ru", ["en", "ru"]),
        ("en", ["en", "ru", "nb"]),
        ("", ["en", "ru", "nb"]),
    ],
)
def test_languages_can_be_chosen_and_the_source_is_always_first(
    client: FlaskClient, chosen: str, heads: list[str]
) -> None:
    aligned = page(client, f"/en/align/guard?with={chosen}")

    assert [head.attributes["lang"] for head in aligned.all("th", scope="col")] == heads


def test_only_what_is_missing(client: FlaskClient) -> None:
    aligned = page(client, "/en/align/guard?show=missing")
    chips = [chip.text for chip in aligned.all("a", class_="chip")]

    assert [row.attributes["id"] for row in aligned.all("tr") if "id" in row.attributes] == ["count-keys"]
    assert chips[:2] == ["All 4", "Missing 1"]


def test_chips_take_a_language_away_but_leave_two(client: FlaskClient) -> None:
    aligned = page(client, "/en/align/guard?with=en,ru")
    links = {chip.text: chip.attributes.get("href") for chip in aligned.all(class_="chip-language")}

    assert links == {"English": None, "Русский": None, "Norsk show": "/en/align/guard?with=en,ru,no"}


def test_an_unknown_language_or_role(client: FlaskClient) -> None:
    page(client, "/en/align/guard?with=xx", 400)
    page(client, "/en/align/nobody", 404)
    assert client.get("/en/align/watchman").headers["Location"] == "/en/align/guard"
