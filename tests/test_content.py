"""The shipped content as a whole: what `kb check` cannot know of content in general."""

import re
from functools import cache

import pytest

from kb.languages import CODES, LANGUAGES
from kb.library import Library, build_library
from kb.model import Guide, GuideVersion, Role
from kb.places import content_folder
from kb.reading.content import Content, read_content

SHORTEST, LONGEST = 15, 400
DELIBERATE = {("no", "kundeansvarlig"): {"account-manager", "client-manager"}}
"""Titles that lead two roles, since both deserve it on that labour market."""

_NUMBER = re.compile(r"(?<!\w)\d{1,3}(?:[,\u00a0]\d{3})+(?!\w)|(?<!\w)\d+(?!\w)")


@cache
def content() -> Content:
    return read_content(content_folder())


@cache
def library() -> Library:
    return build_library(content())


def numbers(text: str) -> list[int]:
    """Numbers written in digits; the 2 of "B2B" is none."""
    return sorted(int(re.sub(r"\D", "", number)) for number in _NUMBER.findall(text))


each_role = pytest.mark.parametrize("role", library().roles, ids=lambda role: role.id)
each_guide = pytest.mark.parametrize("guide", library().guides, ids=lambda guide: guide.id)
each_language = pytest.mark.parametrize("language", CODES)


def test_numbers_are_read_as_each_language_writes_them() -> None:
    assert numbers("20,000–100,000 a month, 5 years, B2B") == [5, 20000, 100000]
    assert numbers("20\u00a0000–100\u00a0000 рублей, 30–40\u00a0%") == [30, 40, 20000, 100000]


def test_there_are_no_errors() -> None:
    assert [str(problem) for problem in content().problems if problem.severity == "error"] == []


def test_only_what_the_rules_of_the_content_ask_for_is_missing() -> None:
    found = {problem.code for problem in content().problems}

    assert found <= {"required-clause", "lone-clause", "aside-in-wording", "two-grants", "number-space"}


@each_role
def test_every_role_is_there_in_every_language_with_equal_ids(role: Role) -> None:
    assert role.languages == CODES
    first, *others = [[(w.kind, w.id) for w in version.wordings] for version in role.versions]
    for other in others:
        assert other == first


@each_role
def test_every_heading_is_the_standard_one(role: Role) -> None:
    for language in LANGUAGES:
        version = role.version(language.code)
        assert version is not None
        for section in version.sections:
            assert section.heading == language.heading(section.kind)


@each_role
def test_wordings_are_neither_too_short_nor_too_long_nor_alike(role: Role) -> None:
    for version in role.versions:
        texts = [wording.text for wording in version.wordings]
        assert [text for text in texts if not SHORTEST <= len(text) <= LONGEST] == []
        assert len(texts) == len({text.casefold() for text in texts})


def test_numbers_agree_in_all_languages_of_a_clause() -> None:
    differing = {}
    for clause in library().clauses:
        found = {wording.language: numbers(wording.text) for wording in clause.wordings}
        if any(of_one != found[clause.languages[0]] for of_one in found.values()):
            differing[f"{clause.role}#{clause.id}"] = found

    assert differing == {}


def blocks(version: GuideVersion) -> list[tuple[str | None, list[list[int]]]]:
    return [(part.id, [numbers(block.text) for block in part.paragraphs]) for part in version.parts]


@each_guide
def test_headings_blocks_and_numbers_of_a_guide_agree_in_all_languages(guide: Guide) -> None:
    assert guide.languages == CODES
    first, *others = map(blocks, guide.versions)
    for other in others:
        assert other == first


@each_guide
def test_a_guide_is_neither_a_note_nor_a_book(guide: Guide) -> None:
    for version in guide.versions:
        words = sum(len(paragraph.text.split()) for paragraph in version.paragraphs)
        assert 300 <= words <= 900, (version.place, words)


def test_every_term_is_there_in_every_language() -> None:
    for term in library().terms:
        assert tuple(entry.language for entry in term.entries) == CODES, term.id
    assert len(library().terms) >= 90


@each_language
def test_entries_stand_in_the_order_of_the_alphabet(language: str) -> None:
    glossary = library().glossary(language)
    assert glossary is not None
    alphabet = " 0123456789abcdefghijklmnopqrstuvwxyzæøåабвгдежзийклмнопрстуфхцчшщъыьэюя"
    keys = [
        [alphabet.find(letter) for letter in re.sub(r"[^\w ]", "", entry.preferred.casefold().replace("ё", "е"))]
        for entry in glossary.entries
    ]
    out_of_order = [glossary.entries[n].preferred for n in range(1, len(keys)) if keys[n] < keys[n - 1]]
    assert out_of_order == []


@each_language
def test_a_title_or_synonym_leads_to_one_role_unless_both_deserve_it(language: str) -> None:
    owners: dict[str, set[str]] = {}
    for role in library().roles:
        version = role.version(language)
        assert version is not None
        for name in (version.title, *version.synonyms):
            owners.setdefault(name.casefold(), set()).add(role.id)
    shared = {(language, name): roles for name, roles in owners.items() if len(roles) > 1}

    assert shared == {key: roles for key, roles in DELIBERATE.items() if key[0] == language}


@each_role
def test_front_matter_is_complete(role: Role) -> None:
    assert role.isco is not None
    assert role.education is not None
    assert role.experience_years is not None
    for version in role.versions:
        assert version.synonyms
        assert version.status == "ready"
        assert bool(version.requires.experience_in) == bool(role.experience_years)
        assert 1 <= version.summary_html.count("<p>") <= 2


@each_role
def test_the_years_asked_for_are_those_of_the_clause(role: Role) -> None:
    clause = role.clause("experience")
    if clause is not None and role.experience_years:
        for wording in clause.wordings:
            assert role.experience_years in numbers(wording.text)
