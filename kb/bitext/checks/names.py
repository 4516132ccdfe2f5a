"""Are names and abbreviations of the source those of the translation?"""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from kb.analysis.folding import fold, script, twin
from kb.analysis.transliteration import roughly_transliterated
from kb.bitext.checks.context import Context
from kb.bitext.checks.rules import Finding, Rule, by_id
from kb.bitext.checks.subjects import Block, Pair
from kb.bitext.patterns import NUMBER, Word
from kb.languages import language

NAME = Rule(
    "name",
    "meaning",
    "warning",
    "accuracy",
    "Names and abbreviations stay: as they are, in the letters of the language, or by their glossary entry.",
    "Works in Salesforce. / Работает в HubSpot.",
    "the source has the name “{expected}” and this “{found}”; keep the name, or add it to the glossary",
)
RULES = by_id(NAME)

_ALIKE = 50
"""Per cent of letters, transliterated, from which two spellings can be one name: Moscow and Москве."""
_SENTENCE_END = ".!?:;"


def check(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield the names that are lost in a translation, or that only it has."""
    if pair.target.unit.concept is None:
        return
    for source, target in pair.blocks:
        lost = _lost(source, target, context)
        added = [
            name for name in _lost(target, source, context) if _is_international(name, source, target, context)
        ]
        if lost or added:
            yield pair.finding(NAME, target.place, ", ".join(lost), ", ".join(added))


def _lost(one: Block, other: Block, context: Context) -> list[str]:
    if one.text[1:].islower() and not any(letter.isdigit() for letter in one.text):
        return []
    covered = {number for _, tag in one.tagged.begun("country") for number in range(tag.first, tag.after)}
    same = {name for name, _ in other.tagged.begun("same")}
    covered |= {n for name, tag in one.tagged.begun("same") if name in same for n in range(tag.first, tag.after)}
    covered |= context.glossary.answered(one.tagged, other.tagged)
    return [
        written
        for number, word in enumerate(one.tagged.words)
        if (written := one.text[word.start : word.end])
        and number not in covered
        and not one.tagged.is_aside(word.start, other.tagged.countries)
        and _is_lost(word, written, number, one, other, context)
    ]


def _is_lost(word: Word, written: str, number: int, one: Block, other: Block, context: Context) -> bool:
    if word.text == NUMBER or written.islower():
        return False
    is_code = _is_code(written)
    if not is_code and (not written[0].isupper() or _begins_sentence(one, number)):
        return False
    if is_code or _is_answered(word, other):
        return not _is_answered(word, other)
    known = context.analyses[one.language][word.text].known
    names = _capitalised(other)
    languages = one.language, other.language
    return not any(_are_alike(word, name, languages) for name in names) and (bool(names) or not known)


def _is_code(written: str) -> bool:
    """Tell whether a word is an abbreviation or a name written like one: CRM, B2B, HubSpot."""
    return sum(letter.isupper() for letter in written) > 1 or bool(re.search(r"[^\W\d_]\d", written))


def _is_international(name: str, source: Block, target: Block, context: Context) -> bool:
    """Tell whether a name would be the same in the source: one in foreign letters, or one that sources have."""
    code = source.language
    return (
        script(name) != language(target.language).script
        or context.is_written_in(fold(name.casefold()), code)
        or any(letter.isdigit() for letter in name)
    )


def _is_answered(word: Word, other: Block) -> bool:
    spellings = (word.folded, word.folded.removesuffix("s"), twin(word.folded))
    return any(spelling in other.folded for spelling in spellings)


def _begins_sentence(block: Block, number: int) -> bool:
    before = block.text[: block.tagged.words[number].start].rstrip(' \u00a0«“„"(—–-')
    return not before or before[-1] in _SENTENCE_END


def _capitalised(block: Block) -> list[Word]:
    countries = {number for _, tag in block.tagged.begun("country") for number in range(tag.first, tag.after)}
    return [
        word
        for number, word in enumerate(block.tagged.words)
        if block.text[word.start].isupper() and not _begins_sentence(block, number) and number not in countries
    ]


def _are_alike(word: Word, name: Word, languages: tuple[str, str]) -> bool:
    ours, theirs = word.folded, name.folded
    if script(ours) != script(theirs):
        latin, local = (ours, theirs) if ours.isascii() else (theirs, ours)
        spoken = next((language(code) for code in languages if language(code).script == script(local)), None)
        ours, theirs = (roughly_transliterated(latin, spoken) if spoken else latin), local
    return ours[0] == theirs[0] and fuzz.ratio(ours, theirs) >= _ALIKE
