"""The search in a browser: the whole job by keys alone, and without scripts."""

import re
from collections import Counter
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from kb.addresses import home_path, role_path, search_path
from kb.analysis.stopwords import stop_words
from kb.languages import Language
from kb.library import Library
from tests.browser import NewContext, in_each_language, phrase
from tests.hands import Keyboard
from tests.serving import Running
from tests.test_browser_pages import serious

ROLE = "key-account-manager"
SUGGEST = "**/api/v1/suggest?*"


@pytest.fixture
def title(library: Library, language: Language) -> str:
    """The title of a role in the language of the test."""
    role = library.role(ROLE)
    assert role is not None
    return role.best_version(language.code).title


@pytest.fixture
def common_word(library: Library, language: Language) -> str:
    """The word of five letters or more that stands in most duties."""
    duties = (clause.wording(language.code) for clause in library.clauses if clause.kind == "duties")
    counts: Counter[str] = Counter(
        word
        for duty in duties
        for word in set(re.findall(r"\w{5,}", duty.text.casefold() if duty else ""))
        if word not in stop_words(language)
    )
    return counts.most_common(1)[0][0]


def hits(page: Page) -> list[str]:
    return page.locator(".hit h2").all_inner_texts()


@in_each_language
def test_suggestions_are_chosen_with_the_arrows(page: Page, language: Language, title: str) -> None:
    page.goto(home_path(language.code))
    box = page.get_by_role("combobox")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type(title[:-1])
    options = page.get_by_role("option")
    wanted = options.and_(page.locator(f'[data-url="{role_path(language.code, ROLE)}"]')).first
    expect(wanted).to_contain_text(title)
    expect(box).to_have_attribute("aria-expanded", "true")
    assert serious(page) == []

    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    for _ in options.all():
        if wanted.get_attribute("aria-selected") != "true":
            page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", wanted.get_attribute("id") or "")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"{role_path(language.code, ROLE)}$"))


@in_each_language
def test_escape_closes_the_suggestions_and_enter_searches_what_was_typed(
    page: Page, language: Language, title: str
) -> None:
    page.goto(role_path(language.code, ROLE))
    page.keyboard.press("/")
    page.keyboard.type(title)
    expect(page.get_by_role("listbox")).to_be_visible()

    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(page.get_by_role("combobox")).to_have_value(title)
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url(f"**{search_path(language.code)}?*")
    assert parse_qs(urlsplit(page.url).query)["q"] == [title]
    expect(page.locator(".hit h2").first).to_have_text(title)


def test_an_answer_to_what_is_no_longer_typed_is_dropped(page: Page) -> None:
    held: list[Route] = []
    page.route(SUGGEST, lambda route: route.continue_() if held else held.append(route))
    page.goto("/en/")
    page.keyboard.press("/")
    with page.expect_request(SUGGEST):
        page.keyboard.type("office")
    page.keyboard.press("Control+A")
    page.keyboard.type("key")
    option = page.get_by_role("option", name="Key account manager").first
    expect(option).to_be_visible()
    with page.expect_response(lambda response: "q=office" in response.url):
        held[0].continue_()
    page.evaluate("new Promise((done) => setTimeout(done, 100))")

    expect(option).to_be_visible()
    expect(page.get_by_role("option", name="Office manager")).to_have_count(0)


@in_each_language
def test_filters_more_and_back_by_keys_alone(page: Page, language: Language, common_word: str) -> None:
    keyboard = Keyboard(page)
    page.goto(home_path(language.code))
    keyboard.search(common_word)
    page.wait_for_url(f"**{search_path(language.code)}?*")
    plain = hits(page)
    box = page.locator("input[name=section][value=duties]")
    count = int(page.locator("label", has=box).locator(".count").inner_text())
    assert count > 10

    keyboard.use(box)
    expect(page).to_have_url(re.compile("section=duties"))
    expect(page.locator(".notes")).to_contain_text(re.compile(rf"\b{count}\b"))
    expect(box).to_be_focused()
    filtered = hits(page)

    keyboard.use(page.get_by_role("link", name=re.compile(phrase(language, "More results"))))
    expect(page).to_have_url(re.compile("offset=10"))
    expect(box).to_be_checked()
    assert not set(hits(page)) & set(filtered)

    # That the browser's own keys lead back is not up to the page, and a browser without a window has none.
    page.go_back()
    expect(page).not_to_have_url(re.compile("offset"))
    expect(page.locator(".hit h2")).to_have_text(filtered)
    page.go_back()
    expect(page).not_to_have_url(re.compile("section"))
    expect(page.locator(".hit h2")).to_have_text(plain)
    expect(box).not_to_be_checked()


@in_each_language
def test_without_scripts_there_is_a_button_for_search_and_filters(
    new_context: NewContext, language: Language, common_word: str
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(role_path(language.code, ROLE))
    page.get_by_role("searchbox").fill(common_word)
    page.get_by_role("searchbox").press("Enter")
    box = page.locator("input[name=section][value=rights]")
    count = int(page.locator("label", has=box).locator(".count").inner_text())
    box.check()
    page.get_by_role("button", name=phrase(language, "Filter"), exact=True).click()

    expect(page).to_have_url(re.compile("section=rights"))
    expect(box).to_be_checked()
    expect(page.locator(".hit")).to_have_count(min(count, 10))
    expect(page.locator(".hit .eyebrow", has_text=phrase(language, "Right"))).to_have_count(min(count, 10))


@in_each_language
def test_a_corrected_query_says_so_and_leads_back_to_what_was_typed(
    page: Page, language: Language, library: Library
) -> None:
    term = library.term("accounts-receivable")
    entry = term.entry(language.code) if term else None
    assert entry is not None
    typed = entry.preferred[:3] + entry.preferred[4:]
    keyboard = Keyboard(page)
    page.goto(home_path(language.code))
    keyboard.search(typed)
    note = page.get_by_role("status")
    message = "Spelling corrected: these are the results for “%(searched)s”."
    expect(note).to_contain_text(phrase(language, message, searched=entry.preferred))
    expect(page.get_by_role("combobox")).to_have_value(typed)
    assert serious(page) == []

    keyboard.use(note.get_by_role("link", name=phrase(language, "Search for exactly “%(query)s”", query=typed)))
    expect(page).to_have_url(re.compile("exact=1"))
    expect(page.get_by_role("combobox")).to_have_value(typed)
    expect(note).not_to_contain_text(phrase(language, message, searched=entry.preferred))


@in_each_language
def test_the_examples_of_the_help_find_something(site: Running, language: Language) -> None:
    help = phrase(
        language,
        "“key account” finds the phrase, -sales leaves the word out, negotiat* finds words that begin that way.",
    )
    examples = re.findall(r"[“«].+?[”»]|\w+\*", help)

    assert len(examples) == 2
    for example in examples:
        assert site.json(f"/api/v1/search?q={quote(example)}&reader={language.code}")["total"], example
