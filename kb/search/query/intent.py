"""Read a query around the names of roles: which are named, and what is wanted of them.

"Account manager or sales assistant", "office manager job description", "what does a KAM do", "B2B sales manager".
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kb.analysis.lexicon import Lexicon, is_stop_word_in_any
from kb.model import SECTION_KINDS
from kb.search.query.headings import Headings
from kb.search.query.phrases import Phrases, phrases_of, runs
from kb.search.query.roles import RoleNames
from kb.search.query.titles import Titles

_LONGEST = 8
"""Words in the longest name or frame that is looked for."""
DESCRIPTION, COMPARISON, OFFER = "description", "comparison", "offer"
"""Frames beside kinds of section: the whole description, two of them, what a guide is about (a vacancy, a CV)."""
BREAK = ","
"""Stands among the words of a query where a sign parts them: no name reaches over it."""
_MOST_UNKNOWN = 0.5
"""Of the words of a title at most so many stand in no name."""


def title_frames(lexicons: Mapping[str, Lexicon]) -> Phrases[str]:
    """Return the words that stand around a title in any language, with the kind of frame that they are."""
    return phrases_of(lexicons, lambda language: language.title_frames)


@dataclass(frozen=True)
class Intent:
    """What a query asks of which roles.

    *roles* are raised above all else, in tiers; *compared* are those that it names side by side. *dull* are its
    words that say nothing of the content, *sections* the words that stand for a kind of section.
    """

    roles: tuple[tuple[str, ...], ...] = ()
    compared: tuple[str, ...] = ()
    dull: frozenset[str] = frozenset()
    sections: Mapping[tuple[str, ...], str] = field(default_factory=dict)


NO_INTENT = Intent()


@dataclass(frozen=True)
class _Run:
    """Some *words* in a row, from *start* on: what they name, or the frame that they are."""

    start: int
    words: tuple[str, ...]
    roles: tuple[str, ...] = ()
    frame: str = ""


Read = Callable[[int, tuple[str, ...]], _Run | None]


@dataclass(frozen=True)
class IntentReader:
    """Reads queries in one content."""

    lexicons: Mapping[str, Lexicon]
    roles: RoleNames
    headings: Headings
    frames: Phrases[str]
    titles: Titles

    def read(self, spoken: Sequence[str]) -> Intent:
        """Return what the words of a query, as *spoken*, ask of roles; a name alone asks for nothing else."""
        named = self._runs(spoken, self._named)
        taken = {at for run in named for at in range(run.start, run.start + len(run.words))}
        framed = self._runs(spoken, self._framed, taken)
        taken |= {at for run in framed for at in range(run.start, run.start + len(run.words))}
        rest = [at for at, word in enumerate(spoken) if at not in taken and not self._is_dull(word)]
        if named and not rest:
            return self._of_names(named, framed)
        words = [word for at, word in enumerate(spoken) if not any(_has(run, at) for run in framed)]
        if not _sections(framed) and self._is_title(words, named, spoken):
            found = self.titles.found([word for word in words if not self._is_dull(word)])
            if found:
                return Intent(tuple((id,) for id in found), (), _dull(framed), _sections(framed))
        return NO_INTENT

    def _of_names(self, named: Sequence[_Run], framed: Sequence[_Run]) -> Intent:
        ids = tuple(dict.fromkeys(run.roles[0] for run in named))
        dull, sections = _dull(framed), _sections(framed)
        if len(ids) > 1:
            return Intent((ids,), ids, dull, sections)
        # Whoever asks for a section of a role is led to its clauses; stop words alone ask for none.
        asked = any(not self._is_dull(word) for words in sections for word in words)
        return Intent((named[0].roles,) if framed and not asked else (), (), dull, sections)

    def _is_title(self, words: Sequence[str], named: Sequence[_Run], spoken: Sequence[str]) -> bool:
        """Tell whether *words* are a title: they have its noun, and not much that stands in no name.

        What follows a name and stands in none is asked of that role, and is no part of a title: "KAM discounts".
        """
        telling = [word for word in words if not self._is_dull(word)]
        if not any(map(self.titles.is_head, telling)):
            return False
        unknown = [word for word in telling if not self.titles.knows(word)]
        if len(unknown) > _MOST_UNKNOWN * len(telling):
            return False
        if named:
            return all(self._qualifies(spoken, at, named[0]) for at, word in enumerate(spoken) if word in unknown)
        return self.titles.is_head(telling[0]) or not unknown or self._ends_in_head(words)

    def _qualifies(self, spoken: Sequence[str], at: int, name: _Run) -> bool:
        """Tell whether the word *at* a place is part of a title that ends in a *name*: regional sales manager."""
        return at < name.start and not any(map(self._is_dull, spoken[at : name.start]))

    def _ends_in_head(self, words: Sequence[str]) -> bool:
        """Tell whether the words before the first stop word end in the noun of titles."""
        first: list[str] = []
        for word in words:
            if self._is_dull(word) and first:
                break
            first += [] if self._is_dull(word) else [word]
        return bool(first) and self.titles.is_head(first[-1])

    def _runs(self, spoken: Sequence[str], read: Read, taken: Iterable[int] = ()) -> list[_Run]:
        """Return the longest runs of words that *read* knows, in their order, none with words *taken*."""
        used, found = set(taken), []
        for start, words in runs(spoken, _LONGEST):
            places = range(start, start + len(words))
            run = read(start, words) if used.isdisjoint(places) else None
            if run is not None:
                found.append(run)
                used.update(places)
        return sorted(found, key=lambda run: run.start)

    def _named(self, start: int, words: tuple[str, ...]) -> _Run | None:
        if self._is_dull(words[0]) or self._is_dull(words[-1]) or BREAK in words:
            return None
        roles = self.roles.best(" ".join(words))
        return _Run(start, words, roles) if roles else None

    def _framed(self, start: int, words: tuple[str, ...]) -> _Run | None:
        kind = self.headings.kind(words) or self.frames.value(words)
        return _Run(start, words, frame=kind) if kind else None

    def _is_dull(self, word: str) -> bool:
        return word == BREAK or is_stop_word_in_any(word, self.lexicons.values())


def _has(run: _Run, at: int) -> bool:
    return run.start <= at < run.start + len(run.words)


def _dull(framed: Sequence[_Run]) -> frozenset[str]:
    """Return the words of frames that say nothing of the content: others lead to a section or a guide."""
    return frozenset(word for run in framed if run.frame in (DESCRIPTION, COMPARISON) for word in run.words)


def _sections(framed: Sequence[_Run]) -> Mapping[tuple[str, ...], str]:
    return {run.words: run.frame for run in framed if run.frame in SECTION_KINDS}
