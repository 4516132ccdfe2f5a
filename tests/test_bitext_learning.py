"""What contents teach the checks: usual lengths, and words that go together."""

import pytest

from kb.bitext.checks.association import learn_association
from kb.bitext.checks.lengths import LengthModel, learn_lengths
from kb.languages import language

PAIRS = [
    (("lock", "gate"), ("låse", "port")),
    (("lock", "door"), ("låse", "dør")),
    (("paint", "gate"), ("male", "port")),
    (("paint", "door"), ("male", "dør")),
]


def test_usual_lengths_are_learned_from_pairs_and_errors_teach_nothing() -> None:
    model = learn_lengths([(100, 120), (50, 61), (80, 95), (60, 72)] * 6 + [(100, 3)])

    assert model.ratio == pytest.approx(1.2, abs=0.02)
    assert model.deviation(100, 20) < -4 < 4 < model.deviation(100, 240)
    assert abs(model.deviation(100, 120)) < 1


def test_a_small_content_has_the_lengths_that_are_usual_anywhere() -> None:
    assert learn_lengths([(10, 100)] * 5) == LengthModel()


def test_words_that_stand_together_in_other_pairs_fit() -> None:
    known = learn_association(PAIRS, language("en"), language("no"))

    assert known.fit(("lock", "gate"), ("låse", "port")) > known.fit(("lock", "gate"), ("male", "dør"))


def test_the_pair_itself_is_no_evidence_that_it_fits() -> None:
    known = learn_association([*PAIRS, (("feed", "cat"), ("vaske", "bil"))], language("en"), language("no"))

    assert known.fit(("feed", "cat"), ("vaske", "bil")) == 0


@pytest.mark.parametrize(
    ("code", "source", "target"), [("ru", "marketing", "маркетинг"), ("no", "psychology", "psykologi")]
)
def test_cognates_numbers_and_terms_need_no_learning(code: str, source: str, target: str) -> None:
    known = learn_association([], language("en"), language(code))

    assert known.fit((source,), (target,)) > 0.6
    assert known.fit(("#5",), ("#5",)) == known.fit(("§key",), ("§key",)) == 1
    assert known.fit(("#5",), ("#6",)) == 0


def test_counterparts_are_the_words_that_go_with_those_asked_for() -> None:
    known = learn_association(PAIRS, language("en"), language("no"))

    assert known.counterparts(("gate",), ("låse", "port", "også"), 0.9) == [1]
    assert known.counterparts(("port",), ("lock", "gate"), 0.9, turned=True) == [1]
