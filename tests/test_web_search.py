from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.search.answers import Meaning
from tests.web_site import SMALL, page, site, with_meaning


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return site(tmp_path_factory.mktemp("site"))


def test_a_hit_is_read_in_the_language_of_the_page_and_shows_where_it_matched(client: FlaskClient) -> None:
    found = page(client, "/no/search?q=ключницу")
    hit = next(found.all("li", class_="hit"))

    assert found.one("h2", hit).text == "Holder nøkkelskapet låst."
    assert [(text.lang, text.text) for text in found.all("div", hit, class_="version-text")] == [
        ("ru", "Держит ключницу запертой.")
    ]
    assert [mark.text for mark in found.all("mark", hit)] == ["ключницу"]
    assert next(found.all("a", hit, class_="chip")).attributes["href"] == "/no/roles/guard#keep-keys"


def test_a_note_that_was_found_stands_apart_from_the_wording(tmp_path: Path) -> None:
    text = SMALL["en/host.md"].replace("{#seat-guests}", "{#seat-guests}\n   > In Britain: beside the *hearth*.")
    found = page(site(tmp_path, {**SMALL, "en/host.md": text}), "/en/search?q=hearths")
    [note] = found.all("div", next(found.all("li", class_="hit")), class_="version-text")

    assert found.one("h2", class_="hit-text").text == "Seats guests."
    assert (note.text, note.attributes["class"]) == ("In Britain: beside the hearth.", "version-text note")
    assert [mark.text for mark in found.all("mark", note)] == ["hearth"]


def test_filters_are_boxes_with_counts_and_stay_ticked(client: FlaskClient) -> None:
    found = page(client, "/en/search?q=guests&section=rights")
    ticked = [
        box.attributes["value"] for box in found.all("input", type="checkbox") if "checked" in box.attributes
    ]

    assert ticked == ["rights"]
    assert found.one("input", id="ui-section-duties").attributes["form"] == "ui-search"
    assert [hit.text for hit in found.all("h2", class_="hit-text")] == ["May ask guests for a pass."]


@pytest.mark.parametrize(
    ("address", "without_each"),
    [
        (
            "/en/search?q=guests&section=duties&section=rights&role=guard",
            [
                ("Duties", "/en/search?q=guests&section=rights&role=guard"),
                ("Rights", "/en/search?q=guests&section=duties&role=guard"),
                ("Guard", "/en/search?q=guests&section=duties&section=rights"),
            ],
        ),
        (
            '/en/search?q=guests+section:duties+role:"Guard"&section=duties',
            [
                ("Duties", "/en/search?q=guests+role%3A%22Guard%22&section=duties"),
                ("Guard", "/en/search?q=guests+section%3Aduties&section=duties"),
                ("Duties", "/en/search?q=guests+section%3Aduties+role%3A%22Guard%22"),
            ],
        ),
    ],
    ids=["in the address", "in the box"],
)
def test_a_filter_is_said_above_the_hits_and_goes_away_by_a_link(
    client: FlaskClient, address: str, without_each: list[tuple[str, str]]
) -> None:
    found = page(client, address)
    chosen = found.all("a", found.one("ul", aria_label="Chosen filters"))

    assert [(link.text.split(":")[0], link.attributes["href"]) for link in chosen] == without_each
    assert found.one("a", href="/en/search?q=guests").text == "Clear all filters"


def test_roles_that_word_a_clause_differently_are_told_apart(client: FlaskClient) -> None:
    found = page(client, "/en/search?q=greets+guests")
    roles = found.one("div", next(found.all("li", class_="hit")), class_="hit-roles")

    assert sorted(roles.text.split(" worded differently: ")) == ["Guard", "Host"]


def test_a_role_is_found_by_its_code_in_the_classification_of_occupations(client: FlaskClient) -> None:
    found = page(client, "/ru/search?q=5414")
    hit = found.one("li", class_="hit")

    assert found.one("h2", hit).text == "Охранник"
    assert [text.text for text in found.all("div", hit, class_="version-text")] == ["Охранник · Сторож · 5414"]


def test_the_glossary_entry_that_a_query_names_is_a_card(client: FlaskClient) -> None:
    card = page(client, "/no/search?q=key+box").one("aside", class_="card")

    assert card.text == "Ordliste nøkkelskap Der nøklene henger."


def test_more_hits_stand_behind_a_link_that_keeps_the_filters(client: FlaskClient) -> None:
    first = page(client, "/en/search?q=guests&limit=1&section=duties")
    more = first.one("a", rel="next").attributes["href"]
    second = page(client, more)

    assert more == "/en/search?q=guests&section=duties&limit=1&offset=1"
    assert first.one("h2", class_="hit-text").text != second.one("h2", class_="hit-text").text
    assert second.one("a", rel="prev").attributes["href"] == "/en/search?q=guests&section=duties&limit=1"


def test_past_the_last_hit_a_link_leads_back(client: FlaskClient) -> None:
    found = page(client, "/en/search?q=guests&section=duties&offset=50")

    assert not list(found.all("li", class_="hit"))
    assert "Nothing was found" not in found.one("div", class_="advice").text
    link = found.one("a", found.one("div", class_="advice"))
    assert link.attributes["href"] == "/en/search?q=guests&section=duties"


@pytest.mark.parametrize(
    ("typed", "reader"), [("duties", "en"), ("Должностные+обязанности", "en"), ("rights", "no")]
)
def test_the_name_of_a_section_leads_to_what_stands_there(client: FlaskClient, typed: str, reader: str) -> None:
    found = page(client, f"/{reader}/search?q={typed}")
    links = [link.attributes["href"] for link in found.all("a", found.one("div", class_="notes"))]

    assert f"/{reader}/search?q=section%3A{'rights' if typed == 'rights' else 'duties'}" in links
    assert len(list(page(client, links[0]).all("li", class_="hit"))) == (1 if typed == "rights" else 4)


@pytest.mark.parametrize(
    "typed", ["guard+duties", "the+duties+of+guards", "Обязанности+охранника", "vakt+arbeidsoppgaver"]
)
def test_a_section_of_a_role_leads_to_it_on_the_page_of_the_role(client: FlaskClient, typed: str) -> None:
    notes = page(client, f"/no/search?q={typed}").one("div", class_="notes")

    assert "«Arbeidsoppgaver» er en del av stillingsbeskrivelsen for «Vakt»." in notes.text
    assert "/no/roles/guard#ui-duties" in client.get(f"/no/search?q={typed}").text
    assert page(client, "/no/roles/guard").one(id="ui-duties")


def test_a_word_that_names_no_section_leads_to_none(client: FlaskClient) -> None:
    notes = page(client, "/en/search?q=guests").one("div", class_="notes")

    assert "part of job descriptions" not in notes.text


def test_nothing_found_says_what_to_do(client: FlaskClient) -> None:
    found = page(client, "/ru/search?q=qqqqq&section=duties")

    assert found.one("div", class_="advice").text.startswith("Ничего не найдено Искать без фильтров")


def test_an_empty_query_shows_the_box_alone(client: FlaskClient) -> None:
    found = page(client, "/en/search")

    assert list(found.all("li", class_="hit")) == []
    assert list(found.all("div", class_="advice")) == []


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("q=" + "x" * 201, "Søket har 201 tegn; bruk høyst 200."),
        ("q=x&section=nothing", "«nothing» er ikke en verdi i filteret «section»."),
        ("q=x&language=xx", "Språket «xx» finnes ikke her."),
        ("q=x&limit=ten", "«limit» må være et helt tall."),
    ],
)
def test_what_cannot_be_meant_is_said_in_the_language_of_the_page(
    client: FlaskClient, query: str, message: str
) -> None:
    assert page(client, f"/no/search?{query}", 400).one("p", class_="summary").text == message


def test_two_hundred_characters_are_a_query(client: FlaskClient) -> None:
    page(client, "/en/search?q=" + "ж" * 200)


@pytest.mark.parametrize(
    "query", ["%00%01%1f", "%ED%A0%80", "%ff%fe", "%3Cscript%3E", "%22%22%22", "-", "*", "%EF%B7%BA" * 50]
)
def test_odd_characters_do_no_harm(client: FlaskClient, query: str) -> None:
    response = client.get(f"/en/search?q={query}")

    assert response.status_code == 200
    assert not set(map(chr, range(32))) - {"\n", "\t"} & set(response.text)
    assert "<script>" not in response.text


@given(text=st.text(max_size=200), section=st.sampled_from(["", "duties", "nothing"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_a_page(client: FlaskClient, text: str, section: str) -> None:
    query = {"q": text.encode("utf-8", "surrogatepass"), "section": section}

    assert client.get("/ru/search", query_string=query).status_code == (400 if section == "nothing" else 200)


@given(path=st.text(max_size=40))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_path_breaks_the_site(client: FlaskClient, path: str) -> None:
    for prefix in ("/", "/en/roles/", "/api/v1/concepts/", "/no/align/"):
        assert client.get(prefix + path.lstrip("/")).status_code in {200, 301, 302, 404}


def test_what_is_found_in_the_language_of_the_page_is_not_repeated_in_others(client: FlaskClient) -> None:
    found = page(client, "/en/search?q=guests")

    assert list(found.all("div", class_="version-text")) == []


def test_a_synonym_that_led_to_a_role_is_shown(client: FlaskClient) -> None:
    found = page(client, "/en/search?q=watchman")
    hit = next(found.all("li", class_="hit"))

    assert (found.one("h2", hit).text, found.one("mark", hit).text) == ("Guard", "Watchman")


def test_roles_related_to_the_role_that_is_the_first_hit_stand_at_the_side(client: FlaskClient) -> None:
    assert page(client, "/en/search?q=guard").one(id="ui-margin").text == "Related roles Guard Host 1 shared duty"
    assert page(client, "/en/search?q=adgangskort").one(id="ui-margin").text == ""


def test_an_empty_query_offers_the_roles(client: FlaskClient) -> None:
    roles = page(client, "/no/search").one("section", aria_labelledby="ui-roles")

    assert roles.text == "Eller begynn med en stilling Host Vakt"


@pytest.mark.parametrize(
    ("state", "message"),
    [
        ("off", False),
        ("ready", False),
        ("starting", "Søk på betydning gjøres klart; disse treffene er funnet på ord alene."),
        ("failed", "Søk på betydning er ikke tilgjengelig."),
    ],
)
def test_it_is_said_where_meaning_takes_no_part(client: FlaskClient, state: Meaning, message: str | bool) -> None:
    found = page(with_meaning(client, state), "/no/search?q=gjester")
    said = [help.text for help in found.all("p", class_="help") if "betydning" in help.text]

    assert said == ([message] if message else [])


def test_a_hit_by_meaning_says_so(client: FlaskClient) -> None:
    found = page(with_meaning(client, "ready", by_meaning=True), "/no/search?q=gjester")

    assert {label.text for label in found.all("span", class_="by-meaning")} == {"nær i betydning"}
    assert list(page(client, "/no/search?q=gjester").all("span", class_="by-meaning")) == []


def test_a_correction_is_said_with_a_way_back_and_the_box_keeps_what_was_typed(client: FlaskClient) -> None:
    found = page(client, "/en/search?q=gueests&section=duties")
    notes = found.one("div", class_="notes")
    back = found.one("a", within=notes, href="/en/search?q=gueests&exact=1&section=duties")

    assert notes.text.startswith(
        "Spelling corrected: these are the results for “guests”. Search for exactly “gueests”"
    )
    assert found.one("input", id="ui-query").attributes["value"] == "gueests"
    assert "Seats guests." in [hit.text for hit in found.all("h2", class_="hit-text")]
    assert list(page(client, back.attributes["href"]).all("li", class_="hit")) == []


def test_an_exact_search_offers_what_may_be_meant_and_stays_exact_while_filtering(client: FlaskClient) -> None:
    found = page(client, "/no/search?q=gueests&exact=1")
    offer = found.one("a", href="/no/search?q=guests")

    assert offer.text == "Mente du «guests»?"
    found = page(client, "/no/search?q=guests&exact=1")
    button = found.one("button", within=found.one("p", class_="facet-actions"))
    assert (button.attributes["name"], button.attributes["value"]) == ("exact", "1")


@pytest.mark.parametrize(
    ("language", "query", "message"),
    [
        ("ru", "ключницц", "Исправлена опечатка: показано найденное по запросу «ключницу»."),
        ("ru", "jhfyybr", "Прочитано в другой раскладке клавиатуры: показано найденное по запросу «охранник»."),
        ("no", "okhrannik", "Lest med andre bokstaver: Dette er treffene på «охранник»."),
    ],
)
def test_what_was_done_to_a_query_is_said_in_the_language_of_the_page(
    client: FlaskClient, language: str, query: str, message: str
) -> None:
    notes = page(client, f"/{language}/search?q={query}").one("div", class_="notes")

    assert notes.text.startswith(message)


def test_the_api_says_what_was_searched_and_searches_exactly_if_told(client: FlaskClient) -> None:
    read = client.get("/api/v1/search?q=gueests&reader=ru").get_json()
    exact = client.get("/api/v1/search?q=gueests&reader=ru&exact=1").get_json()

    assert (read["query"], read["corrected"], read["suggested"]) == ("gueests", "guests", None)
    assert read["notes"] == [
        {"code": "spelling", "message": "Исправлена опечатка: показано найденное по запросу «guests»."}
    ]
    assert (exact["corrected"], exact["suggested"], exact["total"]) == (None, "guests", 0)
    assert exact["notes"] == [{"code": "spelling", "message": "Возможно, вы имели в виду «guests»?"}]


def test_filters_can_be_typed_into_the_box(client: FlaskClient) -> None:
    found = page(client, "/en/search?q=guests+section:rights")

    assert [hit.text for hit in found.all("h2", class_="hit-text")] == ["May ask guests for a pass."]
    assert [box.attributes["value"] for box in found.all("input", name="section")] == ["rights"]


def test_a_filter_in_the_box_alone_lists_each_text_once(client: FlaskClient) -> None:
    found = page(client, "/en/search?q=section:rights")

    assert [hit.text for hit in found.all("h2", class_="hit-text")] == ["May ask guests for a pass."]
    assert not list(found.all(class_="version-text"))
