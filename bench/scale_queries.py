"""The queries of the measurement at scale: of each kind as many, from the content's own words, always the same."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from kb.analysis.lexicon import Lexicon
from kb.analysis.tokens import tokens
from kb.languages import CODES
from kb.search.snapshot import Snapshot

RARE, COMMON, ANY, ALL, FEW = (
    "rare word",
    "common word",
    "three words, any",
    "three words, all",
    "three, few have all",
)
PHRASE, PREFIX, SUGGESTION, FILTERED = "phrase", "prefix", "prefix suggestion", "filter and facets"
_EACH = 60


@dataclass(frozen=True)
class Asked:
    """A query of one *kind*, a row of the table: as a reader types it, and the keys of its words."""

    kind: str
    text: str
    keys: tuple[str, ...]


class Analysis:
    """The words of the content as keys: each a lemma, else a stem."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.lexicons = dict(snapshot.lexicons)
        self._known: dict[tuple[str, str], str] = {}

    def keys(self, code: str, text: str) -> tuple[str, ...]:
        """Return the key of every word of *text*."""
        return tuple(self._key(code, token.text) for token in tokens(text) if not token.whole)

    def _key(self, code: str, word: str) -> str:
        if (code, word) not in self._known:
            self._known[code, word] = self.lexicons[code].keys(word)[0].strip("~")
        return self._known[code, word]


def queries(snapshot: Snapshot, analysis: Analysis) -> list[Asked]:
    """Return queries in the languages of *snapshot*, of each kind as many."""
    chance = random.Random(5)
    wordings = [wording for clause in snapshot.library.clauses for wording in clause.wordings]
    found: list[Asked] = []
    for code in CODES:
        lexicon = analysis.lexicons[code]
        telling = _telling(lexicon)
        texts = [wording.text for wording in wordings if wording.language == code]
        each = _EACH // len(CODES)
        rare = [word for word in telling if lexicon.words[word].count <= max(3, len(texts) // 10_000)]
        for word in chance.sample(rare or telling[-each * 5 :], each):
            found.append(_asked(RARE, word, code, analysis))
        for word in telling[:each]:
            found += [_asked(kind, word, code, analysis) for kind in (COMMON, FILTERED)]
        for text in _long(chance.sample(texts, each * 3), frozenset(telling), each):
            words = " ".join(chance.sample(text, 3))
            found += [_asked(kind, words, code, analysis) for kind in (ANY, FEW)]
            commonest = sorted(dict.fromkeys(text), key=lambda word: -lexicon.words[word].count)
            found.append(_asked(ALL, " ".join(commonest[:3]), code, analysis))
            found.append(_asked(PHRASE, " ".join(text[:2]), code, analysis))
            found += [_asked(kind, text[0][:4], code, analysis) for kind in (PREFIX, SUGGESTION)]
    return found


def _telling(lexicon: Lexicon) -> list[str]:
    """Return the folded words of a language that say something, the commonest first."""
    words = [
        word
        for word, known in lexicon.words.items()
        if len(word) > 3 and word.isalpha() and lexicon.writes(known.text) and not lexicon.is_stop_word(known.text)
    ]
    return sorted(
        (word for word in words if lexicon.words[word].count), key=lambda w: (-lexicon.words[w].count, w)
    )


def _long(texts: list[str], telling: frozenset[str], count: int) -> Iterator[list[str]]:
    """Yield the telling words of *count* texts that have three, the first two of which follow one another."""
    for text in texts:
        words = [token.folded for token in tokens(text) if not token.whole]
        for number in range(len(words) - 2):
            rest = [word for word in words[number + 2 :] if word in telling]
            if count and rest and telling.issuperset(words[number : number + 2]):
                count -= 1
                yield [*words[number : number + 2], *rest]
                break


def _asked(kind: str, text: str, code: str, analysis: Analysis) -> Asked:
    keys = (text,) if kind in (PREFIX, SUGGESTION) else analysis.keys(code, text)
    return Asked(kind, f'"{text}"' if kind == PHRASE else text, keys)
