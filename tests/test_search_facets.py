"""Totals and counts of facets, against counting one by one; answers of many threads, against those of one."""

import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as some

from kb.languages import CODES
from kb.library import Library
from kb.model import EDUCATIONS, Clause
from kb.search.answers import EXPERIENCES, FACETS, Answer, Filters, Query
from kb.search.documents import experience_value
from kb.search.snapshot import Snapshot, open_snapshot
from tests.search_library import RoleWritten, library

WORDS = ("plan", "client", "budget")
SECTIONS = ("duties", "rights", "skills")
ROLES = tuple(f"role-{number}" for number in range(5))


def concept(role: int, number: int) -> Mapping[str, str]:
    """Return wordings that have some of WORDS, in some of the languages."""
    text = " ".join(word for at, word in enumerate(WORDS) if (role + number) >> at & 1) or "nothing"
    return {code: text for at, code in enumerate(CODES) if (role * number) >> at & 1 or at == role % len(CODES)}


@cache
def small_library() -> Library:
    return library(
        *(
            RoleWritten(
                id=id,
                clauses={
                    kind: {f"{kind}-{number}": concept(role, number) for number in range(6) if (role + number) % 4}
                    for kind in SECTIONS
                },
                titles={code: ["nobody"] for code in CODES},
                education=(*EDUCATIONS, None)[role],
                years=(0, 2, 3, 7, None)[role],
            )
            for role, id in enumerate(ROLES)
        )
    )


@cache
def snapshot() -> Snapshot:
    return open_snapshot(small_library(), Path(tempfile.mkdtemp()), lambda _: None)


def has(clause: Clause, filters: Filters) -> bool:
    role = small_library().role(clause.role)
    assert role is not None
    years = None if role.experience_years is None else experience_value(role.experience_years)
    values: dict[str, set[str | None]] = {
        "section": {clause.kind},
        "role": {clause.role},
        "education": {role.education},
        "experience": {years},
        "language": set(clause.languages),
    }
    return all(not filters.chosen(facet) or values[facet] & set(filters.chosen(facet)) for facet in FACETS)


def total(word: str, *filters: Filters) -> int:
    found = {
        clause.id
        for clause in small_library().clauses
        if any(word in wording.text.split() for wording in clause.wordings)
        and all(has(clause, each) for each in filters)
    }
    return len(found)


def choices(values: tuple[str, ...]) -> some.SearchStrategy[tuple[str, ...]]:
    return some.lists(some.sampled_from(values), unique=True, max_size=2).map(tuple)


any_filters = some.builds(
    Filters,
    section=choices(SECTIONS),
    role=choices(ROLES),
    education=choices(EDUCATIONS),
    experience=choices(EXPERIENCES),
    language=choices(CODES),
)


typed_filters = some.builds(Filters, section=choices(SECTIONS), role=choices(ROLES))


@settings(deadline=None)
@given(some.sampled_from(WORDS), any_filters, typed_filters)
def test_a_count_is_the_total_that_choosing_the_value_alone_would_give(
    word: str, filters: Filters, typed: Filters
) -> None:
    names = (f"{facet}:{value}" for facet in FACETS for value in typed.chosen(facet))
    answer = snapshot().search(Query(" ".join((word, *names)), CODES[0], filters=filters))

    assert answer.total == total(word, filters, typed)
    for facet in answer.facets:
        counts = {value.value: value.count for value in facet.values}
        assert {value.value for value in facet.values if value.selected} == set(filters.chosen(facet.name))
        for value in snapshot().facet_values(facet.name):
            alone = Filters(**{**vars(filters), facet.name: (value,)})
            assert counts.get(value, 0) == total(word, alone, typed)


@settings(deadline=None)
@given(some.text(), some.sampled_from(CODES))
def test_any_text_can_be_asked_and_typed(text: str, reader: str) -> None:
    answer = snapshot().search(Query(text, reader))

    assert answer.total >= len(answer.hits)
    assert all(hit.matched_languages for hit in answer.hits)
    assert len(snapshot().suggest(text, reader)) <= 10


def test_eight_threads_give_the_answers_of_one() -> None:
    texts = ["plan", "client budget", "plan -client", '"plan client"', "b*", "nobody", "client plan budget"] * 20
    alone = open_snapshot(small_library(), Path(tempfile.mkdtemp()), lambda _: None)
    shared = open_snapshot(small_library(), Path(tempfile.mkdtemp()), lambda _: None)

    def ask(asked: Snapshot, text: str) -> Answer:
        return asked.search(Query(text, CODES[0], limit=100))

    expected = [ask(alone, text) for text in texts]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda text: ask(shared, text), texts)) == expected
