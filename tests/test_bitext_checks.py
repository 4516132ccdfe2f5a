"""Each rule finds what it is for, and leaves alone what only looks like it."""

from pathlib import Path

import pytest

from kb.bitext.checker import RULES, Checker
from kb.bitext.desk import open_analyses
from kb.library import build_library
from kb.reading.content import read_content
from tests.bitext_content import desk, findings, found, glossary, role
from tests.conftest import Write

Texts = dict[str, str]

AGREEING = [
    ("duties", {"en": "Prevents delay.", "ru": "Не допускает просрочки.", "no": "Forebygger forsinkelser."}),
    ("duties", {"en": "Works without delay.", "ru": "Работает без промедления.", "no": "Arbeider uten opphold."}),
    ("duties", {"en": "Drives 2 years.", "ru": "Водит два года.", "no": "Kjører i to år."}),
    (
        "duties",
        {"en": "Plans for two years.", "ru": "Составляет двухлетний план.", "no": "Setter opp en toårig plan."},
    ),
    ("duties", {"en": "Waits half a year.", "ru": "Ждёт полгода.", "no": "Venter et halvt år."}),
    ("duties", {"en": "Pays 20,000 roubles.", "ru": "Платит 20 000 рублей.", "no": "Betaler 20 000 rubler."}),
    (
        "duties",
        {"en": "Comes by 12 May 2026.", "ru": "Приходит до 12 мая 2026 года.", "no": "Kommer innen 12. mai 2026."},
    ),
    ("duties", {"en": "Keeps 30% of it.", "ru": "Хранит 30 % этого.", "no": "Tar vare på 30 prosent av det."}),
    ("duties", {"en": "Must lock the gate.", "ru": "Запирает ворота.", "no": "Skal låse porten."}),
    (
        "rights",
        {"en": "May open the gate.", "ru": "Имеет право открыть ворота.", "no": "Har rett til å åpne porten."},
    ),
    ("rights", {"en": "Is entitled to rest.", "ru": "Вправе отдыхать.", "no": "Kan hvile."}),
    (
        "liability",
        {"en": "Answers for the keys.", "ru": "Несёт ответственность за ключи.", "no": "Svarer for nøklene."},
    ),
    (
        "liability",
        {
            "en": "Is accountable for performing the duties properly.",
            "ru": "Несёт ответственность за ненадлежащее исполнение обязанностей.",
            "no": "Er ansvarlig for forsømmelser.",
        },
    ),
    ("duties", {"en": "Works by section 12 of the Act 1996.", "ru": "Работает по ст. 60.2 и п. 5 ч. 1 ст. 81."}),
    ("duties", {"en": "Works by the law.", "ru": "Работает по закону № 565-ФЗ.", "no": "Arbeider etter § 14-6."}),
    (
        "duties",
        {
            "en": "Tests it at least every 5 years.",
            "ru": "Проверяет это с промежутком не более 5 лет.",
            "no": "Prøver det med høyst 5 års mellomrom.",
        },
    ),
    ("duties", {"en": "Helps a senior guard.", "ru": "Помогает охраннику, сторожу и старшему сторожу."}),
    ("duties", {"en": "Works in unusual places.", "ru": "Работает в нестандартных местах."}),
    ("requirements", {"en": "At least 18 years.", "ru": "Возраст от 18 лет.", "no": "Må ha fylt 18 år."}),
    ("requirements", {"en": "No criminal record.", "ru": "Отсутствие судимости.", "no": "Ikke straffet."}),
    ("duties", {"en": "Works in Salesforce.", "ru": "Работает в Salesforce.", "no": "Arbeider i Salesforce."}),
    ("duties", {"en": "Travels to Moscow.", "ru": "Ездит в Москву.", "no": "Reiser til Moskva."}),
]

DIFFERING = [
    (
        "polarity",
        "liability",
        "ru",
        {"en": "Is liable for the keys.", "ru": "Не несёт ответственности за ключи."},
    ),
    ("number", "duties", "ru", {"en": "Waits 2 years by article 3.", "ru": "Ждёт 7 лет по ст. 3."}),
    ("modality", "rights", "no", {"en": "May open the gate.", "no": "Må åpne porten."}),
    ("modality", "rights", "ru", {"en": "May open the gate.", "ru": "Обязан открыть ворота."}),
    ("modality", "liability", "ru", {"en": "Is liable for the keys.", "ru": "Вправе хранить ключи."}),
    ("modality", "requirements", "no", {"en": "Clients must wait.", "no": "Kundene kan vente."}),
    ("polarity", "duties", "ru", {"en": "Locks the gate.", "ru": "Не запирает ворота."}),
    ("polarity", "duties", "no", {"en": "Works without delay.", "no": "Arbeider med opphold."}),
    ("polarity", "duties", "ru", {"en": "Never opens the gate.", "ru": "Открывает ворота."}),
    ("number", "duties", "ru", {"en": "Drives 2 years.", "ru": "Водит 7 лет."}),
    ("number", "duties", "no", {"en": "Drives two years.", "no": "Kjører i sju år."}),
    ("unit", "duties", "ru", {"en": "Comes in 3 days.", "ru": "Приходит через 3 недели."}),
    ("unit", "duties", "no", {"en": "Pays 5 roubles.", "no": "Betaler 5 kroner."}),
    ("date", "duties", "ru", {"en": "Comes on 12 May 2026.", "ru": "Приходит 12 июня 2026 года."}),
    ("bound", "requirements", "no", {"en": "At least 18 years old.", "no": "Høyst 18 år gammel."}),
    ("bound", "requirements", "ru", {"en": "At least 18 years old.", "ru": "Возраст 18 лет."}),
    ("name", "duties", "ru", {"en": "Works in Salesforce.", "ru": "Работает в HubSpot."}),
    ("name", "duties", "no", {"en": "Travels to Moscow.", "no": "Reiser til Bergen."}),
    ("untranslated", "duties", "no", {"en": "Locks the gate.", "no": "Locks the gate."}),
    ("partly-untranslated", "duties", "no", {"en": "Locks the gate.", "no": "Låser the gate."}),
    ("partly-untranslated", "duties", "ru", {"en": "Locks the gate.", "ru": "Запирает the gate."}),
    ("partly-untranslated", "duties", "en", {"en": "Locks the gate and ворота.", "ru": "Запирает ворота."}),
    ("empty", "duties", "no", {"en": "Locks the gate.", "no": "–"}),
    ("cut-off", "duties", "no", {"en": "Locks the gate.", "no": "Låser porten og"}),
    ("cut-off", "duties", "ru", {"en": "Locks the gate.", "ru": "Запирает ворота,"}),
    (
        "length",
        "duties",
        "ru",
        {"en": "Locks the gate, all doors, the windows and the shed, each in good time.", "ru": "Запирает."},
    ),
    ("repeated-word", "duties", "no", {"en": "Locks the gate.", "no": "Låser låser porten."}),
    ("quotation-marks", "duties", "ru", {"en": "Locks the gate.", "ru": 'Запирает "ворота".'}),
    ("spacing", "duties", "no", {"en": "Locks the gate, too.", "no": "Låser porten ,også."}),
    ("number-format", "duties", "ru", {"en": "Has 20,000 keys.", "ru": "Имеет 20,000 ключей."}),
    ("brackets", "duties", "no", {"en": "Locks the gate.", "no": "Låser (porten."}),
    ("brackets", "duties", "ru", {"en": "Locks the gate.", "ru": "Запирает «ворота."}),
    ("markup", "duties", "ru", {"en": "Locks the gate.", "ru": "Запирает **ворота."}),
    ("mixed-scripts", "duties", "ru", {"en": "Locks the gate.", "ru": "Запирает вoрота."}),
    ("worded-as-right", "duties", "en", {"en": "May lock the gate.", "ru": "Вправе запирать ворота."}),
    ("worded-as-duty", "rights", "ru", {"en": "Opens the gate.", "ru": "Открывает ворота."}),
]


def write(content: Write, section: str, texts: Texts) -> None:
    for language, text in texts.items():
        content(f"{language}/guard.md", role(language, section, gate=text))


@pytest.mark.parametrize(("section", "texts"), AGREEING, ids=lambda value: str(value)[:50])
def test_what_says_the_same_is_left_alone(section: str, texts: Texts, content: Write, folder: Path) -> None:
    write(content, section, texts)

    assert found(folder) == []


@pytest.mark.parametrize(("rule", "section", "language", "texts"), DIFFERING, ids=lambda value: str(value)[:40])
def test_what_does_not_say_the_same_is_found(
    rule: str, section: str, language: str, texts: Texts, content: Write, folder: Path
) -> None:
    write(content, section, texts)

    assert (rule, "guard#gate", language) in found(folder)


def test_a_finding_names_file_line_clause_rule_and_both_texts(content: Write, folder: Path) -> None:
    write(content, "duties", {"en": "Waits 2 years.", "ru": "Ждёт 7 лет."})

    (finding,) = findings(folder)
    assert (str(finding.place), finding.concept, finding.rule.id) == ("content/ru/guard.md:7", "gate", "number")
    assert (finding.expected, finding.found) == ("2", "7")
    assert finding.message == "the source has the number “2” and this “7”; make them equal"


def guide(text: str) -> str:
    return f"---\ntitle: Gates\nstatus: ready\n---\nAbout gates.\n\n## Locks {{#locks}}\n\n{text}\n"


@pytest.mark.parametrize(
    "note",
    [
        "В России, 2026: не позднее 14 дней.",
        "> Не позднее 14 дней.",
        "В России ждут не менее 14 дней.",
        "Ждать следует 14 дней (ст. 70 ТК РФ).",
    ],
)
def test_what_a_guide_says_of_the_law_of_one_country_is_not_expected_in_another_language(
    note: str, content: Write, folder: Path
) -> None:
    content("en/guides/gates.md", guide("Lock it within 3 days."))
    content("ru/guides/gates.md", guide(f"Запирайте за 3 дня.\n\n{note}"))

    assert found(folder) == []


def test_the_head_of_a_table_names_the_currency_for_all_its_lines(content: Write, folder: Path) -> None:
    content("en/guides/gates.md", guide("| Pay, roubles |\n| --- |\n| 20,000 |"))
    content("ru/guides/gates.md", guide("| Оплата |\n| --- |\n| 20 000 рублей |"))

    assert found(folder) == []


def test_a_verbal_noun_to_avoid_is_no_other_word_of_its_verb(content: Write, folder: Path) -> None:
    content("en/glossary.md", glossary("en", ("dismissal", "dismissal; ~~firing~~")))
    content("en/guard.md", role("en", gate="Knows the fire rules.", door="Is for firing guards."))

    assert found(folder) == [("avoided-term", "guard#door", "en")]


def test_what_one_country_does_is_not_expected_of_another_language(content: Write, folder: Path) -> None:
    aside = "Locks the gate; in Britain, it must not stay open for more than 5 hours."
    write(content, "duties", {"en": aside, "ru": "Запирает ворота."})

    assert found(folder) == []


def test_a_sentence_above_the_rights_says_that_they_are_rights(content: Write, folder: Path) -> None:
    text = role("en", "rights", gate="Open the gate.").replace("1. ", "The guard may:\n\n1. ")
    content("en/guard.md", text)

    assert found(folder) == []


def test_a_clause_that_ends_otherwise_than_its_section_is_found(content: Write, folder: Path) -> None:
    content("en/guard.md", role("en", gate="Locks the gate.", door="Locks the door", shed="Locks the shed."))

    assert found(folder) == [("end-punctuation", "guard#door", "en")]


TERMS = {"en": ("keys", "key; door key"), "ru": ("keys", "ключ; ~~отмычка~~"), "no": ("keys", "nøkkel")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Хранит ключи.", []),
        ("Пересчитывает все ключи.", []),
        ("Хранит вещи.", [("term", "guard#gate", "ru")]),
        ("Хранит отмычки.", [("avoided-term", "guard#gate", "ru"), ("term", "guard#gate", "ru")]),
    ],
)
def test_terms_are_found_in_any_inflection(
    text: str, expected: list[tuple[str, str, str]], content: Write, folder: Path
) -> None:
    for language in ("en", "ru"):
        content(f"{language}/glossary.md", glossary(language, TERMS[language]))
    write(content, "duties", {"en": "Keeps the keys.", "ru": text})

    assert found(folder) == expected


def test_terms_are_found_inside_compounds(content: Write, folder: Path) -> None:
    for language in ("en", "no"):
        content(f"{language}/glossary.md", glossary(language, TERMS[language]))
    write(content, "duties", {"en": "Counts the keys.", "no": "Teller opp nøkkelbeholdningen."})

    assert found(folder) == []


def test_one_sentence_in_two_translations_is_found_where_it_differs(content: Write, folder: Path) -> None:
    for name, text in (("guard", "Låser porten."), ("porter", "Låser porten."), ("clerk", "Stenger porten.")):
        content(f"en/{name}.md", role("en", gate="Locks the gate."))
        content(f"no/{name}.md", role("no", gate=text))

    assert found(folder) == [("two-translations", "clerk#gate", "no")]


def test_a_wording_without_source_is_extra(content: Write, folder: Path) -> None:
    content("en/guard.md", role("en", gate="Locks the gate."))
    content("no/guard.md", role("no", gate="Låser porten.", cat="Steller katten."))

    assert found(folder) == [("extra-wording", "guard#cat", "no")]


def test_nested_items_are_as_many_as_those_of_the_source(content: Write, folder: Path) -> None:
    content("en/guard.md", role("en", gate="Locks:") + "   - the gate;\n   - the door.\n")
    content("no/guard.md", role("no", gate="Låser:") + "   - porten.\n")

    assert ("nested-items", "guard#gate", "no") in found(folder)


def test_a_draft_gets_notes(content: Write, folder: Path) -> None:
    write(content, "duties", {"en": "Waits 2 years.", "ru": "Ждёт 7 лет."})
    draft = role("ru", gate="Ждёт 7 лет.").replace("title:", "status: draft\ntitle:")
    content("ru/guard.md", draft)

    assert [finding.severity for finding in findings(folder)] == ["note"]


def test_every_rule_explains_itself() -> None:
    for rule in RULES.values():
        assert rule.explanation.endswith(".")
        assert ";" in rule.message
        assert rule.example


def test_a_changed_role_is_checked_anew_by_a_checker_that_takes_over_what_was_read(
    content: Write, folder: Path
) -> None:
    write(content, "duties", {"en": "Waits 2 years.", "ru": "Ждёт 2 года."})
    first = desk(folder).checker
    assert first.findings("guard") == ()
    write(content, "duties", {"en": "Waits 2 years.", "ru": "Ждёт 7 лет."})
    second = Checker(build_library(read_content(folder)), {}, before=first)

    assert [finding.rule.id for finding in second.findings("guard")] == ["number"]


def test_what_was_found_is_kept_until_the_content_changes(content: Write, folder: Path, tmp_path: Path) -> None:
    write(content, "duties", {"en": "Waits 2 years.", "ru": "Ждёт 7 лет."})
    library, data = build_library(read_content(folder)), tmp_path / "data"
    found = Checker(library, open_analyses(data), data).all_findings()
    kept = Checker(library, {}, data)
    assert kept.all_findings() == found
    for file in data.glob("findings-*.json"):
        file.write_text("damaged", encoding="utf-8")

    assert Checker(library, open_analyses(data), data).all_findings() == found
