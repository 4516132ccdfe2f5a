"""Mark query terms and their expansions in HTML texts."""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from kb.analysis.markup import split_text
from kb.analysis.tokens import tokens
from kb.search.query.expansion import Sequences


@dataclass(frozen=True)
class Marked:
    """A text with its marks: how many query terms are in it, and how many of the names that stand for some."""

    html: str
    count: int
    other_count: int = 0


@dataclass(frozen=True)
class Highlighter:
    """Marks query terms in texts, and the names that stand for some of them.

    *meant* holds, term by term, the index terms it stands for in each language; *others* those of each name.
    """

    meant: tuple[Mapping[str, Sequences], ...]
    others: tuple[Mapping[str, Sequences], ...] = ()

    def mark(self, html: str, language: str) -> Marked:
        """Return *html*, a text in *language*, with every word that meets a term marked."""
        text = _words(html)
        places = [_places(text, meant.get(language, ())) for meant in self.meant]
        others = [_places_of_names(text, other.get(language, ())) for other in self.others]
        wanted = frozenset().union(*places, *others)
        marked = _with_marks(text, wanted) if wanted else html
        return Marked(marked, sum(map(bool, places)), sum(map(bool, others)))


@dataclass(frozen=True, slots=True)
class _Text:
    """The pieces of an HTML text, tags and text in turn, and its index terms in their order.

    *places* has three numbers for each term: the piece it stands in, and where in it. *compounds* are the numbers
    of the terms that are the whole of a hyphenated compound. Thousands of texts are kept: they take little.
    """

    pieces: tuple[str, ...]
    terms: tuple[str, ...]
    places: "array[int]"
    compounds: tuple[int, ...]


def _places(text: _Text, meant: Sequences) -> frozenset[int]:
    """Return which words of *text* are among those *meant*."""
    return frozenset(at for sequence in _there(text, meant) for at in _sequences(text, sequence))


def _places_of_names(text: _Text, names: Sequences) -> frozenset[int]:
    """Return which words of *text* make one of *names*; only where they make none, those that are in one."""
    there = _there(text, names)
    scattered = (at for name in there for words in name for at in _meeting(text, words))
    return _places(text, there) or frozenset(scattered)


def _there(text: _Text, meant: Sequences) -> Sequences:
    """Return those of which *text* has all words, which is soon told."""
    return tuple(each for each in meant if all(not words.isdisjoint(text.terms) for words in each))


def _meeting(text: _Text, words: frozenset[str]) -> Iterator[int]:
    return (at for at, term in enumerate(text.terms) if term in words)


@lru_cache(maxsize=2_000)
def _words(html: str) -> _Text:
    pieces = tuple(split_text(html))
    found = [(number, token) for number in range(0, len(pieces), 2) for token in tokens(pieces[number])]
    return _Text(
        pieces if len(pieces) > 1 else (html,),
        tuple(token.folded for _, token in found),
        array("I", (place for number, token in found for place in (number, token.start, token.end))),
        tuple(at for at, (_, token) in enumerate(found) if token.whole),
    )


def _sequences(text: _Text, sequence: tuple[frozenset[str], ...]) -> Iterator[int]:
    """Yield which words of *text* stand one after another as in *sequence*."""
    if len(sequence) == 1:
        yield from _meeting(text, *sequence)
        return
    parts = [(at, term) for at, term in enumerate(text.terms) if at not in text.compounds]
    for start in range(len(parts) - len(sequence) + 1):
        found = parts[start : start + len(sequence)]
        if all(word in wanted for (_, word), wanted in zip(found, sequence, strict=True)):
            yield from (at for at, _ in found)


def _with_marks(text: _Text, wanted: frozenset[int]) -> str:
    pieces = list(text.pieces)
    spans: dict[int, list[tuple[int, int]]] = {}
    for at in wanted:
        number, start, end = text.places[3 * at : 3 * at + 3]
        spans.setdefault(number, []).append((start, end))
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
