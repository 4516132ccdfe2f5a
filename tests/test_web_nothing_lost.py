"""Whatever an author writes or pastes: each word is in the JSON that is served, or in a line that is named."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.languages import CODES, language
from kb.library import Library, build_library
from kb.reading.content import Content
from kb.reading.glossary import read_glossary
from kb.reading.guides import read_guide
from kb.reading.rendering import Renderer
from kb.reading.roles import read_role
from kb.reading.source import Source, split_lines
from kb.search.snapshot import Snapshot
from kb.web.app import create_app
from kb.web.context import Condition
from tests.test_reading_nothing_lost import HEAD, bodies, lost

NOTHING = Content((), (), (), (), (), "")


@dataclass
class Unsearched:
    """A source of content that is not searched, and that changes from one request to the next."""

    library: Library

    def snapshot(self) -> Snapshot:
        return cast(Snapshot, self)

    def condition(self) -> Condition:
        return Condition()


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    source = Unsearched(build_library(NOTHING))
    client = create_app(source).test_client()
    client.application.extensions["source"] = source
    return client


def served(client: FlaskClient, content: Content, path: str, code: str) -> str:
    """Return every text that the API gives of what was read, as one."""
    client.application.extensions["source"].library = build_library(content)
    response = client.get(f"/api/v1/{path}?language={code}")
    assert response.status_code == 200
    return "\n".join(texts(response.get_json()))


def texts(value: Any) -> Iterator[str]:
    """Yield the texts in a JSON value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


def source(code: str, path: str, data: st.DataObject) -> tuple[str, Source]:
    """Return a file of mixed shapes, as text and as what is read."""
    text = HEAD + data.draw(bodies(language(code)))
    return text, Source(f"content/{code}/{path}", code, split_lines(text))


@pytest.mark.parametrize("code", CODES)
@settings(deadline=None)
@given(data=st.data())
def test_no_word_of_a_role_is_lost(client: FlaskClient, code: str, data: st.DataObject) -> None:
    text, file = source(code, "guard.md", data)
    read = read_role(file, "guard", Renderer())
    assert read.version is not None

    shown = served(client, replace(NOTHING, role_versions=(read.version,)), "roles/guard", code)

    assert lost(text, shown, read.problems) == []
    assert "{#" not in shown


@pytest.mark.parametrize("code", CODES)
@settings(deadline=None)
@given(data=st.data())
def test_no_word_of_a_guide_is_lost(client: FlaskClient, code: str, data: st.DataObject) -> None:
    text, file = source(code, "guides/doors.md", data)
    read = read_guide(file, "doors", Renderer())
    assert read.version is not None

    shown = served(client, replace(NOTHING, guide_versions=(read.version,)), "guides/doors", code)

    assert lost(text, shown, read.problems) == []
    assert "{#" not in shown


@pytest.mark.parametrize("code", CODES)
@settings(deadline=None)
@given(data=st.data())
def test_no_word_of_the_glossary_is_lost(client: FlaskClient, code: str, data: st.DataObject) -> None:
    text, file = source(code, "glossary.md", data)
    read = read_glossary(file, Renderer())

    shown = served(client, replace(NOTHING, glossaries=(read.glossary,)), "glossary", code)
    # What only leads a search is served nowhere.
    searched = "\n".join(name for entry in read.glossary.entries for name in entry.search_names)

    assert lost(text, f"{shown}\n{searched}", read.problems) == []
    assert "{#" not in shown
