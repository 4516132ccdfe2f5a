"""What every engine must do with filters and facets: every value is counted by looking at every clause."""

from dataclasses import replace
from itertools import product

import pytest

from kb.model import Clause
from kb.search.answers import FACETS, Answer, Filters, Query
from kb.search.documents import experience_value
from kb.search.query.parsing import filter_names, parse_query
from kb.search.snapshot import Snapshot
from tests.contract_library import small
from tests.search_engines import ENGINES, opened


@pytest.fixture(scope="module", params=ENGINES)
def snapshot(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return opened(ENGINES[request.param], small(), tmp_path_factory.mktemp("index"))


def ask(snapshot: Snapshot, text: str, **filters: tuple[str, ...]) -> Answer:
    return snapshot.search(Query(text, "en", limit=100, filters=Filters(**filters)))


def ids(snapshot: Snapshot, text: str, **filters: tuple[str, ...]) -> list[str]:
    return [hit.id for hit in ask(snapshot, text, **filters).hits]


CHOICES = {
    "section": ((), ("duties",), ("rights", "pay")),
    "role": ((), ("clerk", "sales-head")),
    "education": ((), ("higher",)),
    "experience": ((), ("none", "1-2")),
    "language": ((), ("ru",), ("no", "ru")),
}


def values_of(clause: Clause, facet: str) -> set[str]:
    role = small().role(clause.role)
    assert role is not None
    assert role.education is not None
    assert role.experience_years is not None
    return {
        "section": {clause.kind},
        "role": {role.id},
        "education": {role.education},
        "experience": {experience_value(role.experience_years)},
        "language": set(clause.languages),
    }[facet]


def concepts(word: str, *filters: Filters) -> int:
    """Return how many concepts have a clause with *word* that passes *filters*."""
    return len(
        {
            clause.id
            for clause in small().clauses
            if any(word in wording.text.rstrip(".").split() for wording in clause.wordings)
            and all(
                not each.chosen(facet) or values_of(clause, facet) & set(each.chosen(facet))
                for each in filters
                for facet in FACETS
            )
        }
    )


@pytest.mark.parametrize("typed", ["", "section:rights", "role:clerk", "section:rights role:Seller"])
def test_facet_counts_are_exact_under_every_combination_of_filters(snapshot: Snapshot, typed: str) -> None:
    within = parse_query(typed, filter_names([("seller", "seller"), ("clerk", "clerk")])).filters
    for chosen in product(*CHOICES.values()):
        filters = Filters(**dict(zip(CHOICES, chosen, strict=True)))
        answer = snapshot.search(Query(f"accounts {typed}", "en", filters=filters))

        assert answer.total == concepts("accounts", within, filters)
        assert [facet.name for facet in answer.facets] == list(FACETS)
        for facet in answer.facets:
            counts = {value.value: value.count for value in facet.values}
            assert {value.value for value in facet.values if value.selected} == set(filters.chosen(facet.name))
            for value in snapshot.facet_values(facet.name):
                alone = replace(filters, **{facet.name: (value,)})
                assert counts.get(value, 0) == concepts("accounts", within, alone)


def test_a_filter_that_is_typed_counts_facets_within_it_and_one_that_is_chosen_does_not(
    snapshot: Snapshot,
) -> None:
    typed, chosen = ask(snapshot, "accounts role:clerk"), ask(snapshot, "accounts", role=("clerk",))

    assert (typed.total, chosen.total) == (1, 1)
    assert [(value.value, value.count) for value in typed.facets[1].values] == [("clerk", 1)]
    assert [(value.value, value.count, value.selected) for value in chosen.facets[1].values] == [
        ("clerk", 1, True),
        ("seller", 1, False),
    ]


def test_a_query_of_nothing_but_filters_finds_all_that_pass(snapshot: Snapshot) -> None:
    assert set(ids(snapshot, "section:rights")) == {"see-accounts"}
    assert ids(snapshot, "role:clerk") == ["role:clerk", "write-down", "collect-debts", "see-accounts"]


def test_all_filters_hold_on_one_and_the_same_clause(snapshot: Snapshot) -> None:
    assert ids(snapshot, "accounts", role=("clerk",), language=("ru",)) == []
    assert ask(snapshot, "accounts", language=("ru",)).hits[0].roles == ("seller",)
