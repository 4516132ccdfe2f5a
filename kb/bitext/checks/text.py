"""Is a wording whole, and in its language?"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

from kb.analysis.stopwords import stop_words
from kb.bitext.checks.context import Context
from kb.bitext.checks.rules import Finding, Rule, by_id
from kb.bitext.checks.subjects import Block, Pair, Subject
from kb.bitext.patterns import NUMBER
from kb.bitext.units import GUIDE
from kb.bitext.vocabulary import named
from kb.languages import language

UNTRANSLATED = Rule(
    "untranslated",
    "text",
    "warning",
    "accuracy",
    "A wording that is letter by letter its source has not been translated.",
    "Keeps the archive. / Keeps the archive.",
    "this is the source text itself, “{found}”; translate it",
)
PARTLY_UNTRANSLATED = Rule(
    "partly-untranslated",
    "text",
    "warning",
    "accuracy",
    "Words of one language stand inside a wording of another. Names, glossary terms and words that the language "
    "has borrowed may.",
    "Fører arkivet and keeps the books.",
    "“{found}” is in another language; translate it, or put it into the glossary",
)
EMPTY = Rule(
    "empty",
    "text",
    "warning",
    "accuracy",
    "A wording has words in it.",
    "1. – {#keep-archive}",
    "there are no words in “{found}”; write the wording",
)
CUT_OFF = Rule(
    "cut-off",
    "text",
    "warning",
    "accuracy",
    "A wording does not end in the middle of a sentence: with a comma, a dash, a conjunction or a preposition.",
    "Keeps the archive and",
    "the wording ends with “{found}”; finish it",
)
LENGTH = Rule(
    "length",
    "text",
    "warning",
    "accuracy",
    "A translation far longer or shorter than others of such a source has gained or lost something. What is usual "
    "is learned from the content.",
    "Keeps the archive, the register and the key cabinet in order. / Ведёт архив.",
    "about {expected} characters would be usual and this has {found}; see what is missing or added",
)
REPEATED_WORD = Rule(
    "repeated-word",
    "text",
    "warning",
    "linguistic conventions",
    "A word does not stand twice in a row.",
    "Keeps the the archive.",
    "“{found}” stands twice; remove one",
)
RULES = by_id(UNTRANSLATED, PARTLY_UNTRANSLATED, EMPTY, CUT_OFF, LENGTH, REPEATED_WORD)

_TO_BE_CONTINUED = re.compile(r"(?:[,–—]|(?<!\w)-|\.\.\.|…|\()$")


def check(subject: Subject, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with a wording by itself."""
    for block in subject.blocks:
        for rule, expected, found in _of_block(block, subject, context):
            yield subject.finding(rule, block.place, expected, found)


def check_pair(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield what is wrong with a wording beside its source."""
    ours, theirs = ([w.folded for b in side.blocks for w in b.tagged.words] for side in (pair.target, pair.source))
    if ours == theirs and not context.is_borrowed(pair.target):
        yield pair.finding(UNTRANSLATED, pair.target.text.place, "", pair.target.text.text)
        return
    if copied := _copied(pair):
        yield pair.finding(PARTLY_UNTRANSLATED, pair.target.text.place, "", copied)
    usual = context.usual_length(pair)
    if usual is not None:
        length = str(len(pair.target.text.text))
        yield pair.finding(LENGTH, pair.target.text.place, str(usual), length)


def _copied(pair: Pair) -> str:
    """Return words that stand in the source in the same order, function words of its language among them."""
    source, target = language(pair.source.language), language(pair.target.language)
    if source.script != target.script or pair.target.unit.concept is None:
        return ""
    telling = stop_words(source) - stop_words(target)
    for one, other in pair.blocks:
        ours, theirs = ([word.text for word in block.tagged.words] for block in (other, one))
        for match in SequenceMatcher(None, ours, theirs, False).get_matching_blocks():
            words = other.tagged.words[match.a : match.a + match.size]
            if len(words) > 1 and any(word.text in telling for word in words):
                return other.text[words[0].start : words[-1].end]
    return ""


def _of_block(block: Block, subject: Subject, context: Context) -> Iterator[tuple[Rule, str, str]]:
    if not any(letter.isalnum() for letter in block.text):
        yield EMPTY, "", block.text
        return
    if foreign := " ".join(context.foreign_words(block, subject)):
        yield PARTLY_UNTRANSLATED, "", foreign
    yield from _cut_off(block, subject)
    if subject.unit.kind != GUIDE:
        # The cells of a table stand side by side in the text of a guide.
        yield from ((REPEATED_WORD, "", word) for word in _repeated(block))


def _cut_off(block: Block, subject: Subject) -> Iterator[tuple[Rule, str, str]]:
    if subject.unit.concept is None:
        return
    text = block.text.rstrip()
    words = block.tagged.words
    last = block.tagged.words[-1] if words else None
    if match := _TO_BE_CONTINUED.search(text):
        yield CUT_OFF, "", match[0]
    elif last and text[last.start : last.end].islower():
        after = text[last.end :].strip()
        is_dangling = last.text in _dangling(subject.language, "dangling") and after in ("", ".", ";")
        if is_dangling or (last.text in _dangling(subject.language, "dangling open") and not after):
            yield CUT_OFF, "", last.text


@cache
def _dangling(code: str, name: str) -> frozenset[str]:
    return frozenset(word.removeprefix("=") for word in named(language(code), name))


def _repeated(block: Block) -> Iterator[str]:
    allowed = named(language(block.language), "repeatable")
    for one, other in pairwise(block.tagged.words):
        between = block.text[one.end : other.start]
        is_word = one.text != NUMBER and one.text == other.text and one.text not in allowed
        if is_word and between.isspace():
            yield block.text[one.start : one.end]
