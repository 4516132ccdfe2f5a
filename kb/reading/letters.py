"""What the letters of a line are: blanks, signs that nobody sees, and letters in one spelling."""

import re
import unicodedata

BLANKS = " \t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""White space within a line, as editors and web pages leave it."""

_UNSEEN = "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff"
_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f"

UNSEEN = re.compile(f"[{_UNSEEN}{_CONTROLS}]")
"""Signs that show nothing and part words: no text that is served has them."""

MARGIN = BLANKS + "\u00ad\u200b\u200e\u200f\u2060\ufeff"
"""What a line may begin with before its first sign that can be seen."""

INDENTATION = re.compile(f"[{BLANKS}{_UNSEEN}]*")
"""What stands before the first sign that can be seen."""

_RUN = re.compile(r"[ \t\r\n]+")
_TAB = 4


def clean(text: str) -> str:
    """Return *text* without unseen signs, its letters composed (NFC)."""
    if UNSEEN.search(text):
        text = UNSEEN.sub("", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_clean(text: str) -> bool:
    """Tell whether `clean` would leave *text* as it is."""
    return not UNSEEN.search(text) and (text.isascii() or unicodedata.is_normalized("NFC", text))


def one_line(text: str) -> str:
    """Return *text* with each run of plain white space as one space; no-break spaces stay."""
    if "  " in text or "\n" in text or "\t" in text or "\r" in text:
        text = _RUN.sub(" ", text)
    return text.strip(" ")


def indent(text: str) -> int:
    """Return how many columns *text* is indented; a tab goes on to the next four."""
    if text[:1] not in MARGIN:
        return 0
    columns = 0
    for letter in text:
        if letter == "\t":
            columns += _TAB - columns % _TAB
        elif letter in BLANKS:
            columns += 1
        elif not UNSEEN.match(letter):
            break
    return columns


def bare(text: str) -> str:
    """Return *text* without what surrounds it: blanks and unseen signs."""
    return text.strip(MARGIN)
