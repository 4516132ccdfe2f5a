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
    """Yield what was removed and added; words that only begin or end a sentence now, or no longer, were kept."""
    first = _kept(removed[:1], added[:1], removed, added)
    removed, added = removed[len(first) :], added[len(first) :]
    last = _kept(removed[-1:], added[-1:], removed, added)
    if last:
        removed, added = removed[:-1], added[:-1]
    changes: tuple[tuple[Change, Sequence[str]], ...] = (
        ("same", first), ("removed", removed), ("added", added), ("same", last),
    )  # fmt: skip
    for change, words in changes:
        if words:
            yield _Run(change, tuple(words))


def _kept(old: Sequence[str], new: Sequence[str], removed: Sequence[str], added: Sequence[str]) -> Sequence[str]:
    """Return the *new* word where it is the *old* one, but for its place in the sentence, and more has changed."""
    is_alone = len(removed) == len(added) == 1
    return new if old and new and not is_alone and _within(old[0]) == _within(new[0]) else ()


def _within(word: str) -> str:
    """Return *word* as it is within a sentence."""
    return (word[0].lower() + word[1:]).rstrip(".!?…;")


def _longest_move(runs: Sequence[_Run]) -> tuple[int, int, int, int, int] | None:
    """Return the longest words that were removed in one place and added in another: runs, starts, length."""
    best: tuple[int, int, int, int, int] | None = None
    for number, removed in enumerate(runs):
        for other, added in enumerate(runs):
            if removed.change == "removed" and added.change == "added":
                matcher = SequenceMatcher(None, _bare(removed.words), _bare(added.words), False)
                found = matcher.find_longest_match()
                words = removed.words[found.a : found.a + found.size]
                if other == number + 1 and words == removed.words and len(added.words) == found.size:
                    # Another capital or full stop in the same place is no move.
                    continue
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
