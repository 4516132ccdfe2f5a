"""What an id may look like: the one rule for clauses, headings, terms and file names."""

import re

RULE = "use small Latin letters, digits and single hyphens, a letter first, 80 characters at most"

_ID = re.compile(r"[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,79}")
_FURNITURE = "ui-"
"""Ids of the pages' own elements begin so, and must not meet a clause's."""


def is_id(text: str) -> bool:
    """Tell whether *text* may stand as an id."""
    return _ID.fullmatch(text) is not None and not text.startswith(_FURNITURE)
