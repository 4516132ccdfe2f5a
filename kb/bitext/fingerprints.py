"""A text in, its fingerprint out: equal for texts that differ in nothing that a translator would have to read."""

import hashlib
import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_LENGTH = 16


def plain(text: str) -> str:
    """Return *text* in one form: composed letters, single spaces, nothing invisible."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def fingerprint(text: str) -> str:
    """Return the fingerprint of *text*; white space of any kind makes no difference."""
    return hashlib.sha256(plain(text).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
