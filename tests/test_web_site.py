import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from kb.languages import LANGUAGES
from kb.web.app import create_app
from kb.web.settings import Settings
from tests.web_site import Fixed, page, site

PAGES = [
    "",
    "roles/guard",
    "concepts/keep-keys",
    "search?q=guests",
    "compare?roles=guard,host",
    "align",
    "align/guard?with=en,ru",
    "align/guard?show=missing&section=duties",
    "align/guides/doors",
    "align/glossary",
    "concordance?q=guests",
    "guides/doors",
    "glossary",
    "status",
]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return site(tmp_path_factory.mktemp("site"))


@pytest.fixture
def starting() -> FlaskClient:
    return create_app(Fixed(None)).test_client()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_page_has_its_head(client: FlaskClient, language: object, path: str) -> None:
    code, tag = language.code, language.tag  # type: ignore[attr-defined]
    head = page(client, f"/{code}/{path}")
    alternates = {
        link.attributes["hreflang"]: link.attributes["href"] for link in head.all("link", rel="alternate")
    }

    assert head.one("html").attributes["lang"] == tag
    assert head.one("title").text.endswith(" – Rolebook")
    assert head.one("meta", name="description").attributes["content"]
    assert head.one("link", rel="canonical").attributes["href"] == f"/{code}/{path}".replace("%2C", ",")
    assert alternates == {other.tag: f"/{other.code}/{path}" for other in LANGUAGES} | {"x-default": f"/en/{path}"}
    assert len(list(head.all("h1"))) == 1


@pytest.mark.parametrize("path", PAGES)
def test_switching_language_keeps_the_page(client: FlaskClient, path: str) -> None:
    switch = page(client, f"/ru/{path}").one("nav", class_="languages")
    links = [
        (link.attributes["href"], link.lang)
        for link in page(client, f"/ru/{path}").all("a")
        if link.text in {one.name for one in LANGUAGES} and "data-code" in link.attributes
    ]

    assert switch.text == " ".join(one.name for one in LANGUAGES)
    assert links == [(f"/{one.code}/{path}", one.tag) for one in LANGUAGES]


@pytest.mark.parametrize("path", ["/en/", "/en/nothing", "/api/v1/roles", "/static/style.css", "/healthz", "/"])
def test_every_response_carries_the_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("camera=()")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", PAGES)
def test_no_page_has_inline_script_or_style(client: FlaskClient, path: str) -> None:
    shown = page(client, f"/en/{path}")

    assert [one for one in shown.all("script") if "src" not in one.attributes or one.text] == []
    assert list(shown.all("style")) == []
    assert [one for one in shown.all() if "style" in one.attributes] == []
    assert [name for one in shown.all() for name in one.attributes if name.startswith("on")] == []


@pytest.mark.parametrize("path", ["/no/roles/guard", "/static/style.css", "/api/v1/roles", "/no/search?q=vakt"])
def test_what_the_browser_has_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    second = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "no-cache"
    assert (second.status_code, second.data) == (304, b"")


def test_static_files_with_a_hash_are_kept_for_good(client: FlaskClient) -> None:
    sheets = [link.attributes["href"] for link in page(client, "/en/").all("link", rel="stylesheet")]

    assert [re.sub("=.*", "", sheet) for sheet in sheets] == ["/static/languages.css?v", "/static/style.css?v"]
    assert [client.get(sheet).headers["Cache-Control"] for sheet in sheets] == [
        "public, max-age=31536000, immutable"
    ] * 2


def test_head_is_get_without_a_body(client: FlaskClient) -> None:
    response = client.head("/en/roles/guard")

    assert (response.status_code, response.data) == (200, b"")
    assert response.headers["ETag"] == client.get("/en/roles/guard").headers["ETag"]


@pytest.mark.parametrize("path", ["/en/roles/guard", "/api/v1/search", "/healthz", "/"])
def test_nothing_can_be_sent(client: FlaskClient, path: str) -> None:
    response = client.post(path, data={"q": "x" * 100_000})

    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(
    ("path", "accepted", "title"),
    [
        ("/no/nothing", "ru", "Her er det ingenting"),
        ("/ru/roles/nobody", "en", "Здесь ничего нет"),
        ("/de/", "ru", "Здесь ничего нет"),
        ("/nothing", "", "There is nothing here"),
    ],
)
def test_an_error_is_in_the_readers_language(client: FlaskClient, path: str, accepted: str, title: str) -> None:
    response = client.get(path, headers={"Accept-Language": accepted})

    assert response.status_code == 404
    assert f"<h1>{title}</h1>" in response.text


@pytest.mark.parametrize(
    "path", ["", "search", "search?q=host&role=host", "align/host", "compare", "compare?roles=host,guard"]
)
@pytest.mark.parametrize("code", ["no", "ru"])
def test_a_title_that_is_not_translated_says_its_language(client: FlaskClient, code: str, path: str) -> None:
    shown = page(client, f"/{code}/{path}")
    parents = [each.parent for each in shown.elements]
    titles = [
        each for each in shown.elements if each.text == "Host" and all(each is not parent for parent in parents)
    ]

    assert titles
    assert {each.lang for each in titles} == {"en"}


def test_health(client: FlaskClient) -> None:
    health = client.get("/healthz").get_json()
    content = health.pop("content")

    assert health == {
        "status": "ok",
        "roles": 2,
        "clauses": 7,
        "languages": ["en", "no", "ru"],
        "problems": health["problems"],
        "meaning": "off",
    }
    assert re.fullmatch("[0-9a-f]{12,}", content)


@pytest.mark.parametrize("path", ["/healthz", "/en/", "/no/search?q=x", "/api/v1/roles"])
def test_before_there_is_a_snapshot_the_site_says_that_it_is_starting(starting: FlaskClient, path: str) -> None:
    response = starting.get(path)

    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")


def test_files_are_served_before_there_is_a_snapshot(starting: FlaskClient) -> None:
    assert starting.get("/static/style.css").status_code == 200
    assert "Rolebook запускается" in starting.get("/ru/").text


def test_the_sitemap_names_every_page_with_its_versions(client: FlaskClient) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = ET.fromstring(client.get("/sitemap.xml").data).findall("s:url", space)

    assert len(urls) == 3 * (2 + 2 + 1 + 6)
    assert urls[7].findtext("s:loc", namespaces=space) == "/ru/roles/guard"
    assert [link.get("hreflang") for link in urls[7].findall("x:link", space)] == ["en", "ru", "nb", "x-default"]


def test_addresses_are_full_where_the_site_knows_its_own(tmp_path: Path) -> None:
    client = site(tmp_path, settings=Settings(base_url="https://roles.example"))
    head = page(client, "/no/roles/guard")

    assert head.one("link", rel="canonical").attributes["href"] == "https://roles.example/no/roles/guard"
    assert "<loc>https://roles.example/en/</loc>" in client.get("/sitemap.xml").text
    assert "Sitemap: https://roles.example/sitemap.xml" in client.get("/robots.txt").text


@pytest.mark.parametrize(
    "path", ["/en", "/nb/", "/", "/en/", "/en/roles/guard", "/ru/roles/watchman", "/sitemap.xml"]
)
def test_no_host_is_believed(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})

    assert "evil" not in response.text
    assert "evil" not in response.headers.get("Location", "")


def test_the_robots_are_kept_from_the_api(client: FlaskClient) -> None:
    assert client.get("/robots.txt").text == "User-agent: *\nDisallow: /api/\n"


def test_the_favicon_has_a_dot_for_each_language(client: FlaskClient) -> None:
    response = client.get("/favicon.svg")

    assert response.mimetype == "image/svg+xml"
    assert [response.text.count(f'fill="{language.colour}"') for language in LANGUAGES] == [1] * len(LANGUAGES)


@pytest.mark.parametrize(("proxies", "secure"), [(0, False), (1, True)])
def test_only_trusted_proxies_say_how_the_reader_came(tmp_path: Path, proxies: int, secure: bool) -> None:
    client = site(tmp_path, settings=Settings(trusted_proxies=proxies))
    headers = {"X-Forwarded-Proto": "https", "Referer": "http://localhost/ru/"}

    assert ("Secure" in client.get("/en/", headers=headers).headers["Set-Cookie"]) is secure
