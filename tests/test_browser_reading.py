"""A role in a browser: anchors, copying, paper, and what is left without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from kb.addresses import align_path, role_path
from kb.languages import Language
from kb.library import Library
from kb.model import Role
from tests.browser import Gapped, NewContext, in_each_language, link, next_language
from tests.serving import Running

ROLE, DUTY = "key-account-manager", "collect-receivables"


@pytest.fixture
def role(library: Library) -> Role:
    role = library.role(ROLE)
    assert role is not None
    return role


def text(role: Role, language: Language, clause: str = DUTY) -> str:
    """Return the wording of a clause in *language*."""
    found = role.clause(clause)
    wording = found.wording(language.code) if found else None
    assert wording is not None
    return wording.text


@in_each_language
def test_the_clause_in_the_address_is_opened(page: Page, language: Language, role: Role) -> None:
    page.goto(role_path(language.code, ROLE, DUTY))
    clause = page.locator(f"#{DUTY}")

    expect(clause).to_be_in_viewport()
    expect(clause.locator(".unfolding")).to_have_attribute("open", "")
    expect(clause.get_by_text(text(role, next_language(language)))).to_be_visible()
    expect(page.locator(".unfolding[open]")).to_have_count(1)


@in_each_language
def test_enter_opens_and_closes_a_clause(page: Page, language: Language, role: Role) -> None:
    page.goto(role_path(language.code, ROLE))
    clause = page.locator(f"#{DUTY}")
    other = clause.get_by_text(text(role, next_language(language)))
    clause.locator(".unfolding > summary").focus()

    expect(other).to_be_hidden()
    page.keyboard.press("Enter")
    expect(other).to_be_visible()
    page.keyboard.press("Enter")
    expect(other).to_be_hidden()
    clause.locator(".wording").click(position={"x": 2, "y": 2})
    expect(other).to_be_visible()


@in_each_language
def test_the_text_and_the_address_of_a_clause_are_copied(
    new_context: NewContext, site: Running, language: Language, role: Role
) -> None:
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(role_path(language.code, ROLE, DUTY))
    for what, expected in {
        "text": text(role, language),
        "address": site.url + role_path(language.code, ROLE, DUTY),
    }.items():
        button = page.locator(f'#{DUTY} [data-copy="{what}"]')
        label = button.inner_text()
        button.click()
        expect(button).not_to_have_text(label)
        expect(page.get_by_role("status")).to_have_text(button.inner_text())

        assert page.evaluate("navigator.clipboard.readText()") == expected


@in_each_language
def test_without_scripts_a_dot_leads_to_the_clause_in_the_other_language(
    new_context: NewContext, language: Language, role: Role
) -> None:
    page, other = new_context(java_script_enabled=False).new_page(), next_language(language)
    page.goto(role_path(language.code, ROLE))
    page.locator(f"#{DUTY} .unfolding > summary").click()
    expect(page.locator(f"#{DUTY}").get_by_text(text(role, other))).to_be_visible()
    expect(page.locator(f"#{DUTY} [data-copy]").first).to_be_hidden()
    link(page, role_path(other.code, ROLE, DUTY)).click()

    expect(page).to_have_url(re.compile(re.escape(role_path(other.code, ROLE, DUTY)) + "$"))
    expect(page.locator(f"#{DUTY} .wording")).to_have_text(text(role, other))
    expect(page.locator(f"#{DUTY}")).to_be_in_viewport()


@in_each_language
def test_on_paper_the_description_stays_and_the_navigation_goes(
    page: Page, language: Language, role: Role
) -> None:
    page.goto(role_path(language.code, ROLE, DUTY))
    page.emulate_media(media="print")

    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_role("search")).to_have_count(0)
    expect(page.get_by_role("complementary")).to_have_count(0)
    clauses = page.locator(".clause")
    expect(clauses).to_have_count(len(tuple(role.clauses)))
    expect(clauses.locator(".number").filter(visible=True)).to_have_count(clauses.count())
    expect(clauses.locator(".wording").filter(visible=True)).to_have_count(clauses.count())
    expect(page.locator(f"#{DUTY}").get_by_text(text(role, next_language(language)))).to_be_visible()


@in_each_language
def test_on_paper_a_gap_is_seen(page: Page, language: Language, gapped: Gapped) -> None:
    page.goto(gapped.running.url + align_path(language.code, gapped.role))
    page.emulate_media(media="print")

    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.locator(f"#{gapped.clauses[language.code]} .gap")).to_be_visible()
