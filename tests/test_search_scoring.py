"""The embedded engine's arrays: segments become a corpus, postings become scores, scores are combined."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from kb.search.answers import Filters
from kb.search.documents import Documents
from kb.search.engines import Alternative, QueryTerm, WordExpansion
from kb.search.whoosh import building
from kb.search.whoosh.arrays import Postings
from kb.search.whoosh.combining import Answering, coverage, match_all, match_any, match_covering
from kb.search.whoosh.corpus import Corpus, FacetColumn, Ranks, assemble, starts
from kb.search.whoosh.facets import in_all, passing
from kb.search.whoosh.fields import DocumentTerms
from kb.search.whoosh.matching import Matcher, Scored, best, both, found_in, inverse_frequency
from kb.search.whoosh.postings import PostingsCache
from kb.search.whoosh.segments import Records, Segment, hash_of, load_segment, read_table, remove_segment
from tests.search_library import RoleWritten, duties, library

CONTENT = library(
    RoleWritten("b", duties(shared={"en": "Plans own sales."}, alone={"en": "Counts."}), education="higher"),
    RoleWritten("a", duties(shared={"en": "Plans."})),
    guides={"writing": {"en": ["Write."], "no": ["Skriv."]}},
)
SEGMENTS = TemporaryDirectory()
FOLDER = Path(SEGMENTS.name)
KEYS = [
    *("role:a", "role:b", "shared@a", "shared@b", "alone@b"),
    *("guide:writing@en:first:0", "guide:writing@no:first:0"),
]


def segment(name: str, *owners: str) -> Segment:
    """Return the segment of some owners of CONTENT, or of all."""
    terms, records = DocumentTerms(), Records()
    for document, place in Documents(CONTENT).by_hit(owners or None):
        terms.add(document)
        records.add(document, place)
    return records.save(name, terms.lengths, FOLDER)


def corpus_of(*segments: Segment) -> Corpus:
    segment_of = {owner: each.name for each in segments for owner in each.owners}
    tables = [read_table(each, FOLDER) for each in segments]
    return assemble(segments, tables, Documents(CONTENT).owners, segment_of)


def array(*numbers: int) -> Ranks:
    return np.array(numbers, np.int64)


def scored(scores: dict[int, float]) -> Scored:
    return Scored(array(*scores), np.array(list(scores.values()), np.float64))


def pairs(found: Scored) -> dict[int, float]:
    return dict(zip(found.ranks.tolist(), found.scores.tolist(), strict=True))


def test_a_segment_is_the_same_when_it_was_saved_and_gone_when_it_is_removed() -> None:
    saved = segment("one")
    loaded = load_segment("one", FOLDER)

    assert (loaded.name, loaded.owners, loaded.keys) == (saved.name, saved.owners, saved.keys)
    assert loaded.keys_of(array(*range(len(loaded)))) == KEYS
    assert read_table(loaded, FOLDER)["place"].tolist() == [0, 0, 1, 1, 2, 0, 1]
    remove_segment("one", FOLDER)
    assert list(FOLDER.glob("one.*")) == []


def test_hashes_stand_for_texts_on_every_machine() -> None:
    assert hash_of("role:a") == 0xD107B73209CEAEFF


def test_documents_have_ranks_by_hit_whatever_segment_they_came_in() -> None:
    whole = corpus_of(segment("whole"))
    parts = corpus_of(segment("guides", "guide:writing"), segment("b", "role:b"), segment("a", "role:a"))

    for corpus in (whole, parts):
        assert [corpus.key(rank) for rank in range(len(KEYS))] == KEYS
        assert corpus.groups.tolist() == [0, 1, 2, 2, 3, 4, 4]
        assert corpus.weights(array(*range(len(KEYS)))).tolist() == [1.0] * 5 + [0.6] * 2
        assert corpus.sizes["text_en"] == 4
    assert whole.rank_of is None
    assert parts.rank_of is not None
    assert parts.rank_of.tolist() == [5, 6, 1, 3, 4, 0, 2]


def test_of_documents_in_two_segments_the_later_ones_are_valid() -> None:
    corpus = corpus_of(segment("whole"), segment("later", "role:b"))

    assert [corpus.key(rank) for rank in range(len(KEYS))] == KEYS
    assert corpus.numbers.tolist() == [0, 7, 2, 8, 9, 5, 6]


def test_documents_are_known_by_key_and_by_role() -> None:
    corpus = corpus_of(segment("whole"))

    assert corpus.ranks_of(["alone@b", "gone@b"]).tolist() == [4, -1]
    assert corpus.ranks_of_roles(["b", "gone"]).tolist() == [1]
    assert corpus.versions_of(array(4, 5)).tolist() == [5, 6]
    with pytest.raises(IndexError):
        replace(corpus, segments=()).key(0)


def test_documents_pass_facets_by_their_values() -> None:
    corpus, everything = corpus_of(segment("whole")), np.arange(len(KEYS))
    passes = passing(corpus, everything, Filters(section=("duties",), role=("b", "a"), education=("higher",)))

    assert in_all(passes, everything).tolist() == [3, 4]
    assert in_all(passes, everything, but="education").tolist() == [2, 3, 4]
    assert FacetColumn(("x", "y"), codes=np.array([1, -1], np.int32)).having(array(0, 1), ["y"]).tolist() == [
        *(True, False),
    ]


@pytest.mark.parametrize(
    ("numbers", "expected"), [((), []), ((4,), [0]), ((1, 1, 2, 5, 5), [0, 2, 3])], ids=["none", "one", "some"]
)
def test_where_runs_of_equal_numbers_begin(numbers: Sequence[int], expected: list[int]) -> None:
    assert starts(array(*numbers)).tolist() == expected


def test_scores_are_united_by_the_best_and_added_where_both_are() -> None:
    one, other = scored({1: 2.0, 4: 1.0}), scored({1: 3.0, 2: 1.0})

    assert pairs(best([one, other])) == {1: 3.0, 2: 1.0, 4: 1.0}
    assert pairs(both(one, other)) == {1: 5.0}
    assert pairs(both(one, scored({}))) == pairs(best([])) == {}
    assert [each.tolist() for each in found_in(array(0, 2, 9), array(2, 5))] == [[0, 0, 1], [False, True, False]]


def test_rare_words_weigh_more_and_none_less_than_nothing() -> None:
    rare, common, everywhere = (inverse_frequency(count, 100) for count in (1, 50, 100))

    assert rare > common > everywhere > 0
    assert inverse_frequency(7, 5) > 0


def test_what_has_all_terms_scores_alike_whether_others_are_asked_for_or_not() -> None:
    corpus = corpus_of(segment("whole"))
    terms = [scored({2: 1.0, 3: 2.0, 5: 1.0}), scored({3: 1.0, 5: 1.0})]
    covered = coverage(terms, array(), corpus)
    everything, anything = match_covering(terms, covered, 2), match_any(terms, (), corpus)

    assert everything.ranks.tolist() == [3, 5]
    assert match_all(terms).ranks.tolist() == [3, 5]
    assert match_all(terms).scores.tolist() == everything.scores.tolist()
    assert anything.ranks.tolist() == [2, 3, 5]
    assert anything.covered.tolist() == [1, 2, 2]
    assert everything.scores.tolist() == anything.only(anything.covered == 2).scores.tolist()
    assert everything.scores.tolist() == [22_003.0, 22_002.0]


def test_a_passage_answers_less_well_than_a_clause_with_the_same_words(cache: PostingsCache) -> None:
    matcher = Matcher(corpus_of(segment("whole")), cache)
    words = {"plans": 1.0, "write": 1.0}
    term = QueryTerm("word", words={"en": WordExpansion(words, ())})

    found, plain = matcher.score(term), matcher.score_words("en", words)

    assert found.ranks.tolist() == plain.ranks.tolist() == [2, 3, 5]
    assert found.scores.tolist() == (plain.scores * [1.0, 1.0, 0.6]).tolist()
    assert matcher.having("en", words).tolist() == [2, 3, 5]


def test_a_name_covers_its_terms_once_and_less_than_the_terms_themselves() -> None:
    corpus = corpus_of(segment("whole"))
    name = Answering(Alternative((0, 1), "term"), scored({4: 1.0, 3: 1.0}))
    found = match_any([scored({3: 1.0}), scored({3: 1.0})], [name], corpus)

    assert found.ranks.tolist() == [3, 4]
    assert found.scores.tolist() == [22_002.0, 20_000.4]


def test_a_section_by_itself_finds_nothing_while_a_term_does() -> None:
    corpus = corpus_of(segment("whole"))
    section = Answering(Alternative((0,), "section"), scored({2: 1.0, 3: 1.0, 4: 1.0}))

    assert match_any([scored({}), scored({3: 1.0})], [section], corpus).ranks.tolist() == [3]
    assert match_any([scored({}), scored({})], [section], corpus).ranks.tolist() == [2, 3, 4]


def test_a_role_s_clause_has_what_others_of_its_concept_have_and_stands_first_among_them() -> None:
    corpus = corpus_of(segment("whole"))
    role = Answering(Alternative((0,), "role"), scored({0: 1.0, 2: 1.0}))
    found = match_any([scored({}), scored({3: 5.0})], [role], corpus)

    assert dict(zip(found.ranks.tolist(), found.covered.tolist(), strict=True)) == {2: 2, 3: 1}


@pytest.fixture
def cache(tmp_path: Path) -> PostingsCache:
    building.create(tmp_path, Documents(CONTENT), lambda _: None, lambda _: None)
    return PostingsCache(building.open_reader(tmp_path), None)


def test_postings_are_read_once_and_kept(cache: PostingsCache) -> None:
    found = cache.read("text_en", "plans")

    assert found is not None
    assert (found.documents.tolist(), found.frequencies.tolist()) == ([2, 3], [1, 1])
    assert cache.read("text_en", "plans") is found
    assert cache.read("text_en", "moat") is None


def test_places_are_document_and_position(cache: PostingsCache) -> None:
    found = cache.places("text_en", "sales")

    assert found is not None
    assert [(place >> 32, place & 0xFFFFFFFF) for place in found.tolist()] == [(3, 2)]


def test_postings_come_by_rank_without_documents_that_are_gone(tmp_path: Path) -> None:
    building.create(tmp_path, Documents(CONTENT), lambda _: None, lambda _: None)
    rank_of = array(0, 1, 3, 2, 4, -1, 5)
    cache = PostingsCache(building.open_reader(tmp_path), rank_of)
    plans, own, write = (cache.read("text_en", word) for word in ("plans", "own", "write"))
    places = cache.places("text_en", "plans")

    assert plans is not None
    assert plans.documents.tolist() == [2, 3]
    assert own is not None
    assert own.documents.tolist() == [2]
    assert write is None
    assert places is not None
    assert [place >> 32 for place in places.tolist()] == [2, 3]
    cache.close()


def test_what_was_kept_longest_goes_first(cache: PostingsCache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.search.whoosh.postings._MOST_BYTES", 1000)
    made: list[str] = []

    def make(name: str) -> Postings:
        made.append(name)
        return Postings(array(1), array(1), array(1))

    for name in ("one", "two", "one", "three", "one", "two"):
        cache.keep(name, lambda name=name: make(name))  # type: ignore[misc]

    assert made == ["one", "two", "three", "two"]
