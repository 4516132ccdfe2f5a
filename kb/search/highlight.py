"""HTML and what was looked for in, the same HTML with the match in <mark> out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kb.analysis.folding import fold
from kb.analysis.markup import split_text
from kb.analysis.tokens import Token, tokens
from kb.search.glossary import Related
from kb.search.matching import Matcher
from kb.search.queries import Unit


@dataclass(frozen=True)
class Marked:
    """A text with its marks: how many of the units are in it, and how many of the terms by whatever name."""

    html: str
    count: int
    other_count: int = 0


@dataclass(frozen=True)
class Highlighter:
    """Marks *units* in texts, and the names of terms that stand for some of them.

    *meant* holds, unit by unit, the folded words it stands for in each language; *others* those of each term.
    """

    units: tuple[Unit, ...]
    meant: tuple[Mapping[str, frozenset[str]], ...]
    others: tuple[Mapping[str, frozenset[str]], ...] = ()

    def mark(self, html: str, language: str) -> Marked:
        """Return *html*, a text in *language*, with every word that meets a unit marked."""
        text = _words(html)
        places = [self._places(number, text, language) for number in range(len(self.units))]
        others = [_meeting(text, other.get(language, frozenset())) for other in self.others]
        wanted = frozenset().union(*places, *others)
        marked = _with_marks(text, wanted) if wanted else html
        return Marked(marked, sum(map(bool, places)), sum(map(bool, others)))

    def _places(self, number: int, text: "_Text", language: str) -> frozenset[int]:
        """Return which words of *text* meet a unit."""
        unit = self.units[number]
        if unit.kind == "phrase":
            return _sequences(text.words, tuple(map(fold, unit.words)))
        return _meeting(text, self.meant[number].get(language, frozenset()))


def highlighter(matcher: Matcher, units: tuple[Unit, ...], others: tuple[Related, ...] = ()) -> Highlighter:
    """Return what marks *units* just where *matcher* finds them, and the names of terms that stand for them."""
    return Highlighter(units, tuple(matcher.marks(unit) for unit in units), tuple(other.words for other in others))


@dataclass(frozen=True)
class _Text:
    """The pieces of an HTML text, tags and text in turn, and its words, each with the piece it stands in."""

    pieces: tuple[str, ...]
    words: tuple[tuple[int, Token], ...]
    vocabulary: frozenset[str]


def _meeting(text: _Text, meant: frozenset[str]) -> frozenset[int]:
    """Return which words of *text* are among those *meant*."""
    if text.vocabulary.isdisjoint(meant):
        return frozenset()
    return frozenset(at for at, (_, token) in enumerate(text.words) if token.folded in meant)


@lru_cache(maxsize=20_000)
def _words(html: str) -> _Text:
    pieces = tuple(split_text(html))
    words = tuple((number, token) for number in range(0, len(pieces), 2) for token in tokens(pieces[number]))
    return _Text(pieces, words, frozenset(token.folded for _, token in words))


def _sequences(words: tuple[tuple[int, Token], ...], phrase: tuple[str, ...]) -> frozenset[int]:
    parts = [(at, token.folded) for at, (_, token) in enumerate(words) if not token.whole]
    folded = [word for _, word in parts]
    found: set[int] = set()
    for start in range(len(parts) - len(phrase) + 1):
        if tuple(folded[start : start + len(phrase)]) == phrase:
            found.update(at for at, _ in parts[start : start + len(phrase)])
    return frozenset(found)


def _with_marks(text: _Text, wanted: frozenset[int]) -> str:
    pieces = list(text.pieces)
    spans: dict[int, list[tuple[int, int]]] = {}
    for at in wanted:
        number, token = text.words[at]
        spans.setdefault(number, []).append((token.start, token.end))
    for number, found in spans.items():
        pieces[number] = _marked(pieces[number], sorted(found, key=lambda span: (span[0], -span[1])))
    return "".join(pieces)


def _marked(text: str, spans: list[tuple[int, int]]) -> str:
    """Return *text* with *spans* marked; of spans that overlap the first and longest counts."""
    marked, done = [], 0
    for start, end in spans:
        if start >= done:
            marked += [text[done:start], "<mark>", text[start:end], "</mark>"]
            done = end
    return "".join((*marked, text[done:]))
