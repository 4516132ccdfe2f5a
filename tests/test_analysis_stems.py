"""Words are stemmed, and lose their genitive ending."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from kb.analysis.stems import stem, without_genitive
from kb.languages import LANGUAGES, Language, language


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("en", "planning", "plans"),
        ("en", "programme", "program"),
        ("ru", "менеджеров", "менеджера"),
        ("no", "programmer", "program"),
        ("no", "kundene", "kunden"),
    ],
)
def test_inflections_have_one_stem(code: str, one: str, other: str) -> None:
    assert stem(one, language(code)) == stem(other, language(code))


@pytest.mark.parametrize(
    ("code", "word", "expected"),
    [
        ("no", "kundens", "kunden"),
        ("no", "salgs", "salg"),
        ("no", "pris", None),
        ("no", "kunden", None),
        ("en", "customers", "customer"),
        ("ru", "менеджеров", None),
        ("ru", "sales", None),
    ],
)
def test_a_genitive_loses_its_ending_and_short_words_keep_theirs(
    code: str, word: str, expected: str | None
) -> None:
    assert without_genitive(word, language(code)) == expected


@pytest.mark.parametrize("each", LANGUAGES, ids=lambda each: each.code)
def test_threads_get_the_stems_that_one_thread_gets(each: Language) -> None:
    words = [f"{word}{number}" for number in range(200) for word in ("planning", "менеджеров", "kundene")]
    with ThreadPoolExecutor(4) as threads:
        at_once = list(threads.map(lambda word: stem(word, each), words))
    stem.cache_clear()

    assert at_once == [stem(word, each) for word in words]
