"""Two texts in, what became of the first word by word out, with words that only moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from kb.bitext.fingerprints import plain

Change = Literal["same", "removed", "added", "moved-from", "moved-to"]

_LEAST_MOVED = 4
"""Letters: shorter words stand everywhere, and say nothing of where they went."""


@dataclass(frozen=True)
class Piece:
    """Some words in a row and what became of them."""

    change: Change
    text: str


@dataclass(frozen=True)
class _Run:
    change: Change
    words: tuple[str, ...]


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return what made *after* of *before*, in reading order; equal texts are one piece that is the same."""
    old, new = plain(before).split(), plain(after).split()
    runs = list(_runs(old, new, least=_LEAST_MOVED))
    has_moved = False
    while (move := _longest_move(runs)) is not None:
        runs, has_moved = list(_moved(runs, *move)), True
    # Where nothing moved, each word that stayed is shown as such.
    return tuple(Piece(run.change, " ".join(run.words)) for run in (runs if has_moved else _runs(old, new)))


def _runs(before: Sequence[str], after: Sequence[str], least: int = 1) -> Iterator[_Run]:
    """Yield what was kept, removed and added; words between changes of less than *least* letters are changed."""
    opcodes = SequenceMatcher(None, before, after, False).get_opcodes()
    removed: list[str] = []
    added: list[str] = []
    for number, (tag, start, end, other_start, other_end) in enumerate(opcodes):
        is_between = 0 < number < len(opcodes) - 1
        if tag == "equal" and not (is_between and _letters(before[start:end]) < least):
            yield from _changed(removed, added)
            removed, added = [], []
            yield _Run("same", tuple(before[start:end]))
        else:
            removed += before[start:end]
            added += after[other_start:other_end]
    yield from _changed(removed, added)


def _changed(removed: Sequence[str], added: Sequence[str]) -> Iterator[_Run]:
    """Yield what was removed and added; a last word that only got or lost its capital was kept."""
    kept: Sequence[str] = ()
    if _is_recased(removed, added):
        removed, added, kept = removed[:-1], added[:-1], added[-1:]
    if removed:
        yield _Run("removed", tuple(removed))
    if added:
        yield _Run("added", tuple(added))
    if kept:
        yield _Run("same", tuple(kept))


def _is_recased(removed: Sequence[str], added: Sequence[str]) -> bool:
    """Whether both end in one word but for its first letter, and something else has changed."""
    if not removed or not added or len(removed) == len(added) == 1:
        return False
    old, new = removed[-1], added[-1]
    return old != new and old[1:] == new[1:] and old[0].casefold() == new[0].casefold()


def _longest_move(runs: Sequence[_Run]) -> tuple[int, int, int, int, int] | None:
    """Return the longest words that were removed in one place and added in another: runs, starts, length."""
    best: tuple[int, int, int, int, int] | None = None
    for number, removed in enumerate(runs):
        for other, added in enumerate(runs):
            if removed.change == "removed" and added.change == "added":
                matcher = SequenceMatcher(None, _bare(removed.words), _bare(added.words), False)
                found = matcher.find_longest_match()
                words = removed.words[found.a : found.a + found.size]
                if _letters(words) >= _LEAST_MOVED and (best is None or found.size > best[4]):
                    best = (number, other, found.a, found.b, found.size)
    return best


def _bare(words: Sequence[str]) -> tuple[str, ...]:
    # What goes to the beginning of a sentence takes a capital, what goes to its end a full stop.
    return tuple(word.casefold().strip(".,;:!?()“”«»") for word in words)


def _letters(words: Sequence[str]) -> int:
    return sum(map(len, words))


def _moved(runs: Sequence[_Run], source: int, target: int, start: int, other: int, size: int) -> Iterator[_Run]:
    for number, run in enumerate(runs):
        if number == source:
            yield from _cut(run, start, size, "moved-from")
        elif number == target:
            yield from _cut(run, other, size, "moved-to")
        else:
            yield run


def _cut(run: _Run, start: int, size: int, change: Change) -> Iterator[_Run]:
    parts = (run.words[:start], run.words[start : start + size], run.words[start + size :])
    for words, kind in zip(parts, (run.change, change, run.change), strict=True):
        if words:
            yield replace(run, change=kind, words=words)
