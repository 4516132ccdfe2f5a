"""A wording that is missing in, the translated ones whose sources are nearest out, each with its difference."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kb.bitext.differences import Piece, difference
from kb.bitext.fingerprints import plain
from kb.bitext.units import Unit

_LEAST_ALIKE = 50.0


@dataclass(frozen=True)
class Match:
    """A translated unit whose source is *percent* like the one that is asked for."""

    unit: str
    percent: int
    source: str
    translation: str
    difference: tuple[Piece, ...]


def nearest(
    text: str, units: Iterable[Unit], source: str, target: str, limit: int = 3, least: float = _LEAST_ALIKE
) -> tuple[Match, ...]:
    """Return the translations into *target* of the units whose text in *source* is nearest to *text*.

    The nearest stand first; equal pairs of texts stand once.
    """
    pairs = _pairs(units, source, target)
    asked = plain(text)
    found = process.extract(
        asked.casefold(),
        [pair[1].casefold() for pair in pairs],
        scorer=fuzz.ratio,
        limit=limit,
        score_cutoff=least,
    )
    return tuple(
        Match(pairs[at][0], int(score), pairs[at][1], pairs[at][2], difference(pairs[at][1], asked))
        for _, score, at in found
    )


def _pairs(units: Iterable[Unit], source: str, target: str) -> Sequence[tuple[str, str, str]]:
    """Return unit, source and translation of what is translated, the first unit of equal texts."""
    known: dict[tuple[str, str], str] = {}
    for unit in units:
        ours, theirs = unit.text(source), unit.text(target)
        if ours is not None and theirs is not None:
            known.setdefault((plain(ours.text), plain(theirs.text)), unit.id)
    return [(unit, ours, theirs) for (ours, theirs), unit in known.items()]
