"""Units and their reviews in, the state of each out: what a translator has to look at, and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from kb.bitext.differences import Piece, difference
from kb.bitext.fingerprints import fingerprint
from kb.bitext.reviews import Review, Reviews
from kb.bitext.units import Text, Unit

State = Literal["missing", "unreviewed", "stale", "edited", "current"]
STATES: tuple[State, ...] = get_args(State)
"""From what waits most to what does not wait."""


@dataclass(frozen=True)
class UnitState:
    """The *state* of a unit in a language; *review* is the newest, None where nobody checked it."""

    unit: Unit
    language: str
    state: State
    review: Review | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.state != "current"

    @cached_property
    def difference(self) -> tuple[Piece, ...]:
        """What became of the text it was checked against, word by word, where the source changed since."""
        source = self.unit.source_text
        if self.state != "stale" or self.review is None or source is None:
            return ()
        return difference(self.review.checked, source.text)


def state_of(unit: Unit, language: str, reviews: Reviews) -> UnitState:
    """Return the state of *unit* in *language*; one of another language alone counts as current."""
    text, review = unit.text(language), reviews.get(unit.id)
    return UnitState(unit, language, _state(unit, text, language, review), review)


def _state(unit: Unit, text: Text | None, language: str, review: Review | None) -> State:
    if text is None:
        return "current" if unit.is_local else "missing"
    if review is None or review.source != unit.source:
        return "unreviewed"
    if language != unit.source and _source_changed(unit, review):
        return "stale"
    return "current" if review.fingerprint == text.fingerprint else "edited"


def _source_changed(unit: Unit, review: Review) -> bool:
    source = unit.source_text
    return source is not None and source.fingerprint not in (fingerprint(review.checked), review.minor)


def count_states(states: Iterable[UnitState]) -> dict[State, int]:
    """Count each of STATES, in their order."""
    found = Counter(one.state for one in states)
    return {state: found[state] for state in STATES}
