"""The shipped content as recruiters ask for it: a role, and what of it."""

from collections.abc import Iterator

import pytest

from kb.languages import CODES, LANGUAGES, Language
from kb.library import Library, build_library
from kb.model import Role
from kb.places import content_folder
from kb.reading.content import read_content
from kb.search.answers import Hit, Query
from kb.search.snapshot import Snapshot, open_snapshot


@pytest.fixture(scope="module")
def shipped() -> Library:
    return build_library(read_content(content_folder()))


@pytest.fixture(scope="module")
def snapshot(shipped: Library, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return open_snapshot(shipped, tmp_path_factory.mktemp("index") / "data", print)


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
def test_a_title_and_a_heading_lead_to_that_section_in_the_words_of_that_role(
    shipped: Library, snapshot: Snapshot, language: Language
) -> None:
    astray = [
        query
        for role in shipped.roles
        for kind, query in questions(role, language)
        if not is_of(snapshot.search(Query(query, language.code, limit=1)).hits[0], role, kind)
    ]

    assert astray == []


def questions(role: Role, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the kinds of section of *role*, each with what is typed for it: title and heading in either order."""
    title = role.best_version(language.code).title
    for section in role.sections:
        # "About you" is nothing but small words, which tell nothing beside others.
        for heading in (each for each in language.headings[section.kind] if each != "About you"):
            yield section.kind, f"{title} {heading}"
            yield section.kind, f"{heading} {title}"


def is_of(hit: Hit, role: Role, kind: str) -> bool:
    """Tell whether *hit* stands in that section of *role*, and is shown in its words."""
    clause = role.clause(hit.id)
    wording = clause.wording(hit.text.language) if clause else None
    shown = hit.text.html.replace("<mark>", "").replace("</mark>", "")
    return hit.section == kind and wording is not None and shown == wording.html
