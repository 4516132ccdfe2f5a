"""A wording that is missing in, the translated ones whose sources are nearest out, each with its difference."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from kb.bitext.differences import Piece, difference
from kb.bitext.fingerprints import plain
from kb.bitext.units import Unit

_LEAST_ALIKE = 50.0


@dataclass(frozen=True)
class Match:
    """A translated unit whose *source* is *percent* like the text *asked* for."""

    unit: str
    percent: int
    source: str
    translation: str
    asked: str

    @cached_property
    def difference(self) -> tuple[Piece, ...]:
        """What would have to change in its source to make the text that is asked for."""
        return difference(self.source, self.asked)


class Memory:
    """The *units* that have texts in the languages *source* and *target*; equal pairs of texts stand once."""

    def __init__(self, units: Iterable[Unit], source: str, target: str) -> None:
        known: dict[tuple[str, str], str] = {}
        for unit in units:
            ours, theirs = unit.text(source), unit.text(target)
            if ours is not None and theirs is not None:
                known.setdefault((plain(ours.text), plain(theirs.text)), unit.id)
        self._pairs = [(unit, ours, theirs) for (ours, theirs), unit in known.items()]
        self._keys = [ours.casefold() for _, ours, _ in self._pairs]

    def nearest(self, text: str, limit: int = 3, least: float = _LEAST_ALIKE) -> tuple[Match, ...]:
        """Return the translations whose sources are nearest to *text*, the nearest first."""
        asked = plain(text)
        found = process.extract(
            asked.casefold(), self._keys, scorer=fuzz.ratio, limit=limit, score_cutoff=least, processor=None
        )
        return tuple(Match(*self._named(at, int(score)), asked) for _, score, at in found)

    def _named(self, at: int, percent: int) -> tuple[str, int, str, str]:
        unit, source, translation = self._pairs[at]
        return unit, percent, source, translation
