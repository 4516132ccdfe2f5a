"""How long a translation of a text is, as a rule: learned from pairs of texts of a content."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

_LEAST_PAIRS = 20
_USUAL_VARIANCE = 4.0
"""Per character, for contents too small to learn from; Gale and Church (1993) measured 6.8 for free prose."""
_NORMAL = 0.6745
"""The median of how far normal values lie from their mean, in standard deviations."""


@dataclass(frozen=True)
class LengthModel:
    """That a text of n characters becomes one of about *ratio* n, give or take the root of *variance* n."""

    ratio: float = 1.0
    variance: float = _USUAL_VARIANCE

    def deviation(self, source: int, target: int) -> float:
        """Return by how many standard deviations a length is off, below 0 where it is short."""
        return float((target - self.ratio * source) / (self.variance * max(source, 1)) ** 0.5)


def learn_lengths(pairs: Iterable[tuple[int, int]]) -> LengthModel:
    """Learn from the lengths of *pairs* of source and translation; medians, so that errors teach nothing."""
    known = [(source, target) for source, target in pairs if source and target]
    if len(known) < _LEAST_PAIRS:
        return LengthModel()
    ratio = median(target / source for source, target in known)
    spread = median(abs(target - ratio * source) / source**0.5 for source, target in known) / _NORMAL
    return LengthModel(ratio, spread**2)
