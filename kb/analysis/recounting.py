"""Bring a lexicon up to date with changed word counts, without its dictionary."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from kb.analysis.folding import fold
from kb.analysis.lexicon import Lexicon, Word, stems_of, usual_spelling


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
    words = dict(lexicon.words)
    is_learned = True
    for key in wanted:
        before = words.pop(key, None)
        if key in spellings:
            word = _word(key, spellings[key], lexicon)
            is_same = before is not None and before.text == word.text
            words[key] = replace(before, count=word.count) if before and is_same else word
            is_learned = is_learned and is_same
        else:
            is_learned = is_learned and before is None
    return lexicon.with_words(words, is_same_vocabulary=is_learned), is_learned


def _word(key: str, spellings: Mapping[str, int], lexicon: Lexicon) -> Word:
    text = usual_spelling(spellings, lexicon.language)
    lemmas = lexicon.forms.get(key, ())
    return Word(text, sum(spellings.values()), lemmas, (), stems_of(text, lemmas, lexicon.language))
