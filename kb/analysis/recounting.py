"""Bring a lexicon up to date with changed word counts, without its dictionary."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from kb.analysis.folding import fold
from kb.analysis.lexicon import Lexicon, Word, stems_of, usual_spelling


def with_counts(lexicon: Lexicon, counts: Mapping[str, int]) -> Lexicon:
    """Return *lexicon* with the *counts* of casefolded words; what they do not have counts nothing."""
    totals: Counter[str] = Counter()
    for text, count in counts.items():
        totals[fold(text)] += count
    changed: dict[str, Word | None] = {
        key: replace(word, count=totals[key]) for key, word in lexicon.words.items() if word.count != totals[key]
    }
    return lexicon.with_words(changed) if changed else lexicon


def recount(lexicon: Lexicon, counts: Mapping[str, int], touched: Collection[str]) -> tuple[Lexicon, bool]:
    """Return *lexicon* with the *counts* of the casefolded words *touched*, and whether it is as if learned anew.

    It is where no word came, went or changed its usual spelling. A word that came is found as it is written,
    and in the inflections that the lexicon knows of another form of it, until the lexicon is learned anew.
    """
    wanted = frozenset(map(fold, touched))
    if not wanted:
        return lexicon, True
    spellings: dict[str, dict[str, int]] = {}
    for text, count in counts.items():
        if fold(text) in wanted:
            spellings.setdefault(fold(text), {})[text] = count
    changed: dict[str, Word | None] = {}
    is_learned = True
    for key in wanted:
        before = lexicon.words.get(key)
        word = _word(key, spellings[key], lexicon) if key in spellings else None
        is_same = before is not None and word is not None and before.text == word.text
        changed[key] = replace(before, count=word.count) if before and word and is_same else word
        is_learned = is_learned and (is_same or (before is None and word is None))
    return lexicon.with_words(changed), is_learned


def _word(key: str, spellings: Mapping[str, int], lexicon: Lexicon) -> Word:
    text = usual_spelling(spellings, lexicon.language)
    lemmas = lexicon.forms.get(key, ())
    return Word(text, sum(spellings.values()), lemmas, (), stems_of(text, lemmas, lexicon.language))
