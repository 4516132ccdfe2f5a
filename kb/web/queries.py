"""The address of what a query finds, without Flask: `kb search` gives it, too."""

import unicodedata
from urllib.parse import urlencode

from kb.addresses import search_path
from kb.search.answers import FACETS, Query


def query_path(query: Query, code: str, offset: int = 0) -> str:
    """Return the address of the results of *query*, with the interface in the language of *code*."""
    parameters = [("q", printable(query.text))] if query.text else []
    parameters += [("exact", "1")] if query.exact else []
    parameters += [(facet, value) for facet in FACETS for value in query.filters.chosen(facet)]
    parameters += [("limit", str(query.limit))] if query.limit != 10 else []
    parameters += [("offset", str(offset))] if offset else []
    return search_path(code) + (f"?{urlencode(parameters)}" if parameters else "")


def printable(text: str) -> str:
    """Return *text* without what a page cannot hold: control characters and halves of characters."""
    return "".join(" " if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in text).strip()
