"""Long words that break where a reader would break them: a title in, soft hyphens at its compounds' joints."""

import re

from kb.analysis.lexicon import Lexicon

SOFT_HYPHEN = "\u00ad"

_LONG_WORD = re.compile(r"\w{14,}")


def softly_hyphenated(text: str, lexicon: Lexicon) -> str:
    """Return *text* with a soft hyphen before each later part of a long compound."""
    return _LONG_WORD.sub(lambda word: _joined(word[0], lexicon.parts(word[0].casefold())), text)


def _joined(word: str, parts: tuple[str, ...]) -> str:
    begun, end = [0], len(parts[0]) if parts else 0
    for part in parts[1:]:
        # A linking s or e belongs to the part before it.
        start = word.casefold().find(part, end)
        if start < 0:
            return word
        begun.append(start)
        end = start + len(part)
    return SOFT_HYPHEN.join(word[start:stop] for start, stop in zip(begun, [*begun[1:], len(word)], strict=True))
