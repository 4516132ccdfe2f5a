"""Every kind of page in each language: whoever reads it, on whatever screen, in light or dark."""

import re
from typing import Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from kb.addresses import (
    align_glossary_path,
    align_guide_path,
    align_path,
    compare_path,
    concept_path,
    concordance_path,
    desk_path,
    glossary_path,
    guide_path,
    home_path,
    role_path,
    search_path,
    status_path,
)
from kb.languages import LANGUAGES, Language
from kb.library import Library
from tests.browser import NARROWEST, PHONE, WIDE, Gapped, in_each_language
from tests.serving import Running

ROLES = ("key-account-manager", "client-manager", "office-manager")
DUTY, TERM, GUIDE = "collect-receivables", "accounts-receivable", "pay-and-indicators"

RULES = {"resultTypes": ["violations"], "reporter": "no-passes", "rules": {"target-size": {"enabled": True}}}
"""All of axe's and, of those it leaves out, how large a target is (WCAG 2.2, 2.5.8)."""

OPEN = "for (const details of document.querySelectorAll('details')) details.open = true"
SHORTEN = """
for (const parent of document.querySelectorAll('main, main *')) {
    const kinds = new Map()
    for (const child of [...parent.children]) {
        const kind = child.tagName + child.className
        kinds.set(kind, 1 + (kinds.get(kind) ?? 0))
        if (kinds.get(kind) > 3) child.remove()
    }
}
"""
"""The fourth of equal things side by side tells no more than the first three, and costs axe as much."""

OVERFLOWING = """
[...document.querySelectorAll('body *')]
    .filter((box) => box.scrollWidth > box.clientWidth)
    .filter((box) => ['auto', 'scroll'].includes(getComputedStyle(box).overflowX))
    .map((box) => box.matches('.contents, .scroll:has(table)') ? null : box.className || box.tagName)
    .filter(Boolean)
"""

KINDS = (
    "home",
    "role",
    "concept",
    "search",
    "search-nothing",
    "search-form",
    "compare-two",
    "compare-three",
    "align",
    "guide",
    "glossary",
    "status",
    "not-found",
    "gapped-role",
    "gapped-align",
    "gapped-status",
    "untranslated-role",
    "noted-role",
    "noted-concept",
    "noted-compare",
    "noted-align",
    "desk-overview",
    "desk-align",
    "desk-glossary",
    "desk-guide",
    "desk-concordance",
    "desk-status",
)
in_every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture
def address(
    kind: str, language: Language, library: Library, site: Running, gapped: Gapped, noted: Running, desk: Running
) -> str:
    """Where a page of this *kind* stands."""
    code, (_, second, short) = language.code, ROLES
    term = library.term(TERM)
    entry = term.entry(code) if term else None
    paths = {
        "home": home_path(code),
        "role": role_path(code, short),
        "concept": concept_path(code, DUTY),
        "search": search_path(code, entry.preferred if entry else ""),
        "search-nothing": search_path(code, "qqqxxqqq"),
        "search-form": search_path(code),
        "compare-two": compare_path(code, [short, second]),
        "compare-three": compare_path(code, ROLES),
        "align": align_path(code, short),
        "guide": guide_path(code, GUIDE),
        "glossary": glossary_path(code),
        "status": status_path(code),
        "not-found": f"{home_path(code)}nothing",
        "gapped-role": role_path(code, gapped.role),
        "gapped-align": align_path(code, gapped.role) + "?show=missing",
        "gapped-status": status_path(code),
        "untranslated-role": role_path(code, gapped.roles[code]),
        "noted-role": role_path(code, "guard"),
        "noted-concept": concept_path(code, "greet-guests"),
        "noted-compare": compare_path(code, ["guard", "host"]),
        "noted-align": align_path(code, "guard"),
        "desk-overview": desk_path(code),
        "desk-align": align_path(code, "guard"),
        "desk-glossary": align_glossary_path(code),
        "desk-guide": align_guide_path(code, "doors"),
        "desk-concordance": concordance_path(code) + "?q=key+box",
        "desk-status": status_path(code),
    }
    others = {"gapped": gapped.running, "untranslated": gapped.running, "noted": noted, "desk": desk}
    served = others.get(kind.split("-")[0], site)
    return served.url + paths[kind]


@in_each_language
@in_every_kind
def test_axe_finds_nothing_serious(page: Page, address: str, language: Language) -> None:
    page.goto(address)
    page.evaluate(OPEN)
    page.evaluate(SHORTEN)
    schemes: list[Literal["light", "dark"]] = ["light", "dark"]
    # Each kind is seen wide and narrow in both schemes, though not in every language: axe is slow.
    if LANGUAGES.index(language) % 2:
        schemes.reverse()
    for width, scheme in zip((WIDE, PHONE), schemes, strict=True):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert serious(page) == [], f"{width} pixels, {scheme}"


def serious(page: Page) -> list[str]:
    """Return what axe finds that keeps people from reading."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return [
        f"{violation['id']}: {[node['html'] for node in violation['nodes']]}"
        for violation in page.evaluate("rules => axe.run(rules)", RULES)["violations"]
        if violation["impact"] in {"serious", "critical"}
    ]


@in_each_language
@in_every_kind
def test_nothing_scrolls_sideways_at_320_pixels(page: Page, address: str) -> None:
    page.set_viewport_size({"width": NARROWEST, "height": 640})
    page.goto(address)
    page.evaluate(OPEN)

    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
    assert page.evaluate(OVERFLOWING) == []


@in_each_language
def test_the_home_address_leads_to_the_language_of_the_browser(page: Page, language: Language) -> None:
    page.set_extra_http_headers({"Accept-Language": language.locale.replace("_", "-")})
    page.goto("/")

    expect(page).to_have_url(re.compile(f"{home_path(language.code)}$"))
    expect(page.locator("html")).to_have_attribute("lang", language.tag)


@in_each_language
def test_every_stop_of_the_tab_key_is_seen(page: Page, language: Language) -> None:
    page.goto(role_path(language.code, ROLES[-1]))
    for _ in range(60):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            "[document.activeElement.outerHTML, getComputedStyle(document.activeElement).outlineStyle]"
        )
        assert outline != "none", name
