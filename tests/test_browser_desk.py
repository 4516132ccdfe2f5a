"""The translators' desk in a browser: by keys alone, on a phone, on paper, without scripts."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from kb.addresses import align_path, status_path
from kb.languages import DEFAULT
from tests.browser import EDITOR, PHONE, NewContext
from tests.desk_site import MANY
from tests.hands import Keyboard
from tests.serving import Running

CODE = DEFAULT.code
ALIGNED = align_path(CODE, "guard")
STALE = "?with=no&show=stale"

FOCUSED = "document.activeElement.id"
IN_SIGHT = """row => {
    const box = row.getBoundingClientRect()
    return box.top >= 0 && box.bottom <= innerHeight
}"""


def press(page: Page, key: str) -> str:
    """Press a *key* and return the id of the row that has the focus then."""
    page.keyboard.press(key)
    focused: str = page.evaluate(FOCUSED)
    return focused


def test_a_translator_finds_all_that_is_stale_reads_why_and_opens_the_line(page: Page, desk: Running) -> None:
    page.route(f"{EDITOR}**", _answer)
    page.goto(desk.url + status_path(CODE))
    stale = page.locator(f'a[href="{ALIGNED}{STALE}"]')
    expect(stale).to_have_text("Stale 2")
    Keyboard(page).use(stale)

    expect(page.locator(".chip[aria-current]").first).to_have_text("Stale 2")
    expect(page.locator("[data-keys]")).to_be_visible()
    assert [press(page, key) for key in ("j", "j", "j", "k", "Alt+ArrowDown", "Alt+ArrowUp")] == [
        "greet-guests",
        "lock-building",
        "lock-building",
        "greet-guests",
        "lock-building",
        "greet-guests",
    ]
    changed = page.locator("#greet-guests .changed")
    expect(changed.locator("ins").first).to_have_text("Counts the money")
    expect(page).to_have_url(re.compile("#greet-guests$"))
    page.keyboard.press("e")
    expect(page).to_have_url(f"{EDITOR}content/no/guard.md#L8")


def _answer(route: Route) -> None:
    route.fulfill(body="<title>Editor</title>", content_type="text/html")


def test_twenty_items_are_gone_through_by_keys_alone_and_each_is_in_sight(page: Page, desk: Running) -> None:
    page.goto(desk.url + align_path(CODE, "teller") + STALE)
    for number in range(1, MANY + 1):
        assert press(page, "j" if number % 2 else "Alt+ArrowDown") == f"coin-{number}"
        assert page.locator(f"#coin-{number}").evaluate(IN_SIGHT)


def test_rows_are_filtered_by_rule_by_keys_alone(page: Page, desk: Running) -> None:
    page.goto(desk.url + ALIGNED)
    keyboard = Keyboard(page)
    keyboard.use(page.locator("summary", has_text="By rule"))
    keyboard.use(page.get_by_role("link", name="number 1"))

    expect(page.locator(".aligned tr.is-open")).to_have_count(1)
    expect(page.locator("[data-keys]")).to_be_visible()
    assert press(page, "j") == "wait-years"
    expect(page.locator("#wait-years .finding", has_text="make them equal")).to_be_visible()


@pytest.mark.parametrize("closing", ["Escape", "Enter"])
def test_the_keys_are_explained_and_the_focus_comes_back(page: Page, desk: Running, closing: str) -> None:
    page.goto(desk.url + ALIGNED)
    page.keyboard.press("j")
    focused = press(page, "k")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    page.keyboard.press(closing)

    expect(keys).to_be_hidden()
    assert page.evaluate(FOCUSED) == focused


def test_the_button_explains_the_keys_to_those_with_a_mouse(page: Page, desk: Running) -> None:
    page.goto(desk.url + ALIGNED)
    page.get_by_role("button", name="Keys").click()

    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def test_keys_typed_into_the_search_box_are_letters(page: Page, desk: Running) -> None:
    page.goto(desk.url + ALIGNED)
    page.keyboard.press("/")
    page.keyboard.type("jk?e")

    expect(page.get_by_role("combobox")).to_have_value("jk?e")
    expect(page).to_have_url(re.compile(f"{ALIGNED}$"))


def test_on_a_phone_each_text_has_its_language_state_and_difference(
    new_context: NewContext, desk: Running
) -> None:
    page = new_context(viewport={"width": PHONE, "height": 740}, has_touch=True).new_page()
    page.goto(desk.url + ALIGNED)
    page.get_by_role("link", name="Stale 2").tap()
    cell = page.locator("#greet-guests td[data-language=no]")

    expect(cell.locator(".narrow-language")).to_have_text("Norsk")
    expect(cell.locator(".state-stale")).to_be_visible()
    expect(cell.locator(".difference")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_without_scripts_filters_work_and_keys_are_not_spoken_of(new_context: NewContext, desk: Running) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(desk.url + ALIGNED)
    expect(page.locator("[data-keys]")).to_be_hidden()
    page.get_by_role("link", name="Stale 2").click()

    expect(page.locator(".aligned tr.is-open")).to_have_count(2)
    page.locator("summary", has_text="By part").click()
    page.get_by_role("link", name="Rights 1").click()
    expect(page.locator("p.notice")).to_be_visible()


def test_on_paper_states_and_findings_are_printed_and_controls_are_not(page: Page, desk: Running) -> None:
    page.goto(desk.url + ALIGNED)
    page.emulate_media(media="print")

    for printed in (".state-stale", ".difference", ".finding > p", ".place", "td.gap"):
        expect(page.locator(printed).first).to_be_visible()
    for left_out in (".chip", ".choosing", "[data-keys]", ".accepting"):
        expect(page.locator(left_out).first).to_be_hidden()
