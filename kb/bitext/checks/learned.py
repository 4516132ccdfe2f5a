"""The lessons of a whole content in, answers to the questions of its checks out.

Questions and answers are plain values: what an owner's checks found holds while every answer they got is the same.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from kb.bitext.checks.fits import Fits
from kb.bitext.checks.lengths import LengthModel, learn_lengths
from kb.bitext.checks.lessons import Fact, Lesson
from kb.bitext.checks.swaps import swaps

Question = tuple[str | int, ...]
"""A name, and what is asked about."""

_SHORTEST, _LONGEST = -3.2, 4.0
"""In standard deviations: what falls short of these, or exceeds them, is far off."""
_LEAST_USES, _RELIABLE = 4, 0.6
"""A term used as often is reliable where so large a share of its uses is rendered by the glossary."""
_LEAST_BORROWED = 3
"""A foreign word in as many concepts is one that the language has borrowed."""


class Learned:
    """What the *lessons* of all owners teach together; all of it is learned when asked for."""

    def __init__(self, lessons: Mapping[str, Lesson], fits: Fits) -> None:
        self._lessons = lessons
        self.fits = fits
        self._answers: dict[Question, Any] = {}
        self._questions: Mapping[str, Callable[..., Any]] = {
            "length": self._length,
            "reliable": self._reliable,
            "borrowed": self._borrowed,
            "written": self._written,
            "swapped": self._swapped,
            "otherwise": self._otherwise,
            "everything": self._everything,
        }

    def answer(self, question: Question) -> Any:
        """Return the answer to a *question*, as JSON can hold it."""
        if question not in self._answers:
            name, *about = question
            self._answers[question] = self._questions[str(name)](*about)
        return self._answers[question]

    def deviation(self, source: str, target: str, ours: int, theirs: int) -> float:
        """Return by how many standard deviations a length is off."""
        return self._model(source, target).deviation(ours, theirs)

    def _facts(self) -> Iterator[Fact]:
        return (fact for lesson in self._lessons.values() for fact in lesson.facts)

    def _length(self, source: str, target: str, count: int, *lengths: int) -> int | None:
        """Return the usual length of a translation where this one is far off; of either there are one or two."""
        model = self._model(source, target)
        ours, theirs = lengths[:count], lengths[count:]
        deviations = [model.deviation(one, other) for one in ours for other in theirs]
        is_off = all(off < _SHORTEST for off in deviations) or all(off > _LONGEST for off in deviations)
        return round(model.ratio * min(ours)) if is_off else None

    def _model(self, source: str, target: str) -> LengthModel:
        return self._lengths.get((source, target)) or LengthModel()

    @cached_property
    def _lengths(self) -> Mapping[tuple[str, str], LengthModel]:
        found: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for fact in self._facts():
            lengths = found.setdefault((fact.source, fact.target), [])
            lengths.append((fact.source_length, fact.target_length))
        return {languages: learn_lengths(lengths) for languages, lengths in found.items()}

    def _reliable(self, term: str, source: str, target: str) -> bool:
        uses, missing = self._renderings.get((term, source, target), (0, 0))
        return uses < _LEAST_USES or (uses - missing) / uses >= _RELIABLE

    @cached_property
    def _renderings(self) -> Mapping[tuple[str, str, str], tuple[int, int]]:
        found: dict[tuple[str, str, str], tuple[int, int]] = {}
        for lesson in self._lessons.values():
            for term, source, target, more, lacking in lesson.renderings:
                uses, missing = found.get((term, source, target), (0, 0))
                found[term, source, target] = uses + more, missing + lacking
        return found

    def _borrowed(self, code: str, folded: str) -> bool:
        return len(self._concepts_with.get(code, {}).get(folded, ())) >= _LEAST_BORROWED

    def _written(self, code: str, folded: str) -> bool:
        return folded in self._concepts_with.get(code, {})

    @cached_property
    def _concepts_with(self) -> Mapping[str, Mapping[str, set[str]]]:
        """By language, each word to the concepts, titles and sections in whose wordings it stands."""
        found: dict[str, dict[str, set[str]]] = {}
        for lesson in self._lessons.values():
            for code, name, words in lesson.words:
                of_language = found.setdefault(code, {})
                for folded in words:
                    of_language.setdefault(folded, set()).add(name)
        return found

    def _swapped(self, owner: str, target: str) -> dict[str, str]:
        facts = [fact for fact in self._lessons[owner].facts if fact.target == target and not fact.is_nested]
        if not facts or not self.fits.is_taught(facts[0].source, target):
            return {}
        return swaps(facts, self._fit)

    def _fit(self, one: Fact, other: Fact) -> float:
        return self.fits.fit((one.source, other.target), one.source_keys, other.target_keys)

    def _otherwise(self, owner: str) -> dict[str, str]:
        """Return by language and unit the usual wording of the same source, where this one is another."""
        return self._other_wordings.get(owner, {})

    @cached_property
    def _other_wordings(self) -> Mapping[str, dict[str, str]]:
        groups: dict[tuple[str, str, str], list[tuple[str, Fact]]] = {}
        for owner, lesson in self._lessons.items():
            for fact in lesson.facts:
                groups.setdefault((fact.source, fact.target, fact.source_print), []).append((owner, fact))
        found: dict[str, dict[str, str]] = {}
        for group in groups.values():
            counts = Counter(fact.target_print for _, fact in group)
            if len(counts) > 1:
                usual = max(counts, key=lambda fingerprint: counts[fingerprint])
                text = next(fact.text for _, fact in group if fact.target_print == usual)
                for owner, fact in group:
                    if fact.target_print != usual:
                        found.setdefault(owner, {})[f"{fact.target} {fact.unit}"] = text
        return found

    def _everything(self) -> str:
        return self._digest

    @cached_property
    def _digest(self) -> str:
        text = json.dumps([lesson.as_json() for lesson in self._lessons.values()])
        return hashlib.sha256(text.encode()).hexdigest()[:16]
