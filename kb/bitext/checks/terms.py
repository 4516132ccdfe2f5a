"""Are the terms of the glossary used, and is one sentence translated in one way?"""

from collections.abc import Iterator

from kb.bitext.checks.context import Context
from kb.bitext.checks.rules import Finding, Rule, by_id
from kb.bitext.checks.subjects import Block, Pair, Subject, Version
from kb.bitext.glossary import Use
from kb.bitext.units import TERM

TERM_MISSING = Rule(
    "term",
    "terms",
    "warning",
    "terminology",
    "A glossary term of the source has its counterpart in the translation, preferred or admitted, in any "
    "inflection and inside compounds. Terms that the content itself mostly renders otherwise are left out.",
    "Collects accounts receivable. / Взыскивает долги клиентов.",
    "the source has the term “{expected}”; use its counterpart “{found}”, or add what stands here to the glossary",
)
AVOIDED_TERM = Rule(
    "avoided-term",
    "terms",
    "warning",
    "terminology",
    "A term that the glossary strikes through is not used, in any inflection.",
    "Pays the premium.",
    "“{found}” is to be avoided; write “{expected}”",
)
TWO_TRANSLATIONS = Rule(
    "two-translations",
    "terms",
    "note",
    "terminology",
    "One sentence of the source has one translation, in all roles.",
    "Keeps the archive. / Ведёт архив. … Keeps the archive. / Хранит архив.",
    "the same source is “{expected}” elsewhere; word it alike, or differently in the source",
)
RULES = by_id(TERM_MISSING, AVOIDED_TERM, TWO_TRANSLATIONS)


def check(subject: Subject, context: Context) -> Iterator[Finding]:
    """Yield the terms to avoid that a wording uses."""
    for block in subject.blocks:
        for use in context.glossary.uses(block.tagged):
            defined = subject.unit.kind == TERM
            if use.is_avoided and not defined:
                yield subject.finding(AVOIDED_TERM, block.place, use.entry.preferred, _written(block, use))


def check_pair(pair: Pair, context: Context) -> Iterator[Finding]:
    """Yield the terms of the source that its translation lacks."""
    if pair.target.unit.concept is None:
        return
    reported: set[str] = set()
    for source, target in pair.blocks:
        for use in context.glossary.uses(source.tagged):
            term = use.entry.id
            if term in reported or not context.is_missing(use, source, target):
                continue
            entry = context.glossary.entry(pair.target.language, term)
            if entry is not None and context.is_reliable(term, pair):
                reported.add(term)
                yield pair.finding(TERM_MISSING, target.place, _written(source, use), entry.preferred)


def check_translations(version: Version, context: Context) -> Iterator[Finding]:
    """Yield the wordings that translate a sentence otherwise than most do."""
    usual = context.other_wordings(version.owner)
    for pair in version.pairs:
        expected = usual.get(f"{pair.target.language} {pair.target.unit.id}")
        if expected is not None:
            yield pair.finding(TWO_TRANSLATIONS, pair.target.text.place, expected, pair.target.text.text)


def _written(block: Block, use: Use) -> str:
    words = block.tagged.words
    return block.text[words[use.first].start : words[use.after - 1].end]
