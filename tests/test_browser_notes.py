"""Notes in a browser: open where there is room, folded where there is little, printed on paper, never copied."""

import pytest
from playwright.sync_api import Page, expect

from kb.addresses import align_path, compare_path, concept_path, role_path
from kb.languages import DEFAULT, Language
from tests.browser import PHONE, NewContext, in_each_language
from tests.hands import Hands
from tests.serving import Running

CLAUSE = "#greet-guests"
TEXT = "In Britain, 2026: with a licence."


@in_each_language
def test_notes_are_open_where_there_is_room(page: Page, noted: Running, language: Language) -> None:
    for path in (role_path(language.code, "guard"), align_path(language.code, "guard")):
        page.goto(noted.url + path)

        notes = page.locator(".note").filter(visible=True)
        expect(page.locator(".note:not([open])")).to_have_count(0)
        expect(notes.locator(".note-text").first).to_be_visible()


def test_a_note_unfolds_on_a_narrow_screen_by_key_and_by_finger(hands: Hands, noted: Running) -> None:
    hands.page.set_viewport_size({"width": PHONE, "height": 740})
    hands.page.goto(noted.url + role_path(DEFAULT.code, "guard"))
    clause = hands.page.locator(CLAUSE)
    text = clause.get_by_text(TEXT)

    expect(text).to_be_hidden()
    hands.use(clause.locator(".note > summary").first)
    expect(text).to_be_visible()
    expect(clause.locator(".unfolding")).not_to_have_attribute("open", "")


def test_without_scripts_notes_are_open_and_fold_nevertheless(new_context: NewContext, noted: Running) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": PHONE, "height": 740}).new_page()
    page.goto(noted.url + role_path(DEFAULT.code, "guard"))
    text = page.locator(CLAUSE).get_by_text(TEXT)

    expect(text).to_be_visible()
    page.locator(CLAUSE).locator(".note > summary").first.click()
    expect(text).to_be_hidden()


@pytest.mark.parametrize("path", [role_path(DEFAULT.code, "guard"), compare_path(DEFAULT.code, ["guard", "host"])])
def test_on_paper_folded_notes_are_printed_small(page: Page, noted: Running, path: str) -> None:
    page.set_viewport_size({"width": PHONE, "height": 740})
    page.goto(noted.url + path)
    note = page.locator(".note-text").get_by_text(TEXT).first
    expect(note).to_be_hidden()
    page.emulate_media(media="print")

    assert note.evaluate("note => note.checkVisibility({contentVisibilityAuto: true}) && note.offsetHeight > 0")
    assert note.evaluate("note => parseFloat(getComputedStyle(note).fontSize)") < 12


def test_neither_notes_nor_marks_are_copied(new_context: NewContext, noted: Running) -> None:
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    copied = []
    for clause in ("greet-guests", "driving-licence"):
        page.goto(noted.url + role_path(DEFAULT.code, "guard", clause))
        page.locator(f'#{clause} [data-copy="text"]').press("Enter")
        expect(page.get_by_role("status")).not_to_be_empty()
        copied.append(page.evaluate("navigator.clipboard.readText()"))

    assert copied == ["Greets guests.", "A driving licence."]


@in_each_language
def test_each_wording_of_a_concept_is_copied_alone(
    new_context: NewContext, noted: Running, language: Language
) -> None:
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(noted.url + concept_path(language.code, "greet-guests"))
    page.locator('.version[data-language="ru"] [data-copy]').click()
    expect(page.get_by_role("status")).not_to_be_empty()

    assert page.evaluate("navigator.clipboard.readText()") == "Встречает гостей."


def test_a_clause_that_is_selected_has_no_tags_in_it(page: Page, noted: Running) -> None:
    page.goto(noted.url + role_path(DEFAULT.code, "guard"))
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#driving-licence'))")
    selected = page.evaluate("String(getSelection())")

    assert "A driving licence." in selected
    assert "desirable" not in selected
