"""Wordings of one language of a role in, those that have changed places out."""

from collections.abc import Callable, Sequence

from kb.bitext.checks.lessons import Fact

_LEAST_GAIN = 0.35
"""By how much two wordings must fit better together when their ids are swapped."""
_LOW_FIT, _LOWEST_FIT = 0.6, 0.3
"""A wording that fits its source better than this is in its place; the lower one is for other sections."""


def swaps(facts: Sequence[Fact], fit: Callable[[Fact, Fact], float]) -> dict[str, str]:
    """Return units, each with the concept whose source its wording fits; *fit* compares a source and a wording."""
    low = [(fact, own) for fact in facts if (own := fit(fact, fact)) < _LOW_FIT]
    best: dict[str, tuple[float, str]] = {}
    for number, (one, its) in enumerate(low):
        for other, others in low[number + 1 :]:
            if one.kind != other.kind and max(its, others) > _LOWEST_FIT:
                continue
            there, back = fit(one, other), fit(other, one)
            gain = there + back - its - others
            if gain > _LEAST_GAIN and there > its and back > others:
                for fact, counterpart in ((one, other), (other, one)):
                    if gain > best.get(fact.unit, (0.0, ""))[0]:
                        best[fact.unit] = gain, counterpart.concept
    return {unit: concept for unit, (_, concept) in best.items()}
