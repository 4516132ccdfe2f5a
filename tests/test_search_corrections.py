"""Queries that are misspelt, typed on the wrong keyboard or in other letters, and how they are read."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from kb.languages import CODES, LANGUAGES, Language
from kb.search.answers import Answer, Filters, Note, Query, TypedFilter
from kb.search.query.spelling import allowed_edits, vocabulary
from kb.search.snapshot import Snapshot, open_snapshot
from tests.search_library import RoleWritten, duties, library

KEY_ACCOUNTS = RoleWritten(
    id="key-account-manager",
    titles={
        "en": ["Key account manager", "KAM"],
        "ru": ["Менеджер по работе с ключевыми клиентами"],
        "no": ["Nøkkelkundeansvarlig", "KAM"],
    },
    clauses=duties(
        do_merchandising={
            "en": "Carries out merchandising of goods.",
            "ru": "Проводит мерчандайзинг товаров.",
            "no": "Utfører vareeksponering i butikk.",
        },
        collect_receivables={
            "en": "Makes sure that receivables are paid.",
            "ru": "Добивается погашения: дебиторская задолженность.",
            "no": "Sørger for at kundefordringer betales.",
        },
        set_discounts={
            "en": "Sets discounts; keeps the database of customers.",
            "ru": "Согласует прайс-лист и скидки.",
            "no": "Lager en prisliste og avtaler lønn.",
        },
        plan_sales={
            "en": "Plans sales and KPI in the CRM.",
            "ru": "Ведёт план продаж и учёт.",
            "no": "Lager en salgsplan.",
        },
        handle_objections={
            "en": "Answers objections of customers.",
            "ru": "Отвечает на возражения клиента.",
            "no": "Svarer på innvendinger.",
        },
    ),
)
SALES = RoleWritten(
    id="sales-manager",
    titles={"en": ["Sales manager"], "ru": ["Менеджер по продажам"], "no": ["Salgssjef"]},
    clauses={
        "duties": {
            f"serve-customers-{number}": {"en": f"Serves customers, part {number}."} for number in range(6)
        },
        "rights": {"see-database": {"en": "May see the database.", "ru": "Вправе видеть базу."}},
    },
)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    terms = {
        "trade-secret": {"en": ["trade secret"], "ru": ["коммерческая тайна"], "no": ["forretningshemmelighet"]}
    }
    content = library(KEY_ACCOUNTS, SALES, terms=terms)
    return open_snapshot(content, tmp_path_factory.mktemp("index"), lambda _: None)


def ask(snapshot: Snapshot, text: str, *, exact: bool = False, **filters: tuple[str, ...]) -> Answer:
    return snapshot.search(Query(text, "en", filters=Filters(**filters), exact=exact))


def codes(answer: Answer) -> list[str]:
    return [note.code for note in answer.notes if dict(note.values).get("searched")]


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("mercandising", "merchandising"),
        ("Recievables", "receivables"),
        ("rmerchandising", "merchandising"),
        ("key acount manager", "key account manager"),
        ("salesmanager", "sales manager"),
        ('"sales managre"', '"sales manager"'),
        ("дебиторская задолжность", "дебиторская задолженность"),
        ("мерчендайзинг", "мерчандайзинг"),
        ("менежер по продажам", "менеджер по продажам"),
        ("прйс-лист", "прайс-лист"),
        ("прайслистт", "прайс-лист"),
        ("учот", "учёт"),
        ("nøkkelkundeansvarlg", "nøkkelkundeansvarlig"),
        ("kundefodringer", "kundefordringer"),
        ("innvedninger -salg", "innvendinger -salg"),
        ("recievables section:duties", "receivables section:duties"),
    ],
)
def test_what_is_no_word_becomes_the_nearest_of_the_content(
    snapshot: Snapshot, typed: str, corrected: str
) -> None:
    answer = ask(snapshot, typed)

    assert (answer.corrected, codes(answer)) == (corrected, ["spelling"])
    assert answer.total > 0
    assert answer.query.text == typed


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("vtytl;th", "менеджер"),
        ("VTYTL;TH", "МЕНЕДЖЕР"),
        ("vtytl;th gj hf,jnt c rk.xtdsvb rkbtynfvb", "менеджер по работе с ключевыми клиентами"),
        ("CRM vtytl;th", "CRM менеджер"),
        ("ghjlfø", "продаж"),
        ("ьфтфпук", "manager"),
        ("ыфдпыздфт", "salgsplan"),
        ("l;nn", "lønn"),
        ("n;kkelkundeansvarlig", "nøkkelkundeansvarlig"),
    ],
)
def test_the_keys_of_another_keyboard_are_understood(snapshot: Snapshot, typed: str, corrected: str) -> None:
    answer = ask(snapshot, typed)

    assert (answer.corrected, codes(answer)) == (corrected, ["layout"])


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("debitorskaya zadolzhennost", "дебиторская задолженность"),
        ("menedzher po rabote s klyuchevymi klientami", "менеджер по работе с ключевыми клиентами"),
        ("menedjer", "менеджер"),
        ("vozrazheniya", "возражения"),
        ("Plan prodazh", "план продаж"),
        ("zadolzhennost'", "задолженность"),
        ("кпи", "kpi"),
        ("КПИ продаж", "kpi продаж"),
    ],
)
def test_letters_are_read_as_those_of_another_language(snapshot: Snapshot, typed: str, corrected: str) -> None:
    answer = ask(snapshot, typed)

    assert (answer.corrected, codes(answer)) == (corrected, ["transliteration"])


@pytest.mark.parametrize(
    ("typed", "corrected", "expected"),
    [
        ("vtytlth ghjlf;", "менеджер продаж", ["layout"]),
        ("zadolzhenost", "задолженность", ["transliteration"]),
        ("vtytl;th gj ghjlf;fvv", "менеджер по продажам", ["layout"]),
        ("vtytl;th recievables", "менеджер receivables", ["layout", "spelling"]),
    ],
)
def test_two_faults_are_put_right_at_once(
    snapshot: Snapshot, typed: str, corrected: str, expected: list[str]
) -> None:
    answer = ask(snapshot, typed)

    assert (answer.corrected, codes(answer)) == (corrected, expected)


@pytest.mark.parametrize(
    "typed",
    [
        "sales",
        "receivable",
        "менеджерами",
        "salgsplanen",
        "horses",
        "houses and gardens",
        "лошадь",
        "manko",
        "дча",
        "члан",
        "Siemens",
        "menedzher KPY",
        "sales Manger",
        "1024 b2x",
        "xyzzyx",
        "mercand*",
        "sales -mercandising",
        "the",
        "",
        '"',
    ],
)
def test_words_names_numbers_and_what_is_near_to_nothing_are_left_alone(snapshot: Snapshot, typed: str) -> None:
    corrected = ask(snapshot, typed).corrected

    assert corrected is None or typed.split()[-1] in corrected


def test_every_word_of_the_content_and_its_forms_are_left_alone(snapshot: Snapshot) -> None:
    for code in CODES:
        lexicon = snapshot.lexicons[code]
        for word in filter(str.isalpha, (*lexicon.words, *lexicon.forms)):
            assert ask(snapshot, word).corrected is None, word


def test_an_exact_query_is_searched_as_typed_and_the_correction_offered(snapshot: Snapshot) -> None:
    answer = ask(snapshot, "mercandising", exact=True)

    assert (answer.corrected, answer.suggested, answer.total) == (None, "merchandising", 0)
    assert answer.notes == (Note("spelling", (("suggested", "merchandising"),)),)


@pytest.mark.parametrize("typed", ["sales manger", "sales mangaer", "manger"])
def test_another_word_is_only_offered_for_one_that_some_language_has(snapshot: Snapshot, typed: str) -> None:
    answer = ask(snapshot, typed)

    assert (answer.corrected, answer.suggested) == (None, typed.split("m")[0] + "manager")


def test_nothing_is_offered_where_there_is_enough(snapshot: Snapshot) -> None:
    answer = ask(snapshot, "customers")

    assert (answer.corrected, answer.suggested, answer.notes) == (None, None, ())


def test_filters_have_no_say_in_what_a_query_is_read_as(snapshot: Snapshot) -> None:
    answer = ask(snapshot, "mercandising", section=("rights",))

    assert (answer.corrected, answer.total) == ("merchandising", 0)


def test_a_corrected_query_names_the_term(snapshot: Snapshot) -> None:
    term = ask(snapshot, "комерческая тайна").term

    assert term is not None
    assert term.id == "trade-secret"


@pytest.mark.parametrize(
    ("typed", "section", "role"),
    [
        ("database section:rights", ("rights",), ()),
        ("Section:ПРАВА database", ("rights",), ()),
        ('section:"Rettigheter og fullmakter" database', ("rights",), ()),
        ("database role:sales-manager section:rights", ("rights",), ("sales-manager",)),
        ("database role:nobody", (), ()),
    ],
)
def test_filters_can_be_typed(
    snapshot: Snapshot, typed: str, section: tuple[str, ...], role: tuple[str, ...]
) -> None:
    typed_in = ask(snapshot, typed)
    chosen = ask(snapshot, "database", section=section, role=role)

    assert [hit.id for hit in typed_in.hits] == [hit.id for hit in chosen.hits]
    assert typed_in.total == (1 if section else 2)


def test_typed_filters_hold_beside_those_of_the_address(snapshot: Snapshot) -> None:
    assert ask(snapshot, "database section:rights section:duties", section=("duties",)).total == 1
    assert ask(snapshot, "database section:rights", section=("duties",)).total == 0
    assert ask(snapshot, "database section:rights", role=("key-account-manager",)).total == 0


def test_an_answer_carries_the_filters_that_were_typed(snapshot: Snapshot) -> None:
    answer = ask(snapshot, "section:rights database role:sales-manager")

    assert answer.typed_filters == (
        TypedFilter("section", "rights", "database role:sales-manager"),
        TypedFilter("role", "sales-manager", "section:rights database"),
    )
    assert answer.text_without_filters == "database"


@pytest.mark.parametrize("typed", ["", "database role:nobody", '"section:rights"'])
def test_a_query_without_filters_is_its_text(snapshot: Snapshot, typed: str) -> None:
    answer = ask(snapshot, typed)

    assert (answer.typed_filters, answer.text_without_filters) == ((), typed)


def test_a_filter_alone_lists_what_it_leaves(snapshot: Snapshot) -> None:
    answer = ask(snapshot, "section:rights -database")
    listed = [clause for clause in snapshot.library.clauses if clause.kind == "rights"]

    with_database = {hit.id for hit in ask(snapshot, "database section:rights").hits}
    assert {hit.id for hit in answer.hits} == {clause.id for clause in listed} - with_database
    assert all(hit.matched_by == "words" and hit.texts == (hit.text,) for hit in answer.hits)
    assert "<mark>" not in "".join(hit.text.html for hit in answer.hits)
    assert ask(snapshot, "-database").total == 0


@given(
    parts=some.lists(
        some.sampled_from(
            [*"aжøé'\"«»„“-*:;,.[]`\\/ \t\n1\u0301\u00ad\ufdfa½ﬁ", "section:", "role:", "vtytl", "zh"]
        ),
        max_size=60,
    )
)
@example(parts=["section:"])
@example(parts=['role:"'])
@example(parts=["ﷺ"] * 50)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_the_search(snapshot: Snapshot, parts: list[str]) -> None:
    assert ask(snapshot, "".join(parts)).query.text == "".join(parts)


@given(text=some.text(max_size=200))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_breaks_the_search(snapshot: Snapshot, text: str) -> None:
    assert ask(snapshot, text) == ask(snapshot, text)


def test_edits_are_letters_wrong_missing_too_many_or_swapped() -> None:
    words = vocabulary(["sales", "salers", "sale", "slaes", "safes", "tables", "manager"])

    assert sorted(words.near("sales", 1)) == [
        ("safes", 1),
        ("sale", 1),
        ("salers", 1),
        ("sales", 0),
        ("slaes", 1),
    ]


@pytest.mark.parametrize(("word", "edits"), [("ab", 0), ("abc", 0), ("abcd", 1), ("abcde", 1), ("abcdef", 2)])
def test_short_words_allow_fewer_edits(word: str, edits: int) -> None:
    assert allowed_edits(word) == edits


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
def test_keyboards_have_the_same_keys_each_once(language: Language) -> None:
    assert [len(row) for row in language.keyboard] == [13, 13, 11, 10] * 2
    assert len(set("".join(language.keyboard))) == 94


@pytest.mark.parametrize("language", LANGUAGES, ids=CODES)
def test_every_letter_that_is_not_latin_is_transliterated(language: Language) -> None:
    letters = {letter for options in language.transliteration.values() for option in options for letter in option}
    keys = {key for key in "".join(language.keyboard[:4]) if key.isalpha()} - {"ё"}

    assert letters == (keys if language.script != "LATIN" else set())
