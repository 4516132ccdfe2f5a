"""What is near in meaning, with vectors written by hand: a part for the language, a part for what is said."""

import numpy as np
import pytest

from kb.languages import CODES
from kb.search.nearness import EmbeddingInputs, Near, TextPlace, build_vector_index, nearest
from kb.vectors.model import DIMENSIONS, Vector

PAY, STOCK, LEAVE, WEATHER = range(len(CODES), len(CODES) + 4)
FIRST_TYPICAL = WEATHER + 1
TOPICS = {"pay": PAY, "stock": STOCK, "leave": LEAVE}


def vector(language: str, *topics: int) -> Vector:
    """Return a vector that says more of the *language* than of the *topics*, as those of the model do."""
    made = np.zeros(DIMENSIONS, dtype=np.float32)
    made[CODES.index(language)] = 2.0
    made[list(topics)] = 1.0
    return made / np.float32(np.linalg.norm(made))


def near(asked: Vector, **texts: str) -> Near:
    """Return what is near among *texts*, each about the topic it is called by, in a language."""
    places = {
        f"{topic} in {language}": [TextPlace(topic, language, "wording")] for topic, language in texts.items()
    }
    found = {f"{topic} in {language}": vector(language, TOPICS[topic]) for topic, language in texts.items()}
    typical = {code: tuple(f"{code} {number}" for number in range(12)) for code in CODES}
    queries = {
        f"{code} {number}": vector(code, FIRST_TYPICAL + number, STOCK)
        if number < 2
        else vector(code, PAY + number)
        for code in CODES
        for number in range(12)
    }
    return nearest(build_vector_index(EmbeddingInputs(places, typical), found, queries), asked)


def test_what_says_the_same_is_near_in_any_language() -> None:
    for code in CODES:
        for other in CODES:
            assert near(vector(code, PAY), stock=code, pay=other, leave=code).keys() == {"pay"}


def test_the_language_alone_makes_nothing_near() -> None:
    found = near(vector("en", PAY), stock="en", pay="no", leave="en")

    assert [(key, language) for key, (_, language) in found.items()] == [("pay", "no")]


@pytest.mark.parametrize("code", CODES)
def test_nothing_is_near_to_a_query_about_something_else(code: str) -> None:
    assert not len(near(vector(code, WEATHER), stock="en", pay="ru", leave="no"))


def test_nothing_is_near_in_an_empty_content() -> None:
    assert not len(near(vector("en", PAY)))
