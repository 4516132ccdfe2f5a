"""Queries made from a content's own words, the same at every run."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kb.analysis.folding import fold
from kb.analysis.stopwords import stop_words
from kb.analysis.tokens import words
from kb.languages import LANGUAGES
from kb.library import Library

_EACH = 60


@dataclass(frozen=True)
class Question:
    """A query as a reader types it, and as SQLite's FTS5 takes it; *kind* is a row of the table."""

    kind: str
    text: str
    fts5: str


def questions(library: Library, each: int = _EACH) -> list[Question]:
    """Return *each* queries of each kind."""
    chance = random.Random(7)
    wordings = [wording.text for clause in library.clauses for wording in clause.wordings]
    dull = frozenset(fold(word) for language in LANGUAGES for word in stop_words(language))
    telling = [[word for word in words(text) if word not in dull and len(word) > 3] for text in wordings]
    long = [text for text in telling if len(text) > 3]
    counts = Counter(word for text in telling for word in text)
    common = [word for word, _ in counts.most_common(each)]
    rare = [word for word, count in sorted(counts.items()) if count == 1]
    return [
        *(Question("rare word", word, word) for word in chance.sample(rare, each)),
        *(Question("common word", word, word) for word in common),
        *_pairs(chance.sample(long, each)),
        *_phrases(chance.sample([text for text in wordings if len(text.split()) > 3], each)),
        *(Question("prefix", f"{word[:4]}*", f"{word[:4]}*") for word in chance.sample(sorted(counts), each)),
    ]


def _pairs(texts: list[list[str]]) -> Iterator[Question]:
    for text in texts:
        yield Question("two words", f"{text[0]} {text[2]}", f"{text[0]} AND {text[2]}")


def _phrases(texts: list[str]) -> Iterator[Question]:
    for text in texts:
        phrase = " ".join(list(words(text))[1:3])
        yield Question("phrase", f'"{phrase}"', f'"{phrase}"')
