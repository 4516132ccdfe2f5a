"""How well two texts fit, by the words that go together elsewhere; kept while these stay as they are."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from kb.bitext.checks.lessons import Fact
from kb.bitext.checks.telling import Keys, magnitude
from kb.languages import language

if TYPE_CHECKING:
    from kb.bitext.checks.association import Association

Languages = tuple[str, str]
LEAST_PAIRS = 20
_SURE = 0.5
"""A word that goes with another at least so often is said there, too."""


class _Change:
    """What differs between the pairs of texts that were learned from before, and those of now."""

    def __init__(self, before: Counter[tuple[Keys, Keys]], now: Counter[tuple[Keys, Keys]]) -> None:
        self._pairs = (before - now) + (now - before)
        self._before, self._now = before, now

    def touches(self, source: Keys, target: Keys) -> bool:
        """Tell whether anything that the fit of two texts follows from has changed."""
        if not self._pairs:
            return False
        words, others = self._words
        return (
            self._has_other_weights
            or (source, target) in self._pairs
            or not words.isdisjoint(source)
            or not others.isdisjoint(target)
            or any(not self._together.get(key, frozenset()).isdisjoint(target) for key in source)
        )

    @cached_property
    def _words(self) -> tuple[frozenset[str], frozenset[str]]:
        """The words, of either side, that more or fewer texts have."""
        return self._counted(0), self._counted(1)

    def _counted(self, side: int) -> frozenset[str]:
        counts: Counter[str] = Counter()
        for pair in self._pairs:
            change = self._now[pair] - self._before[pair]
            for key in pair[side]:
                counts[key] += change
        return frozenset(key for key, count in counts.items() if count)

    @cached_property
    def _together(self) -> Mapping[str, set[str]]:
        """The words that stand together with each word more or less often."""
        counts: Counter[tuple[str, str]] = Counter()
        for pair in self._pairs:
            change = self._now[pair] - self._before[pair]
            for one in pair[0]:
                for other in pair[1]:
                    counts[one, other] += change
        found: dict[str, set[str]] = {}
        for (one, other), count in counts.items():
            if count:
                found.setdefault(one, set()).add(other)
        return found

    @cached_property
    def _has_other_weights(self) -> bool:
        return any(_most(self._before, side) != _most(self._now, side) for side in (0, 1))


def _most(pairs: Counter[tuple[Keys, Keys]], side: int) -> int:
    """Return how many texts, roughly, have the commonest word."""
    counts: Counter[str] = Counter()
    for pair, times in pairs.items():
        for key in pair[side]:
            counts[key] += times
    return magnitude(max(counts.values(), default=1))


class Fits:
    """Compares texts by what *facts* teach; *kept* are fits that followed from the facts *before*."""

    def __init__(
        self, facts: Iterable[Fact], before: Iterable[Fact] = (), kept: Mapping[str, float] | None = None
    ) -> None:
        self._pairs = _by_languages(facts)
        self._before = _by_languages(before)
        self._kept = kept or {}
        self._changes: dict[Languages, _Change] = {}
        self._learned: dict[Languages, Association] = {}
        self.found: dict[str, float] = {}

    def is_taught(self, source: str, target: str) -> bool:
        """Tell whether there are enough pairs of texts to learn from."""
        return len(self._pairs.get((source, target), ())) >= LEAST_PAIRS

    def fit(self, languages: Languages, source: Keys, target: Keys) -> float:
        """Return from 0 to 1 how well a wording fits a source."""
        name = _name(languages, source, target)
        if name not in self.found:
            known = self._kept.get(name)
            if known is None or self._change(languages).touches(source, target):
                known = self.association(*languages).fit(source, target)
            self.found[name] = known
        return self.found[name]

    def covered(self, languages: Languages, source: Keys, target: Keys) -> tuple[float, float]:
        """Return which share of the words of either text goes with words of the other."""
        if not source or not target:
            return 0.0, 0.0
        strengths = self.association(*languages).strengths(source, target)
        there, back = (strengths.max(axis=axis) >= _SURE for axis in (1, 0))
        return float(there.mean()), float(back.mean())

    def association(self, source: str, target: str) -> "Association":
        """Return what is known of two languages, learned when first asked for."""
        # numpy takes longer to open than most checks: whoever asks for nothing new does without.
        from kb.bitext.checks.association import learn_association

        found = self._learned.get((source, target))
        if found is None:
            pairs = self._pairs.get((source, target), [])
            found = self._learned[source, target] = learn_association(pairs, language(source), language(target))
        return found

    def _change(self, languages: Languages) -> _Change:
        if languages not in self._changes:
            before, now = self._before.get(languages, ()), self._pairs.get(languages, ())
            self._changes[languages] = _Change(Counter(before), Counter(now))
        return self._changes[languages]


def _by_languages(facts: Iterable[Fact]) -> dict[Languages, list[tuple[Keys, Keys]]]:
    found: dict[Languages, list[tuple[Keys, Keys]]] = {}
    for fact in facts:
        found.setdefault((fact.source, fact.target), []).append((fact.source_keys, fact.target_keys))
    return found


def _name(languages: Languages, source: Keys, target: Keys) -> str:
    text = "\0".join((*languages, *source, "", *target))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
