"""Is each word spelt right? By Hunspell, where its dictionaries are installed."""

from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from kb.analysis.folding import script
from kb.analysis.hunspell import Speller, has_speller, open_speller
from kb.bitext.checks.context import Context
from kb.bitext.checks.rules import Finding, Rule, by_id
from kb.bitext.checks.subjects import Subject
from kb.bitext.patterns import Word
from kb.languages import Language, language

SPELLING = Rule(
    "spelling",
    "text",
    "note",
    "linguistic conventions",
    "A word is one that a dictionary, the glossary or the rest of the content has. Needs Hunspell dictionaries "
    "and the extra [spelling]; without them this check does not run, and says so.",
    "Keeps the archvie.",
    "“{found}” is in no dictionary; mend it ({expected}?), or put it into the glossary",
)
RULES = by_id(SPELLING)


_SHORTEST, _SHORTEST_PART = 4, 3
_LEAST_LETTERS_A_SLIP = 5
"""A word of as many letters may hide one slip, one of twice as many two; what is further off is another word."""


def check(subject: Subject, context: Context) -> Iterator[Finding]:
    """Yield the words of a text that nobody knows, and that are a slip away from one that is known."""
    spoken = language(subject.language)
    if not has_speller(spoken):
        return
    for block in subject.blocks:
        for word in block.tagged.words:
            written = block.text[word.start : word.end]
            if len(written) < _SHORTEST or not written.islower() or _is_joined(block.text, word):
                continue
            if context.analyses[spoken.code][word.text].known or context.is_known(word, spoken):
                continue
            meant = _meant(written, spoken)
            if meant and script(written) == spoken.script:
                yield subject.finding(SPELLING, block.place, meant, written)


def _is_joined(text: str, word: Word) -> bool:
    """Tell whether a hyphen stands beside a word: макро- и микроэкономика."""
    return text[word.start - 1 : word.start] == "-" or text[word.end : word.end + 1] == "-"


@lru_cache(maxsize=10_000)
def _meant(written: str, spoken: Language) -> str:
    """Return what was meant by a misspelt word, empty where it is spelt right or like no other."""
    speller = open_speller(spoken)
    if speller is None or speller.spell(written) or _is_compound(written, spoken, speller):
        return ""
    slips = min(2, len(written) // _LEAST_LETTERS_A_SLIP + 1)
    near = (word for word in speller.suggest(written) if OSA.distance(word, written, score_cutoff=slips) <= slips)
    return next((word for word in near if word.islower() and word.isalpha()), "")


def _is_compound(word: str, spoken: Language, speller: Speller) -> bool:
    parts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1) if spoken.has_compounds else ()
    return any(speller.spell(word[:end]) and speller.spell(word[end:]) for end in parts)
