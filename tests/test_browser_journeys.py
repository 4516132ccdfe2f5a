"""Three people do what they came for, in each language, by keys alone and with a finger at 360 pixels."""

import re

from babel import Locale
from playwright.sync_api import expect

from kb.addresses import align_path, compare_path, concept_path, home_path, role_path, status_path
from kb.languages import Language
from kb.library import Library
from kb.model import Concept
from tests.browser import Gapped, in_each_language, language_link, link, next_language, phrase
from tests.hands import Hands

DUTY, TERM, ROLE = "collect-receivables", "accounts-receivable", "key-account-manager"


@in_each_language
def test_a_recruiter_finds_a_duty_and_compares_two_roles_that_share_it(
    hands: Hands, library: Library, language: Language
) -> None:
    page, code = hands.page, language.code
    duty, term = library.concept(DUTY), library.term(TERM)
    assert duty is not None
    assert term is not None
    entry = term.entry(code)
    assert entry is not None

    page.goto(home_path(code))
    hands.search(entry.preferred)
    box = page.locator("input[name=section][value=duties]")
    count = int(page.locator("label", has=box).locator(".count").inner_text())
    hands.use(box)
    expect(page).to_have_url(re.compile("section=duties"))
    expect(page.locator(".hit")).to_have_count(min(count, 10))
    expect(page.locator(".hit .eyebrow", has_text=phrase(language, "Duty"))).to_have_count(min(count, 10))

    hands.use(link(page, concept_path(code, DUTY)))
    shows_every_wording(hands, duty)
    first, second = (library.role(id) for id in duty.roles[:2])
    assert first is not None
    assert second is not None
    for role in (first, second):
        expect(link(page, role_path(code, role.id, DUTY))).to_have_text(role.best_version(code).title)

    hands.use(page.get_by_role("contentinfo").locator(f'a[href="{compare_path(code)}"]'))
    for number, role in enumerate((first, second), 1):
        select = page.get_by_label(phrase(language, "Role %(number)d", number=number))
        hands.choose(select, role.id)
        expect(select).to_have_value(role.id)
    hands.use(page.get_by_role("button", name=phrase(language, "Compare"), exact=True))
    expect(page.get_by_role("columnheader").get_by_role("link")).to_have_count(2)
    expect(link(page, concept_path(code, DUTY))).to_be_visible()


def shows_every_wording(hands: Hands, concept: Concept) -> None:
    for clause in concept.clauses:
        for wording in clause.wordings:
            shown = hands.page.locator(f'.version[data-language="{wording.language}"]', has_text=wording.text)
            expect(shown.first).to_be_visible()


@in_each_language
def test_a_translator_finds_the_gap_and_the_status_page_agrees(
    hands: Hands, gapped: Gapped, library: Library, language: Language
) -> None:
    page, code = hands.page, language.code
    role = library.role(gapped.role)
    assert role is not None
    total = len(tuple(role.clauses))
    gap = gapped.clauses[code]

    page.goto(gapped.running.url + role_path(code, gapped.role))
    hands.use(page.locator(".contents a").last)
    hands.use(link(page, align_path(code, gapped.role)))
    expect(page.locator(f'thead th[data-language="{code}"]')).to_contain_text(counted(language, total))

    hands.use(link(page, f"{align_path(code, gapped.role)}?show=missing"))
    expect(page.locator("tbody tr[id]")).to_have_count(len(gapped.clauses))
    cell = page.locator(f'#{gap} td[data-language="{code}"]')
    title = Locale.parse(language.locale).languages[code]
    expect(cell).to_contain_text(phrase(language, "no wording yet: %(language)s", language=title))
    expect(page.locator(f'#{gap} td[data-language="{next_language(language).code}"]')).to_have_attribute(
        "lang", next_language(language).tag
    )

    hands.use(page.get_by_role("contentinfo").locator(f'a[href="{status_path(code)}"]'))
    row = page.get_by_role("row").filter(has=page.locator(f'a[href="{role_path(code, gapped.role)}"]'))
    expect(row.locator(f'td[data-language="{code}"]')).to_have_text(counted(language, total))
    problem = page.locator("section", has=page.get_by_role("heading", name=f"{code}/{gapped.role}.md"))
    expect(problem.last).to_contain_text(f"#{gap}")


def counted(language: Language, total: int) -> str:
    return phrase(language, "%(present)d of %(total)d", present=total - 1, total=total)


@in_each_language
def test_a_candidate_reads_a_role_and_stays_at_the_clause_in_another_language(
    hands: Hands, library: Library, language: Language
) -> None:
    page, code, other = hands.page, language.code, next_language(language)
    role = library.role(ROLE)
    assert role is not None
    section = role.sections[1]
    clause = section.clauses[0]
    wording, translated = clause.wording(code), clause.wording(other.code)
    assert wording is not None
    assert translated is not None

    page.goto(home_path(code))
    hands.use(link(page, role_path(code, ROLE)))
    expect(page.get_by_role("heading", level=1)).to_have_text(role.best_version(code).title)

    hands.use(page.locator(f'.contents a[href="#ui-{section.kind}"]'))
    expect(page.locator(f"#ui-{section.kind}")).to_be_in_viewport()
    expect(page.locator(f"#{clause.id} .wording")).to_have_text(wording.text)
    hands.use(link(page, role_path(code, ROLE, clause.id)))
    expect(page.locator(f"#{clause.id} .unfolding")).to_have_attribute("open", "")

    hands.use(language_link(page, other), backwards=True)
    expect(page).to_have_url(re.compile(re.escape(role_path(other.code, ROLE, clause.id)) + "$"))
    expect(page.locator("html")).to_have_attribute("lang", other.tag)
    expect(page.locator(f"#{clause.id} .wording")).to_have_text(translated.text)
    expect(page.locator(f"#{clause.id}")).to_be_in_viewport()
