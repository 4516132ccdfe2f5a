"""What the server refuses before the app sees it: a page of the site, and the end of the connection."""

import sys
from collections.abc import Iterator

import pytest

from kb.web.responses import SECURITY_HEADERS
from tests.serving import Running, serving
from tests.test_web_hostility import Reply, send
from tests.web_site import SMALL, Page, write

BEGUN = b"GET /en/ HTTP/1.1\r\nHost: evil.example\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("refusals")
    settings = {"KB_CONTENT": str(write(SMALL, folder / "content")), "KB_DATA": str(folder / "data")}
    with serving([sys.executable, "-m", "kb"], folder, settings) as running:
        yield running


@pytest.fixture
def refused(server: Running, request: pytest.FixtureRequest) -> Reply:
    return send(server, request.param)


@pytest.mark.parametrize(
    ("refused", "status"),
    [
        (b"nonsense\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (BEGUN + b"No colon at all\r\n\r\n", 400),
        (BEGUN + b"Content-Length: -1\r\n\r\n", 400),
        (BEGUN + b"Content-Length: 9999999999\r\n\r\n", 413),
        (BEGUN + b"Transfer-Encoding: chunked\r\n\r\nffffffff\r\n" + b"a" * (1 << 21), 413),
        (BEGUN + b"Transfer-Encoding: chunked\r\n\r\nno number\r\n", 400),
        (BEGUN + b"Transfer-Encoding: gzip\r\n\r\n", 501),
        (BEGUN + b"X: " + b"a" * 300_000 + b"\r\n\r\n", 431),
    ],
    indirect=["refused"],
    ids=lambda value: str(value[:60]) if isinstance(value, bytes) else str(value),
)
def test_a_refusal_is_a_page_of_the_site(refused: Reply, status: int) -> None:
    page = Page(refused.body.decode())

    assert refused.status == status
    assert page.one("p", class_="eyebrow").text == str(status)
    assert refused.headers["connection"] == "close"
    assert refused.headers["content-type"] == "text/html; charset=utf-8"
    assert int(refused.headers["content-length"]) == len(refused.body)
    assert {name.lower() for name in SECURITY_HEADERS} <= refused.headers.keys()
    assert b"Traceback" not in refused.body
    assert b"evil.example" not in refused.body


@pytest.mark.parametrize(
    "refused", [BEGUN + b"Accept-Language: nb\r\nContent-Length: 9999999999\r\n\r\n"], indirect=True
)
def test_a_refusal_is_in_the_language_of_the_address(refused: Reply) -> None:
    assert Page(refused.body.decode()).one("html").lang == "en"


@pytest.mark.parametrize(
    "refused",
    [b"POST / HTTP/1.1\r\nHost: localhost\r\nAccept-Language: nb\r\nContent-Length: 9999999999\r\n\r\n"],
    indirect=True,
)
def test_a_refusal_is_in_the_language_of_the_reader(refused: Reply) -> None:
    assert (
        Page(refused.body.decode()).one("p", class_="summary").text
        == "Det ble sendt mer enn dette nettstedet leser."
    )


@pytest.mark.parametrize(
    "refused", [b"POST /api/v1/search HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n"], indirect=True
)
def test_programs_are_refused_in_json(refused: Reply) -> None:
    assert refused.headers["content-type"] == "application/json"
    assert b'"code":"request_entity_too_large"' in refused.body


@pytest.mark.parametrize("refused", [b"HEAD /en/ HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n"], indirect=True)
def test_a_refusal_of_head_has_no_body(refused: Reply) -> None:
    assert (refused.status, refused.body) == (413, b"")


@pytest.mark.parametrize("path", ["/", "/en", "/nb/", "/en/roles/watchman", "/en/concepts/welcome-guests"])
def test_no_redirect_repeats_the_host_that_was_sent(server: Running, path: str) -> None:
    reply = send(
        server, f"GET {path} HTTP/1.0\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n\r\n".encode()
    )

    assert reply.status in (301, 302, 308, 404)
    assert (reply.status == 404) == ("location" not in reply.headers)
    assert b"evil.example" not in reply.body
    assert reply.headers.get("location", "/x").startswith("/")
    assert not reply.headers.get("location", "/x").startswith("//")
